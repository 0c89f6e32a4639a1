"""SQLite files as this house opens them, and its errors in plain sentences."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from storage.store import StoreError, UnavailableError

#: How long to wait for somebody else's lock, such as a backup's, before giving up.
PATIENCE_SECONDS: Final = 5.0
#: More than there are statements in the store, so that each is prepared once.
_STATEMENTS: Final = 256

#: What SQLite's primary result codes mean, in a word and to whoever runs the bot, who reads what to do about it.
_UNAVAILABLE: Final = {
    sqlite3.SQLITE_FULL: ("disk_full", "the disk is full: make room, then try again"),
    sqlite3.SQLITE_READONLY: ("read_only", "it may not be written: check who owns the folder and the files in it"),
    sqlite3.SQLITE_PERM: ("read_only", "it may not be written: check who owns the folder and the files in it"),
    sqlite3.SQLITE_CANTOPEN: ("cannot_open", "it cannot be opened: check that the folder exists and who owns it"),
    sqlite3.SQLITE_BUSY: ("locked", "another program holds it: stop that program, or wait until it has finished"),
    sqlite3.SQLITE_LOCKED: ("locked", "another program holds it: stop that program, or wait until it has finished"),
    sqlite3.SQLITE_IOERR: ("disk_error", "the disk could not be read or written: check the disk and its limits"),
    sqlite3.SQLITE_CORRUPT: ("damaged", "it is damaged: keep a copy of it, and restore the newest backup"),
    sqlite3.SQLITE_NOTADB: ("damaged", "it is damaged: keep a copy of it, and restore the newest backup"),
}
#: These are about one statement, and not about the files.
_REFUSED: Final = {
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
        # Where nothing may be written SQLite cannot make what it reads a log with. If there is none, it needs nothing.
        alone = read_only and not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists()
        return sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}{'&immutable=1' if alone else ''}",
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
    """Turn what SQLite raises into a StoreError that says what is wrong with `path` and what to do: an UnavailableError where
    the files are to blame.
    """
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        if code & 0xFF in _UNAVAILABLE:
            why, meaning = _UNAVAILABLE[code & 0xFF]
            raise UnavailableError(f"{path}: {meaning}", why) from error
        meaning = _REFUSED.get(code & 0xFF, f"SQLite refused ({getattr(error, 'sqlite_errorname', type(error).__name__)})")
        raise StoreError(f"{path}: {meaning}") from error
    except UnicodeDecodeError as error:  # also of what SQLite says about a damaged file, when it repeats what is in there
        raise damaged(path) from error


def damaged(path: Path) -> UnavailableError:
    """What is said of a file that is not what it should be."""
    why, meaning = _UNAVAILABLE[sqlite3.SQLITE_CORRUPT]
    return UnavailableError(f"{path}: {meaning}", why)
