"""A child's hurtful posts and the organisation's own ladder (map 1.10): what counts, and which step is proposed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from moderation.context import Organisation
from moderation.ladder import history, on_ladder, proposal
from moderation.model import (
    Account,
    Audience,
    Case,
    Category,
    Finding,
    Member,
    Person,
    Place,
    PlaceKind,
    Role,
    Sighting,
    Speed,
    Verdict,
)
from moderation.profiles.types import LadderStep
from tests.moderation.builders import organisation

NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
DAY = timedelta(days=1)
CHILD = Person("p_1", "Alfie", Role.CHILD, minor=True)
CLUB = organisation("sports_club")


def concern(
    days: int, category: Category = Category.OFFENSIVE, kind: str = "profanity", person: Person = CHILD, number: int = 0
) -> Case:
    """A concern opened so many days before now."""
    at = NOW - days * DAY
    place = Place("play", "1", PlaceKind.CHANNEL, "#u13", Audience.CHILDREN)
    finding = Finding(category, kind, 0, 0, 1, 950, "test/rule@1", ("3.2",), "A test says so.")
    sighting = Sighting(f"e{days}{number}", at, place, "m", Verdict.REMOVE, (finding,), "•••")
    member = Member(Account("play", "u1", person.name), person)
    return Case(f"c_{days}_{number}", "o", category, Speed.TODAY, at, member, (person.id,), (sighting,))


NEWEST = concern(0)
BEFORE = (concern(20), concern(10, Category.BULLYING, "pile_on"))

COUNTED = [
    ((), 1),
    (BEFORE, 3),
    ((*BEFORE, concern(30)), 3),  # thirty days ago is no longer within thirty days
    ((*BEFORE, concern(5), concern(4)), 5),
    ((concern(5, Category.PERSONAL_DETAILS, "phone"),), 1),
    ((concern(5, Category.DISCLOSURE, "abuse"),), 1),  # what a child told of is nobody's business on such a card
    ((replace(concern(5), speed=Speed.NOW),), 1),
    ((replace(concern(5), subjects=("p_1", "p_coach")),), 1),  # somebody may see this one and not that
    ((replace(concern(5), sightings=(replace(concern(5).newest, restored=True),)),), 1),
    ((concern(5, person=Person("p_2", "Maya", Role.CHILD, minor=True)),), 1),
]


@pytest.mark.clause("1.10")
@pytest.mark.parametrize(("others", "times"), COUNTED)
def test_what_counts_on_the_ladder(others: tuple[Case, ...], times: int) -> None:
    assert len(on_ladder(NEWEST, (*others, NEWEST), CLUB)) == times


STEPS = [
    (0, "Step 1 of your 4: explain kindly"),
    (1, "Step 2 of your 4: have a clear talk"),
    (2, "Step 3 of your 4: talk with an adult"),
]
STEPS += [(times, "Step 4 of your 4: a short pause") for times in (3, 4, 12)]


@pytest.mark.clause("1.10")
@pytest.mark.parametrize(("before", "step"), STEPS)
def test_each_time_is_the_next_step_and_none_is_a_ban(before: int, step: str) -> None:
    counted = on_ladder(NEWEST, [concern(1, number=n) for n in range(before)], CLUB)
    (said,) = proposal(counted, CLUB)
    assert said.startswith(step)
    assert said.endswith("You decide: Touchline does none of it by itself.")
    assert "put out" not in said


@pytest.mark.clause("1.10")
def test_the_history_is_a_count_by_kind_within_the_window() -> None:
    counted = on_ladder(NEWEST, BEFORE, CLUB)
    (said,) = history(counted, CLUB)
    assert said.startswith("With this one, 3 concerns about them in 30 days: bad language: 2, ")
    assert history(on_ladder(NEWEST, (), CLUB), CLUB) == ()


def _own(steps: tuple[LadderStep, ...], within: int) -> Organisation:
    ladder = replace(CLUB.profile.ladder, steps=steps, within_days=within)
    return replace(CLUB, profile=replace(CLUB.profile, ladder=ladder))


@pytest.mark.clause("1.10")
def test_the_ladder_is_the_organisations_own() -> None:
    short = _own(("warn",), 5)
    assert proposal(on_ladder(NEWEST, BEFORE, short), short)[0].startswith("Step 1 of your 1: have a clear talk")
    assert on_ladder(NEWEST, BEFORE, _own((), 30)) == ()


NOT_FOR_IT = [
    concern(0, person=Person("p_d", "Dave", Role.STAFF, minor=False)),
    concern(0, Category.STAFF_CONDUCT, "kisses"),
    replace(NEWEST, speed=Speed.NOW),
]


@pytest.mark.parametrize("case", NOT_FOR_IT)
def test_there_is_no_ladder_for_grown_ups_and_for_what_is_urgent(case: Case) -> None:
    assert on_ladder(case, (), CLUB) == ()
