"""`/remove`, `/restore` and `/mistake`: a message is taken away or its words put back (map 1.2, 4.9).

What is a link to a message elsewhere is whoever wrote it here: their newest message that can still be read is meant.
"""

from typing import Final

from bot.counter import acting, words
from bot.terminal.commands._asked import Asked, Command, Said
from bot.terminal.commands.case import about_one
from moderation.model import ActionKind

NONE_OF_YOURS: Final = "You have posted nothing here that still stands."
NO_MESSAGE: Final = "There is no such message that you can see. Write @ and the first name of whoever wrote it, such as @alfie."


async def remove(asked: Asked) -> Said:
    """Have a message removed. From somebody who may not have that done, it is a report of it."""
    of = asked.account(asked.typed.word())
    event = asked.session.newest_of(of, asked.by) if of else None
    return Said(await acting.remove(asked.asker, event, asked.typed.rest()) if event else NO_MESSAGE)


async def mistake(asked: Asked) -> Said:
    """Have one's own newest post taken away."""
    event = asked.session.newest_of(asked.by, asked.by)
    return Said(await acting.mistake(asked.asker, event) if event else NONE_OF_YOURS)


COMMANDS: Final = (
    Command("mistake", words.MISTAKE, mistake, for_staff=True),
    Command("remove", words.REMOVE, remove, "@alfie why", for_watch=True),
    about_one("restore", words.RESTORE, ActionKind.RESTORE),
)
