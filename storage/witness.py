"""What a witness remembers of other organisations' logs: the newest checkpoint of each, and evidence of any other history.

A file of its own, beside no organisation's. Whatever it answers, it has remembered first: a commit is on the disk when `add`
returns. A book that is lost, or put back from a copy, would let a log show a second history, so neither is done in silence: a
book is begun on purpose, it belongs to one key, and the advice for a lost one is a new key.
"""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final, Self

from sqlite_utils import Database

from storage.codec import instant
from storage.database import connect, plain_errors
from storage.ledger.merkle import Frontier, TreeError, verify_consistency
from storage.ledger.note import Head
from storage.migrations import Steps, migrate
from storage.store import StoreError

#: How much evidence of one kind is kept against one log. The first is as good as a thousand, which would fill the disk.
EVIDENCE_LIMIT: Final = 100


class Verdict(StrEnum):
    """What a checkpoint turned out to be."""

    GROWN = "grown"  # it contains all that was held before; it is held from now on
    OTHER_SIZE = "other_size"  # it was proven from another size than the one that is held
    FORK = "fork"  # another root at the size that is held: two histories, both signed
    UNPROVEN = "unproven"  # its proof does not lead there from what is held


class EvidenceKind(StrEnum):
    """What the two notes in a piece of evidence show."""

    FORK = "fork"  # by themselves that the log signed two histories
    UNPROVEN = "unproven"  # a checkpoint that came with a false proof, which its log may not have sent


@dataclass(frozen=True, slots=True)
class Shown:
    """A checkpoint as it was shown to a witness, its signature checked. `log` is under whose key, `note` holds that signature
    alone, `old` and `proof` (32-byte hashes) are what it was shown with.
    """

    log: str
    head: Head
    note: str
    old: int
    proof: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Ruling:
    """The verdict, the size that is held after it, and whether new evidence was kept."""

    verdict: Verdict
    size: int
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest checkpoint of a log (its volume), and when it was last shown: `at` as text in UTC."""

    origin: str
    size: int
    at: str
    note: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Two notes of one log that do not go together, as they were when the second was refused. `proof` is what it came with."""

    number: int
    at: str
    origin: str
    kind: EvidenceKind
    held: str
    shown: str
    proof: tuple[bytes, ...]


class WitnessBook:
    """The memory of one witness. May be used from several threads, and by several processes at once."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection
        self._turn = threading.Lock()

    @classmethod
    def open(cls, path: Path, key: str, now: datetime, *, begin: bool = False) -> Self:
        """Open the book of the witness with this verifier key, or begin it. Raises StoreError if it is another's or not there,
        or if it is to be begun and has been.
        """
        if not begin and not path.is_file():
            raise StoreError(f"{path}: there is no book yet. {_ADVICE}")
        connection = connect(path)
        try:
            with plain_errors(path):
                for pragma in ("journal_mode=WAL", "synchronous=FULL"):
                    connection.execute(f"PRAGMA {pragma}")
            migrate(connection, _STEPS, path, now)
            book = cls(path, connection)
            book._bind(key, begin)
        except BaseException:
            connection.close()
            raise
        return book

    def close(self) -> None:
        with self._turn:
            self._connection.close()

    def add(self, shown: Shown, at: datetime) -> Ruling:
        """Judge a checkpoint against what is held, and hold it if it grew from there: one step, on disk before this returns.

        Only after GROWN may it be cosigned. Raises StoreError, and then nothing has changed.
        """
        with self._transaction():
            return self._judge(shown, at)

    def _bind(self, key: str, begin: bool) -> None:
        with self._transaction():
            row = self._connection.execute("SELECT key FROM witness").fetchone()
            if row is not None and row[0] != key:
                raise StoreError(f"{self._path}: this is the book of another key: give each witness a book of its own")
            if row is not None and begin:
                raise StoreError(f"{self._path}: this book has begun already: leave out --begin")
            if row is None:
                if not begin:
                    raise StoreError(f"{self._path}: this book has not begun. {_ADVICE}")
                self._connection.execute("INSERT INTO witness (only, key) VALUES (1, ?)", (key,))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._turn, plain_errors(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _judge(self, shown: Shown, at: datetime) -> Ruling:
        head = shown.head
        row = self._connection.execute("SELECT size, root, note FROM newest WHERE origin = ?", (head.origin,)).fetchone()
        size, root, note = row or (0, Frontier().root(), None)
        if note is not None and head.size == size and head.root != root:
            # Whatever size it was proven from: two roots of one size are two histories.
            kept = self._keep(EvidenceKind.FORK, note, shown, at)
            return Ruling(Verdict.FORK if shown.old == size else Verdict.OTHER_SIZE, size, kept)
        if shown.old != size:
            return Ruling(Verdict.OTHER_SIZE, size)
        try:
            _demand_growth(size, root, head, shown.proof)
        except TreeError:
            kept = note is not None and self._keep(EvidenceKind.UNPROVEN, note, shown, at)
            return Ruling(Verdict.UNPROVEN, size, kept)
        sql = "INSERT INTO newest (size, root, note, at, origin) VALUES (?, ?, ?, ?, ?)"
        if note is not None:
            sql = "UPDATE newest SET size = ?, root = ?, note = ?, at = ? WHERE origin = ?"
        written = self._connection.execute(sql, (head.size, head.root, shown.note, instant(at), head.origin))
        if written.rowcount != 1:  # a trigger with RAISE(IGNORE) swallows a row without a word
            raise StoreError(f"{self._path}: the book did not take a checkpoint: something swallowed it")
        return Ruling(Verdict.GROWN, head.size)

    def _keep(self, kind: EvidenceKind, held: str, shown: Shown, at: datetime) -> bool:
        """Keep two notes that do not go together, once. Whether they are new and there was room for them."""
        again = self._connection.execute("SELECT 1 FROM evidence WHERE held = ? AND shown = ?", (held, shown.note)).fetchone()
        (count,) = self._connection.execute(
            "SELECT count(*) FROM evidence WHERE log = ? AND kind = ?", (shown.log, kind)
        ).fetchone()
        if again or count >= EVIDENCE_LIMIT:
            return False
        self._connection.execute(
            "INSERT INTO evidence (number, at, log, origin, kind, held, shown, proof)"
            " SELECT coalesce(max(number), 0) + 1, ?, ?, ?, ?, ?, ?, ? FROM evidence",
            (instant(at), shown.log, shown.head.origin, kind, held, shown.note, b"".join(shown.proof)),
        )
        return True


@dataclass(frozen=True, slots=True)
class BookReader:
    """A witness's book as it stands, for reading beside the running witness."""

    path: Path
    connection: sqlite3.Connection

    def newest(self) -> list[Newest]:
        with plain_errors(self.path):
            rows = self.connection.execute("SELECT origin, size, at, note FROM newest ORDER BY origin")
            return [Newest(*row) for row in rows]

    def evidence(self) -> list[Evidence]:
        with plain_errors(self.path):
            rows = self.connection.execute(
                "SELECT number, at, origin, kind, held, shown, proof FROM evidence ORDER BY number"
            ).fetchall()
        return [
            Evidence(number, at, origin, EvidenceKind(kind), held, shown, _hashes(proof))
            for number, at, origin, kind, held, shown, proof in rows
        ]


@contextmanager
def read_book(path: Path) -> Iterator[BookReader]:
    """Open a witness's book for reading. Raises StoreError if there is none."""
    if not path.is_file():
        raise StoreError(f"{path}: there is no book. {_ADVICE}")
    with closing(connect(path, read_only=True)) as connection:
        yield BookReader(path, connection)


_ADVICE: Final = (
    "If this witness never ran, begin its book with: touchline witness serve --begin."
    " If it did, its memory is lost, and whoever it watches could now show it a second history:"
    " make a new key, under a new name, and give that to everybody whom it watches"
)


def _demand_growth(size: int, root: bytes, head: Head, proof: Sequence[bytes]) -> None:
    """Return if the proof shows that the head's tree begins with what is held; else raise TreeError."""
    if size:
        verify_consistency(size, head.size, proof, root, head.root)
    elif proof or (head.size == 0 and head.root != root):
        raise TreeError("every tree begins with the empty one, without any proof")


def _hashes(proof: bytes) -> tuple[bytes, ...]:
    return tuple(proof[start : start + 32] for start in range(0, len(proof), 32))


def _book(database: Database) -> None:
    """WITHOUT ROWID, for the reason that is given at the ledger's tables."""
    for statement in (
        "CREATE TABLE witness (only INTEGER PRIMARY KEY CHECK (only = 1), key TEXT NOT NULL) STRICT, WITHOUT ROWID",
        """CREATE TABLE newest (
            origin TEXT PRIMARY KEY, size INTEGER NOT NULL CHECK (size >= 0),
            root BLOB NOT NULL CHECK (length(root) = 32), note TEXT NOT NULL, at TEXT NOT NULL
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE evidence (
            number INTEGER PRIMARY KEY, at TEXT NOT NULL, log TEXT NOT NULL, origin TEXT NOT NULL, kind TEXT NOT NULL,
            held TEXT NOT NULL, shown TEXT NOT NULL, proof BLOB NOT NULL
        ) STRICT, WITHOUT ROWID""",
        """CREATE TRIGGER newest_once BEFORE INSERT ON newest
            WHEN EXISTS (SELECT 1 FROM newest WHERE origin = NEW.origin)
            BEGIN SELECT RAISE(ABORT, 'a log is begun once'); END""",
        """CREATE TRIGGER newest_forward BEFORE UPDATE ON newest
            WHEN NEW.origin IS NOT OLD.origin OR NEW.size < OLD.size OR (NEW.size = OLD.size AND NEW.root IS NOT OLD.root)
            BEGIN SELECT RAISE(ABORT, 'what is held only grows'); END""",
        """CREATE TRIGGER evidence_next BEFORE INSERT ON evidence
            WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM evidence)
            BEGIN SELECT RAISE(ABORT, 'evidence is only added to'); END""",
        *(
            f"""CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}
            BEGIN SELECT RAISE(ABORT, 'what a witness has seen stays as it is'); END"""
            for table, verb in (
                ("witness", "UPDATE"),
                ("witness", "DELETE"),
                ("newest", "DELETE"),
                ("evidence", "UPDATE"),
                ("evidence", "DELETE"),
            )
        ),
    ):
        database.execute(statement)


_STEPS: Final[Steps] = {"0001_book": _book}
