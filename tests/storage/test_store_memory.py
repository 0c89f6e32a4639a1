"""What every store remembers of concerns, people and settings, written against the protocol alone."""

from dataclasses import replace

import pytest

from moderation.model import Account, Person
from storage.store import Store, StoreError, TextErasedError
from tests.storage.store_kit import (
    CHILD,
    COACH,
    MINUTE,
    ROBIN,
    SAM,
    START,
    STRANGER,
    closed,
    concern,
    decided,
    export,
    kinds,
    noted,
    records,
    said,
)

SURROGATE = "half a pair \ud83d and no more"


# Concerns


def test_concerns_are_found_by_whom_they_are_about(store: Store) -> None:
    first, second = said("one", 1), said("two", 2, at=START + MINUTE)
    mine, other = concern(first), concern(second, "c_other", subjects=())
    with store.transaction() as tx:
        for event, case, name in ((second, other, "d_2"), (first, mine, "d_1")):
            tx.receive(event)
            tx.commit_decision(decided(event.id, name, entry=noted(), case=case), event)
        assert tx.cases() == [mine, other]
        assert tx.cases(about="p_sam") == [mine]
        assert tx.cases(about="p_robin") == [mine, other]
        assert tx.cases(about="p_nobody") == []
        tx.commit_decision(decided("a_1", "d_3", entry=noted("case.closed"), case=closed(replace(mine, subjects=()))), None)
        assert tx.cases(about="p_sam") == []
        assert tx.cases(about="p_robin", open_only=True) == [other]
        assert tx.cases(about="p_robin", open_only=True, since=mine.opened_at) == [closed(replace(mine, subjects=())), other]
        assert tx.cases(about="p_robin", open_only=True, since=mine.opened_at + MINUTE) == [other]
        assert tx.case("c_case") == closed(replace(mine, subjects=()))
        assert tx.case("c_unknown") is None
    assert store.counts().open_cases == 1


def test_opening_what_was_said_is_an_entry_and_its_reason_is_sealed(store: Store) -> None:
    event = said(f"call 07700 900123 {SURROGATE}")
    with store.transaction() as tx:
        tx.receive(event)
        tx.commit_decision(decided(event.id, entry=noted(), case=concern(event)), event)
    with store.transaction() as tx:
        assert tx.sealed_text("c_case", event.id, "p_lead", f"the parent asked {SURROGATE}") == event
    entry = records(store)[-1]
    assert (entry["kind"], entry["actor"], entry["folder"]) == ("sealed.opened", "p_lead", "c_case")
    assert entry["data"]["case"] == "c_case"
    assert set(entry["sealed"]) == {"box", "key"}
    assert "asked" not in export(store)


@pytest.mark.parametrize(("case", "event"), [("c_case", "unknown"), ("c_unknown", said("x").id)])
def test_text_that_is_not_kept_cannot_be_opened_and_no_opening_is_claimed(store: Store, case: str, event: str) -> None:
    with store.transaction() as tx:
        tx.receive(said("x"))
        tx.commit_decision(decided(said("x").id, entry=noted(), case=concern(said("x"))), said("x"))
    with store.transaction() as tx, pytest.raises(TextErasedError):
        tx.sealed_text(case, event, "p_lead", "why")
    assert "sealed.opened" not in kinds(store)


# People


def test_the_register_knows_people_by_any_of_their_accounts(store: Store) -> None:
    on_slack = Account("slack", CHILD.id, "robin v")
    with store.transaction() as tx:
        tx.register(ROBIN, [CHILD, on_slack], "p_lead")
        tx.register(SAM, [COACH], "p_lead")
        assert tx.person_of(CHILD) == tx.person_of(on_slack) == ROBIN
        assert tx.person_of(replace(CHILD, name="renamed", roles=("coach",))) == ROBIN
        assert tx.person_of(STRANGER) is None
        assert tx.person("p_sam") == SAM
        assert tx.person("p_nobody") is None
        assert tx.people() == [ROBIN, SAM]
        assert tx.people_on("slack") == {CHILD.id: ROBIN}
        assert tx.people_on(CHILD.platform) == {CHILD.id: ROBIN, COACH.id: SAM}
        assert tx.people_on("nowhere") == {}
    assert kinds(store) == ["log.opened", "person.registered", "person.registered"]
    assert records(store)[1]["data"] == {"person": "p_robin", "version": 1}
    assert "Robin" not in export(store)


def test_a_change_on_the_register_is_an_entry_and_no_change_is_none(store: Store) -> None:
    grown = replace(ROBIN, minor=False)
    with store.transaction() as tx:
        tx.register(ROBIN, [CHILD, STRANGER], "p_lead")
        tx.register(ROBIN, [STRANGER, replace(CHILD, name="renamed")], "p_lead")
        tx.register(grown, [STRANGER], "p_lead")
        assert tx.person_of(STRANGER) == grown
        assert tx.person_of(CHILD) is None
        assert tx.people() == [grown]
    assert kinds(store) == ["log.opened", "person.registered", "person.changed"]


def test_nobody_becomes_somebody_else_unseen(store: Store) -> None:
    with store.transaction() as tx:
        tx.register(ROBIN, [CHILD], "p_lead")
    with pytest.raises(StoreError, match=r"p_sam is on the register as that of p_robin"), store.transaction() as tx:
        tx.register(SAM, [COACH, CHILD], "p_lead")
    with store.transaction() as tx:
        assert tx.person_of(CHILD) == ROBIN
        assert tx.people() == [ROBIN]


@pytest.mark.parametrize("name", ["", "settings", "day/2026-11-21"])
def test_a_person_cannot_take_the_name_of_a_folder_that_is_kept_for_something_else(store: Store, name: str) -> None:
    with store.transaction() as tx, pytest.raises(ValueError, match="kept for something else"):
        tx.register(Person(name, "Robin Vale"), [], "p_lead")


def test_a_pseudonym_is_the_same_for_an_account_and_for_no_other(store: Store) -> None:
    with store.transaction() as tx:
        pseudonym = tx.pseudonym(CHILD)
        assert pseudonym == tx.pseudonym(replace(CHILD, name="renamed"))
        others = {tx.pseudonym(account) for account in (COACH, Account("slack", CHILD.id), Account("discor", f"d{CHILD.id}"))}
        assert len(others) == 3
        assert pseudonym not in others
        assert CHILD.id not in pseudonym


# Settings


def test_a_setting_has_versions_and_each_is_an_entry(store: Store) -> None:
    with store.transaction() as tx:
        assert tx.setting("lead") is None
        tx.change_setting("lead", "asha@example.org", "p_lead")
        tx.change_setting("lead", "asha@example.org", "p_lead")
        tx.change_setting("lead", SURROGATE, "p_deputy")
        tx.change_setting("chair", "", "p_deputy")
        assert tx.setting("lead") == SURROGATE
        assert tx.setting("chair") == ""
    assert kinds(store) == ["log.opened", *["setting.changed"] * 3]
    first, second, _ = (record["data"] for record in records(store)[1:])
    assert (first["setting"], first["version"], second["version"]) == ("lead", 1, 2)
    assert first["hash"] != second["hash"]
    assert "asha" not in export(store)
