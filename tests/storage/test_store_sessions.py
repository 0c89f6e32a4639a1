"""What every store keeps of sessions: sealed, as they stand now, and gone when they are erased."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from moderation.model import Ending, Entry, HeldSession, Person, Presence, Role, RollAnswer
from storage.erasure import Refusal, Why
from storage.sqlite import SqliteStore
from tests.storage.conftest import Stores
from tests.storage.erasure_kit import COOLED, LEAD, OFFICERS, approve, opened, request, set_retention, still_there, traces
from tests.storage.store_kit import ORG, START, Clock, Seeded, concern, decided, said

HELD = HeldSession(
    "se_0001", "discord", "Nutrition talk", START, START + timedelta(hours=1), START, "p_dave", "p_cerys", ("p_robin",), START
)
ANSWER = RollAnswer("p_robin", Presence.APPROVED, "p_sam", START)
CLOSED = replace(HELD, answers=(ANSWER,), ending=Ending(START, "p_dave", True, "All as planned."))


@pytest.mark.clause("6.11")
def test_a_session_is_kept_as_it_stands_now(stores: Stores) -> None:
    first = stores.open()
    later = replace(HELD, id="se_0002", begins=START + timedelta(days=7))
    with first.transaction() as tx:
        tx.keep_session(later)
        tx.keep_session(HELD)
        tx.keep_session(replace(HELD, answers=(ANSWER,)))
    first.close()
    store = stores.open()
    with store.transaction() as tx:
        assert list(tx.held_sessions()) == [replace(HELD, answers=(ANSWER,)), later]
        tx.keep_session(CLOSED)
    with store.reading() as tx:
        assert tx.held_session("se_0001") == CLOSED
        assert tx.held_session("se_9999") is None
        assert list(tx.held_sessions(START + timedelta(days=1))) == [later], "it was closed, and is over"
        assert list(tx.held_sessions(START)) == [CLOSED, later]


@pytest.mark.clause("7.3")
def test_one_that_was_closed_can_be_erased_and_leaves_nothing(tmp_path: Path) -> None:
    club, clock = tmp_path / "club", Clock()
    with closing(SqliteStore.open(club, ORG, clock, retention_days=7, entropy=Seeded())) as store:
        with store.transaction() as tx:
            set_retention(tx)
            tx.keep_session(HELD)
            tx.append(Entry("session.started", "p_dave", {"session": HELD.id}, HELD.id), START)
        clock.move(timedelta(days=1))
        refused = request(store, HELD.id)
        assert isinstance(refused, Refusal)
        assert refused.why is Why.BUSY
        with store.transaction() as tx:
            tx.keep_session(CLOSED)
        for path in club.iterdir():
            assert b"All as planned." not in path.read_bytes(), path.name
        sought = traces(club, HELD.id, "All as planned.", "p_sam")
        assert not isinstance(request(store, HELD.id, LEAD), Refusal)
        clock.move(COOLED)
        assert not isinstance(approve(store, HELD.id), Refusal)
        assert store.finish_erasures() == 0
        with store.reading() as tx:
            assert tx.held_sessions() == []
        assert still_there(club, sought) == []


@pytest.mark.clause("8.18")
def test_a_hold_on_somebody_who_was_there_keeps_it_and_so_does_an_open_concern(stores: Stores) -> None:
    """Who held a session, and who was expected, may matter to a concern about one of them."""
    clock = Clock()
    store = stores.open(clock=clock)
    event = said("hello", 1)
    with store.transaction() as tx:
        set_retention(tx)
        tx.register(Person("p_robin", "Robin Vale", Role.CHILD, True), [], LEAD)
        tx.keep_session(CLOSED)
        tx.place_hold("p_robin", LEAD, "The police ask for it.", OFFICERS)
    clock.move(timedelta(days=1))
    held = request(store, HELD.id)
    assert isinstance(held, Refusal)
    assert held.why is Why.HELD
    with store.transaction() as tx:
        (hold,) = tx.holds()
        tx.lift_hold(hold.id, LEAD, "No longer.", OFFICERS)
        tx.receive(event)
        case = concern(event, "c_case", subjects=("p_dave",))
        tx.commit_decision(decided(event.id, "d_1", entry=opened("c_case"), case=case), event)
    busy = request(store, HELD.id)
    assert isinstance(busy, Refusal)
    assert busy.why is Why.BUSY
