"""Timers: deadlines as rows, rung by the clock that is passed in."""

from datetime import datetime

from moderation import cases
from moderation.context import Organisation
from storage.store import Transaction


def ring_due(tx: Transaction, organisation: Organisation, now: datetime) -> int:
    """Ring every timer that is due and commit what follows, in one transaction. Gives how many rang."""
    due = tx.due_timers(now)
    for timer in due:
        case = tx.case(timer.case)
        if case is not None:
            tx.commit_decision(cases.rang(case, timer, organisation, now), None)
    return len(due)
