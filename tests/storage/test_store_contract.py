"""What every store does, written against the protocol alone: arrivals, decisions, concerns, people, settings, the ledger."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

import pytest

from moderation.model import Account, Done, Entry, Event, EventKind, Part, PartKind, Person, Verdict
from storage.ledger import merkle
from storage.store import Counts, Judged, Store, StoreError, TextErasedError
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
    STRANGER,
    Clock,
    alert,
    closed,
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
    verified,
)

T = TypeVar("T")

SURROGATE = "half a pair \ud83d and no more"


@contextmanager
def undone(begin: Callable[[], AbstractContextManager[T]]) -> Iterator[T]:
    """A unit, or a piece of one, in which something goes wrong at the end."""
    with suppress(KeyError), begin() as tx:
        yield tx
        raise KeyError("on purpose")


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
    later, earlier = said("one", 1, at=START + MINUTE), said("two", 2, at=START)
    with store.transaction() as tx:
        for arrival in (later, earlier, pressed()):
            tx.receive(arrival)
        assert tx.next_arrivals(10) == [later, earlier, pressed()]
        assert tx.next_arrivals(2) == [later, earlier]


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
