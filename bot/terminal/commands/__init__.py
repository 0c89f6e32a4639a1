"""What people ask of Touchline in the practice club: a line that begins with "/", as they give it on Discord or Slack.

One file is one command or group; this package finds every module in it that defines `COMMANDS`. A command reads what was typed,
asks the organisation, and gives what is answered to whoever gave it alone. Whether they may is decided there, and the words are
those of `bot.counter`: nothing here is the practice club's own but how it is typed.
"""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Final

from bot.attendance import commanded
from bot.counter.typed import Typed
from bot.terminal.commands import help as helping
from bot.terminal.commands._asked import Asked, Command, Said
from bot.terminal.offers import Offer
from bot.terminal.session import Session
from moderation.model import Account
from moderation.plugins import found_in

_UNKNOWN: Final = "There is no command “{typed}”."
_PERHAPS: Final = "Did you mean {perhaps}?"
_HELP_SAYS: Final = "`/help` lists what you can ask."
#: What is bold or code elsewhere is plain text here.
_MARKS: Final = re.compile(r"\*\*|`")
#: As much as is shown of what was typed, and how alike a command must be to be meant.
_NAMED: Final = 40
_ALIKE: Final = 0.6


@cache
def all_commands() -> Mapping[str, Command]:
    """Every command in this package, by name. A module without `COMMANDS` is refused at once."""
    found: dict[str, Command] = {}
    for file, commands in found_in(__name__, __path__, "COMMANDS"):
        if not isinstance(commands, tuple):
            raise TypeError(f"{file} defines no tuple COMMANDS")
        found |= {each.name: each for each in commands}
    return found


async def offered(session: Session, by: Account) -> Sequence[Command]:
    """The commands that somebody is offered, by what they are on the register."""
    person = await session.look(lambda tx: tx.person_of(by))
    return [each for each in all_commands().values() if each.is_for(person)]


async def give(session: Session, by: Account, line: str) -> None:
    """Give a command as somebody: what is answered lies among what they received, and all that follows has happened."""
    commands = {name: each for name, each in all_commands().items() if not each.hidden}
    await _answer(session, by, line, commands)


async def press(session: Session, by: Account, offer: Offer, words: str = "") -> None:
    """Press a button as somebody, with the words that they were asked for. See `give`."""
    await _answer(session, by, f"{offer.line} {words}", all_commands())


async def _answer(session: Session, by: Account, line: str, commands: Mapping[str, Command]) -> None:
    said = await _run(Asked(session, by, Typed(line.removeprefix("/")), session.new_id("c")), commands)
    session.server.answer(by, _MARKS.sub("", said.text), said.offers)
    await session.service.until_idle()
    await session.take_roles()


async def _run(asked: Asked, commands: Mapping[str, Command]) -> Said:
    line = asked.typed.left
    first = asked.typed.word().casefold()
    before = asked.typed.left
    longer = f"{first} {asked.typed.word().casefold()}"
    command = commands.get(longer)
    if command is None and first in commands:
        asked.typed.left = before
        command = commands[first]
    if command is None:
        return await _unknown(asked, line, first, longer)
    said = await command.run(asked)
    if command.for_watch:
        await commanded(asked.session, asked.by)
    return said


async def _unknown(asked: Asked, line: str, first: str, longer: str) -> Said:
    """A typo: those that may be meant, of what they are offered; or a group without its command: what there is in it."""
    theirs = await offered(asked.session, asked.by)
    group = [each.name for each in theirs if first and each.group == first]
    alike = get_close_matches(longer[:_NAMED], group or [each.name for each in theirs], 3, _ALIKE)
    if group and (not alike or longer.strip() == first):
        return Said(helping.of_group(theirs, first))
    said = [_UNKNOWN.format(typed=line[:_NAMED])]
    if alike:
        said.append(_PERHAPS.format(perhaps=" or ".join(f"`{each.usage}`" for each in theirs if each.name in alike)))
    return Said(" ".join((*said, _HELP_SAYS)))
