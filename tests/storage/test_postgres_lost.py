"""What a store on a host does when connections are lost, are few, or were opened long ago; and who wakes whoever sleeps."""

import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from storage.postgres import Database, PostgresStore, database
from storage.postgres.guards import BOT
from storage.postgres.resting import Resting
from storage.store import StoreError, UnavailableError
from tests.storage.conftest import RETENTION_DAYS, Cluster
from tests.storage.postgres_kit import Host, hosted
from tests.storage.store_kit import ORG, START, Clock, Seeded, kinds, noted, said, verified
from tests.wire import Wire, wired

#: How long to wait for something that happens within a second.
PATIENCE = 30


@pytest.fixture
def host(cluster: Cluster, tmp_path: Path) -> Iterator[Host]:
    with hosted(cluster, tmp_path) as made:
        yield made


@pytest.fixture
def wire(host: Host) -> Iterator[tuple[Wire, PostgresStore]]:
    """A store whose connections a test can cut."""
    with (
        tempfile.TemporaryDirectory(prefix="w", dir="/tmp") as place,
        wired(Path(place), host.cluster.server.conninfo(host.name, BOT)) as (wire, conninfo),
        closing(Database(conninfo)) as connected,
        closing(PostgresStore.open(connected, host.folder / ORG, ORG, Clock(), retention_days=RETENTION_DAYS)) as store,
    ):
        yield wire, store


def test_what_was_committed_is_known_to_be_though_nobody_answered(wire: tuple[Wire, PostgresStore]) -> None:
    """Else whoever wrote it would do it again, or say that it was not done."""
    cable, store = wire
    answers = iter([True])
    cable.loses = lambda: next(answers, False)
    with store.transaction() as tx:
        tx.append(noted(), START)
    assert cable.lost == 1
    with store.transaction() as tx:
        assert tx.append(noted(), START) == 3
    assert kinds(store) == ["log.opened", "message.judged", "message.judged"]
    assert verified(store, [store.root()]).exit_code == 0


def test_what_was_not_committed_is_known_not_to_be(wire: tuple[Wire, PostgresStore]) -> None:
    cable, store = wire
    with pytest.raises(UnavailableError), store.transaction() as tx:  # noqa: PT012 - it is the end of the block that raises
        tx.append(noted(), START)
        cable.cut()
    cable.mend()
    assert kinds(store) == ["log.opened"]


def test_that_many_wait_for_a_connection_is_no_outage(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pool by itself gives up after its patience, and each organisation would say that its record cannot be written."""
    monkeypatch.setattr(database, "PATIENCE", 0.05)
    conninfo = host.cluster.server.conninfo(host.name, BOT)

    def ask(few: Database) -> object:
        with few.shared() as connection:
            return connection.execute("SELECT 1").fetchone()

    with closing(Database(conninfo, connections=1)) as few, ThreadPoolExecutor(1) as another:
        with few.shared():
            waits = another.submit(ask, few)
            with pytest.raises(TimeoutError):
                waits.result(10 * database.PATIENCE)
        assert waits.result(PATIENCE) == (1,)


def test_whoever_waited_while_nothing_could_be_reached_need_not_find_out_as_well(host: Host) -> None:
    """Thousands of organisations would else wait for one another's patience."""
    conninfo = host.cluster.server.conninfo(host.name, BOT)
    with closing(Database(conninfo)) as gone:
        gone._away_at = float("inf")
        with pytest.raises(StoreError, match="PostgreSQL cannot be reached"), gone.shared():
            pass


def test_whoever_sleeps_is_woken_when_something_is_due(host: Host) -> None:
    """Also by what this process itself has put there; and by a clock that is put back, for all was laid down by another."""
    clock, woken = Clock(), threading.Event()
    store, other = (host.store(host.database(), org, clock) for org in (ORG, "elsewhere"))
    elsewhere = threading.Event()
    with store.woken_by_others(woken.set), other.woken_by_others(elsewhere.set):
        assert woken.wait(PATIENCE)
        assert elsewhere.wait(PATIENCE), "once somebody listens"
        woken.clear()
        elsewhere.clear()
        with store.transaction() as tx:
            tx.receive(said("hello", 1))
        assert woken.wait(PATIENCE)
        assert not elsewhere.is_set(), "nothing is due there"
        clock.move(timedelta(days=-1))
        assert elsewhere.wait(PATIENCE)


def test_a_store_whose_key_file_rests_goes_on_when_it_is_used(host: Host) -> None:
    connected = host.database()
    connected.resting = Resting(most=1)  # type: ignore[misc]
    stores = [host.store(connected, org, entropy=Seeded()) for org in ("one", "two", "three")]
    for number in range(3):
        for store in stores:
            with store.transaction() as tx:
                assert tx.receive(replace(said("hello", number), org=store.org))
    assert [store._vault._held is None for store in stores] == [True, True, False]
    with stores[0].reading() as tx:
        assert len(tx.next_arrivals(9)) == 3
    stores[0].close()
    with pytest.raises(StoreError, match="was closed"), stores[0].transaction():
        pass
