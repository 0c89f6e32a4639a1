"""`/touchline session …`: sessions that staff hold with children in huddles or by video are written down (map 6.11, 6.12).

Slack tells an app nothing of who is in a huddle. So whoever held it says whether a second adult was there.
"""

import re
from collections.abc import Callable
from typing import Final

from bot.counter import sessions as asks
from bot.rota.changing import Given
from bot.rota.words import WEEKDAYS
from bot.sessions import answering, choosing, ending, listing, starting
from bot.sessions.starting import Wanted
from bot.slack.commands import _words as here
from bot.slack.commands._asked import Asked, Command, Said
from moderation.context import Organisation
from moderation.model import Account
from storage.store import Transaction

_WHEN: Final = frozenset({asks.NOW, "next", *(day.casefold() for day in WEEKDAYS)})
_MINUTES: Final = re.compile(r"[0-9]{1,3}")
_REFERENCE: Final = re.compile(r"[0-9A-Fa-f]{6}")


async def start(asked: Asked) -> Said:
    title, when, minutes = asked.words(asked.typed.word()), asks.NOW, 0
    second: Account | None = None
    while word := asked.typed.next():
        if word.startswith(("<@", "@")):
            second = await asked.account(word)
            if second is None:
                return here.NOBODY
        elif word.casefold() in _WHEN:
            when = word
        elif _MINUTES.fullmatch(word):
            minutes = int(word)
        else:
            break
        asked.typed.word()
    wanted = Wanted(title, when, minutes, second, asked.words(asked.typed.rest()))
    return await _write(asked, lambda tx, given, ours: starting.start(tx, given, ours, wanted))


async def list_(asked: Asked) -> Said:
    core = asked.workspace.core
    organisation, now = core.organisation, core.clock()
    return asked.told("\n".join(await core.look(lambda tx: listing.listed(tx, asked.by, organisation, now))))


async def answer(asked: Asked) -> Said:
    which, child, says = _reference(asked), asked.words(asked.typed.word()), asked.typed.word()
    return await _write(asked, lambda tx, given, ours: answering.record(tx, given, ours, which, child, says))


async def end(asked: Asked) -> Said:
    which = _reference(asked)
    there = {"yes": True, "no": False}.get(asked.typed.next().casefold())
    if there is not None:
        asked.typed.word()
    happened = asked.words(asked.typed.rest())
    return await _write(asked, lambda tx, given, ours: ending.end(tx, given, ours, which, there, happened))


async def times(asked: Asked) -> Said:
    typed = asked.typed.word()
    place, _ = asked.conversation(typed) if typed.casefold() != here.OFF else ("", None)
    if not place and typed.casefold() != here.OFF:
        return here.NO_CHANNEL
    return await _write(asked, lambda tx, given, ours: choosing.choose(tx, given, ours, place))


COMMANDS: Final = (
    Command("session start", asks.SESSION_START, start, here.A_SESSION, for_watch=False, for_staff=True),
    Command("session list", asks.SESSION_LIST, list_, for_watch=False),
    Command("session answer", asks.SESSION_ANSWER, answer, here.AN_ANSWER, for_watch=False, for_staff=True),
    Command("session end", asks.SESSION_END, end, here.AN_ENDING, for_watch=False, for_staff=True),
    Command("session times", asks.SESSION_TIMES, times, here.A_TIMES_CHANNEL),
)


def _reference(asked: Asked) -> str:
    return asked.typed.word() if _REFERENCE.fullmatch(asked.typed.next()) else ""


async def _write(asked: Asked, how: Callable[[Transaction, Given, Organisation], str]) -> str:
    core = asked.workspace.core
    organisation, given = core.organisation, Given(asked.asker.arrival("session"), asked.by, core.clock())
    return asked.told(await core.write(lambda tx: how(tx, given, organisation)))
