"""Taking the bytes of what is erased out of the files of a record.

It is done on a connection of its own, because the writing connection may not delete from the record. `secure_delete` alone is
not enough: it overwrites a row where it lies when it is deleted, and not the copies that SQLite left behind when it moved the
row from page to page. Only VACUUM writes the file anew without them; then the log beside the database is cut off. The tests
scan the bytes of the files for both.
"""

from contextlib import closing
from pathlib import Path

from storage.database import connect, plain_errors
from storage.rows.erasure import LIES_IN


def lies_here(path: Path, org: str, folder: str) -> bool:
    """Whether there is any row of a folder."""
    with closing(connect(path, read_only=True)) as connection, plain_errors(path):
        return any(
            connection.execute(f"SELECT 1 FROM {table} WHERE org = ? AND {column} = ? LIMIT 1", (org, folder)).fetchone()  # noqa: S608
            for table, column in LIES_IN
        )


def take_out(path: Path, org: str, folder: str) -> None:
    """Delete every row of a folder, in one transaction, overwriting it where it lies."""
    with closing(connect(path)) as connection, plain_errors(path):
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("BEGIN IMMEDIATE")
        for table, column in LIES_IN:
            connection.execute(f"DELETE FROM {table} WHERE org = ? AND {column} = ?", (org, folder))  # noqa: S608
        connection.execute("COMMIT")


def scrub(path: Path) -> bool:
    """Write the file anew, without the copies of deleted rows that lie about in it, and cut off its log.

    False when somebody who is reading needs the log still: then the bytes are there until this is done again.
    """
    with closing(connect(path)) as connection, plain_errors(path):
        connection.execute("VACUUM")
    return cut_log(path)


def cut_log(path: Path) -> bool:
    """Cut off the log beside the database; False when somebody who is reading needs it still."""
    with closing(connect(path)) as connection, plain_errors(path):
        busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy
