"""Making a PostgreSQL database ready and bringing it up to date: roles, tables, guards. For an administrator, not the bot."""

from datetime import datetime
from typing import Any, Final

import psycopg
from psycopg import Connection
from psycopg.sql import Identifier

from storage.codec import instant
from storage.migrations import CLUB
from storage.postgres.drawn import drawn
from storage.postgres.errors import plain_errors
from storage.postgres.guards import BOT, OWNER, SCHEMA, guards, roles
from storage.store import StoreError

#: Two at once take turns.
_LOCK: Final = 0x746F7563686C696E  # "touchlin"
#: Who looks after which organisation (`shifts`): names, and nothing of what is in a record. All see these two whole.
_SHIFTS: Final = (
    "CREATE TABLE IF NOT EXISTS shift (org TEXT COLLATE \"C\" PRIMARY KEY, worker TEXT NOT NULL DEFAULT '',"
    " until TIMESTAMPTZ NOT NULL DEFAULT '-infinity')",
    "ALTER TABLE shift ADD COLUMN IF NOT EXISTS seen TIMESTAMPTZ",
    "CREATE INDEX IF NOT EXISTS shift_until ON shift (until)",
    "CREATE TABLE IF NOT EXISTS worker (name TEXT PRIMARY KEY, until TIMESTAMPTZ NOT NULL)",
    f"GRANT SELECT, INSERT, UPDATE, DELETE ON shift, worker TO {BOT}",
)
#: A table is not changed while somebody uses it, and whoever waits for that keeps all others waiting.
_PATIENCE: Final = "SET LOCAL lock_timeout = '5s'"


def prepare(conninfo: str, now: datetime) -> tuple[str, ...]:
    """Bring a database up to date, all of it or none, and give the names of the steps that were taken.

    `conninfo` is that of an administrator, who may make roles and schemas. Raises StoreError, and leaves alone what a newer
    program wrote.
    """
    with plain_errors("the database"), psycopg.connect(conninfo) as connection:
        database = connection.info.dbname
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        _run(connection, *roles(Identifier(database).as_string(connection)))
        _run(connection, f"SET LOCAL ROLE {OWNER}", f"SET LOCAL search_path = {SCHEMA}, pg_temp", _PATIENCE)
        _run(connection, "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, at TEXT NOT NULL)")
        applied = {name for (name,) in connection.execute("SELECT name FROM migration")}
        refuse_newer(database, applied)
        steps = tuple(name for name in CLUB if name not in applied)
        for name in steps:
            _run(connection, *drawn(CLUB[name]))
            connection.execute("INSERT INTO migration (name, at) VALUES (%s, %s)", (name, instant(now)))
        _run(connection, *_SHIFTS, *guards())
    return steps


def demand_ready(database: str, applied: set[str]) -> None:
    """Raises StoreError unless a database has every table that this program knows, and none that it does not."""
    refuse_newer(database, applied)
    if missing := [name for name in CLUB if name not in applied]:
        raise StoreError(
            f"{database} is not up to date (it lacks {', '.join(missing)}): its administrator runs `touchline store prepare`"
        )


def refuse_newer(database: str, applied: set[str]) -> None:
    if unknown := sorted(applied - CLUB.keys()):
        newer = ", ".join(unknown)
        raise StoreError(f"{database} was written by a newer Touchline (it has {newer}): install that, or restore a backup")


def _run(connection: Connection[Any], *statements: str) -> None:
    for statement in statements:
        connection.execute(statement.encode("ascii"))
