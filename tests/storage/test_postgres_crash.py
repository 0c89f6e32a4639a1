"""Workers that are killed, and a PostgreSQL whose power fails: what was acknowledged is there, whole, and the record goes on.

With a PostgreSQL that waits for the disk, unlike the other tests' one.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from random import Random

import pytest

from storage.postgres import Database, PostgresStore
from storage.postgres.guards import BOT
from storage.postgres.tables import prepare
from storage.store import StoreError, UnavailableError
from tests.postgres import Server, demand_installed, server
from tests.storage.store_kit import ORG, START, Clock, noted, records, said, verified

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def durable() -> Iterator[Server]:
    demand_installed()
    with server(durable=True) as running:
        yield running


@pytest.fixture
def conninfo(durable: Server) -> Iterator[str]:
    """The bot's way into a database that is ready."""
    name = durable.new_database()
    prepare(durable.conninfo(name), START)
    yield durable.conninfo(name, BOT)
    durable.drop(name)


@contextmanager
def opened(conninfo: str, folder: Path) -> Iterator[PostgresStore]:
    with ExitStack() as held:
        database = held.enter_context(closing(Database(conninfo)))
        yield held.enter_context(closing(PostgresStore.open(database, folder, ORG, Clock(), retention_days=7)))


@contextmanager
def appending(conninfo: str, folder: Path, first: int) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.storage.postgres_appender", conninfo, str(folder), str(first)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def lines(process: subprocess.Popen[str], count: int) -> list[str]:
    assert process.stdout is not None
    return [process.stdout.readline().strip() for _ in range(count)]


def rest(process: subprocess.Popen[str]) -> list[str]:
    assert process.stdout is not None
    return [line.strip() for line in process.stdout.readlines() if line.endswith("\n")]


def demand_whole(store: PostgresStore, acknowledged: list[str], held: list[tuple[int, bytes]]) -> None:
    """All that was acknowledged is there once, with its concern and the text that its entry commits to."""
    held.append(store.root())
    assert verified(store, held).exit_code == 0
    written = [record["data"]["message"] for record in records(store) if record["kind"] == "message.judged"]
    assert set(acknowledged) <= set(written)
    with store.transaction() as tx:
        cases = [case.id for case in tx.cases()]
        for message in written[-3:]:
            event = said("call 07700 900123", int(message.removeprefix("m_")))
            assert tx.sealed_text(f"c_{message}", event.id, "p_lead", "to look") == event
    assert len(written) == len(set(written)) == len(cases)


@pytest.mark.parametrize("rounds", [3, pytest.param(40, marks=pytest.mark.slow)])
def test_what_was_acknowledged_survives_a_kill_of_one_of_two_workers(conninfo: str, tmp_path: Path, rounds: int) -> None:
    chance = Random(20261121)
    acknowledged: list[str] = []
    held: list[tuple[int, bytes]] = []
    with appending(conninfo, tmp_path, 50_000_000) as other:
        acknowledged += lines(other, 1)
        for number in range(rounds):
            with appending(conninfo, tmp_path, 1 + 100_000 * number) as killed:
                acknowledged += lines(killed, chance.randrange(1, 60))
                killed.kill()
                acknowledged += rest(killed)
            acknowledged += lines(other, 16)
        other.kill()
        acknowledged += rest(other)
    with opened(conninfo, tmp_path) as store:
        demand_whole(store, acknowledged, held)


@pytest.mark.parametrize("rounds", [2, pytest.param(20, marks=pytest.mark.slow)])
def test_what_was_acknowledged_survives_a_power_failure(durable: Server, conninfo: str, tmp_path: Path, rounds: int) -> None:
    chance = Random(20261121)
    acknowledged: list[str] = []
    held: list[tuple[int, bytes]] = []
    for number in range(rounds):
        with appending(conninfo, tmp_path, 1 + 100_000 * number) as worker:
            acknowledged += lines(worker, chance.randrange(1, 100))
            durable.stop("immediate")
            acknowledged += rest(worker)
        durable.start()
        with opened(conninfo, tmp_path) as store:
            demand_whole(store, acknowledged, held)


def test_a_store_goes_on_after_an_outage(durable: Server, conninfo: str, tmp_path: Path) -> None:
    with opened(conninfo, tmp_path) as store:
        durable.stop("immediate")
        for _ in range(4):  # so long that a pool which asks ever more seldom would be away when it is back
            with pytest.raises(UnavailableError, match="PostgreSQL cannot be reached") as caught, store.transaction():
                pass
            assert caught.value.why == "cannot_open"
        durable.start()
        with store.transaction() as tx:
            assert tx.append(noted(), START) == 2
        assert verified(store, [store.root()]).exit_code == 0


def test_a_database_that_is_not_ready_is_named_with_what_to_do(durable: Server) -> None:
    name = durable.new_database()
    with pytest.raises(StoreError, match=r"is not up to date .*`touchline store prepare`"):
        Database(durable.conninfo(name, "admin"))
    prepare(durable.conninfo(name), START)
    durable.execute("INSERT INTO touchline.migration VALUES ('0099_later', '')", name)
    with pytest.raises(StoreError, match=r"written by a newer Touchline \(it has 0099_later\)"):
        Database(durable.conninfo(name, BOT))
    with pytest.raises(StoreError, match="written by a newer Touchline"):
        prepare(durable.conninfo(name), START)
    durable.drop(name)


def test_a_server_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match="PostgreSQL cannot be reached"):
        Database(f"host={tmp_path} dbname=nowhere connect_timeout=1")
