"""Which session somebody means, and whether it is theirs to write something down about."""

from bot.rota.changing import Given
from moderation.model import Entry, HeldSession, Person
from moderation.routing import watches
from storage.store import Transaction


def refused(tx: Transaction, given: Given, by: Person, does: str, says: str) -> str:
    """Record that somebody tried what is not theirs to do, and give what they are told."""
    tx.append(Entry("action.refused", by.id, {"does": does}), given.now)
    return says


def theirs(session: HeldSession, by: Person) -> bool:
    """Whether somebody writes things down about a session: whoever holds it, and those who watch."""
    return by.is_staff and (by.id in {session.by, session.second} or watches(by))


def meant(tx: Transaction, by: Person, called: str) -> HeldSession | None:
    """The open session that somebody means: by its reference, else the only one of theirs. None where that is not clear."""
    code = called.strip().casefold()
    open_ = [each for each in tx.held_sessions() if each.ending is None] if code else []
    if code:
        found = [each for each in open_ if reference(each).casefold() == code and theirs(each, by)]
    else:
        found = [each for each in tx.held_sessions() if each.ending is None and by.id in {each.by, each.second}]
    return found[0] if len(found) == 1 else None


def reference(session: HeldSession) -> str:
    """What people call a session by: the first six characters of its id."""
    return session.id.removeprefix("se_")[:6].upper()
