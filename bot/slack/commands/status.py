"""`/touchline status`: what is watched and since when, what is amiss, whether this is practice, and who holds the record."""

from typing import Final
from urllib.parse import urlsplit

from bot.counter import words
from bot.counter.status import Status
from bot.slack.commands import _words as here
from bot.slack.commands._asked import Asked, Command, Said
from bot.slack.marked import LOOK
from bot.slack.workspace import NAME


async def status(asked: Asked) -> Said:
    """Say it to those who watch."""
    if no := await asked.no():
        return no
    workspace = asked.workspace
    known = await workspace.core.look(lambda tx: Status.of(tx, f"{NAME}:{workspace.team}"))
    places = sum(each.joined and not (each.direct or each.group) for each in workspace.directory.conversations.values())
    watches = here.STATUS_WATCHES.format(places=places, server=urlsplit(workspace.url).hostname or "?")
    return "\n".join([f"**{here.STATUS_TITLE}**", watches, *known.lines(workspace.core, NAME, LOOK)])


COMMANDS: Final = (Command("status", words.STATUS, status),)
