"""`/duty …`: the rota of who is on duty, and who is shown what happens first (map 8.8)."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from bot.counter import lines, words
from bot.rota import changing
from bot.rota.week import Choice, parts, shifts, week
from bot.terminal.commands._asked import LOOK, NOBODY, Asked, Command, Said
from bot.terminal.offers import Offer
from moderation.context import Organisation
from moderation.model import Account
from storage.store import Transaction

#: What people put between a day and times, and what means nothing.
_BETWEEN: Final = frozenset({"each", "every", "on", "from", "to", "until", "till", "-", "–"})
_SWAP: Final = "Which turn is handed over? Press it, and say who takes it."
_CLEAR: Final = "What is to go? Press it."
_WHO_TAKES_IT: Final = "Who takes it? Such as @nisha"
_NOTHING: Final = "There is nothing to choose from: the rota is empty."


async def show(asked: Asked) -> Said:
    return await asked.show(week, lambda found: "\n".join(lines.week(found, LOOK)))


async def set_(asked: Asked) -> Said:
    when, whom = _words(asked)
    if whom is None:
        return Said(await asked.no() or NOBODY)
    day, begins, ends = (*when, *("", "00:00", "24:00")[len(when) :])[:3]
    return await asked.change(lambda tx, given, ours: changing.put(tx, given, ours, whom, day, begins, ends))


async def away(asked: Asked) -> Said:
    when, whom = _words(asked)
    if whom is None:
        return Said(await asked.no() or NOBODY)
    until = " ".join(when)
    return await asked.change(lambda tx, given, ours: changing.leave(tx, given, ours, until, whom))


async def swap(asked: Asked) -> Said:
    return await _choose(asked, shifts, "swap", _SWAP, _WHO_TAKES_IT)


async def clear(asked: Asked) -> Said:
    return await _choose(asked, parts, "clear", _CLEAR)


async def swapped(asked: Asked, turn: str) -> Said:
    """A turn was pressed, and who takes it was said."""
    to = asked.account(asked.typed.word())
    if to is None:
        return Said(await asked.no() or NOBODY)
    return await asked.change(lambda tx, given, ours: changing.swap(tx, given, ours, turn, to))


async def cleared(asked: Asked, part: str) -> Said:
    """What is to go was pressed."""
    return await asked.change(lambda tx, given, ours: changing.clear(tx, given, ours, part))


COMMANDS: Final = (
    Command("duty show", words.DUTY_SHOW, show, for_watch=True),
    Command("duty set", words.DUTY_SET, set_, "friday 18:00 22:00 @tom", for_watch=True),
    Command("duty swap", words.DUTY_SWAP, swap, for_watch=True),
    Command("duty away", words.DUTY_AWAY, away, "2026-11-29 @tom", for_watch=True),
    Command("duty clear", words.DUTY_CLEAR, clear, for_watch=True),
)


def _words(asked: Asked) -> tuple[Sequence[str], Account | None]:
    """The day and the times, and whom it is about: whoever gave the command, if nobody is named; None for nobody here."""
    when: list[str] = []
    whom: Account | None = asked.by
    while word := asked.typed.word():
        if word.startswith("@"):
            whom = asked.account(word)
        elif word.casefold() not in _BETWEEN:
            when.append(word)
    return when, whom


async def _choose(
    asked: Asked,
    choices: Callable[[Transaction, Account, Organisation, datetime], Sequence[Choice]],
    what: str,
    says: str,
    asks: str = "",
) -> Said:
    """Offer each part of the rota as a button."""
    if no := await asked.no():
        return Said(no)
    now, ours = asked.session.clock(), asked.session.organisation
    found = await asked.session.look(lambda tx: choices(tx, asked.by, ours, now))
    return Said(says if found else _NOTHING, tuple(Offer(each.named, f"/press {what} {each.id}", asks) for each in found))
