"""The buttons under an announcement on Slack. Each says what it does and to which, so it works after a restart too."""

from collections.abc import Sequence
from typing import Final

from bot.announcing.deciding import Answer
from bot.counter import announcing
from bot.slack.words import Block, plain

#: How the `action_id` of its buttons begins.
ACTION: Final = "command:announcement"
_STYLES: Final = {Answer.APPROVE: "primary", Answer.NOW: "danger"}


def buttons(id_: str, offered: Sequence[Answer] = announcing.ON_A_CARD) -> list[Block]:
    """What can be said of one."""
    return [{"type": "actions", "elements": [_button(id_, what) for what in offered]}] if offered else []


def _button(id_: str, what: Answer) -> Block:
    style = {"style": _STYLES[what]} if what in _STYLES else {}
    text = plain(announcing.LABELS[what], 75)
    return {"type": "button", "action_id": f"{ACTION}:{what.value}", "text": text, "value": id_, **style}
