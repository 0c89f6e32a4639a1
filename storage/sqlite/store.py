"""The store itself: opening it, its one writing connection, and forgetting."""

import os
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import Self

from moderation.model import BOT, Entry
from storage.database import connect, damaged, plain_errors
from storage.guards import guard
from storage.migrations import CLUB, migrate
from storage.rows.common import RULE, Common
from storage.rows.session import Volume
from storage.rows.transaction import Unit
from storage.sqlite.erasure import cut_log, lies_here, scrub, take_out
from storage.sqlite.folder import KEYS_FILE, demand_not_hosted, finish_restore, hold, make_folder
from storage.sqlite.link import SqliteLink
from storage.sqlite.reader import CLUB_FILE, read_ledger
from storage.store import Clock, Counts, Entropy, StoreError, UnavailableError
from storage.vault import Vault, holding_folder


class SqliteStore(Common):
    """One organisation's memory in one folder. See `storage.store.Store`.

    Transactions take turns, from whatever thread; everything else reads what is committed and waits for nobody.
    """

    def __init__(
        self, folder: Path, org: str, clock: Clock, vault: Vault, connection: sqlite3.Connection, retention_days: int
    ) -> None:
        super().__init__(org, vault)
        self._folder = folder
        self._path = folder / CLUB_FILE
        self._clock = clock
        self._connection = connection
        self._link = SqliteLink(self._path, connection)
        self._retention_days = retention_days
        self._turn = threading.RLock()
        self._volume_is_whole = threading.Lock()
        self._held = ExitStack()
        #: Whether something that was forgotten may still lie about in the files.
        self._remnants = False

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
        first: Entry | None = None,
    ) -> Self:
        """Open an organisation's store, or begin it in a folder that has none.

        `origin` names the log in checkpoints; it is written once, in the first entry, and "touchline/<org>" if not given.
        Arrivals are kept sealed for `retention_days` whole days. `first` is an entry that goes before all others of this start,
        such as that of a restore; a record that is yet to begin has its own. Raises StoreError if another process has the
        store, if the folder is another organisation's, if its keys are missing, or if the files cannot be read and written.
        """
        path = folder / CLUB_FILE
        with ExitStack() as held:
            make_folder(folder)
            hold(folder, held)
            demand_not_hosted(folder)
            finish_restore(folder)
            connection = held.enter_context(closing(connect(path)))
            with plain_errors(path):
                for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "recursive_triggers=ON"):
                    connection.execute(f"PRAGMA {pragma}")
            migrate(connection, CLUB, path, clock())
            guard(connection)
            new = _demand_org(connection, path, org)
            vault = held.enter_context(closing(Vault.open(folder / KEYS_FILE, org, entropy, clock(), new=new)))
            if new and vault.folders():
                raise damaged(path)  # there was a record, and another begun in its place would hide that it is lost
            store = cls(folder, org, clock, vault, connection, retention_days)
            store._find_volume(origin or f"touchline/{org}")
            with store.transaction() as transaction:
                if new:
                    transaction.append(store._first_entry(), clock())
                elif first is not None:
                    transaction.append(first, clock())
            if origin is not None and origin != store._volume.name:
                raise StoreError(f"{path} is the log {store._volume.name}, and not {origin}: its name cannot change")
            store._sweep()
            vault.scrub()
            store._remnants = not cut_log(path)
            store.finish_erasures()
            store._held = held.pop_all()
        return store

    @contextmanager
    def transaction(self) -> Iterator[Unit]:
        with self._turn, plain_errors(self._path):
            if self._connection.in_transaction:
                raise StoreError("a transaction is already open: use a savepoint within it")
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._catch_up()
                unit = Unit(self._link, self._vault, self._org, self._clock, self._volume)
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

    @contextmanager
    def reading(self) -> Iterator[Unit]:
        with self._turn, plain_errors(self._path):
            if self._connection.in_transaction:
                raise StoreError("a transaction is already open: it can be read in")
            self._connection.execute("BEGIN")
            try:
                unit = Unit(self._link, self._vault, self._org, self._clock, self._volume)
                try:
                    yield unit
                finally:
                    unit.end()
            finally:
                self._roll_back()

    def entries(self, start: int = 1) -> Iterator[tuple[int, bytes, bytes]]:
        with read_ledger(self._folder) as ledger:
            yield from ledger.entries(start)

    def root(self) -> tuple[int, bytes]:
        with self._volume_is_whole:
            return self._volume.tree.size, self._volume.tree.root()

    def counts(self) -> Counts:
        with read_ledger(self._folder) as ledger:
            return ledger.counts()

    def forget_expired(self, now: datetime, config: str = "") -> int:
        """See the protocol. What still waits to be judged or done is sealed again under today's key, never lost.

        The keys go last: after a crash in between, the next call or the next start destroys them.
        """
        with self._turn:
            expired = self._vault.expired(now, self._retention_days)
            if expired:
                with self.transaction() as unit:
                    # The day of `now`, not of the clock: it is never among those that have expired.
                    unit.forget(expired, holding_folder(now))
                    data = {"folders": sorted(expired), "rule": RULE, "config": config}
                    unit.append(Entry("days.forgotten", BOT, data), now)
                self._remnants = True
                self._vault.destroy(expired)
            if self._remnants:
                self._remnants = not scrub(self._path)
            return len(expired)

    def finish_erasures(self) -> int:
        with self._turn:
            with self.reading() as look:
                approved = [erasure for erasure in look.erasures() if erasure.approved_by]
            if not approved:
                return 0
            for erasure in approved:
                self._wipe(erasure.folder, erasure.key)
            if not scrub(self._path):
                return len(approved)
            with self.transaction() as unit:
                for erasure in approved:
                    unit.erased(erasure)
            return 0

    def replay_erasures(self, erased: Collection[tuple[str, str]], actor: str) -> int:
        with self._turn:
            back = [(folder, key) for folder, key in sorted(erased) if self._came_back(folder, key)]
            if not back:
                return 0
            with self.transaction() as unit:
                for folder, key in back:
                    unit.replayed(folder, key, actor)
            for folder, key in back:
                self._wipe(folder, key)
            self._remnants = not scrub(self._path)
            return len(back)

    def woken_by_others(self, wake: Callable[[], object]) -> AbstractContextManager[None]:
        return nullcontext()  # one process has the folder

    def changed_by_others(self, changed: Callable[[], object]) -> AbstractContextManager[None]:
        return nullcontext()

    def tell_others(self) -> None:
        """There are none."""

    def close(self) -> None:
        """Close the files and let go of the lock, once the transaction that is under way has ended."""
        with self._turn:
            self._held.close()

    def _wipe(self, folder: str, key: str) -> None:
        """Destroy a key, and then what lies in its folder, unless a newer key has sealed something there since."""
        self._vault.destroy_exactly([(folder, key)])
        if self._vault.key_id(folder) is None:
            take_out(self._path, self._org, folder)

    def _came_back(self, folder: str, key: str) -> bool:
        """Whether a folder that was erased is here: its key, or rows that no key opens."""
        found = self._vault.key_id(folder)
        return found == key or (found is None and lies_here(self._path, self._org, folder))

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
        last = "SELECT volume, seq FROM entry WHERE org = ? ORDER BY volume DESC, seq DESC LIMIT 1"
        number, size = self._connection.execute(last, (self._org,)).fetchone() or (1, 0)
        if (number, size) == (self._volume.number, self._volume.tree.size):
            return
        if number != self._volume.number:
            self._find_volume(self._volume.name)
        rows = self._connection.execute(
            "SELECT leaf FROM entry WHERE org = ? AND volume = ? AND seq > ? ORDER BY seq",
            (self._org, number, self._volume.tree.size),
        )
        with self._volume_is_whole:
            while some := rows.fetchmany(1024):
                self._volume.tree.extend([leaf for (leaf,) in some])
        if size != self._volume.tree.size:
            why = f"{self._path}: entries are missing from its ledger. Keep a copy of it, verify it, restore a backup"
            raise UnavailableError(why, "damaged")

    def _sweep(self) -> None:
        """Destroy the keys that nothing refers to: those of transactions that were rolled back, of days that were forgotten."""
        with self.reading() as unit:
            used = unit.folders_in_use()
        self._vault.sweep(used)


def _demand_org(connection: sqlite3.Connection, path: Path, org: str) -> bool:
    """Whether the ledger is yet to begin. Raises StoreError if it is another organisation's."""
    with plain_errors(path):
        row = connection.execute("SELECT org FROM entry LIMIT 1").fetchone()
    if row is not None and row[0] != org:
        raise StoreError(f"{path} belongs to {row[0]}, and not to {org}: give each organisation a folder of its own")
    return row is None
