"""What people press: a button says what it does and about which concern, so it works after a restart as before.

Whoever presses becomes an `Action` that takes the same way as a message. Whether they may is decided there; they are told, and
nobody else sees the answer.

Source: "Handling user interaction", "Modals" and "View submissions" on docs.slack.dev.
"""

import json
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from bot.card_words import BUTTONS, written
from bot.pressed import ASKS_WHY, decided
from bot.slack import words
from bot.slack.modals import answered, answers, form, opened, questioned, texts
from bot.slack.places import account_of
from bot.slack.posting import answer
from bot.slack.words import Block
from bot.slack.workspace import NAME, Workspace
from moderation.model import Action, ActionKind

log = logging.getLogger(__name__)

#: The callback of the form that asks why.
FORM: Final = "press:why"
_CASE: Final = re.compile(r"[0-9A-Za-z_]{1,40}")


async def pressed(workspace: Workspace, body: Mapping[str, Any]) -> None:
    """Somebody pressed a button of a card, or of an explanation. Raises `refusals.TROUBLE`."""
    for button in _dicts(body.get("actions")):
        kind, case = _kind(button.get("action_id")), button.get("value")
        if kind is None or not isinstance(case, str) or not _CASE.fullmatch(case):
            log.info("something was pressed that this version of Touchline does not know")
        elif kind in ASKS_WHY:
            await _ask_why(workspace, body, kind, case)  # before anything else: that is possible for three seconds
        else:
            id_ = f"{NAME}:press:{_user(body)}:{button.get('action_ts')}"
            said, _ = await decided(workspace.core, _action(workspace, body, id_, kind, case))
            await _answer(body, said)


async def submitted(workspace: Workspace, body: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Somebody said why: the form shows what was decided, or that it will, where that takes longer than Slack waits."""
    view = body.get("view") or {}
    meant = json.loads(view.get("private_metadata") or "{}")
    kind, case = _kind(meant.get("action")), meant.get("case")
    if kind is None or not isinstance(case, str):
        return None
    id_, reason = f"{NAME}:press:{_user(body)}:{view.get('id')}", written(kind, texts(answers(view)))

    async def done() -> Sequence[Block]:
        said, _ = await decided(workspace.core, _action(workspace, body, id_, kind, case, reason))
        return words.sections(said)

    return await answered(workspace, view, BUTTONS[kind], done())


async def _ask_why(workspace: Workspace, body: Mapping[str, Any], kind: ActionKind, case: str) -> None:
    """Open the form that asks why."""
    if not await opened(workspace, body.get("trigger_id"), _form(kind, case)):
        await _answer(body, words.AGAIN)


def _form(kind: ActionKind, case: str) -> Block:
    return form(FORM, BUTTONS[kind], json.dumps({"action": f"press:{kind.value}", "case": case}), *questioned(kind))


async def _answer(body: Mapping[str, Any], said: str) -> None:
    address = body.get("response_url")
    if isinstance(address, str) and not await answer(address, said):
        log.info("an answer to somebody came too late to be shown")


def _action(workspace: Workspace, body: Mapping[str, Any], id_: str, kind: ActionKind, case: str, reason: str = "") -> Action:
    core = workspace.core
    by = account_of(_user(body), workspace)
    return Action(id=id_, org=core.organisation.id, kind=kind, at=core.clock(), by=by, case=case, reason=reason.strip())


def _user(body: Mapping[str, Any]) -> str:
    user = body.get("user")
    return str(user.get("id", "")) if isinstance(user, dict) else ""


def _kind(action: object) -> ActionKind | None:
    """What a button does, from its `action_id`. Only what there are buttons for is pressed."""
    name = action.partition(":")[2] if isinstance(action, str) else ""
    return next((kind for kind in BUTTONS if kind.value == name), None)


def _dicts(values: object) -> Iterator[Mapping[str, Any]]:
    return (each for each in values if isinstance(each, dict)) if isinstance(values, list) else iter(())
