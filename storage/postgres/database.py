"""The bot's connections to one PostgreSQL database, shared by the records of all organisations, and who is woken by whom."""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from time import monotonic
from typing import Any, Final

import psycopg
from psycopg import Connection
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.types.string import StrDumper
from psycopg_pool import ConnectionPool, PoolTimeout

from storage.codec import instant
from storage.postgres.errors import plain_errors
from storage.postgres.guards import CHANNEL, DUE, SCHEMA, WORK
from storage.postgres.line import Line, StandstillError
from storage.postgres.link import PostgresLink
from storage.postgres.resting import Resting
from storage.postgres.tables import demand_ready
from storage.store import Clock, StoreError

#: How long to wait for somebody else's lock, or until PostgreSQL can be reached, before giving up, in seconds.
PATIENCE: Final = 5
#: A process that stands still within a transaction loses it, and what it holds, after this: another takes over.
STANDSTILL_SECONDS: Final = 30
#: Who is not heard of for so long is not there any more: a cable that was pulled out says nothing, and TCP by itself would wait
#: for a quarter of an hour.
UNHEARD_SECONDS: Final = 10
#: How often whoever listens looks up, and how long it waits before it connects again.
_LOOKS_UP_SECONDS: Final = 0.5
#: How often it is looked in which organisations something is due.
_DUE_SECONDS: Final = 1.0
#: More than there are statements in the store, so that each is prepared once.
_STATEMENTS: Final = 256

_SETTINGS: Final = {
    "search_path": f"{SCHEMA}, pg_temp",
    "lock_timeout": f"{PATIENCE}s",
    "idle_in_transaction_session_timeout": f"{STANDSTILL_SECONDS}s",
    # That PostgreSQL notices it, too, and lets go of what a machine holds that is gone.
    "tcp_keepalives_idle": f"{UNHEARD_SECONDS}",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": f"{UNHEARD_SECONDS}s",
}


# The pool would write the machine's address into the log each time that it cannot be reached; each unit of work says so itself.
logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)


class Database:
    """Connections are taken for one unit of work at a time, so many organisations share few.

    `conninfo` is the bot's, as libpq understands it; a password belongs into a password file or the environment.
    """

    def __init__(self, conninfo: str, connections: int = 8) -> None:
        """Raises StoreError if the database cannot be reached, or is not ready for this program (`tables.prepare`)."""
        with plain_errors("PostgreSQL"):  # what is wrong with it would be quoted elsewhere, and it may hold a password
            self._conninfo = conninfo = _impatient(conninfo)
        #: By which others tell whom a notification is from.
        self._process = f"touchline-{token_hex(8)}"
        self._pool: ConnectionPool[Connection[Any]] = ConnectionPool(
            conninfo,
            kwargs={"autocommit": True, "application_name": self._process, "prepare_threshold": 2},
            min_size=1,
            max_size=connections,
            timeout=PATIENCE,
            # The pool asks ever more seldom, and while it waits nobody's wish makes it ask: so it gives up early, and whoever
            # wants a connection next makes it begin anew. Else the bot stays away for minutes after PostgreSQL is back. It does
            # so before whoever waits: the next to come would else rely on what gives up a moment later.
            reconnect_timeout=PATIENCE - 1,
            configure=_configure,
            check=ConnectionPool.check_connection,
            open=False,
        )
        #: Whose key files are open: those used last.
        self.resting: Final = Resting()
        self._line = Line(connections, STANDSTILL_SECONDS)
        self._away_at = float("-inf")
        self._woken: dict[tuple[str, str], list[Callable[[], object]]] = {}
        self._clocks: list[Clock] = []
        self._waking = threading.Lock()
        self._ending = threading.Event()
        self._listener: threading.Thread | None = None
        # By itself, because the pool would try again until its patience is over.
        with plain_errors("PostgreSQL"), psycopg.connect(conninfo, autocommit=True) as first:
            _configure(first)
            there = first.execute("SELECT to_regclass('migration') IS NOT NULL").fetchone()
            applied = first.execute("SELECT name FROM migration").fetchall() if there == (True,) else []
        demand_ready(_name(conninfo), {name for (name,) in applied})
        with plain_errors("PostgreSQL"):
            self._pool.open(wait=True, timeout=PATIENCE)

    @contextmanager
    def link(self, org: str, keys: Path | None = None) -> Iterator[PostgresLink]:
        """A connection, for one unit of work of an organisation whose keys are in that folder. Raises StoreError, also for what
        goes wrong meanwhile.
        """
        with plain_errors(f"the record of {org}"), self._connection() as connection:
            yield PostgresLink(org, connection, keys)

    @contextmanager
    def looking(self, org: str, keys: Path | None = None) -> Iterator[PostgresLink]:
        """What is committed of an organisation's record at this instant. Nothing that is done in it is kept."""
        with self.link(org, keys) as link, link.looking():
            yield link

    @contextmanager
    def shared(self) -> Iterator[Connection[Any]]:
        """A connection for what is no organisation's own. Each statement is a transaction. Raises StoreError.

        It waits behind no organisation: who renews its leases late has others take over what it is doing.
        """
        with plain_errors("the database"), self._connection(first=True) as connection:
            yield connection

    @contextmanager
    def apart(self, org: str) -> Iterator[PostgresLink]:
        """What is committed, by a new connection: for whoever has lost one, while others may be waiting for the rest."""
        with plain_errors(f"the record of {org}"), psycopg.connect(self._conninfo, autocommit=True) as connection:
            _configure(connection)
            link = PostgresLink(org, connection)
            with link.looking():
                yield link

    @contextmanager
    def _connection(self, *, first: bool = False) -> Iterator[Connection[Any]]:
        """One of the pool's. That many wait for one is no trouble: they are in a line. That none can be had is, and whoever
        was waiting meanwhile is told so without trying as well.
        """
        since = monotonic()
        with ExitStack() as held:
            try:
                held.enter_context(self._line.place(first=first))
            except StandstillError:
                raise PoolTimeout("nobody has given a connection back") from None
            if self._away_at > since:
                raise PoolTimeout("PostgreSQL is away")
            try:
                connection = self._pool.getconn()
            except PoolTimeout:
                self._away_at = monotonic()
                raise
            held.callback(self._pool.putconn, connection)
            yield connection

    @contextmanager
    def watch(self, org: str, what: str, wake: Callable[[], object]) -> Iterator[None]:
        """Call `wake`, from another thread, each time that another process has put something into an organisation's record:
        work, or a change (`guards.WORK`, `CHANGE`).

        It is a hint and no more: one that is lost costs the time until somebody looks anyway.
        """
        with self._waking:
            self._woken.setdefault((what, org), []).append(wake)
            if self._listener is None:
                self._listener = threading.Thread(target=self._listen, name="touchline-listener", daemon=True)
                self._listener.start()
        try:
            yield
        finally:
            with self._waking:
                self._woken[what, org].remove(wake)

    @contextmanager
    def timed(self, clock: Clock) -> Iterator[None]:
        """Look about once a second, for all organisations together, where something is due by this clock, and wake whoever
        watches for work there. Where the clock was put back, all of them.
        """
        with self._waking:
            self._clocks.append(clock)
        try:
            yield
        finally:
            with self._waking:
                self._clocks.remove(clock)

    def due(self, now: datetime) -> frozenset[str]:
        """The organisations in which something is to be judged or done by an instant. Raises StoreError."""
        with self.shared() as connection:
            rows = connection.execute(f"SELECT * FROM {DUE}(%s)", (instant(now),)).fetchall()  # noqa: S608
        return frozenset(org for (org,) in rows)

    def tell(self, org: str, what: str) -> None:
        """Wake whoever watches, in the other processes."""
        with self.shared() as connection:
            connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, f"{what} {self._process} {org}"))

    def close(self) -> None:
        self._ending.set()
        if self._listener is not None:
            self._listener.join()
        self._pool.close()

    def _listen(self) -> None:
        while not self._ending.is_set():
            with suppress(psycopg.Error, StoreError):  # it cannot be reached now: whoever waits looks by themselves meanwhile
                self._hear()
            self._ending.wait(_LOOKS_UP_SECONDS)

    def _hear(self) -> None:
        with psycopg.connect(self._conninfo, autocommit=True, application_name=self._process) as connection:
            connection.execute(f"LISTEN {CHANNEL}")
            try:
                self._attend(connection)
            finally:
                self._wake(*self._woken)  # who waits finds out by themselves what is wrong

    def _attend(self, connection: Connection[Any]) -> None:
        self._wake(*self._woken)  # for whatever was told while nobody listened
        looked: dict[int, datetime] = {}
        look_at = monotonic()
        while not self._ending.is_set():
            if monotonic() >= look_at:
                looked = {key: self._look(clock, looked.get(key)) for key, clock in self._different_clocks().items()}
                look_at = monotonic() + _DUE_SECONDS
            for told in connection.notifies(timeout=_LOOKS_UP_SECONDS):
                what, _, whose = told.payload.partition(" ")
                process, _, org = whose.partition(" ")
                if process != self._process:
                    self._wake((what, org))

    def _different_clocks(self) -> Mapping[int, Clock]:
        """Mostly all organisations have the same one."""
        with self._waking:
            return {id(clock): clock for clock in self._clocks}

    def _look(self, clock: Clock, before: datetime | None) -> datetime:
        """Wake where something is due by a clock, and give its instant; `before` is that of the last look."""
        now = clock()
        if before is not None and now < before:
            self._wake(*self._woken)
            return now
        self._wake(*((WORK, org) for org in self.due(now)))
        return now

    def _wake(self, *watched: tuple[str, str]) -> None:
        with self._waking:  # until all are called: nobody is woken who has gone
            for wake in [wake for each in watched for wake in self._woken.get(each, ())]:
                wake()


def _impatient(conninfo: str) -> str:
    """The same, but that whoever connects by it notices a network that is cut; what it says itself about that counts."""
    ours = {
        "connect_timeout": PATIENCE,
        "keepalives_idle": UNHEARD_SECONDS,
        "keepalives_interval": 2,
        "keepalives_count": 3,
        "tcp_user_timeout": UNHEARD_SECONDS * 1000,
    }
    return make_conninfo(conninfo, **{name: value for name, value in ours.items() if name not in conninfo_to_dict(conninfo)})


def _name(conninfo: str) -> str:
    return str(conninfo_to_dict(conninfo).get("dbname", "the database"))


def _configure(connection: Connection[Any]) -> None:
    # As text, and not as something whose type PostgreSQL is to guess.
    connection.adapters.register_dumper(str, StrDumper)
    connection.prepared_max = _STATEMENTS
    for name, value in _SETTINGS.items():
        connection.execute("SELECT set_config(%s, %s, false)", (name, value))
    # Whoever is told that something is on disk must be able to rely on it.
    connection.execute(
        "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"
    )
