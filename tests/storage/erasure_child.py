"""What a process does that is to be killed: it has a concern and a person erased, and dies by SIGKILL at a step of it.

A step lies before and after every statement that changes a file, in either database: commits, statements that commit by
themselves, VACUUM and the cutting off of the log.
"""

import os
import signal
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, Final

from storage.sqlite import SqliteStore
from tests.storage.erasure_kit import COOLED, approve, request
from tests.storage.store_kit import ORG, Clock

FOLDERS: Final = ("c_case", "p_3")
_CHANGES: Final = ("COMMIT", "VACUUM", "PRAGMA wal_checkpoint")


class Dying(sqlite3.Connection):
    """A connection that is killed before or after the so-manieth change of a file."""

    die_at = 0
    passed = 0

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        by_itself = not self.in_transaction and sql.startswith(("INSERT", "UPDATE", "DELETE"))
        changes = by_itself or sql.startswith(_CHANGES)
        if changes:
            self.step()
        cursor = super().execute(sql, *values)
        if changes:
            self.step()
        return cursor

    @staticmethod
    def step() -> None:
        Dying.passed += 1
        if Dying.passed == Dying.die_at:
            os.kill(os.getpid(), signal.SIGKILL)


def main(folder: Path, die_at: int) -> None:
    Dying.die_at = die_at
    sqlite3.connect = partial(sqlite3.connect, factory=Dying)  # type: ignore[assignment]
    clock = Clock()
    with closing(SqliteStore.open(folder, ORG, clock, retention_days=7)) as store:
        for name in FOLDERS:
            request(store, name)
        clock.move(COOLED)
        for name in FOLDERS:
            approve(store, name)
            assert store.finish_erasures() == 0
