"""The store itself: opening it, its one writing connection, and forgetting."""

import fcntl
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final, Self

from moderation.model import BOT, Entry
from storage.database import connect, make, plain_errors
from storage.guards import guard
from storage.migrations import CLUB, migrate
from storage.sqlite.reader import CLUB_FILE, read_ledger
from storage.sqlite.session import SETTINGS, Volume
from storage.sqlite.transaction import SqliteTransaction
from storage.store import Clock, Counts, Entropy, StoreError
from storage.vault import Vault, holding_folder

KEYS_FILE: Final = "keys.db"
LOCK_FILE: Final = "club.lock"


class SqliteStore:
    """One organisation's memory in one folder. See `storage.store.Store`.

    Transactions take turns, from whatever thread; everything else reads what is committed and waits for nobody.
    """

    def __init__(
        self, folder: Path, org: str, clock: Clock, vault: Vault, connection: sqlite3.Connection, retention_days: int
    ) -> None:
        self._folder = folder
        self._path = folder / CLUB_FILE
        self._org = org
        self._clock = clock
        self._vault = vault
        self._connection = connection
        self._retention_days = retention_days
        self._turn = threading.RLock()
        self._volume = Volume("")
        self._volume_is_whole = threading.Lock()
        self._held = ExitStack()

    @classmethod
    def open(
        cls,
        folder: Path,
        org: str,
        clock: Clock,
        *,
        retention_days: int,
        entropy: Entropy = os.urandom,
        origin: str | None = None,
    ) -> Self:
        """Open an organisation's store, or begin it in a folder that has none.

        `origin` names the log in checkpoints; it is written once, in the first entry, and "touchline/<org>" if not given.
        Arrivals are kept sealed for `retention_days` whole days. Raises StoreError if another process has the store, if the
        folder is another organisation's, if its keys are missing, or if the files cannot be read and written.
        """
        path = folder / CLUB_FILE
        with ExitStack() as held:
            _make_folder(folder)
            _lock(folder, held)
            connection = held.enter_context(closing(connect(path)))
            with plain_errors(path):
                for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "recursive_triggers=ON"):
                    connection.execute(f"PRAGMA {pragma}")
            migrate(connection, CLUB, path, clock())
            guard(connection)
            new = _demand_org(connection, path, org)
            vault = held.enter_context(closing(Vault.open(folder / KEYS_FILE, org, entropy, clock(), new=new)))
            store = cls(folder, org, clock, vault, connection, retention_days)
            store._find_volume(origin or f"touchline/{org}")
            with store.transaction() as transaction:
                if new:
                    data = {"origin": store.origin, "key": store.verifier_key, "program": version("touchline")}
                    transaction.append(Entry("log.opened", BOT, data), clock())
            if origin is not None and origin != store._volume.name:
                raise StoreError(f"{path} is the log {store._volume.name}, and not {origin}: its name cannot change")
            store._sweep()
            store._held = held.pop_all()
        return store

    @property
    def org(self) -> str:
        return self._org

    @property
    def origin(self) -> str:
        return self._volume.origin

    @property
    def verifier_key(self) -> str:
        return self._vault.signer(self._volume.name).verifier_key

    @contextmanager
    def transaction(self) -> Iterator[SqliteTransaction]:
        with self._turn, plain_errors(self._path):
            if self._connection.in_transaction:
                raise StoreError("a transaction is already open: use a savepoint within it")
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._catch_up()
                unit = SqliteTransaction(self._path, self._connection, self._vault, self._org, self._clock, self._volume)
                try:
                    yield unit
                    unit.demand_whole()
                finally:
                    unit.end()
                self._connection.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise
            with self._volume_is_whole:
                self._volume = unit.volume

    def entries(self, start: int = 1) -> Iterator[tuple[int, bytes, bytes]]:
        with read_ledger(self._folder) as ledger:
            yield from ledger.entries(start)

    def root(self) -> tuple[int, bytes]:
        with self._volume_is_whole:
            return self._volume.tree.size, self._volume.tree.root()

    def counts(self) -> Counts:
        with read_ledger(self._folder) as ledger:
            return ledger.counts()

    def forget_expired(self, now: datetime) -> int:
        """See the protocol. What still waits to be judged or done is sealed again under today's key, never lost.

        The keys go last: after a crash in between, the next call or the next start destroys them.
        """
        with self._turn:
            expired = self._vault.expired(now, self._retention_days)
            if not expired:
                return 0
            with self.transaction() as unit:
                # The day of `now`, not of the clock: it is never among those that have expired.
                unit.forget(expired, holding_folder(now))
            self._vault.destroy(expired)
            # The log beside the database still holds the rows as they were. The writing connection may not do this.
            with closing(connect(self._path)) as connection, plain_errors(self._path):
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return len(expired)

    def close(self) -> None:
        """Close the files and let go of the lock, once the transaction that is under way has ended."""
        with self._turn:
            self._held.close()

    def _roll_back(self) -> None:
        """End the transaction, unless SQLite has done so by itself."""
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def _find_volume(self, name: str) -> None:
        """Which volume is being written, and what the ledger is called; `name` if it is yet to begin."""
        volumes = [(1, name)]
        if self._connection.execute("SELECT 1 FROM entry WHERE org = ? LIMIT 1", (self._org,)).fetchone():
            with read_ledger(self._folder) as ledger:
                volumes = list(ledger.volumes().items())
        number, origin = volumes[-1]
        self._volume = Volume(volumes[0][1], number, origin)

    def _catch_up(self) -> None:
        """Make the tree the one over the stored entries: at the start, and after a commit that failed and yet came through."""
        (number,) = self._connection.execute(
            "SELECT coalesce(max(volume), 1) FROM entry WHERE org = ?", (self._org,)
        ).fetchone()
        if number != self._volume.number:
            self._find_volume(self._volume.name)
        rows = self._connection.execute(
            "SELECT leaf FROM entry WHERE org = ? AND volume = ? AND seq > ? ORDER BY seq",
            (self._org, number, self._volume.tree.size),
        )
        with self._volume_is_whole:
            for (leaf,) in rows:
                self._volume.tree.append(leaf)
        (size,) = self._connection.execute(
            "SELECT coalesce(max(seq), 0) FROM entry WHERE org = ? AND volume = ?", (self._org, number)
        ).fetchone()
        if size != self._volume.tree.size:
            raise StoreError(
                f"{self._path}: entries are missing from its ledger. Keep a copy of it, verify it, restore a backup"
            )

    def _sweep(self) -> None:
        """Destroy the keys that nothing refers to: those of transactions that were rolled back, of days that were forgotten."""
        with plain_errors(self._path):
            rows = self._connection.execute(
                "SELECT folder FROM sealed WHERE org = ?1 UNION SELECT folder FROM inbox WHERE org = ?1"
                " UNION SELECT folder FROM outbox WHERE org = ?1 UNION SELECT id FROM concern WHERE org = ?1"
                " UNION SELECT id FROM person WHERE org = ?1",
                (self._org,),
            ).fetchall()
        self._vault.sweep({SETTINGS, *(folder for (folder,) in rows)})


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder} cannot be made ({error.strerror}): check who owns the folder above it") from error


def _lock(folder: Path, held: ExitStack) -> None:
    """Hold the folder until the process ends, however it ends. SQLite's own locks last only as long as a transaction."""
    make(folder / LOCK_FILE)
    file = held.enter_context((folder / LOCK_FILE).open("rb"))
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise StoreError(f"another Touchline is running on {folder}: stop that one first") from error


def _demand_org(connection: sqlite3.Connection, path: Path, org: str) -> bool:
    """Whether the ledger is yet to begin. Raises StoreError if it is another organisation's."""
    with plain_errors(path):
        row = connection.execute("SELECT org FROM entry LIMIT 1").fetchone()
    if row is not None and row[0] != org:
        raise StoreError(f"{path} belongs to {row[0]}, and not to {org}: give each organisation a folder of its own")
    return row is None
