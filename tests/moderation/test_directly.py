"""What staff write directly where children read: reminded of the hour, and held in channels that inform."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from moderation.context import Capability, Context
from moderation.directly import DIRECT_POST, OUT_OF_HOURS, directly
from moderation.model import (
    Audience,
    Category,
    Decision,
    Event,
    EventKind,
    ExplainToAuthor,
    Finding,
    NudgeAuthor,
    Part,
    PartKind,
    PlaceKind,
    RemovePost,
    Role,
    Speed,
    Verdict,
)
from moderation.policy import decide
from moderation.weighing import weigh
from tests.moderation.builders import account, event, member, organisation, person

#: A Friday in November.
DAY, EVENING = datetime(2026, 11, 20, 11, tzinfo=UTC), datetime(2026, 11, 20, 20, tzinfo=UTC)


def written(at: datetime, role: str = "staff", informs: bool = False, **changes: object) -> Event:
    made = event("No training tomorrow.", role=role)
    return replace(made, at=at, place=replace(made.place, informs=informs), **changes)  # type: ignore[arg-type]


def known(of: Event, role: str = "staff", profile: str = "sport_provider", **changes: object) -> Context:
    context = Context(of.at, organisation(profile), person(role), of.place.audience)
    return replace(context, **changes)  # type: ignore[arg-type]


def kind(of: Event, context: Context) -> str:
    found = directly(of, (), context)
    return found.kind if found else ""


@pytest.mark.clause("5.17")
@pytest.mark.parametrize(
    ("at", "role", "profile", "says"),
    [
        (DAY, "staff", "sport_provider", ""),
        (EVENING, "staff", "sport_provider", OUT_OF_HOURS),
        (EVENING, "staff", "sports_club", OUT_OF_HOURS),
        (EVENING, "staff", "training_provider", OUT_OF_HOURS),
        (EVENING, "staff", "pre_school", ""),
        (EVENING, "staff", "school", ""),
        (EVENING, "lead", "sport_provider", OUT_OF_HOURS),
        (EVENING, "parent", "sport_provider", ""),
        (EVENING, "child", "sport_provider", ""),
    ],
)
def test_staff_are_reminded_of_the_hour_where_the_policy_says_so(at: datetime, role: str, profile: str, says: str) -> None:
    made = written(at, role)
    assert kind(made, known(made, role, profile)) == says


@pytest.mark.clause("5.17")
def test_those_who_watch_may_say_at_any_hour_that_they_have_heard() -> None:
    heard = written(EVENING, "moderator", reply_to=account())
    assert kind(heard, known(heard, "moderator")) == ""
    assert kind(heard, known(heard, "staff")) == OUT_OF_HOURS
    said = replace(heard, reply_to=None)
    for before, who, says in ((5, "child", ""), (90, "child", OUT_OF_HOURS), (5, "moderator", OUT_OF_HOURS)):
        last = replace(written(EVENING - timedelta(minutes=before)), author=account(who))
        assert kind(said, known(said, "moderator", window=(last,))) == says, "who is spoken with is seldom marked by an answer"


@pytest.mark.clause("5.13", "5.17")
def test_a_parent_may_say_yes_to_any_hour() -> None:
    made = written(EVENING)
    assert kind(made, known(made, approved=True)) == ""
    informing = written(EVENING, informs=True)
    assert kind(informing, known(informing, approved=True)) == DIRECT_POST, "what informs children is not for talk"


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": EventKind.EDITED},
        {"kind": EventKind.RENAMED},
        {"parts": (Part(PartKind.REACTION, "🎉"),)},
        {"parts": ()},
    ],
)
def test_a_reaction_a_name_and_an_edit_are_no_messages(changes: dict[str, object]) -> None:
    made = written(EVENING, informs=True, **changes)
    assert kind(made, known(made)) == ""


def test_nothing_is_said_among_adults_in_private_or_while_somebody_may_be_in_danger() -> None:
    made = written(EVENING, informs=True)
    assert kind(made, known(made, audience=Audience.ADULTS)) == ""
    closed = replace(made, place=replace(made.place, kind=PlaceKind.PRIVATE_CHANNEL, audience=Audience.PRIVATE))
    assert kind(closed, known(closed)) == DIRECT_POST, "a closed channel with children in it is none"
    direct = replace(made, place=replace(made.place, kind=PlaceKind.DIRECT, audience=Audience.PRIVATE))
    assert kind(direct, known(direct)) == ""
    assert kind(made, known(made, danger=True)) == ""


@pytest.mark.clause("5.17")
def test_once_an_evening_without_taking_it_away() -> None:
    """The reminder is a row that only the lead sees, and stands for the evening, past midnight too."""
    first = written(EVENING)
    decision = decide(first, (), known(first))
    assert decision.verdict is Verdict.NUDGE
    (planned,) = decision.effects
    assert isinstance(planned.effect, NudgeAuthor)
    assert "“announce”" in planned.effect.text
    assert decision.case is not None
    assert (decision.case.category, decision.case.speed) == (Category.STAFF_CONDUCT, Speed.WEEKLY)
    for later, says in ((timedelta(minutes=5), ""), (timedelta(hours=5), ""), (timedelta(hours=24), OUT_OF_HOURS)):
        made = replace(written(EVENING + later), message="another")
        assert kind(made, known(made, open_cases=(decision.case,))) == says


# Channels that inform


def held(profile: str, role: str = "staff", **changes: object) -> Decision:
    made = written(DAY, role, informs=True, **changes)
    return decide(made, (), known(made, role, profile))


@pytest.mark.clause("5.6")
@pytest.mark.parametrize("profile", ["sports_club", "sport_provider", "training_provider"])
def test_staff_who_post_past_the_designated_person_are_shown_the_way(profile: str) -> None:
    removed, explained = (planned.effect for planned in held(profile).effects)
    assert isinstance(removed, RemovePost)
    assert removed.hold
    assert isinstance(explained, ExplainToAuthor)
    assert "“announce”" in explained.text
    assert "5.6" in explained.text
    for designated in ("moderator", "lead"):
        assert held(profile, designated).verdict is Verdict.ALLOW
    assert held(profile, "parent").verdict is Verdict.ALLOW, "others are for the channel's own rights"


@pytest.mark.parametrize("profile", ["pre_school", "school"])
def test_other_policies_let_staff_post_there(profile: str) -> None:
    assert held(profile).verdict is Verdict.ALLOW


@pytest.mark.clause("5.6")
def test_an_answer_to_a_child_stays() -> None:
    made = written(DAY, informs=True, reply_to=account())
    assert kind(made, known(made, affected=(member("child"),))) == ""
    assert kind(made, known(made, affected=(member("parent"),))) == DIRECT_POST


def test_where_the_platform_does_not_let_it_be_removed_a_person_is_asked() -> None:
    made = written(DAY, informs=True)
    context = known(made)
    here = replace(context.organisation, capabilities={"discord": frozenset({Capability.MESSAGE_PRIVATELY})})
    decision = decide(made, (), replace(context, organisation=here))
    assert "ask_human" in {planned.effect.kind for planned in decision.effects}
    assert "remove_post" not in {planned.effect.kind for planned in decision.effects}


@pytest.mark.parametrize("category", [Category.DISCLOSURE, Category.PRIVATE_CONTACT, Category.OFFENSIVE])
def test_what_is_graver_comes_first(category: Category) -> None:
    """A hold for procedure must not turn what the lead sees at once into a row for the week."""
    made = written(EVENING, informs=True)
    seen = Finding(category, "insult", 0, 0, 3, 950, "test@1", ("1.1",), "A test saw it.")
    weighed = weigh((seen,), organisation("sport_provider").profile)
    assert directly(made, weighed, known(made)) is None


def test_beside_another_reminder_nothing_is_said_of_the_hour() -> None:
    made = written(EVENING)
    seen = Finding(Category.STAFF_CONDUCT, "kisses", 0, 0, 3, 950, "test@1", ("4.1",), "A test saw it.")
    context = known(made)
    assert directly(made, weigh((seen,), context.profile), context) is None
    assert context.author.role is Role.STAFF
