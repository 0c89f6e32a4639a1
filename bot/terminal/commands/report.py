"""`/report`: anybody tells of something, with or without their name (map 9.1, 9.3)."""

from typing import Final

from bot.counter import words
from bot.pressed import decided
from bot.terminal.commands._asked import Asked, Command, Said
from moderation.model import Report

_NAMELESS: Final = "anonymous"


async def report(asked: Asked) -> Said:
    """Whoever is named first is whom it is about."""
    session, typed = asked.session, asked.typed
    anonymous = typed.next().casefold() == _NAMELESS
    if anonymous:
        typed.word()
    about = asked.account(typed.next()) if typed.next().startswith("@") else None
    id_, said = asked.asker.arrival("report"), typed.rest()
    if not said:
        return Said(words.FORM_WORDS)
    told = Report(id_, session.organisation.id, session.clock(), asked.by, anonymous=anonymous, words=said, about=about)
    answer, _ = await decided(session, told)
    return Said(answer)


COMMANDS: Final = (Command("report", words.REPORT, report, "@dave what happened"),)
