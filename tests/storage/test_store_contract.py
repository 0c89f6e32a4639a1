"""What every store does, written against the protocol alone: arrivals, decisions, the ledger, forgetting."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderation.model import Account, Done, Entry, Event, EventKind, Part, PartKind, Report, Verdict
from storage.ledger import merkle
from storage.ledger.note import checkpoint_text
from storage.store import Counts, Judged, Store, StoreError
from tests.storage.conftest import Stores
from tests.storage.store_kit import (
    CHILD,
    COACH,
    DAY,
    MINUTE,
    ORG,
    ROBIN,
    SAM,
    START,
    Clock,
    alert,
    concern,
    deadline,
    decided,
    explanation,
    export,
    kinds,
    noted,
    notice,
    pressed,
    records,
    removal,
    said,
    signed_by,
    undone,
    verified,
)

SURROGATE = "half a pair \ud83d and no more"


def receive_and_judge(store: Store, event: Event, name: str = "d_1") -> None:
    with store.transaction() as tx:
        tx.receive(event)
        tx.commit_decision(decided(event.id, name), event)


# Arrivals


def test_an_arrival_is_taken_in_once(store: Store) -> None:
    with store.transaction() as tx:
        assert tx.receive(said("hello"))
        assert not tx.receive(said("hello"))
    with store.transaction() as tx:
        assert not tx.receive(said("the same id, other words"))
        assert tx.next_arrivals(10) == [said("hello")]


def test_arrivals_wait_in_the_order_in_which_they_came(store: Store) -> None:
    later, earlier, last = said("one", 1, at=START + MINUTE), said("two", 2, at=START), said("three", 3)
    with store.transaction() as tx:
        for arrival in (later, earlier, last):
            tx.receive(arrival)
        assert tx.next_arrivals(10) == [later, earlier, last]
        assert tx.next_arrivals(2) == [later, earlier]


def test_before_them_come_presses_reports_and_what_is_told_to_touchline_alone(store: Store) -> None:
    post, told = said("one", 1), replace(said("can I tell you something", 2), to_bot=True)
    gone = replace(said("", 3), kind=EventKind.DELETED, parts=(), to_bot=True)
    report = Report("r_1", ORG, START, CHILD)
    with store.transaction() as tx:
        for arrival in (post, told, gone, pressed(), report):
            tx.receive(arrival)
        assert tx.next_arrivals(10) == [told, pressed(), report, post, gone]
        assert tx.next_arrivals(10, 1) == [told, pressed(), report, post]
        assert tx.next_arrivals(10, 0) == [told, pressed(), report]
        assert tx.next_arrivals(2, 9) == [told, pressed()]
        tx.commit_decision(decided(told.id), told)
        assert tx.window(told.conversation, START + MINUTE, 9) == [told], "it is read with what follows in the conversation"
        assert tx.window(told.conversation, START + MINUTE, 9, posts_only=True) == [told]


def test_an_arrival_waits_until_it_is_judged_and_after_a_restart(stores: Stores) -> None:
    first = stores.open()
    with first.transaction() as tx:
        tx.receive(said("one", 1))
        tx.receive(said("two", 2))
        tx.commit_decision(decided(said("one", 1).id, verdict=Verdict.NUDGE), said("one", 1))
    first.close()
    with stores.open().transaction() as tx:
        assert tx.next_arrivals(10) == [said("two", 2)]
        assert tx.judged(said("one", 1).id) == Judged("d_1", "nudge")
        assert tx.judged(said("two", 2).id) is None
        assert tx.judged("never seen") is None
        assert not tx.receive(said("one", 1))


@pytest.mark.parametrize("text", [SURROGATE, "\x00\x1f\u2028", "😀" * 3000, "\udfff"])
def test_whatever_somebody_writes_can_be_kept_and_read_again(store: Store, text: str) -> None:
    author = Account("discord", text, text)
    event = replace(said(text), id=f"e:{text}", author=author, conversation=text)
    with store.transaction() as tx:
        tx.receive(event)
        assert tx.next_arrivals(1) == [event]
        tx.commit_decision(decided(event.id, entry=noted(text=text), case=concern(event)), event)
        assert tx.sealed_text("c_case", event.id, "p_lead", text) == event
        assert tx.pseudonym(author).startswith("a_")


def test_what_is_another_organisations_is_refused(store: Store) -> None:
    with store.transaction() as tx:
        with pytest.raises(ValueError, match="another organisation"):
            tx.receive(replace(said("hello"), org="elsewhere"))
        with pytest.raises(ValueError, match="another organisation"):
            tx.commit_decision(replace(decided("t_1"), org="elsewhere"), None)


def test_the_window_is_what_was_said_before_in_one_conversation(store: Store) -> None:
    for number in range(1, 6):
        receive_and_judge(store, said(f"line {number}", number, at=START + number * MINUTE), f"d_{number}")
    receive_and_judge(store, said("elsewhere", 6, conversation="c_2"), "d_6")
    receive_and_judge(store, said("a name", 7, at=START + MINUTE, kind=EventKind.RENAMED), "d_7")
    receive_and_judge(store, said("", 8, at=START + MINUTE, kind=EventKind.DELETED), "d_8")
    with store.transaction() as tx:
        tx.receive(said("not judged yet", 9, at=START + MINUTE))
        lines = [event.parts[0].text for event in tx.window("c_1", START + 5 * MINUTE, 3)]
        assert lines == ["line 2", "line 3", "line 4"]
        assert tx.window("c_1", START + MINUTE, 3) == []


# Decisions


def test_a_decision_is_written_as_a_whole(store: Store) -> None:
    event = said("call 07700 900123")
    case = concern(event)
    with store.transaction() as tx:
        tx.receive(event)
        effects = (removal(), explanation("x_remove"), alert("x_remove"))
        tx.commit_decision(
            decided(event.id, entry=noted(rule="phone@3"), effects=effects, case=case, rings=(deadline(),)), event
        )
    with store.transaction() as tx:
        assert tx.case("c_case") == case
        assert [settled.effect for settled in tx.effects_of("c_case")] == [planned.effect for planned in effects]
        assert tx.due_timers(START + MINUTE) == [deadline()]
        assert tx.due_timers(START) == []
        assert tx.judged(event.id) == Judged("d_1", "allow")
    assert store.counts() == Counts(entries=2, waiting=0, unsettled=3, open_cases=1)
    entry = records(store)[-1]
    assert (entry["kind"], entry["folder"], entry["data"]) == ("message.judged", "c_case", {"rule": "phone@3"})
    assert {len(entry["sealed"][name]) for name in ("box", "key")} == {64}


def test_an_ordinary_message_leaves_no_lasting_record(store: Store) -> None:
    receive_and_judge(store, said("good game"))
    assert kinds(store) == ["log.opened"]


def test_a_deletion_has_no_text_to_seal(store: Store) -> None:
    event = said("", kind=EventKind.DELETED)
    with store.transaction() as tx:
        tx.receive(event)
        tx.commit_decision(decided(event.id, entry=noted(), case=concern(event)), event)
    assert "sealed" not in records(store)[-1]


def test_a_decision_that_cannot_be_written_leaves_nothing(store: Store) -> None:
    event = said("hello")
    with store.transaction() as tx:
        tx.receive(event)
    with pytest.raises(ValueError, match="nobody has planned"), store.transaction() as tx:
        tx.commit_decision(decided(event.id, entry=noted(), case=concern(event), effects=(explanation("x_unknown"),)), event)
    with pytest.raises(ValueError, match="always recorded"), store.transaction() as tx:
        tx.commit_decision(decided(event.id, case=concern(event)), event)
    assert store.counts() == Counts(entries=1, waiting=1, unsettled=0, open_cases=0)
    assert verified(store).exit_code == 0


def test_an_arrival_is_judged_once(store: Store) -> None:
    receive_and_judge(store, said("hello"))
    with pytest.raises(StoreError, match="judged before"), store.transaction() as tx:
        tx.commit_decision(decided(said("hello").id, "d_2", entry=noted()), said("hello"))
    with pytest.raises(StoreError, match="never received"), store.transaction() as tx:
        tx.commit_decision(decided("e_2", "d_2"), said("unknown", 2))
    assert kinds(store) == ["log.opened"]


def test_a_deadline_that_rang_is_over_and_may_start_again(store: Store) -> None:
    with store.transaction() as tx:
        tx.commit_decision(decided("e", rings=(deadline(), deadline("t_2", START + 2 * MINUTE))), None)
        assert [timer.id for timer in tx.due_timers(START + DAY)] == ["t_1", "t_2"]
        tx.commit_decision(decided("t_1", "d_2"), None)
        assert [timer.id for timer in tx.due_timers(START + DAY)] == ["t_2"]
        again = deadline("t_2", START + 2 * DAY)
        tx.commit_decision(decided("t_2", "d_3", rings=(again,)), None)
        assert tx.due_timers(START + DAY) == []
        assert tx.due_timers(START + 2 * DAY) == [again]


def test_a_deadline_is_as_far_off_as_it_was_once_the_clock_is_put_back(store: Store) -> None:
    with store.transaction() as tx:
        tx.commit_decision(decided("e", rings=(deadline(),)), None)
        assert tx.due_timers(START - DAY) == []
        assert [timer.id for timer in tx.due_timers(START - DAY + MINUTE)] == ["t_1"]


# The ledger and the unit of work


def test_a_ledger_begins_with_its_own_opening(store: Store) -> None:
    (first,) = records(store)
    assert (first["seq"], first["kind"], first["data"]["origin"]) == (1, "log.opened", f"touchline/{ORG}")
    assert store.origin == f"touchline/{ORG}"
    assert store.org == ORG


def test_entries_are_numbered_and_the_root_is_that_of_their_leaves(store: Store) -> None:
    with store.transaction() as tx:
        assert [tx.append(noted(n=n), START) for n in range(1, 8)] == list(range(2, 9))
    leaves = [leaf for _, leaf, _ in store.entries()]
    assert store.root() == (8, merkle.root(leaves))
    assert [seq for seq, _, _ in store.entries(6)] == [6, 7, 8]
    assert verified(store, [store.root()]).headline.startswith("YES - all 8 entries")


def test_a_unit_that_fails_leaves_nothing_and_the_root_stays_right(store: Store) -> None:
    with store.transaction() as tx:
        tx.append(noted(n=1), START)
    before = store.root()
    with undone(store.transaction) as tx:
        tx.append(noted(n=2), START)
        tx.receive(said("hello"))
        tx.register(ROBIN, [CHILD], "p_lead")
    assert store.root() == before
    assert store.counts() == Counts(entries=2, waiting=0, unsettled=0, open_cases=0)
    with store.transaction() as tx:
        assert tx.person_of(CHILD) is None
        assert tx.append(noted(n=3), START) == 3
    assert verified(store, [before, store.root()]).exit_code == 0


def test_a_piece_of_a_unit_fails_by_itself(store: Store) -> None:
    with store.transaction() as tx:
        tx.append(noted(n=1), START)
        with undone(tx.savepoint):
            tx.append(noted(n=2), START)
            tx.receive(said("hello"))
        with tx.savepoint():
            assert tx.append(noted(n=3), START) == 3
    assert [record["data"].get("n") for record in records(store)] == [None, 1, 3]
    assert store.counts().waiting == 0
    assert verified(store, [store.root()]).exit_code == 0


def test_a_checkpoint_signs_the_ledger_as_it_stands(store: Store) -> None:
    with store.transaction() as tx:
        tx.append(noted(n=1), START)
        first = tx.checkpoint(START)
    assert (first.size, first.root) == store.root()
    with store.transaction() as tx:
        assert tx.checkpoint(START + MINUTE) == first  # it has not grown
        with undone(tx.savepoint):
            tx.append(noted(n=2), START)
            tx.checkpoint(START)
        tx.append(noted(n=3), START)
        second = tx.checkpoint(START + MINUTE)
    assert (second.size, second.root, second.at) == (*store.root(), START + MINUTE)
    assert signed_by(store.verifier_key, second.note) == checkpoint_text(store.origin, second.size, second.root)


def test_a_new_volume_begins_with_the_last_checkpoint_of_the_old(store: Store) -> None:
    with store.transaction() as tx, pytest.raises(ValueError, match="begins with that of its ledger"):
        tx.open_volume("another/2027", START)
    with store.transaction() as tx:
        tx.append(noted(n=1), START)
        last = tx.open_volume(f"touchline/{ORG}/2027", START)
        assert tx.append(noted(n=2), START) == 2
    with undone(store.transaction) as tx:
        tx.open_volume(f"touchline/{ORG}/2028", START)
    with store.transaction() as tx:
        assert tx.append(noted(n=3), START) == 3
    first, *rest = records(store)
    previous = {"origin": f"touchline/{ORG}", "size": 3, "root": last.root.hex()}
    assert first["data"] == {"origin": f"touchline/{ORG}/2027", "previous": previous, "key": store.verifier_key}
    assert [record["data"] for record in rest] == [{"n": 2}, {"n": 3}]
    assert store.origin == f"touchline/{ORG}/2027"
    assert store.counts().entries == 6
    assert verified(store, [store.root()]).exit_code == 0


def test_a_reader_sees_only_what_is_committed(store: Store) -> None:
    with store.transaction() as tx:
        tx.append(noted(), START)
        tx.receive(said("hello"))
        assert store.root()[0] == len(list(store.entries())) == 1
        assert store.counts() == Counts(1, 0, 0, 0)
    assert store.root()[0] == len(list(store.entries())) == 2


def test_units_do_not_nest_and_are_of_no_use_afterwards(store: Store) -> None:
    with store.transaction() as tx, pytest.raises(StoreError, match="savepoint"), store.transaction():
        pass
    with pytest.raises(StoreError, match="over"):
        tx.append(noted(), START)
    with store.transaction() as other, pytest.raises(StoreError, match="over"):
        tx.append(noted(), START)
    assert other is not tx
    assert kinds(store) == ["log.opened"]


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (Entry("post.removed", "p_bot", {"score": 0.5}), "not whole"),
        (Entry("post.removed", "p_bot", {"account": 2**63}), "beyond"),
        (Entry("post.removed", "", {}), "actor"),
        (Entry("post.removed", "p_bot", {"long": "x" * 70_000}), "longer"),
    ],
)
def test_what_is_no_record_is_refused(store: Store, entry: Entry, why: str) -> None:
    with store.transaction() as tx, pytest.raises(ValueError, match=why):
        tx.append(entry, START)
    assert kinds(store) == ["log.opened"]


def test_everything_is_there_after_a_restart(stores: Stores, clock: Clock) -> None:
    first = stores.open(clock=clock)
    happen(first)
    root, counts, log = first.root(), first.counts(), export(first)
    first.close()
    again = stores.open(clock=clock)
    assert (again.root(), again.counts(), export(again)) == (root, counts, log)
    with again.transaction() as tx:
        assert tx.person_of(COACH) == SAM
        assert tx.setting("lead") == "asha@example.org"
        tx.append(noted(), START)
    assert verified(again, [root]).exit_code == 0


def happen(store: Store) -> None:
    """A little of everything that writes to the ledger."""
    event = said("call 07700 900123")
    with store.transaction() as tx:
        tx.register(ROBIN, [CHILD], "p_lead")
        tx.register(SAM, [COACH], "p_lead")
        tx.change_setting("lead", "asha@example.org", "p_lead")
    with store.transaction() as tx:
        tx.receive(event)
        effects = (removal(), explanation("x_remove"), notice("x_notice"))
        tx.commit_decision(decided(event.id, entry=noted(), case=concern(event), effects=effects), event)
    with undone(store.transaction) as tx:
        tx.receive(said("lost", 2))
    with store.transaction() as tx:
        attempt, *_ = tx.claim_effects(START, 8, MINUTE)
        tx.settle_effect(attempt, Done(), START, noted("post.removed"))
        tx.sealed_text("c_case", event.id, "p_lead", "to see what was said")


def test_the_same_stream_gives_the_same_ledger_byte_for_byte(stores: Stores) -> None:
    one, other = stores.open("one"), stores.open("other")
    happen(one)
    happen(other)
    assert export(one) == export(other)
    assert one.root() == other.root()


# Forgetting


def test_a_day_is_forgotten_when_its_retention_is_over(store: Store, clock: Clock) -> None:
    receive_and_judge(store, said("hello"))
    clock.move(7 * DAY)
    assert store.forget_expired(clock.now) == 0
    with store.transaction() as tx:
        assert tx.judged(said("hello").id) is not None
    clock.move(DAY)
    assert store.forget_expired(clock.now) == 1
    assert store.forget_expired(clock.now) == 0
    with store.transaction() as tx:
        assert tx.judged(said("hello").id) is None
        assert tx.window("c_1", clock.now, 10) == []
    assert verified(store).exit_code == 0


def test_what_still_waits_outlives_its_day(store: Store, clock: Clock) -> None:
    waiting, done = said("nobody has read this", 1), said("read", 2)
    with store.transaction() as tx:
        tx.receive(waiting)
        tx.receive(done)
        tx.commit_decision(decided(done.id, entry=noted(), effects=(notice("x_done"), notice("x_open", "c_2"))), done)
        attempt, _ = tx.claim_effects(START, 8, MINUTE)
        tx.settle_effect(attempt, Done(), START, noted("notice.posted"))
    for _ in range(3):
        clock.move(8 * DAY)
        assert store.forget_expired(clock.now) == 1
    with store.transaction() as tx:
        assert tx.next_arrivals(10) == [waiting]
        assert not tx.receive(waiting)
        assert [attempt.planned for attempt in tx.claim_effects(clock.now, 8, MINUTE)] == [notice("x_open", "c_2")]
    assert store.counts().unsettled == 1


def test_what_still_waits_is_kept_even_if_the_clock_is_behind(store: Store) -> None:
    with store.transaction() as tx:
        tx.receive(said("nobody has read this"))
    assert store.forget_expired(START + 30 * DAY) == 1
    with store.transaction() as tx:
        assert tx.next_arrivals(10) == [said("nobody has read this")]


def test_a_concern_outlives_the_day_on_which_it_arrived(store: Store, clock: Clock) -> None:
    event = said("call 07700 900123")
    with store.transaction() as tx:
        tx.receive(event)
        tx.commit_decision(decided(event.id, entry=noted(), case=concern(event), effects=(removal(),)), event)
        (attempt,) = tx.claim_effects(START, 8, MINUTE)
        tx.settle_effect(attempt, Done(), START, noted("post.removed"))
    clock.move(timedelta(days=400))
    assert store.forget_expired(clock.now) == 1
    with store.transaction() as tx:
        assert tx.case("c_case") == concern(event)
        assert tx.sealed_text("c_case", event.id, "p_lead", "an appeal") == event
        assert [settled.outcome for settled in tx.effects_of("c_case")] == [Done()]


def test_parts_without_words_are_nothing_to_seal(store: Store) -> None:
    event = replace(said("x"), parts=(Part(PartKind.BODY, ""),))
    with store.transaction() as tx:
        tx.receive(event)
        tx.commit_decision(decided(event.id, entry=noted(), case=concern(event)), event)
    assert "sealed" not in records(store)[-1]


PIECES = st.lists(st.tuples(st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=4), st.booleans()), max_size=8)


@given(units=PIECES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_undone_in_whatever_order_the_record_is_what_was_kept(stores: Stores, units: list[Any]) -> None:
    """Units of pieces of appends; a piece may be undone, and so may a whole unit."""
    stores.opened += 1
    store = stores.open(f"club{stores.opened}")
    kept: list[int | None] = [None]
    held = [store.root()]
    for number, (pieces, unit_is_kept) in enumerate(units):
        appended = []
        with (store.transaction if unit_is_kept else partial(undone, store.transaction))() as tx:
            for count, piece_is_kept in pieces:
                with (tx.savepoint if piece_is_kept else partial(undone, tx.savepoint))():
                    for _ in range(count):
                        tx.append(noted(n=number), START)
                appended += [number] * count if piece_is_kept else []
        kept += appended if unit_is_kept else []
        held.append(store.root())
    assert [record["data"].get("n") for record in records(store)] == kept
    assert verified(store, held).exit_code == 0
