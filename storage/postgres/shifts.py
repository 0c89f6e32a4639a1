"""Which process looks after which organisation: claims that lapse, so that another takes over from one that dies.

One process at a time judges an organisation's messages and performs its effects, which keeps what was said in a conversation in
order; any process may take messages in. A claim is a row with an end, by PostgreSQL's own clock, the only one that all have in
common. Whoever asks passes over the rows that others are asking for at that moment (SKIP LOCKED), so nobody waits.

Two that both believe they have an organisation, after a long pause or a cut network, harm nothing: their transactions take
turns, an arrival is judged once, an effect is claimed by one of them and settled once.
"""

from collections.abc import Sequence
from datetime import timedelta

from storage.postgres.database import Database


class Shifts:
    """What one process looks after. `worker` is a name that no other process has."""

    def __init__(self, database: Database, worker: str) -> None:
        self._database = database
        self._worker = worker

    def offer(self, org: str) -> None:
        """Have an organisation looked after, by whoever asks first."""
        with self._database.shared() as connection:
            connection.execute("INSERT INTO shift (org) VALUES (%s) ON CONFLICT (org) DO NOTHING", (org,))

    def withdraw(self, org: str) -> None:
        """Have an organisation looked after no longer. Whoever does so finds out when they renew."""
        with self._database.shared() as connection:
            connection.execute("DELETE FROM shift WHERE org = %s", (org,))

    def claim(self, limit: int, lease: timedelta) -> Sequence[str]:
        """Take on organisations that nobody looks after, those that have waited longest first; at most `limit`."""
        with self._database.shared() as connection:
            rows = connection.execute(
                "WITH free AS MATERIALIZED (SELECT org FROM shift WHERE until <= now() ORDER BY until, org LIMIT %s"
                " FOR UPDATE SKIP LOCKED)"
                " UPDATE shift SET worker = %s, until = now() + %s FROM free WHERE shift.org = free.org RETURNING shift.org",
                (limit, self._worker, lease),
            ).fetchall()
        return sorted(org for (org,) in rows)

    def renew(self, lease: timedelta) -> frozenset[str]:
        """Go on with what is this process's still, and give it. Stop what is not among it: it is another's now."""
        with self._database.shared() as connection:
            rows = connection.execute(
                "UPDATE shift SET until = now() + %s WHERE worker = %s AND until > now() RETURNING org", (lease, self._worker)
            ).fetchall()
        return frozenset(org for (org,) in rows)

    def give_back(self, *orgs: str) -> None:
        """Let others take these on at once, as when this process is to end."""
        with self._database.shared() as connection:
            connection.execute(
                "UPDATE shift SET worker = '', until = now() WHERE worker = %s AND org = ANY(%s)", (self._worker, list(orgs))
            )
