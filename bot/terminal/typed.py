"""What somebody types in the plain practice club, read as a line of the evening: one way of acting for script and person."""

import re
from typing import Final

from bot.card_words import BUTTONS
from bot.terminal.club import Club
from bot.terminal.evening import Line
from moderation.model import ActionKind

HELP: Final = """\
You can be anybody. Type, for instance:
  alfie in juniors-chat: my number is 07700 900456
  alfie edits: never mind
  alfie deletes
  helen presses seen
  helen presses restore because it was our own number
  helen presses close about dave because talked it through | he understood
  wait 20 minutes
  next      (the next line of the evening; an empty line does the same)
  who       (who and what there is)
  quit"""

_SAYS = re.compile(r"(\w{1,30}) in #?([\w-]{1,40}): ?(.+)", re.IGNORECASE | re.DOTALL)
_EDITS = re.compile(r"(\w{1,30}) edits: ?(.+)", re.IGNORECASE | re.DOTALL)
_DELETES = re.compile(r"(\w{1,30}) deletes", re.IGNORECASE)
_PRESSES = re.compile(r"(\w{1,30}) presses ([a-z_ ]{1,30}?)(?: about (\w{1,30}))?(?: because (.+))?", re.IGNORECASE | re.DOTALL)
_WAIT = re.compile(r"wait (\d{1,5}) ?(?:m|min|minutes?)?", re.IGNORECASE)


class TypedError(ValueError):
    """What was typed means nothing here. The text says what is wrong and what to do."""


def read_typed(text: str, club: Club) -> Line | int:
    """What was typed, as a line of the evening, or minutes to wait. Raises TypedError."""
    text = text.strip()
    if match := _WAIT.fullmatch(text):
        return int(match[1])
    try:
        if match := _SAYS.fullmatch(text):
            return Line(1, club.member(match[1]).account.id, club.place(match[2]).id, says=match[3])
        if match := _EDITS.fullmatch(text):
            return Line(1, club.member(match[1]).account.id, edits=match[2])
        if match := _DELETES.fullmatch(text):
            return Line(1, club.member(match[1]).account.id, takes_away=True)
        if match := _PRESSES.fullmatch(text):
            about = club.member(match[3]).account.id if match[3] else ""
            return Line(1, club.member(match[1]).account.id, presses=_button(match[2]), about=about, reason=match[4] or "")
    except KeyError as error:
        raise TypedError(str(error.args[0])) from error
    raise TypedError("That was not understood. Type “help” to see what can be typed.")


def _button(text: str) -> ActionKind:
    name = text.strip().lower().replace(" ", "_")
    if name not in BUTTONS:
        buttons = ", ".join(kind.value.replace("_", " ") for kind in BUTTONS)
        raise TypedError(f"There is no button “{text.strip()}”; there are {buttons}.")
    return ActionKind(name)
