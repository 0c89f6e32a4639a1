"""How staff write is judged by the profile of their organisation, and only where children may read."""

import pytest

from moderation.detectors.kisses import DETECTOR as KISSES
from moderation.detectors.own_channels import DETECTOR as OWN_CHANNELS
from moderation.detectors.selling import DETECTOR as SELLING
from moderation.detectors.staff_tone import DETECTOR as TONE
from moderation.model import Category, Finding
from tests.moderation.builders import message

ACT = 700


def seen(text: str, profile: str, role: str = "staff", audience: str = "mixed") -> list[Finding]:
    view, context = message(text, role, audience, profile=profile)
    return [f for detector in (TONE, KISSES, OWN_CHANNELS, SELLING) for f in detector.look(view, context) if f.score >= ACT]


@pytest.mark.clause("3.4", "4.2", "4.3", "4.4")
@pytest.mark.parametrize(
    ("text", "kind", "found_by"),
    [
        ("u ok hun lol", "slang", {"sport_provider", "training_provider", "pre_school"}),
        ("See you on Saturday 😎", "emoji", {"sports_club"}),
        ("See you on Saturday x", "kisses", {"sport_provider", "sports_club", "training_provider", "pre_school"}),
        ("the U11 parents are clueless", "negative", {"pre_school", "school"}),
        (
            "the U11 parents are clueless",
            "unprofessional",
            {"sport_provider", "sports_club", "training_provider"},
        ),
        (
            "Are you deaf or just ignoring me",
            "unprofessional",
            {"sport_provider", "sports_club", "training_provider", "pre_school", "school"},
        ),
    ],
)
def test_a_profile_finds_what_its_policy_asks_for(text: str, kind: str, found_by: set[str]) -> None:
    profiles = ("sport_provider", "sports_club", "training_provider", "pre_school", "school")
    assert {profile for profile in profiles if kind in {f.kind for f in seen(text, profile)}} == found_by


@pytest.mark.clause("3.4", "4.3")
@pytest.mark.parametrize("text", ["u ok hun lol", "the U11 parents are clueless", "Shut up about the bibs", "nice one 😂"])
@pytest.mark.parametrize(("role", "audience"), [("child", "mixed"), ("parent", "mixed"), ("staff", "adults")])
def test_only_staff_are_reminded_and_only_where_children_read(text: str, role: str, audience: str) -> None:
    for profile in ("sport_provider", "sports_club", "school"):
        assert seen(text, profile, role, audience) == []


@pytest.mark.clause("3.4", "3.11", "4.2", "4.3", "4.4", "5.10", "5.11")
@pytest.mark.parametrize(
    ("text", "profile", "clause"),
    [
        ("u ok hun lol", "sport_provider", "4.3"),
        ("See you on Saturday 😎", "sports_club", "4.2"),
        ("the U11 parents are clueless", "school", "3.4"),
        ("Grow up.", "school", "4.4"),
        ("Parents, join my WhatsApp group", "sports_club", "5.10"),
        ("write to coach.dave.notreal@gmail.com", "school", "5.11"),
        ("buy my coaching 1:1 via PayPal", "school", "3.11"),
    ],
)
def test_a_finding_names_the_clause_that_it_is_about(text: str, profile: str, clause: str) -> None:
    findings = seen(text, profile)
    assert {f.clauses[0] for f in findings} == {clause}
    assert {f.category for f in findings} == {Category.STAFF_CONDUCT}
