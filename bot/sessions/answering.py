"""What is said of a child who is expected at a session: by their adult with a button, or written down for them (map 6.12).

An adult speaks by an account of which it was confirmed that it is theirs (decisions 24). Of a child of whom nobody was asked,
nobody is told whether there is a session.
"""

from datetime import datetime

from bot.direct import EMAIL
from bot.intake import person_of
from bot.register import found
from bot.rota.changing import Given
from bot.sessions import words
from bot.sessions.committing import commit
from bot.sessions.desk import meant, refused, theirs
from bot.sessions.saying import name_of, named
from moderation.context import Organisation
from moderation.model import Entry, HeldSession, Presence, Reach, RollAnswer, derived_id
from moderation.plan import Plan
from moderation.sessions import choices, may_be_written_to, missing, with_answer
from storage.store import Transaction


def press(tx: Transaction, given: Given, organisation: Organisation, session: str, child: str, says: Presence) -> str:
    """An adult pressed a button, or answered by the link in a letter: then `given.by` is the address that it went to. Gives
    what they are told.
    """
    found_ = tx.held_session(session)
    reach = Reach.EMAIL if given.by.platform == EMAIL else Reach.PLATFORM
    speaks = may_be_written_to(tx.person(child), reach, given.by.id)
    if found_ is None or not speaks or not is_asked(found_, child, given.now):
        tx.append(Entry("action.refused", by_whom(tx, given), {"does": "session_answer"}), given.now)
        return words.NOT_ASKED
    if says not in choices(organisation.profile):
        return words.NO_ABSENCE
    _keep(tx, given, organisation, found_, RollAnswer(child, says, by_whom(tx, given), given.now))
    return words.APPROVED if says is Presence.APPROVED else words.THANKS


def record(tx: Transaction, given: Given, organisation: Organisation, called: str, child: str, typed: str) -> str:
    """Whoever holds a session writes down what an adult told them. Gives what they are told."""
    by = person_of(tx, given.by)
    session = meant(tx, by, called) if by.is_staff else None
    if session is None or not theirs(session, by):
        return refused(tx, given, by, "session_answer", words.NO_SESSION if by.is_staff else words.NOT_STAFF)
    says, about = words.TYPED.get(typed.strip().casefold()), found(tx, " ".join(child.split()))
    if says is None:
        return words.NO_PRESENCE
    if says not in choices(organisation.profile):
        return words.NO_ABSENCE
    if about is None or about.id not in session.asked:
        return words.NOT_EXPECTED.format(name=" ".join(child.split())[: words.TITLE])
    kept = _keep(tx, given, organisation, session, RollAnswer(about.id, says, by.id, given.now, recorded=True))
    return words.KEPT.format(name=name_of(tx, about.id), says=words.SAID[says], missing=named(tx, missing(kept)))


def by_whom(tx: Transaction, given: Given) -> str:
    """What whoever speaks is called in the record: their id, or a keyed code of their account or address."""
    by = tx.person_of(given.by)
    return by.id if by else tx.pseudonym(given.by)


def is_asked(session: HeldSession, child: str, now: datetime) -> bool:
    """Whether an adult's answer about a child is still taken."""
    return session.ending is None and now < session.ends and session.answer_by is not None and child in session.asked


def _keep(tx: Transaction, given: Given, organisation: Organisation, session: HeldSession, answer: RollAnswer) -> HeldSession:
    kept = with_answer(session, answer)
    tx.keep_session(kept)
    codes = {"session": session.id, "person": answer.child, "says": answer.says.value, "recorded": answer.recorded}
    plan = Plan(derived_id("d_", given.id), organisation, session.platform)
    because = "An adult says whether they are there, or approves of not being there."
    commit(tx, plan, ("session.answered", answer.by, codes), session.id, given.id, given.now, because)
    return kept
