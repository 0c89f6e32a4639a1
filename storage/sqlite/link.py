"""A connection to SQLite, as the rows need one. See `storage.rows.link.Link`."""

import sqlite3
from contextlib import AbstractContextManager
from pathlib import Path

from storage.database import plain_errors
from storage.sqlite.folder import set_aside


class SqliteLink:
    """Statements go straight to the connection. SQLite gives rows one by one anyway."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection
        self.where = str(path)
        self.execute = connection.execute
        self.execute_many = connection.executemany
        self.stream = connection.execute

    @property
    def in_transaction(self) -> bool:
        return self._connection.in_transaction

    def plainly(self) -> AbstractContextManager[None]:
        return plain_errors(self._path)

    def has(self, table: str) -> bool:
        return self.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", (table,)).fetchone() is not None

    def set_aside(self) -> tuple[str, ...]:
        return set_aside(self._path.parent)
