"""What every store keeps of the statement and of agreements: only added to, sealed, and gone with whom they are about."""

from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from moderation.model import Account, Agreement, Person, Role, Statement, StatementClause, Topic, Way
from storage.sqlite import SqliteStore
from storage.store import Store, StoreError
from tests.storage.conftest import Stores
from tests.storage.erasure_kit import COOLED, LEAD, approve, request, set_retention, still_there, traces
from tests.storage.store_kit import ORG, START, Clock, Seeded, records

STATEMENT = Statement(
    1, "ab" * 32, date(2026, 12, 1), "Ours", (StatementClause("1", "Be kind.", ("3.1",)),), (StatementClause("1", "Kind!"),)
)
GIVEN = Agreement(
    Topic.CONTACT, "p_robin", True, START, Way.PAPER, "p_lead", "Sam Vale", date(2026, 11, 1), scope="training only",
    until=date(2027, 11, 1),
)  # fmt: skip


def register(store: Store) -> None:
    with store.transaction() as tx:
        set_retention(tx)
        tx.register(Person("p_robin", "Robin Vale", Role.CHILD, True), [Account("discord", "7")], LEAD)
        tx.register(Person("p_maya", "Maya Osei", Role.CHILD, True), [], LEAD)


@pytest.mark.clause("10.1", "10.6")
def test_a_statement_is_kept_in_versions_with_its_hash_in_the_record(stores: Stores) -> None:
    first = stores.open()
    with first.transaction() as tx:
        tx.keep_statement(STATEMENT, LEAD)
        tx.keep_statement(replace(STATEMENT, version=2, hash="cd" * 32), LEAD)
        for version in (1, 2, 4):
            with pytest.raises(StoreError, match="next version of the statement is 3"), tx.savepoint():
                tx.keep_statement(replace(STATEMENT, version=version), LEAD)
    first.close()
    store = stores.open()
    with store.reading() as tx:
        assert list(tx.statements()) == [STATEMENT, replace(STATEMENT, version=2, hash="cd" * 32)]
    entries = [each["data"] for each in records(store) if each["kind"] == "statement.imported"]
    assert entries[0] == {"version": 1, "hash": "ab" * 32, "since": "2026-12-01"}


@pytest.mark.clause("5.12", "10.2")
def test_an_agreement_is_an_entry_by_codes_and_days_and_holds_no_name(store: Store) -> None:
    register(store)
    back = replace(GIVEN, given=False, until=None)
    with store.transaction() as tx:
        tx.agree(GIVEN)
        tx.agree(replace(GIVEN, about="p_maya"))
        tx.agree(back)
    with store.reading() as tx:
        assert list(tx.agreements("p_robin")) == [GIVEN, back]
        assert len(tx.agreements()) == 3
        assert not tx.agreements("p_nobody")
    entries = [each for each in records(store) if each["kind"].startswith("agreement.")]
    assert [(each["kind"], each["actor"], each["folder"]) for each in entries] == [
        ("agreement.given", "p_lead", "p_robin"),
        ("agreement.given", "p_lead", "p_maya"),
        ("agreement.withdrawn", "p_lead", "p_robin"),
    ]
    assert entries[0]["data"] == {
        "person": "p_robin", "topic": "contact", "way": "paper", "signed": "2026-11-01", "until": "2027-11-01", "statement": 0,
    }  # fmt: skip
    assert "Vale" not in str(records(store))
    assert "training" not in str(records(store))


@pytest.mark.clause("10.2")
def test_no_file_holds_who_signed_and_nothing_is_left_of_whoever_is_erased(tmp_path: Path) -> None:
    club, clock = tmp_path / "club", Clock()
    with closing(SqliteStore.open(club, ORG, clock, retention_days=7, entropy=Seeded())) as store:
        register(store)
        with store.transaction() as tx:
            tx.agree(GIVEN)
            tx.agree(replace(GIVEN, about="p_maya"))
        for path in club.iterdir():
            assert b"Sam Vale" not in path.read_bytes(), path.name
        sought = traces(club, "p_robin", "Sam Vale")
        clock.move(timedelta(days=400))
        request(store, "p_robin")
        clock.move(COOLED)
        approve(store, "p_robin")
        assert store.finish_erasures() == 0
        with store.reading() as tx:
            assert [each.about for each in tx.agreements()] == ["p_maya"]
        assert still_there(club, sought) == []
