"""What one process runs, with chat platforms beside: the order in which an organisation ends."""

import asyncio
from datetime import timedelta

from bot.config import OrganisationConfig
from bot.deployment import Deployment
from bot.engines import Adviser
from bot.homes import IN_FILES
from bot.packaged import profile
from bot.platform import Core, Platform
from bot.terminal.server import Server
from moderation.model import BOT, Entry
from tests.bot.running_kit import PATIENCE, Machine


class Busy:
    """A chat platform that has something to write down until its very end, and whenever it is left."""

    name = "busy"
    alone = False

    def __init__(self) -> None:
        self._core: Core
        self.attended = asyncio.Event()
        self._ended = asyncio.Event()
        self._left = False

    def watch(self, config: OrganisationConfig, core: Core) -> Platform:
        self._core = core
        return Server(core.clock)

    async def serve(self) -> str:
        await self._ended.wait()
        return ""

    async def attend(self, organisation: str) -> None:
        self.attended.set()
        try:
            await asyncio.Event().wait()
        finally:
            await self._write("busy.attended")

    async def stand_by(self, organisation: str) -> None:
        await asyncio.Event().wait()

    async def leave(self, organisation: str) -> None:
        if not self._left:
            self._left = True
            await self._write("busy.left")

    async def end(self) -> None:
        self._ended.set()

    async def _write(self, kind: str) -> None:
        await self._core.write(lambda tx: tx.append(Entry(kind, BOT, {}), self._core.clock()))


async def test_whatever_a_platform_writes_comes_before_the_end_of_the_service(machine: Machine) -> None:
    stop, chat = asyncio.Event(), Busy()
    deployment = Deployment([machine.club()], [chat], IN_FILES, Adviser(), stop)
    ran = asyncio.create_task(deployment.run())
    async with asyncio.timeout(PATIENCE):
        await chat.attended.wait()
    stop.set()
    assert await ran == []
    assert machine.kinds()[-3:] == ["busy.attended", "busy.left", "service.stopped"]


async def test_so_it_does_where_the_service_begins_anew(machine: Machine) -> None:
    """Practice mode ends while it runs."""
    stop, chat = asyncio.Event(), Busy()
    deployment = Deployment([machine.club(starts_shadow=True)], [chat], IN_FILES, Adviser(), stop)
    ran = asyncio.create_task(deployment.run())
    async with asyncio.timeout(PATIENCE):
        await chat.attended.wait()
    chat.attended.clear()
    machine.clock.now += timedelta(days=profile("sports_club").shadow_days)
    async with asyncio.timeout(PATIENCE):
        await chat.attended.wait()
    stop.set()
    assert await ran == []
    kinds = [kind for kind in machine.kinds() if kind.startswith(("busy", "service"))]
    first = ["service.started", "busy.attended", "service.stopped"]
    assert kinds == [*first, "service.started", "busy.attended", "busy.left", "service.stopped"]
