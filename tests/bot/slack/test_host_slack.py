"""Slack by HTTP at several workers behind one address, and one PostgreSQL: whichever Slack happens to reach, it is one bot."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot import turns
from bot.config_chat import Slack
from bot.deployment import Deployment
from bot.engines import Adviser
from bot.homes import Homes
from bot.running import Running
from bot.slack import attending
from bot.slack.rights import REMOVER
from bot.slack.serving import SlackChat
from bot.slack.settings import SETTING, Settings
from bot.slack.workspace import NAME as SLACK
from moderation.model import BOT as TOUCHLINE
from storage.store import Grant
from tests.bot.running_kit import PATIENCE
from tests.bot.service_kit import Clock
from tests.bot.slack.app_kit import NUMBER, PUBLIC, app_of, opened
from tests.bot.slack.kit import LAID, ORG, PEOPLE, config, register
from tests.bot.slack.peer import CHILD, CLIENT_SECRET, COACH, JUNIORS, OWNER, SIGNING_SECRET, Peer
from tests.bot.slack.staff_kit import until
from tests.postgres import Cluster


@dataclass
class Worker:
    """One process as `touchline run` makes it."""

    club: Running
    chat: SlackChat
    deployment: Deployment
    stop: asyncio.Event

    @property
    def tends(self) -> bool:
        return self.deployment.turns.of(ORG).begun.is_set()

    @property
    def address(self) -> str:
        assert self.chat.listener is not None
        return f"http://127.0.0.1:{self.chat.listener.port}/slack/{ORG}"


@dataclass
class Pair:
    """Two workers on one host; `tending` looks after the organisation."""

    peer: Peer
    tending: Worker
    other: Worker

    def reach(self, worker: Worker) -> None:
        """Whoever looks after the address sends what comes next here."""
        self.peer.send_to(f"{worker.address}/events")

    async def judged(self, count: int) -> list[str]:
        """What the record knows of what was said, in order, once that is as much as this."""
        club = self.tending.club
        async with asyncio.timeout(PATIENCE):
            after = club.clock().replace(year=2027)
            while True:
                found = await club.look(lambda tx: tx.window(JUNIORS, after, 100))
                if len(found) >= count:
                    return [each.parts[0].text for each in found]
                await asyncio.sleep(0.02)


@pytest.fixture
def database(cluster: Cluster) -> Iterator[str]:
    with cluster.prepared() as conninfo:
        yield conninfo


@asynccontextmanager
async def worker(peer: Peer, database: str, folder: Path, *, installed: bool = True, port: int = 0) -> AsyncIterator[Worker]:
    secrets = {"BOT": peer.bot_token, "SIGNING": SIGNING_SECRET, "SECRET": CLIENT_SECRET}
    with closing(Homes(database)) as homes:
        stop, chat = asyncio.Event(), SlackChat(Slack(peer.api, "127.0.0.1", port), PUBLIC, secrets, shares=True)
        club = Running(config(slack=app_of("http", installed)), folder, Adviser(), peer.clock, homes=homes)
        made = Worker(club, chat, Deployment([club], [chat], homes, Adviser(), stop), stop)
        working = asyncio.create_task(made.deployment.run())
        try:
            await until(lambda: _listens(chat) and made.deployment.open)
            yield made
        finally:
            stop.set()
            assert await working == []


def _listens(chat: SlackChat) -> bool:
    with suppress(IndexError):  # it is being opened
        return chat.listener is not None and chat.listener.port > 0
    return False


@asynccontextmanager
async def pair(database: str, folder: Path, **how: Any) -> AsyncIterator[Pair]:
    async with Peer(Clock()) as peer:
        grant = Grant(OWNER, frozenset(REMOVER), peer.clock(), peer.install(OWNER, set(REMOVER)).value)
        with closing(Homes(database)) as homes:
            home = homes.of(folder / ORG, ORG)
            with closing(home.open(ORG, peer.clock, retention_days=30)) as store, store.transaction() as tx:
                register(tx, PEOPLE)
                laid = replace(Settings(), **{**LAID, "minimum_age": 0, "remover": OWNER})
                tx.change_setting(SETTING, laid.text(), TOUCHLINE)
                tx.keep_grant(SLACK, grant)
        async with (
            worker(peer, database, folder, **how) as first,
            worker(peer, database, folder, **how) as second,
        ):
            await until(lambda: first.tends != second.tends)
            tending, other = (first, second) if first.tends else (second, first)
            if how.get("installed", True):
                for each in (tending, other):
                    await opened(each.chat)
            yield Pair(peer, tending, other)


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "BEAT", 0.05)
    monkeypatch.setattr(attending, "SETTLE", 0.0)
    monkeypatch.setattr(attending, "AGAIN", 0.1)


async def test_whichever_is_reached_it_is_judged_once_in_order_and_done(database: str, tmp_path: Path) -> None:
    async with pair(database, tmp_path) as made:
        peer = made.peer
        made.reach(made.other)
        ts = peer.post(JUNIORS, CHILD, NUMBER)
        await peer.until(lambda: peer.gone(JUNIORS, ts))
        for number in range(6):
            made.reach((made.tending, made.other)[number % 2])
            peer.post(JUNIORS, COACH, f"see you at {number}")
            await peer.settle()
        assert (await made.judged(7))[1:] == [f"see you at {number}" for number in range(6)]
        # Slack repeats what it believes was not taken: either answers that it has it.
        event = {"type": "message", "channel": JUNIORS, "user": COACH, "text": "again", "ts": peer.ts()}
        body = json.dumps(peer.envelope({**event, "event_ts": event["ts"]}, []))
        for each in (made.other, made.tending, made.other):
            made.reach(each)
            assert (await peer.push.send(body, "application/json"))[0] == 200
        assert (await made.judged(8)).count("again") == 1
        # And when the one that looked after it has ended, the other does.
        made.reach(made.other)
        made.tending.stop.set()
        ts = peer.post(JUNIORS, CHILD, f"{NUMBER}, do")
        await peer.until(lambda: peer.gone(JUNIORS, ts))
        await until(lambda: made.other.tends)


async def test_an_app_that_is_installed_at_one_worker_works_at_all(database: str, tmp_path: Path) -> None:
    """The way out leads from one and the way back to another; the token is in the project's own database, for all."""
    async with pair(database, tmp_path, installed=False) as made, aiohttp.ClientSession() as http:
        async with http.get(f"{made.tending.address}/install", allow_redirects=False) as answer:
            assert answer.status == 302
            page = answer.headers["Location"]
        back = made.peer.authorise(OWNER, page)
        async with http.get(f"{made.other.address}/authorised?{back.partition('?')[2]}") as answer:
            assert answer.status == 200, await answer.text()
        for each in (made.tending, made.other):
            await opened(each.chat)
        made.reach(made.other)
        ts = made.peer.post(JUNIORS, CHILD, NUMBER)
        await made.peer.until(lambda: made.peer.gone(JUNIORS, ts))


async def test_two_on_one_machine_listen_at_one_address(database: str, tmp_path: Path, unused_tcp_port: int) -> None:
    async with pair(database, tmp_path, port=unused_tcp_port) as made:
        assert made.tending.address == made.other.address
        made.reach(made.tending)
        for number in range(8):
            made.peer.post(JUNIORS, COACH, f"see you at {number}")
            await made.peer.settle()
        assert await made.judged(8) == [f"see you at {number}" for number in range(8)]


async def test_what_is_changed_at_one_worker_the_other_knows(database: str, tmp_path: Path) -> None:
    async with pair(database, tmp_path) as made:
        for one, elsewhere in ((made.other, made.tending), (made.tending, made.other)):
            place = elsewhere.chat.attending(ORG).workspace
            laid = replace(place.settings, adult_channels=(), information_channels=() if one is made.other else (JUNIORS,))
            await one.club.write(lambda tx, laid=laid: tx.change_setting(SETTING, laid.text(), TOUCHLINE))  # type: ignore[misc]
            await until(lambda place=place, laid=laid: place.settings == laid)  # type: ignore[misc]
