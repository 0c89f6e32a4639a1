"""`/report`: anybody tells of something, or of a message, with or without their name (map 9.1, 9.3)."""

from typing import Final

from bot.counter import words
from bot.counter.typed import Typed
from bot.pressed import decided
from bot.terminal.commands._asked import Asked, Command, Said
from bot.terminal.commands.remove import NO_MESSAGE
from moderation.model import Account, Event, Report

_NAMELESS: Final = "anonymous"
_MESSAGE: Final = "message"
_OF_MESSAGE: Final = "The same of a message: the newest that somebody wrote. It goes with what you say"


async def report(asked: Asked) -> Said:
    """Whoever is named first is whom it is about."""
    anonymous, about, said = _nameless(asked.typed), _named(asked), asked.typed.rest()
    return await _tell(asked, said, anonymous, about=about) if said else Said(words.FORM_WORDS)


async def of_message(asked: Asked) -> Said:
    """What is chosen in the menu of a message elsewhere: here the newest one of whoever is named goes with it."""
    whole = f"{_MESSAGE} {asked.typed.left}"
    anonymous, of = _nameless(asked.typed), _named(asked)
    if of is None:  # somebody tells of something in words that begin so
        asked.typed.left = whole
        return await report(asked)
    asked.typed.word()
    event = asked.session.newest_of(of, asked.by)
    return await _tell(asked, asked.typed.rest(), anonymous, message=event) if event else Said(NO_MESSAGE)


COMMANDS: Final = (
    Command("report", words.REPORT, report, "@dave what happened"),
    Command("report message", _OF_MESSAGE, of_message, "@jo and, if you want, why"),
)


async def _tell(asked: Asked, said: str, anonymous: bool, about: Account | None = None, message: Event | None = None) -> Said:
    session, id_ = asked.session, asked.asker.arrival("report")
    told = Report(
        id_, session.organisation.id, session.clock(), asked.by, anonymous=anonymous, words=said, message=message, about=about
    )
    answer, _ = await decided(session, told)
    return Said(answer)


def _nameless(typed: Typed) -> bool:
    """Whether they want their name left out."""
    nameless = typed.next().casefold() == _NAMELESS
    if nameless:
        typed.word()
    return nameless


def _named(asked: Asked) -> Account | None:
    """Whom they name by an @, which stays in what they say of them."""
    word = asked.typed.next()
    return asked.account(word) if word.startswith("@") else None
