"""An organisation that is taken on while its process is connected to Discord: its server is watched over that connection."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.deployment import Deployment
from bot.discord.catch_up import SINCE
from bot.discord.serving import DiscordChat
from bot.engines import Adviser
from bot.homes import IN_FILES
from bot.running import Running
from moderation.model import BOT as TOUCHLINE
from tests.bot.discord.payloads import CHILD, GENERAL, SERVER
from tests.bot.discord.peer import TOKEN, Peer
from tests.bot.discord.socket_kit import NUMBER, ORG, entries, now, register
from tests.bot.running_kit import PATIENCE, config

ELSEWHERE, NOWHERE = 720000000000000000, 730000000000000000


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not holds():  # noqa: ASYNC110 - nothing rings
            await asyncio.sleep(0.02)


async def test_its_server_is_read_back_and_watched_over_the_connection_that_stands(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    register(tmp_path)
    with closing(IN_FILES.of(tmp_path / ORG, ORG).open(ORG, now, retention_days=30)) as store, store.transaction() as tx:
        tx.change_setting(SINCE, f"{SERVER} {now() - timedelta(hours=1)}", TOUCHLINE)  # as in a record that goes on
    stop = asyncio.Event()

    def club(name: str, server: int) -> Running:
        return Running(replace(config(discord_server=server), id=name), tmp_path, Adviser(), now)

    async with Peer() as peer:
        before = peer.post(GENERAL, CHILD, NUMBER)
        chat = DiscordChat(TOKEN, peer.api, peer.gateway)
        deployment = Deployment([club("elsewhere", ELSEWHERE)], [chat], IN_FILES, Adviser(), stop)
        working = asyncio.create_task(deployment.run())
        await until(chat.client.is_ready)
        with caplog.at_level(logging.ERROR):
            for name, server in ((ORG, SERVER), ("nowhere", NOWHERE)):
                deployment.take_on(club(name, server))
            await peer.until(lambda: peer.removed(GENERAL, before))
            after = peer.post(GENERAL, CHILD, f"{NUMBER}, do")
            await peer.until(lambda: peer.removed(GENERAL, after))
            await until(lambda: "nowhere: the bot is not in its Discord server" in caplog.text)
        stop.set()
        assert await working == []
        assert len(peer.identified) == 1
    assert entries(tmp_path, "service.stopped")


async def test_discord_may_answer_before_the_record_of_an_organisation_is_open(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with Peer() as peer:
        chat = DiscordChat(TOKEN, peer.api, peer.gateway)
        begins_later = Running(replace(config(discord_server=NOWHERE), id="nowhere"), tmp_path, Adviser(), now)
        chat.watch(begins_later.config, begins_later)
        with caplog.at_level(logging.ERROR):
            serving = asyncio.create_task(chat.serve())
            await until(chat.client.is_ready)
            await until(lambda: chat.client.guarding(NOWHERE).absence.why == "not_in_server")
        await chat.end()
        await serving
    assert "nowhere: the bot is not in its Discord server" in caplog.text
    assert "could not be handled" not in caplog.text
