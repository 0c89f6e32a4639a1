"""Asking why, where somebody did not say it on the line."""

from typing import Final

from bot.slack.commands import _words as here
from bot.slack.commands._asked import Asked
from bot.slack.modals import KEPT, asks, form, opened, writing

CALLBACK: Final = "command:why"


async def asked_why(asked: Asked, line: str, label: str, begun: str = "") -> bool:
    """Open the form that asks for a reason; the command `line` is given again with it. False where nothing was opened: a reason
    is asked only of those who watch, and only while Slack lets a form be opened.
    """
    if not asked.trigger or len(line) > KEPT or not await asked.watches():
        return False
    view = form(CALLBACK, here.WHY, line, asks("why", label, writing(begun)))
    return await opened(asked.workspace, asked.trigger, view)
