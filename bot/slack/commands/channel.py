"""`/touchline channel …`: apply for a channel, decide on one, and say what each is for (map 8.13, 10.12)."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from bot.counter import NAMED
from bot.counter import spaces as words
from bot.platform import Core
from bot.rota.changing import Given
from bot.slack.commands import _words as here
from bot.slack.commands._asked import Asked, Command, Form, Said
from bot.slack.marked import plain, rich
from bot.slack.modals import asks, choosing, form, opened, writing
from bot.slack.places import account_of, place_of
from bot.slack.posting import Content
from bot.slack.spaces import buttons
from bot.slack.words import Block
from bot.spaces.asking import Filled
from bot.spaces.deciding import ASKS_WHY, Answer
from bot.spaces.deciding import LONGEST as REASON
from bot.spaces.showing import Shown
from moderation.model import SpaceFor
from moderation.spaces import MOST_AIM, MOST_NAME, MOST_PROMOTED, MOST_RUNNERS

FORM: Final = "command:space"
WHY: Final = "command:space_why"
#: Characters of one application, as it is shown whole.
_WHOLE: Final = 2600


async def request(asked: Asked) -> Said:
    """Open the form, for whoever may apply."""
    if no := await words.refuse(asked.workspace.core, asked.by):
        return no
    runners = {"type": "multi_users_select", "max_selected_items": MOST_RUNNERS}
    view = form(
        FORM,
        words.TITLE,
        "",
        asks("name", words.NAME, {**writing(asked.words(asked.typed.rest()), MOST_NAME), "multiline": False}),
        asks("aim", words.AIM, writing(most=MOST_AIM), words.AIM_HINT),
        asks("audience", words.AUDIENCE, choosing([(said, each.value) for each, said in words.FOR.items()])),
        asks("promoted", words.PROMOTED, writing(most=MOST_PROMOTED)),
        asks("runners", words.RUNNERS, runners, words.RUNNERS_HINT),
        asks("closed", words.CLOSED, choosing([(said, each) for each, said in words.CHOICES.items()])),
    )
    return None if await opened(asked.workspace, asked.trigger, view) else here.AGAIN


async def _applied(asked: Asked, kept: str, filled: Mapping[str, Any]) -> Said:
    runners = tuple(account_of(str(each), asked.workspace) for each in filled.get("runners") or ())
    application = Filled(
        str(filled.get("name") or ""), str(filled.get("aim") or ""), SpaceFor(str(filled.get("audience"))),
        str(filled.get("promoted") or ""), runners, filled.get("closed") == "closed",
    )  # fmt: skip
    return await _change(asked, lambda core, given: words.ask(core, given, application))


async def list_(asked: Asked) -> Said:
    """Show them, each with its buttons."""
    found, more = await words.listed(asked.workspace.core, asked.by)
    if not found:
        return words.NOTHING
    return Content([*(block for each in found for block in _shown(each)), *([rich(more)] if more else [])], words.WAITS)


def _shown(each: Shown) -> list[Block]:
    said = f"**{plain(each.headline, NAMED)}**\n{plain(each.text, _WHOLE)}"
    return [rich(said), *buttons(each.id, each.answers)]


async def pressed(asked: Asked, action: Mapping[str, Any]) -> Said:
    """Somebody pressed a button under one that waits."""
    what, id_ = Answer(str(action.get("action_id")).rpartition(":")[2]), str(action.get("value"))
    if what not in ASKS_WHY:
        return await _change(asked, lambda core, given: words.answer(core, given, what, id_))
    kept = json.dumps({"what": what.value, "id": id_})
    view = form(WHY, words.WHY_TITLE, kept, asks("why", words.WHY, writing(most=REASON)))
    return None if await opened(asked.workspace, asked.trigger, view) else here.AGAIN


async def _said_why(asked: Asked, kept: str, filled: Mapping[str, Any]) -> Said:
    meant, why = json.loads(kept), str(filled.get("why") or "")
    return await _change(asked, lambda core, given: words.answer(core, given, Answer(meant["what"]), str(meant["id"]), why))


async def withdraw(asked: Asked) -> Said:
    which = asked.typed.word()
    return await _change(asked, lambda core, given: words.withdraw(core, given, which))


async def purpose(asked: Asked) -> Said:
    id_, channel = asked.conversation(asked.typed.word())
    if channel is None:
        return here.NO_CHANNEL
    place, text, shown = place_of(id_, asked.workspace), asked.words(asked.typed.rest()), asked.words(channel.purpose)
    return await _change(asked, lambda core, given: words.purpose(core, given, place, shown, text))


async def made(asked: Asked) -> Said:
    which, (id_, channel) = asked.typed.word(), asked.conversation(asked.typed.word())
    if channel is None:
        return here.NO_CHANNEL
    place = place_of(id_, asked.workspace)
    return await _change(asked, lambda core, given: words.made(core, given, which, place))


async def _change(asked: Asked, how: Callable[[Core, Given], Awaitable[str]]) -> str:
    """Do something, and answer what came of it."""
    core = asked.workspace.core
    return asked.told(await how(core, Given(asked.asker.arrival("space"), asked.by, core.clock())))


COMMANDS: Final = (
    Command("channel request", words.REQUEST, request, here.A_NAME, for_watch=False, for_staff=True),
    Command("channel list", words.LIST, list_, for_watch=False, for_staff=True),
    Command("channel withdraw", words.WITHDRAW, withdraw, here.A_REQUEST, for_watch=False, for_staff=True),
    Command("channel purpose", words.PURPOSE, purpose, here.A_PURPOSE),
    Command("channel made", words.MADE, made, here.A_MADE_CHANNEL),
)
FORMS: Final = (Form(FORM, words.TITLE, _applied), Form(WHY, words.WHY_TITLE, _said_why))
