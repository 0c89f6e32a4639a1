"""`/touchline announce` and `/touchline team-post`: staff have something posted where children read, after somebody else has
looked at it; `/touchline announcements`: what waits (map 4.5, 4.6, 4.8, 5.6, 5.17).
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from bot.announcing.deciding import ASKS_WHY, Answer
from bot.announcing.deciding import LONGEST as REASON
from bot.announcing.drafting import LONGEST
from bot.announcing.showing import Waiting
from bot.counter import NAMED, announcing, words
from bot.rota.changing import Given
from bot.slack.announcing import buttons
from bot.slack.commands import _words as here
from bot.slack.commands._asked import Asked, Command, Form, Said
from bot.slack.marked import plain, rich
from bot.slack.modals import asks, form, opened, writing
from bot.slack.places import place_of
from bot.slack.posting import Content
from bot.slack.words import Block

FORM: Final = "command:announce"
WHY: Final = "command:announce_why"


async def announce(asked: Asked) -> Said:
    """Ask what is to be announced, and where if no channel is named."""
    return await _ask(asked, team=False)


async def team_post(asked: Asked) -> Said:
    """Ask what is to be posted in the team's name."""
    return await _ask(asked, team=True)


async def announcements(asked: Asked) -> Said:
    """Show what waits, each with its buttons."""
    found, more = await announcing.waiting(asked.workspace.core, asked.by)
    if not found:
        return announcing.NOTHING
    return Content([*(block for each in found for block in _shown(each)), *([rich(more)] if more else [])], announcing.WAITS)


def _shown(each: Waiting) -> list[Block]:
    said = f"**{plain(each.headline, NAMED)}**\n{plain(each.text, announcing.WHOLE)}"
    return [rich(said), *buttons(each.id, each.answers)]


async def pressed(asked: Asked, action: Mapping[str, Any]) -> Said:
    """Somebody pressed a button under one that waits."""
    what, id_ = Answer(str(action.get("action_id")).rpartition(":")[2]), str(action.get("value"))
    if what not in ASKS_WHY:
        return await _answer(asked, what, id_)
    why = asks("why", announcing.asked_why(what), writing(most=REASON))
    view = form(WHY, announcing.WHY_TITLE, json.dumps({"what": what.value, "id": id_}), why)
    return None if await opened(asked.workspace, asked.trigger, view) else here.AGAIN


async def _ask(asked: Asked, team: bool) -> Said:
    if no := await announcing.refuse(asked.workspace.core, asked.by, team):
        return no
    channel, _ = asked.conversation(asked.typed.word())
    chosen = {"initial_conversation": channel} if channel else {}
    where = {"type": "conversations_select", "filter": {"include": ["public", "private"]}, **chosen}
    fields = (
        asks("where", announcing.WHERE, where),
        asks("text", announcing.TEXT, writing(asked.words(asked.typed.rest()), LONGEST)),
    )
    view = form(FORM, announcing.TEAM_TITLE if team else announcing.TITLE, json.dumps({"team": team}), *fields)
    return None if await opened(asked.workspace, asked.trigger, view) else here.AGAIN


async def _written(asked: Asked, kept: str, filled: Mapping[str, Any]) -> Said:
    """It was written. Slack offers a place only to who can see it."""
    workspace, id_ = asked.workspace, str(filled.get("where") or "")
    place, text = place_of(id_, workspace), str(filled.get("text") or "")
    given = Given(asked.asker.arrival("announce"), asked.by, workspace.core.clock())
    return asked.told(await announcing.announce(workspace.core, given, place, text, bool(json.loads(kept).get("team"))))


async def _said_why(asked: Asked, kept: str, filled: Mapping[str, Any]) -> Said:
    meant = json.loads(kept)
    return await _answer(asked, Answer(meant["what"]), str(meant["id"]), str(filled.get("why") or ""))


async def _answer(asked: Asked, what: Answer, id_: str, reason: str = "") -> str:
    core = asked.workspace.core
    given = Given(asked.asker.arrival("announcement"), asked.by, core.clock())
    return asked.told(await announcing.answer(core, given, what, id_, reason))


COMMANDS: Final = (
    Command("announce", words.ANNOUNCE, announce, here.A_PLACE_AND_TEXT, for_watch=False, for_staff=True),
    Command("announcements", words.ANNOUNCEMENTS, announcements, for_watch=False, for_staff=True),
    Command("team-post", words.TEAM_POST, team_post, here.A_PLACE_AND_TEXT, for_watch=False, for_staff=True),
)
FORMS: Final = (Form(FORM, announcing.TITLE, _written), Form(WHY, announcing.WHY_TITLE, _said_why))
