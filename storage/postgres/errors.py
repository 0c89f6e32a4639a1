"""PostgreSQL's errors in plain sentences."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg
from psycopg import errors

from storage.store import StoreError, UnavailableError

#: What PostgreSQL's conditions mean, in a word and to whoever runs it, who reads what to do. The first that fits counts.
_UNAVAILABLE: Final[tuple[tuple[type[psycopg.Error], str, str], ...]] = (
    (errors.DiskFull, "disk_full", "the disk of PostgreSQL is full: make room, then try again"),
    (errors.ReadOnlySqlTransaction, "read_only", "PostgreSQL takes no writes: check whether this is a standby"),
    (errors.LockNotAvailable, "locked", "another process holds this record: wait until it has finished, or stop it"),
    (
        errors.IdleInTransactionSessionTimeout,
        "locked",
        "this process stood still for too long, and its turn was given to others",
    ),
    (errors.IoError, "disk_error", "PostgreSQL could not read or write its disk: check the disk"),
    (errors.DataCorrupted, "damaged", "it is damaged: keep a copy of it, and restore the newest backup"),
    (errors.IndexCorrupted, "damaged", "it is damaged: keep a copy of it, and restore the newest backup"),
    (psycopg.OperationalError, "cannot_open", "PostgreSQL cannot be reached: check that it runs, its address and its log"),
    (psycopg.InterfaceError, "cannot_open", "the connection to PostgreSQL was lost: check that it runs, and its log"),
)


@contextmanager
def plain_errors(where: str) -> Iterator[None]:
    """Turn what PostgreSQL raises into a StoreError that says what is wrong with `where`: an UnavailableError where what is
    asked for is not to blame. The text of the original is left behind, because it may repeat a row.
    """
    try:
        yield
    except psycopg.Error as error:
        raise _plain(where, error) from None


def _plain(where: str, error: psycopg.Error) -> StoreError:
    if isinstance(error, errors.InsufficientPrivilege):
        return StoreError(f"{where}: that is not allowed on the record: its guard refused")
    if isinstance(error, errors.IntegrityError):
        return StoreError(f"{where}: that does not fit what is there: its guard refused")
    if isinstance(error, psycopg.ProgrammingError) and error.sqlstate is None:
        # What cannot be read may be a piece of a password, which libpq repeats.
        return StoreError(f"{where}: how it is reached cannot be read: look for a missing = or a missing quotation mark")
    for kind, why, meaning in _UNAVAILABLE:
        if isinstance(error, kind):
            return UnavailableError(f"{where}: {meaning}", why)
    return StoreError(f"{where}: PostgreSQL refused ({error.sqlstate or type(error).__name__})")
