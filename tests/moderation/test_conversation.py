"""Staff and one child in conversation where only information belongs (clauses 5.14, 5.15)."""

from dataclasses import replace

import pytest

from bot.packaged import PROFILES, profile
from moderation.detectors.conversation import DETECTOR, TURNS, WITHIN
from moderation.model import Category, Decision, Event, PlaceKind, Speed
from moderation.policy import decide
from moderation.profiles.values import session
from tests.moderation.builders import place
from tests.moderation.talks import account, context_of, findings, said, scores

ACT, LOOK = 700, 400
APART = WITHIN.total_seconds() / 60 / 10

#: Places with fewer promises: these policies do not speak of conversation.
SILENT = {"pre_school", "school"}


def turns(count: int, first: str = "staff", apart: float = APART, other: str = "child") -> list[Event]:
    both = (first, other if first == "staff" else "staff")
    return said([(both[n % 2], apart * n, "and then?") for n in range(count)])


def judged(talk: list[Event], name: str = "sports_club") -> Decision:
    found = findings(DETECTOR, talk, profile=name)
    return decide(talk[-1], found, context_of(talk, len(talk) - 1, profile=name))


# 5.14: three turns none, seven turns a nudge


@pytest.mark.parametrize(("count", "nudged"), [(1, False), (3, False), (5, False), (7, True)])
def test_it_takes_more_than_a_question_and_its_answer(count: int, nudged: bool) -> None:
    """Clause 5.14."""
    decision = judged(turns(count))
    assert any(finding.kind == "conversation" for finding in decision.findings) is nudged
    assert not nudged or [planned.effect.kind for planned in decision.effects] == ["nudge_author"]


def test_whoever_began_it() -> None:
    """Clause 5.14: a child who starts it makes the sixth turn the one of staff."""
    assert [score >= ACT for score in scores(DETECTOR, turns(TURNS, "child"))] == [False] * (TURNS - 1) + [True]


def test_it_is_raised_once() -> None:
    assert [score >= ACT for score in scores(DETECTOR, turns(15))].count(True) == 1
    assert all(score < LOOK for score in scores(DETECTOR, turns(15)) if score < ACT)


def test_over_a_long_time_it_is_none() -> None:
    assert max(scores(DETECTOR, turns(15, apart=3 * APART))) < LOOK


def test_several_messages_at_a_time_are_one_turn() -> None:
    lines = [("staff", n * 0.1, "Bring water") for n in range(9)] + [("child", 1, "ok"), ("staff", 2, "Good")]
    assert max(scores(DETECTOR, said(lines))) < LOOK


def test_many_children_are_no_conversation_with_one() -> None:
    lines = [("staff" if n % 2 else f"child{n}", n, "what time?") for n in range(14)]
    assert max(scores(DETECTOR, said(lines))) < LOOK


def test_a_talk_of_many_is_no_conversation_of_two() -> None:
    who = ("staff", "child", "child2", "child3", "child4", "child5")
    assert max(scores(DETECTOR, said([(who[n % 6], n / 2, "yes") for n in range(30)]))) < LOOK


def test_replies_hold_it_together_whoever_writes_between() -> None:
    talk = said([(("staff", "child2", "child")[n % 3], n, "and?") for n in range(21)])
    to = {"u_staff": account("child"), "u_child": account("staff")}
    replied = [replace(each, reply_to=to.get(each.author.id)) for each in talk]
    assert max(scores(DETECTOR, replied)) >= ACT


@pytest.mark.parametrize("other", ["parent", "moderator"])
def test_adults_may_talk(other: str) -> None:
    assert max(scores(DETECTOR, turns(15, other=other))) < LOOK


def test_only_staff_are_bound() -> None:
    assert max(scores(DETECTOR, turns(15, "parent", other="child"))) == 0


@pytest.mark.parametrize("kind", [PlaceKind.DIRECT, PlaceKind.GROUP_DIRECT, PlaceKind.PRIVATE_CHANNEL])
def test_private_places_are_for_another_rule(kind: PlaceKind) -> None:
    """Decisions 17: there a kind word could warn the wrong person."""
    talk = [replace(each, place=replace(place(), kind=kind)) for each in turns(7)]
    assert findings(DETECTOR, talk) == []


# 5.15: what becomes of it


@pytest.mark.parametrize("name", PROFILES)
def test_only_where_the_policy_speaks_of_it(name: str) -> None:
    """Clauses 5.14, 5.15."""
    assert bool(findings(DETECTOR, turns(7), profile=name)) is (name not in SILENT)


@pytest.mark.parametrize("name", [name for name in PROFILES if name not in SILENT])
def test_the_lead_is_informed_only_where_the_policy_says_so(name: str) -> None:
    """Clause 5.15: a message to the lead under S0 and S2 only."""
    steps, response = profile(name).engagement.steps, profile(name).response(Category.STAFF_CONDUCT, "conversation")
    assert (response.speed is Speed.TODAY) is ("inform_lead" in steps)
    kinds = [planned.effect.kind for planned in judged(turns(7), name).effects]
    assert kinds == ["nudge_author", *(["alert_lead"] if "inform_lead" in steps else [])]


@pytest.mark.parametrize(
    ("sessions", "says"),
    [((), "the next session"), (("thursday",), "Thursday's session"), (("saturday",), "today's session")],
)
def test_the_reminder_brings_its_ready_reply_with_the_day_of_the_next_session(sessions: tuple[str, ...], says: str) -> None:
    """Clause 5.15: the talk is on Saturday, 13 June 2026."""
    hours = replace(profile("sports_club").hours, sessions=tuple(session(f"{day} 19:00-20:00") for day in sessions))
    settings = replace(profile("sports_club"), hours=hours)
    talk = turns(7)
    context = context_of(talk, len(talk) - 1)
    context = replace(context, organisation=replace(context.organisation, profile=settings))
    [nudge] = decide(talk[-1], findings(DETECTOR, talk), context).effects
    text = nudge.effect.text  # type: ignore[union-attr]
    assert f"“Good to hear from you! Let's talk at {says}. You can talk to Asha Pell too.”" in text
    assert "tell Asha Pell, our welfare officer, today" in text


@pytest.mark.clause("5.15")
def test_of_the_same_two_it_is_raised_once_within_an_hour() -> None:
    """A pause, and they begin anew: nothing for an hour, and then it is another conversation."""

    def later(minutes: float, child: str) -> list[Event]:
        first = [("staff" if n % 2 == 0 else "child", n * 0.5, "and then?") for n in range(7)]
        again = [("staff" if n % 2 == 0 else child, minutes + n * 0.5, "and now?") for n in range(7)]
        return said([*first, *again])

    raised = [[score >= ACT for score in scores(DETECTOR, later(minutes, who))].count(True) for minutes, who in (
        (40, "child"), (70, "child"), (40, "child2"),
    )]  # fmt: skip
    assert raised == [1, 2, 2]


def test_it_is_about_the_whole_message() -> None:
    [finding] = findings(DETECTOR, turns(7))
    assert (finding.kind, finding.part, finding.start, finding.end) == ("conversation", 0, 0, 0)
