"""The same stream of events gives the same ledger, byte for byte, whichever store keeps it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderation.model import Account, Refused, RetryLater
from storage.anchoring import Appointed, HolderKind
from storage.postgres.tables import prepare
from storage.sqlite import SqliteStore
from storage.store import Grant, Store
from tests.storage.conftest import RETENTION_DAYS, Cluster
from tests.storage.erasure_kit import COOLED, LEAD, OFFICERS, a_concern, approve, request, set_retention, somebody
from tests.storage.postgres_kit import Host, hosted
from tests.storage.store_kit import (
    CHILD,
    DAY,
    MINUTE,
    ORG,
    START,
    Clock,
    Seeded,
    alert,
    concern,
    decided,
    explanation,
    export,
    noted,
    notice,
    pressed,
    removal,
    said,
    undone,
    verified,
)
from tests.storage.test_store_contract import happen


@pytest.fixture
def host(cluster: Cluster, tmp_path: Path) -> Iterator[Host]:
    with hosted(cluster, tmp_path / "postgres") as host:
        yield host


def both(host: Host, folder: Path) -> Iterator[tuple[Store, Clock]]:
    """The same organisation in either store, each with a clock and chance of its own that say the same."""
    clock = Clock()
    with closing(SqliteStore.open(folder, ORG, clock, retention_days=RETENTION_DAYS, entropy=Seeded())) as store:
        yield store, clock
    clock = Clock()
    yield host.store(host.database(), clock=clock), clock


def everything(store: Store, clock: Clock) -> None:
    """Whatever makes an entry, signs one, or draws chance."""
    happen(store)
    with store.transaction() as tx:
        set_retention(tx)
        somebody(tx, "p_elder")
        tx.appoint([Appointed("officer:1", HolderKind.OFFICER, "helen@example.org", "p_helen")], "config", clock())
        tx.keep_grant("slack", Grant("U01DAVE0000", frozenset({"im:read"}), START, "xoxp-of-nobody"))
        tx.end_grant("slack", "U01DAVE0000", "revoked")
        tx.checkpoint(clock())
    a_concern(store, "c_two", 2)
    waiting = said("nobody has judged this", 3)
    with store.transaction() as tx:
        tx.receive(waiting)
        tx.receive(pressed(1, "c_two"))
        effects = (removal("x_a", "m_a"), explanation("x_a", "x_b"), alert("x_a", "x_c"), notice("x_d", "c_2"))
        tx.commit_decision(decided("t_2", "d_2", entry=noted(), effects=effects), None)
        first, second, *_ = tx.claim_effects(clock(), 8, MINUTE, "config")
        tx.settle_effect(first, Refused("forbidden"), clock(), noted("effect.refused"))
        tx.postpone_effect(second, RetryLater(60), clock() + MINUTE)
    with undone(store.transaction) as tx:
        tx.append(noted("undone"), clock())
    with store.reading() as tx:
        tx.cases()
    assert not store.finish_erasures()
    request(store, "c_two")
    clock.move(COOLED)
    approve(store, "c_two")
    assert store.finish_erasures() == 0
    with store.transaction() as tx:
        tx.place_hold("p_elder", LEAD, "a letter", OFFICERS)
        tx.begin_export(LEAD, "p_elder", "a letter of 3 May", {"standing": "self"})
        tx.pass_by("slack:D1:1.1")
    clock.move(timedelta(days=RETENTION_DAYS + 1))
    store.forget_expired(clock(), "config")
    with store.transaction() as tx:
        tx.checkpoint(clock())
        tx.open_volume(f"touchline/{ORG}/2027", clock())
        assert tx.next_arrivals(9) == [pressed(1, "c_two"), waiting]
        tx.commit_decision(decided(waiting.id, "d_3", entry=noted(), case=concern(waiting, "c_three")), waiting)
        tx.sealed_text("c_three", waiting.id, LEAD, "to look")


def state(store: Store) -> tuple[Any, ...]:
    """What can be seen of it from outside, beside its newest volume."""
    with store.transaction() as tx:
        note = tx.checkpoint(START).note
        seen = (
            tx.people(),
            tx.cases(),
            tx.holds(),
            tx.anchoring(),
            tx.pseudonym(CHILD),
            tx.grants("slack"),
            tx.next_arrivals(9),
        )
    return store.verifier_key, note, store.counts(), store.root(), seen


def test_an_export_is_equal_byte_for_byte(host: Host, tmp_path: Path) -> None:
    exports, states = [], []
    for store, clock in both(host, tmp_path / "sqlite"):
        everything(store, clock)
        assert verified(store, [store.root()]).exit_code == 0
        exports.append(export(store))
        states.append(state(store))
    assert exports[0] == exports[1]
    assert states[0] == states[1]


def test_the_first_volume_is_equal_too(host: Host, tmp_path: Path) -> None:
    bodies = []
    for store, clock in both(host, tmp_path / "sqlite"):
        everything(store, clock)
        with store.transaction() as tx:
            bodies.append(tx.entries_of({"p_bot", "p_lead", "p_deputy"}, ()))
    assert len(bodies[0]) >= 30
    assert bodies[0] == bodies[1]


MOMENTS: dict[str, Callable[[Store, Clock, int], object]] = {
    "a concern": lambda store, clock, n: a_concern(store, f"c_{n}", n),
    "somebody": lambda store, clock, n: _with(store, lambda tx: somebody(tx, f"p_{n % 3}", f"Zanzibar {n}")),
    "an arrival": lambda store, clock, n: _with(store, lambda tx: tx.receive(said("hello", n % 5))),
    "a setting": lambda store, clock, n: _with(store, lambda tx: tx.change_setting("lead", str(n % 2), LEAD)),
    "a request": lambda store, clock, n: request(store, f"c_{n - 1}"),
    "an approval": lambda store, clock, n: (approve(store, f"c_{n - 2}"), store.finish_erasures()),
    "a week": lambda store, clock, n: (clock.move(7 * DAY), store.forget_expired(clock())),
    "a mishap": lambda store, clock, n: _undone(store, n),
    "an account": lambda store, clock, n: _with(store, lambda tx: tx.pseudonym(Account("slack", str(n)))),
}


def _with(store: Store, work: Callable[[Any], object]) -> None:
    with store.transaction() as tx:
        work(tx)


def _undone(store: Store, number: int) -> None:
    with undone(store.transaction) as tx:
        tx.receive(said("lost", number))
        with undone(tx.savepoint):
            tx.append(noted(), START)


@given(moments=st.lists(st.sampled_from(sorted(MOMENTS)), max_size=12))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_in_whatever_order(
    cluster: Cluster, tmp_path_factory: pytest.TempPathFactory, moments: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("same")
    exports = []
    with hosted(cluster, folder / "postgres") as host:
        for store, clock in both(host, folder / "sqlite"):
            _with(store, set_retention)
            for number, moment in enumerate(moments):
                MOMENTS[moment](store, clock, number)
            exports.append(export(store))
    assert exports[0] == exports[1]


def test_the_tables_are_those_of_sqlite(host: Host, tmp_path: Path) -> None:
    """The same names, columns and keys, from the same steps; and a step is taken once."""
    SqliteStore.open(tmp_path / "sqlite", ORG, Clock(), retention_days=7).close()
    assert prepare(host.cluster.server.conninfo(host.name), START) == ()
    ours = columns_of_sqlite(tmp_path / "sqlite" / "club.db")
    found = host.connect("admin").execute(
        "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns"
        " WHERE table_schema = 'touchline' AND table_name NOT IN ('shift', 'worker') ORDER BY table_name, ordinal_position"
    )
    kinds = {"text": "TEXT", "bigint": "INTEGER", "bytea": "BLOB"}
    assert [(table, name, kinds[kind], nullable == "NO") for table, name, kind, nullable in found] == ours


def columns_of_sqlite(path: Path) -> list[tuple[str, str, str, bool]]:
    with closing(sqlite3.connect(path)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
        return [
            (table, name, kind, bool(required or key))
            for table in tables
            for _, name, kind, required, _, key in connection.execute(f"PRAGMA table_info({table})")
        ]
