"""How a concern begins: a message or a report opens one, or adds to the open one that it belongs to. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from moderation import by_hand, deadlines
from moderation.case_types import COMPLAINT
from moderation.cases import seen_within
from moderation.changing import clock, shown
from moderation.context import Capability, Context
from moderation.masking import snippet
from moderation.model import (
    BOT,
    Audience,
    Case,
    CaseState,
    Category,
    Event,
    Finding,
    Member,
    Person,
    Sighting,
    Speed,
    Timer,
    TimerKind,
    Verdict,
    derived_id,
)
from moderation.routing import to_alert, to_show
from moderation.telling import lead_is_asked
from moderation.weighing import Weighed

#: A concern keeps this many of its newest messages; a flood only raises the count of those before them.
MAX_SIGHTINGS: Final = 50

_SPEEDS = (Speed.NOW, Speed.TODAY, Speed.WEEKLY)


def concern_about(event: Event, weighed: Sequence[Weighed], context: Context, by_name: bool = True) -> Case:
    """The concern that a message opens, or the open one about the same author and category that it adds to.

    What is done about the message follows the gravest thing in it, and what the concern is called the most urgent: a number
    that is taken away must not hide that a child was asked to keep a secret. `by_name`: it may be about the staff whose whole
    name stands in it as long as there is anybody else to be told; else a post never is, and what was not posted always.
    """
    verdict, first = weighed[0].verdict, most_urgent(weighed)
    category = first.finding.category
    found = [first.finding, *(w.finding for w in weighed if w is not first)]
    place, can = event.place, context.organisation.can
    goes, removes = verdict in {Verdict.REMOVE, Verdict.HOLD}, can(place.platform, Capability.REMOVE_OTHERS)
    open_to_others = place.audience is not Audience.PRIVATE
    sighting = Sighting(
        event=event.id,
        at=event.at,
        place=place,
        message=event.message,
        verdict=verdict,
        findings=tuple(found),
        snippet=snippet(event, found),
        link=event.link,
        removed_by=BOT if goes and removes else "",
        asked_by=BOT if goes and not removes else "",
        hidden=verdict is Verdict.PRESERVE and open_to_others and can(place.platform, Capability.HIDE_PLACE),
        post=bool(place.id),
        before=_before(found, context),
    )
    # Who wrote what was never posted can mention nobody: they call people by their names, and sign with their own.
    called = tuple(each for each in context.named if each.person.id != context.author.id)
    others = context.affected if place.id else (*context.affected, *called)
    child = _child_of(context, others)
    case = Case(
        id=derived_id("c_", event.id),
        org=event.org,
        category=category,
        speed=first.response.speed,
        opened_at=context.now,
        author=Member(event.author, context.author),
        subjects=_subjects(found, context, context.affected if by_name else others),
        sightings=(sighting,),
        child=child,
        adult_question_open=child is not None and lead_is_asked(event, weighed, context),
    )
    if by_name:
        case = _with_named(case, _subjects(found, context, (*context.affected, *called)), context)
    return joined(case, context)


def joined(case: Case, context: Context, acting: str = "") -> Case:
    """A new concern, or the open one that it adds to, as shown to those who must look: `acting` told of it, or has acted."""
    earlier = _same_concern(case, context)
    case = case if earlier is None else _added(earlier, case)
    if case.speed is not Speed.WEEKLY:
        for contact in to_show(case, context.organisation, people_to_tell(case.category), acting):
            case = shown(case, contact, context.now)
    return case


def most_urgent(weighed: Sequence[Weighed]) -> Weighed:
    """What must be seen soonest; the gravest of several."""
    return min(weighed, key=lambda w: _SPEEDS.index(w.response.speed))


def people_to_tell(category: Category) -> int:
    """How many are alerted at once: at least two people are told of a disclosure (safeguarding rule 5)."""
    return 2 if category is Category.DISCLOSURE else 1


def clocks(case: Case, context: Context) -> tuple[Timer, ...]:
    """The clocks that a message starts: show it again if nobody looks (map 8.9), end exposure if nobody removes (map 9.1b).

    A message that joins a concern has the concern's clock, unless it is graver, because that one would ring too late, or nobody
    has seen it any more, because that one is over. Whoever was asked to remove something by hand is reminded (map 1.1).
    """
    organisation, now = context.organisation, context.now
    earlier = next((concern for concern in context.open_cases if concern.id == case.id), None)
    anew = earlier is None or _is_graver(case, earlier) or case.state is not earlier.state
    timers = seen_within(case, organisation, now) if anew else ()
    if case.newest.verdict is Verdict.PRESERVE:
        ends = now + timedelta(minutes=organisation.profile.clocks.exposure_minutes)
        timers += (clock(case, TimerKind.EXPOSURE, ends),)
    timers += deadlines.clocks(earlier, case, organisation, now)
    return (*timers, *by_hand.reminders(earlier, case, organisation, now))


def once(values: Iterable[str]) -> tuple[str, ...]:
    """Each value once, in the order of its first coming."""
    return tuple(dict.fromkeys(values))


def _same_concern(case: Case, context: Context) -> Case | None:
    since = context.now - timedelta(minutes=context.profile.merging.case_minutes)
    for earlier in reversed(context.open_cases):
        same = earlier.category is case.category and earlier.author.person.id == case.author.person.id
        if same and since <= earlier.opened_at <= context.now and not _apart(case, earlier, context.author):
            return earlier
    return None


def _apart(new: Case, earlier: Case, by: Person) -> bool:
    """Whether what somebody tells is not to join a concern: one about them, or about whom they name and not what they told."""
    tells_of_themselves = [case.newest.told_by == case.author for case in (new, earlier)]
    return tells_of_themselves[0] != tells_of_themselves[1] or (new.newest.told_by is not None and by.id in earlier.subjects)


def _added(earlier: Case, new: Case) -> Case:
    """An open concern with one more message. The newest message is what its buttons act on.

    One that is graver than all before it has been seen by nobody, whoever has seen those. Nor has anybody seen what only whom
    it turns out to be about had taken on.
    """
    graver = _is_graver(new, earlier)
    subjects = once((*earlier.subjects, *new.subjects))
    unseen = graver or earlier.claimed_by in subjects
    sightings = (*(s for s in earlier.sightings if s.event != new.newest.event), *new.sightings)
    return replace(
        earlier,
        speed=new.speed if graver else earlier.speed,
        state=CaseState.NEW if unseen else earlier.state,
        claimed_by=None if unseen else earlier.claimed_by,
        subjects=subjects,
        sightings=_kept(sightings),
        earlier=earlier.earlier + max(0, len(sightings) - MAX_SIGHTINGS),
        child=earlier.child or new.child,
        adult_question_open=earlier.adult_question_open or new.adult_question_open,
    )


def _kept(sightings: Sequence[Sighting]) -> tuple[Sighting, ...]:
    """The newest, as many as are kept; the last of each kind stays, so that a flood washes no disclosure away."""
    last = {sighting.gravest.kind: sighting for sighting in sightings}
    over = len(sightings) - MAX_SIGHTINGS
    repeated = [sighting for sighting in sightings if last[sighting.gravest.kind] is not sighting]
    gone = {sighting.event for sighting in repeated[: max(0, over)]}
    return tuple(sighting for sighting in sightings if sighting.event not in gone)


def _is_graver(case: Case, than: Case) -> bool:
    return _SPEEDS.index(case.speed) < _SPEEDS.index(than.speed)


def _subjects(found: Sequence[Finding], context: Context, others: Sequence[Member]) -> tuple[str, ...]:
    """Whom the concern is about, for conflicts of interest: never whoever disclosed or was approached. The first finding says.

    A disclosure or a complaint may be about the staff whom it names, and a question of the press is about nobody here; private
    contact is about the adults who are in it; all else is about its author. Staff who ask for a secret use the words of whoever
    tells of one: what may be either is about them too.
    """
    category = found[0].category
    if category is Category.COMMENT and (category, found[0].kind) != COMPLAINT:
        return ()
    if category in {Category.DISCLOSURE, Category.COMMENT}:
        own = category is Category.DISCLOSURE and context.author.is_staff
        secret = own and any(finding.category is Category.PRIVATE_CONTACT for finding in found)
        named = (m.person.id for m in others if m.person.is_staff)
        return once((*([context.author.id] if secret else ()), *named))
    if category is Category.PRIVATE_CONTACT and not context.author.may_be_adult:
        return once(m.person.id for m in context.present if m.person.may_be_adult)
    return (context.author.id,)


def _with_named(case: Case, named: tuple[str, ...], context: Context) -> Case:
    """A concern about those besides whose whole name stands in what was written: no machine can read whether a child complains
    of them or trusts them. As in a report (`moderation.reports`), as long as there is anybody else to be told: whom the concern
    that it adds to is about is nobody else.
    """
    earlier = _same_concern(case, context)
    about = (*(earlier.subjects if earlier else ()), *named)
    return replace(case, subjects=named) if to_alert(context.organisation.contacts, about) else case


def _before(found: Sequence[Finding], context: Context) -> tuple[tuple[datetime, str], ...]:
    """When each of the earlier messages of a pattern was written, and by whom (map 3.3)."""
    ids = {id_ for finding in found for id_ in finding.earlier}
    names = {member.account.id: member.person.name for member in context.speakers}
    return tuple((each.at, names.get(each.author.id) or each.author.name) for each in context.window if each.id in ids)


def _child_of(context: Context, others: Sequence[Member]) -> str | None:
    """The child whose adults might be told: the author, else a child who was mentioned or is present."""
    if context.author.may_be_child:
        return context.author.id
    for member in (*others, *context.present):
        if member.person.may_be_child:
            return member.person.id
    return None
