"""Timers: deadlines as rows, rung by the clock that is passed in. Each rings in a piece of its own."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.announcing import clock as announcing
from bot.contact import clock as contact_clock
from bot.parents import sending as letters
from bot.pictures import clock as pictures
from bot.rota import with_duty
from bot.sessions import clock, times
from bot.spaces import clock as space_clock
from bot.tips import series
from moderation import cases
from moderation.context import Organisation
from moderation.model import BOT, Decision, Entry, Timer, TimerKind, Verdict, derived_id
from moderation.sessions import TIMERS as OF_SESSIONS
from storage.store import Transaction

#: Named in entries of timers that could not ring (map 7.6).
RULE: Final = "timers@1"
#: When a timer that could not ring is tried again.
AGAIN: Final = timedelta(minutes=15)

#: Clocks that are not of a concern, and who rings them.
RINGS: Final[Mapping[TimerKind, Callable[[Transaction, Timer, Organisation, datetime], None]]] = {
    **dict.fromkeys(OF_SESSIONS, clock.ring),
    TimerKind.SESSION_TIMES: times.ring,
    TimerKind.CONTACT: contact_clock.ring,
    TimerKind.SPACE: space_clock.ring,
    TimerKind.PICTURE: pictures.ring,
    TimerKind.ANNOUNCE: announcing.ring,
    TimerKind.ANNOUNCE_ASKED: announcing.ring_asked,
    TimerKind.LETTER: letters.ring,
    TimerKind.TIP: series.ring,
}


def ring(tx: Transaction, timer: Timer, organisation: Organisation, now: datetime) -> None:
    """Ring one timer and commit what follows."""
    rings = RINGS.get(timer.kind)
    if rings is not None:
        rings(tx, timer, organisation, now)
        return
    case = tx.case(timer.case)
    if case is None:
        erased = Decision(derived_id("d_", timer.id), organisation.id, timer.id, now, Verdict.ALLOW)
        tx.commit_decision(erased, None)  # its concern was erased: the clock stops, and there is nothing to record
    else:
        tx.commit_decision(cases.rang(case, timer, with_duty(tx, organisation, now), now), None)


def put_off(tx: Transaction, timer: Timer, organisation: Organisation, now: datetime, error: str) -> None:
    """Record that a timer could not ring, and set it anew. Only the type of the error is kept: its text may hold a message."""
    codes = {"case": timer.case, "timer": timer.kind.value, "error": error, "rule": RULE, "config": organisation.config}
    entry = Entry("timer.failed", BOT, codes, timer.case)
    decision = derived_id("d_", timer.id, "failed", now.isoformat())
    later = replace(timer, due=now + AGAIN)
    tx.commit_decision(Decision(decision, organisation.id, timer.id, now, Verdict.ALLOW, entry, rings=(later,)), None)
