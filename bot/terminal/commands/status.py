"""`/status`: what is watched and since when, what is amiss, and who holds the record."""

from typing import Final

from bot.counter import words
from bot.counter.status import Status
from bot.terminal.commands._asked import LOOK, Asked, Command, Said
from bot.terminal.server import NAME

_WATCHES: Final = "**Touchline in the practice club**\nWatching {places} places of {club}."


async def status(asked: Asked) -> Said:
    """Say it to those who watch."""
    if no := await asked.no():
        return Said(no)
    session = asked.session
    known = await session.look(lambda tx: Status.of(tx, f"{NAME}:{session.organisation.id}"))
    watches = _WATCHES.format(places=len(session.club.places), club=session.organisation.contacts.organisation)
    return Said("\n".join([watches, *known.lines(session, NAME, LOOK)]))


COMMANDS: Final = (Command("status", words.STATUS, status, for_watch=True),)
