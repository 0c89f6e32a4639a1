"""What officers have laid down that stands in one ledger and is missing from an older copy: holds, retentions, requests.

Like what was erased, it is told by the entries alone, which a restore reads of the record that it replaces and of exports.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from storage.erasure import COOLING_OFF, Kind
from storage.ledger.verify import RecordError, decode

_SETTINGS: Final = frozenset({COOLING_OFF, *(kind.setting for kind in Kind)})
_PLACED: Final = {"hold.placed": "hold", "hold.replayed": "hold", "erasure.requested": "erasure"}
_OVER: Final = {
    "hold.lifted": "hold",
    "erasure.withdrawn": "erasure",
    "erasure.approved": "erasure",
    "erasure.done": "erasure",
}


@dataclass(frozen=True, slots=True, order=True)
class Placed:
    """A hold or a request by its id, the folder that it is on, who placed it and when: the same id can mean another thing in
    another history.
    """

    id: str
    folder: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What one ledger says: all that was ever placed, the ids of what is over, and each change of a retention
    with its instant and the keyed hash of its value.
    """

    placed: set[Placed] = field(default_factory=set)
    over: set[str] = field(default_factory=set)
    settings: set[tuple[str, str, str]] = field(default_factory=set)

    def read(self, body: bytes) -> None:
        """Take in one entry; a damaged one says nothing."""
        if not any(mark in body for mark in (b'"hold.', b'"erasure.', b'"setting.changed"')):  # most need not be decoded
            return
        try:
            self._take(decode(body))
        except (RecordError, KeyError, TypeError):
            return

    def _take(self, found: dict[str, Any]) -> None:
        kind, data = found["kind"], found["data"]
        if kind in _PLACED:
            self.placed.add(Placed(data[_PLACED[kind]], data["folder"], found["actor"], found["at"]))
        elif kind in _OVER:
            self.over.add(data[_OVER[kind]])
        elif kind == "setting.changed" and data["setting"] in _SETTINGS:
            self.settings.add((data["setting"], found["at"], data["hash"]))


@dataclass(frozen=True, slots=True)
class Lost:
    """What stands elsewhere and not in a backup: holds, requests for an erasure, and the names of settings."""

    holds: tuple[Placed, ...] = ()
    requests: tuple[Placed, ...] = ()
    settings: tuple[str, ...] = ()


def lost(backup: Standing, others: Iterable[Standing]) -> Lost:
    """What other ledgers say that stands, and the backup does not know of."""
    standing: set[Placed] = set()
    settings: set[str] = set()
    for other in others:
        standing |= {each for each in other.placed if each.id not in other.over}
        settings |= {name for name, *_ in other.settings - backup.settings}
    missing = sorted(standing - backup.placed, key=lambda each: (each.at, each.id))
    return Lost(
        tuple(each for each in missing if each.id.startswith("ho_")),
        tuple(each for each in missing if not each.id.startswith("ho_")),
        tuple(sorted(settings)),
    )
