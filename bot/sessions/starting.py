"""A session by voice or video is written into the register before it begins (map 6.11), and the adults of those who are
expected are asked whether they are there (map 6.12): by a button on the platform, by a letter, or by a person.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.direct import EMAIL
from bot.intake import look_over, person_of
from bot.register import found
from bot.rota.changing import Given
from bot.rota.words import WEEKDAYS
from bot.sessions import words
from bot.sessions.committing import commit
from bot.sessions.desk import reference, refused
from bot.sessions.judging import as_event
from bot.sessions.saying import adults_of, named, when_of
from moderation import announcements
from moderation.agreements import is_protected
from moderation.calendar import Sitting, sittings
from moderation.context import Organisation
from moderation.model import (
    Account,
    HeldSession,
    Person,
    Presence,
    Reach,
    ResponsibleAdult,
    ResponsibleKind,
    WriteToAdult,
    derived_id,
)
from moderation.plan import Plan
from moderation.sessions import answer_by, choices, is_no_contact, may_answer_for, needs_second, timers
from storage.store import Transaction

#: How long a session is that begins now, unless somebody says.
USUAL: Final = timedelta(hours=1)
#: How far ahead a planned session is looked for.
_AHEAD: Final = timedelta(days=15)
#: What may stand around a name.
_AROUND: Final = ' \t"“”„'
#: Letters of a weekday that say which it is.
_LEAST: Final = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks for. `when` is "now", "next", a day of the week or the instant at which a planned session begins;
    `minutes` counts for "now" alone, 0 where nobody said. `children` are names with commas between, "" for everybody.
    """

    title: str
    when: str = "now"
    minutes: int = 0
    second: Account | None = None
    children: str = ""


def start(tx: Transaction, given: Given, organisation: Organisation, wanted: Wanted) -> str:
    """Write a session down, ask the adults, and give what whoever holds it is told."""
    by = person_of(tx, given.by)
    second = person_of(tx, wanted.second) if wanted.second else None
    if no := _refusal(organisation, by, second):
        return refused(tx, given, by, "session_start", no)
    title = " ".join(wanted.title.split())[: words.TITLE]
    try:
        if not title:
            raise ValueError(words.NO_TITLE)
        if announcements.grave(look_over(tx, as_event(given, organisation.id, title), organisation, given.now)):
            raise ValueError(words.NOT_CALLED_THAT)
        begins, ends = _time(organisation, given.now, wanted)
        children = _expected(tx, organisation, wanted.children)
    except ValueError as error:
        return str(error)
    asks = choices(organisation.profile)
    session = HeldSession(
        derived_id("se_", given.id), given.by.platform, title, begins, ends, given.now, by.id, second.id if second else "",
        tuple(child.id for child in children), answer_by(given.now, begins) if asks and children else None,
    )  # fmt: skip
    tx.keep_session(session)
    plan = Plan(derived_id("d_", given.id), organisation, given.by.platform)
    reached = _ask(tx, plan, session, children, asks) if asks else ()
    codes = {"session": session.id, "second": session.second, "asked": len(children) if asks else 0}
    because = "A session with children is written down before it begins."
    commit(tx, plan, ("session.started", by.id, codes), session.id, given.id, given.now, because, timers(session))
    return "\n".join(_said(tx, organisation, session, children, reached, asks))


def planned(organisation: Organisation, now: datetime) -> Sequence[Sitting]:
    """The organisation's own sessions that are on now or come within two weeks, the earliest first."""
    found: list[Sitting] = []
    for sitting in sittings(organisation.calendar, now):
        if sitting.begins - now > _AHEAD:
            break
        found.append(sitting)
    return found


def _refusal(organisation: Organisation, by: Person, second: Person | None) -> str:
    """Why somebody may not hold a session, in a sentence; "" where they may."""
    if not by.is_staff:
        return words.NOT_STAFF
    if not may_answer_for(by):
        return words.NOT_GROWN
    if second is None:
        return words.SECOND if needs_second(organisation.profile) else ""
    if second.id == by.id or not may_answer_for(second):
        return words.NO_SECOND.format(name=second.name)
    return ""


def _time(organisation: Organisation, now: datetime, wanted: Wanted) -> Sitting:
    """From when to when. Raises ValueError with what to say."""
    ahead, typed = planned(organisation, now), wanted.when.strip().casefold() or "now"
    if typed == "now":
        if wanted.minutes:
            return Sitting(now, now + timedelta(minutes=wanted.minutes))
        on = next((each for each in ahead if each.begins <= now), None)
        return Sitting(now, on.ends if on else now + USUAL)
    for each in ahead:
        day = WEEKDAYS[organisation.calendar.local(each.begins).weekday()].casefold()
        if typed in {"next", each.begins.isoformat().casefold()} or (len(typed) >= _LEAST and day.startswith(typed)):
            return Sitting(max(each.begins, now), each.ends)
    raise ValueError(words.NO_PLANNED)


def _expected(tx: Transaction, organisation: Organisation, typed: str) -> Sequence[Person]:
    """Those who are expected: who is named, or every child and learner. Raises ValueError with what to say."""
    names = [" ".join(name.strip(_AROUND).split()) for name in typed.split(",") if name.strip(_AROUND)]
    if not names:
        asked = bool(choices(organisation.profile))
        return [person for person in tx.people() if is_protected(person)] if asked else []
    people = {}
    for name in dict.fromkeys(names):
        person = found(tx, name)
        if person is None or not is_protected(person):
            raise ValueError(words.NO_CHILD.format(name=name))
        people[person.id] = person
    return [*people.values()]


def to_write_to(organisation: Organisation, child: Person) -> Iterator[ResponsibleAdult]:
    """The adults of a child to whom something of substance may be written (decisions 24): on the platform, or by e-mail."""
    ways = {Reach.PLATFORM, *([Reach.EMAIL] if EMAIL in organisation.capabilities else [])}
    for adult in child.responsible_adults:
        if adult.confirmed and not is_no_contact(child, adult) and adult.reach in ways:
            yield adult


def _ask(
    tx: Transaction, plan: Plan, session: HeldSession, children: Sequence[Person], asks: tuple[Presence, ...]
) -> Sequence[str]:
    """Ask the adults of each child. Gives the ids of those children of whom an adult is written to."""
    organisation, zone = plan.organisation, plan.organisation.calendar.zone
    lead = organisation.contacts.lead
    runner = tx.person(session.by)
    shared = {
        "club": organisation.contacts.organisation, "title": session.title, "when": when_of(organisation, session),
        "adults": adults_of(tx, organisation, session),
        "rule": words.MAY_BE_AWAY if Presence.APPROVED in asks else words.MUST_BE_THERE,
        "until": words.at(session.answer_by or session.begins, zone),
    }  # fmt: skip
    whom = f"{runner.name}, or " if runner and runner.id != lead.person else ""
    who = {"lead": lead.name, "title": lead.title, "whom": whom}
    reached = []
    for child in children:
        for adult in (each for each in to_write_to(organisation, child) if each.kind is not ResponsibleKind.EMPLOYER):
            by_mail = adult.reach is Reach.EMAIL
            how = (words.BY_HAND if by_mail else words.BY_BUTTON).format_map(who)
            text = words.ASKS.format_map({**shared, "child": child.called_at_home, "how": how})
            buttons = () if by_mail else asks
            plan.add(WriteToAdult(child.id, adult, text, session.id, buttons), platform=EMAIL if by_mail else "")
            reached.append(child.id)
    return tuple(dict.fromkeys(reached))


def _said(
    tx: Transaction,
    organisation: Organisation,
    session: HeldSession,
    children: Sequence[Person],
    reached: Sequence[str],
    asks: tuple[Presence, ...],
) -> Iterator[str]:
    yield words.WRITTEN.format(
        reference=reference(session), title=session.title, when=when_of(organisation, session),
        adults=adults_of(tx, organisation, session),
    )  # fmt: skip
    if not asks:
        yield words.NO_ROLL
    elif session.answer_by:
        until = words.at(session.answer_by, organisation.calendar.zone)
        yield words.ROLL.format(asked=len(reached), children=len(children), until=until)
        left = [child.id for child in children if child.id not in reached]
        if left:
            yield words.TO_ASK.format(names=named(tx, left), reference=reference(session))
