"""The embedded store: one organisation in one folder, `club.db` for what is remembered and `keys.db` for the keys to it.

`store` opens it and holds its one writing connection, `reader` reads the ledger beside a running bot. A transaction is one
object whose parts stand in files of their own: `session` (what they share), `arrivals`, `effects`, `concerns`, `people`, and
`transaction`, which puts them together. Rules have no place here, and neither have the formats of the ledger.
"""

from storage.sqlite.reader import LedgerReader, read_ledger
from storage.sqlite.store import SqliteStore

__all__ = ["LedgerReader", "SqliteStore", "read_ledger"]
