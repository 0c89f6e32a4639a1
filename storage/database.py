"""SQLite files as this house opens them, and its errors in plain sentences."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from storage.store import StoreError

#: How long to wait for somebody else's lock, such as a backup's, before giving up.
PATIENCE_SECONDS: Final = 5.0
#: More than there are statements in the store, so that each is prepared once.
_STATEMENTS: Final = 256

#: What SQLite's primary result codes mean to whoever runs the bot, and what to do about it.
_MEANINGS: Final = {
    sqlite3.SQLITE_FULL: "the disk is full: make room, then try again",
    sqlite3.SQLITE_READONLY: "it may not be written: check who owns the folder and the files in it",
    sqlite3.SQLITE_PERM: "it may not be written: check who owns the folder and the files in it",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened: check that the folder exists and who owns it",
    sqlite3.SQLITE_BUSY: "another program holds it: stop that program, or wait until it has finished",
    sqlite3.SQLITE_LOCKED: "another program holds it: stop that program, or wait until it has finished",
    sqlite3.SQLITE_IOERR: "the disk could not be read or written: check the disk and its limits",
    sqlite3.SQLITE_CORRUPT: "it is damaged: keep a copy of it, and restore the newest backup",
    sqlite3.SQLITE_NOTADB: "it is damaged: keep a copy of it, and restore the newest backup",
    sqlite3.SQLITE_AUTH: "that is not allowed on the record: its guard refused",
    sqlite3.SQLITE_CONSTRAINT: "that does not fit what is there: its guard refused",
}


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection that begins no transaction by itself and may be used from any one thread at a time.

    A file that is not there yet is made, readable by its owner alone. Raises StoreError.
    """
    with plain_errors(path):
        if not read_only:
            make(path)
        return sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}",
            uri=True,
            timeout=PATIENCE_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=_STATEMENTS,
        )


def make(path: Path) -> None:
    """Make a file that only its owner may read, unless it is there. Raises StoreError."""
    try:
        path.touch(mode=0o600)
    except OSError as error:
        raise StoreError(f"{path}: it cannot be made or opened ({error.strerror}): check the folder and who owns it") from error


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into a StoreError that says what is wrong with `path` and what to do."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        meaning = _MEANINGS.get(code & 0xFF, f"SQLite refused ({getattr(error, 'sqlite_errorname', type(error).__name__)})")
        raise StoreError(f"{path}: {meaning}") from error
