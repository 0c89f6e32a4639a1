"""Reading a ledger from end to end and believing nothing that stands beside its entries; and laying one beside another."""

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import zip_longest
from pathlib import Path
from typing import Any

from storage.database import connect, plain_errors
from storage.erasure import erased_folders
from storage.ledger.note import Head, NoteError, VerifierKey, opened, read_checkpoint, split
from storage.ledger.verify import Frontier, RecordError, decode, leaf_hash
from storage.rows.link import Link
from storage.sqlite.link import SqliteLink
from storage.standing import Standing
from storage.store import StoreError, UnavailableError

Row = tuple[str, int, int, bytes]
"""Organisation, volume, sequence number and body of an entry."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A ledger that is whole: every entry in its place, as its hash says, and as every checkpoint beside it says.

    `volumes` are the ends of its volumes, the oldest first; `until` is when its newest entry was made; `keys` are the verifier
    keys that it names, the newest last; `erased` is what was erased for good, as (folder, id of its key).
    """

    org: str
    volumes: tuple[Head, ...]
    entries: int
    until: datetime
    keys: tuple[str, ...]
    erased: frozenset[tuple[str, str]]

    @property
    def name(self) -> str:
        """What the whole ledger is called."""
        return self.volumes[0].origin

    def size_of(self, origin: str) -> int | None:
        """How many entries the volume of this name has, or None if there is none."""
        return next((head.size for head in self.volumes if head.origin == origin), None)


class Relation(StrEnum):
    """How another ledger stands to one."""

    NONE = "none"
    SAME = "same"
    SHORTER = "shorter"
    LONGER = "longer"
    FORKED = "forked"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Beside:
    """Another ledger beside one: how many entries at the start are the same in both, how many follow in the other, when the
    newest of those was made (None if nobody can tell), and how many messages wait to be judged in the other alone: they were
    acknowledged, and no entry tells of them.
    """

    relation: Relation
    common: int = 0
    more: int = 0
    until: datetime | None = None
    waiting: int = 0


class DamageError(StoreError):
    """A ledger is not whole. The message says where and why, and names no file."""


def audit(path: Path, held: Iterable[Head] = ()) -> Whole:
    """Check a database file and the whole ledger in it, also against checkpoints that are held, of volumes and sizes it has.

    Every body is hashed again; the hashes stored beside them and the checkpoints must agree with that. Raises DamageError,
    which names the first entry or checkpoint that does not, and StoreError for a file that cannot be opened.
    """
    with closing(connect(path, read_only=True)) as connection, _damage(), plain_errors(path):
        connection.execute("BEGIN")
        if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
            raise DamageError("SQLite finds the file damaged")
        orgs = connection.execute("SELECT min(org), max(org) FROM entry").fetchone()
        if orgs[0] is None or orgs[0] != orgs[1]:
            raise DamageError("there must be one organisation's ledger in it, and there is none or more than one")
        return audit_ledger(SqliteLink(path, connection), orgs[0], held)


def audit_ledger(link: Link, org: str, held: Iterable[Head] = ()) -> Whole:
    """Check the whole ledger of an organisation, in whichever database, as `audit` does. Raises DamageError."""
    walk = _Walk(link, org, held)
    try:
        walk.go()
    except (RecordError, NoteError) as error:
        raise DamageError(f"{walk.where}: {error}") from error
    return Whole(org, tuple(walk.volumes), walk.entries, walk.until, tuple(walk.keys), frozenset(walk.erased))


@contextmanager
def _damage() -> Iterator[None]:
    """A file that is damaged, whichever read comes upon it, is no whole ledger."""
    try:
        yield
    except UnavailableError as error:
        if error.why != "damaged":
            raise
        raise DamageError("SQLite finds the file damaged, or it was cut off") from error


class _Walk:
    """One pass over a ledger. Raises RecordError or NoteError at what is not as it should be; `where` says where that is."""

    def __init__(self, link: Link, org: str, held: Iterable[Head]) -> None:
        self._entries = link.stream("SELECT volume, seq, leaf, body FROM entry WHERE org = ? ORDER BY volume, seq", (org,))
        self._checkpoints: Iterator[tuple[int, int, str]] = link.stream(
            "SELECT volume, size, note FROM checkpoint WHERE org = ? ORDER BY volume, size", (org,)
        )
        self._signed = next(self._checkpoints, None)
        self._held = list(held)
        self._tree = Frontier()
        self._origin = ""
        self._number = 0
        self._note = ""
        self.where = ""
        self.volumes: list[Head] = []
        self.entries = 0
        self.until = datetime.min  # noqa: DTZ901 - there is at least one entry
        self.keys: list[str] = []
        self.erased: set[tuple[str, str]] = set()

    def go(self) -> None:
        for volume, seq, leaf, body in self._entries:
            if volume != self._number:
                self._end_volume()
                self._demand(volume == self._number + 1, "a volume is missing before it")
                self._number = volume
            self.where = f"entry {seq:,} of volume {volume}"
            self._demand(seq == self._tree.size + 1, "an entry is missing before it")
            self._demand(leaf_hash(body) == leaf, "it was changed: its text does not give the hash beside it")
            found = decode(body)
            self._demand(found["seq"] == seq, f"it was moved: its text is that of entry {found['seq']:,}")
            self._read(seq, found)
            self.erased |= erased_by(seq, body)
            self._tree.append(leaf)
            self._compare(volume, seq)
        self._end_volume()
        self.where = "its checkpoints"
        self._demand(self._signed is None, "one of them covers entries that are not there")

    def _read(self, seq: int, found: dict[str, Any]) -> None:
        self.entries += 1
        self.until = datetime.fromisoformat(found["at"])
        data = found["data"]
        if seq == 1:
            self._demand(found["kind"] == "log.opened" and isinstance(data.get("origin"), str), "it does not name its log")
            self._origin = data["origin"]
            if self.volumes:
                last = self.volumes[-1]
                said = {"origin": last.origin, "size": last.size, "root": last.root.hex()}
                self._demand(data.get("previous") == said, "it does not continue the volume before")
        if found["kind"] in {"log.opened", "log.restored"} and isinstance(data.get("key"), str):
            self.keys.append(data["key"])

    def _compare(self, volume: int, size: int) -> None:
        """Hold the tree against the checkpoint that was stored at this size, and those that are held."""
        if self._signed is not None and self._signed[:2] == (volume, size):
            self.where = f"the checkpoint of {size:,} entries in volume {volume}"
            self._note = self._signed[2]
            head = read_checkpoint(split(self._note)[0])
            self._demand(head == self._head(), "it does not fit the entries")
            self._signed = next(self._checkpoints, None)
        for head in self._held:
            if (head.origin, head.size) == (self._origin, size):
                self.where = f"the checkpoint of {size:,} entries that is held elsewhere"
                self._demand(head == self._head(), "the history up to there is another one")

    def _end_volume(self) -> None:
        """Close a volume. Of its checkpoints the newest must be signed: no earlier one says more."""
        if self._number:
            if self._note:
                self.where = f"the newest checkpoint of volume {self._number}"
                opened(self._note, [VerifierKey.read(key) for key in self.keys])
            self.volumes.append(self._head())
        self._tree, self._note = Frontier(), ""

    def _head(self) -> Head:
        return Head(self._origin, self._tree.size, self._tree.root())

    @staticmethod
    def _demand(holds: bool, otherwise: str) -> None:
        if not holds:
            raise RecordError(otherwise)


def beside(path: Path, other: Path) -> Beside:
    """How the ledger in the file `other` stands to that in `path`, entry by entry. Raises StoreError if one cannot be read."""
    common = more = 0
    newest = b""
    with closing(_rows(path)) as ours, closing(_rows(other)) as theirs:
        for mine, its in zip_longest(ours, theirs):
            if its is None:  # it is the past of this one, and what waited then waits here or has been judged
                return Beside(Relation.SHORTER if common else Relation.NONE, common)
            if mine is not None and mine != its:
                return Beside(Relation.FORKED, common, 1 + sum(1 for _ in theirs), waiting=_waiting(path, other))
            if mine is None:
                more, newest = more + 1, its[3]
            else:
                common += 1
    relation, until = (Relation.LONGER, _made(newest)) if more else (Relation.SAME, None)
    return Beside(relation, common, more, until, _waiting(path, other))


def erased_in(path: Path) -> tuple[frozenset[tuple[str, str]], str]:
    """What a ledger says was erased, as far as it can be read: (folder, id of its key); and what kept the rest from being read,
    "" if nothing did. A damaged entry says nothing.
    """
    found: set[tuple[str, str]] = set()
    try:
        with closing(_rows(path)) as rows:
            for _, _, seq, body in rows:
                found |= erased_by(seq, body)
    except StoreError as error:
        return frozenset(found), str(error)
    return frozenset(found), ""


def standing_in(path: Path) -> Standing:
    """What a ledger says of holds, retentions and requests, as far as it can be read."""
    found = Standing()
    with suppress(StoreError), closing(_rows(path)) as rows:
        for *_, body in rows:
            found.read(body)
    return found


def erased_by(seq: int, body: bytes) -> frozenset[tuple[str, str]]:
    """What one entry says was erased; nothing if it is damaged."""
    if b'"erasure.' not in body:  # most are not, and need not be decoded
        return frozenset()
    try:
        return erased_folders([(seq, b"", body)])
    except (RecordError, KeyError, TypeError):
        return frozenset()


def _rows(path: Path) -> Generator[Row, None, None]:
    """The entries of every volume, in order, as they are stored."""
    with closing(connect(path, read_only=True)) as connection, plain_errors(path):
        yield from connection.execute("SELECT org, volume, seq, body FROM entry ORDER BY org, volume, seq")


def _waiting(path: Path, other: Path) -> int:
    """How many messages nobody has judged in the file `other` that `path` has never seen."""
    with closing(connect(path, read_only=True)) as ours, plain_errors(path):
        seen = {mark for (mark,) in ours.execute("SELECT mark FROM inbox")}
    with closing(connect(other, read_only=True)) as theirs, plain_errors(other):
        return sum(mark not in seen for (mark,) in theirs.execute("SELECT mark FROM inbox WHERE decision IS NULL"))


def _made(body: bytes) -> datetime | None:
    try:
        return datetime.fromisoformat(decode(body)["at"])
    except RecordError:
        return None
