"""A connection to PostgreSQL, as the rows need one. See `storage.rows.link.Link`."""

import re
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any, Final

from psycopg import Connection, RawCursor, RawServerCursor
from psycopg.pq import TransactionStatus
from psycopg.sql import quote

from storage.postgres.errors import plain_errors
from storage.postgres.guards import WHOSE
from storage.sqlite.folder import set_aside
from storage.store import StoreError

#: Rows of a stream that are fetched at a time.
_TOGETHER: Final = 256
#: Statements whose translation is remembered: more than there are in the rows.
_STATEMENTS: Final = 1024
_PLACEHOLDER: Final = re.compile(r"\?(\d*)")
_WORKING: Final = frozenset({TransactionStatus.INTRANS, TransactionStatus.INERROR})


class PostgresLink:
    """One connection, for as long as one unit of work of an organisation has it."""

    def __init__(self, org: str, connection: Connection[Any], keys: Path | None = None) -> None:
        """`keys` is the folder of its keys, for whoever needs them."""
        self.where = f"the record of {org}"
        self._org = org
        self._connection = connection
        self._keys = keys
        self._streams = count(1)

    @property
    def in_transaction(self) -> bool:
        return self._connection.info.transaction_status in _WORKING

    def execute(self, sql: str, values: Sequence[object] = (), /) -> RawCursor[Any]:
        cursor = RawCursor(self._connection)
        cursor.execute(native(sql), values, binary=True)
        return cursor

    def execute_many(self, sql: str, rows: Sequence[Sequence[object]], /) -> None:
        """The same statement for each row, without waiting for one to be done before the next is sent."""
        RawCursor(self._connection).executemany(native(sql), rows)

    def stream(self, sql: str, values: Sequence[object] = (), /) -> Iterator[Any]:
        with RawServerCursor(self._connection, f"stream_{next(self._streams)}") as cursor:
            cursor.itersize = _TOGETHER
            cursor.execute(native(sql), values, binary=True)
            yield from cursor

    def plainly(self) -> AbstractContextManager[None]:
        return plain_errors(self.where)

    def has(self, table: str) -> bool:
        return self.execute("SELECT 1 WHERE to_regclass(?) IS NOT NULL", (table,)).fetchone() is not None

    def set_aside(self) -> tuple[str, ...]:
        return set_aside(self._keys) if self._keys else ()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """A transaction that has the organisation's turn: nobody else has another until its end. It is rolled back if it was
        not committed.
        """
        yield from self._within(f"BEGIN; {self._whose()}, pg_advisory_xact_lock({_lock(self._org)})")

    @contextmanager
    def looking(self) -> Iterator[None]:
        """A transaction that sees what is committed at this instant, waits for nobody, and is rolled back."""
        yield from self._within(f"BEGIN ISOLATION LEVEL REPEATABLE READ; {self._whose()}")

    @contextmanager
    def keeping_its_turn(self) -> Iterator[None]:
        """Keep the organisation's turn over more than one transaction, and what is done between them."""
        self.execute("SELECT pg_advisory_lock(?)", (_lock(self._org),))
        try:
            yield
        finally:
            try:
                self.execute("SELECT pg_advisory_unlock(?)", (_lock(self._org),))
            except BaseException:
                self._connection.close()  # with it ends what it still holds: nobody else is to find it locked
                raise

    @contextmanager
    def as_role(self, role: str) -> Iterator[None]:
        """Take on a role for a while, within a transaction."""
        self.execute(f"SET LOCAL ROLE {role}")
        yield
        self.execute("SET LOCAL ROLE NONE")

    def commit(self) -> None:
        """Raises StoreError where PostgreSQL answers a commit with a rollback: something failed in it, and was passed over."""
        if self._connection.execute("COMMIT").statusmessage != "COMMIT":
            raise StoreError(f"{self.where}: nothing of this transaction was kept, because a statement in it had failed")

    def _within(self, begin: str) -> Iterator[None]:
        try:
            self._connection.execute(begin)
            yield
        finally:
            if self.in_transaction:  # a connection that is lost has ended it, too
                self._connection.execute("ROLLBACK")

    def _whose(self) -> str:
        """Says whose the transaction is, for the row-level security; it is sent together with the beginning."""
        return f"SELECT set_config('{WHOSE}', {quote(self._org)}, true)"


def _lock(org: str) -> int:
    """The organisation's lock, as PostgreSQL names one: 64 bits. Two organisations in one lock would only take turns."""
    return int.from_bytes(sha256(b"touchline organisation\x00" + org.encode()).digest()[:8], signed=True)


@lru_cache(_STATEMENTS)
def native(sql: str) -> str:
    """SQL of the rows with PostgreSQL's own placeholders: `?` counts on, `?2` names one."""
    numbers = count(1)
    return _PLACEHOLDER.sub(lambda found: f"${found[1] or next(numbers)}", sql)
