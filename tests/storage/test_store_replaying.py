"""What every store keeps so that a decision can be made again: beside what arrived, and with the concern that came of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from moderation.model import Basis, Person, Role, Verdict, derived_id
from storage.erasure import Refusal
from storage.store import TextErasedError
from tests.storage.conftest import Stores
from tests.storage.erasure_kit import LEAD
from tests.storage.store_kit import MINUTE, START, concern, decided, noted, records, said

EVENT = said("call 07700 900123")
BASIS = Basis("policy@1", "r_1", "ab" * 32, EVENT.id, START, scores={"offensive": 12}, can={"discord": ("remove_others",)})


def test_it_is_kept_with_the_concern_and_beside_the_arrival_and_its_entry_names_it(stores: Stores) -> None:
    store = stores.open()
    case = concern(EVENT)
    with store.transaction() as tx:
        tx.receive(EVENT)
        tx.commit_decision(decided(EVENT.id, entry=replace(noted(), folder=case.id), case=case), EVENT, BASIS)
        assert tx.rested_on(case.id, derived_id("e_", EVENT.id)) == (EVENT, BASIS)
        assert tx.rested_on(case.id, "e_unknown") is None
        (kept,) = tx.judged_between(START - MINUTE, START + timedelta(days=1))
        assert (kept.arrival, kept.basis, kept.verdict) == (EVENT, BASIS, decided(EVENT.id).verdict)
        assert list(tx.judged_between(START + timedelta(days=1), START + timedelta(days=2))) == []
        with pytest.raises(TextErasedError):
            tx.rested_on("c_never", derived_id("e_", EVENT.id))
    (entry,) = [each for each in records(store) if each["kind"] == "message.judged"]
    assert len(entry["data"]["basis"]) == 64


def test_what_nothing_came_of_keeps_its_basis_as_long_as_its_words(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    store = stores.open()
    with store.transaction() as tx:
        tx.receive(EVENT)
        tx.commit_decision(replace(decided(EVENT.id), verdict=Verdict.ALLOW), EVENT, BASIS)
        assert [each.basis for each in tx.judged_between(START - MINUTE, START + MINUTE)] == [BASIS]
    store.forget_expired(START + timedelta(days=60))
    with store.transaction() as tx:
        assert list(tx.judged_between(START - MINUTE, START + MINUTE)) == []


def test_settings_are_kept_once_by_their_hash(stores: Stores) -> None:
    store = stores.open()
    with store.transaction() as tx:
        assert (tx.knows_settings("ab" * 32), tx.settings_of("ab" * 32)) == (False, None)
        tx.keep_settings("ab" * 32, '{"profile":1}')
        tx.keep_settings("ab" * 32, '{"profile":2}')
        assert (tx.knows_settings("ab" * 32), tx.settings_of("ab" * 32)) == (True, '{"profile":1}')
        assert tx.settings_of("cd" * 32) is None


def test_versions_on_the_register_are_counted(stores: Stores) -> None:
    store = stores.open()
    with store.transaction() as tx:
        assert tx.register_version("p_robin") == 0
        for name in ("Robin", "Robin Vale"):
            tx.register(Person("p_robin", name, Role.CHILD, True), [], LEAD)
        assert tx.register_version("p_robin") == 2


def test_that_decisions_are_made_again_is_an_entry_and_its_reason_is_sealed(stores: Stores) -> None:
    store = stores.open()
    with store.transaction() as tx:
        replay = tx.begin_replay(LEAD, "the committee asked", {"since": "2026-10-01"})
        reasons = tx.reasons_for(replay, LEAD, "to look", {LEAD})
    entry = next(each for each in records(store) if each["kind"] == "decisions.replayed")
    assert (entry["actor"], entry["data"]) == (LEAD, {"replay": replay, "since": "2026-10-01"})
    assert not isinstance(reasons, Refusal)
    assert [why for _, why in reasons] == ["the committee asked"]
