"""`/tags`: whether staff may be mentioned with an @ by their colleagues (map 2.9)."""

from typing import Final

from bot.counter import words
from bot.register.tags import tags as kept
from bot.terminal.commands._asked import Asked, Command, Said

_PLEASE: Final = "Please give it like this: `/tags off` or `/tags on`"


async def tags(asked: Asked) -> Said:
    stand = asked.typed.word().casefold()
    if stand not in {"off", "on"}:
        return Said(_PLEASE)
    return Said(await asked.session.write(lambda tx: kept(tx, asked.by, stand == "on")))


COMMANDS: Final = (Command("tags", words.TAGS, tags, "off (or on)", for_staff=True),)
