"""What a session's clocks do: answers of parents are due (map 6.12); it should have been closed by now."""

from datetime import datetime

from bot.register import without_leavers
from bot.sessions import words
from bot.sessions.committing import commit
from bot.sessions.desk import reference
from bot.sessions.saying import described, named
from moderation.context import Organisation
from moderation.model import BOT, HeldSession, TellLead, Timer, TimerKind, derived_id
from moderation.plan import Plan
from moderation.routing import to_alert
from moderation.sessions import missing
from storage.store import Transaction


def ring(tx: Transaction, timer: Timer, organisation: Organisation, now: datetime) -> None:
    """Ring one of them: the session is looked at as it is now."""
    organisation, session = without_leavers(tx, organisation), tx.held_session(timer.case)
    plan = Plan(derived_id("d_", timer.id), organisation, session.platform if session else "")
    said = _said(tx, organisation, session, timer) if session is not None and session.ending is None else None
    if said is not None:
        subject, text = said
        acting = session.by if session and timer.kind is TimerKind.SESSION_OVER else ""
        for contact in to_alert(organisation.contacts, (), acting=acting):
            plan.tell(TellLead(contact, subject, text))
    codes = {"session": timer.case, "timer": timer.kind.value}
    kind = "session.told" if plan.effects else "session.in_order"
    folder = session.id if session else None
    commit(tx, plan, (kind, BOT, codes), folder, timer.id, now, "What a session still lacks is said in time.")


def _said(tx: Transaction, organisation: Organisation, session: HeldSession, timer: Timer) -> tuple[str, str] | None:
    """The subject and the text of what the lead is told; None where nothing is lacking."""
    called = {**described(tx, organisation, session), "reference": reference(session)}
    if timer.kind is TimerKind.SESSION_OVER:
        return words.LEFT_OPEN, words.LEFT_OPEN_TEXT.format_map(called)
    lacking = missing(session)
    return (words.MISSING, words.MISSING_TEXT.format_map({**called, "names": named(tx, lacking)})) if lacking else None
