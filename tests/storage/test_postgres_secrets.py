"""How a database is reached is a secret: it is in no error and no log, whatever is wrong with it."""

import logging
from contextlib import closing

import pytest

from storage.postgres import Database, database
from storage.postgres.guards import BOT
from storage.postgres.tables import prepare
from storage.store import StoreError
from tests.storage.conftest import Cluster
from tests.storage.store_kit import START

SECRET = "hunter2"


@pytest.mark.parametrize(
    "address",
    [
        f"host=nowhere.invalid password=my {SECRET}",
        f"dbname=touchline password='{SECRET}",
        f"postgresql://bot:{SECRET}/x@nowhere.invalid/touchline",
        f"postgresql://bot:{SECRET}@@nowhere.invalid:54x32/touchline",
        f"postgresql://bot@[{SECRET}/touchline",
        f"host=/nowhere/{SECRET} dbname=touchline",
    ],
)
def test_an_address_that_cannot_be_used_is_not_repeated(address: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for reach in (Database, lambda conninfo: prepare(conninfo, START)):
        with pytest.raises(StoreError) as raised:
            reach(address)
        assert SECRET not in str(raised.value)
        assert raised.value.__suppress_context__ or raised.value.__context__ is None
    assert SECRET not in caplog.text


def test_nor_is_one_that_can_when_the_database_is_gone(
    cluster: Cluster, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE", 1)
    caplog.set_level(logging.INFO)
    name = cluster.server.new_database(cluster.ready)
    prepare(cluster.server.conninfo(name), START)
    conninfo = cluster.server.conninfo(name, BOT)
    with closing(Database(conninfo)) as reached:
        cluster.server.drop(name)
        with pytest.raises(StoreError) as raised, reached.link("larkmead"):
            raise AssertionError("it is gone")
    place = conninfo.split()[0].removeprefix("host=")
    assert not any(place in text or name in text for text in (caplog.text, str(raised.value)))
