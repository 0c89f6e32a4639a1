"""What can go wrong with a store while it is open: each is a real refusal by SQLite or the system, and ends with its block."""

import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from typing import Any

from storage.guards import guard
from storage.sqlite import SqliteStore
from tests.bot.service_kit import House


def pragma(store: SqliteStore, setting: str) -> Any:
    """Look at or change a setting of the writing connection, which it may not do itself.

    In turn with everybody else: setting an authorizer while another thread's statement is asking one ends in a deadlock.
    """
    with store._turn:
        store._connection.set_authorizer(None)
        row = store._connection.execute(f"PRAGMA {setting}").fetchone()
        guard(store._connection)
    return row[0] if row else None


@contextmanager
def read_only(house: House) -> Iterator[None]:
    """Everything can be read, and nothing written."""
    pragma(house.store, "query_only=ON")
    try:
        yield
    finally:
        pragma(house.store, "query_only=OFF")


@contextmanager
def locked(house: House) -> Iterator[None]:
    """Another program holds the database, for longer than the store waits."""
    pragma(house.store, "busy_timeout=1")
    with closing(sqlite3.connect(house.folder / "club.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def disk_error(house: House) -> Iterator[None]:
    """No file of this process may be written to any more: the system refuses each write."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def almost_full(house: House) -> Iterator[None]:
    """There is room for a little more, such as a short entry, and not for a long message."""
    pragma(house.store, f"max_page_count={pragma(house.store, 'page_count')}")
    try:
        yield
    finally:
        pragma(house.store, f"max_page_count={1 << 30}")


@contextmanager
def unreadable(house: House) -> Iterator[None]:
    """The database is gone for good: not even the register can be read."""
    house.store._connection.close()
    yield


Trouble = Callable[[House], AbstractContextManager[None]]
TROUBLES: dict[str, Trouble] = {"read_only": read_only, "locked": locked, "disk_error": disk_error}
