"""`/touchline duty …`: the rota of who is on duty, and who is shown what happens first (map 8.8)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from bot.counter import lines, words
from bot.desk import Denied
from bot.rota import changing
from bot.rota.changing import Given
from bot.rota.week import Choice, parts, shifts, week
from bot.slack.commands import _words as here
from bot.slack.commands._asked import Asked, Command, Form, Said, account
from bot.slack.marked import LOOK
from bot.slack.modals import asks, choosing, form, opened
from bot.slack.words import Block
from moderation.context import Organisation
from moderation.model import Account
from storage.store import Transaction

SWAP: Final = "command:swap"
CLEAR: Final = "command:clear"
#: What people put between a day and times, and what means nothing.
_BETWEEN: Final = frozenset({"each", "every", "on", "from", "to", "until", "till", "-", "–"})


async def show(asked: Asked) -> Said:
    core = asked.workspace.core
    organisation, now = core.organisation, core.clock()
    found = await core.look(lambda tx: week(tx, asked.by, organisation, now))
    return found.says if isinstance(found, Denied) else "\n".join(lines.week(found, LOOK))


async def set_(asked: Asked) -> Said:
    when, whom = await _words(asked)
    if isinstance(whom, str):
        return whom
    day, begins, ends = (*when, *("", "00:00", "24:00")[len(when) :])[:3]
    return await _change(asked, lambda tx, given, ours: changing.put(tx, given, ours, whom, day, begins, ends))


async def away(asked: Asked) -> Said:
    when, whom = await _words(asked)
    if isinstance(whom, str):
        return whom
    until = " ".join(when)
    return await _change(asked, lambda tx, given, ours: changing.leave(tx, given, ours, until, whom))


async def swap(asked: Asked) -> Said:
    to = asks("to", here.SWAP_TO, {"type": "users_select"})
    return await _choose(asked, SWAP, here.SWAP, here.SWAP_WHICH, shifts, to)


async def clear(asked: Asked) -> Said:
    return await _choose(asked, CLEAR, here.CLEAR, here.CLEAR_WHICH, parts)


COMMANDS: Final = (
    Command("duty show", words.DUTY_SHOW, show),
    Command("duty set", words.DUTY_SET, set_, here.A_TURN),
    Command("duty swap", words.DUTY_SWAP, swap),
    Command("duty away", words.DUTY_AWAY, away, here.A_DAY),
    Command("duty clear", words.DUTY_CLEAR, clear),
)


async def swapped(asked: Asked, _: str, filled: Mapping[str, Any]) -> Said:
    """A turn and who takes it were chosen."""
    turn, to = str(filled.get("which")), await account(asked.workspace, str(filled.get("to")))
    return await _change(asked, lambda tx, given, ours: changing.swap(tx, given, ours, turn, to))


async def cleared(asked: Asked, _: str, filled: Mapping[str, Any]) -> Said:
    """What is to go was chosen."""
    part = str(filled.get("which"))
    return await _change(asked, lambda tx, given, ours: changing.clear(tx, given, ours, part))


FORMS: Final = (Form(SWAP, here.SWAP, swapped), Form(CLEAR, here.CLEAR, cleared))


async def _words(asked: Asked) -> tuple[Sequence[str], Account | str]:
    """The day and the times, and whom it is about: whoever gave the command, if nobody is named; or what to say instead."""
    when: list[str] = []
    whom: Account | None = asked.by
    while word := asked.typed.word():
        if word.startswith(("<@", "@")):
            whom = await asked.account(word)
        elif word.casefold() not in _BETWEEN:
            when.append(word)
    if whom is None:
        return when, await asked.no() or here.NOBODY
    return when, whom


async def _choose(
    asked: Asked,
    callback: str,
    title: str,
    which: str,
    choices: Callable[[Transaction, Account, Organisation, datetime], Sequence[Choice]],
    *more: Block,
) -> Said:
    """Open a form in which one part of the rota is chosen."""
    if no := await asked.no():
        return no
    core = asked.workspace.core
    organisation, now = core.organisation, core.clock()
    found = await core.look(lambda tx: choices(tx, asked.by, organisation, now))
    if not found:
        return here.NOTHING_TO_CHOOSE
    view = form(callback, title, "", asks("which", which, choosing([(each.named, each.id) for each in found])), *more)
    return None if await opened(asked.workspace, asked.trigger, view) else here.AGAIN


async def _change(asked: Asked, how: Callable[[Transaction, Given, Organisation], str]) -> str:
    """Change the rota, and answer what came of it."""
    core = asked.workspace.core
    organisation, given = core.organisation, Given(asked.asker.arrival("duty"), asked.by, core.clock())
    return asked.told(await core.write(lambda tx: how(tx, given, organisation)))
