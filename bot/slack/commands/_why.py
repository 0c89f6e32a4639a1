"""Asking why, or all that is to be said, where somebody did not say it on the line."""

import json
from collections.abc import Mapping
from typing import Any, Final

from bot.card_words import written
from bot.slack.commands import _words as here
from bot.slack.commands._asked import Asked
from bot.slack.modals import KEPT, asks, form, opened, questioned, texts, writing
from moderation.model import ActionKind

CALLBACK: Final = "command:why"
ANSWERS: Final = "command:answers"


async def asked_why(asked: Asked, line: str, label: str, begun: str = "") -> bool:
    """Open the form that asks for a reason; the command `line` is given again with it. False where nothing was opened: a reason
    is asked only of those who watch, and only while Slack lets a form be opened.
    """
    if not asked.trigger or len(line) > KEPT or not await asked.watches():
        return False
    view = form(CALLBACK, here.WHY, line, asks("why", label, writing(begun)))
    return await opened(asked.workspace, asked.trigger, view)


async def asked_all(asked: Asked, line: str, kind: ActionKind, begun: str = "") -> bool:
    """Open the form with all that is asked for something that is done about a concern; as `asked_why` for the rest."""
    kept = json.dumps({"line": line, "kind": kind.value})
    if not asked.trigger or len(kept) > KEPT or not await asked.watches():
        return False
    view = form(ANSWERS, here.WHY, kept, *questioned(kind, begun))
    return await opened(asked.workspace, asked.trigger, view)


def again(asked: Asked, kept: str, filled: Mapping[str, Any]) -> Asked:
    """The command that the form was opened for, with what was filled in."""
    meant = json.loads(kept)
    return asked.typing(str(meant["line"]), written(ActionKind(meant["kind"]), texts(filled)))
