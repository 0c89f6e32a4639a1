"""`/help`: what to do when something is wrong, by need, and what whoever asks can ask for (map 9.4, 10.7)."""

from collections.abc import Iterator
from typing import Final

from bot.counter import words
from bot.counter.needs import needs
from bot.terminal import commands
from bot.terminal.commands._asked import Asked, Command, Said
from bot.terminal.offers import Offer

_NEEDS: Final = needs("Type `/report` and say which message.", "That works in private chats too.")
_SAYS: Final = "**Somebody is in danger now? Ring 999.** Childline, free, day and night: **0800 1111**."
_FOR_YOU: Final = "**What you can ask**"
_FOR_WATCH: Final = "**For you, because you watch here**"


async def help_(asked: Asked) -> Said:
    need = asked.typed.word().casefold()
    if need in _NEEDS:
        return Said(_NEEDS[need][1])
    person, watches = await asked.person(), await asked.watches()
    offers = tuple(Offer(says, f"/help {each}") for each, (says, _) in _NEEDS.items())
    return Said("\n".join(_lines(watches, person is not None and person.is_staff)), offers)


def _lines(watches: bool, staff: bool) -> Iterator[str]:
    shown = [each for each in commands.all_commands().values() if not each.hidden]
    yield _SAYS
    yield _FOR_YOU
    yield from (f"`{each.usage}` – {each.does}" for each in shown if not each.for_watch and (staff or not each.for_staff))
    if watches:
        yield _FOR_WATCH
        yield from (f"`{each.usage}` – {each.does}" for each in shown if each.for_watch)


COMMANDS: Final = (Command("help", words.HELP, help_),)
