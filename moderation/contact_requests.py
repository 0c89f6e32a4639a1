"""Contact with one child that is asked for on each occasion: who may ask, who is asked, and when it may be open (map 5.13).

Nothing opens before a responsible adult said yes, and nothing stays open when what it rests on stands no more: each time that
its clock rings, `stopped_by` looks again at everything.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from moderation.agreements import is_protected
from moderation.model import (
    Case,
    Category,
    ContactRequest,
    ContactState,
    Person,
    Reach,
    ResponsibleAdult,
    ResponsibleKind,
    Role,
)
from moderation.profiles import Profile
from moderation.register import appointment
from moderation.sessions import is_no_contact

#: The longest that contact is open, how far ahead it can be asked for, and how many requests of one person may wait.
LONGEST: Final = timedelta(hours=4)
AHEAD: Final = timedelta(days=60)
WAITING: Final = 5
#: Characters of a purpose.
LEAST_PURPOSE: Final = 10
MOST_PURPOSE: Final = 300
#: While a place is open it is looked at so often whether it still may be.
LOOK: Final = timedelta(minutes=1)
#: Who has not answered is asked once more halfway to its time, and after so long at the latest.
REMIND: Final = timedelta(days=2)
#: So long after it was closed its transcript is sealed: what was on its way has arrived.
SETTLE: Final = timedelta(minutes=10)
#: So long after that the place itself stays, for what the transcript has not: a file that hangs on a message.
GRACE: Final = timedelta(days=14)

_APPOINTED: Final = frozenset({Role.MODERATOR, Role.LEAD})


@dataclass(frozen=True, slots=True)
class Standing:
    """What a request rests on, as it is now. `asks` and `asked_about` are all ids that whoever asks and the child go by;
    `may_be_here` says whether what must be agreed to for the child stands (map 5.12). `barred` are the names of adults of the
    child who do not say yes to this: whoever asks, and whom an open concern in which the child has a part is about. `today` is
    the day where they are.
    """

    asker: Person | None
    child: Person | None
    asks: Collection[str]
    asked_about: Collection[str]
    concerns: Sequence[Case]
    may_be_here: bool
    barred: Collection[str]
    today: date


def unfit(asker: Person | None, profile: Profile, today: date) -> str:
    """Why somebody may not ask, as a code; "" if they may. It is about themselves alone, so they may be told."""
    if asker is None or not asker.is_staff or asker.left is not None:
        return "not_staff"
    if not asker.counts_as_second_adult:
        return "not_adult"
    needs = asker.role in _APPOINTED and profile.people.appointment_required
    return "not_appointed" if needs and appointment(asker, today) is None else ""


def misfit(begins: datetime, ends: datetime, now: datetime) -> str:
    """What is wrong with a time, as a code; "" for nothing."""
    if ends <= begins or ends <= now:
        return "over"
    if ends - begins > LONGEST:
        return "too_long"
    return "too_far" if begins - now > AHEAD else ""


def concerned(standing: Standing) -> tuple[Case, ...]:
    """The open concerns that keep whoever asks from a child: any that this child has a part in, and any but the small things
    about staff that add up (map 5.16b).
    """
    return tuple(
        case
        for case in standing.concerns
        if not set(case.subjects).isdisjoint(standing.asks)
        and (case.category is not Category.STAFF_CONDUCT or has_part(case, standing.asked_about))
    )


def has_part(case: Case, child: Collection[str]) -> bool:
    """Whether a child, by all ids that they go by, has a part in a concern: told of it, too."""
    told = (each.told_by.person.id for each in case.sightings if each.told_by)
    return not {case.child, case.author.person.id, *case.subjects, *told}.isdisjoint(child)


def stopped_by(request: ContactRequest, standing: Standing, profile: Profile) -> str:
    """Why a request may not go on, as a code for the record and those who answer for the organisation; "" if it may."""
    if standing.child is None or not is_protected(standing.child):
        return "not_a_child"
    if why := unfit(standing.asker, profile, standing.today):
        return why
    if concerned(standing):
        return "concern"
    if not standing.may_be_here:
        return "not_agreed"
    answer = request.answer
    names = {each.name for each in may_approve(standing.child, standing, profile)}
    return "adult_changed" if answer is not None and answer.approves and answer.name not in names else ""


def kinds_for(child: Person, profile: Profile) -> frozenset[ResponsibleKind]:
    """Which adults speak for a child or learner: those that the profile names; for a learner who is of age an employer alone
    (map 1.6).

    A profile that names employers alone says who is told of a post that was taken away. That parents of young learners
    approve, and are written to, are other sentences of that policy (map 5.10, 5.12): so those and carers speak for them too.
    """
    kinds = profile.responsible_adults.kinds
    if not child.may_be_child:
        return kinds & {ResponsibleKind.EMPLOYER}
    return kinds if kinds - {ResponsibleKind.EMPLOYER} else kinds | {ResponsibleKind.PARENT, ResponsibleKind.CARER}


def may_answer(child: Person, profile: Profile) -> tuple[ResponsibleAdult, ...]:
    """The adults who can say yes or no for a child or learner, and none who must not be contacted."""
    kinds = kinds_for(child, profile)
    named = (each for each in child.responsible_adults if each.kind in kinds and each.name)
    return tuple(each for each in named if not is_no_contact(child, each))


def may_approve(child: Person, standing: Standing, profile: Profile) -> tuple[ResponsibleAdult, ...]:
    """Those of them whose yes counts: nobody approves what they asked for, or what may be about themselves."""
    return tuple(each for each in may_answer(child, profile) if each.name not in standing.barred)


def to_ask(child: Person, standing: Standing, profile: Profile) -> tuple[ResponsibleAdult, ...]:
    """Those of them whom Touchline asks itself: each confirmed that they are reached there (decisions 24)."""
    reached = (each for each in may_approve(child, standing, profile) if each.reach is not Reach.TELEPHONE)
    return tuple(each for each in reached if each.confirmed)


def may_be_second(person: Person, goes_by: Collection[str], standing: Standing, profile: Profile) -> bool:
    """Whether somebody can be the second adult: on the staff, not whoever asks, and not whom an open concern is about.
    `goes_by` are all ids of theirs.
    """
    subjects: Iterable[str] = (each for case in standing.concerns for each in case.subjects)
    return (
        not unfit(person, profile, standing.today)
        and set(goes_by).isdisjoint(standing.asks)
        and set(goes_by).isdisjoint(subjects)
    )


def was_declined(request: ContactRequest, others: Iterable[ContactRequest]) -> bool:
    """Whether somebody said no to the same already, for a time that this one shares: another adult's yes does not undo that."""
    return any(
        each.answer is not None
        and not each.answer.approves
        and (each.by, each.child) == (request.by, request.child)
        and each.begins < request.ends
        and request.begins < each.ends
        for each in others
    )


def remind_at(request: ContactRequest) -> datetime:
    """When those are asked once more who have not answered."""
    return request.asked_at + min((request.begins - request.asked_at) / 2, REMIND)


def is_open(request: ContactRequest | None, at: datetime) -> bool:
    """Whether what is written at an instant is written in the time to which a child's adult said yes: also where it is judged
    only once that is over. Where it ended before its time nothing counts any more.
    """
    if request is None or request.why or request.state not in {ContactState.OPEN, ContactState.CLOSING}:
        return False
    return request.begins <= at < request.ends


def next_look(request: ContactRequest, now: datetime) -> datetime | None:
    """When its clock rings next; None while it is being closed, and once it is over and has no place."""
    match request.state:
        case ContactState.ASKED:
            again = remind_at(request)
            return again if now < again else request.ends
        case ContactState.APPROVED:
            return max(request.begins, now)
        case ContactState.OPEN:
            return min(request.ends, now + LOOK)
        case ContactState.CLOSED if request.place:
            return now + GRACE
    return None
