"""The life of a concern: opened by a message, pressed by people, rung by clocks (map 1.11, 8.7 to 8.10). Pure transitions."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from moderation import records
from moderation.context import Capability, Context, Organisation
from moderation.masking import snippet
from moderation.model import (
    BOT,
    Action,
    ActionKind,
    AlertedTo,
    Case,
    CaseState,
    Category,
    Contact,
    Decision,
    Event,
    ExplainToAuthor,
    Member,
    Note,
    Person,
    RemovePost,
    RestorePost,
    Sighting,
    Speed,
    TellPerson,
    Timer,
    TimerKind,
    Verdict,
    derived_id,
)
from moderation.notices import Purpose
from moderation.plan import Plan, reader_of
from moderation.profiles import TellAdult
from moderation.routing import may_see, next_in_chain, second_opinion, to_alert, watches
from moderation.weighing import Weighed

#: A concern keeps this many of its newest messages; a flood only raises the count of those before them.
MAX_SIGHTINGS: Final = 50

_SPEEDS = (Speed.NOW, Speed.TODAY, Speed.WEEKLY)

#: What a person must give a reason for: it is kept with the concern, sealed.
NEEDS_REASON = frozenset(
    {ActionKind.REMOVE, ActionKind.RESTORE, ActionKind.TELL_ADULT, ActionKind.DO_NOT_TELL, ActionKind.NOTE, ActionKind.CLOSE}
)


# A message opens a concern, or adds to one


def concern_about(event: Event, weighed: Sequence[Weighed], context: Context) -> Case:
    """The concern that a message opens, or the open one about the same author and category that it adds to."""
    gravest = weighed[0]
    category = gravest.finding.category
    found = [w.finding for w in weighed]
    may_remove = context.organisation.can(event.place.platform, Capability.REMOVE_OTHERS)
    removes = may_remove and gravest.verdict in {Verdict.REMOVE, Verdict.HOLD}
    sighting = Sighting(
        event=event.id,
        at=event.at,
        place=event.place,
        message=event.message,
        verdict=gravest.verdict,
        findings=tuple(found),
        snippet=snippet(event, found),
        link=event.link,
        removed_by=BOT if removes else "",
    )
    child = _child_of(context)
    case = Case(
        id=derived_id("c_", event.id),
        org=event.org,
        category=category,
        speed=min((w.response.speed for w in weighed), key=_SPEEDS.index),
        opened_at=context.now,
        author=Member(event.author, context.author),
        subjects=_subjects(category, context),
        sightings=(sighting,),
        child=child,
        adult_question_open=child is not None and any(w.response.tell_adult is TellAdult.HELD for w in weighed),
    )
    earlier = _same_concern(case, context)
    case = case if earlier is None else _added(earlier, case)
    if case.speed is not Speed.WEEKLY:
        for contact in to_alert(context.organisation.contacts, case.subjects, people_to_tell(category)):
            case = shown(case, contact, context.now)
    return case


def people_to_tell(category: Category) -> int:
    """How many are alerted at once: at least two people are told of a disclosure (safeguarding rule 5)."""
    return 2 if category is Category.DISCLOSURE else 1


def _same_concern(case: Case, context: Context) -> Case | None:
    since = context.now - timedelta(minutes=context.profile.merging.case_minutes)
    for earlier in reversed(context.open_cases):
        same = earlier.category is case.category and earlier.author.person.id == case.author.person.id
        if same and since <= earlier.opened_at <= context.now:
            return earlier
    return None


def _added(earlier: Case, new: Case) -> Case:
    """An open concern with one more message. The newest message is what its buttons act on.

    One that is graver than all before it has been seen by nobody, whoever has seen those.
    """
    graver = _is_graver(new, earlier)
    sightings = (*(s for s in earlier.sightings if s.event != new.newest.event), *new.sightings)
    return replace(
        earlier,
        speed=new.speed if graver else earlier.speed,
        state=CaseState.NEW if graver else earlier.state,
        claimed_by=None if graver else earlier.claimed_by,
        subjects=_once((*earlier.subjects, *new.subjects)),
        sightings=sightings[-MAX_SIGHTINGS:],
        earlier=earlier.earlier + max(0, len(sightings) - MAX_SIGHTINGS),
        child=earlier.child or new.child,
        adult_question_open=earlier.adult_question_open or new.adult_question_open,
    )


def _is_graver(case: Case, than: Case) -> bool:
    return _SPEEDS.index(case.speed) < _SPEEDS.index(than.speed)


def _once(values: Iterable[str]) -> tuple[str, ...]:
    """Each value once, in the order of its first coming."""
    return tuple(dict.fromkeys(values))


def _subjects(category: Category, context: Context) -> tuple[str, ...]:
    """Whom the concern is about, for conflicts of interest: never whoever disclosed or was approached.

    A disclosure may be about the staff whom it names; private contact is about the adults who are in it; all else is about its
    author.
    """
    if category is Category.DISCLOSURE:
        return _once(m.person.id for m in context.affected if m.person.is_staff)
    if category is Category.PRIVATE_CONTACT and not context.author.may_be_adult:
        return _once(m.person.id for m in context.present if m.person.may_be_adult)
    return (context.author.id,)


def _child_of(context: Context) -> str | None:
    """The child whose adults might be told: the author, else a child who was mentioned or is present."""
    if context.author.may_be_child:
        return context.author.id
    for member in (*context.affected, *context.present):
        if member.person.may_be_child:
            return member.person.id
    return None


def clocks(case: Case, context: Context) -> tuple[Timer, ...]:
    """The clocks that a message starts: show it again if nobody looks (map 8.9), end exposure if nobody removes (map 9.1b).

    A message that joins a concern has the concern's clock, unless it is graver: then that one would ring too late.
    """
    organisation, now = context.organisation, context.now
    earlier = next((concern for concern in context.open_cases if concern.id == case.id), None)
    timers = _seen_within(case, organisation, now) if earlier is None or _is_graver(case, earlier) else ()
    if case.newest.verdict is Verdict.PRESERVE:
        ends = now + timedelta(minutes=organisation.profile.clocks.exposure_minutes)
        timers += (_timer(case, TimerKind.EXPOSURE, ends),)
    return timers


def _seen_within(case: Case, organisation: Organisation, now: datetime) -> tuple[Timer, ...]:
    minutes = organisation.profile.clocks.seen_within_minutes.get(case.speed)
    return () if minutes is None else (_timer(case, TimerKind.NOT_SEEN, now + timedelta(minutes=minutes)),)


def _timer(case: Case, kind: TimerKind, due: datetime) -> Timer:
    return Timer(derived_id("t_", case.id, kind, due.isoformat()), kind, due, case.id)


# A clock rings


def rang(case: Case, timer: Timer, organisation: Organisation, now: datetime) -> Decision:
    """What a clock that has run out does. It finds the concern as it is now, so a clock never has to be stopped."""
    plan = Plan(derived_id("d_", timer.id), organisation, case.newest.place.platform)
    match timer.kind:
        case TimerKind.NOT_SEEN if case.state is CaseState.NEW:
            return _nobody_looked(case, timer, plan, now)
        case TimerKind.EXPOSURE if case.state is not CaseState.CLOSED and _exposed(case):
            return _still_exposed(case, timer, plan, now)
    because = ("Somebody had dealt with it in time.",)
    return Decision(plan.decision, case.org, timer.id, now, Verdict.ALLOW, because=because)


def _nobody_looked(case: Case, timer: Timer, plan: Plan, now: datetime) -> Decision:
    """Turn to the next in the chain; when there is none, ask everybody again. This goes on until somebody looks."""
    organisation = plan.organisation
    following = next_in_chain(organisation.contacts, case.subjects, [a.address for a in case.alerted])
    if following is not None:
        plan.show(case, following)
        case = shown(case, following, now)
    else:
        plan.alert(case, count=len(organisation.contacts.chain))
    return Decision(
        plan.decision,
        case.org,
        timer.id,
        now,
        Verdict.ALERT,
        records.of_rule("case.escalated", "cases/not_seen@1", organisation.config, case.id, plan.effects),
        effects=plan.effects,
        case=case,
        rings=_seen_within(case, organisation, now),
        because=("Nobody had looked at it in time, so it was shown again.",),
    )


def _exposed(case: Case) -> tuple[Sighting, ...]:
    """What was kept for a report and is still there: any message of the concern, not its newest alone."""
    return tuple(s for s in case.sightings if s.verdict is Verdict.PRESERVE and not s.removed_by)


def _still_exposed(case: Case, timer: Timer, plan: Plan, now: datetime) -> Decision:
    """It was kept for a report, and others may still read it: that ends now (map 9.1b)."""
    removed = None
    for sighting in _exposed(case):
        case, removed = _take_away(case, sighting, BOT, plan)
    plan.alert(case, after=removed)
    return Decision(
        plan.decision,
        case.org,
        timer.id,
        now,
        Verdict.REMOVE,
        records.of_rule("case.still_exposed", "cases/exposure@1", plan.organisation.config, case.id, plan.effects),
        effects=plan.effects,
        case=case,
        because=("Nobody had removed it, and others could still read it.",),
    )


def _take_away(case: Case, sighting: Sighting, by: str, plan: Plan) -> tuple[Case, str | None]:
    """Have one message of a concern removed, and give the id of the effect.

    Where the platform does not let the bot, a person is asked instead, and nobody has had it removed (map 1.1).
    """
    if not plan.organisation.can(sighting.place.platform, Capability.REMOVE_OTHERS):
        plan.ask(case, "remove", about=sighting)
        return case, None
    return with_message(case, sighting.message, removed_by=by), plan.add(RemovePost(sighting.place.id, sighting.message))


def sighting_of(case: Case, message: str) -> Sighting | None:
    """The newest reading of one message of a concern; None when it is no longer among those that are kept."""
    return next((s for s in reversed(case.sightings) if s.message == message), None)


def with_message(case: Case, message: str, **changes: Any) -> Case:
    """The concern when something about one of its messages has changed: who had it removed, or whether it was put back."""
    sightings = (replace(s, **changes) if s.message == message else s for s in case.sightings)
    return replace(case, sightings=tuple(sightings))


# A person presses a button


def press(case: Case, action: Action, by: Person, child: Person | None, organisation: Organisation, now: datetime) -> Decision:
    """What becomes of a concern when somebody acts on it. A press that is not allowed is refused, and that is recorded."""
    plan = Plan(derived_id("d_", action.id), organisation, case.newest.place.platform)
    refusal = _refusal(case, action, by)
    if refusal:
        entry = records.of_person("action.refused", by.id, case.id, does=action.kind.value)
        return Decision(plan.decision, case.org, action.id, now, Verdict.ALLOW, entry, because=(refusal,))
    note = Note(now, by.id, action.kind.value, action.reason)
    changed, kind, because = _pressed(replace(case, notes=(*case.notes, note)), action, by, child, plan, now)
    plan.refresh(changed)
    entry = records.of_person(kind, by.id, case.id, plan.effects)
    reopened = changed.state is CaseState.NEW and case.state is not CaseState.NEW
    return Decision(
        plan.decision,
        case.org,
        action.id,
        now,
        Verdict.ALLOW,
        entry,
        effects=plan.effects,
        case=changed,
        rings=_seen_within(changed, organisation, now) if reopened else (),
        because=(because,),
    )


def out_of_sight(case: Case | None, by: Person) -> str:
    """Why somebody may not see a concern, in a sentence for them; "" when they may.

    It does not give away that there is one: to its subject it is like a concern that there is not (map 8.17).
    """
    if not watches(by):
        return "This is for the people who watch this server. If you are worried about something, tell them."
    return "" if case is not None and may_see(by, case.subjects) else "There is no such concern."


def _refusal(case: Case, action: Action, by: Person) -> str:
    """Why a press is not allowed, in a sentence for whoever pressed; "" when it is."""
    if action.kind is ActionKind.APPEAL and by.id == case.author.person.id:
        return ""
    if hidden := out_of_sight(case, by):
        return hidden
    if action.kind is ActionKind.APPEAL:
        return "Only the person whose post it was can say that it was wrong."
    if action.kind in NEEDS_REASON and not action.reason.strip():
        return "Please give a reason: it is kept with the concern."
    if case.state is CaseState.CLOSED and action.kind is not ActionKind.NOTE:
        return "This concern is closed."
    if action.kind is ActionKind.SEEN and case.claimed_by not in {None, by.id}:
        return "Somebody else is looking at it already."
    if action.kind in {ActionKind.REMOVE, ActionKind.RESTORE} and case.newest.restored:
        return "It was put back already, as a message of Touchline's. If it must go after all, please remove that one by hand."
    if action.kind is ActionKind.RESTORE and not case.removed_by:
        return "Nothing was removed here, so there is nothing to restore."
    if action.kind is ActionKind.RESTORE and case.appealed and by.id == case.removed_by:
        return "You had it removed, so somebody else must decide about it now."
    if action.kind is ActionKind.REMOVE and case.removed_by:
        return "It has been removed already."
    if action.kind is ActionKind.REMOVE and case.category is Category.DISCLOSURE:
        return "A disclosure is never removed. If others should not read it, close the place instead."
    if action.kind in {ActionKind.TELL_ADULT, ActionKind.DO_NOT_TELL} and not case.adult_question_open:
        return "There is no open question about telling adults here."
    return ""


def _pressed(case: Case, action: Action, by: Person, child: Person | None, plan: Plan, now: datetime) -> tuple[Case, str, str]:
    """The changed concern, the kind of its entry, and a sentence for whoever pressed."""
    seen = replace(case, state=CaseState.CLAIMED, claimed_by=case.claimed_by or by.id)
    author, place = case.author, case.newest.place
    match action.kind:
        case ActionKind.SEEN:
            return seen, "case.claimed", "Thank you. It is yours now; nobody else will be paged."
        case ActionKind.REMOVE:
            seen, removed = _take_away(seen, case.newest, by.id, plan)
            if removed is None:
                return seen, "case.remove_asked", "The bot may not remove it here, so a person was asked to."
            words = plan.organisation.words(
                Purpose.EXPLAIN, reader_of(author.person), case.topic, place.name, case.newest.clauses[0]
            )
            plan.add(ExplainToAuthor(author.account, place.id, words, case.id), after=removed)
            return seen, "case.remove_asked", "It will be removed and its author told why."
        case ActionKind.RESTORE:
            restored = plan.add(RestorePost(place.id, case.newest.message, author.account, case.id))
            words = plan.organisation.words(Purpose.TELL, reader_of(author.person), "restored", place.name)
            plan.add(TellPerson(author.account, words), after=restored)
            seen = with_message(seen, case.newest.message, restored=True)
            return seen, "case.restore_asked", "The text will be put back and its author told."
        case ActionKind.SECOND_OPINION:
            other = second_opinion(plan.organisation.contacts, case.subjects, by.id)
            if other is None:
                return seen, "case.second_opinion_asked", "There is nobody else to ask who may see this. Add a deputy."
            plan.show(case, other)
            return shown(seen, other, now), "case.second_opinion_asked", f"{other.name} was asked to look."
        case ActionKind.TELL_ADULT:
            if child is not None:
                plan.tell_adults(case, child, case.topic)
            seen = replace(seen, adult_question_open=False)
            if not plan.effects:  # nobody knows the child's adults, or they may not be contacted
                plan.ask(case, "tell_adult")
                return (
                    seen,
                    "adult.to_be_told",
                    "Touchline has nobody whom it may write to, so a person was asked to tell them.",
                )
            return seen, "adult.to_be_told", "The child's adults will be told."
        case ActionKind.DO_NOT_TELL:
            return replace(seen, adult_question_open=False), "adult.not_told", "Nobody will be told. Your reason is kept."
        case ActionKind.NOTE:
            return case, "case.noted", "Your note is kept with the concern."
        case ActionKind.CLOSE:
            closed = replace(seen, state=CaseState.CLOSED, outcome=action.reason, adult_question_open=False)
            return closed, "case.closed", "Closed. What was recorded stays."
        case ActionKind.APPEAL:
            reopened = replace(case, state=CaseState.NEW, claimed_by=None, appealed=True)
            other = second_opinion(plan.organisation.contacts, case.subjects, case.removed_by)
            if other is not None:
                plan.show(reopened, other)
                reopened = shown(reopened, other, now)
            return reopened, "case.appealed", "Thank you for telling us. Somebody else will look at it again."


def shown(case: Case, to: Contact, now: datetime) -> Case:
    """The concern when somebody is asked to look at it. It keeps when each was first asked."""
    if to.address in {alerted.address for alerted in case.alerted}:
        return case
    return replace(case, alerted=(*case.alerted, AlertedTo(to.address, now)))
