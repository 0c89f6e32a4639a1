"""A server is guarded and read whatever the record lacks."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.discord.addresses import API, GATEWAY
from bot.discord.serving import DiscordChat
from bot.discord.settings import SETTING
from moderation.model import BOT
from storage.store import UnavailableError
from tests.bot.discord.kit import ORG, SERVER, Server, server, until
from tests.bot.discord.test_lock import Incidents


@asynccontextmanager
async def attended(club: Server) -> AsyncIterator[Incidents]:
    """The club's server as `touchline run` attends it, from its first moment."""
    incidents = Incidents(club.clock)
    club.client.http.get_guild = incidents.get_guild  # type: ignore[assignment,method-assign]
    club.client.http.edit_incident_actions = incidents.edit_incident_actions  # type: ignore[assignment,method-assign]
    chat = DiscordChat("not-a-token", API, GATEWAY)
    chat.client = club.client
    chat.watch(replace(club.running.config, discord_server=SERVER), club.running)
    attending = asyncio.create_task(chat.attend(ORG))
    try:
        yield incidents
    finally:
        attending.cancel()
        await chat.leave(ORG)
        with suppress(asyncio.CancelledError):
            await attending


async def test_private_messages_are_locked_though_nothing_can_be_written(tmp_path: Path) -> None:
    async with server(tmp_path) as club:

        async def full(work: Callable[..., Any]) -> Any:
            raise UnavailableError("full", "the disk is full")

        club.running.write = full  # type: ignore[method-assign]
        async with attended(club) as incidents:
            await until(lambda: not incidents.off)


async def test_settings_that_cannot_be_read_leave_nobody_unread_or_unguarded(tmp_path: Path) -> None:
    async with server(tmp_path) as club:
        await club.running.write(lambda tx: tx.change_setting(SETTING, '{"roles": 1}', BOT))
        async with attended(club) as incidents:
            await until(lambda: not incidents.off)
            await asyncio.wait_for(club.client.inflow(SERVER).opened(), 30)
            assert club.client.clubs[SERVER].people
            assert await club.client.guarding(SERVER).watch.walk()
