"""Somebody who is not on the register, on a club's server: what becomes of their posts, and how they are kept from writing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import discord
import pytest

from bot.discord.doctor import Mended, examine, mend
from moderation.model import Role
from moderation.unregistered import KIND
from tests.bot.discord.commands_kit import cases
from tests.bot.discord.kit import PEOPLE, Server, server, until


def writes(made: Server, name: str) -> bool:
    guild = made.client.get_guild(made.guild.id)
    assert guild is not None
    channel, member = guild.get_channel(made.channel("juniors-chat").id), guild.get_member(made.member(name).id)
    assert channel is not None
    assert member is not None
    return channel.permissions_for(member).send_messages


@asynccontextmanager
async def begun(folder: Path, kind: str) -> AsyncIterator[Server]:
    """A club's server at work, where people were put on the register after the program was started."""
    async with server(folder, kind=kind) as made, made.at_work():
        yield made


async def known_by_a_role(made: Server) -> None:
    """Everybody on the register gets a role that `/setup` was told of."""
    role = made.guild.create_role("Known")
    for name, (person, _) in PEOPLE.items():
        if person is not None:
            made.env.backend.add_member_role(made.guild.id, made.member(name).id, role.id)
    await made.env.settle()
    await made.set_up(roles={str(role.id): Role.STAFF})


async def mended(made: Server) -> None:
    done: tuple[Mended, ...] = await mend(made.club, await examine(made.club, lambda: True), "p_helen")
    assert [each.why for each in done if each.lapse.check == "newcomers"] == [""]
    await made.env.settle()


@pytest.mark.clause("5.4", "5.18")
async def test_where_nobody_may_write_before_they_are_known_a_post_waits_and_the_right_is_taken(tmp_path: Path) -> None:
    async with begun(tmp_path, "school") as made:
        juniors = made.channel("juniors-chat")
        await made.member("Kit").send(juniors, "hello everybody")
        await made.member("Alfie").send(juniors, "hello you")
        await until(lambda: [each.content for each in made.posts(juniors.id) if "hello" in each.content] == ["hello you"])
        (case,) = await cases(made)
        assert (case.newest.gravest.kind, case.newest.verdict) == (KIND, "hold")

        async def found() -> list[bool]:
            examined = await examine(made.club, lambda: True)
            return [lapse.mends for lapse in examined.lapses if lapse.check == "newcomers"]

        assert await found() == [False], "whom nobody gave a role would fall silent too"
        await known_by_a_role(made)
        assert await found() == [True]
        await mended(made)
        assert not await found()
        assert not writes(made, "Kit")
        assert all(writes(made, name) for name, (person, _) in PEOPLE.items() if person is not None)
        guild = made.client.get_guild(made.guild.id)
        assert guild is not None
        channel = guild.get_channel(juniors.id)
        assert channel is not None
        assert channel.permissions_for(guild.me).send_messages, "Touchline itself goes on"


@pytest.mark.clause("5.18")
async def test_nobody_gets_the_right_to_write_by_paying_or_who_was_silenced(tmp_path: Path) -> None:
    async with server(tmp_path, kind="school") as made:
        juniors, backend = made.channel("juniors-chat"), made.env.backend
        await known_by_a_role(made)
        booster = backend.create_role(made.guild.id, "Server Booster", managed=True)
        backend.add_member_role(made.guild.id, made.member("Kit").id, booster.id)
        muted = made.guild.create_role("Muted")
        backend.add_member_role(made.guild.id, made.member("Alfie").id, muted.id)
        await made.env.settle()
        channel = made.client.get_channel(juniors.id)
        role = channel.guild.get_role(muted.id) if isinstance(channel, discord.TextChannel) else None
        assert isinstance(channel, discord.TextChannel)
        assert role is not None
        await channel.set_permissions(role, send_messages=False)
        await made.env.settle()
        assert (writes(made, "Kit"), writes(made, "Alfie")) == (True, False)

        (lapse,) = [each for each in (await examine(made.club, lambda: True)).lapses if each.check == "newcomers"]
        assert not lapse.mends, "what one role is allowed goes before what another is denied: Alfie would write again"
        await channel.set_permissions(role, overwrite=None)
        await made.env.settle()
        await mended(made)
        assert not writes(made, "Kit"), "Discord gives a role of its own to whoever pays for the server"
        assert writes(made, "Dave")


@pytest.mark.clause("5.4")
async def test_elsewhere_the_lead_is_told_once(tmp_path: Path) -> None:
    async with begun(tmp_path, "sports_club") as made:
        juniors = made.channel("juniors-chat")
        for text in ("hello everybody", "is this on?"):
            await made.member("Kit").send(juniors, text)
        lead = made.channel("safeguarding").id  # where it also stands that the record's proof does not leave the machine
        await until(lambda: len([each for each in made.posts(lead) if "not on the register" in str(each.embeds)]) == 1)
        (case,) = await cases(made)
        assert (case.newest.gravest.kind, len(case.sightings)) == (KIND, 1)
        assert len(made.posts(juniors.id)) == 2
