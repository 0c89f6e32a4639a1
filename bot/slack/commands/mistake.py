"""`/touchline mistake`: staff take back a post of their own through the bot, so that it is kept and nobody is blamed (map 4.9).

Where Touchline may not remove, a person is asked to, and it is followed up until it is gone.
"""

from typing import Final

from bot.counter import acting, words
from bot.slack.commands import _words as here
from bot.slack.commands._asked import Asked, Command, Said
from bot.slack.commands.remove import find


async def mistake(asked: Asked) -> Said:
    """Have a post of one's own taken away."""
    event = await find(asked, asked.typed.word())
    return asked.told(await acting.mistake(asked.asker, event)) if event else here.NO_MESSAGE


COMMANDS: Final = (Command("mistake", words.MISTAKE, mistake, here.A_LINK_OF_YOURS, for_watch=False, for_staff=True),)
