"""The bot's connections to one PostgreSQL database, shared by the records of all organisations, and who is woken by whom."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import Any, Final

import psycopg
from psycopg import Connection
from psycopg.conninfo import conninfo_to_dict
from psycopg.types.string import StrDumper
from psycopg_pool import ConnectionPool

from storage.postgres.errors import plain_errors
from storage.postgres.guards import CHANNEL, SCHEMA
from storage.postgres.link import PostgresLink
from storage.postgres.tables import demand_ready

#: How long to wait for somebody else's lock, or for a connection, before giving up, in seconds.
PATIENCE: Final = 5
#: A process that stands still within a transaction loses it, and what it holds, after this: another takes over.
STANDSTILL_SECONDS: Final = 30
#: How often whoever listens looks up, and how long it waits before it connects again.
_LOOKS_UP_SECONDS: Final = 0.5
#: More than there are statements in the store, so that each is prepared once.
_STATEMENTS: Final = 256

_SETTINGS: Final = {
    "search_path": f"{SCHEMA}, pg_temp",
    "lock_timeout": f"{PATIENCE}s",
    "idle_in_transaction_session_timeout": f"{STANDSTILL_SECONDS}s",
}


class Database:
    """Connections are taken for one unit of work at a time, so many organisations share few.

    `conninfo` is the bot's, as libpq understands it; a password belongs into a password file or the environment.
    """

    def __init__(self, conninfo: str, connections: int = 8) -> None:
        """Raises StoreError if the database cannot be reached, or is not ready for this program (`tables.prepare`)."""
        self._conninfo = conninfo
        #: By which others tell whom a notification is from.
        self._process = f"touchline-{token_hex(8)}"
        self._pool: ConnectionPool[Connection[Any]] = ConnectionPool(
            conninfo,
            kwargs={"autocommit": True, "application_name": self._process, "prepare_threshold": 2},
            min_size=1,
            max_size=connections,
            timeout=PATIENCE,
            configure=_configure,
            check=ConnectionPool.check_connection,
            open=False,
        )
        self._woken: dict[tuple[str, str], list[Callable[[], object]]] = {}
        self._waking = threading.Lock()
        self._ending = threading.Event()
        self._listener: threading.Thread | None = None
        # By itself, because the pool would try again until its patience is over.
        with plain_errors("PostgreSQL"), psycopg.connect(conninfo, autocommit=True, connect_timeout=PATIENCE) as first:
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
        with plain_errors(f"the record of {org}"), self._pool.connection() as connection:
            yield PostgresLink(org, connection, keys)

    @contextmanager
    def looking(self, org: str, keys: Path | None = None) -> Iterator[PostgresLink]:
        """What is committed of an organisation's record at this instant. Nothing that is done in it is kept."""
        with self.link(org, keys) as link, link.looking():
            yield link

    @contextmanager
    def shared(self) -> Iterator[Connection[Any]]:
        """A connection for what is no organisation's own. Each statement is a transaction. Raises StoreError."""
        with plain_errors("the database"), self._pool.connection() as connection:
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
            with suppress(psycopg.Error):  # it cannot be reached now: whoever waits looks by themselves meanwhile
                self._hear()
            self._ending.wait(_LOOKS_UP_SECONDS)

    def _hear(self) -> None:
        with psycopg.connect(self._conninfo, autocommit=True, application_name=self._process) as connection:
            connection.execute(f"LISTEN {CHANNEL}")
            self._wake(*self._woken)  # for whatever was told while nobody listened
            while not self._ending.is_set():
                for told in connection.notifies(timeout=_LOOKS_UP_SECONDS):
                    what, _, whose = told.payload.partition(" ")
                    process, _, org = whose.partition(" ")
                    if process != self._process:
                        self._wake((what, org))

    def _wake(self, *watched: tuple[str, str]) -> None:
        with self._waking:  # until all are called: nobody is woken who has gone
            for wake in [wake for each in watched for wake in self._woken.get(each, ())]:
                wake()


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
