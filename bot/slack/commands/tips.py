"""`/touchline tips`: a child asks for one tip a week on how to stay safe, or wants no more of them (map 9.6)."""

from typing import Final

from bot.counter import words
from bot.rota.changing import Given
from bot.slack.commands import _words as here
from bot.slack.commands._asked import Asked, Command, Said
from bot.tips import series


async def tips(asked: Asked) -> Said:
    weekly = asked.typed.word().casefold()
    if weekly not in {"off", "on"}:
        return here.USAGE.format(usage=f"`/tips {here.OFF_OR_ON}`")
    core = asked.workspace.core
    given = Given(asked.asker.arrival("tips"), asked.by, core.clock())
    return asked.told(await core.write(lambda tx: series.turn(tx, given, core.organisation, weekly == "on")))


COMMANDS: Final = (Command("tips", words.TIPS, tips, here.OFF_OR_ON, for_watch=False),)
