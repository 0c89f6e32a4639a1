"""A new member without a role is a child in every rule that asks who is one (map 10.12, 5.20): what follows for them is what
follows for a child, and not what follows for a grown-up.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

import pytest

from bot.audience import audience_of
from moderation.announcements import may_announce
from moderation.checks import all_checks
from moderation.context import Organisation
from moderation.copying import written_to
from moderation.detectors import look as detect
from moderation.directly import directly
from moderation.ladder import on_ladder
from moderation.model import Account, Audience, Case, Member, Person, PlaceKind, Role, SpaceFor
from moderation.pictures import may_upload
from moderation.plan import Plan, reader_of
from moderation.putting_out import put_out
from moderation.routing import watches
from moderation.server import MemberFacts
from moderation.spaces import let_in, may_apply, may_run
from tests.moderation.builders import NOW, member, message, organisation, person
from tests.moderation.servers import PLATFORM, place, server
from tests.moderation.test_ladder import concern

CHILD: Final = Person("p_who", "Robin Vale", Role.CHILD, True)
NEW: Final = Person("p_who", "Robin Vale")
GROWN: Final = Person("p_who", "Robin Vale", Role.PARENT, False)
WHO: Final = Account(PLATFORM, "who", "Robin Vale")
COACH: Final = person("staff", "Dave Ridley")
CLUB: Final = organisation("sports_club")


def lapses(who: Person, **where: object) -> set[str]:
    """What all checks see in a place in which somebody is beside a coach: the newcomers themselves are one check's matter."""
    facts = server(place("coach who", **where), people="coach")
    facts = replace(facts, members={**facts.members, "who": MemberFacts(WHO, who)})
    return {lapse.id for check in all_checks() if check.name in _ASK for lapse in check.look(facts, _desked())}


#: The checks that ask who is a child.
_ASK: Final = {"private_place", "openness", "photo_desk", "unseen_place", "voice_room"}


def _desked() -> Organisation:
    images = replace(CLUB.profile.images, public_upload=False)
    return replace(CLUB, photo_desks={PLATFORM: "c_1"}, profile=replace(CLUB.profile, images=images))


def seen(who: Person, text: str, **said: object) -> set[tuple[str, str]]:
    """What all detectors see in what a coach writes to somebody in a private place."""
    view, context = message(text, "staff", "private", **said)  # type: ignore[arg-type]
    event = replace(view.event, place=replace(view.event.place, kind=PlaceKind.DIRECT), mentions=(WHO,), reply_to=WHO)
    context = replace(context, present=(member("staff"), Member(WHO, who)), affected=(Member(WHO, who),))
    return {(each.category.value, each.kind) for each in detect(replace(view, event=event), context)}


def tagged(who: Person) -> set[tuple[str, str]]:
    """What all detectors see where another newcomer tags somebody."""
    view, context = message("@Robin hello there", "unknown", "mixed")
    view = replace(view, event=replace(view.event, mentions=(WHO,)))
    return {(each.category.value, each.kind) for each in detect(view, replace(context, affected=(Member(WHO, who),)))}


def held(who: Person) -> str:
    """What follows of what a coach answers to somebody where children are informed."""
    view, context = message("No training tomorrow", "staff", "mixed")
    event = replace(view.event, place=replace(view.event.place, informs=True), reply_to=WHO)
    found = directly(event, (), replace(context, affected=(Member(WHO, who),)))
    return found.kind if found else ""


#: Each rule that asks who is a child, and what follows for somebody.
RULES: Final[Mapping[str, Callable[[Person], object]]] = {
    "the words in which they are told something": reader_of,
    "whether a place is one of adults alone": lambda who: audience_of([COACH, who]) is Audience.ADULTS,
    "alone with a member of staff": lambda who: lapses(who),
    "a place that is open to everybody": lambda who: lapses(who, open_to_all=True),
    "pictures where they are": lambda who: lapses(who, all_may_attach=True),
    "a place that Touchline does not see": lambda who: lapses(who, seen=False),
    "private messages of staff": lambda who: seen(who, "Did you bring your boots?"),
    "asking them to another app": lambda who: seen(who, "add me on snapchat, it's easier than here"),
    "asking them to keep a secret": lambda who: seen(who, "this stays between us, don't tell your mum"),
    "being tagged by somebody unknown": lambda who: tagged(who),
    "a copy of what staff write to them": lambda who: written_to(COACH, [who], ()) != (),
    "an answer where children are informed": held,
    "whether they make a place accountable": lambda who: who.counts_as_second_adult,
    "who is put out by two alone": lambda who: put_out(_case(who), who, Plan("d_1", CLUB, PLATFORM), NOW),
    "the ladder for hurtful posts": lambda who: on_ladder(_case(who), (_case(who),), CLUB) != (),
    "who runs a space": may_run,
}
#: What is for staff alone: for a child and a newcomer the same.
FOR_STAFF: Final[Mapping[str, Callable[[Person], bool]]] = {
    "announcing": may_announce,
    "applying for a space": may_apply,
    "answering for pictures": may_upload,
    "watching": watches,
}


def _case(who: Person) -> Case:
    return concern(0, person=who)


@pytest.mark.clause("10.12", "5.20")
@pytest.mark.parametrize("rule", RULES)
def test_a_new_member_without_a_role_is_a_child_in_every_rule(rule: str) -> None:
    follows = RULES[rule]
    assert follows(NEW) == follows(CHILD)
    assert follows(NEW) != follows(GROWN), "the rule does not ask who is a child"


@pytest.mark.clause("10.12", "5.20")
@pytest.mark.parametrize("rule", FOR_STAFF)
def test_a_new_member_without_a_role_may_do_nothing_that_is_for_staff(rule: str) -> None:
    assert not FOR_STAFF[rule](NEW)
    assert FOR_STAFF[rule](COACH) or rule == "watching"


@pytest.mark.clause("10.12", "8.13")
def test_a_new_member_is_let_into_no_space_and_runs_none() -> None:
    for audience in SpaceFor:
        assert Role.UNKNOWN not in (*let_in(audience, closed=False), *let_in(audience, closed=True))
