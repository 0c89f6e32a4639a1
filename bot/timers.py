"""Timers: deadlines as rows, rung by the clock that is passed in."""

from datetime import datetime

from moderation import cases
from moderation.context import Organisation
from moderation.model import Decision, Verdict, derived_id
from storage.store import Transaction


def ring_due(tx: Transaction, organisation: Organisation, now: datetime) -> int:
    """Ring every timer that is due and commit what follows, in one transaction. Gives how many rang."""
    due = tx.due_timers(now)
    for timer in due:
        case = tx.case(timer.case)
        if case is None:
            erased = Decision(derived_id("d_", timer.id), organisation.id, timer.id, now, Verdict.ALLOW)
            tx.commit_decision(erased, None)  # its concern was erased: the clock stops, and there is nothing to record
        else:
            tx.commit_decision(cases.rang(case, timer, organisation, now), None)
    return len(due)
