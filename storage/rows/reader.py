"""Reading a ledger, committed entries only: beside a running bot, or without it. Needs no key and takes no lock."""

from collections.abc import Collection, Generator
from datetime import datetime

from storage.anchoring import Anchoring
from storage.ledger import record
from storage.rows.anchors import read_anchoring
from storage.rows.link import Link
from storage.store import Counts, Recorded, StoreError, UnavailableError

_EMPTIED = "it is damaged: keep a copy of it, and restore the newest backup"


class LedgerReader:
    """One volume of a ledger as it stood when it was opened.

    `origin` is the volume's name, "" if its first entry does not say.
    """

    def __init__(self, link: Link, org: str, volume: int | None = None) -> None:
        self._link = link
        self.org = org
        volumes = self.volumes()
        self.volume = max(volumes) if volume is None else volume
        if self.volume not in volumes:
            raise StoreError(f"{link.where}: its ledger has no volume {volume}, only 1 to {max(volumes)}")
        self.origin = volumes[self.volume]

    def volumes(self) -> dict[int, str]:
        """The name of each volume, by its number, the oldest first."""
        with self._link.plainly():
            (last,) = self._link.execute("SELECT max(volume) FROM entry WHERE org = ?", (self.org,)).fetchone()
            if not isinstance(last, int):
                raise UnavailableError(f"{self._link.where}: {_EMPTIED}", "damaged")
            # One by one, because each is found at once where all together would mean reading the whole ledger.
            first = "SELECT body FROM entry WHERE org = ? AND volume = ? AND seq = 1"
            rows = ((volume, self._link.execute(first, (self.org, volume)).fetchone()) for volume in range(1, last + 1))
            return {volume: _origin(row[0]) if row else "" for volume, row in rows}

    def entries(self, start: int = 1) -> Generator[tuple[int, bytes, bytes], None, None]:
        """(sequence number, leaf, body) in order, streamed, from sequence number `start` on."""
        with self._link.plainly():
            yield from self._link.stream(
                "SELECT seq, leaf, body FROM entry WHERE org = ? AND volume = ? AND seq >= ? ORDER BY seq",
                (self.org, self.volume, start),
            )

    def note(self, size: int | None = None) -> str | None:
        """The signed checkpoint of a size, the newest if none is named; None if there is none."""
        with self._link.plainly():
            row = self._link.execute(
                "SELECT note FROM checkpoint WHERE org = ? AND volume = ? AND size = coalesce(?, size)"
                " ORDER BY size DESC LIMIT 1",
                (self.org, self.volume, size),
            ).fetchone()
            return row[0] if row else None

    def note_up_to(self, size: int) -> str:
        """The newest signed checkpoint of no more than so many entries; "" if there is none."""
        with self._link.plainly():
            row = self._link.execute(
                "SELECT note FROM checkpoint WHERE org = ? AND volume = ? AND size <= ? ORDER BY size DESC LIMIT 1",
                (self.org, self.volume, size),
            ).fetchone()
            return row[0] if row else ""

    def size(self) -> int:
        """How many entries the volume has."""
        with self._link.plainly():
            newest = "SELECT coalesce(max(seq), 0) FROM entry WHERE org = ? AND volume = ?"
            size: int = self._link.execute(newest, (self.org, self.volume)).fetchone()[0]
            return size

    def anchoring(self) -> Anchoring:
        """Who holds checkpoints outside and what each received last. Raises StoreError where the program has changed since."""
        with self._link.plainly():
            if not self._link.has("holder"):
                raise StoreError(f"{self._link.where} was written by an older Touchline: start the bot once, then ask again")
            return read_anchoring(lambda sql, *values: self._link.execute(sql, values), self.org)

    def recent(self, kinds: str | Collection[str], since: datetime) -> Generator[Recorded, None, None]:
        """The entries of a kind, or of some, in whichever volume, from an instant on; the newest first. Damaged ones are passed
        over.
        """
        wanted = {kinds} if isinstance(kinds, str) else kinds
        with self._link.plainly():
            for (body,) in self._link.stream(
                "SELECT body FROM entry WHERE org = ? ORDER BY volume DESC, seq DESC", (self.org,)
            ):
                try:
                    found = record.decode(body)
                    at = datetime.fromisoformat(found["at"])
                except (record.RecordError, ValueError):
                    continue
                if at < since:
                    return
                if found["kind"] in wanted:
                    yield Recorded(found["kind"], at, found["data"])

    def bodies(self) -> Generator[bytes, None, None]:
        """The bodies of the entries of all volumes, in order."""
        with self._link.plainly():
            for (body,) in self._link.stream("SELECT body FROM entry WHERE org = ? ORDER BY volume, seq", (self.org,)):
                yield body

    def concerns_besides(self, people: Collection[str]) -> frozenset[str]:
        """The ids of the concerns that are kept and about none of these people, by whichever of their accounts."""
        with self._link.plainly():
            kept = {case for (case,) in self._link.stream("SELECT id FROM concern WHERE org = ?", (self.org,))}
            for person in people:
                about = (
                    "SELECT case_id FROM concern_subject WHERE org = ?1 AND (person = ?2"
                    " OR person IN (SELECT pseudonym FROM account WHERE org = ?1 AND person = ?2))"
                )
                kept -= {case for (case,) in self._link.stream(about, (self.org, person))}
            return frozenset(kept)

    def backlog(self) -> tuple[datetime | None, datetime | None]:
        """Since when the oldest arrival waits to be judged, and since when the oldest effect that may go out has been due."""
        with self._link.plainly():
            waiting, due = self._link.execute(
                "SELECT (SELECT min(at) FROM inbox WHERE org = ?1 AND decision IS NULL),"
                " (SELECT min(due) FROM outbox WHERE org = ?1 AND result IS NULL AND follows IS NULL)",
                (self.org,),
            ).fetchone()
        return (datetime.fromisoformat(waiting) if waiting else None, datetime.fromisoformat(due) if due else None)

    def counts(self) -> Counts:
        with self._link.plainly():
            row = self._link.execute(
                "SELECT (SELECT count(*) FROM entry WHERE org = ?1),"
                " (SELECT count(*) FROM inbox WHERE org = ?1 AND decision IS NULL),"
                " (SELECT count(*) FROM outbox WHERE org = ?1 AND result IS NULL),"
                " (SELECT count(*) FROM concern WHERE org = ?1 AND state <> 'closed')",
                (self.org,),
            ).fetchone()
            return Counts(*row)


def _origin(body: bytes) -> str:
    """The log's name from its first entry, or "" from one that is damaged."""
    try:
        origin = record.decode(body)["data"].get("origin", "")
    except record.RecordError:
        return ""
    return origin if isinstance(origin, str) else ""
