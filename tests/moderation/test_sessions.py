"""Who must be at a session, whose adults are asked, and when one is on: by the profiles, and by the clock."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.packaged import PROFILES, profile
from moderation.calendar import Calendar, sittings
from moderation.model import Ending, HeldSession, Person, Presence, Role, RollAnswer, TimerKind
from moderation.profiles.values import Opening, Session
from moderation.sessions import (
    AT_LEAST,
    BEFORE,
    answer_by,
    choices,
    is_on,
    may_answer_for,
    missing,
    needs_second,
    timers,
    under_way,
)

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
HELD = HeldSession(
    "se_1", "discord", "Nutrition talk", NOON, NOON + timedelta(hours=1), NOON - timedelta(hours=2), "p_dave", "p_cerys",
    ("p_alfie", "p_maya"), NOON - BEFORE,
)  # fmt: skip


@pytest.mark.clause("6.11", "6.12")
def test_the_profiles_ask_for_a_second_adult_and_for_parents_as_their_policies_say() -> None:
    """S0: parents are there or approve of being away; S2: parents are there, and so is a second member of staff."""
    found = {name: (needs_second(profile(name)), choices(profile(name))) for name in PROFILES}
    assert found == {
        "sport_provider": (False, (Presence.PRESENT, Presence.APPROVED)),
        "sports_club": (False, ()),
        "training_provider": (True, (Presence.PRESENT,)),
        "pre_school": (False, ()),
        "school": (False, ()),
    }


@pytest.mark.clause("6.11")
def test_only_known_staff_who_are_not_under_18_count() -> None:
    person = Person("p_x", "Max Hill", Role.STAFF, None)
    assert may_answer_for(person)
    assert not may_answer_for(replace(person, minor=True))
    assert not any(may_answer_for(replace(person, role=role, minor=False)) for role in (Role.PARENT, Role.UNKNOWN, Role.CHILD))


def test_who_has_answered_and_whose_answer_is_missing() -> None:
    once = RollAnswer("p_maya", Presence.PRESENT, "p_grace", NOON)
    assert missing(HELD) == ("p_alfie", "p_maya")
    assert missing(replace(HELD, answers=(once,))) == ("p_alfie",)
    assert missing(replace(HELD, answers=(once, replace(once, child="p_alfie")))) == ()


def test_it_is_on_from_its_beginning_to_its_end_unless_it_was_closed() -> None:
    last = HELD.ends - timedelta(seconds=1)
    assert [is_on(HELD, at) for at in (NOON - timedelta(seconds=1), NOON, last, HELD.ends)] == [False, True, True, False]
    closed = replace(HELD, ending=Ending(NOON, "p_dave", True, "As planned."))
    assert under_way([HELD, closed], NOON) == (HELD,)


@given(st.integers(0, 60 * 24 * 14))
def test_there_is_always_time_to_answer_and_it_ends_before_the_session_where_that_can_be(minutes: int) -> None:
    begins = NOON + timedelta(minutes=minutes)
    due = answer_by(NOON, begins)
    assert due - NOON >= AT_LEAST
    assert due <= max(begins, NOON + AT_LEAST)


def test_a_session_has_two_clocks_and_one_without_a_roll_call_has_one() -> None:
    assert {each.kind for each in timers(HELD)} == {TimerKind.ROLL_CALL, TimerKind.SESSION_OVER}
    assert [each.kind for each in timers(replace(HELD, answer_by=None))] == [TimerKind.SESSION_OVER]


def test_sittings_begin_with_the_one_that_is_on_and_pass_over_days_without_any() -> None:
    thursday = Session(3, Opening(time(18), time(19, 30)))
    hours = replace(profile("sports_club").hours, sessions=(thursday,))
    calendar = Calendar.of(hours)
    during = datetime(2026, 12, 17, 18, 30, tzinfo=UTC)
    found = sittings(calendar, during)
    assert next(found).begins == during - timedelta(minutes=30)
    assert next(found).begins == datetime(2026, 12, 24, 18, tzinfo=UTC)
    assert next(sittings(calendar, during + timedelta(hours=1))).begins == datetime(2026, 12, 24, 18, tzinfo=UTC)
    assert not list(sittings(Calendar.of(replace(hours, sessions=())), during))
