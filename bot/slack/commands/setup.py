"""`/touchline setup`: sets the workspace up, or says what is missing (`bot.slack.setup`)."""

from typing import Final

from bot.slack import setup
from bot.slack.commands import _words as here
from bot.slack.commands._asked import Asked, Command, Said

_ABOUT: Final = "Set Touchline up on this workspace, or see what is missing"


async def _setup(asked: Asked) -> Said:
    if not await setup.may(asked.workspace, asked.by):
        return setup.REFUSED
    return None if await setup.ask(asked.workspace, asked.by.id, asked.trigger) else here.AGAIN


COMMANDS: Final = (Command("setup", _ABOUT, _setup),)
