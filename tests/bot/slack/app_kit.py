"""The whole adapter against the peer, as `touchline run` starts it, over HTTP or over Socket Mode.

async with connected(tmp_path, "socket") as made:
    ts = made.peer.post(JUNIORS, CHILD, NUMBER)
    await made.peer.until(lambda: made.peer.gone(JUNIORS, ts))
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, Literal

from bot.bell import Pause
from bot.config_chat import Slack, SlackApp
from bot.credentials import Credential
from bot.engines import Adviser
from bot.packaged import profile
from bot.platform import Platform
from bot.running import Running
from bot.slack.serving import SlackChat
from bot.slack.settings import SETTING, Settings
from bot.slack.workspace import NAME
from moderation.model import BOT as TOUCHLINE
from moderation.model import Event, Person
from tests.bot.service_kit import Clock
from tests.bot.slack.kit import LAID, ORG, PEOPLE, Made, config, register
from tests.bot.slack.peer import CLIENT_ID, CLIENT_SECRET, SIGNING_SECRET, TEAM, Peer

Way = Literal["http", "socket"]
PATIENCE: Final = 30.0
PUBLIC: Final = "https://bot.example.org"
NUMBER: Final = "ring me on 07700 900123"


@dataclass
class Connected(Made):
    """A workspace whose events reach the organisation."""

    chat: SlackChat

    @property
    def address(self) -> str:
        """Where this machine is reached by HTTP."""
        assert self.chat.listener is not None, "there is no listener in Socket Mode"
        return f"http://127.0.0.1:{self.chat.listener.port}"

    async def knows(self, place: str, count: int) -> Sequence[Event]:
        """See `knows`."""
        return await knows(self.running, place, count)


async def knows(running: Running, place: str, count: int) -> Sequence[Event]:
    """What the record knows of a place, in its order, once that is as much as this and judged."""
    async with asyncio.timeout(PATIENCE):
        while True:
            found = await running.look(lambda tx: tx.window(place, running.clock() + timedelta(hours=1), 10_000))
            if len(found) >= count:
                return found
            await asyncio.sleep(0.01)


def app_of(way: Way, installed: bool = True, team: str = TEAM) -> SlackApp:
    """The app as a configuration describes it; one that is not `installed` waits for somebody to do that by a link."""

    def kept(name: str, needed: bool = True) -> Credential | None:
        return Credential(name) if needed else None

    socket, signed = kept("APP", way == "socket"), kept("SIGNING", way == "http")
    return SlackApp(team, kept("BOT", installed), socket, signed, CLIENT_ID, kept("SECRET"))


@dataclass
class Attended:
    """An organisation as `touchline run` runs it, and the port at which Slack reaches it (0 where it does not)."""

    running: Running
    chat: SlackChat
    platform: Platform
    port: int


@asynccontextmanager
async def attended(
    folder: Path,
    app: SlackApp,
    api: str,
    secrets: Mapping[str, str],
    clock: Callable[[], datetime],
    people: Mapping[str, Person] = PEOPLE,
    pause: Pause = asyncio.sleep,
    kind: str = "training_provider",
    **settings: Any,
) -> AsyncIterator[Attended]:
    """The organisation runs and its workspace is attended until the end of the block, whoever plays Slack at `api`."""
    chat = SlackChat(Slack(api, "127.0.0.1", 0), PUBLIC, secrets, pause)
    running = Running(config(slack=app, profile=profile(kind)), folder, Adviser(), clock)
    platform = chat.watch(running.config, running)
    assert platform is not None
    running.platforms[NAME] = platform
    async with running:
        await running.write(lambda tx: register(tx, people))
        # Without an age nothing was set up, and so no notices are pinned, which most tests would have to look past.
        laid = replace(Settings(), **{**LAID, "minimum_age": 0, **settings}).text()
        await running.write(lambda tx: tx.change_setting(SETTING, laid, TOUCHLINE))
        stop = asyncio.Event()
        working = asyncio.create_task(running.run(stop))
        serving = asyncio.create_task(chat.serve())
        attending = asyncio.create_task(chat.attend(ORG))
        try:
            port = await _port(chat, serving)
            if app.bot_token is not None:
                await opened(chat)
            yield Attended(running, chat, platform, port)
        finally:
            attending.cancel()
            await chat.leave(ORG)
            with suppress(asyncio.CancelledError):
                await attending
            stop.set()
            await working
            await chat.end()
            assert await serving == ""


@asynccontextmanager
async def connected(
    folder: Path, way: Way, *, peer: Peer | None = None, installed: bool = True, **options: Any
) -> AsyncIterator[Connected]:
    """The same with the peer. With a `peer` that is there already it is a new start on the same workspace and, in the same
    folder, on the same record. `options` are those of `attended`.
    """
    async with AsyncExitStack() as stack:
        if peer is None:
            peer = await stack.enter_async_context(Peer(Clock()))
        assert isinstance(peer.clock, Clock)
        secrets = {"BOT": peer.bot_token, "APP": peer.app_token, "SIGNING": SIGNING_SECRET, "SECRET": CLIENT_SECRET}
        made = await stack.enter_async_context(
            attended(folder, app_of(way, installed), peer.api, secrets, peer.clock, **options)
        )
        peer.send_to(f"http://127.0.0.1:{made.port}/slack/{ORG}/events" if way == "http" else "")
        if installed and way == "socket":
            await peer.until(lambda: peer.connections)
        workspace = made.chat.attending(ORG).workspace
        yield Connected(peer, made.running, workspace, peer.clock, made.platform, made.chat)


async def opened(chat: SlackChat) -> None:
    """Wait until what Slack tells of the workspace is taken in."""
    inflow = chat.attending(ORG).inflow
    async with asyncio.timeout(PATIENCE):
        while not await inflow.opened():  # noqa: ASYNC110 - it waits itself, but where it is closed
            await asyncio.sleep(0.01)


async def _port(chat: SlackChat, serving: asyncio.Task[str]) -> int:
    """The port that was opened, once it is."""
    async with asyncio.timeout(PATIENCE):
        while not serving.done():
            with suppress(IndexError):  # it is being opened
                if chat.listener is not None:
                    return chat.listener.port
            await asyncio.sleep(0.01)
    raise AssertionError(await serving)
