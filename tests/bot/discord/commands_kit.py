"""The commands on the server in memory: registered as in service, and shown to those who watch."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.discord.club import NAME
from bot.discord.commands import Commands
from bot.discord.commands._answering import SHOWN_TO
from moderation.directly import OUT_OF_HOURS
from moderation.model import Case
from tests.bot.discord.kit import Server, server


@asynccontextmanager
async def commanded(folder: Path, kind: str = "sports_club") -> AsyncIterator[Server]:
    """A club's server at work, with its commands. Tom and Helen are shown those of people who watch."""
    async with server(folder, kind=kind) as made, made.at_work():
        await tree(made).register(made.club)
        show_to(made, "Safeguarding")
        yield made


def tree(made: Server) -> Commands:
    """The client's commands."""
    kept = made.client._connection._command_tree
    return kept if isinstance(kept, Commands) else Commands(made.client)


def show_to(made: Server, role: str) -> None:
    """Let a role see the commands of those who watch, as `/setup` does for theirs."""
    found = next(each for each in made.guild._guild.roles.values() if each.name == role)
    made.env.backend.edit_role(made.guild.id, found.id, {"permissions": SHOWN_TO.value})


def show_to_everybody(made: Server) -> None:
    found = made.guild._guild.roles[made.guild.id]
    made.env.backend.edit_role(made.guild.id, found.id, {"permissions": found.permissions | SHOWN_TO.value})


async def give(made: Server, who: str, command: str, channel: str = "juniors-chat", /, **options: Any) -> str:
    """Give a command, and give what is answered: all that can be read on it. Only whoever gave it sees the answer."""
    result = await made.member(who).slash(made.channel(channel), command, **options)
    return said(result)


def said(result: Any) -> str:
    assert result.response is not None
    assert result.response.ephemeral
    assert not result.response._message.ping_user_ids
    embeds = result.response.embeds
    fields = [f"{field.name}\n{field.value}" for embed in embeds for field in embed.fields]
    return "\n".join([result.response.content, *(f"{each.title}\n{each.description}" for each in embeds), *fields]).strip()


async def cases(made: Server) -> list[Case]:
    """The concerns, but for reminders of the hour to staff who wrote: the clock stands at a Saturday evening."""
    found = await made.running.look(lambda tx: tx.cases())
    return [case for case in found if case.newest.gravest.kind != OUT_OF_HOURS]


async def kinds(made: Server) -> list[str]:
    """The kinds of the entries, oldest first, of those who are on the register."""
    people = {person.id for person in await made.running.look(lambda tx: tx.people())}
    return [each.record["kind"] for each in await made.running.look(lambda tx: tx.entries_of(people, ()))]


def account_id(made: Server, name: str) -> tuple[str, str]:
    return NAME, str(made.member(name).id)
