"""Two workers and one host: whoever takes something in, it is judged once, in order, and done once; and one takes over."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from bot import running, turns
from bot.anchors import service as anchors
from bot.config import OrganisationConfig
from bot.health import Health
from bot.homes import Homes
from bot.platform import Core, Platform
from bot.terminal.club import ALFIE, HELEN
from bot.terminal.server import Server, Standing
from moderation.model import Action, ActionKind
from storage.ledger.record import decode
from storage.postgres.guards import BOT
from storage.postgres.tables import prepare
from storage.store import StoreError
from tests.bot.host_kit import one_of, passes, worker
from tests.bot.mail_kit import mail_server, mailer
from tests.bot.running_kit import PATIENCE, Machine, Mailbox
from tests.bot.service_kit import NUMBER, START
from tests.postgres import Cluster, demand_installed, server


@pytest.fixture
def database(cluster: Cluster) -> Iterator[str]:
    with cluster.prepared() as conninfo:
        yield conninfo


@pytest.fixture
def machine(tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    for module in (running, anchors):
        monkeypatch.setattr(module, "TICK", timedelta(milliseconds=50))
    monkeypatch.setattr(turns, "BEAT", 0.05)
    box = Mailbox()
    with mail_server(box) as port, closing(Homes(database)) as homes:
        machine = Machine(tmp_path / "data", box, mailer(port), homes=homes)
        machine.register_everybody()
        yield machine


class OneLine:
    """A chat platform with one connection for all its organisations, as Discord has. `now` are those that are connected."""

    name = "line"
    alone = True

    def __init__(self, now: list["OneLine"]) -> None:
        self._now = now
        self._ended = asyncio.Event()
        self.attended = False

    def watch(self, config: OrganisationConfig, core: Core) -> Platform:
        return Server(core.clock)

    async def serve(self) -> str:
        self._now.append(self)
        await self._ended.wait()
        self._now.remove(self)
        return ""

    async def attend(self, organisation: str) -> None:
        self.attended = True
        await self._ended.wait()

    async def stand_by(self, organisation: str) -> None:
        await self._ended.wait()

    async def leave(self, organisation: str) -> None:
        self.attended = False

    async def end(self) -> None:
        self._ended.set()


async def test_what_either_takes_in_is_judged_once_and_in_order(machine: Machine, database: str) -> None:
    async with worker(machine, database) as first, worker(machine, database) as second:
        tending, other = await one_of((first, second))
        await machine.until("service.started")
        events = [machine.event(ALFIE.account, f"ring {NUMBER}" if number % 3 == 0 else f"{number}") for number in range(12)]
        for number, event in enumerate(events):
            assert await (tending, other)[number % 2].club.receive(event)
        for number, event in enumerate(events):
            assert not await (other, tending)[number % 2].club.receive(event), "a duplicate, whoever is told of it"
        await machine.until("post.removed", 4)
        said = await other.club.look(lambda tx: tx.window(events[0].conversation, machine.clock() + timedelta(days=1), 99))
        async with asyncio.timeout(PATIENCE):
            while len(said) < len(events):
                said = await other.club.look(
                    lambda tx: tx.window(events[0].conversation, machine.clock() + timedelta(days=1), 99)
                )
        assert [each.id for each in said] == [each.id for each in events]
        judged = [record for record in machine.records() if record["kind"] == "message.judged"]
        assert len({record["data"]["event"] for record in judged if "event" in record["data"]}) == len(
            [record for record in judged if "event" in record["data"]]
        )
    assert machine.kinds().count("post.removed") == 4
    assert [post.standing for post in machine.server.posts.values()].count(Standing.REMOVED) == 4
    assert machine.kinds().count("service.started") == machine.kinds().count("service.stopped")


async def test_whoever_presses_at_the_other_is_answered_there(machine: Machine, database: str) -> None:
    async with worker(machine, database) as first, worker(machine, database) as second:
        _, other = await one_of((first, second))
        await other.club.receive(machine.event(ALFIE.account, f"ring {NUMBER}"))
        await machine.until("lead.alerted")
        (case,) = await other.club.look(lambda tx: tx.cases())
        press = Action("terminal:press:1", "practice", ActionKind.SEEN, machine.clock(), HELEN.account, case.id)
        decision = await other.club.ask(press)
        assert decision is not None
        assert decision.because[0].startswith("Thank you.")
        assert await other.club.ask(press) is None, "it was judged before"
        await machine.until("case.claimed")


async def test_another_takes_over_from_one_that_is_cut_off(
    machine: Machine, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It reaches the database no more, and hands nothing over: its lease ends, and the record says what was missing."""
    monkeypatch.setattr(turns, "LEASE", timedelta(seconds=0.5))
    async with worker(machine, database) as first, worker(machine, database) as second:
        tending, other = await one_of((first, second))
        await tending.club.receive(machine.event(ALFIE.account, f"ring {NUMBER}"))
        await machine.until("post.removed")
        tending.homes.close()
        event = machine.event(ALFIE.account, f"or {NUMBER}")
        with pytest.raises(StoreError):
            await tending.club.receive(event)
        assert await other.club.receive(event), "it is sent again, and reaches the other"
        await machine.until("post.removed", 2)
        assert other.tends
        gap = next(record["data"] for record in machine.records() if record["kind"] == "log.gap")
        assert (gap["why"], gap["clean"]) == ("died", False)
    assert machine.kinds().count("post.removed") == 2


async def test_one_connection_is_one_process_s_and_then_another_s(machine: Machine, database: str) -> None:
    now: list[OneLine] = []
    lines = [OneLine(now), OneLine(now)]
    async with worker(machine, database, lines[0]) as first, worker(machine, database, lines[1]) as second:
        tending, other = await one_of((first, second))
        mine, others = lines if tending is first else reversed(lines)
        async with asyncio.timeout(PATIENCE):
            while not mine.attended:  # noqa: ASYNC110 - nothing rings
                await asyncio.sleep(0.02)
        assert now == [mine], "who looks after its organisations is connected, and nobody else"
        tending.stop.set()
        async with asyncio.timeout(PATIENCE):
            while not others.attended:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        assert now == [others]
        assert other.tends


async def test_each_says_how_it_stands_and_names_nobody(machine: Machine, database: str) -> None:
    async with worker(machine, database) as first, worker(machine, database) as second, aiohttp.ClientSession() as http:
        tending, other = await one_of((first, second))
        await other.club.receive(machine.event(ALFIE.account, f"ring {NUMBER}"))
        await machine.until("post.removed")
        told = {}
        for each in (tending, other):
            health = Health(each.deployment, "127.0.0.1", 0)
            await health.open()
            for page in ("health", "ready", "metrics"):
                async with http.get(f"http://127.0.0.1:{health.port}/{page}") as answer:
                    assert answer.status == 200, await answer.text()
                    told[each is tending, page] = await answer.text()
            each.stop.set()
            async with http.get(f"http://127.0.0.1:{health.port}/ready") as answer:
                assert (answer.status, (await answer.text()).splitlines()[0]) == (503, "ending: send nothing more here")
            await health.close()
    assert 'touchline_organisations{state="tended"} 1\n' in told[True, "metrics"]
    assert 'touchline_organisations{state="tended"} 0\n' in told[False, "metrics"]
    assert 'touchline_arrivals_total{result="taken"} 1\n' in told[False, "metrics"]
    assert 'touchline_waiting{to_be="judged"} 0\n' in told[True, "metrics"]
    assert not any(name in page for page in told.values() for name in ("practice", "Larkmead", ALFIE.account.name))


async def test_another_takes_over_from_one_that_ends_and_nothing_is_lost(machine: Machine, database: str) -> None:
    async with worker(machine, database) as first, worker(machine, database) as second:
        tending, other = await one_of((first, second))
        await machine.until("service.started")
        for number in range(9):
            if number == 3:
                tending.stop.set()
            await other.club.receive(machine.event(ALFIE.account, f"ring {NUMBER}, {number}"))
        await machine.until("service.started", 2)
        await machine.until("post.removed", 9)
        assert other.tends
    bodies = machine.records()
    kinds = [body["kind"] for body in bodies]
    assert kinds.count("post.removed") == 9
    gap = next(body for body in bodies if body["kind"] == "log.gap")
    assert gap["data"]["clean"], "it was stopped in order"
    assert kinds.index("service.stopped") < kinds.index("log.gap")
    with machine.home.read() as ledger:
        assert [decode(body)["seq"] for _, _, body in ledger.entries()] == list(range(1, len(bodies) + 1))


def refused(machine: Machine) -> int:
    """How many arrivals the record says were refused."""
    return sum(record["data"]["refused"] for record in machine.records() if record["kind"] == "log.gap")


@pytest.mark.slow
async def test_while_the_database_is_away_nothing_is_acknowledged_and_afterwards_all_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL ends as if the power had failed, and comes back: both go on, and the record says what was missing."""
    demand_installed()
    monkeypatch.setattr(turns, "BEAT", 0.05)
    box = Mailbox()
    with server() as cluster, mail_server(box) as port:
        name = cluster.new_database()
        prepare(cluster.conninfo(name), START)
        database = cluster.conninfo(name, BOT)
        with closing(Homes(database)) as homes:
            machine = Machine(tmp_path / "data", box, mailer(port), homes=homes)
            machine.register_everybody()
            async with worker(machine, database) as first, worker(machine, database) as second:
                tending, other = await one_of((first, second))
                await machine.until("service.started")
                cluster.stop()
                event = machine.event(ALFIE.account, f"ring {NUMBER}")
                for each in (tending, other):
                    with pytest.raises(StoreError):
                        await each.club.receive(event)
                assert [each.club.is_unwritable for each in (tending, other)] == [True, True]
                cluster.start()
                await passes(machine, lambda: not (tending.club.is_unwritable or other.club.is_unwritable))
                assert await other.club.receive(event), "what was sent again is taken in"
                await passes(machine, lambda: "post.removed" in machine.kinds())
                async with asyncio.timeout(PATIENCE):
                    while refused(machine) < 2:  # noqa: ASYNC110 - nothing rings
                        await asyncio.sleep(0.05)
                assert refused(machine) == 2, "each says what it had to refuse, though one may follow the other meanwhile"
            assert machine.home.audit().entries == len(machine.records()), "it is whole"
