"""While one of the organisation's own sessions is on, telephones can wait (map 11.1, 11.3, 11.4).

A child who posts then gets one gentle note, and a parent one: to them alone, and nothing is taken away. What is not urgent is
written to a child when the session is over. Whatever is more than an ordinary post goes its ordinary way at any hour. Whoever
is in an open concern, or told of one, may be asking for help and is never told to put a telephone away. A session that is held
by voice or video needs its devices, so while one is under way nobody is told to put theirs away.
"""

from datetime import datetime

from bot.sessions import words
from bot.sessions.times import told_to_parents
from moderation.calendar import Sitting, sittings
from moderation.context import Organisation
from moderation.model import (
    Decision,
    Effect,
    Event,
    EventKind,
    NudgeAuthor,
    Person,
    PlaceKind,
    RetryLater,
    Role,
    TellPerson,
    Verdict,
    derived_id,
)
from moderation.plan import Plan
from moderation.sessions import under_way
from storage.store import Transaction

_OPEN = frozenset({PlaceKind.CHANNEL, PlaceKind.PRIVATE_CHANNEL, PlaceKind.THREAD})


def note(tx: Transaction, event: Event, decision: Decision, organisation: Organisation, now: datetime) -> None:
    """Send whoever wrote during a session their one note. It makes no entry: nothing was wrong with what they wrote."""
    ordinary = event.kind is EventKind.POSTED and decision.verdict is Verdict.ALLOW and event.place.kind in _OPEN
    sitting = _on(tx, organisation, now) if ordinary and not event.to_bot and not event.author.automated else None
    if sitting is None or event.at < sitting.begins:
        return
    last = tx.last_planned("nudge_author", event.author.id)
    person = tx.person_of(event.author) or Person(tx.pseudonym(event.author), event.author.name)
    text = _words(tx, person, organisation, sitting)
    if not text or (last is not None and last >= sitting.begins) or _may_ask_for_help(tx, person.id):
        return
    plan = Plan(derived_id("d_", event.id, "session"), organisation, event.place.platform)
    plan.add(NudgeAuthor(event.author, event.place.id, text))
    because = ("A session is on, and telephones can wait.",)
    tx.commit_decision(
        Decision(plan.decision, organisation.id, plan.decision, now, Verdict.ALLOW, effects=plan.effects, because=because), None
    )


def until_over(tx: Transaction, effect: Effect, organisation: Organisation, now: datetime) -> RetryLater | None:
    """How long something that is not urgent waits, because it is written to a child during a session; None for not at all."""
    if not (isinstance(effect, TellPerson) and organisation.profile.hours.quiet_sessions):
        return None
    sitting = _on(tx, organisation, now)
    person = tx.person_of(effect.person) if sitting else None
    if sitting is None or person is None or not person.may_be_child:
        return None
    return RetryLater(int((sitting.ends - now).total_seconds()) + 1, "session", counts=False)


def is_quiet(tx: Transaction, organisation: Organisation, now: datetime) -> bool:
    """Whether telephones can wait now."""
    return organisation.profile.hours.quiet_sessions and _on(tx, organisation, now) is not None


def _on(tx: Transaction, organisation: Organisation, now: datetime) -> Sitting | None:
    """The organisation's own session that is on now, unless one is held by voice or video."""
    if not organisation.profile.hours.sessions:
        return None
    sitting = next(sittings(organisation.calendar, now), None)
    if sitting is None or sitting.begins > now or under_way(tx.held_sessions(now), now):
        return None
    return sitting


def _may_ask_for_help(tx: Transaction, person: str) -> bool:
    """Whether somebody is in an open concern, or told of one."""
    return any(
        person in {case.author.person.id, case.child, *case.subjects}
        or any(each.told_by is not None and each.told_by.person.id == person for each in case.sightings)
        for case in tx.cases(open_only=True)
    )


def _words(tx: Transaction, person: Person, organisation: Organisation, sitting: Sitting) -> str:
    """What whoever wrote is told; "" for nothing. Somebody unknown may be a child (decisions 10)."""
    if person.may_be_child:
        return words.QUIET if organisation.profile.hours.quiet_sessions else ""
    if person.role is not Role.PARENT or told_to_parents(tx) is None:
        return ""
    ends = organisation.calendar.local(sitting.ends)
    return words.QUIET_PARENT.format(club=organisation.contacts.organisation, ends=f"{ends:%H:%M}")
