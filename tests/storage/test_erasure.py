"""Who may erase what and when, written against the protocol alone; what is left afterwards, and what a restore brings back."""

from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from moderation.model import Action, ActionKind, CaseState, Report
from storage.erasure import COOLING_OFF, EVERYTHING, Erasure, Hold, Kind, Refusal, Retention, Step, Why, erased_folders
from storage.sqlite import SqliteStore
from storage.store import Store, StoreError, TextErasedError, UnavailableError
from tests.storage.backup_kit import damage_entries
from tests.storage.conftest import Stores
from tests.storage.erasure_kit import (
    ACCOUNT,
    CHAIR,
    COOLED,
    DEPUTY,
    LEAD,
    OFFICERS,
    WHY,
    WORDS,
    a_concern,
    approve,
    request,
    set_retention,
    somebody,
)
from tests.storage.store_kit import (
    COACH,
    DAY,
    ORG,
    START,
    Clock,
    concern,
    deadline,
    decided,
    export,
    noted,
    records,
    removal,
    said,
    verified,
)


@pytest.fixture
def club(store: Store) -> Store:
    """A club that has set retentions of no days, with one concern that is over and somebody on its register."""
    with store.transaction() as tx:
        set_retention(tx)
        somebody(tx)
    a_concern(store)
    return store


def why(answer: object) -> Why:
    assert isinstance(answer, Refusal), answer
    return answer.why


def last(store: Store) -> dict[str, Any]:
    return records(store)[-1]


def erase(store: Store, clock: Clock, folder: str = "c_case") -> Erasure:
    assert isinstance(request(store, folder), Erasure)
    clock.move(COOLED)
    approved = approve(store, folder)
    assert isinstance(approved, Erasure), approved
    assert store.finish_erasures() == 0
    return approved


# The steps


def test_two_officers_erase_a_concern_and_the_record_says_so(club: Store, clock: Clock) -> None:
    held = [club.root()]
    key = next(record["sealed"]["key"] for record in records(club) if record.get("folder") == "c_case")
    erasure = erase(club, clock)
    requested, approved, done = records(club)[-3:]
    assert [entry["kind"] for entry in (requested, approved, done)] == ["erasure.requested", "erasure.approved", "erasure.done"]
    assert [entry["actor"] for entry in (requested, approved, done)] == [LEAD, DEPUTY, DEPUTY]
    assert done["data"] == {"erasure": erasure.id, "folder": "c_case", "key": key, "boxes": 1}
    assert requested["data"]["not_before"] == "2026-11-28T09:30:00.000000Z"
    assert requested["folder"] == approved["folder"] == f"reasons/{erasure.id}"
    assert "minutes of the board" not in export(club)
    assert verified(club, [*held, club.root()]).exit_code == 0
    with club.transaction() as tx:
        assert tx.erasures() == []


def test_afterwards_nothing_of_it_opens_and_everything_else_does(club: Store, clock: Clock) -> None:
    event, other = said(WORDS), a_concern(club, "c_other", 2)
    with club.transaction() as tx:
        entry = noted("case.rung")
        tx.commit_decision(decided("t_0", "d_t", entry=entry, case=tx.case("c_case"), rings=(deadline(),)), None)
    erase(club, clock)
    with club.transaction() as tx:
        assert tx.case("c_case") is None
        assert [case.id for case in tx.cases()] == [case.id for case in tx.cases(about="p_sam")] == ["c_other"]
        assert tx.effects_of("c_case") == []
        assert tx.due_timers(clock.now) == []
        with pytest.raises(TextErasedError):
            tx.sealed_text("c_case", event.id, LEAD, "an appeal")
        assert tx.sealed_text("c_other", other.id, LEAD, "an appeal") == other
        assert not tx.receive(event), "it is still known as a duplicate"
    assert verified(club, [club.root()]).exit_code == 0


def test_what_the_inbox_still_holds_of_it_loses_its_words(club: Store, clock: Clock) -> None:
    note = Action("discord:press:1", club.org, ActionKind.NOTE, START, COACH, "c_case", "Zanzibar, she told me")
    with club.transaction() as tx:
        tx.receive(note)
        tx.receive(said("an ordinary line", 3))
        tx.commit_decision(decided(said("", 3).id, "d_3"), said("an ordinary line", 3))
        assert len(tx.window("c_1", START + DAY, 9)[0].parts) == 1
    erase(club, clock)
    with club.transaction() as tx:
        blank, ordinary = tx.window("c_1", START + DAY, 9)
        assert (blank.parts, blank.id) == ((), said("").id)
        assert ordinary == said("an ordinary line", 3)
        assert [arrival.reason for arrival in tx.next_arrivals(9) if isinstance(arrival, Action)] == [""]


def test_a_report_is_sealed_with_its_concern_and_loses_its_words_in_the_inbox(club: Store, clock: Clock) -> None:
    report = Report("discord:report:1", club.org, START, COACH, True, "Zanzibar \ud800", said("what he wrote", 7), COACH)
    case = concern(said("", 7), "c_told", state=CaseState.CLOSED)
    with club.transaction() as tx:
        assert tx.receive(report)
        assert not tx.receive(report)
        assert tx.next_arrivals(9)[-1] == report
        tx.commit_decision(decided(report.id, "d_told", entry=noted("report.received"), case=case), report)
        assert tx.sealed_report("c_told", report.id, LEAD, "to read it") == report
        with pytest.raises(StoreError):
            tx.sealed_text("c_told", report.id, LEAD, "it is no message")
        assert tx.arrivals_by([tx.pseudonym(COACH)]) == [report]
    erase(club, clock, "c_told")
    with club.transaction() as tx:
        with pytest.raises(TextErasedError):
            tx.sealed_report("c_told", report.id, LEAD, "to read it")
        assert tx.arrivals_by([tx.pseudonym(COACH)]) == [Report(report.id, report.org, report.at, report.by, True)]


def test_somebody_on_the_register_is_erased_with_their_accounts_and_can_come_back(club: Store, clock: Clock) -> None:
    with club.transaction() as tx:
        elder = somebody(tx, name="Zanzibar Elder")
        assert tx.person_of(ACCOUNT) == elder
    erase(club, clock, "p_robin")
    with club.transaction() as tx:
        assert tx.person("p_robin") is None
        assert tx.people() == []
        assert tx.person_of(ACCOUNT) is None
        again = somebody(tx)
        assert tx.people() == [again] != [elder]
    assert last(club)["data"] == {"person": "p_robin", "version": 1}


def test_the_cooling_off_is_a_setting_and_a_request_keeps_that_of_its_day(club: Store, clock: Clock) -> None:
    with club.transaction() as tx:
        tx.change_setting(COOLING_OFF, "30", CHAIR)
    request(club)
    with club.transaction() as tx:
        tx.change_setting(COOLING_OFF, "1", LEAD)
    clock.move(COOLED)
    refusal = approve(club)
    assert refusal == Refusal(Why.COOLING_OFF, START + timedelta(days=30))
    clock.move(timedelta(days=23))
    assert isinstance(approve(club), Erasure)


def test_until_it_is_approved_any_officer_may_withdraw_it(club: Store, clock: Clock) -> None:
    request(club)
    with club.transaction() as tx:
        assert isinstance(tx.withdraw_erasure("c_case", CHAIR, "the police may need it", OFFICERS), Erasure)
        assert tx.erasures() == []
    assert (last(club)["kind"], last(club)["actor"]) == ("erasure.withdrawn", CHAIR)
    clock.move(COOLED)
    assert why(approve(club)) is Why.NOT_REQUESTED
    assert club.finish_erasures() == 0
    assert isinstance(request(club), Erasure), "it can be asked for again, and cools off again"
    assert why(approve(club)) is Why.COOLING_OFF


def test_what_was_approved_cannot_be_called_back(club: Store, clock: Clock) -> None:
    request(club)
    clock.move(COOLED)
    approve(club)
    with club.transaction() as tx:
        assert why(tx.withdraw_erasure("c_case", CHAIR, WHY, OFFICERS)) is Why.APPROVED
        assert why(tx.place_hold("c_case", CHAIR, WHY, OFFICERS)) is Why.APPROVED
    assert why(approve(club)) is Why.APPROVED
    assert why(request(club)) is Why.APPROVED


# What is refused, and that it is an entry


def place(store: Store, folder: str, by: str = CHAIR) -> object:
    with store.transaction() as tx:
        return tx.place_hold(folder, by, "the letter of 3 March", OFFICERS)


def reopen(store: Store) -> None:
    with store.transaction() as tx:
        tx.commit_decision(decided("again", "d_again", entry=noted("case.appealed"), case=concern(said(WORDS))), None)


def wait_for_the_platform(store: Store) -> None:
    with store.transaction() as tx:
        effect = removal("x_more", "m_more")
        tx.commit_decision(decided("t_9", "d_9", entry=noted(), case=tx.case("c_case"), effects=(effect,)), None)


def keep(store: Store, days: int) -> None:
    with store.transaction() as tx:
        set_retention(tx, days)


IN_THE_WAY: dict[str, tuple[Callable[[Store], object], Why]] = {
    "a hold on it": (lambda store: place(store, "c_case"), Why.HELD),
    "a hold on somebody in it": (lambda store: place(store, "p_sam"), Why.HELD),
    "a hold on everything": (lambda store: place(store, EVERYTHING), Why.HELD),
    "a retention that is not over": (lambda store: keep(store, 365), Why.RETAINED),
    "a concern that is open again": (reopen, Why.BUSY),
    "an effect that still waits": (wait_for_the_platform, Why.BUSY),
}


@pytest.mark.parametrize(("happens", "because"), IN_THE_WAY.values(), ids=IN_THE_WAY)
def test_it_stands_in_the_way_of_asking_and_of_approving(
    club: Store, clock: Clock, happens: Callable[[Store], object], because: Why
) -> None:
    request(club)
    clock.move(COOLED)
    happens(club)
    assert why(approve(club)) is because
    entry = last(club)
    assert (entry["kind"], entry["actor"]) == ("erasure.refused", DEPUTY)
    assert entry["data"] == {"does": "approve", "why": because.value, "folder": "c_case"}
    with club.transaction() as tx:
        tx.withdraw_erasure("c_case", LEAD, WHY, OFFICERS)
    assert why(request(club)) is because
    assert last(club)["data"] == {"does": "request", "why": because.value, "folder": "c_case"}
    assert club.finish_erasures() == 0
    with club.transaction() as tx:
        assert tx.case("c_case") is not None


def test_nothing_is_due_while_nobody_has_said_how_long_it_is_kept(store: Store) -> None:
    a_concern(store)
    assert why(request(store)) is Why.NO_RETENTION


def test_a_retention_runs_from_the_last_use_and_reading_is_none(club: Store, clock: Clock) -> None:
    keep(club, 30)
    clock.move(timedelta(days=20))
    with club.transaction() as tx:
        tx.sealed_text("c_case", said(WORDS).id, LEAD, "to look")
    refusal = request(club)
    assert isinstance(refusal, Refusal)
    assert refusal.until == START + timedelta(days=30)
    assert "2026-12-21 09:30 UTC" in refusal.says
    clock.move(timedelta(days=10))
    assert isinstance(request(club), Erasure)
    with club.transaction() as tx:
        somebody(tx, "p_robin", "Zanzibar Renamed")
    assert why(request(club, "p_robin")) is Why.RETAINED


def test_when_it_was_used_last_is_not_guessed_from_a_damaged_record(tmp_path: Path, clock: Clock) -> None:
    with closing(SqliteStore.open(tmp_path, ORG, clock, retention_days=7)) as store:
        with store.transaction() as tx:
            set_retention(tx)
        a_concern(store)
        damage_entries(tmp_path / "club.db", "message.judged")
        with pytest.raises(UnavailableError, match="an entry of its ledger is damaged"):
            request(store)


def test_the_same_officer_cannot_do_both(club: Store, clock: Clock) -> None:
    request(club, by=LEAD)
    clock.move(COOLED)
    assert why(approve(club, by=LEAD)) is Why.SAME_OFFICER
    assert why(request(club, by=DEPUTY)) is Why.REQUESTED


def test_whom_a_concern_is_about_has_no_part_in_it_and_cannot_tell_that_it_is_there(club: Store, clock: Clock) -> None:
    a_concern(club, "c_lead", 2, subjects=(LEAD,))
    unknown, subject = request(club, "c_nothing", LEAD), request(club, "c_lead", LEAD)
    assert isinstance(unknown, Refusal)
    assert isinstance(subject, Refusal)
    assert (unknown.why, subject.why, unknown.says) == (Why.UNKNOWN, Why.SUBJECT, subject.says)
    request(club, "c_lead", DEPUTY)
    clock.move(COOLED)
    assert why(approve(club, "c_lead", LEAD)) is Why.SUBJECT
    with club.transaction() as tx:
        (pending,) = tx.erasures()
        assert pending.about == {LEAD, "p_robin"}
        assert why(tx.withdraw_erasure("c_lead", LEAD, WHY, OFFICERS)) is Why.SUBJECT
        assert why(tx.place_hold("c_lead", LEAD, WHY, OFFICERS)) is Why.SUBJECT
        assert why(tx.reasons_for(pending.id, LEAD, WHY, OFFICERS)) is Why.SUBJECT
    assert isinstance(approve(club, "c_lead", CHAIR), Erasure)
    assert club.finish_erasures() == 0
    with club.transaction() as tx:
        assert why(tx.reasons_for(pending.id, LEAD, WHY, OFFICERS)) is Why.SUBJECT, "nor when nothing else is left of it"


def test_nobody_erases_their_own_entry_on_the_register(club: Store) -> None:
    with club.transaction() as tx:
        somebody(tx, DEPUTY, "Zanzibar Pell")
    assert why(request(club, DEPUTY, DEPUTY)) is Why.SUBJECT
    assert isinstance(request(club, DEPUTY, LEAD), Erasure)


def test_somebody_stays_on_the_register_while_a_concern_about_them_is_open(club: Store) -> None:
    reopen(club)
    assert why(request(club, "p_robin")) is Why.BUSY


def test_only_officers_with_a_reason_erase_what_is_there(club: Store) -> None:
    assert why(request(club, by="p_sam")) is Why.NOT_AN_OFFICER
    assert why(request(club, "Robin Vale of 3 Example Lane")) is Why.UNKNOWN
    assert last(club)["data"] == {"does": "request", "why": "unknown"}, "what somebody typed is not in the record"
    with club.transaction() as tx:
        assert why(tx.request_erasure("c_case", LEAD, " \n", OFFICERS)) is Why.NO_REASON
    for folder in ("settings", "day/2026-11-21", EVERYTHING, ""):
        assert why(request(club, folder)) is Why.UNKNOWN


# Holds


@pytest.mark.clause("8.18")
def test_holds_end_one_by_one_each_with_a_reason(club: Store) -> None:
    first, second = place(club, "c_case"), place(club, "p_sam", LEAD)
    assert isinstance(first, Hold)
    assert isinstance(second, Hold)
    with club.transaction() as tx:
        assert tx.holds() == [first, second]
        assert why(tx.lift_hold(first.id, "p_sam", "over", OFFICERS)) is Why.NOT_AN_OFFICER
        assert why(tx.lift_hold("ho_unknown", LEAD, "over", OFFICERS)) is Why.UNKNOWN
        assert tx.lift_hold(first.id, DEPUTY, "the case is over", OFFICERS) == first
    assert (last(club)["kind"], last(club)["actor"]) == ("hold.lifted", DEPUTY)
    assert why(request(club)) is Why.HELD
    with club.transaction() as tx:
        assert isinstance(tx.lift_hold(second.id, DEPUTY, "that one as well", OFFICERS), Hold)
    assert isinstance(request(club), Erasure)


def test_a_hold_is_on_something_that_is_there(club: Store) -> None:
    assert why(place(club, "c_nothing")) is Why.UNKNOWN
    assert "letter" not in export(club)


# Reasons


def test_reasons_outlive_what_was_erased_and_reading_them_is_an_entry(club: Store, clock: Clock) -> None:
    erasure = erase(club, clock)
    with club.transaction() as tx:
        given = tx.reasons_for(erasure.id, CHAIR, "the annual review", OFFICERS)
    assert given == [(Step.REQUEST, WHY), (Step.APPROVE, WHY)]
    entry = last(club)
    assert (entry["kind"], entry["actor"], entry["folder"]) == ("sealed.opened", CHAIR, f"reasons/{erasure.id}")


def test_reasons_are_a_folder_that_can_be_erased_in_its_turn(club: Store, clock: Clock) -> None:
    reasons = f"reasons/{erase(club, clock).id}"
    clock.move(DAY)
    again = erase(club, clock, reasons)
    with club.transaction() as tx:
        assert why(tx.reasons_for(reasons.removeprefix("reasons/"), CHAIR, WHY, OFFICERS)) is Why.UNKNOWN
        assert isinstance(tx.reasons_for(again.id, CHAIR, WHY, OFFICERS), list)
    assert verified(club, [club.root()]).exit_code == 0


def test_the_reasons_of_what_is_in_motion_are_kept(club: Store) -> None:
    for moving in (request(club), place(club, "p_robin")):
        assert isinstance(moving, Erasure | Hold)
        assert why(request(club, f"reasons/{moving.id}")) is Why.BUSY


# Restarts and restores


def test_what_was_approved_is_finished_at_the_next_start(stores: Stores, clock: Clock) -> None:
    first = stores.open(clock=clock)
    with first.transaction() as tx:
        set_retention(tx)
    a_concern(first)
    request(first)
    clock.move(COOLED)
    approve(first)
    first.close()
    again = stores.open(clock=clock)
    assert (last(again)["kind"], last(again)["actor"]) == ("erasure.done", DEPUTY)
    with again.transaction() as tx:
        assert tx.case("c_case") is None


def test_the_ledger_tells_which_keys_must_not_come_back(club: Store, clock: Clock) -> None:
    assert erased_folders(club.entries()) == frozenset()
    erasure = erase(club, clock)
    assert erased_folders(club.entries()) == {("c_case", erasure.key)}
    assert len(erasure.key) == 64


def test_a_replay_leaves_alone_what_has_a_newer_key_or_is_not_there(club: Store, clock: Clock) -> None:
    old = erase(club, clock, "p_robin")
    with club.transaction() as tx:
        somebody(tx)
    size = club.root()[0]
    assert club.replay_erasures({("p_robin", old.key), ("c_gone", old.key), ("c_case", old.key)}, LEAD) == 0
    with club.transaction() as tx:
        assert tx.person("p_robin") is not None
        assert tx.case("c_case") is not None
    assert club.root()[0] == size


@pytest.mark.parametrize("name", ["everything", "reasons/er_1"])
def test_no_person_takes_a_name_that_erasure_uses(store: Store, name: str) -> None:
    with store.transaction() as tx, pytest.raises(ValueError, match="kept for something else"):
        somebody(tx, name)


@pytest.mark.parametrize(("days", "owner"), [(-1, LEAD), (7, " ")])
def test_a_retention_has_days_and_an_owner(days: int, owner: str) -> None:
    with pytest.raises(ValueError, match="answers for it"):
        Retention(days, owner)
    assert Retention.read(Retention(7, LEAD).text) == Retention(7, LEAD)
    assert {kind.setting for kind in Kind} == {f"retention.{kind}" for kind in ("concern", "person", "reasons", "session")}
