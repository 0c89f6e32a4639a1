"""What people ask of Touchline on Slack: `/touchline` and what they type after it, and “Report to safeguarding” in the menu of
a message and among the shortcuts.

One file is one command or group; this package finds every module in it that defines `COMMANDS`, and the forms that they open
(`FORMS`). A command reads what was typed, asks the organisation, and gives what is answered to whoever gave it alone. Whether
they may is decided there.

Source: "Implementing slash commands" and "Shortcuts" on docs.slack.dev.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Any, Final

from bot.attendance import commanded
from bot.counter import words
from bot.counter.typed import Typed
from bot.slack import picturing
from bot.slack.announcing import ACTION as ANNOUNCEMENT
from bot.slack.commands import _words as here
from bot.slack.commands import agree as agreeing
from bot.slack.commands import announce as announcing
from bot.slack.commands import channel as channels
from bot.slack.commands import help as helping
from bot.slack.commands import report, train
from bot.slack.commands._asked import Asked, Command, Form, Said, account, content
from bot.slack.commands._why import ANSWERS, again
from bot.slack.commands._why import CALLBACK as WHY
from bot.slack.marked import plain
from bot.slack.modals import answered, answers
from bot.slack.posting import Content, answer
from bot.slack.spaces import ACTION as SPACE
from bot.slack.words import Block
from bot.slack.workspace import Workspace
from moderation.plugins import found_in

log = logging.getLogger(__name__)

#: So many words that are no command are somebody who tells of something.
_TELLS: Final = 3
#: How alike what was typed is to a command that is offered in its place: "he" is no “help” in what somebody tells.
_ALIKE: Final = 0.6
_ALIKE_IN_A_SENTENCE: Final = 0.8
_NAMED: Final = 60

Pressed = Callable[[Asked, Mapping[str, Any]], Awaitable[Said]]
"""What is done when a button is pressed that a command showed."""

#: By how the `action_id` of such buttons begins.
_PRESSED: Final[Mapping[str, Pressed]] = {
    train.ACTION: train.pressed,
    agreeing.ACTION: agreeing.pressed,
    ANNOUNCEMENT: announcing.pressed,
    SPACE: channels.pressed,
}


@cache
def all_commands() -> Mapping[str, Command]:
    """Every command in this package, by its name. A module without `COMMANDS` is refused at once."""
    found: dict[str, Command] = {}
    for file, commands in found_in(__name__, __path__, "COMMANDS"):
        if not isinstance(commands, tuple):
            raise TypeError(f"{file} defines no tuple COMMANDS")
        found |= {command.name: command for command in commands}
    return found


@cache
def all_forms() -> Mapping[str, Form]:
    """Every form that a command opens, by its callback."""
    found = {form.callback: form for _, forms in found_in(__name__, __path__, "FORMS") for form in forms or ()}
    return {**found, WHY: Form(WHY, here.WHY, _with_reason), ANSWERS: Form(ANSWERS, here.WHY, _with_answers)}


async def given(workspace: Workspace, body: Mapping[str, Any]) -> None:
    """Somebody typed a line after `/touchline`."""
    if body.get("team_id") != workspace.team:
        await _reply(body, here.NOT_HERE)
        return
    by = await account(workspace, str(body.get("user_id")))
    trigger = str(body.get("trigger_id"))
    said = await _said(Asked(workspace, by, Typed(str(body.get("text") or "")), trigger, trigger))
    if said is not None:
        await _reply(body, said)


async def shortcut(workspace: Workspace, body: Mapping[str, Any]) -> None:
    """Somebody chose to report, a message or something else, or to have a picture taken down. Raises `refusals.TROUBLE`."""
    team = body.get("team")
    ours = isinstance(team, dict) and team.get("id") == workspace.team
    if ours and body.get("callback_id") == picturing.SHORTCUT:
        await picturing.shortcut(workspace, body)
        return
    if ours and body.get("callback_id") in report.SHORTCUTS and not await report.opened_by(workspace, body):
        await _reply(body, here.AGAIN)


async def pressed(workspace: Workspace, body: Mapping[str, Any]) -> None:
    """Somebody chose a need in the help, or pressed a button under what they are asked to agree to, or to look at."""
    for action in body.get("actions") or ():
        what = str(action.get("action_id")).rpartition(":")[0]
        if what in _PRESSED:
            await _press(workspace, body, action, _PRESSED[what])
            continue
        chosen = action.get("selected_option") or {}
        if action.get("action_id") == helping.CHOICE and (told := helping.told(str(chosen.get("value")))):
            await _reply(body, told)


async def _press(workspace: Workspace, body: Mapping[str, Any], action: Mapping[str, Any], pressed: Pressed) -> None:
    user, trigger = body.get("user") or {}, str(body.get("trigger_id"))
    asked = Asked(workspace, await account(workspace, str(user.get("id"))), Typed(""), trigger, trigger)
    if (said := await pressed(asked, action)) is not None:
        await _reply(body, said)


async def submitted(workspace: Workspace, body: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Somebody handed in a form of one of these commands: what becomes of it."""
    view, user = body.get("view") or {}, body.get("user") or {}
    form = all_forms().get(str(view.get("callback_id")))
    if form is None:
        return None

    async def done() -> Sequence[Block]:
        asked = Asked(workspace, await account(workspace, str(user.get("id"))), Typed(""), str(view.get("id")), "")
        said = await form.handed_in(asked, str(view.get("private_metadata") or ""), answers(view))
        return content(said or words.FAILED).blocks

    return await answered(workspace, view, form.title, done())


async def run(asked: Asked) -> Said:
    """What is answered to a line. Raises what the organisation raises."""
    commands, line = all_commands(), asked.typed.left
    first = asked.typed.word().casefold().lstrip("/")
    if not first:
        return await helping.short(asked)
    before = asked.typed.left
    longer = f"{first} {asked.typed.word().casefold()}"
    command = commands.get(longer)
    if command is None and first in commands:
        asked.typed.left = before
        command = commands[first]
    if command is not None:
        said = await command.run(asked)
        if command.for_watch:
            await commanded(asked.workspace.core, asked.by)
        return said
    return await _unknown(asked, line, first, longer)


async def _unknown(asked: Asked, line: str, first: str, longer: str) -> Said:
    """A typo, a group without its command, or somebody who tells of something: a form keeps what they wrote."""
    theirs = [each for each in all_commands().values() if not each.for_watch or await asked.watches()]
    group = [each for each in theirs if each.name.startswith(f"{first} ")]
    tells = not group and len(line.split()) >= _TELLS
    alike = get_close_matches(longer, [each.name for each in group or theirs], 3, _ALIKE)
    alike = alike or get_close_matches(first, [each.name for each in theirs], 3, _ALIKE_IN_A_SENTENCE if tells else _ALIKE)
    meant = line.partition(" ")[2] if "report" in alike else line
    if tells and (not alike or "report" in alike) and await report.asked_for(asked, meant):
        return None
    perhaps = [each.usage for each in theirs if each.name in alike] or [each.usage for each in group]
    typed = plain(asked.words(longer.strip() if group else first), _NAMED)
    said = [here.UNKNOWN.format(typed=typed)]
    if perhaps:
        said.append(here.PERHAPS.format(perhaps=" or ".join(perhaps)))
    return " ".join((*said, here.HELP_SAYS))


async def _with_reason(asked: Asked, kept: str, filled: Mapping[str, Any]) -> Said:
    """The command again, with the reason that was asked for."""
    return await run(asked.typing(kept, str(filled.get("why") or "")))


async def _with_answers(asked: Asked, kept: str, filled: Mapping[str, Any]) -> Said:
    """The command again, with all that was asked for."""
    return await run(again(asked, kept, filled))


async def _said(asked: Asked) -> Said:
    try:
        return await run(asked)
    except Exception as error:  # whatever it is, they must know; its text may hold what somebody wrote
        log.error("a command failed (%s)", type(error).__name__)
        return words.FAILED


async def _reply(body: Mapping[str, Any], said: str | Content) -> None:
    """Answer whoever asked, and nobody else. Raises `refusals.TROUBLE`."""
    address, shown = body.get("response_url"), content(said)
    if isinstance(address, str) and not await answer(address, shown.notified, shown.blocks):
        log.info("an answer to somebody came too late to be shown")
