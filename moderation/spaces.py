"""Spaces that are applied for: who may apply, who decides, who is let in; and what spaces are for (map 8.13, 10.12). Pure."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from moderation.announcements import has_concern, is_more, may_announce
from moderation.context import Organisation
from moderation.masking import named
from moderation.model import Case, Contact, Person, Role, SpaceFor, SpaceRequest, SpaceState
from moderation.routing import REACHABLE, answers_for_it, watches

#: So many run a space at least (map 8.13), and at most.
RUNNERS: Final = 2
MOST_RUNNERS: Final = 10
#: Characters: of a name as Slack has it, of an aim that Slack shows as a channel's description, and of how it is promoted.
MOST_NAME: Final = 80
LEAST_AIM: Final = 10
MOST_AIM: Final = 250
MOST_PROMOTED: Final = 300
#: How many applications of one person may wait.
WAITING: Final = 5
#: Who may decide is reminded once; then it lapses. Whoever is to make one by hand is reminded each week until it is there.
REMIND: Final = timedelta(days=3)
LAPSE: Final = timedelta(days=14)
AGAIN: Final = timedelta(days=7)

#: Who of the register is let in by what they are. Staff bring nobody's child into a room in which no staff are.
_LET_IN: Final[Mapping[SpaceFor, tuple[Role, ...]]] = {
    SpaceFor.CHILDREN: (Role.CHILD, Role.LEARNER),
    SpaceFor.FAMILIES: (Role.CHILD, Role.LEARNER, Role.PARENT),
    SpaceFor.PARENTS: (Role.PARENT,),
    SpaceFor.STAFF: (Role.STAFF,),
    SpaceFor.EVERYBODY: (Role.CHILD, Role.LEARNER, Role.PARENT, Role.STAFF),
}
_YOUNG: Final = frozenset({Role.CHILD, Role.LEARNER})
_WATCH: Final = (Role.MODERATOR, Role.LEAD)


def may_apply(person: Person) -> bool:
    """Whether somebody may apply for a space: staff who are known, and grown up."""
    return may_announce(person)


def may_run(person: Person) -> bool:
    """Whether somebody counts as one of the adults who run a space: a known adult with a known role, who has not left."""
    return person.counts_as_second_adult and person.left is None


def slug(name: str) -> str:
    """A name as channels have it: small letters, digits and hyphens; "" where nothing is left of it."""
    letters = ("".join(each if each.isalnum() else " " for each in word) for word in name.casefold().split())
    return "-".join(" ".join(letters).split())[:MOST_NAME].strip("-")


def misfit(name: str, aim: str, promoted: str) -> str:
    """What is wrong with an application's words, as a code; "" for nothing. They are in one line each."""
    if not name or named(name) != name:
        return "name"
    if not fits_aim(aim):
        return "aim"
    return "promoted" if not promoted or len(promoted) > MOST_PROMOTED or named(promoted) != promoted else ""


def fits_aim(aim: str) -> bool:
    """Whether something can stand above a channel as what it is for: not too short or long, and no number or address in it."""
    return LEAST_AIM <= len(aim) <= MOST_AIM and named(aim) == aim


def let_in(audience: SpaceFor, closed: bool) -> tuple[Role, ...]:
    """Who is let in by role: who watches always; nobody else where it is closed."""
    return _WATCH if closed else (*_LET_IN[audience], *_WATCH)


def has_young(audience: SpaceFor) -> bool:
    return not _YOUNG.isdisjoint(_LET_IN[audience])


def decides(person: Person, organisation: Organisation) -> bool:
    """Whether somebody decides on spaces, and says what they are for: the lead's chain; by the profile all who watch too."""
    if person.left is not None or person.minor is True:
        return False
    watch = organisation.profile.spaces.decided_by == "watch" and watches(person)
    return watch or answers_for_it(person, organisation)


def may_decide(person: Person, organisation: Organisation, apart: Collection[str], concerns: Iterable[Case]) -> bool:
    """Whether somebody decides on this one: nobody who applied for it or is to run it (`apart`, all ids that they go by), and
    no subject of an open concern (`concerns`) that is more than one of the small things about staff.
    """
    return decides(person, organisation) and person.id not in apart and not has_concern(person, concerns)


def to_ask(organisation: Organisation, may: Callable[[str], bool]) -> Contact | None:
    """Who is asked to decide: the first of the chain, else whoever is on duty or watches, of those who `may` (by their ids)."""
    everybody = (*organisation.contacts.chain, *organisation.on_duty, *organisation.contacts.monitors)
    return next((each for each in everybody if each.reach in REACHABLE and each.person and may(each.person)), None)


def stopped_by(
    request: SpaceRequest, asker: Person | None, runners: Collection[Person], concerns: Iterable[Case], apart: Collection[str]
) -> str:
    """Why a space cannot be made, as a code for those who decide and the record; "" if it can. `runners` are those who are to
    run it and are there, each human once; `concerns` the open ones, `apart` all ids that they and whoever applied go by.

    All who were named must still be fit to run it: whoever is not any more would be let in with the others.
    """
    if asker is None or not may_apply(asker):
        return "not_staff"
    if len(runners) < len(request.runners) or not all(map(may_run, runners)):
        return "runners"
    return "concern" if in_the_way(concerns, apart) else ""


def in_the_way(concerns: Iterable[Case], apart: Collection[str]) -> list[Case]:
    """Those of the open concerns that stop a space: about any of these ids, and more than a small thing about staff."""
    graver = (case for case in concerns if is_more(case))
    return [case for case in graver if not set(apart).isdisjoint(case.subjects)]


def next_ring(request: SpaceRequest, now: datetime) -> datetime | None:
    """When its clock rings next; None where nobody has to do anything."""
    if request.state is SpaceState.ASKED:
        return request.asked_at + (LAPSE if request.reminded else REMIND)
    return now + AGAIN if request.state is SpaceState.APPROVED and request.by_hand else None


def says_another(declared: str, shown: str) -> bool:
    """Whether what stands above a place is not what it was declared to be for. Blanks and cases do not count."""
    return declared.casefold().split() != shown.casefold().split()
