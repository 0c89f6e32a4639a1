"""The embedded store: one organisation in one folder, `club.db` for what is remembered and `keys.db` for the keys to it.

`store` opens it and holds its one writing connection, `reader` reads the ledger beside a running bot. What a transaction reads
and writes is in `storage.rows`.
"""

from storage.sqlite.reader import LedgerReader, read_ledger
from storage.sqlite.store import SqliteStore

__all__ = ["LedgerReader", "SqliteStore", "read_ledger"]
