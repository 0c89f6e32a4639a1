"""A record that is moved to a host and back: the same in every row, never in two places, and cut off at any step."""

from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from storage.backup import back_up_keys
from storage.moving import MOVED, to_files, to_postgres
from storage.postgres import Database, PostgresStore
from storage.postgres.guards import BOT
from storage.postgres.home import Host as HomeHost
from storage.postgres.home import OnHost
from storage.restore import Order, restore
from storage.sqlite import SqliteStore, read_ledger
from storage.store import HeldError, StoreError
from tests.storage.conftest import RETENTION_DAYS, Cluster
from tests.storage.erasure_kit import COOLED, a_concern, approve, request, set_retention, somebody
from tests.storage.postgres_kit import Host, hosted
from tests.storage.store_kit import MINUTE, ORG, START, Clock, Seeded, export, noted, records, said, undone, verified
from tests.storage.test_postgres_same import everything, state


@pytest.fixture
def host(cluster: Cluster, tmp_path: Path) -> Iterator[Host]:
    with hosted(cluster, tmp_path) as host:
        yield host


@pytest.fixture
def database(host: Host) -> Database:
    return host.database()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / ORG


def in_files(folder: Path, clock: Clock) -> SqliteStore:
    return SqliteStore.open(folder, ORG, clock, retention_days=RETENTION_DAYS, entropy=Seeded(str(clock.now)))


@pytest.fixture
def told(folder: Path, clock: Clock) -> tuple[str, object]:
    """A record in files, and what it says."""
    with closing(in_files(folder, clock)) as store:
        everything(store, clock)
        return export(store), state(store)


def on_host(host: Host, database: Database, clock: Clock) -> PostgresStore:
    return host.store(database, clock=clock, entropy=Seeded(f"host {clock.now}"))


def test_a_record_goes_to_a_host_and_comes_back_and_nothing_is_lost(
    host: Host, database: Database, folder: Path, clock: Clock, told: tuple[str, object]
) -> None:
    moved = to_postgres(folder, database, clock)
    assert moved.left is not None
    assert moved.left.name.startswith(MOVED)
    assert moved.rows > 20
    with closing(on_host(host, database, clock)) as store:
        assert (export(store), state(store)) == told
        with store.transaction() as tx:
            tx.append(noted("on_the_host"), clock())
            tx.checkpoint(clock())
        root, said_there = store.root(), (export(store), state(store))
    back = to_files(folder, ORG, database, clock)
    assert back.whole.entries == moved.whole.entries + 1
    with closing(in_files(folder, clock)) as store:
        assert (export(store), state(store)) == said_there
        assert verified(store, [root]).exit_code == 0


def test_it_is_never_in_two_places(
    host: Host, database: Database, folder: Path, clock: Clock, told: object, tmp_path: Path
) -> None:
    with pytest.raises(StoreError, match=r"the record of larkmead is in .*club\.db, and not on this host"):
        on_host(host, database, clock)
    to_postgres(folder, database, clock)
    with pytest.raises(StoreError, match=r"is on a host, since .*touchline store migrate .* --back"):
        in_files(folder, clock)
    with pytest.raises(StoreError, match="is on a host"), read_ledger(folder):
        pass
    with pytest.raises(StoreError, match="is on a host"):
        restore(Order(tmp_path / "a backup", None), folder, clock)
    with pytest.raises(StoreError, match="there is no record"):
        to_postgres(folder, database, clock)
    store = on_host(host, database, clock)
    to_files(folder, ORG, database, clock)
    with pytest.raises(StoreError, match="not on this host"), store.transaction() as tx:
        tx.append(noted(), START)
    with pytest.raises(StoreError, match="there already"):
        to_files(folder, ORG, database, clock)


def test_what_goes_there_again_brings_only_what_is_new_and_what_was_erased_stays_erased(
    host: Host, database: Database, folder: Path, clock: Clock
) -> None:
    with closing(in_files(folder, clock)) as store:
        with store.transaction() as tx:
            set_retention(tx)
            somebody(tx)
        a_concern(store)
        a_concern(store, "c_other", 2)
    to_postgres(folder, database, clock)
    to_files(folder, ORG, database, clock)
    with closing(in_files(folder, clock)) as store:
        for name in ("c_case", "p_robin"):
            request(store, name)
        clock.move(COOLED)
        for name in ("c_case", "p_robin"):
            approve(store, name)
        assert store.finish_erasures() == 0
        expected = export(store), state(store)
    counted: list[int] = []
    to_postgres(folder, database, clock, counted.append)
    assert len(counted) == 1, "the entries before were there"
    admin = host.connect("admin")
    for gone in ("sealed WHERE folder = 'c_case'", "outbox WHERE folder = 'c_case'", "person WHERE id = 'p_robin'"):
        assert admin.execute(f"SELECT count(*) FROM {gone}".encode()).fetchone() == (0,)  # noqa: S608
    with closing(on_host(host, database, clock)) as store:
        assert (export(store), state(store)) == expected
        with store.transaction() as tx:
            assert [case.id for case in tx.cases()] == ["c_other"]
            assert tx.people() == []


class CutError(Exception):
    """The power fails."""


@pytest.mark.parametrize("steps", range(3))
def test_a_move_that_is_cut_off_goes_on(
    host: Host, database: Database, folder: Path, clock: Clock, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.moving._TOGETHER", 8)
    with closing(in_files(folder, clock)) as store:
        everything(store, clock)
        told = export(store), state(store)
    seen: list[int] = []

    def cut(count: int) -> None:
        seen.append(count)
        if len(seen) > steps:
            raise CutError

    with suppress(CutError):
        to_postgres(folder, database, clock, cut)
    with pytest.raises(StoreError, match="not on this host"):
        on_host(host, database, clock)
    again: list[int] = []
    to_postgres(folder, database, clock, again.append)
    assert min(again) > max(seen), "it goes on where it stopped"
    with closing(on_host(host, database, clock)) as store:
        assert (export(store), state(store)) == told
    with suppress(CutError):
        to_files(folder, ORG, database, clock, cut)
    assert not (folder / "club.db").exists()
    to_files(folder, ORG, database, clock)
    with closing(in_files(folder, clock)) as store:
        assert (export(store), state(store)) == told


def test_a_record_that_went_another_way_is_not_overwritten(
    host: Host, database: Database, folder: Path, clock: Clock, told: object
) -> None:
    left = to_postgres(folder, database, clock).left
    assert left is not None
    with closing(on_host(host, database, clock)) as store:
        with store.transaction() as tx:
            tx.append(noted("on_the_host"), clock())
        root = store.root()
    left.rename(folder / "club.db")  # somebody puts the old file back
    with pytest.raises(StoreError, match="goes on otherwise"):
        to_postgres(folder, database, clock)
    with closing(in_files(folder, clock)) as store, store.transaction() as tx:
        for _ in range(3):
            tx.append(noted("in_the_file"), clock())
    with pytest.raises(StoreError, match="goes on otherwise"):
        to_postgres(folder, database, clock)
    (folder / "club.db").unlink()
    assert on_host(host, database, clock).root() == root


def test_a_damaged_record_is_not_moved(host: Host, database: Database, folder: Path, clock: Clock, told: object) -> None:
    to_postgres(folder, database, clock)
    admin = host.connect("admin")
    admin.execute("ALTER TABLE entry DISABLE TRIGGER ALL")
    admin.execute("ALTER TABLE entry DROP CONSTRAINT leaf_of_body")
    admin.execute("UPDATE entry SET body = body || ' '::bytea WHERE seq = 5")
    with pytest.raises(StoreError, match="entry 5 of volume 1"):
        to_files(folder, ORG, database, clock)
    assert not (folder / "club.db").exists()


def test_nobody_has_it_meanwhile_and_its_keys_are_there(database: Database, folder: Path, clock: Clock, told: object) -> None:
    with closing(in_files(folder, clock)) as store:
        with pytest.raises(HeldError):
            to_postgres(folder, database, clock)
        with undone(store.transaction) as tx:
            tx.receive(said("hello"))
        assert records(store)
    (folder / "keys.db").rename(folder / "elsewhere")
    with pytest.raises(StoreError, match="without its keys"):
        to_postgres(folder, database, clock)
    with pytest.raises(StoreError, match="without its keys"):
        to_files(folder, ORG, database, clock)


def test_a_restored_record_takes_the_place_of_the_hosts_when_its_administrator_says_so(
    host: Host, database: Database, folder: Path, clock: Clock, told: object, tmp_path: Path
) -> None:
    """One organisation of a host goes back to its backup: into files, restored there, and to the host again."""
    place = tmp_path / "backups"
    place.mkdir()
    to_postgres(folder, database, clock)
    with closing(HomeHost(host.cluster.server.conninfo(host.name, BOT))) as reached:
        saved = OnHost(folder, ORG, reached).back_up(place, clock())
    keys = back_up_keys(folder, place, clock())
    with closing(on_host(host, database, clock)) as store, store.transaction() as tx:
        tx.append(noted("after_the_backup"), clock())
    other = host.store(database, org="neighbour", clock=clock)
    before = other.root()
    clock.move(MINUTE)
    to_files(folder, ORG, database, clock)
    done = restore(Order(saved.path, keys.path, over=True), folder, clock)
    assert done is not None
    assert done.was.more == 1
    with pytest.raises(StoreError, match="goes on otherwise"):
        to_postgres(folder, database, clock)
    to_postgres(folder, database, clock, over=host.cluster.server.conninfo(host.name))
    with closing(on_host(host, database, clock)) as store:
        said_there = [record["kind"] for record in records(store)]
        assert "after_the_backup" not in said_there
        assert "log.restored" in said_there
        assert verified(store, [store.root()]).exit_code == 0
    assert other.root() == before, "a neighbour is not touched"
