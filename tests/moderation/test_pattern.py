"""Small things about one adult add up to one card for the lead (clause 5.16b, safeguarding rule 6)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.packaged import PROFILES
from moderation.model import ActionKind, Case, CaseState, Category, Decision, Finding, Member, Note, Verdict
from moderation.pattern import KIND, WITHIN, counts
from moderation.policy import decide
from tests.moderation.builders import NOW, account, event, message, organisation, person

DAY = 24.0


def small(kind: str) -> Finding:
    return Finding(Category.STAFF_CONDUCT, kind, 0, 0, 1, 900, "staff_conduct/words@1", ("4.1",), "A small thing.")


def told(decision: Decision) -> list[str]:
    return [planned.effect.kind for planned in decision.effects]


def events(
    things: Sequence[tuple[float, str]], who: Sequence[str] = ("staff",), profile: str = "sports_club", ends: str = ""
) -> list[Decision]:
    """What is decided about small things, each (hours after the first, its kinds with "+"). The concerns before it are open, or
    each was closed at once, as `ends` says.
    """
    decisions: list[Decision] = []
    cases: dict[str, Case] = {}
    _, context = message("", role="staff")
    for number, (hours, kinds) in enumerate(things):
        name = who[number % len(who)]
        said = replace(
            event("hi", role="staff", at=NOW + timedelta(hours=hours), number=number), author=replace(account("staff"), id=name)
        )
        author = replace(person("staff"), id=f"p_{name}")
        own = [case for case in cases.values() if case.author.person.id == author.id]
        open_ = tuple(case for case in own if case.state is not CaseState.CLOSED)
        counted = tuple(case for case in own if counts(case))
        now = replace(context, now=said.at, author=author, open_cases=open_, small=counted, organisation=organisation(profile))
        decisions.append(decide(said, [small(kind) for kind in kinds.split("+")], now))
        case = decisions[-1].case
        assert case is not None
        assert case.author == Member(said.author, author)
        cases[case.id] = closed(case, ends) if ends else case
    return decisions


def closed(case: Case, ends: str) -> Case:
    note = Note(case.opened_at, "p_lead", ActionKind.CLOSE.value, f"{ends}\nWe talked.")
    return replace(case, state=CaseState.CLOSED, notes=(note,))


@pytest.mark.parametrize("profile", PROFILES)
def test_three_by_one_in_a_month_are_one_card(profile: str) -> None:
    """Clause 5.16b."""
    decisions = events([(0, "kisses"), (9 * DAY, "slang"), (20 * DAY, "emoji"), (25 * DAY, "kisses")], profile=profile)
    assert [told(decision) for decision in decisions] == [["nudge_author"], ["nudge_author"], ["alert_lead"], ["nudge_author"]]
    assert decisions[2].verdict is Verdict.ALERT
    assert decisions[2].findings[0].kind == KIND


def test_the_same_three_by_three_are_none() -> None:
    """Clause 5.16b: the control."""
    decisions = events([(0, "kisses"), (9 * DAY, "slang"), (20 * DAY, "emoji")], who=("tom", "ann", "lee"))
    assert [told(decision) for decision in decisions] == [["nudge_author"]] * 3


@pytest.mark.parametrize("things", [[(0, "kisses+slang")], [(0, "kisses"), (0.2, "slang")]])
def test_two_kinds_at_once_are_one_card(things: list[tuple[float, str]]) -> None:
    """Clause 5.16b."""
    assert [told(decision) for decision in events(things)].count(["alert_lead"]) == 1


@pytest.mark.parametrize("things", [[(0, "kisses"), (DAY, "slang")], [(0, "kisses"), (0.1, "kisses")]])
def test_two_apart_or_alike_are_none(things: list[tuple[float, str]]) -> None:
    assert ["alert_lead"] not in [told(decision) for decision in events(things)]


def test_over_a_long_time_they_do_not_add_up() -> None:
    days = WITHIN.days
    decisions = events([(0, "kisses"), (days * DAY / 2, "kisses"), ((days + 1) * DAY, "kisses")])
    assert ["alert_lead"] not in [told(decision) for decision in decisions]


@pytest.mark.clause("5.16b")
def test_that_each_was_closed_does_not_hide_what_they_come_to() -> None:
    """A lead who closes each as it comes still sees the pattern; what was shown as one is not shown again."""
    things = [(day * DAY, "kisses") for day in range(6)]
    cards = [told(each) == ["alert_lead"] for each in events(things, ends="Talked it through")]
    assert cards == [False, False, True, False, False, True]


@pytest.mark.clause("5.16b")
def test_what_was_nothing_does_not_add_up() -> None:
    things = [(day * DAY, "kisses") for day in range(6)]
    assert ["alert_lead"] not in [told(each) for each in events(things, ends="Nothing was wrong")]


@pytest.mark.clause("5.16b")
def test_a_pattern_that_was_nothing_is_not_shown_again_at_once() -> None:
    first, second, third = (each.case for each in events([(day * DAY, "kisses") for day in range(3)]))
    assert first is not None
    assert second is not None
    assert third is not None
    cases = (closed(first, "Put right"), closed(second, "Put right"), closed(third, "Nothing was wrong"))
    assert all(map(counts, cases))
    _, context = message("", role="staff")
    said = event("hi", role="staff", at=NOW + timedelta(days=4), number=9)
    context = replace(context, now=said.at, author=person("staff"), small=cases)
    assert told(decide(said, [small("kisses")], context)) == ["nudge_author"]


def test_whom_it_is_about_is_not_told() -> None:
    """Safeguarding rule 1: not even by the reminder that they would have had."""
    last = events([(0, "kisses"), (DAY, "kisses"), (2 * DAY, "kisses")])[-1]
    assert told(last) == ["alert_lead"]
    assert last.case is not None
    assert last.case.subjects == ("p_staff",)


def test_what_is_not_about_staff_has_no_pattern() -> None:
    _, context = message("", role="child")
    assert decide(event("hi"), [small("kisses"), small("slang")], context).verdict is Verdict.NUDGE
