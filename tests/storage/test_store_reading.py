"""Looking into a store without writing: while it cannot be written, and at what was recorded last."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.sqlite import SqliteStore
from storage.store import Store, StoreError, UnavailableError
from tests.storage.backup_kit import damage_entries
from tests.storage.conftest import Stores
from tests.storage.store_kit import CHILD, DAY, ORG, ROBIN, START, Clock, concern, decided, kinds, noted, said, undone


def test_what_is_done_while_looking_is_not_kept(store: Store) -> None:
    event = said("call 07700 900123")
    with store.transaction() as tx:
        tx.register(ROBIN, [CHILD], "p_lead")
    before = store.root()
    with store.reading() as tx:
        assert tx.person_of(CHILD) == ROBIN
        tx.receive(event)
        tx.commit_decision(decided(event.id, entry=noted(), case=concern(event)), event)
        assert tx.case("c_case") is not None
    assert store.root() == before
    with store.transaction() as tx:
        assert tx.case("c_case") is None
        assert tx.append(noted(), START) == before[0] + 1


def test_after_looking_it_is_over(store: Store) -> None:
    with store.reading() as tx:
        pass
    with pytest.raises(StoreError, match="this transaction is over"):
        tx.people()
    with pytest.raises(StoreError, match="already open"), store.transaction(), store.reading():
        pass


def test_one_looks_while_somebody_else_holds_the_database(tmp_path: Path) -> None:
    with closing(SqliteStore.open(tmp_path, ORG, Clock(), retention_days=7)) as store:
        with store.transaction() as tx:
            tx.receive(said("hello"))
        with closing(sqlite3.connect(tmp_path / "club.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with store.reading() as tx:
                assert [arrival.id for arrival in tx.next_arrivals(8)] == [said("hello").id]


def test_the_newest_and_the_oldest_entry_of_a_kind_are_found_in_whichever_volume(store: Store) -> None:
    with store.transaction() as tx:
        assert tx.newest_entry("post.removed") is None
        first = tx.newest_entry()
        assert first is not None
        assert first.kind == "log.opened"
        tx.append(noted("post.removed", n=1), START)
        tx.append(noted("post.removed", n=2), START + DAY)
        tx.append(noted("case.closed", quoted='"kind":"post.removed"', inner={"kind": "post.removed"}), START)
        found = tx.newest_entry("post.removed")
        assert found is not None
        assert (found.at, found.data) == (START + DAY, {"n": 2})
        tx.open_volume(f"touchline/{ORG}/2027", START + DAY)
        oldest = tx.oldest_entry("post.removed")
        assert oldest is not None
        assert (oldest.at, oldest.data) == (START, {"n": 1})
        assert tx.oldest_entry("service.started") is None
        again = tx.newest_entry("post.removed", "log.closed")
        assert again is not None
        assert again.kind == "log.closed"
        assert tx.newest_entry("post.removed") == found


def test_an_entry_that_is_damaged_is_not_passed_over(tmp_path: Path) -> None:
    """Whoever asks must hear of it. It disturbs nobody who asks for another kind."""
    with closing(SqliteStore.open(tmp_path, ORG, Clock(), retention_days=7)) as store:
        with store.transaction() as tx:
            for kind in ("service.started", "post.removed"):
                tx.append(noted(kind), START)
        damage_entries(tmp_path / "club.db", "service.started")
        with store.reading() as tx:
            for look in (tx.newest_entry, tx.oldest_entry):
                with pytest.raises(UnavailableError, match="an entry of its ledger is damaged") as caught:
                    look("service.started")
                assert caught.value.why == "damaged"
            assert tx.newest_entry("post.removed") == tx.newest_entry()


def test_a_keyed_hash_means_nothing_in_another_store(stores: Stores) -> None:
    values = set()
    for name in ("club", "other"):
        with stores.open(name).transaction() as tx:
            assert tx.keyed_hash("a", "b") == tx.keyed_hash("a", "b") != tx.keyed_hash("ab")
            values.add(tx.keyed_hash("07700 900123"))
    assert {len(value) for value in values} == {64}, "of 64 characters each"


def test_a_unit_that_looked_leaves_no_entry(store: Store) -> None:
    with undone(store.reading) as tx:
        tx.append(noted(), START)
    assert kinds(store) == ["log.opened"]
