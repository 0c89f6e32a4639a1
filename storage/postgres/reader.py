"""Opening the ledger of an organisation that lies in PostgreSQL, for reading."""

from collections.abc import Iterator
from contextlib import contextmanager

from storage.postgres.database import Database
from storage.rows.reader import LedgerReader


@contextmanager
def read_ledger(database: Database, org: str, volume: int | None = None) -> Iterator[LedgerReader]:
    """A volume of it as it stands at this instant, the newest if none is named. Raises StoreError if there is none."""
    with database.looking(org) as link:
        yield LedgerReader(link, org, volume)
