"""Moving an organisation's record from its files to a host's PostgreSQL, and back.

The record is copied row by row. On arrival its ledger is checked entry by entry and against every checkpoint, and all else is
compared; only then does the move count. The keys stay in their folder. If `club.db` lies beside them the record is in files,
and else it is on the host: so there are never two that go on.

Towards the host a ledger goes in pieces, each a transaction of its own, so a move that was cut off goes on where it stopped.
What the host has already must be the beginning of what comes: it may have been there before. Back to files a new file is made
from nothing, and takes its place by one renaming.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, nullcontext
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, Final

from storage.codec import instant
from storage.database import connect, plain_errors
from storage.guards import LEDGER, VERSIONED, WORKING
from storage.migrations import CLUB, migrate
from storage.postgres.database import Database
from storage.postgres.ending import remove
from storage.postgres.guards import ERASER
from storage.postgres.link import PostgresLink
from storage.rows.erasure import LIES_IN
from storage.sqlite.audit import DamageError, Whole, audit, audit_ledger
from storage.sqlite.erasure import cut_log
from storage.sqlite.folder import CLUB_FILE, HOSTED_FILE, KEYS_FILE, finish_restore, hold, say_hosted, sync
from storage.sqlite.link import SqliteLink
from storage.store import Clock, StoreError
from storage.vault import demand_keys

#: Rows that go together.
_TOGETHER: Final = 2_000
#: How the name begins of the file that a move to a host leaves behind.
MOVED: Final = f"{CLUB_FILE}.moved-"
_PARTIAL: Final = f"{CLUB_FILE}.partial"
_ENTRIES: Final = "entry"
_ERASABLE: Final = frozenset(table for table, _ in LIES_IN)

_Link = SqliteLink | PostgresLink
Told = Callable[[int], object]
"""Is called with how many entries have arrived, now and then."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What arrived: the ledger, and how many rows beside it. `left` is the file that stayed behind, which may be deleted."""

    whole: Whole
    rows: int
    left: Path | None = None


@dataclass(frozen=True, slots=True)
class _Table:
    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]

    def rows(self, link: _Link, org: str, columns: Sequence[str] = ()) -> Iterator[tuple[Any, ...]]:
        """Its rows in the order of their key, of which no part is NULL: so the order is the same in both databases."""
        asked = ", ".join(columns or self.columns)
        return iter(link.stream(f"SELECT {asked} FROM {self.name} WHERE org = ? ORDER BY {', '.join(self.key)}", (org,)))  # noqa: S608

    def insert(self, link: _Link, rows: Sequence[tuple[Any, ...]]) -> None:
        places = ", ".join("?" * len(self.columns))
        link.execute_many(f"INSERT INTO {self.name} ({', '.join(self.columns)}) VALUES ({places})", rows)  # noqa: S608


def to_postgres(
    folder: Path, database: Database, clock: Clock, told: Told = lambda count: None, over: str | None = None
) -> Moved:
    """Move the record in `folder` to a host. No Touchline may have it meanwhile. Raises StoreError; then the record is in its
    files as before, and this can be done again.

    `over` gives up what the host has of it, once that in the files was found whole: it is how an administrator reaches the
    database (`storage.postgres.ending`). So a restored record takes the place of the one that it was restored from.
    """
    path = folder / CLUB_FILE
    if not path.is_file():
        raise StoreError(f"there is no record in {folder}: it would be in a file named {CLUB_FILE}")
    with ExitStack() as held:
        hold(folder, held)
        finish_restore(folder)
        demand_keys(folder / KEYS_FILE)
        source = held.enter_context(closing(connect(path)))
        migrate(source, CLUB, path, clock())
        whole = audit(path)
        files = SqliteLink(path, source)
        if over is not None:
            remove(over, whole.org)
        with database.link(whole.org) as host, host.keeping_its_turn(), plain_errors(path):
            _demand_beginning(host, whole, path)
            _bring_entries(files, host, whole.org, told)
            with host.turn():
                _make_equal(files, host, whole.org)
                rows = _demand_same(files, files, host, whole)
                host.commit()
        source.close()
        if not cut_log(path):
            raise StoreError(f"{path} is being read by somebody: stop that, then do this again")
        now = instant(clock())
        say_hosted(folder, now)
        left = folder / f"{MOVED}{now.replace(':', '')}"
        path.rename(left)
        sync(folder)
    return Moved(whole, rows, left)


def to_files(folder: Path, org: str, database: Database, clock: Clock, told: Told = lambda count: None) -> Moved:
    """Move an organisation's record from a host into `folder`, where its keys are. Processes that have it open find out before
    they write again. Raises StoreError; then the record is on the host as before, and this can be done again.
    """
    path, partial = folder / CLUB_FILE, folder / _PARTIAL
    demand_keys(folder / KEYS_FILE)
    with ExitStack() as held:
        hold(folder, held)
        if path.exists():
            raise StoreError(f"{path} is there already: the record of {org} is in files")
        host = held.enter_context(database.link(org))
        held.enter_context(host.keeping_its_turn())
        for left in folder.glob(f"{_PARTIAL}*"):
            left.unlink()
        with host.looking():
            whole, rows = copy_to_file(host, org, partial, clock(), told)
        sync(partial)
        audit(partial, whole.volumes)
        partial.rename(path)
        (folder / HOSTED_FILE).unlink(missing_ok=True)
        sync(folder)
    return Moved(whole, rows)


def copy_to_file(host: PostgresLink, org: str, path: Path, now: datetime, told: Told = lambda count: None) -> tuple[Whole, int]:
    """Write an organisation's record, as a transaction on the host sees it, into a new file, and compare what arrived. Gives
    its ledger, and how many rows there are beside it. Raises StoreError, and DamageError where it is not whole on the host.
    """
    with closing(connect(path)) as target, plain_errors(path):
        whole = audit_ledger(host, org)
        migrate(target, CLUB, path, now)
        files = SqliteLink(path, target)
        target.execute("BEGIN")
        for table in _tables(files):
            count = 0
            for some in _pieces(table.rows(host, org)):
                table.insert(files, some)
                count += len(some)
                if table.name == _ENTRIES:
                    told(count)
        target.execute("COMMIT")
        return whole, _demand_same(files, host, files, whole)


def _demand_beginning(host: PostgresLink, whole: Whole, path: Path) -> None:
    """Raises StoreError unless the host's ledger is a part of the way of the one in the file, or there is none."""
    with host.looking():
        if host.execute("SELECT 1 FROM entry WHERE org = ? LIMIT 1", (whole.org,)).fetchone() is None:
            return
        there = audit_ledger(host, whole.org).volumes
    otherwise = f"the host has a record of {whole.org} that goes on otherwise: keep both, and show them to an officer"
    if any((whole.size_of(head.origin) or 0) < head.size for head in there):
        raise StoreError(otherwise)
    try:
        audit(path, there)
    except DamageError as error:  # the file is whole: so it is not the host's ledger that it goes on from
        raise StoreError(otherwise) from error


def _bring_entries(files: SqliteLink, host: PostgresLink, org: str, told: Told) -> None:
    """Bring what the host's ledger lacks, in order, in pieces that stay there when this is cut off."""
    with host.looking():
        there = host.execute("SELECT count(*) FROM entry WHERE org = ?", (org,)).fetchone()
    count = there[0] if there else 0
    (entries,) = (table for table in _tables(files) if table.name == _ENTRIES)
    for some in _pieces(islice(entries.rows(files, org), count, None)):
        with host.turn():
            entries.insert(host, some)
            host.commit()
        count += len(some)
        told(count)


def _make_equal(files: SqliteLink, host: PostgresLink, org: str) -> None:
    """Make all else on the host what it is in the file. What was erased since it was there last is erased there too."""
    for table in _tables(files):
        if table.name == _ENTRIES:
            continue
        there: set[tuple[Any, ...]] = set()
        if table.name in WORKING or table.name in _ERASABLE:
            with nullcontext() if table.name in WORKING else host.as_role(ERASER):
                host.execute(f"DELETE FROM {table.name} WHERE org = ?", (org,))  # noqa: S608
        else:
            there = set(table.rows(host, org, table.key))
        places = [table.columns.index(column) for column in table.key]
        missing = (row for row in table.rows(files, org) if tuple(row[place] for place in places) not in there)
        for some in _pieces(missing):
            table.insert(host, some)


def _demand_same(files: SqliteLink, source: _Link, target: _Link, whole: Whole) -> int:
    """Check the ledger on arrival and compare all else. Gives how many rows that is."""
    if audit_ledger(target, whole.org) != whole:
        raise StoreError(f"the ledger of {whole.org} did not arrive whole: nothing was changed. Try again")
    count = 0
    for table in _tables(files):
        left, arrived = (_digest(table.rows(link, whole.org)) for link in (source, target))
        if left != arrived:
            raise StoreError(f"not all of the record of {whole.org} arrived ({table.name}): nothing was changed. Try again")
        count += arrived[0] if table.name != _ENTRIES else 0
    return count


def _digest(rows: Iterator[tuple[Any, ...]]) -> tuple[int, bytes]:
    """How many rows, and one hash of them all. They are text, whole numbers, bytes and NULL, which `repr` tells apart."""
    count, hashed = 0, sha256()
    for count, row in enumerate(rows, start=1):  # noqa: B007
        hashed.update(repr(tuple(row)).encode("ascii", "backslashreplace") + b"\n")
    return count, hashed.digest()


def _tables(files: SqliteLink) -> list[_Table]:
    """Every table of a record as the file describes it; the ledger's entries first, because checkpoints need them."""
    names = sorted(LEDGER | VERSIONED | WORKING, key=lambda name: (name != _ENTRIES, name))
    found = []
    for name in names:
        columns = files.execute(f"PRAGMA table_info({name})").fetchall()
        key = sorted((place, column) for _, column, *_, place in columns if place)
        found.append(_Table(name, tuple(column for _, column, *_ in columns), tuple(column for _, column in key)))
    return found


def _pieces(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    while some := list(islice(rows, _TOGETHER)):
        yield some
