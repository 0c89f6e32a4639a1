"""Who is told of a learner, and how much (map 1.6): the employer that something was, a parent if configured."""

from dataclasses import replace

import pytest

from moderation.model import Person, Reach, ResponsibleAdult, ResponsibleKind, Role, TellResponsibleAdult
from moderation.policy import decide
from tests.moderation import builders
from tests.moderation.test_policy import PHONE

BOSS = ResponsibleAdult("Kim Lees", ResponsibleKind.EMPLOYER, Reach.EMAIL, "kim@example.org", confirmed=True)
MUM = replace(BOSS, name="Ann Hale", kind=ResponsibleKind.PARENT, address="ann@example.org")
NEITHER_KIND = ("telephone", "address", "school", "hidden because", "young person")


def told(minor: bool | None, kinds: set[ResponsibleKind] | None) -> dict[str, str]:
    """What each is told after a learner posted a telephone number, by name."""
    organisation = builders.organisation("training_provider")
    profile = organisation.profile
    if kinds is not None:
        profile = replace(profile, responsible_adults=replace(profile.responsible_adults, kinds=frozenset(kinds)))
    author = Person("p_learner", "Sam Hale", Role.LEARNER, minor, responsible_adults=(BOSS, MUM))
    _, context = builders.message("ring 07700 900123 now", role="learner")
    context = replace(context, author=author, organisation=replace(organisation, profile=profile))
    decision = decide(builders.event("ring 07700 900123 now", role="learner"), [PHONE], context)
    effects = [planned.effect for planned in decision.effects]
    return {each.adult.name: each.text for each in effects if isinstance(each, TellResponsibleAdult)}


@pytest.mark.clause("1.6")
@pytest.mark.parametrize(
    ("minor", "kinds", "who"),
    [
        (True, None, {"Kim Lees"}),
        (False, None, {"Kim Lees"}),
        (None, None, {"Kim Lees"}),
        (True, {ResponsibleKind.EMPLOYER, ResponsibleKind.PARENT}, {"Kim Lees", "Ann Hale"}),
        (False, {ResponsibleKind.EMPLOYER, ResponsibleKind.PARENT}, {"Kim Lees"}),
        (False, {ResponsibleKind.PARENT}, set()),
    ],
)
def test_the_employer_is_told_and_a_parent_only_of_one_under_18_and_if_configured(
    minor: bool | None, kinds: set[ResponsibleKind] | None, who: set[str]
) -> None:
    assert set(told(minor, kinds)) == who


@pytest.mark.clause("1.6")
def test_an_employer_is_told_no_more_than_that_something_was() -> None:
    texts = told(True, {ResponsibleKind.EMPLOYER, ResponsibleKind.PARENT})
    assert "involved a learner whom you employ" in texts["Kim Lees"]
    assert not any(word in texts["Kim Lees"] for word in (*NEITHER_KIND, "Sam", "07700"))
    assert "telephone number" in texts["Ann Hale"]
