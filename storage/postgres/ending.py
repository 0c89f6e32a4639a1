"""Taking a whole organisation out of a host's database, for its administrator: the bot cannot delete from a ledger, nor can the
owner of the tables while their guards stand. They are put aside for one transaction, in which nobody else has the tables.
"""

import psycopg

from storage.guards import LEDGER, VERSIONED, WORKING
from storage.postgres.errors import plain_errors
from storage.postgres.guards import OWNER, SCHEMA

#: Whoever waits for the tables keeps all others waiting: so it is not tried for longer.
_PATIENCE = "SET LOCAL lock_timeout = '5s'"


def remove(conninfo: str, org: str) -> int:
    """Delete every row of an organisation, all or none, and give how many there were. `conninfo` is an administrator's, as for
    `tables.prepare`. Doing it again does no harm. Raises StoreError.
    """
    count = 0
    with plain_errors("the database"), psycopg.connect(conninfo) as connection:
        for statement in (f"SET LOCAL ROLE {OWNER}", f"SET LOCAL search_path = {SCHEMA}, pg_temp", _PATIENCE):
            connection.execute(statement.encode("ascii"))
        for table in sorted(LEDGER | VERSIONED | WORKING):
            guarded = table not in WORKING
            if guarded:
                connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_stays".encode("ascii"))
            count += connection.execute(f"DELETE FROM {table} WHERE org = %s".encode("ascii"), (org,)).rowcount  # noqa: S608
            if guarded:
                connection.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_stays".encode("ascii"))
        connection.execute("DELETE FROM shift WHERE org = %s", (org,))
    return count
