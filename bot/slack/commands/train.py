"""`/touchline train`: a drill with an invented incident, for staff, volunteers and those who watch (map 8.4, 10.7)."""

from collections.abc import Mapping
from typing import Any, Final

from bot.counter import words
from bot.desk import Denied
from bot.drill import Page, begin, go_on, is_state
from bot.slack.commands._asked import Asked, Command, Said
from bot.slack.marked import rich
from bot.slack.posting import Content
from bot.slack.words import plain

#: How the `action_id` of its buttons begins.
ACTION: Final = "command:train"


async def train(asked: Asked) -> Said:
    core = asked.workspace.core
    organisation, now = core.organisation, core.clock()
    return _shown(await core.look(lambda tx: begin(tx, asked.by, organisation, now)))


async def pressed(asked: Asked, action: Mapping[str, Any]) -> Said:
    """Somebody answered. What a button says is as this bot made it, or it is nothing."""
    state, core = str(action.get("value")), asked.workspace.core
    if not is_state(state):
        return None
    organisation, now = core.organisation, core.clock()
    return _shown(await core.write(lambda tx: go_on(tx, asked.by, organisation, state, now)))


def _shown(page: Page | Denied) -> Said:
    if isinstance(page, Denied):
        return page.says
    elements = [
        {"type": "button", "action_id": f"{ACTION}:{number}", "text": plain(label, 75), "value": state}
        for number, (label, state) in enumerate(page.buttons)
    ]
    buttons = [{"type": "actions", "elements": elements}] if elements else []
    return Content([rich(page.text), *buttons], words.TRAIN)


COMMANDS: Final = (Command("train", words.TRAIN, train, for_watch=False, for_staff=True),)
