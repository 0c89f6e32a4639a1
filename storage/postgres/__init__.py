"""Many organisations' records in one PostgreSQL: for a host that runs Touchline for many clubs.

`tables` makes the schema, its roles and its guards, once, with an administrator's connection. `database` holds the bot's
connections, `store` is one organisation's memory over them, `shifts` says which process looks after which organisation. What a
transaction reads and writes is in `storage.rows`, the same as with SQLite. Keys are never in PostgreSQL: each organisation has
its `keys.db` in a folder beside (decisions 5).
"""

from storage.postgres.database import Database
from storage.postgres.reader import read_ledger
from storage.postgres.store import PostgresStore

__all__ = ["Database", "PostgresStore", "read_ledger"]
