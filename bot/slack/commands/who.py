"""`/touchline who`: who is in charge of safeguarding here, who is on duty, and whom to ring (map 8.6, 9.5, 11.2)."""

from collections.abc import Iterator
from typing import Final

from bot import desk
from bot.counter import NAMED, words
from bot.rota import with_duty
from bot.slack.commands import _words as here
from bot.slack.commands._asked import Asked, Command, Said
from bot.slack.marked import plain
from bot.slack.telling import is_user
from bot.slack.workspace import Workspace
from moderation.model import Contact, Reach


async def who(asked: Asked) -> Said:
    return "\n".join(await lines(asked.workspace))


COMMANDS: Final = (Command("who", words.WHO, who, for_watch=False),)


async def lines(workspace: Workspace) -> list[str]:
    """Whom to ask, and whom to ring, a line each."""
    core = workspace.core
    organisation, now = core.organisation, core.clock()
    found = desk.who(await core.look(lambda tx: with_duty(tx, organisation, now)))

    def said() -> Iterator[str]:
        yield f"**{plain(found.organisation, NAMED)}**"
        yield from (line(contact, contact in found.on_duty) for contact in found.contacts)
        yield f"**{words.WHO_TELL}:** {here.WHO_REPORT}"
        yield f"**{words.WHO_RING}**"
        yield from (f"{whom}: **{number}**" for whom, number in found.helplines)

    return list(said())


def line(contact: Contact, on_duty: bool) -> str:
    """Name and title, and for somebody on Slack what leads to them; addresses and numbers of people are not handed round."""
    name, title = (plain(text, NAMED) for text in (contact.name, contact.title))
    leads = f" <@{contact.address}>" if contact.reach is Reach.PLATFORM and is_user(contact.address) else ""
    return f"**{name}**, {title}{leads}{words.WHO_ON_DUTY if on_duty else ''}"
