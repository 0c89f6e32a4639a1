"""Which process looks after which organisation: claims that lapse, so that another takes over from one that dies.

One process at a time judges an organisation's messages and performs its effects, which keeps what was said in a conversation in
order; any process may take messages in. A claim is a row with an end, by PostgreSQL's own clock, the only one that all have in
common. Whoever asks passes over the rows that others are asking for at that moment (SKIP LOCKED), so nobody waits.

Two that both believe they have an organisation, after a long pause or a cut network, harm nothing: their transactions take
turns, an arrival is judged once, an effect is claimed by one of them and settled once.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from storage.postgres.database import Database


class Shifts:
    """What one process looks after. `worker` is a name that no other process has."""

    def __init__(self, database: Database, worker: str) -> None:
        self._database = database
        self._worker = worker

    def offer(self, *names: str) -> None:
        """Have organisations looked after, each by whoever asks first."""
        with self._database.shared() as connection:
            connection.execute("INSERT INTO shift (org) SELECT unnest(%s::text[]) ON CONFLICT (org) DO NOTHING", (list(names),))

    def withdraw(self, name: str) -> None:
        """Have an organisation looked after no longer. Whoever does so finds out when they renew."""
        with self._database.shared() as connection:
            connection.execute("DELETE FROM shift WHERE org = %s", (name,))

    def claim(self, among: Collection[str], limit: int, lease: timedelta) -> Mapping[str, datetime | None]:
        """Take on some of these that nobody looks after, those that have waited longest first; at most `limit`. Gives when each
        was last known to be looked after, None where it never was.
        """
        with self._database.shared() as connection:
            rows = connection.execute(
                "WITH free AS MATERIALIZED (SELECT org, seen FROM shift WHERE until <= now() AND org = ANY(%s)"
                " ORDER BY until, org LIMIT %s FOR UPDATE SKIP LOCKED)"
                " UPDATE shift SET worker = %s, until = now() + %s, seen = now() FROM free WHERE shift.org = free.org"
                " RETURNING shift.org, free.seen",
                (list(among), limit, self._worker, lease),
            ).fetchall()
        return dict(sorted(rows))

    def renew(self, lease: timedelta) -> frozenset[str]:
        """Go on with what is this process's still, and give it. Stop what is not among it: it is another's now.

        A lease that was over is renewed where nobody else has taken it on meanwhile. It also says that this process is there.
        """
        with self._database.shared() as connection, connection.transaction():
            connection.execute("DELETE FROM worker WHERE until <= now()")
            connection.execute(
                "INSERT INTO worker (name, until) VALUES (%s, now() + %s)"
                " ON CONFLICT (name) DO UPDATE SET until = excluded.until",
                (self._worker, lease),
            )
            rows = connection.execute(
                "UPDATE shift SET until = now() + %s, seen = now() WHERE worker = %s RETURNING org", (lease, self._worker)
            ).fetchall()
        return frozenset(org for (org,) in rows)

    def due(self, now: datetime) -> frozenset[str]:
        """See `Database.due`."""
        return self._database.due(now)

    def workers(self) -> int:
        """How many processes are there."""
        with self._database.shared() as connection:
            (count,) = connection.execute("SELECT count(*) FROM worker WHERE until > now()").fetchone() or (0,)
            return int(count)

    def give_back(self, *names: str) -> None:
        """Let others take these on at once."""
        with self._database.shared() as connection:
            connection.execute(
                "UPDATE shift SET worker = '', until = now(), seen = now() WHERE worker = %s AND org = ANY(%s)",
                (self._worker, list(names)),
            )

    def leave(self) -> None:
        """This process ends: it counts no more among those that are there, and what it has is others' at once."""
        with self._database.shared() as connection, connection.transaction():
            connection.execute("UPDATE shift SET worker = '', until = now() WHERE worker = %s", (self._worker,))
            connection.execute("DELETE FROM worker WHERE name = %s", (self._worker,))
