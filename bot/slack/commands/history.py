"""`/touchline history`: how many concerns somebody was in, by kind. No words, no dates, no score (map 8.16, 8.17)."""

from typing import Final

from bot import desk
from bot.counter import lines, words
from bot.desk import Denied
from bot.slack.commands import _words as here
from bot.slack.commands._asked import Asked, Command, Said


async def history(asked: Asked) -> Said:
    """Count."""
    if no := await asked.no():
        return no
    of = await asked.account(asked.typed.word())
    if of is None:
        return here.NOBODY
    core = asked.workspace.core
    found = await core.look(lambda tx: desk.history(tx, asked.by, core.organisation, of))
    return found.says if isinstance(found, Denied) else lines.counts(found)


COMMANDS: Final = (Command("history", words.HISTORY, history, here.SOMEBODY),)
