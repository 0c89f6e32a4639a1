"""The host's journal: what was done to whole organisations, by whom for the host, and when.

It is a record like any other, of an organisation that is none: nothing in it can be changed unnoticed, and it is exported and
verified by the same commands. No organisation can be called as it is.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.homes import Homes
from moderation.model import Entry
from storage.ledger.record import decode
from storage.sqlite.folder import KEYS_FILE
from storage.store import Clock

#: The journal's own name, of its folder too. An organisation's id has no such letter.
JOURNAL: Final = "_host"
#: Who acts in entries, where whoever runs the machine does so, and nobody of the organisation.
HOST: Final = "p_host"
#: Nothing arrives for a journal, so there is nothing to forget.
_RETENTION_DAYS: Final = 30
#: Named in entries (map 7.6).
RULE: Final = "hosting@1"


@dataclass(frozen=True, slots=True)
class Note:
    """One line of the journal: when, what was done (the kind of the organisation's own entry), to which, and who did it."""

    at: datetime
    kind: str
    org: str
    by: str


class Journal:
    """That of one deployment, in its data folder or on its host."""

    def __init__(self, homes: Homes, data_folder: Path, clock: Clock) -> None:
        self._home = homes.of(data_folder / JOURNAL, JOURNAL)
        self._clock = clock

    def write(self, kind: str, org: str, by: str, **more: object) -> None:
        """Add a line, and sign. Raises StoreError: then it was not written."""
        store = self._home.open(JOURNAL, self._clock, retention_days=_RETENTION_DAYS)
        with closing(store), store.transaction() as tx:
            tx.append(Entry(kind, HOST, {"org": org, "by": by, **more, "rule": RULE}), self._clock())
            tx.checkpoint(self._clock())

    def lines(self) -> Iterator[Note]:
        """All, the oldest first; none where nothing was done yet. Raises StoreError."""
        if not (self._home.folder / KEYS_FILE).exists():
            return
        with self._home.read() as ledger:
            for body in ledger.bodies():
                found = decode(body)
                if found["actor"] == HOST:
                    data = found["data"]
                    yield Note(datetime.fromisoformat(found["at"]), found["kind"], data["org"], data["by"])
