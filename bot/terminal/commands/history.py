"""`/history`: how many concerns somebody was in, by kind. No words, no dates, no score (map 8.16, 8.17)."""

from typing import Final

from bot import desk
from bot.counter import lines, words
from bot.terminal.commands._asked import NOBODY, Asked, Command, Said


async def history(asked: Asked) -> Said:
    of = asked.account(asked.typed.word())
    if of is None:
        return Said(await asked.no() or NOBODY)
    return await asked.show(lambda tx, by, ours, _: desk.history(tx, by, ours, of), lines.counts)


COMMANDS: Final = (Command("history", words.HISTORY, history, "@dave", for_watch=True),)
