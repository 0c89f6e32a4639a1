"""When all that there is of an organisation may be erased, its record and its keys: what stands in the way, in plain words.

Either its record was handed over and goes on elsewhere; or it is over here: suspended, every retention that its officers have
set has passed since, no concern is open, and no legal hold stands.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from bot.hosting.suspending import HANDED_OVER, LEFT_ALONE, STATES
from storage.erasure import COOLING_OFF_DAYS, Kind, Retention
from storage.store import Transaction

ERASED: Final = "organisation.erased"
#: What people are written about in; of the rest nothing is left to be kept for.
_KINDS: Final = (Kind.CONCERN, Kind.PERSON)


def was_handed_over(tx: Transaction) -> bool:
    """Whether its record goes on elsewhere."""
    state = tx.newest_entry(*sorted(STATES))
    return state is not None and state.kind == HANDED_OVER


def in_the_way(tx: Transaction, now: datetime) -> Iterator[str]:
    """Why an organisation may not be erased now, a sentence each; nothing if it may."""
    state = tx.newest_entry(*sorted(STATES))
    if state is None or state.kind not in LEFT_ALONE:
        yield "It is looked after: suspend it first (`touchline org suspend`)."
        return
    if was_handed_over(tx):
        return
    if tx.cases(open_only=True):
        yield "A concern is open: those who answer for the organisation close it first."
    if tx.holds():
        yield "A legal hold stands: whoever answers for it must lift it first (`touchline erase list`, `touchline hold lift`)."
    days = [COOLING_OFF_DAYS]
    for kind in _KINDS:
        if (text := tx.setting(kind.setting)) is None:
            yield f"Nobody has set how long a {kind} is kept: an officer does (`touchline erase keep`)."
        else:
            days.append(Retention.read(text).days)
    until = state.at + timedelta(days=max(days))
    if now < until:
        yield f"It must be kept until {until:%Y-%m-%d}: {max(days)} days after it was suspended."
