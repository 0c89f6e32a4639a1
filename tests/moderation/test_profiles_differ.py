"""Where the sources contradict each other the five profiles behave differently: a row of policy map §12 is a row here, with
what comes of the same message, child or server under each of them (in the order S1, S0, S2, S3, S4).

`test_profiles.py` holds the settings themselves; here is what they lead to.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from bot.packaged import PROFILES, profile
from moderation import policy, reports
from moderation.checks import Check
from moderation.checks.dates_shown import CHECK as DATES_SHOWN
from moderation.checks.duty_rota import CHECK as DUTY_ROTA
from moderation.checks.monitors import CHECK as MONITORS
from moderation.checks.openness import CHECK as OPENNESS
from moderation.detectors import Detector
from moderation.detectors.conversation import DETECTOR as CONVERSATION
from moderation.detectors.full_name import DETECTOR as FULL_NAME
from moderation.detectors.kisses import DETECTOR as KISSES
from moderation.detectors.staff_tone import DETECTOR as STAFF_TONE
from moderation.directly import OUT_OF_HOURS
from moderation.model import (
    Answers,
    Category,
    Equipment,
    Finding,
    Maker,
    Member,
    Picture,
    Reach,
    Report,
    ResponsibleAdult,
    ResponsibleKind,
    TellResponsibleAdult,
)
from moderation.pictures import Lack, lacking
from moderation.server import Right, ServerFacts
from moderation.sessions import choices, needs_second
from moderation.weighing import verdict_of, weigh
from tests.moderation.builders import NOW, account, event, message, organisation, person
from tests.moderation.servers import server
from tests.moderation.talks import findings as found_in
from tests.moderation.talks import said

WATCHING = (person("lead", "Asha Pell"), person("moderator", "Nisha Rao"))
TALK = said([(("staff", "child")[n % 2], 0.5 * n, "and then?") for n in range(7)])
ADULTS = tuple(
    ResponsibleAdult(kind.value, kind, Reach.EMAIL, f"{kind.value}@example.org", confirmed=True) for kind in ResponsibleKind
)


def verdict(detector: Detector, text: str, role: str = "staff") -> Callable[[str], str]:
    """What is done about a message for what one detector sees in it."""

    def under(name: str) -> str:
        view, context = message(text, role=role, profile=name)
        return verdict_of(weigh(detector.look(view, context), profile(name))).value

    return under


def told(name: str) -> Any:
    """Which of a parent, a carer and an employer are told at once when a child gives a number away; is the lead asked?"""
    view, context = message("07700 900123", profile=name)
    context = replace(context, author=replace(context.author, responsible_adults=ADULTS))
    number = Finding(Category.PERSONAL_DETAILS, "phone", 0, 0, 12, 950, "personal-details/phone@1", ("2.1",), "A number.")
    decision = policy.decide(view.event, [number], context)
    adults = [each.effect.adult.name for each in decision.effects if isinstance(each.effect, TellResponsibleAdult)]
    return sorted(adults), decision.case is not None and decision.case.adult_question_open


def lapses(check: Check, name: str, facts: ServerFacts, **changes: Any) -> list[str]:
    return sorted(lapse.key for lapse in check.look(facts, replace(organisation(name), **changes)))


def watchers(number: int) -> ServerFacts:
    """A server with so many members of staff, all of whom watch."""
    return server(people=" ".join(["lead", "moderator", "coach"][:number]))


def out_of_hours(name: str) -> bool:
    """Whether staff are reminded who write where children read, on a Saturday evening."""
    view, context = message("see you all", role="staff", profile=name)
    found = policy.decide(view.event, (), context).findings
    return [each.kind for each in found] == [OUT_OF_HOURS]


def in_a_picture(name: str) -> bool:
    """Whether a picture can be shown in which there is a child whose parents gave permission."""
    answers = Answers("p_lead", NOW, "c_1", True, True, True, Equipment.ORGANISATION, Maker.OURS)
    picture = Picture("i_1", "discord", "c_desk", "m_1", "u_staff", "p_staff", NOW, ("f_1",))
    return Lack.NEVER not in lacking(picture, answers, (), {}, person("staff"), profile(name).images, NOW.date())


def own_mistake(name: str) -> str:
    """What is left of words that a member of staff took back, for the lead to read."""
    post = event("Training is at Mill Lane", role="staff")
    _, context = message("", role="staff", profile=name)
    staff = Member(account("staff"), person("staff"))
    report = Report("r_1", "larkmead", NOW, staff.account, message=post, remove=True)
    decision = reports.decide(report, (), reports.Told(staff, staff), context)
    assert decision.case is not None
    return decision.case.newest.snippet


TWELVE: list[tuple[str, Callable[[str], Any], Sequence[Any]]] = [
    ("deletion: a mistake of their own", own_mistake, ["Training is at Mill Lane"] * 4 + [""]),
    (
        "names: a learner's full name",
        verdict(FULL_NAME, "Ella Shaw was great today", "child"),
        ["allow", "allow", "remove", "allow", "allow"],
    ),
    (
        "responsible adult",
        told,
        [
            (["carer", "parent"], False),
            (["carer", "parent"], False),
            (["employer"], False),
            ([], True),
            ([], True),
        ],
    ),
    (
        "people with access, and who watch: two of them",
        lambda name: lapses(MONITORS, name, watchers(2)),
        [["access"], [], [], [], []],
    ),
    (
        "people who watch: one of them",
        lambda name: lapses(MONITORS, name, server(people="lead coach helper")),
        [[], ["watch"], ["watch"], ["watch"], ["watch"]],
    ),
    (
        "emoji in signing off",
        verdict(STAFF_TONE, "See you on Sunday\nCoach Lin 🏏"),
        ["nudge", "allow", "allow", "allow", "allow"],
    ),
    (
        "background checks: nobody wrote down that one was seen",
        lambda name: [key for key in lapses(DATES_SHOWN, name, server(), register=WATCHING) if key.endswith(".none")],
        [[], [], [], ["p_lead.none", "p_moderator.none"], []],
    ),
    (
        "hours: watched on every day, without a rota",
        lambda name: lapses(DUTY_ROTA, name, server()),
        [[], [], [], [], ["none"]],
    ),
    ("kisses", verdict(KISSES, "See you on Sunday xx"), ["nudge", "nudge", "nudge", "nudge", "allow"]),
    ("slang", verdict(STAFF_TONE, "lol idk, ask Brenda in the office"), ["allow", "nudge", "nudge", "nudge", "allow"]),
    ("images: a child in a picture", in_a_picture, [True, True, True, False, True]),
    (
        "images: everybody may post them",
        lambda name: lapses(OPENNESS, name, server(everyone_rights=frozenset({Right.ATTACH}))),
        [[], [], [], ["everyone_attaches"], ["everyone_attaches"]],
    ),
    ("hours: staff write to children on a Saturday evening", out_of_hours, [True, True, True, False, False]),
    ("parent at video", lambda name: len(choices(profile(name))), [0, 2, 1, 0, 0]),
    ("second adult at video", lambda name: needs_second(profile(name)), [False, False, True, False, False]),
    (
        "after a child engages",
        lambda name: max((each.score for each in found_in(CONVERSATION, TALK, profile=name)), default=0) >= 700,
        [True, True, True, False, False],
    ),
]


@pytest.mark.parametrize(("behaves", "expected"), [row[1:] for row in TWELVE], ids=[row[0] for row in TWELVE])
def test_the_five_profiles_behave_as_their_sources_say(behaves: Callable[[str], Any], expected: Sequence[Any]) -> None:
    assert [behaves(name) for name in PROFILES] == list(expected)
