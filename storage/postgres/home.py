"""A host: one PostgreSQL for the records of many organisations, and the home of each there. See `storage.home.Home`."""

import os
import threading
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from socket import gethostname
from typing import Final

from storage.backup import Saved, save
from storage.guards import LEDGER, VERSIONED, WORKING
from storage.moving import copy_to_file
from storage.postgres.database import Database
from storage.postgres.reader import read_ledger
from storage.postgres.shifts import Shifts
from storage.postgres.store import PostgresStore
from storage.rows.reader import LedgerReader
from storage.sqlite.audit import Whole, audit_ledger
from storage.store import Clock, Entropy, Store, StoreError

#: So many rows of each table are looked at to say how large a record is.
SAMPLE: Final = 200


class Host:
    """One database, which is connected to when it is first needed. One that could not be reached then is not tried again: so
    many organisations find that out together, and whoever started this starts it again.
    """

    def __init__(self, conninfo: str) -> None:
        self._conninfo = conninfo
        self._connecting = threading.Lock()
        self._found: Database | StoreError | None = None

    @property
    def database(self) -> Database:
        """Raises StoreError if it cannot be reached, or is not ready for this program."""
        with self._connecting:
            if self._found is None:
                try:
                    self._found = Database(self._conninfo)
                except StoreError as error:
                    self._found = error
        if isinstance(self._found, StoreError):
            raise self._found
        return self._found

    def shifts(self) -> Shifts:
        """Who looks after what, for one process. Raises StoreError."""
        return Shifts(self.database, f"{gethostname()}:{os.getpid()}:{token_hex(4)}")

    def close(self) -> None:
        if isinstance(self._found, Database):
            self._found.close()


@dataclass(frozen=True, slots=True)
class OnHost:
    """See `storage.home.Home`. Any number of processes work with it at once; `folder` holds the keys."""

    folder: Path
    org: str
    host: Host

    @property
    def where(self) -> str:
        return f"on the host, its keys in {self.folder}"

    def open(self, org: str, clock: Clock, *, retention_days: int, entropy: Entropy = os.urandom) -> Store:
        database = self.host.database
        return PostgresStore.open(database, self.folder, org, clock, retention_days=retention_days, entropy=entropy)

    def read(self, volume: int | None = None) -> AbstractContextManager[LedgerReader]:
        return read_ledger(self.host.database, self.org, volume)

    def audit(self) -> Whole:
        with self.host.database.looking(self.org) as link:
            return audit_ledger(link, self.org)

    def back_up(self, place: Path, now: datetime, keep: int | None = None) -> Saved:
        def write(partial: Path) -> None:
            with self.host.database.looking(self.org) as link:
                copy_to_file(link, self.org, partial, now)

        return save(self.org, write, f"the record of {self.org}", place, now, keep)

    def size(self) -> int:
        """By how large some of its rows are, and how many there are by the index: what is in the others is not read."""
        sizes = (
            "SELECT ((SELECT count(*) FROM {0} WHERE org = ?) * coalesce(avg(pg_column_size(each)), 0))::bigint"
            " FROM (SELECT * FROM {0} WHERE org = ? LIMIT ?) AS each"
        )
        with self.host.database.looking(self.org) as link:
            tables = [sizes.format(table) for table in sorted(LEDGER | VERSIONED | WORKING)]
            found = [link.execute(each, (self.org, self.org, SAMPLE)).fetchall() for each in tables]
            return sum(size for ((size,),) in found)

    @property
    def shared(self) -> bool:
        return True

    def is_tended(self) -> bool:
        with self.host.database.shared() as connection:
            found = connection.execute("SELECT 1 FROM shift WHERE org = %s AND until > now()", (self.org,)).fetchone()
        return found is not None
