"""`/touchline authorise`: for staff, that their private messages with children are watched; with "removals", for an
administrator, that Touchline removes posts in their name (map 5.1, 1.1).
"""

from typing import Final

from bot.slack.authorising import invitation
from bot.slack.commands import _words as here
from bot.slack.commands._asked import Asked, Command, Said
from bot.slack.errands import Purpose
from bot.slack.posting import Content


async def authorise(asked: Asked) -> Said:
    purpose = Purpose.REMOVALS if asked.typed.word().casefold() in here.REMOVALS else Purpose.WATCHED
    shown = await invitation(asked.workspace, asked.by.id, purpose)
    return Content(shown["blocks"], shown["text"])


COMMANDS: Final = (Command("authorise", here.AUTHORISE, authorise, for_watch=False, for_staff=True),)
