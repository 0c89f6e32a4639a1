"""Who may have something announced, who looks at it first, and when it is sent (map 4.5, 4.6, 4.8, 5.6, 5.17). Pure."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Final

from moderation.calendar import is_out_of_hours, next_opening
from moderation.context import Organisation
from moderation.model import (
    Agreement,
    Announcement,
    Audience,
    Case,
    Category,
    Contact,
    Person,
    PlaceKind,
    Role,
    Topic,
    Verdict,
)
from moderation.routing import REACHABLE, answers_for_it, watches
from moderation.weighing import Weighed

#: What is refused at once, with the reason. What else is graver than a reminder goes to a designated person.
REFUSED: Final = frozenset({Verdict.REMOVE})
#: Where something can be announced: not in a private conversation.
_OPEN: Final = frozenset({PlaceKind.CHANNEL, PlaceKind.THREAD, PlaceKind.PRIVATE_CHANNEL})
_ROLES: Final = {Role.STAFF: "staff", Role.MODERATOR: "moderator", Role.LEAD: "safeguarding lead"}


def signature(author: Person, team: bool, organisation: Organisation, agreed: Sequence[Agreement]) -> str:
    """The line beneath: registered name and role (map 4.5), or the team's name (map 4.6).

    The role is the title among the organisation's contacts, else the job title with which they signed the statement.
    """
    if team:
        return f"— The team of {organisation.contacts.organisation}"
    contact = organisation.contacts.of_person(author.id)
    jobs = [
        each.job for each in agreed if each.topic is Topic.STATEMENT and each.about == author.id and each.given and each.job
    ]
    return f"— {author.name}, {contact.title if contact else jobs[-1] if jobs else _ROLES[author.role]}"


def may_announce(author: Person) -> bool:
    """Whether somebody may have something announced: staff who are known, and grown up."""
    return author.is_staff and author.left is None and author.minor is not True


def can_be_announced_in(kind: PlaceKind, audience: Audience) -> bool:
    """Whether a place is one in which something is announced."""
    return kind in _OPEN and (audience is not Audience.PRIVATE or kind is PlaceKind.PRIVATE_CHANNEL)


def is_designated(person: Person, organisation: Organisation) -> bool:
    """Whether messages of others to children go through somebody (map 5.6): those who watch, and who answer for it."""
    return watches(person) or answers_for_it(person, organisation)


def needs_second(announcement: Announcement, organisation: Organisation) -> bool:
    """Whether somebody else looks before it is sent (map 4.8). Among adults alone nobody has to, unless something was seen."""
    asks = organisation.profile.announcements.second_person != "none"
    return announcement.grave or (asks and announcement.place.audience is not Audience.ADULTS)


def may_decide(
    person: Person, announcement: Announcement, organisation: Organisation, named: Iterable[str], concerns: Iterable[Case]
) -> bool:
    """Whether somebody is a second pair of eyes: never who wrote it, nor somebody whom it names (`named`, ids), nor the subject
    of an open concern (`concerns`) that is more than one of the small things about staff.
    """
    if not may_announce(person) or person.id in {announcement.author, *named}:
        return False
    if has_concern(person, concerns):
        return False
    anybody = organisation.profile.announcements.second_person == "staff" and not announcement.grave
    return anybody or is_designated(person, organisation)


def has_concern(person: Person, concerns: Iterable[Case]) -> bool:
    """Whether somebody is the subject of an open concern that is more than one of the small things about staff."""
    return any(person.id in case.subjects and is_more(case) for case in concerns)


def is_more(case: Case) -> bool:
    """Whether a concern is more than one of the small things about staff."""
    return case.category is not Category.STAFF_CONDUCT


def to_ask(organisation: Organisation, may: Callable[[str], bool]) -> Contact | None:
    """Who is asked to look: whoever is on duty, else the first of the chain, else another who watches, of those who `may`
    decide (by their ids). None where there is nobody: whoever is not on the register could only read it. Others may look as
    well: what waits is listed for them.
    """
    everybody = (*organisation.on_duty, *organisation.contacts.chain, *organisation.contacts.monitors)
    return next((each for each in everybody if each.reach in REACHABLE and each.person and may(each.person)), None)


def sends_at(announcement: Announcement, organisation: Organisation, now: datetime) -> datetime | None:
    """When it waits until, None where it goes at once: what children read waits for the office hours where the profile says so
    (map 5.17). Where no opening is in sight it does not wait for ever.
    """
    calendar = organisation.calendar
    waits = organisation.profile.hours.staff_to_children == "wait" and announcement.place.audience is not Audience.ADULTS
    return next_opening(calendar, now) if waits and is_out_of_hours(calendar, now) else None


def refused(weighed: Sequence[Weighed]) -> bool:
    """Whether the detectors would have it taken away. What they would only hold, a person looks at anyway."""
    return any(each.verdict in REFUSED for each in weighed)


def grave(weighed: Sequence[Weighed]) -> bool:
    """Whether something was seen that a designated person must look at, and of which the author is not told."""
    return any(each.verdict not in {Verdict.NUDGE, Verdict.ALLOW} for each in weighed)


def graver_than_refused(weighed: Sequence[Weighed]) -> bool:
    """Whether the gravest that was seen is so, and not what would be refused: that hides nothing graver (decisions 11)."""
    return grave(weighed[:1]) and not refused(weighed[:1])


def opens_concern(weighed: Sequence[Weighed]) -> bool:
    """Whether it is a concern with its clock, though it was not posted. What would only be held another looks at anyway."""
    return graver_than_refused(weighed) and weighed[0].verdict is not Verdict.HOLD
