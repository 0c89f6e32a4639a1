"""`/touchline help`, and `/touchline` alone: what to do when something is wrong, by need, in words that a child of nine can
read; and what whoever asks can ask for (map 9.4, 10.7).
"""

from collections.abc import Iterator
from typing import Final

from bot.counter import words
from bot.counter.needs import needs
from bot.slack import commands
from bot.slack.commands import _words as here
from bot.slack.commands._asked import Asked, Command, Said
from bot.slack.marked import bare, rich
from bot.slack.modals import choosing
from bot.slack.posting import Content

#: By what somebody needs: what the choice says, and what they are told.
NEEDS: Final = needs(here.MENU, here.MENU_IN_PRIVATE)
#: The `action_id` of choosing one.
CHOICE: Final = "command:help"


async def help_(asked: Asked) -> Said:
    """What to do, by need; that of one need where it is named."""
    return told(asked.typed.word().casefold()) or await short(asked)


COMMANDS: Final = (Command("help", words.HELP, help_, for_watch=False),)


def told(need: str) -> str:
    """What somebody is told who has a need; "" where there is no such need."""
    return NEEDS[need][1] if need in NEEDS else ""


async def short(asked: Asked) -> Content:
    """What to do in danger, a choice of needs, and what whoever asks can ask for."""
    known = asked.workspace.people.get(asked.by.id)
    text = "\n".join(_lines(await asked.watches(), known is not None and known.is_staff))
    select = {**choosing([(says, need) for need, (says, _) in NEEDS.items()]), "action_id": CHOICE}
    return Content(
        [rich(here.IN_DANGER, here.NEEDS), {"type": "actions", "elements": [select]}, rich(text)], bare(here.IN_DANGER)
    )


def _lines(watches: bool, staff: bool) -> Iterator[str]:
    all_ = commands.all_commands().values()
    yield here.FOR_YOU
    yield from (f"{each.usage} {each.does}" for each in all_ if not each.for_watch and (staff or not each.for_staff))
    if watches:
        yield here.FOR_WATCH
        yield from (f"{each.usage} {each.does}" for each in all_ if each.for_watch)
