"""What officers have laid down or called off in one ledger and an older copy does not know: holds, retentions, requests.

Like what was erased, it is told by the entries alone, which a restore reads of the record that it replaces and of exports.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from storage.erasure import COOLING_OFF, Kind
from storage.ledger.verify import RecordError, decode

_SETTINGS: Final = frozenset({COOLING_OFF, *(kind.setting for kind in Kind)})
_PLACED: Final = {"hold.placed": "hold", "hold.replayed": "hold", "erasure.requested": "erasure"}
_CALLED_OFF: Final = {"hold.lifted": "hold", "erasure.withdrawn": "erasure"}
_DONE: Final = frozenset({"erasure.approved", "erasure.done"})
#: Ids and folders are shorter, and plain: what somebody put into an export reaches a terminal and an entry.
_NAME_LIMIT: Final = 200


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
    """What one ledger says: all that was ever placed, the ids of what officers called off and of what was done, and each
    change of a retention with its instant and the keyed hash of its value.
    """

    placed: set[Placed] = field(default_factory=set)
    called_off: set[str] = field(default_factory=set)
    done: set[str] = field(default_factory=set)
    settings: set[tuple[str, str, str]] = field(default_factory=set)

    @property
    def over(self) -> set[Placed]:
        """What was placed and stands no more."""
        return {each for each in self.placed if each.id in self.called_off | self.done}

    def read(self, body: bytes) -> None:
        """Take in one entry; a damaged one says nothing."""
        if not any(mark in body for mark in (b'"hold.', b'"erasure.', b'"setting.changed"')):  # most need not be decoded
            return
        try:
            self._take(decode(body))
        except (RecordError, KeyError, TypeError, AttributeError):
            return

    def _take(self, found: dict[str, Any]) -> None:
        kind, data = found["kind"], found["data"]
        if kind in _PLACED:
            names = (data[_PLACED[kind]], data["folder"], found["actor"])
            if all(name.isascii() and name.isprintable() and len(name) <= _NAME_LIMIT for name in names):
                self.placed.add(Placed(*names, found["at"]))
        elif kind in _CALLED_OFF:
            self.called_off.add(data[_CALLED_OFF[kind]])
        elif kind in _DONE:
            self.done.add(data["erasure"])
        elif kind == "setting.changed" and data["setting"] in _SETTINGS:
            self.settings.add((data["setting"], found["at"], data["hash"]))


@dataclass(frozen=True, slots=True)
class Lost:
    """What stands elsewhere and not in a backup: holds, requests for an erasure, and the names of settings; and what stands in
    the backup and was called off since: holds that were lifted, requests that were withdrawn.
    """

    holds: tuple[Placed, ...] = ()
    requests: tuple[Placed, ...] = ()
    settings: tuple[str, ...] = ()
    lifted: tuple[Placed, ...] = ()
    withdrawn: tuple[Placed, ...] = ()


def lost(backup: Standing, others: Iterable[Standing]) -> Lost:
    """What other ledgers say that officers laid down or called off, and the backup does not know of."""
    placed: set[Placed] = set()
    over: set[Placed] = set()
    called_off: set[Placed] = set()
    settings: set[str] = set()
    for other in others:
        placed |= other.placed
        over |= other.over
        called_off |= {each for each in other.placed if each.id in other.called_off}
        settings |= {name for name, *_ in other.settings - backup.settings}
    holds, requests = _apart(placed - over - backup.placed)
    lifted, withdrawn = _apart(backup.placed & called_off - backup.over)
    return Lost(holds, requests, tuple(sorted(settings)), lifted, withdrawn)


def _apart(found: Iterable[Placed]) -> tuple[tuple[Placed, ...], tuple[Placed, ...]]:
    """Holds, and requests for an erasure; each the oldest first."""
    ordered = sorted(found, key=lambda each: (each.at, each.id))
    holds = tuple(each for each in ordered if each.id.startswith("ho_"))
    return holds, tuple(each for each in ordered if not each.id.startswith("ho_"))
