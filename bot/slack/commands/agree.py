"""`/touchline agree`: what somebody is asked to agree to here, for themselves or for a child of theirs (map 10.1 to 10.3).

A button says what it means, about whom and under which version, so it works after a restart as before.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from bot.agreements import signing
from bot.agreements.signing import LONGEST, Press, Sheet
from bot.counter import agreeing, words
from bot.rota.changing import Given
from bot.slack.commands import _words as here
from bot.slack.commands._asked import Asked, Command, Form, Said
from bot.slack.modals import asks, form, opened
from bot.slack.posting import Content
from bot.slack.words import Block, plain, sections

#: How the `action_id` of its buttons begins, and the form by which staff sign.
ACTION: Final = "command:agree"
FORM: Final = "command:sign"
#: Characters of a statement that are shown: Slack takes fifty blocks of three thousand.
_SHOWN: Final = 30_000


async def agree(asked: Asked) -> Said:
    core = asked.workspace.core
    organisation, now = core.organisation, core.clock()
    found = await core.look(lambda tx: signing.sheets(tx, asked.by, organisation, now))
    return asked.told(found) if isinstance(found, str) else card(agreeing.chosen(found, asked.words(asked.typed.rest())))


def card(sheet: Sheet) -> Content:
    """The statement, what the buttons mean, and the buttons."""
    text = agreeing.clauses(sheet)
    if len(text) > _SHOWN:
        text = agreeing.TOO_LONG.format(where=agreeing.ASK_FOR_IT)
    title = f"{sheet.title or agreeing.TITLE}. {agreeing.FOR.format(name=sheet.name)}"
    elements = [_button(what, sheet) for what in sheet.presses]
    said = "\n".join(agreeing.means(sheet))
    return Content([*sections(f"{title}\n\n{text}"), *sections(said), {"type": "actions", "elements": elements}], title)


async def pressed(asked: Asked, action: Mapping[str, Any]) -> Said:
    """Somebody pressed one of them."""
    what, meant = _meant(action)
    if what is Press.AGREE and meant.get("signs"):
        name = asks("name", agreeing.NAME, {"type": "plain_text_input", "max_length": LONGEST})
        job = asks("job", agreeing.JOB, {"type": "plain_text_input", "max_length": LONGEST})
        view = form(FORM, agreeing.SIGN, json.dumps(meant), name, job)
        return None if await opened(asked.workspace, asked.trigger, view) else here.AGAIN
    return await _press(asked, what, meant)


async def _signed(asked: Asked, kept: str, filled: Mapping[str, Any]) -> Said:
    return await _press(asked, Press.AGREE, json.loads(kept), str(filled.get("name") or ""), str(filled.get("job") or ""))


async def _press(asked: Asked, what: Press, meant: Mapping[str, Any], name: str = "", job: str = "") -> str:
    core = asked.workspace.core
    organisation, given = core.organisation, Given(asked.asker.arrival("agree"), asked.by, core.clock())
    about, version = str(meant.get("about")), int(meant.get("version") or 0)
    return await core.write(lambda tx: signing.press(tx, given, organisation, what, about, version, name, job))


def _button(what: Press, sheet: Sheet) -> Block:
    value = json.dumps({"about": sheet.about, "version": sheet.version, "signs": sheet.signs})
    style = {"style": "primary"} if what in {Press.AGREE, Press.CONFIRM} else {}
    return {
        "type": "button",
        "action_id": f"{ACTION}:{what.value}",
        "text": plain(agreeing.LABELS[what], 75),
        "value": value,
        **style,
    }


def _meant(action: Mapping[str, Any]) -> tuple[Press, Mapping[str, Any]]:
    """What a button says, and about whom: as this bot made it, for Slack gives back no other."""
    return Press(str(action.get("action_id")).rpartition(":")[2]), json.loads(str(action.get("value")))


COMMANDS: Final = (Command("agree", words.AGREE, agree, here.WHOSE, for_watch=False),)
FORMS: Final = (Form(FORM, agreeing.SIGN, _signed),)
