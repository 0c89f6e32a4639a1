"""A session and its people in words, by what the register says of them now."""

from collections.abc import Iterable

from bot.sessions import words
from moderation.context import Organisation
from moderation.model import HeldSession
from storage.store import Transaction

_GONE = "somebody who is no longer on the register"


def name_of(tx: Transaction, person: str) -> str:
    """Their name, or their id where the register has none."""
    found = tx.person(person)
    return (found.name.strip() or person) if found else _GONE


def named(tx: Transaction, people: Iterable[str]) -> str:
    """Names with commas between."""
    return ", ".join(name_of(tx, person) for person in people) or words.NOBODY


def when_of(organisation: Organisation, session: HeldSession) -> str:
    return words.when(session.begins, session.ends, organisation.calendar.zone)


def adults_of(tx: Transaction, organisation: Organisation, session: HeldSession) -> str:
    """Who holds it, and the second adult if one is named, each with what they are here."""
    runner, second = (tx.person(each) if each else None for each in (session.by, session.second))
    held_by = words.signed(runner, organisation) if runner else _GONE
    if not session.second:
        return words.HELD_BY.format(runner=held_by)
    return words.HELD_BY_TWO.format(runner=held_by, second=words.signed(second, organisation) if second else _GONE)


def described(tx: Transaction, organisation: Organisation, session: HeldSession) -> dict[str, str]:
    """What texts about a session are filled with."""
    return {
        "title": session.title,
        "when": when_of(organisation, session),
        "adults": adults_of(tx, organisation, session),
    }
