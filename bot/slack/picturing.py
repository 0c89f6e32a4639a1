"""The photo desk on Slack: its buttons, its form with the register's names to choose from, and “Take this down” (map 6.1, 6.6).

Slack lets no app share somebody else's picture into another channel, so a person shares what was let out, and it is known again
by the ids of its files. Not a byte of a picture is fetched or sent.

Source: "Block elements" (external data source), "Modals" and "Shortcuts" on docs.slack.dev.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from bot.counter import picturing
from bot.pictures import answering, taking_down, words
from bot.pictures.answering import Filled
from bot.rota.changing import Given
from bot.slack.commands import _words as here
from bot.slack.modals import answered, answers, asks, choosing, form, opened, ticking
from bot.slack.places import account_of
from bot.slack.posting import Content, answer, letter
from bot.slack.stamps import thread_of
from bot.slack.words import Block, plain, sections
from bot.slack.workspace import NAME, Workspace
from moderation.model import Equipment, Maker, OfferTakeDown, ShowPicture
from storage.store import Transaction

log = logging.getLogger(__name__)

#: How the `action_id` of its buttons begins, the callback of its form and of the shortcut of a message.
ACTION: Final = "picture"
FORM: Final = "picture:answers"
SHORTCUT: Final = "take_down"
ANSWER: Final = f"{ACTION}:answer"
DOWN: Final = f"{ACTION}:down"
WHO: Final = "who"
#: Slack shows no more choices at once, and lets no more be chosen here.
_CHOICES: Final = 100
_MOST: Final = 60


def asked(effect: ShowPicture) -> Content:
    """What stands below an upload at the photo desk, in its thread."""
    more = (_button(ANSWER, picturing.ASK, effect.picture),) if effect.asks else ()
    return replace(letter(effect.text, *more), thread=thread_of(effect.conversation) or effect.message)


def offered(effect: OfferTakeDown) -> Content:
    """What stands below a picture where it is shown, in its thread."""
    button = _button(DOWN, picturing.TAKE_DOWN, effect.picture)
    return replace(letter(effect.text, button), thread=thread_of(effect.conversation) or effect.message)


async def pressed(workspace: Workspace, body: Mapping[str, Any]) -> None:
    """Somebody pressed one of the buttons. Raises `refusals.TROUBLE`."""
    for button in body.get("actions") or ():
        picture, given = str(button.get("value")), _given(workspace, body, str(button.get("action_ts")))
        if button.get("action_id") == DOWN:
            await _answer(body, await _down(workspace, given, picture))
        elif button.get("action_id") == ANSWER:
            if no := await workspace.core.write(partial(answering.refused, given=given, picture=picture)):
                await _answer(body, no)
            elif not await opened(workspace, body.get("trigger_id"), questions(picture)):
                await _answer(body, here.AGAIN)


async def choices(workspace: Workspace, body: Mapping[str, Any]) -> Sequence[Block]:
    """The children whose names have what was typed, for those who answer for pictures and nobody else."""
    by, typed = account_of(_user(body), workspace), str(body.get("value") or "")
    organisation = workspace.core.organisation
    children = await workspace.core.look(lambda tx: answering.children_called(tx, by, organisation, typed))
    return [{"text": plain(child.name, 75), "value": child.id} for child in children[:_CHOICES]]


async def submitted(workspace: Workspace, body: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Somebody answered for a picture."""
    view = body.get("view") or {}
    filled, picture = answers(view), str(view.get("private_metadata"))
    given = _given(workspace, body, str(view.get("id")))
    to = str(filled.get("to") or "")
    channel = workspace.directory.conversations.get(to)
    said = Filled(
        tuple(filled.get(WHO) or ()), bool(filled.get("nobody")), bool(filled.get("dressed")), bool(filled.get("kind")),
        Equipment(str(filled.get("equipment"))), Maker(str(filled.get("maker"))), to,
        channel.name if channel and channel.name else to,
    )  # fmt: skip
    core = workspace.core
    organisation = core.organisation

    async def done() -> Sequence[Block]:
        return sections(await core.write(lambda tx: answering.answer(tx, given, organisation, picture, said)))

    return await answered(workspace, view, picturing.TITLE, done())


async def shortcut(workspace: Workspace, body: Mapping[str, Any]) -> None:
    """Somebody chose “Take this down” in the menu of a message: of the picture, or of what stands below it."""
    message, channel = body.get("message") or {}, _channel(body)
    stands = [str(message.get(name)) for name in ("ts", "thread_ts") if message.get(name)]

    def which(tx: Transaction) -> str:
        return next(filter(None, (taking_down.shown_by(tx, NAME, channel, ts) for ts in stands)), "")

    picture = await workspace.core.look(which)
    given = _given(workspace, body, str(body.get("action_ts")))
    await _answer(body, await _down(workspace, given, picture) if picture else words.NOT_OURS)


async def _down(workspace: Workspace, given: Given, picture: str) -> str:
    core = workspace.core
    organisation = core.organisation
    return await core.write(lambda tx: taking_down.take_down(tx, given, organisation, picture))


def questions(picture: str) -> Block:
    """The form in which a second person answers."""
    names: Block = {
        "type": "multi_external_select",
        "min_query_length": 0,
        "max_selected_items": _MOST,
        "placeholder": plain(picturing.CHOOSE, 150),
    }
    equipment = [(said, each.value) for each, said in picturing.EQUIPMENTS.items()]
    makers = [(said, each.value) for each, said in picturing.MAKERS.items()]
    channel: Block = {
        "type": "conversations_select",
        "filter": {"include": ["public", "private"], "exclude_external_shared_channels": True, "exclude_bot_users": True},
    }
    return form(
        FORM,
        picturing.TITLE,
        picture,
        asks(WHO, picturing.WHO, names, optional=True),
        asks("nobody", picturing.NONE_LABEL, ticking(picturing.NOBODY, picturing.NOBODY_HINT), optional=True),
        asks("dressed", picturing.CHECKED, ticking(picturing.DRESSED, picturing.CHECKED_HINT), optional=True),
        asks("kind", picturing.CHECKED_TOO, ticking(picturing.KIND, picturing.CHECKED_HINT), optional=True),
        asks("equipment", picturing.EQUIPMENT, choosing(equipment)),
        asks("maker", picturing.MAKER, choosing(makers)),
        asks("to", picturing.TO, channel),
    )


def _button(action: str, label: str, picture: str) -> Block:
    button: Block = {"type": "button", "action_id": action, "text": plain(label, 75), "value": picture}
    return {"type": "actions", "elements": [button]}


async def _answer(body: Mapping[str, Any], said: str) -> None:
    address = body.get("response_url")
    if isinstance(address, str) and not await answer(address, said):
        log.info("an answer to somebody came too late to be shown")


def _given(workspace: Workspace, body: Mapping[str, Any], which: str) -> Given:
    return Given(f"{NAME}:picture:{_user(body)}:{which}", account_of(_user(body), workspace), workspace.core.clock())


def _user(body: Mapping[str, Any]) -> str:
    return str((body.get("user") or {}).get("id") or "")


def _channel(body: Mapping[str, Any]) -> str:
    return str((body.get("channel") or {}).get("id") or "")
