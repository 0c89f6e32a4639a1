"""By when a concern must be answered, or told to somebody outside; who is reminded before, and who is asked after (map 2.10,
8.7, 8.17). Pure.

This is another clock than `cases.seen_within`, which asks whether anybody has looked at all, by the minute (map 8.9). A person
who told of something, or complained, is answered within 24 hours of working days. The ICO is told of a breach within 72 hours,
the authorities of an allegation within 24: of all days, as neither waits for a Monday. It ends when somebody says "answered".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from moderation import calendar, records
from moderation.case_types import is_only_a_complaint, last, told, type_of
from moderation.changing import clock, shown
from moderation.context import Organisation
from moderation.model import ActionKind, Case, CaseState, CaseType, Contact, Decision, Speed, Timer, TimerKind, Verdict
from moderation.plan import Plan
from moderation.routing import next_in_chain, to_alert

#: Article 33 of the UK GDPR: within 72 hours of having become aware of it.
BREACH: Final = timedelta(hours=72)
#: Of these somebody is reminded, because a decision takes time.
_BREACH_REMINDERS: Final = (timedelta(hours=24), timedelta(hours=48), timedelta(hours=66))
#: How long after the last step everybody is asked again, as long as nothing happens.
AGAIN: Final = timedelta(days=1)
_ON_WORKING_DAYS: Final = frozenset({CaseType.CONCERN, CaseType.COMPLAINT})


@dataclass(frozen=True, slots=True)
class Deadline:
    """From when until when, in UTC, and when somebody is reminded before that."""

    since: datetime
    due: datetime
    reminders: tuple[datetime, ...] = ()


def deadline(case: Case, organisation: Organisation) -> Deadline | None:
    """The deadline that a concern is under; None where nobody waits for anything any more."""
    if case.state is CaseState.CLOSED:
        return None
    type_, hours = type_of(case), organisation.profile.hours
    if type_ in _ON_WORKING_DAYS:
        since = _waiting_since(case)
        within = timedelta(hours=hours.answer_within_hours)
        return None if since is None else _on_working_days(since, within, organisation)
    since = _became_one(case)
    if since is None:
        return None
    if type_ is CaseType.DATA_BREACH:
        return Deadline(since, since + BREACH, tuple(since + after for after in _BREACH_REMINDERS))
    within = timedelta(hours=organisation.profile.clocks.allegation_hours)
    return Deadline(since, since + within, tuple(since + after for after in _reminders(organisation) if after < within))


def clocks(before: Case | None, after: Case, organisation: Organisation, now: datetime) -> tuple[Timer, ...]:
    """The clock that reminds, where a concern has come under a deadline; where it was under the same, that one goes on."""
    is_new = deadline(after, organisation)
    if is_new is None or (before is not None and deadline(before, organisation) == is_new):
        return ()
    return (_next_clock(after, is_new, organisation, now),)


def waits_for_the_clock(case: Case, organisation: Organisation) -> bool:
    """Whether a concern is shown again by its deadline alone, and not by the minute: a complaint and nothing else."""
    return case.speed is not Speed.NOW and is_only_a_complaint(case) and deadline(case, organisation) is not None


def rang(case: Case, timer: Timer, plan: Plan, now: datetime) -> Decision | None:
    """It is time to remind whoever has it, or when it is too late to turn to the next in the chain; None where it is over."""
    found = deadline(case, plan.organisation)
    if found is None or not (timer.due in found.reminders or timer.due >= found.due):
        return None
    if now < found.due:
        for contact in _reminded(case, plan.organisation):
            plan.show(case, contact)
        kind, rule, because = "case.reminded", "deadlines/reminder@1", "Somebody still waits for an answer."
    else:
        case = _escalated(case, plan, now)
        kind, rule, because = "case.overdue", "deadlines/overdue@1", "It was not answered in time, so it was shown to others."
    return Decision(
        plan.decision,
        case.org,
        timer.id,
        now,
        Verdict.ALERT,
        records.of_rule(kind, rule, plan.organisation.config, case.id, plan.effects),
        effects=plan.effects,
        case=case,
        rings=(_next_clock(case, found, plan.organisation, now),),
        because=(because,),
    )


def shown_time(at: datetime, organisation: Organisation) -> str:
    """An instant as people of the organisation read it: "Monday 23 November at 18:00". Midnight is the end of the day before:
    whoever reads "Tuesday at 00:00" takes it for Tuesday.
    """
    here = organisation.calendar.local(at)
    if (here.hour, here.minute) == (0, 0):
        ends = here - timedelta(days=1)
        return f"the end of {ends:%A} {ends.day} {ends:%B}"
    return f"{here:%A} {here.day} {here:%B} at {here:%H:%M}"


def _on_working_days(since: datetime, within: timedelta, organisation: Organisation) -> Deadline:
    days = organisation.calendar
    reminders = tuple(calendar.due(days, since, after) for after in _reminders(organisation) if after < within)
    return Deadline(since, calendar.due(days, since, within), reminders)


def _reminders(organisation: Organisation) -> Sequence[timedelta]:
    return [timedelta(hours=hours) for hours in sorted(organisation.profile.clocks.remind_after_hours)]


def _waiting_since(case: Case) -> datetime | None:
    """Since when the one who has waited longest waits: whoever wrote again after an answer waits anew."""
    answered = last(case, ActionKind.ANSWERED)
    return min((each.at for each in told(case) if answered is None or each.at > answered), default=None)


def _became_one(case: Case) -> datetime | None:
    """Since when it is known for what it is: since somebody said so, or since it was opened. None once it was told on."""
    since = last(case, ActionKind.CLASSIFY) if case.type is not None else None
    since = since or case.opened_at
    answered = last(case, ActionKind.ANSWERED)
    return None if answered is not None and answered >= since else since


def _next_clock(case: Case, found: Deadline, organisation: Organisation, now: datetime) -> Timer:
    """The clock of its next step; when all are over, of the next day, or working day."""
    waits = type_of(case) in _ON_WORKING_DAYS
    again = calendar.due(organisation.calendar, now, AGAIN) if waits else now + AGAIN
    following = next((at for at in (*found.reminders, found.due) if at > now), again)
    return clock(case, TimerKind.DUE, following)


def _reminded(case: Case, organisation: Organisation) -> Sequence[Contact]:
    """Whoever has it, where they can be told; else the first who answers for it."""
    first = to_alert(organisation.contacts, case.subjects)
    if case.claimed_by is None or case.claimed_by in case.subjects:
        return first
    own = organisation.contacts.of_person(case.claimed_by)
    return (own,) if own is not None else first


def _escalated(case: Case, plan: Plan, now: datetime) -> Case:
    contacts = plan.organisation.contacts
    following = next_in_chain(contacts, case.subjects, [each.address for each in case.alerted])
    if following is None:
        plan.alert(case, count=len(contacts.chain))
        return case
    plan.show(case, following)
    return shown(case, following, now)
