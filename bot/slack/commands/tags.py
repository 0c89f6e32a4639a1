"""`/touchline tags`: whether staff may be mentioned with an @ by their colleagues (map 2.9)."""

from typing import Final

from bot.counter import words
from bot.register.tags import tags as kept
from bot.slack.commands import _words as here
from bot.slack.commands._asked import Asked, Command, Said


async def tags(asked: Asked) -> Said:
    stand = asked.typed.word().casefold()
    if stand not in {"off", "on"}:
        return here.USAGE.format(usage=f"`/tags {here.OFF_OR_ON}`")
    return await asked.workspace.core.write(lambda tx: kept(tx, asked.by, stand == "on"))


COMMANDS: Final = (Command("tags", words.TAGS, tags, here.OFF_OR_ON, for_watch=False, for_staff=True),)
