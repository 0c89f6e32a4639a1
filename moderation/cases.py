"""The life of a concern: pressed by people, rung by clocks (map 1.8, 1.11, 8.7 to 8.10). Pure; `opening` is how it begins."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from moderation import by_hand, deadlines, putting_out, records
from moderation.case_types import is_to_be_assessed, told, type_of
from moderation.changing import clock, shown, with_message, with_place
from moderation.context import Capability, Organisation
from moderation.explaining import explained
from moderation.filling import QUESTIONS, filled, kept, lacking
from moderation.model import (
    BOT,
    Action,
    ActionKind,
    Case,
    CaseState,
    CaseType,
    Category,
    Contact,
    Decision,
    ExplainToAuthor,
    HidePlace,
    Note,
    Person,
    PlaceKind,
    Reach,
    RemovePost,
    RestorePost,
    Restrict,
    ShowPlace,
    Sighting,
    TellPerson,
    Timer,
    TimerKind,
    Verdict,
    derived_id,
)
from moderation.notices import Purpose
from moderation.plan import Plan, reader_of
from moderation.restricting import refusal, restrict
from moderation.routing import beside, is_for_others, may_see, next_in_chain, second_opinion, second_ways, watches

#: What a person must give a reason for: it is kept with the concern, sealed.
NEEDS_REASON: Final = frozenset(
    {
        *(ActionKind.REMOVE, ActionKind.RESTORE, ActionKind.TELL_ADULT, ActionKind.DO_NOT_TELL, ActionKind.NOTE),
        *(ActionKind.CLOSE, ActionKind.REOPEN, ActionKind.RESTRICT, ActionKind.HIDE, ActionKind.SHOW),
        *(ActionKind.ANSWERED, ActionKind.CLASSIFY, ActionKind.HOLD, ActionKind.ASSESS, ActionKind.TOLD, ActionKind.PUT_OUT),
    }
)
#: What is still open to people when a concern is closed.
_WHEN_CLOSED: Final = frozenset(
    {ActionKind.NOTE, ActionKind.REOPEN, ActionKind.LIFT, ActionKind.SHOW, ActionKind.HOLD, ActionKind.TOLD}
)
#: What nobody does without another who knows, where it is about one of those who answer for the organisation.
_NOT_ALONE: Final = frozenset({ActionKind.REMOVE, ActionKind.HIDE, ActionKind.CLOSE, ActionKind.CLASSIFY})
_BETWEEN_PEOPLE: Final = frozenset({PlaceKind.DIRECT, PlaceKind.GROUP_DIRECT})


def seen_within(case: Case, organisation: Organisation, now: datetime) -> tuple[Timer, ...]:
    """The clock that shows a concern again if nobody looks in time (map 8.9); none where its speed has no such time, nor for a
    complaint, which is answered within working hours (map 8.7)."""
    if deadlines.waits_for_the_clock(case, organisation):
        return ()
    minutes = organisation.profile.clocks.seen_within_minutes.get(case.speed)
    return () if minutes is None else (clock(case, TimerKind.NOT_SEEN, now + timedelta(minutes=minutes)),)


# A clock rings


def rang(case: Case, timer: Timer, organisation: Organisation, now: datetime) -> Decision:
    """What a clock that has run out does. It finds the concern as it is now, so a clock never has to be stopped."""
    plan = Plan(derived_id("d_", timer.id, timer.due.isoformat()), organisation, case.newest.place.platform)
    match timer.kind:
        case TimerKind.NOT_SEEN if case.state is CaseState.NEW:
            return _nobody_looked(case, timer, plan, now)
        case TimerKind.EXPOSURE if case.state is not CaseState.CLOSED and _exposed(case):
            return _still_exposed(case, timer, plan, now)
        case TimerKind.BY_HAND if case.state is not CaseState.CLOSED and by_hand.waiting(case):
            return by_hand.reminded(case, timer, plan, now)
        case TimerKind.DUE if (due := deadlines.rang(case, timer, plan, now)) is not None:
            return due
    because = ("Somebody had dealt with it in time.",)
    return Decision(plan.decision, case.org, timer.id, now, Verdict.ALLOW, because=because)


def _nobody_looked(case: Case, timer: Timer, plan: Plan, now: datetime) -> Decision:
    """Turn to those who were asked by the other way to them, and to the next in the chain; when there is none, ask everybody
    again, by every way. This goes on until somebody looks.
    """
    organisation, alerted = plan.organisation, {each.address for each in case.alerted}
    following = next_in_chain(organisation.contacts, case.subjects, alerted)
    others = second_ways(organisation.contacts, case.subjects, alerted)
    if following is not None:
        others = (*(each for each in others if each.address not in alerted), following)
    for contact in others:
        plan.show(case, contact)
        case = shown(case, contact, now)
    if following is None:
        teller = case.newest.told_by.person.id if case.newest.told_by else ""
        plan.alert(case, count=len(organisation.contacts.chain), acting=teller)
    return Decision(
        plan.decision,
        case.org,
        timer.id,
        now,
        Verdict.ALERT,
        records.of_rule("case.escalated", "cases/not_seen@2", organisation.config, case.id, plan.effects),
        effects=plan.effects,
        case=case,
        rings=seen_within(case, organisation, now),
        because=("Nobody had looked at it in time, so it was shown again.",),
    )


def _exposed(case: Case) -> tuple[Sighting, ...]:
    """What was kept for a report and is still there: any message of the concern, not its newest alone."""
    return tuple(s for s in case.sightings if s.verdict is Verdict.PRESERVE and not (s.removed_by or s.gone))


def _still_exposed(case: Case, timer: Timer, plan: Plan, now: datetime) -> Decision:
    """It was kept for a report, and others may still read it: that ends now (map 9.1b)."""
    before, removed = case, None
    for sighting in _exposed(case):
        case, removed = take_away(case, sighting, BOT, plan)
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
        rings=by_hand.reminders(before, case, plan.organisation, now),
        because=("Nobody had removed it, and others could still read it.",),
    )


def take_away(case: Case, sighting: Sighting, by: str, plan: Plan) -> tuple[Case, str | None]:
    """Have one message of a concern removed, and give the id of the effect.

    Where the platform does not let the bot, a person is asked instead, and nobody has had it removed (map 1.1).
    """
    if not plan.organisation.can(sighting.place.platform, Capability.REMOVE_OTHERS):
        return by_hand.asked(case, sighting, by, plan), None
    return with_message(case, sighting.message, removed_by=by), plan.add(RemovePost(sighting.place.id, sighting.message))


# A person presses a button


def press(
    case: Case,
    action: Action,
    by: Person,
    child: Person | None,
    organisation: Organisation,
    now: datetime,
    to: Person | None = None,
    concerns: Sequence[Case] = (),
    of: Person | None = None,
    human: Collection[str] = (),
) -> Decision:
    """What becomes of a concern when somebody acts on it. A press that is not allowed is refused, and that is recorded.

    `child` is the person whose adults may be told, and `to` whom the concern is to be given to, where either is known.
    `concerns` are the open ones, `of` is who its author is by now, and `human` are all ids of whoever presses, where somebody
    is to be kept from writing or put out.
    """
    plan = Plan(derived_id("d_", action.id), organisation, case.newest.place.platform)
    refused, of = _refusal(case, action, by, to, organisation, now), of or case.author.person
    if not refused and action.kind is ActionKind.PUT_OUT:
        refused = putting_out.refusal(case, of, by, organisation, concerns, now, human)
    if not refused and action.kind is ActionKind.RESTRICT:
        refused = refusal(of, by, action.minutes, organisation, concerns)
    if refused:
        entry = records.of_person("action.refused", by.id, case.id, does=action.kind.value)
        return Decision(plan.decision, case.org, action.id, now, Verdict.ALLOW, entry, because=(refused,))
    note = Note(now, by.id, action.kind.value, kept(action.kind, action.reason))
    planned = putting_out.put_out(case, of, plan, now) if action.kind is ActionKind.PUT_OUT else ""
    changed, kind, because = _pressed(replace(case, notes=(*case.notes, note)), action, by, child, to, plan, now)
    because = planned or because
    plan.refresh(changed)
    of_ours = any(organisation.contacts.of_person(subject) for subject in case.subjects)
    if action.kind is ActionKind.RESTRICT or (of_ours and action.kind in _NOT_ALONE):
        for contact in beside(organisation.contacts, case.subjects, [a.address for a in case.alerted], by.id):
            plan.show(changed, contact)
            changed = shown(changed, contact, now)
    entry = records.of_person(kind, by.id, case.id, plan.effects, **_codes(action, to))
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
        rings=(
            *(seen_within(changed, organisation, now) if reopened else ()),
            *by_hand.reminders(case, changed, organisation, now),
            *deadlines.clocks(case, changed, organisation, now),
        ),
        because=(because,),
    )


def out_of_sight(case: Case | None, by: Person) -> str:
    """Why somebody may not see a concern, in a sentence for them; "" when they may.

    It does not give away that there is one: to its subject it is like a concern that there is not (map 8.17).
    """
    if not watches(by):
        return "This is for the people who look after safeguarding here. If you are worried about something, tell them."
    return "" if case is not None and may_see(by, case.subjects) else "There is no such concern."


def _codes(action: Action, to: Person | None) -> dict[str, str]:
    given = {"to": to.id} if action.kind is ActionKind.ASSIGN and to is not None else {}
    if action.kind is ActionKind.CLASSIFY and action.type is not None:
        given = {"type": action.type.value}
    return given | ({"minutes": str(action.minutes)} if action.kind is ActionKind.RESTRICT else {})


def _refusal(case: Case, action: Action, by: Person, to: Person | None, organisation: Organisation, now: datetime) -> str:
    """Why a press is not allowed, in a sentence for whoever pressed; "" when it is."""
    if action.kind is ActionKind.APPEAL and by.id == case.author.person.id and any(s.removed_by for s in case.sightings):
        return ""
    if hidden := out_of_sight(None if is_for_others(case, by, organisation) else case, by):
        return hidden
    if action.kind is ActionKind.APPEAL:
        return "Only the person whose post it was can say that it was wrong."
    if action.kind in NEEDS_REASON and not action.reason.strip():
        return "Please give a reason: it is kept with the concern."
    if case.state is CaseState.CLOSED and action.kind not in _WHEN_CLOSED:
        return "This concern is closed."
    if action.kind in QUESTIONS and filled(action.kind, action.reason) is None:
        return lacking(action.kind)
    if action.kind is ActionKind.CLOSE and is_to_be_assessed(case):
        return "Please assess it first: how grave it is, who is at risk, and what the next step is."
    if action.kind is ActionKind.SEEN and case.claimed_by not in {None, by.id}:
        return "Somebody else is looking at it already."
    if action.kind in {ActionKind.REMOVE, ActionKind.RESTORE} and case.newest.restored:
        return "It was put back already, as a message of Touchline's. If it must go after all, please remove that one by hand."
    if action.kind is ActionKind.RESTORE and not case.removed_by:
        return "Nothing was removed here, so there is nothing to restore."
    if action.kind is ActionKind.RESTORE and case.appealed and by.id == case.removed_by:
        return "You had it removed, so somebody else must decide about it now."
    if action.kind is ActionKind.REMOVE and not case.newest.post:
        return "There is no post here that Touchline could remove. What stands in private messages, report to the platform."
    if action.kind is ActionKind.REMOVE and (case.removed_by or case.newest.gone):
        return "It has been removed already."
    if action.kind is ActionKind.REMOVE and case.category is Category.DISCLOSURE:
        return "A disclosure is never removed. If others should not read it, close the place instead."
    if action.kind is ActionKind.REMOVE and case.category is Category.COMMENT:
        return "What somebody says to the organisation is answered, and not removed for being unwelcome."
    if action.kind in {ActionKind.TELL_ADULT, ActionKind.DO_NOT_TELL} and not case.adult_question_open:
        return "There is no open question about telling adults here."
    return _cannot(case, action, to, now)


def _cannot(case: Case, action: Action, to: Person | None, now: datetime) -> str:
    """Why there is nothing to give, restrict, lift, close or open; "" when there is."""
    place = case.newest.place
    match action.kind:
        case ActionKind.REOPEN if case.state is not CaseState.CLOSED:
            return "This concern is open."
        case ActionKind.ANSWERED if not told(case) and type_of(case) is CaseType.CONCERN:
            return "Nobody waits for an answer here."
        case ActionKind.CLASSIFY if action.type is None:
            return "Please say what it is to be dealt with as."
        case ActionKind.ASSIGN if to is None or not may_see(to, case.subjects):
            return "It can be given only to somebody who watches here and whom it is not about."
        case ActionKind.RESTRICT if case.category is Category.DISCLOSURE and case.author.person.id not in case.subjects:
            return "Nobody is restricted for telling of harm."
        case ActionKind.RESTRICT if case.newest.told_by == case.author:
            return "This concern names nobody who could be restricted."
        case ActionKind.LIFT if case.restricted_until is None or case.restricted_until <= now:
            return "Nobody is restricted because of this concern."
        case ActionKind.HIDE if not place.id or place.kind in _BETWEEN_PEOPLE:
            return "There is no place here that Touchline could close."
        case ActionKind.HIDE if case.newest.hidden:
            return "It is closed already."
        case ActionKind.SHOW if not any(s.hidden for s in case.sightings):
            return "Touchline has closed no place because of this concern."
    return ""


def _pressed(
    case: Case, action: Action, by: Person, child: Person | None, to: Person | None, plan: Plan, now: datetime
) -> tuple[Case, str, str]:
    """The changed concern, the kind of its entry, and a sentence for whoever pressed."""
    seen = replace(case, state=CaseState.CLAIMED, claimed_by=case.claimed_by or by.id)
    author, place = case.author, case.newest.place
    match action.kind:
        case ActionKind.SEEN:
            return seen, "case.claimed", "Thank you. It is yours now; nobody else will be paged."
        case ActionKind.REMOVE:
            seen, removed = take_away(seen, case.newest, by.id, plan)
            if removed is None:
                return seen, "case.remove_asked", "The bot may not remove it here, so a person was asked to."
            topic, clause = explained(case.newest.findings, plan.organisation.profile, action.reason)
            words = plan.organisation.words(Purpose.EXPLAIN, reader_of(author.person), topic, place.name, clause)
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
                plan.tell_adults(case, child, case.topic, apart=case.subjects)
            seen = replace(seen, adult_question_open=False)
            if not plan.effects:  # nobody knows the child's adults, or they may not be contacted
                plan.ask(case, "tell_adult", child=_name_of_child(case, child))
                return (
                    seen,
                    "adult.to_be_told",
                    "Touchline has nobody whom it may write to, so a person was asked to tell them.",
                )
            return seen, "adult.to_be_told", "The child's adults will be told."
        case ActionKind.DO_NOT_TELL:
            return replace(seen, adult_question_open=False), "adult.not_told", "Nobody will be told. Your reason is kept."
        case ActionKind.ANSWERED:
            return seen, "case.answered", "Thank you. Nobody will be reminded of it any more."
        case ActionKind.CLASSIFY:
            return replace(seen, type=action.type), "case.classified", "It is dealt with as that from now on: see the card."
        case ActionKind.HOLD:
            return case, "case.hold_asked", "Nothing of it can be erased until the hold is lifted, with `touchline hold lift`."
        case ActionKind.ASSESS:
            return seen, "case.assessed", "Your assessment is kept with the concern."
        case ActionKind.TOLD:
            return case, "case.agency_told", "That is kept with the concern: who was told, when, by whom, and their reference."
        case ActionKind.PUT_OUT:
            other = None if plan.effects else second_opinion(plan.organisation.contacts, case.subjects, by.id)
            if other is not None:
                plan.show(seen, other)
                seen = shown(seen, other, now)
            return seen, "case.put_out_asked", ""
        case ActionKind.NOTE:
            return case, "case.noted", "Your note is kept with the concern."
        case ActionKind.CLOSE:
            closed = replace(seen, state=CaseState.CLOSED, outcome=kept(action.kind, action.reason), adult_question_open=False)
            return closed, "case.closed", "Closed. What was recorded stays."
        case ActionKind.APPEAL:
            reopened = replace(case, state=CaseState.NEW, claimed_by=None, appealed=True)
            other = second_opinion(plan.organisation.contacts, case.subjects, case.removed_by)
            if other is not None:
                plan.show(reopened, other)
                reopened = shown(reopened, other, now)
            return reopened, "case.appealed", "Thank you for telling us. Somebody else will look at it again."
        case ActionKind.REOPEN:
            reopened = replace(case, state=CaseState.NEW, claimed_by=None, outcome="")
            return reopened, "case.reopened", "It is open again, and will be shown to others until somebody looks."
        case ActionKind.ASSIGN if to is not None and action.to is not None:
            contact = plan.organisation.contacts.of_person(to.id)
            contact = contact or Contact(to.name, "moderator", Reach.PLATFORM, action.to.id, to.id)
            plan.show(case, contact)
            given = shown(replace(case, state=CaseState.CLAIMED, claimed_by=to.id), contact, now)
            return given, "case.assigned", f"{to.name} was asked to deal with it."
        case ActionKind.RESTRICT:
            seen, _, answer = restrict(seen, action.minutes, plan, now)
            return seen, "case.restrict_asked", answer
        case ActionKind.LIFT:
            released = replace(case, restricted_until=None)
            if not plan.organisation.can(place.platform, Capability.RESTRICT):
                plan.ask(case, "lift")
                return released, "case.lift_asked", "Touchline may not do that here, so a person was asked to."
            plan.add(Restrict(author.account, 0, case.id))
            return released, "case.lift_asked", "They will be able to write again."
        case ActionKind.HIDE:
            if not plan.organisation.can(place.platform, Capability.HIDE_PLACE):
                plan.ask(case, "hide")
                return seen, "case.hide_asked", "Touchline may not close it here, so a person was asked to."
            plan.add(HidePlace(place.id))
            return with_place(seen, place.id, hidden=True), "case.hide_asked", "It will be closed; nothing in it is removed."
        case ActionKind.SHOW:
            shown_again = case
            for hidden in dict.fromkeys(s.place.id for s in case.sightings if s.hidden):
                plan.add(ShowPlace(hidden))
                shown_again = with_place(shown_again, hidden, hidden=False)
            return shown_again, "case.show_asked", "What was closed because of this concern will be opened again."
    raise ValueError(f"{action.kind} is refused before it comes here")


def _name_of_child(case: Case, child: Person | None) -> str:
    """The child as a task for a lead names them. One who is not on the register is known by what they wrote alone."""
    if child is None and case.child == case.author.person.id:
        child = case.author.person
    return child.name if child is not None else "the child (not on the register)"
