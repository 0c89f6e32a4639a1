"""One organisation's memory in PostgreSQL, in any number of processes at once; its keys in a folder beside."""

import os
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Self

import psycopg

from moderation.model import BOT, Entry
from storage.codec import instant
from storage.ledger.merkle import Frontier
from storage.postgres.database import Database
from storage.postgres.guards import CHANGE, ERASER, WORK
from storage.postgres.link import PostgresLink
from storage.postgres.reader import read_ledger
from storage.rows.common import RULE, Common
from storage.rows.erasure import LIES_IN
from storage.rows.link import Link
from storage.rows.reader import LedgerReader
from storage.rows.session import Volume
from storage.rows.transaction import Unit
from storage.sqlite.folder import CLUB_FILE, KEYS_FILE, make_folder, say_hosted
from storage.store import Clock, Counts, Entropy, StoreError, UnavailableError
from storage.vault import Vault, holding_folder


class PostgresStore(Common):
    """See `storage.store.Store`. Transactions of one organisation take turns, from whatever thread, process or machine: each
    begins with a lock of the organisation's own, so its ledger has one order. What reads waits for nobody.

    Everybody who works with one organisation works with the same key file. A transaction looks whether another process has
    changed it; so nobody seals with a key that is gone.
    """

    def __init__(self, database: Database, folder: Path, org: str, clock: Clock, vault: Vault, retention_days: int) -> None:
        super().__init__(org, vault)
        self._database = database
        self._folder = folder
        self._clock = clock
        self._retention_days = retention_days
        self._turn = threading.RLock()
        self._open = False
        self._name = f"{org} {id(self)}"
        self._volume_is_whole = threading.Lock()

    @classmethod
    def open(
        cls,
        database: Database,
        folder: Path,
        org: str,
        clock: Clock,
        *,
        retention_days: int,
        entropy: Entropy = os.urandom,
        origin: str | None = None,
        first: Entry | None = None,
    ) -> Self:
        """Open an organisation's store, or begin it where there is none. `folder` is that of its keys.

        The other parameters are those of `SqliteStore.open`. Raises StoreError if its keys are missing, or if database and key
        file cannot be read and written.
        """
        make_folder(folder)
        path = folder / KEYS_FILE
        with ExitStack() as held, database.link(org, folder) as link:
            with link.turn():  # nobody else begins it, or seals in it, meanwhile
                _demand_here(folder, org)
                new = link.execute("SELECT 1 FROM entry WHERE org = ? LIMIT 1", (org,)).fetchone() is None
                vault = held.enter_context(closing(Vault.open(path, org, entropy, clock(), new=new)))
                if new and vault.folders():  # there was a record, and another begun in its place would hide that it is lost
                    gone = f"{link.where} is gone, and its keys are there: restore the newest backup"
                    raise UnavailableError(gone, "damaged")
                store = cls(database, folder, org, clock, vault, retention_days)
                store._find_volume(link, origin or f"touchline/{org}")
                with store._unit(link) as unit:
                    if new:
                        unit.append(store._first_entry(), clock())
                        say_hosted(folder, instant(clock()))
                    elif first is not None:
                        unit.append(first, clock())
                    vault.sweep(unit.folders_in_use())
                if origin is not None and origin != store._volume.name:
                    raise StoreError(f"{link.where} is the log {store._volume.name}, and not {origin}: its name cannot change")
            vault.scrub()
            held.pop_all()
        store.finish_erasures()
        return store

    @contextmanager
    def transaction(self) -> Iterator[Unit]:
        with self._turn_taken() as link, self._unit(link) as unit:
            yield unit

    @contextmanager
    def reading(self) -> Iterator[Unit]:
        with self._taken("a transaction is already open: it can be read in"), self._looking() as link:
            self._vault.refresh()
            volume = self._caught_up(link)
            unit = Unit(link, self._vault, self._org, self._clock, volume)
            try:
                yield unit
            finally:
                unit.end()

    def entries(self, start: int = 1) -> Iterator[tuple[int, bytes, bytes]]:
        with read_ledger(self._database, self._org) as ledger:
            yield from ledger.entries(start)

    def root(self) -> tuple[int, bytes]:
        with self._looking() as link:
            tree = self._caught_up(link).tree
        return tree.size, tree.root()

    def counts(self) -> Counts:
        with read_ledger(self._database, self._org) as ledger:
            return ledger.counts()

    def forget_expired(self, now: datetime, config: str = "") -> int:
        """See the protocol. What still waits to be judged or done is sealed again under today's key, never lost.

        The keys go last, and before anybody else has their turn: after a crash in between, the next call destroys them.
        """
        if not self._expired(now):
            return 0
        with (
            self._taken("a transaction is already open"),
            self._database.link(self._org, self._folder) as link,
            link.keeping_its_turn(),
        ):
            self._vault.refresh()
            expired = self._expired(now)  # as it is now: another process may have been quicker
            if expired:
                with link.turn(), self._unit(link) as unit:
                    # The day of `now`, not of the clock: it is never among those that have expired.
                    unit.forget(expired, holding_folder(now))
                    data = {"folders": sorted(expired), "rule": RULE, "config": config}
                    unit.append(Entry("days.forgotten", BOT, data), now)
                self._vault.destroy(expired)
            return len(expired)

    def finish_erasures(self) -> int:
        """See the protocol. Nobody who reads holds anything fast here: none are left. The bytes of deleted rows go when
        PostgreSQL vacuums the table and writes its log anew (docs/hosting.md); without their key they mean nothing.
        """
        with self.reading() as look:
            if not any(erasure.approved_by for erasure in look.erasures()):
                return 0
        with self._turn_taken() as link, self._unit(link) as unit:
            for erasure in unit.erasures():
                if erasure.approved_by:
                    self._wipe(link, erasure.folder, erasure.key)
                    unit.erased(erasure)
        return 0

    def replay_erasures(self, erased: Collection[tuple[str, str]], actor: str) -> int:
        with self._turn_taken() as link, self._unit(link) as unit:
            back = [(folder, key) for folder, key in sorted(erased) if self._came_back(link, folder, key)]
            for folder, key in back:
                unit.replayed(folder, key, actor)
                self._wipe(link, folder, key)
        return len(back)

    @contextmanager
    def woken_by_others(self, wake: Callable[[], object]) -> Iterator[None]:
        with self._database.watch(self._org, WORK, wake), self._database.timed(self._clock):
            yield

    def changed_by_others(self, changed: Callable[[], object]) -> AbstractContextManager[None]:
        return self._database.watch(self._org, CHANGE, changed)

    def tell_others(self) -> None:
        self._database.tell(self._org, CHANGE)

    def close(self) -> None:
        """Let go of the keys, once the transaction that is under way has ended. The database stays the caller's."""
        with self._turn:
            self._vault.close()
        self._database.resting.gone(self._name)

    def _rest(self) -> bool:
        """Let go of the key file until it is needed, unless it is being used."""
        if not self._turn.acquire(blocking=False):
            return False
        try:
            self._vault.rest()
        finally:
            self._turn.release()
        return True

    # Units

    @contextmanager
    def _taken(self, otherwise: str) -> Iterator[None]:
        """One unit at a time in this process, for the key file is used by one thread at a time."""
        with self._turn:
            if self._open:
                raise StoreError(otherwise)
            self._open = True
            try:
                yield
            finally:
                self._open = False
        self._database.resting.used(self._name, self._rest)

    def _looking(self) -> AbstractContextManager[PostgresLink]:
        return self._database.looking(self._org, self._folder)

    @contextmanager
    def _turn_taken(self) -> Iterator[PostgresLink]:
        taken = self._taken("a transaction is already open: use a savepoint within it")
        with taken, self._database.link(self._org, self._folder) as link, link.turn():
            yield link

    @contextmanager
    def _unit(self, link: PostgresLink) -> Iterator[Unit]:
        """A unit of work in a transaction that has begun with the organisation's lock; it is committed at the end."""
        _demand_here(self._folder, self._org)
        self._vault.refresh()
        unit = Unit(link, self._vault, self._org, self._clock, self._caught_up(link))
        try:
            yield unit
            unit.demand_whole()
        finally:
            unit.end()
        self._commit(link, unit.volume)
        with self._volume_is_whole:
            self._volume = unit.volume

    def _commit(self, link: PostgresLink, volume: Volume) -> None:
        """Commit what leaves the ledger as this. Where the connection is lost before PostgreSQL has answered, nobody knows
        whether it was done: what is done must not be said to have failed, or it would be done and told of again. So it is
        looked for. A unit without an entry changes nothing if it is done again.
        """
        try:
            link.commit()
        except psycopg.OperationalError:
            if volume.tree.size == self._volume.tree.size and volume.number == self._volume.number:
                raise
            with self._database.apart(self._org) as look:
                if not self._is_there(look, volume):
                    raise

    def _is_there(self, link: PostgresLink, volume: Volume) -> bool:
        """Whether the ledger stood as this, at some time."""
        tree = Frontier()
        if volume.number == self._volume.number:
            tree = self._volume.tree.copy()
        leaves = "SELECT leaf FROM entry WHERE org = ? AND volume = ? AND seq > ? AND seq <= ? ORDER BY seq"
        for (leaf,) in link.stream(leaves, (self._org, volume.number, tree.size, volume.tree.size)):
            tree.append(leaf)
        return tree.root() == volume.tree.root()

    def _find_volume(self, link: PostgresLink, name: str) -> None:
        """Which volume is being written, and what the ledger is called; `name` if it is yet to begin."""
        volumes = [(1, name)]
        if link.execute("SELECT 1 FROM entry WHERE org = ? LIMIT 1", (self._org,)).fetchone():
            volumes = list(LedgerReader(link, self._org).volumes().items())
        number, origin = volumes[-1]
        self._volume = Volume(volumes[0][1], number, origin)

    def _caught_up(self, link: PostgresLink) -> Volume:
        """The volume with the tree over the stored entries, which other processes may have made grow since."""
        with self._volume_is_whole:
            last = "SELECT volume, seq FROM entry WHERE org = ? ORDER BY volume DESC, seq DESC LIMIT 1"
            number, size = link.execute(last, (self._org,)).fetchone() or (1, 0)
            if number != self._volume.number:
                self._find_volume(link, self._volume.name)
            if size > self._volume.tree.size:
                leaves = "SELECT leaf FROM entry WHERE org = ? AND volume = ? AND seq > ? ORDER BY seq"
                for (leaf,) in link.stream(leaves, (self._org, number, self._volume.tree.size)):
                    self._volume.tree.append(leaf)
            if size != self._volume.tree.size:
                why = f"{link.where}: entries are missing from its ledger. Keep a copy of it, verify it, restore a backup"
                raise UnavailableError(why, "damaged")
            return self._volume.copy()

    # Forgetting and erasing

    def _expired(self, now: datetime) -> frozenset[str]:
        with self._turn:
            return self._vault.expired(now, self._retention_days)

    def _wipe(self, link: PostgresLink, folder: str, key: str) -> None:
        """Destroy a key, and then what lies in its folder, unless a newer key has sealed something there since."""
        self._vault.destroy_exactly([(folder, key)])
        if self._vault.key_id(folder) is not None:
            return
        with link.as_role(ERASER):
            for table, column in LIES_IN:
                link.execute(f"DELETE FROM {table} WHERE org = ? AND {column} = ?", (self._org, folder))  # noqa: S608

    def _came_back(self, link: Link, folder: str, key: str) -> bool:
        """Whether a folder that was erased is here: its key, or rows that no key opens."""
        found = self._vault.key_id(folder)
        return found == key or (found is None and any(self._lies_in(link, *place, folder) for place in LIES_IN))

    def _lies_in(self, link: Link, table: str, column: str, folder: str) -> bool:
        query = f"SELECT 1 FROM {table} WHERE org = ? AND {column} = ? LIMIT 1"  # noqa: S608
        return link.execute(query, (self._org, folder)).fetchone() is not None


def _demand_here(folder: Path, org: str) -> None:
    """Raises StoreError if a record was moved into files, where it goes on (`storage.moving`)."""
    if (folder / CLUB_FILE).exists():
        raise StoreError(f"the record of {org} is in {folder / CLUB_FILE}, and not on this host")
