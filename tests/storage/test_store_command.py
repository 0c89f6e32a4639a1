"""`touchline store`: a host's database made ready, and a record moved there and back, as somebody types it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main
from storage.postgres.guards import BOT
from storage.sqlite import SqliteStore
from tests.storage.conftest import Cluster
from tests.storage.store_kit import ORG, START, Clock, export, noted


@pytest.fixture
def fresh(cluster: Cluster) -> Iterator[str]:
    """A database in which nothing is."""
    name = cluster.server.new_database()
    yield name
    cluster.server.drop(name)


def typed(*words: object) -> Result:
    return CliRunner().invoke(main, ["store", *map(str, words)])


def test_a_host_is_made_ready_and_a_record_is_moved_there_and_back(cluster: Cluster, fresh: str, tmp_path: Path) -> None:
    with closing(SqliteStore.open(tmp_path, ORG, Clock(), retention_days=7)) as store:
        with store.transaction() as tx:
            tx.append(noted(), START)
        before = export(store)
    bot = cluster.server.conninfo(fresh, BOT)
    early = typed("migrate", tmp_path, "--database", bot)
    assert early.exit_code == 1
    assert "touchline store prepare" in early.output
    first, again = (typed("prepare", "--database", cluster.server.conninfo(fresh)) for _ in range(2))
    assert first.output.startswith("Ready: 0001_ledger")
    assert again.output == "Ready: it was up to date.\n"
    there = typed("migrate", tmp_path, "--database", bot)
    assert there.exit_code == 0, there.output
    assert "Moved: larkmead, 2 entries up to 21 Nov 2026 09:30 UTC, checked" in there.output
    assert "Left behind" in there.output
    twice = typed("migrate", tmp_path, "--database", bot)
    assert (twice.exit_code, "there is no record" in twice.output) == (1, True)
    back = typed("migrate", tmp_path, "--back", "--database", bot)
    assert back.exit_code == 0, back.output
    with closing(SqliteStore.open(tmp_path, ORG, Clock(), retention_days=7)) as store:
        assert export(store) == before


def test_a_database_that_is_not_there_is_named(tmp_path: Path) -> None:
    found = typed("prepare", "--database", f"host={tmp_path} dbname=nowhere connect_timeout=1")
    assert (found.exit_code, "PostgreSQL cannot be reached" in found.output) == (1, True)
