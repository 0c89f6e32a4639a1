"""Opening the ledger that lies in a folder, for reading."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from storage.database import connect, damaged, plain_errors
from storage.rows.reader import LedgerReader
from storage.sqlite.folder import CLUB_FILE, demand_not_hosted
from storage.sqlite.link import SqliteLink
from storage.store import StoreError

__all__ = ["CLUB_FILE", "LedgerReader", "read_ledger"]


@contextmanager
def read_ledger(folder: Path, volume: int | None = None) -> Iterator[LedgerReader]:
    """Open a volume of the ledger in a folder for reading, the newest if none is named. Raises StoreError if there is none.

    Tampering is no reason to refuse: the entries are given as they stand, because they are the evidence.
    """
    path = folder / CLUB_FILE
    demand_not_hosted(folder)
    if not path.is_file():
        raise StoreError(f"there is no ledger in {folder}: it would be in a file named {CLUB_FILE}")
    with closing(connect(path, read_only=True)) as connection:
        with plain_errors(path):
            connection.execute("BEGIN")
            there = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'entry'").fetchone()
            row = connection.execute("SELECT org FROM entry LIMIT 1").fetchone() if there else None
        if row is None:
            raise damaged(path)  # emptied: a record has entries from its first moment
        yield LedgerReader(SqliteLink(path, connection), row[0], volume)
