"""Two workers and one PostgreSQL, and between them what goes wrong in a machine room: wires that are cut, stand still, or break
just when something was committed; disks that are slow; clocks that jump; and two who both believe that a club is theirs.

Each time: no event unjudged, no effect doubled, no false record, no gap in the ledger.
"""

import asyncio
import random
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot import dispatch, running, turns
from bot.anchors import service as anchors
from bot.engines import Adviser
from bot.homes import Homes
from bot.running import Running
from bot.terminal.club import ALFIE
from bot.terminal.server import NAME
from storage.postgres import database as connections
from storage.postgres.guards import BOT
from storage.postgres.tables import prepare
from tests.bot.host_kit import Tally, acknowledged, all_is_done, demand_true_record, one_of, passes, worker
from tests.bot.mail_kit import mail_server, mailer
from tests.bot.running_kit import PATIENCE, Machine, Mailbox, config
from tests.bot.service_kit import NUMBER, START, Clock
from tests.postgres import Cluster, demand_installed, server
from tests.wire import Wire, wired

pytestmark = pytest.mark.slow


@pytest.fixture
def database(cluster: Cluster) -> Iterator[str]:
    with cluster.prepared() as conninfo:
        yield conninfo


@pytest.fixture(autouse=True)
def sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sooner than in service, so that whoever cannot be reached is soon followed."""
    for module in (running, anchors):
        monkeypatch.setattr(module, "TICK", timedelta(milliseconds=50))
    monkeypatch.setattr(turns, "BEAT", 0.05)
    monkeypatch.setattr(turns, "LEASE", timedelta(seconds=1))
    # By the clock that is passed in, which these tests move by hours while something is being done.
    monkeypatch.setattr(dispatch, "LEASE", timedelta(days=1))
    monkeypatch.setitem(connections._SETTINGS, "idle_in_transaction_session_timeout", "1s")


@contextmanager
def club(folder: Path, database: str) -> Iterator[Machine]:
    """The practice club with its record on a host."""
    box = Mailbox()
    with mail_server(box) as port, closing(Homes(database)) as homes:
        machine = Machine(folder / "data", box, mailer(port), homes=homes)
        machine.register_everybody()
        yield machine


@pytest.fixture
def machine(tmp_path: Path, database: str) -> Iterator[Machine]:
    with club(tmp_path, database) as made:
        yield made


@pytest.fixture
def wires(database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[Wire, str]]]:
    """A wire to the database for each of two workers."""
    monkeypatch.setattr(dispatch, "LEASE", timedelta(seconds=2))  # what was begun is done again soon
    with ExitStack() as held:
        folders = [Path(held.enter_context(tempfile.TemporaryDirectory(prefix="w", dir="/tmp"))) for _ in range(2)]
        yield [held.enter_context(wired(folder, database)) for folder in folders]


def said(number: int) -> str:
    """Every second one has to go."""
    return f"ring {NUMBER} or {number}" if number % 2 else f"see you at {number}"


async def until_all_is_done(machine: Machine) -> None:
    await passes(machine, lambda: all_is_done(machine), 4 * PATIENCE)


@pytest.mark.parametrize("seed", [1, 2])
async def test_wires_that_are_cut_again_and_again(
    machine: Machine, wires: list[tuple[Wire, str]], tmp_path: Path, seed: int
) -> None:
    chance, tally, events = random.Random(seed), Tally(), []
    (one, near), (other, far) = wires
    async with worker(machine, near, platform=tally) as first, worker(machine, far, platform=tally) as second:
        await one_of((first, second))
        for number in range(40):
            event = machine.event(ALFIE.account, said(number))
            events.append(event)
            if chance.random() < 0.3:
                chance.choice((one, other)).cut()
            if chance.random() < 0.5:
                one.mend()
                other.mend()
            clubs = [first.club, second.club]
            chance.shuffle(clubs)
            if not (one._whole or other._whole):
                chance.choice((one, other)).mend()
            await acknowledged(event, clubs, machine)
        one.mend()
        other.mend()
        await until_all_is_done(machine)
    records = demand_true_record(machine, events, tally, tmp_path)
    assert len([record for record in records if record["kind"] == "post.removed"]) == 20


async def test_commits_whose_answer_is_lost(machine: Machine, wires: list[tuple[Wire, str]], tmp_path: Path) -> None:
    """It was done, and whoever did it is told that the connection was lost: it is neither done nor said twice."""
    chance, tally, events, refused = random.Random(3), Tally(), [], 0
    (one, near), (other, far) = wires
    async with worker(machine, near, platform=tally) as first, worker(machine, far, platform=tally) as second:
        await one_of((first, second))
        one.loses = other.loses = lambda: chance.random() < 0.25
        for number in range(40):
            events.append(machine.event(ALFIE.account, said(number)))
            refused += await acknowledged(events[-1], chance.sample((first.club, second.club), 2), machine)
        one.loses = other.loses = lambda: False
        await until_all_is_done(machine)
    assert one.lost + other.lost > 3, "the answers to some commits were lost"
    records = demand_true_record(machine, events, tally, tmp_path)
    assert len([record for record in records if record["kind"] == "post.removed"]) == 20
    assert sum(record["data"]["refused"] for record in records if record["kind"] == "log.gap") <= refused


async def test_a_wire_that_stands_still_is_followed_by_another_worker(
    machine: Machine, wires: list[tuple[Wire, str]], tmp_path: Path
) -> None:
    """Half open: nobody is told anything. Whoever stands still comes back later and finds that another has followed."""
    chance, tally, events = random.Random(4), Tally(), []
    by = {}
    (one, near), (other, far) = wires
    async with worker(machine, near, platform=tally) as first, worker(machine, far, platform=tally) as second:
        by = {id(first): one, id(second): other}
        for _ in range(4):
            tending, standing_by = await one_of((first, second))
            for _ in range(5):
                events.append(machine.event(ALFIE.account, f"ring {NUMBER} or {len(events)}"))
                await acknowledged(events[-1], (tending.club,), machine)
            if chance.random() < 0.5:  # in the middle of its work, or after it
                await until_all_is_done(machine)
            by[id(tending)].hold_up()
            for _ in range(5):
                events.append(machine.event(ALFIE.account, f"or {NUMBER}, {len(events)}"))
                await acknowledged(events[-1], (standing_by.club,), machine)
            await passes(machine, lambda: standing_by.tends)  # noqa: B023
            await until_all_is_done(machine)
            by[id(tending)].let_go()
            await passes(machine, lambda: not tending.tends)  # noqa: B023
    records = demand_true_record(machine, events, None, tmp_path)
    assert len([record for record in records if record["kind"] == "post.removed"]) == len(events) == 40
    again = {effect: count for effect, count in tally.done.items() if count > 1}
    assert sum(again.values()) <= 4 * dispatch.AT_ONCE, "done again is what was under way where the wire stood still, at most"


async def test_a_disk_that_is_slow_keeps_everything_waiting_and_in_order(tmp_path: Path) -> None:
    """Each commit waits for a tenth of a second before it reaches the disk."""
    demand_installed()
    with server(durable=True) as cluster:
        name = cluster.new_database()
        prepare(cluster.conninfo(name), START)
        cluster.execute("ALTER SYSTEM SET commit_delay = 100000")
        cluster.execute("ALTER SYSTEM SET commit_siblings = 0")
        cluster.execute("SELECT pg_reload_conf()")
        database = cluster.conninfo(name, BOT)
        with club(tmp_path, database) as machine:
            tally, events = Tally(), []
            async with worker(machine, database, platform=tally) as first, worker(machine, database, platform=tally) as second:
                clubs = [*await one_of((first, second))]
                for number in range(40):
                    events.append(machine.event(ALFIE.account, f"ring {NUMBER} or {number}"))
                async with asyncio.timeout(4 * PATIENCE):
                    taken = [clubs[number % 2].club.receive(event) for number, event in enumerate(events)]
                    assert all(await asyncio.gather(*taken))
                await until_all_is_done(machine)
            records = demand_true_record(machine, events, tally, tmp_path)
            assert max(tally.done.values()) == 1, "nothing is done twice because it took long"
            assert not [record for record in records if record["kind"] == "log.gap" and not record["data"]["clean"]]


async def test_a_clock_that_jumps_forward_and_back(machine: Machine, database: str, tmp_path: Path) -> None:
    tally, events = Tally(), []
    async with worker(machine, database, platform=tally) as first, worker(machine, database, platform=tally) as second:
        clubs = [each.club for each in await one_of((first, second))]
        for number in range(40):
            machine.clock.now += timedelta(seconds=1)
            if number % 8 == 7:
                machine.clock.now += timedelta(days=(0.3, -2, 20, -19, 1)[number // 8])
            events.append(machine.event(ALFIE.account, said(number)))
            await acknowledged(events[-1], (clubs[number % 2],), machine)
        await until_all_is_done(machine)
    records = demand_true_record(machine, events, tally, tmp_path)
    assert len([record for record in records if record["kind"] == "post.removed"]) == 20


async def test_two_whose_clocks_differ(machine: Machine, database: str, tmp_path: Path) -> None:
    """One is an hour ahead. They follow each other again and again; what one has laid down waits as long for the other."""
    tally, events, ahead = Tally(), [], Clock()
    async with (
        worker(machine, database, platform=tally) as first,
        worker(machine, database, platform=tally, clock=ahead) as second,
    ):
        for number in range(12):
            machine.clock.now += timedelta(seconds=1)
            ahead.now = machine.clock.now + timedelta(hours=1)
            tending, _ = await one_of((first, second))
            events.append(machine.event(ALFIE.account, f"ring {NUMBER} or {number}"))
            await acknowledged(events[-1], (first.club, second.club)[number % 2 :], machine)
            if number % 3 == 2:
                tending.deployment.turns.of("practice").over.set()
        await until_all_is_done(machine)
    demand_true_record(machine, events, tally, tmp_path)
    assert max(tally.done.values()) == 1


async def test_two_that_both_believe_that_a_club_is_theirs(machine: Machine, database: str, tmp_path: Path) -> None:
    """Without any lease: each judges, acts and rings as if it were alone."""
    tally, events, stop = Tally(), [], asyncio.Event()
    with closing(Homes(database)) as one, closing(Homes(database)) as other:
        clubs = [
            Running(config(), machine.folder, Adviser(), machine.clock, machine.post, {NAME: tally}, homes=homes)
            for homes in (one, other)
        ]
        async with clubs[0], clubs[1]:
            running_ = [asyncio.create_task(each.run(stop)) for each in clubs]
            for number in range(60):
                events.append(machine.event(ALFIE.account, said(number)))
                told = clubs if number % 5 == 0 else clubs[number % 2 :][:1]
                taken = await asyncio.gather(*(each.receive(events[-1]) for each in told))
                assert sum(taken) == 1, "whoever comes second finds that it is known"
            await until_all_is_done(machine)
            for _ in range(12):  # deadlines ring, and escalate
                machine.clock.now += timedelta(hours=6)
                await until_all_is_done(machine)
            stop.set()
            await asyncio.gather(*running_)
    records = demand_true_record(machine, events, tally, tmp_path)
    assert max(tally.done.values()) == 1, "each effect was one worker's to do"
    judged = [record["data"]["event"] for record in records if "event" in record["data"] and record["kind"] == "message.judged"]
    assert len(judged) == len(set(judged))
    rung = [(record["data"].get("timer"), record["at"]) for record in records if record["kind"].startswith("deadline.")]
    assert len(rung) == len(set(rung)), "a deadline rings for one of them"
