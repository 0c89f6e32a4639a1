"""`/who`: who looks after safeguarding here, who is on duty, and whom to ring (map 8.6, 9.5, 11.2)."""

from collections.abc import Iterator
from typing import Final

from bot import desk
from bot.counter import words
from bot.desk import Who
from bot.rota import with_duty
from bot.terminal.commands._asked import Asked, Command, Said
from moderation.model import Contact

_TELL: Final = "`/report` and your own words. Nobody else sees it."


async def who(asked: Asked) -> Said:
    return await asked.show(
        lambda tx, by, ours, now: desk.who(with_duty(tx, ours, now)), lambda found: "\n".join(_lines(found))
    )


def named(contact: Contact) -> str:
    """Name and title. Addresses and numbers of people are not handed round."""
    return f"**{contact.name}**, {contact.title}"


def _lines(found: Who) -> Iterator[str]:
    yield f"**{found.organisation}**"
    yield from (f"{named(each)}{words.WHO_ON_DUTY if each in found.on_duty else ''}" for each in found.contacts)
    yield f"**{words.WHO_TELL}:** {_TELL}"
    yield f"**{words.WHO_RING}**"
    yield from (f"{whom}: **{number}**" for whom, number in found.helplines)


COMMANDS: Final = (Command("who", words.WHO, who),)
