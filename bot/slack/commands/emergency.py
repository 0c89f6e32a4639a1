"""`/touchline emergency`: whom to reach now. `/touchline change`: parents are told of changed arrangements (map 11.2)."""

from typing import Final

from bot.counter import sessions as asks
from bot.rota.changing import Given
from bot.sessions import changes
from bot.sessions.emergency import reachable
from bot.slack.commands import _words as here
from bot.slack.commands._asked import Asked, Command, Said
from bot.slack.commands.who import line


async def emergency(asked: Asked) -> Said:
    core = asked.workspace.core
    organisation, now = core.organisation, core.clock()
    found = await core.look(lambda tx: reachable(tx, organisation, asked.by, now))
    return "\n".join(asks.lines(found, lambda contact: line(contact, on_duty=False)))


async def change(asked: Asked) -> Said:
    core = asked.workspace.core
    organisation, given = core.organisation, Given(asked.asker.arrival("change"), asked.by, core.clock())
    text = asked.words(asked.typed.rest())
    return asked.told(await core.write(lambda tx: changes.tell(tx, given, organisation, text)))


COMMANDS: Final = (
    Command("emergency", asks.EMERGENCY, emergency, for_watch=False),
    Command("change", asks.CHANGE, change, here.A_CHANGE, for_watch=False, for_staff=True),
)
