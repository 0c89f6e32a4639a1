"""What is planned, what is on and what was held lately, as a list for staff; for everybody else what is planned."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.intake import person_of
from bot.sessions import words
from bot.sessions.desk import reference, theirs
from bot.sessions.saying import described, name_of, named
from bot.sessions.starting import planned
from moderation.context import Organisation
from moderation.model import Account, HeldSession, Person
from moderation.sessions import answered, missing
from storage.store import Transaction

#: As many planned sessions as are shown.
_PLANNED: Final = 4
#: So far back sessions are shown that are over.
_BACK: Final = timedelta(days=14)


def listed(tx: Transaction, by: Account, organisation: Organisation, now: datetime) -> Sequence[str]:
    """The list, a line each. Who answered what is for whoever holds a session, and for those who watch."""
    asks = person_of(tx, by)
    zone = organisation.calendar.zone
    ahead = [
        words.PLANNED.format(when=words.when(*each, zone).removeprefix("on ")) for each in planned(organisation, now)[:_PLANNED]
    ]
    held = tx.held_sessions(now - _BACK) if asks.is_staff else ()
    return [*(ahead or [words.NONE_PLANNED]), *(line for each in held for line in _lines(tx, organisation, each, asks))]


def _lines(tx: Transaction, organisation: Organisation, session: HeldSession, by: Person) -> Iterator[str]:
    called = {**described(tx, organisation, session), "reference": reference(session)}
    mine = theirs(session, by)
    if session.ending is None:
        yield words.OPEN.format_map(called)
        if mine:
            for child, answer in answered(session).items():
                written = words.AS_WRITTEN if answer.recorded else ""
                yield words.OPEN_ANSWER.format(name=name_of(tx, child), says=words.SAID[answer.says], written=written)
            if session.answer_by and (lacking := missing(session)):
                yield words.OPEN_MISSING.format(names=named(tx, lacking))
    elif mine:
        there = {True: words.WITH_SECOND, False: words.WITHOUT_SECOND, None: ""}[session.ending.second_there]
        yield words.CLOSED.format_map({**called, "happened": session.ending.happened, "second": there})


def open_of(tx: Transaction, by: Account, organisation: Organisation) -> Sequence[tuple[str, str]]:
    """The open sessions of which somebody writes things down: in words, and what each is called by."""
    asks = person_of(tx, by)
    ours = [each for each in tx.held_sessions() if each.ending is None and theirs(each, asks)]
    return [(f"{each.title} {described(tx, organisation, each)['when']}", reference(each)) for each in ours]
