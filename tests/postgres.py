"""A real PostgreSQL for the tests, which they start themselves; nothing of it is left afterwards, and no network reaches it."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from storage.postgres import Database
from storage.postgres.guards import BOT
from storage.postgres.tables import prepare

#: Where distributions put what is not on the path.
_PLACES = ("/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt")
#: Small, and quick to stop. What a test says about durability it says with `durable`.
_SETTINGS = {
    "listen_addresses": "''",
    "max_connections": "60",
    "shared_buffers": "32MB",
    "autovacuum": "off",
    "log_min_messages": "fatal",
}
#: When its tables were made.
_PREPARED = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
_CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def program(name: str) -> str | None:
    """Where a program of PostgreSQL's is, or None if it is not installed."""
    if found := shutil.which(name):
        return found
    elsewhere = (path for place in _PLACES for path in Path(place).glob(f"*/bin/{name}"))
    return next(map(str, sorted(elsewhere, reverse=True)), None)


def demand_installed() -> None:
    if program("initdb") is None or program("pg_ctl") is None:
        pytest.skip("PostgreSQL is not installed: initdb and pg_ctl are needed")


class Server:
    """One cluster. PostgreSQL does not run as root, so where the tests do, it runs as another user."""

    def __init__(self, folder: Path, durable: bool, within: Sequence[str] = (), listen: str = "") -> None:
        self._folder = folder
        self._within = within
        self._user = _somebody() if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(folder, self._user)
        self._databases = 0
        self._run("initdb", "--pgdata", "data", "--username", "admin", "--auth", "trust", "--encoding", "UTF8", "--no-sync",
                  "--locale", "C", "--no-instructions")  # fmt: skip
        settings = _SETTINGS | {"unix_socket_directories": f"'{folder}'"} | ({} if durable else _CARELESS)
        if listen:
            settings["listen_addresses"] = f"'{listen}'"
            with (folder / "data" / "pg_hba.conf").open("a") as file:
                file.write("host all all all trust\n")
        with (folder / "data" / "postgresql.auto.conf").open("a") as file:
            file.writelines(f"{name} = {value}\n" for name, value in settings.items())
        self.start()

    def start(self) -> None:
        self._run("pg_ctl", "start", "--pgdata", "data", "--wait", "--silent", "--log", "log")

    def stop(self, how: str = "immediate") -> None:
        """`immediate` is as if the power had failed: nothing is written out."""
        self._run("pg_ctl", "stop", "--pgdata", "data", "--wait", "--silent", "--mode", how)

    @property
    def pid(self) -> int:
        """That of the process which all others of PostgreSQL are children of."""
        return int((self._folder / "data" / "postmaster.pid").read_text("utf-8").split()[0])

    def conninfo(self, database: str, user: str = "admin") -> str:
        return f"host={self._folder} dbname={database} user={user}"

    def new_database(self, like: str = "template0") -> str:
        self._databases += 1
        name = f"test_{self._databases}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {like}")
        return name

    def drop(self, database: str) -> None:
        self.execute(f"DROP DATABASE {database} WITH (FORCE)")

    def execute(self, sql: str, database: str = "postgres") -> list[Any]:
        """Run a statement as the administrator."""
        with psycopg.connect(self.conninfo(database), autocommit=True) as connection:
            cursor = connection.execute(sql)
            return cursor.fetchall() if cursor.description else []

    def _run(self, name: str, *arguments: str) -> None:
        command, user = [program(name) or name, *arguments], self._user
        if self._within:  # whoever comes in there is somebody else only afterwards
            command, user = [*self._within, *(("runuser", "-u", user, "--") if user else ()), *command], None
        done = subprocess.run(
            command, cwd=self._folder, user=user, capture_output=True, text=True, check=False,
            stdin=subprocess.DEVNULL, env={**os.environ, "LC_ALL": "C"},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr


@contextmanager
def server(durable: bool = False, within: Sequence[str] = (), listen: str = "") -> Iterator[Server]:
    """A cluster in a folder of its own; beside pytest's folders, which nobody else can enter. `within` is the beginning of a
    command that runs it apart, and `listen` the addresses on which it can be reached there.
    """
    with tempfile.TemporaryDirectory(prefix="touchline-pg-") as place:
        running = Server(Path(place), durable, within, listen)
        try:
            yield running
        finally:
            running.stop()


def _somebody() -> str:
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


@dataclass
class Cluster:
    """A PostgreSQL with a database that is ready and empty, to be copied for each test."""

    server: Server
    ready: str

    @contextmanager
    def named(self) -> Iterator[str]:
        name = self.server.new_database(self.ready)
        try:
            yield name
        finally:
            self.server.drop(name)

    @contextmanager
    def prepared(self) -> Iterator[str]:
        """How the bot reaches a database of its own. A copy has no privileges of its own, so they are given again."""
        with self.named() as name:
            prepare(self.server.conninfo(name), _PREPARED)
            yield self.server.conninfo(name, BOT)

    @contextmanager
    def database(self) -> Iterator[Database]:
        with self.named() as name, closing(Database(self.server.conninfo(name, BOT))) as database:
            yield database


@contextmanager
def started() -> Iterator[Cluster]:
    """Nothing that it is told to keep survives a crash."""
    demand_installed()
    with server() as running:
        name = running.new_database()
        prepare(running.conninfo(name), _PREPARED)
        yield Cluster(running, name)
