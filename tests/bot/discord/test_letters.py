"""Whose a direct message to the bot is, where one bot serves two organisations."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from bot.discord.inflow import Inflow
from bot.engines import Adviser
from bot.running import Running
from moderation.model import BOT
from tests.bot.discord.kit import PEOPLE, SERVER, Server, server, until
from tests.bot.discord.test_inflow import Heard

OTHER = SERVER + 1


class Two:
    """Two organisations with one bot: Maya is a member of both, Alfie of the first alone, Kit of none."""

    def __init__(self, club: Server, other: Running, inflow: Inflow) -> None:
        self.club, self.other, self.inflow = club, other, inflow
        self.first, self.second = Heard(club), Heard(replace(club, running=other))

    async def opens(self) -> None:
        """The other organisation begins to take in what arrives."""
        await self.inflow.open()

    def writes(self, name: str, text: str) -> None:
        backend, writer = self.club.env.backend, self.club.member(name).id
        backend.create_message(backend.get_dm_channel(writer).id, writer, text)


@pytest.fixture
async def two(tmp_path: Path) -> AsyncIterator[Two]:
    async with AsyncExitStack() as stack:
        club = await stack.enter_async_context(server(tmp_path))
        club.client._letters._pause = lambda _: asyncio.sleep(0.001)
        other = Running(replace(club.running.config, id="elsewhere"), tmp_path, Adviser(), club.clock)
        club.client.watch(OTHER, other, other.config.id)
        await stack.enter_async_context(other)
        await other.write(lambda tx: tx.register(PEOPLE["Maya Osei"][0], [club.account("Maya")], BOT))  # type: ignore[arg-type]
        stack.push_async_callback(club.client.inflow(OTHER).close)
        await stack.enter_async_context(club.at_work())
        club.env.backend.remove_member(SERVER, club.member("Kit").id)
        await club.env.settle()
        yield Two(club, other, club.client.inflow(OTHER))


async def test_it_goes_where_its_writer_is_a_member_and_to_nobody_else(two: Two) -> None:
    await two.opens()
    two.writes("Alfie", "from Alfie")
    await until(lambda: two.first.has("from Alfie"))
    assert two.second.texts == []


async def test_who_is_nobodys_member_is_given_to_nobody(two: Two) -> None:
    await two.opens()
    two.writes("Kit", "from Kit")
    await until(lambda: not two.club.client._letters._waiting)
    assert "from Kit" not in two.first.texts + two.second.texts


async def test_it_does_not_wait_for_one_that_does_not_run_and_stays_where_it_is(two: Two) -> None:
    two.writes("Maya", "one")
    await until(lambda: two.first.has("one"))
    await two.opens()
    two.writes("Maya", "two")
    await until(lambda: two.first.has("two"))
    assert two.second.texts == []


async def test_it_waits_for_the_only_one_and_nothing_is_lost(two: Two) -> None:
    two.club.env.backend.remove_member(SERVER, two.club.member("Maya").id)
    await two.club.running.write(lambda tx: tx.register(PEOPLE["Maya Osei"][0], [], BOT))  # type: ignore[arg-type]
    two.club.club.people = {}
    await two.club.env.settle()
    await two.inflow.club.refresh()
    two.writes("Maya", "one")
    two.writes("Maya", "two")
    await two.opens()
    await until(lambda: two.second.has("one") and two.second.has("two"))
    assert two.first.texts == []


async def test_what_one_has_taken_in_the_other_does_not_read_back(two: Two) -> None:
    first, writer = two.club.client.inflow(SERVER), two.club.member("Maya")
    await two.opens()
    two.writes("Maya", "one")
    await until(lambda: two.first.has("one"))
    await first._lanes.settled()
    two.club.client._letters._homes.clear()
    first._open.clear()  # as after a start in which the first organisation could not begin
    two.writes("Maya", "two")
    await until(lambda: two.second.has("two"))
    assert not two.second.has("one")
    first._open.set()
    first.begin_direct(two.club.env.backend.dm_channels[writer.id], [two.inflow])
    first.read_again(two.club.env.backend.dm_channels[writer.id])
    await first._lanes.settled()
    assert not two.first.has("two")
