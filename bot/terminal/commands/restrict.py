"""`/restrict`, `/lift`, `/hide` and `/show`: keeping somebody from writing, or a place from being read, for a while (map 1.8).

Each belongs to a concern, where its reason is kept; where none is named ("case 365CCB") and none fits, one is made.
"""

import re
from typing import Final

from bot.counter import acting, words
from bot.terminal.commands._asked import NO_PLACE, NOBODY, Asked, Command, Said
from bot.terminal.commands.case import about_one
from moderation.model import ActionKind

_MINUTES: Final = re.compile(r"[0-9]{1,6}")
_HOW_LONG: Final = "Please say for how many minutes: 60 is an hour, 1440 a day, 10080 a week."
_CASE: Final = "case"


async def restrict(asked: Asked) -> Said:
    """Keep somebody from writing."""
    of, minutes = asked.account(asked.typed.word()), asked.typed.word()
    called, reason = await _rest(asked)
    if no := await asked.no():
        await acting.press(asked.asker, ActionKind.RESTRICT, "", reason)  # that it was tried is recorded
        return Said(no)
    if of is None or not _MINUTES.fullmatch(minutes):
        return Said(_HOW_LONG if of else NOBODY)
    return Said(await acting.restrict(asked.asker, of, int(minutes), reason, called))


async def hide(asked: Asked) -> Said:
    """Close a place."""
    place = asked.place(asked.typed.word())
    called, reason = await _rest(asked)
    if place is None and not await asked.no():
        return Said(NO_PLACE)
    return Said(await acting.hide(asked.asker, place.id if place else "", lambda: place, reason, called))


async def show(asked: Asked) -> Said:
    """Open a place again."""
    place = asked.place(asked.typed.word())
    return Said(await acting.show(asked.asker, place.id if place else "", asked.typed.rest()))


COMMANDS: Final = (
    Command("restrict", words.RESTRICT, restrict, "@dave 60 why", for_watch=True),
    about_one("lift", words.LIFT, ActionKind.LIFT),
    Command("hide", words.HIDE, hide, "juniors-chat why", for_watch=True),
    Command("show", words.SHOW, show, "juniors-chat why", for_watch=True),
)


async def _rest(asked: Asked) -> tuple[str, str]:
    """The concern that is named, "" for none, and the reason."""
    called = ""
    if asked.typed.next().casefold() == _CASE:
        asked.typed.word()
        called = await asked.concern(asked.typed.word())
    return called, asked.typed.rest()
