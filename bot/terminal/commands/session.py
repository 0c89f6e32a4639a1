"""`/session …`, `/emergency` and `/change`: sessions with children by voice or video, and whom to reach (map 6.11, 11.2)."""

import re
from typing import Final

from bot.counter import sessions as asks
from bot.rota.words import WEEKDAYS
from bot.sessions import answering, changes, choosing, ending, listing, starting
from bot.sessions.emergency import reachable
from bot.sessions.starting import Wanted
from bot.terminal.commands._asked import NO_PLACE, NOBODY, Asked, Command, Said
from bot.terminal.commands.who import named
from moderation.model import Account

_WHEN: Final = frozenset({asks.NOW, "next", *(day.casefold() for day in WEEKDAYS)})
_MINUTES: Final = re.compile(r"[0-9]{1,3}")
_REFERENCE: Final = re.compile(r"[0-9A-Fa-f]{6}")
_OFF: Final = "off"


async def start(asked: Asked) -> Said:
    title, when, minutes = asked.typed.word(), asks.NOW, 0
    second: Account | None = None
    while word := asked.typed.next():
        if word.startswith("@"):
            second = asked.account(word)
            if second is None:
                return Said(NOBODY)
        elif word.casefold() in _WHEN:
            when = word
        elif _MINUTES.fullmatch(word):
            minutes = int(word)
        else:
            break
        asked.typed.word()
    wanted = Wanted(title, when, minutes, second, asked.typed.rest())
    return await asked.change(lambda tx, given, ours: starting.start(tx, given, ours, wanted))


async def list_(asked: Asked) -> Said:
    return await asked.show(listing.listed, "\n".join)


async def answer(asked: Asked) -> Said:
    which, child, says = _reference(asked), asked.typed.word(), asked.typed.word()
    return await asked.change(lambda tx, given, ours: answering.record(tx, given, ours, which, child, says))


async def end(asked: Asked) -> Said:
    which = _reference(asked)
    there = {"yes": True, "no": False}.get(asked.typed.next().casefold())
    if there is not None:
        asked.typed.word()
    happened = asked.typed.rest()
    return await asked.change(lambda tx, given, ours: ending.end(tx, given, ours, which, there, happened))


async def times(asked: Asked) -> Said:
    typed = asked.typed.word()
    place = asked.place(typed)
    if place is None and typed.casefold() != _OFF:
        return Said(await asked.no() or NO_PLACE)
    return await asked.change(lambda tx, given, ours: choosing.choose(tx, given, ours, place.id if place else ""))


async def emergency(asked: Asked) -> Said:
    return await asked.show(
        lambda tx, by, ours, now: reachable(tx, ours, by, now),
        lambda found: "\n".join(asks.lines(found, named)),
    )


async def change(asked: Asked) -> Said:
    text = asked.typed.rest()
    return await asked.change(lambda tx, given, ours: changes.tell(tx, given, ours, text))


COMMANDS: Final = (
    Command("session start", asks.SESSION_START, start, '"Nutrition talk" now @cerys 60', for_staff=True),
    Command("session list", asks.SESSION_LIST, list_),
    Command("session answer", asks.SESSION_ANSWER, answer, '365CCB "Alfie Webb" present', for_staff=True),
    Command("session end", asks.SESSION_END, end, "365CCB yes what happened", for_staff=True),
    Command("session times", asks.SESSION_TIMES, times, "fixtures (or off)", for_watch=True),
    Command("emergency", asks.EMERGENCY, emergency),
    Command("change", asks.CHANGE, change, "what has changed, when and where", for_staff=True),
)


def _reference(asked: Asked) -> str:
    return asked.typed.word() if _REFERENCE.fullmatch(asked.typed.next()) else ""
