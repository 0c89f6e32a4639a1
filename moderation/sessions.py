"""Sessions with children: who must be there, whose adults are asked, and when a session is on (map 6.11, 6.12, 11.2). Pure.

The organisation's own sessions of each week are in its settings (`calendar.sessions`). One that is held by voice or video is
written into the register besides, because nobody else could say later who was there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from moderation.calendar import Calendar, next_session
from moderation.model import HeldSession, Person, Presence, Reach, ResponsibleAdult, RollAnswer, Timer, TimerKind, derived_id
from moderation.profiles import Profile

#: Adults are asked to answer so long before a session begins …
BEFORE: Final = timedelta(minutes=30)
#: … and have so long at least.
AT_LEAST: Final = timedelta(minutes=10)
#: So long after its end somebody is told of a session that was not closed.
LEFT_OPEN: Final = timedelta(minutes=30)

_WEEK: Final = 7
TIMERS: Final = frozenset({TimerKind.ROLL_CALL, TimerKind.SESSION_OVER})


def needs_second(profile: Profile) -> bool:
    """Whether a second member of staff must be there (map 6.11)."""
    return profile.video.min_staff > 1


def choices(profile: Profile) -> tuple[Presence, ...]:
    """What a responsible adult is asked to say of a child: () where nobody is asked (map 6.12)."""
    match profile.video.parent_absence_ok:
        case "always":
            return ()
        case "never":
            return (Presence.PRESENT,)
    return (Presence.PRESENT, Presence.APPROVED)


def may_answer_for(person: Person) -> bool:
    """Whether somebody counts as one of the adults of a session: known staff, and not under 18 (decisions 10)."""
    return person.is_staff and person.minor is not True


def answer_by(now: datetime, begins: datetime) -> datetime:
    """Until when answers are waited for: before it begins, if there is time for that."""
    return max(begins - BEFORE, now + AT_LEAST)


def may_be_written_to(child: Person | None, reach: Reach, address: str) -> bool:
    """Whether an address is that of an adult who answers for a child, who confirmed it, and who may be contacted."""
    return child is not None and any(
        (adult.reach, adult.address) == (reach, address) and adult.confirmed and not is_no_contact(child, adult)
        for adult in child.responsible_adults
    )


def is_no_contact(child: Person, adult: ResponsibleAdult) -> bool:
    """Whether an adult of a child must not be contacted. Who is reached in several ways may be marked at one of them."""
    return adult.no_contact or any(
        each.no_contact and each.name and each.name.casefold() == adult.name.casefold() for each in child.responsible_adults
    )


def with_answer(session: HeldSession, answer: RollAnswer) -> HeldSession:
    """With what an adult says of a child, in place of what they said before; what staff write down stands for all adults."""

    def goes(each: RollAnswer) -> bool:
        return each.child == answer.child and (each.by == answer.by or each.recorded or answer.recorded)

    return replace(session, answers=(*(each for each in session.answers if not goes(each)), answer))


def answered(session: HeldSession) -> Mapping[str, RollAnswer]:
    """What counts of what was said, by child: that an adult is there, where one of several says so."""
    return {each.child: each for each in sorted(session.answers, key=lambda each: each.says is Presence.PRESENT)}


def missing(session: HeldSession) -> tuple[str, ...]:
    """The children of whom nobody has said anything."""
    said = answered(session)
    return tuple(child for child in session.asked if child not in said)


def is_on(session: HeldSession, now: datetime) -> bool:
    """Whether it is under way: it has begun, was not closed, and its time is not over."""
    return session.ending is None and session.begins <= now < session.ends


def timers(session: HeldSession) -> tuple[Timer, ...]:
    """The clocks that begin with a session: when answers are due, and when it should have been closed."""
    over = session.ends + LEFT_OPEN
    due = {TimerKind.SESSION_OVER: over, TimerKind.ROLL_CALL: session.answer_by}
    return tuple(Timer(derived_id("t_", session.id, kind), kind, at, session.id) for kind, at in due.items() if at is not None)


def under_way(sessions: Iterable[HeldSession], now: datetime) -> tuple[HeldSession, ...]:
    return tuple(each for each in sessions if is_on(each, now))


def said_next(calendar: Calendar, now: datetime) -> str:
    """The organisation's next session, as somebody speaks of it: "Thursday's session" (map 5.15)."""
    coming = next_session(calendar, now)
    if coming is None:
        return "the next session"
    day = calendar.local(coming[1]).date()
    ahead = (day - calendar.local(now).date()).days
    if ahead == 0:
        return "today's session"
    return f"{day:%A}'s session" if ahead < _WEEK else f"our session on {day:%A} {day.day} {day:%B}"
