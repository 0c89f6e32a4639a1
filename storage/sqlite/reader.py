"""Reading the ledger, committed entries only: beside a running bot, or without it. Needs no key and takes no lock."""

import sqlite3
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from storage.anchoring import Anchoring
from storage.database import connect, damaged, plain_errors
from storage.ledger import record
from storage.sqlite.anchors import read_anchoring
from storage.store import Counts, Recorded, StoreError

CLUB_FILE: Final = "club.db"


class LedgerReader:
    """One volume of a ledger as it stood when it was opened.

    `origin` is the volume's name, "" if its first entry does not say.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, org: str, volume: int | None = None) -> None:
        self._path = path
        self._connection = connection
        self.org = org
        volumes = self.volumes()
        self.volume = max(volumes) if volume is None else volume
        if self.volume not in volumes:
            raise StoreError(f"{path}: its ledger has no volume {volume}, only 1 to {max(volumes)}")
        self.origin = volumes[self.volume]

    def volumes(self) -> dict[int, str]:
        """The name of each volume, by its number, the oldest first."""
        with plain_errors(self._path):
            (last,) = self._connection.execute("SELECT max(volume) FROM entry WHERE org = ?", (self.org,)).fetchone()
            if not isinstance(last, int):
                raise damaged(self._path)
            # One by one, because each is found at once where all together would mean reading the whole ledger.
            first = "SELECT body FROM entry WHERE org = ? AND volume = ? AND seq = 1"
            rows = ((volume, self._connection.execute(first, (self.org, volume)).fetchone()) for volume in range(1, last + 1))
            return {volume: _origin(row[0]) if row else "" for volume, row in rows}

    def entries(self, start: int = 1) -> Generator[tuple[int, bytes, bytes], None, None]:
        """(sequence number, leaf, body) in order, streamed, from sequence number `start` on."""
        with plain_errors(self._path):
            yield from self._connection.execute(
                "SELECT seq, leaf, body FROM entry WHERE org = ? AND volume = ? AND seq >= ? ORDER BY seq",
                (self.org, self.volume, start),
            )

    def note(self, size: int | None = None) -> str | None:
        """The signed checkpoint of a size, the newest if none is named; None if there is none."""
        with plain_errors(self._path):
            row = self._connection.execute(
                "SELECT note FROM checkpoint WHERE org = ? AND volume = ? AND size = coalesce(?, size)"
                " ORDER BY size DESC LIMIT 1",
                (self.org, self.volume, size),
            ).fetchone()
            return row[0] if row else None

    def size(self) -> int:
        """How many entries the volume has."""
        with plain_errors(self._path):
            newest = "SELECT coalesce(max(seq), 0) FROM entry WHERE org = ? AND volume = ?"
            size: int = self._connection.execute(newest, (self.org, self.volume)).fetchone()[0]
            return size

    def anchoring(self) -> Anchoring:
        """Who holds checkpoints outside and what each received last. Raises StoreError where the program has changed since."""
        with plain_errors(self._path):
            if not self._connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'holder'").fetchone():
                raise StoreError(f"{self._path} was written by an older Touchline: start the bot once, then ask again")
            return read_anchoring(lambda sql, *values: self._connection.execute(sql, values), self.org)

    def recent(self, kind: str, since: datetime) -> Generator[Recorded, None, None]:
        """The entries of a kind, in whichever volume, from an instant on; the newest first. Damaged ones are passed over."""
        with plain_errors(self._path):
            for (body,) in self._connection.execute(
                "SELECT body FROM entry WHERE org = ? ORDER BY volume DESC, seq DESC", (self.org,)
            ):
                try:
                    found = record.decode(body)
                    at = datetime.fromisoformat(found["at"])
                except (record.RecordError, ValueError):
                    continue
                if at < since:
                    return
                if found["kind"] == kind:
                    yield Recorded(kind, at, found["data"])

    def backlog(self) -> tuple[datetime | None, datetime | None]:
        """Since when the oldest arrival waits to be judged, and since when the oldest effect that may go out has been due."""
        with plain_errors(self._path):
            waiting, due = self._connection.execute(
                "SELECT (SELECT min(at) FROM inbox WHERE org = ?1 AND decision IS NULL),"
                " (SELECT min(due) FROM outbox WHERE org = ?1 AND result IS NULL AND follows IS NULL)",
                (self.org,),
            ).fetchone()
        return (datetime.fromisoformat(waiting) if waiting else None, datetime.fromisoformat(due) if due else None)

    def counts(self) -> Counts:
        with plain_errors(self._path):
            row = self._connection.execute(
                "SELECT (SELECT count(*) FROM entry WHERE org = ?1),"
                " (SELECT count(*) FROM inbox WHERE org = ?1 AND decision IS NULL),"
                " (SELECT count(*) FROM outbox WHERE org = ?1 AND result IS NULL),"
                " (SELECT count(*) FROM concern WHERE org = ?1 AND state <> 'closed')",
                (self.org,),
            ).fetchone()
            return Counts(*row)


@contextmanager
def read_ledger(folder: Path, volume: int | None = None) -> Iterator[LedgerReader]:
    """Open a volume of the ledger in a folder for reading, the newest if none is named. Raises StoreError if there is none.

    Tampering is no reason to refuse: the entries are given as they stand, because they are the evidence.
    """
    path = folder / CLUB_FILE
    if not path.is_file():
        raise StoreError(f"there is no ledger in {folder}: it would be in a file named {CLUB_FILE}")
    with closing(connect(path, read_only=True)) as connection:
        with plain_errors(path):
            connection.execute("BEGIN")
            there = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'entry'").fetchone()
            row = connection.execute("SELECT org FROM entry LIMIT 1").fetchone() if there else None
        if row is None:
            raise damaged(path)  # emptied: a record has entries from its first moment
        yield LedgerReader(path, connection, row[0], volume)


def _origin(body: bytes) -> str:
    """The log's name from its first entry, or "" from one that is damaged."""
    try:
        origin = record.decode(body)["data"].get("origin", "")
    except record.RecordError:
        return ""
    return origin if isinstance(origin, str) else ""
