"""What the writing connection may do: add to the ledger, change what is in motion, and nothing else at all.

The triggers in `migrations.py` hold every connection to "only the next entry"; they cannot stop a DROP or an ALTER. SQLite asks
an authorizer about each statement before it runs one, so this holds even for code that means well and uses the wrong call.
Whoever owns the machine can open the file without it: that is found out by checkpoints, not prevented here (map 7.2).
"""

import sqlite3
from typing import Final

#: The record. Rows are added and stay; erasure takes rows of `sealed` away over a connection of its own.
LEDGER: Final = frozenset({"entry", "checkpoint", "sealed", "cosignature"})
#: Newer versions are added, older ones stay.
VERSIONED: Final = frozenset({"person", "setting", "kept_settings", "statement", "agreement"})
#: What is in motion.
WORKING: Final = frozenset(
    {
        *("contact_request", "contact_line", "adult_letter"),
        *("inbox", "outbox", "concern", "concern_subject", "timer", "account", "holder", "anchor_alarm", "erasure", "hold"),
        *("picture", "pictured", "picture_mark"),
        "space_request",
        *("lapse", "token", "passed", "attendance", "announcement", "held_session", "tip", "tip_series"),
    }
)

_ALWAYS: Final = frozenset(
    {
        sqlite3.SQLITE_SELECT,
        sqlite3.SQLITE_READ,
        sqlite3.SQLITE_FUNCTION,
        sqlite3.SQLITE_RECURSIVE,
        sqlite3.SQLITE_TRANSACTION,
        sqlite3.SQLITE_SAVEPOINT,
    }
)
_ON_TABLES: Final = {
    sqlite3.SQLITE_INSERT: LEDGER | VERSIONED | WORKING,
    sqlite3.SQLITE_UPDATE: WORKING,
    sqlite3.SQLITE_DELETE: WORKING,
}


def guard(connection: sqlite3.Connection) -> None:
    """Deny everything but what the store does: no DDL, no ATTACH, no PRAGMA, no trigger, no change of what stands."""
    connection.set_authorizer(_may)


def _may(action: int, first: str | None, second: str | None, database: str | None, trigger: str | None) -> int:
    if action in _ALWAYS:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_OK if first in _ON_TABLES.get(action, ()) else sqlite3.SQLITE_DENY
