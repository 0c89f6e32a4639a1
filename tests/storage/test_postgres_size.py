"""How large a record on a host is said to be: near to what it is, without reading all of it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage.guards import LEDGER, VERSIONED, WORKING
from storage.postgres import home
from storage.postgres.guards import BOT
from storage.postgres.home import OnHost
from tests.storage.conftest import Cluster
from tests.storage.postgres_kit import Host, hosted
from tests.storage.store_kit import ORG, START, noted


@pytest.fixture
def host(cluster: Cluster, tmp_path: Path) -> Iterator[Host]:
    with hosted(cluster, tmp_path) as host:
        yield host


def exact(host: Host) -> int:
    """What all rows of the organisation take."""
    with host.connect() as connection:
        sizes = [
            connection.execute(
                f"SELECT coalesce(sum(pg_column_size(each)), 0) FROM {table} AS each WHERE org = %s",  # noqa: S608
                (ORG,),
            ).fetchone()
            for table in LEDGER | VERSIONED | WORKING
        ]
    return sum(int(row[0]) for row in sizes if row)


def test_a_record_is_as_large_as_its_rows_and_other_organisations_count_for_nothing(
    host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, other = (host.store(host.database(), org) for org in (ORG, "elsewhere"))
    for each, count in ((store, 60), (other, 300)):
        with each.transaction() as tx:
            for _ in range(count):
                tx.append(noted(filler="x" * 700), START)
    with closing(home.Host(host.cluster.server.conninfo(host.name, BOT))) as reached:
        ours = OnHost(tmp_path / ORG, ORG, reached)
        whole = exact(host)
        assert whole > 60 * 700
        assert abs(ours.size() - whole) <= len(LEDGER | VERSIONED | WORKING), "fewer rows than are looked at: to the byte"
        monkeypatch.setattr(home, "SAMPLE", 20)
        assert abs(ours.size() - whole) < whole / 10, "and else nearly so"
        assert OnHost(tmp_path / "nobody", "nobody", reached).size() == 0
