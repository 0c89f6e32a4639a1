"""`/tips`: a child asks for one tip a week on how to stay safe, or wants no more of them (map 9.6)."""

from typing import Final

from bot.counter import words
from bot.terminal.commands._asked import Asked, Command, Said
from bot.tips import series

_PLEASE: Final = "Please give it like this: `/tips on` or `/tips off`"


async def tips(asked: Asked) -> Said:
    weekly = asked.typed.word().casefold()
    if weekly not in {"off", "on"}:
        return Said(_PLEASE)
    return await asked.change(lambda tx, given, ours: series.turn(tx, given, ours, weekly == "on"))


COMMANDS: Final = (Command("tips", words.TIPS, tips, "on (or off)"),)
