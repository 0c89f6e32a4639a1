"""Forms: opened while Slack lets one be, read when they are handed in, and answered where they stood.

Source: "Modals" and "View submissions" on docs.slack.dev.
"""

import asyncio
import logging
from collections.abc import Coroutine, Mapping, Sequence
from typing import Any, Final

from slack_sdk.errors import SlackApiError

from bot.card_words import questions
from bot.counter.words import FAILED
from bot.pressed import FEW_WORDS
from bot.slack import words
from bot.slack.refusals import TROUBLE
from bot.slack.trouble import code_of
from bot.slack.words import Block, plain
from bot.slack.workspace import Workspace
from moderation.filling import Question
from moderation.model import ActionKind

log = logging.getLogger(__name__)

#: Slack waits three seconds for the answer to a form, in which the answer to whoever filled it in is shown.
WAITS: Final = 2.0
#: As much as Slack lets somebody write in one field, and keeps with a form.
FIELD: Final = 3000
KEPT: Final = 3000
#: Slack hands out what opens a form for three seconds, and once.
_TOO_LATE: Final = {"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "trigger_expired"}
#: Answers that are still to come: nobody else holds on to them.
_waited_for: Final[set[asyncio.Task[None]]] = set()


def form(callback: str, title: str, kept: str, *blocks: Block) -> Block:
    """A form. `kept` comes back with it."""
    return {
        "type": "modal",
        "callback_id": callback,
        "private_metadata": kept,
        "title": plain(title, words.TITLE),
        "submit": plain(words.SEND, words.TITLE),
        "close": plain(words.CANCEL, words.TITLE),
        "blocks": [*blocks],
    }


def asks(name: str, label: str, element: Block, hint: str = "", *, optional: bool = False) -> Block:
    """Something that a form asks for. Its answer is found by its name (`answers`)."""
    asked: Block = {
        "type": "input",
        "block_id": name,
        "label": plain(label),
        "element": {"action_id": name, **element},
        "optional": optional,
    }
    return asked | ({"hint": plain(hint, words.CONTEXT)} if hint else {})


def writing(begun: str = "", most: int = FIELD) -> Block:
    """Room to write."""
    field: Block = {"type": "plain_text_input", "multiline": True, "max_length": most}
    return field | ({"initial_value": begun[:most]} if begun else {})


def choosing(options: Sequence[tuple[str, str]]) -> Block:
    """A choice: of values, by what they say."""
    return {"type": "static_select", "options": [{"text": plain(said, 75), "value": value} for said, value in options[:100]]}


def ticking(said: str, hint: str, *, ticked: bool = False) -> Block:
    """A box to tick."""
    option = {"text": plain(said, 75), "description": plain(hint, 75), "value": "yes"}
    return {"type": "checkboxes", "options": [option]} | ({"initial_options": [option]} if ticked else {})


def questioned(kind: ActionKind, begun: str = "") -> Sequence[Block]:
    """What is asked with a press; `begun` is what somebody wrote already. Nobody has to say why they think that a removal was
    wrong.
    """
    appeals, asked = kind is ActionKind.APPEAL, questions(kind)
    most = FEW_WORDS if appeals else FIELD // len(asked)

    def field(each: Question) -> Block:
        if each.choices:
            return choosing([(said, said) for said in each.choices])
        return writing(begun if each is asked[-1] else "", most)

    return [asks(each.name, each.asks, field(each), optional=appeals) for each in asked]


def texts(answers: Mapping[str, Any]) -> Mapping[str, str]:
    """What was filled in, where all of it is text."""
    return {name: str(answer or "") for name, answer in answers.items()}


async def opened(workspace: Workspace, trigger: object, view: Block) -> bool:
    """Open a form for whoever pressed or asked something; False where that took too long. Raises `refusals.TROUBLE`."""
    try:
        await workspace.client.views_open(trigger_id=str(trigger), view=view)
    except SlackApiError as error:
        if code_of(error) not in _TOO_LATE:
            raise
        return False
    return True


def answers(view: Mapping[str, Any]) -> Mapping[str, Any]:
    """What was filled in, by name: a text, the value, the date or the ids that were chosen, whether a box was ticked; None
    for nothing."""
    values = (view.get("state") or {}).get("values") or {}
    return {name: _answer(field.get(name) or {}) for name, field in values.items() if isinstance(field, dict)}


def page(title: str, *blocks: Block) -> Block:
    """A form's place with nothing more to fill in."""
    return {"type": "modal", "title": plain(title, words.TITLE), "close": plain(words.CLOSE, words.TITLE), "blocks": [*blocks]}


async def answered(
    workspace: Workspace, view: Mapping[str, Any], title: str, work: Coroutine[Any, Any, Sequence[Block]]
) -> Mapping[str, Any]:
    """What becomes of a form that was handed in: it shows what came of it, or that it will, where that takes longer than Slack
    waits.
    """
    asking = asyncio.ensure_future(_done(work))
    await asyncio.wait({asking}, timeout=WAITS)
    if asking.done():
        return {"response_action": "update", "view": page(title, *asking.result())}

    async def later() -> None:
        blocks = await asking
        try:
            await workspace.client.views_update(view_id=str(view.get("id")), view=page(title, *blocks))
        except TROUBLE as error:  # they closed it; what was done was done
            log.info("an answer to somebody came too late to be shown: %s", code_of(error) or type(error).__name__)

    task = asyncio.create_task(later())
    _waited_for.add(task)
    task.add_done_callback(_waited_for.discard)
    return {"response_action": "update", "view": page(title, *words.sections(words.WAIT))}


async def _done(work: Coroutine[Any, Any, Sequence[Block]]) -> Sequence[Block]:
    try:
        return await work
    except Exception as error:  # its text may hold what somebody wrote; they must know that it was not done
        log.error("what somebody filled in could not be handled (%s)", type(error).__name__)
        return words.sections(FAILED)


def _answer(field: Mapping[str, Any]) -> Any:
    match field.get("type"):
        case "static_select":
            return (field.get("selected_option") or {}).get("value")
        case "multi_external_select":
            return [option.get("value") for option in field.get("selected_options") or ()]
        case "users_select":
            return field.get("selected_user")
        case "multi_users_select":
            return field.get("selected_users")
        case "conversations_select":
            return field.get("selected_conversation")
        case "multi_conversations_select":
            return field.get("selected_conversations")
        case "datepicker":
            return field.get("selected_date")
        case "checkboxes":
            return bool(field.get("selected_options"))
    return field.get("value")
