"""What a host carries: many organisations on one PostgreSQL, on this machine. `make bench-hosting` prints it beside the goals.

Messages come at the instants for which they are meant, whether or not the ones before have been judged, and are handed to one
worker after another as a load balancer would: the organisation is perhaps another's to look after. The time of a message begins
at its instant and ends when its decision is on disk. Nothing here passes or fails; a number means something only beside the
machine, and with nothing else running on it.
"""

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import monotonic, monotonic_ns
from typing import Any, Final

import click

from bot.homes import Homes
from bot.terminal.club import MEMBERS
from moderation.model import BOT as BY_BOT
from storage.postgres.guards import BOT
from storage.postgres.tables import prepare
from tests.bench import ROOT, START, Row, _print, machine
from tests.bench_hosting_worker import named
from tests.postgres import Server, server

#: One message in so many is a report, which is to be judged before posts that wait.
REPORTED: Final = 100
#: How a host of this size would set its PostgreSQL.
_SETTINGS: Final = {"shared_buffers": "'512MB'", "autovacuum": "on", "max_connections": "200", "max_wal_size": "'4GB'"}
_TICK: Final = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Plan:
    """How much of everything. Rates are messages a second, times are seconds."""

    organisations: int = 5000
    few: int = 10
    steady: float = 60
    with_model: int = 100
    with_rules: int = 200
    burst: float = 60
    burst_rate: int = 1000
    drained: float = 300
    workers: tuple[int, ...] = (1, 2, 4)
    curve: int = 6000
    idle: float = 30


SMALL: Final = Plan(40, 10, 4, 20, 40, 3, 150, 60, (1, 2), 300, 3)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--small", action="store_true", help="less of everything, within a minute; goals mean little then")
    options.add_argument("--organisations", type=int, help="how many, in place of 5,000")
    asked = options.parse_args()
    plan = SMALL if asked.small else Plan()
    if asked.organisations:
        plan = Plan(**{**vars(plan), "organisations": asked.organisations})
    click.echo(machine())
    _print("WHAT", "GOAL", "MEASURED")
    with Host.started() as host:
        host.found(plan.organisations)
        for row in measured(host, plan):
            _print(*row)


class Host:
    """A PostgreSQL that waits for the disk, and a folder for keys beside it."""

    def __init__(self, cluster: Server, folder: Path) -> None:
        self.cluster = cluster
        self.folder = folder
        self.name = cluster.new_database()
        prepare(cluster.conninfo(self.name), START)
        self.database = cluster.conninfo(self.name, BOT)

    @classmethod
    @contextmanager
    def started(cls) -> Iterator["Host"]:
        # The folder lies where the project lies and not in /tmp, which is memory on many machines.
        with TemporaryDirectory(prefix=".bench-", dir=ROOT) as name:
            folder = Path(name)
            folder.chmod(0o755)
            tempfile.tempdir = name
            with server(durable=True) as cluster:
                for setting, value in _SETTINGS.items():
                    cluster.execute(f"ALTER SYSTEM SET {setting} = {value}")
                cluster.stop("fast")
                cluster.start()
                yield cls(cluster, folder)

    def found(self, count: int) -> None:
        """Begin the records of so many organisations, each with a small register."""
        with closing(Homes(self.database)) as homes, ThreadPoolExecutor(8) as several:
            for _ in several.map(lambda number: self._found(homes, named(number)), range(count)):
                pass

    def _found(self, homes: Homes, org: str) -> None:
        opened = homes.of(self.folder / org, org).open(org, lambda: START, retention_days=30)
        with closing(opened) as store, store.transaction() as tx:
            for member in MEMBERS:
                tx.register(member.person, [member.account], BY_BOT)

    def cpu(self) -> float:
        """Seconds that PostgreSQL has computed, in all its processes, those that have ended among them."""
        postmaster = self.cluster.pid
        children = [name for name in os.listdir("/proc") if name.isdecimal() and _stat(int(name))[1:2] == [str(postmaster)]]
        own = sum(map(int, _stat(postmaster)[11:15]))
        return (own + sum(sum(map(int, _stat(int(child))[11:13])) for child in children)) / _TICK


def _stat(pid: int) -> Sequence[str]:
    """What /proc says of a process, from its state on; nothing once it has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return []


class Load:
    """So many workers with so many organisations, and messages for them."""

    def __init__(self, host: Host, workers: Sequence[asyncio.subprocess.Process], organisations: int) -> None:
        self.host = host
        self._workers = workers
        self._organisations = organisations
        self._chance = random.Random(20261122)
        self._sent = 0

    @classmethod
    @asynccontextmanager
    async def of(cls, host: Host, workers: int, organisations: int, engine: str) -> AsyncIterator["Load"]:
        program = [sys.executable, "-m", "tests.bench_hosting_worker"]
        command = [*program, host.database, str(host.folder), str(organisations), engine]
        running = [
            await asyncio.create_subprocess_exec(
                *command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, limit=1 << 26
            )
            for _ in range(workers)
        ]  # fmt: skip
        try:
            for worker in running:
                if await _said_by(worker) != b"ready\n":
                    raise click.ClickException("a worker did not begin")
            load = cls(host, running, organisations)
            while sum(told["tended"] for told in await load.stands()) < organisations:  # noqa: ASYNC110
                await asyncio.sleep(0.2)
            yield load
        finally:
            for worker in running:
                if worker.stdin is not None:
                    worker.stdin.close()
            await asyncio.gather(*(worker.wait() for worker in running))

    async def stands(self) -> Sequence[dict[str, Any]]:
        """How each worker stands, and what it measured since it was asked last."""
        for worker in self._workers:
            _tell(worker, "\n")
        return [json.loads(await _said_by(worker)) for worker in self._workers]

    async def send(self, rate: float, count: int) -> None:
        """So many messages, each at its instant."""
        begun = monotonic_ns()
        for number in range(count):
            meant = begun + int(number * 1e9 / rate)
            while (ahead := meant - monotonic_ns()) > 0:  # noqa: ASYNC110
                await asyncio.sleep(ahead / 1e9)
            org, text = self._chance.randrange(self._organisations), self._chance.randrange(1 << 30)
            self._sent += 1
            line = f"{org} {self._sent} {text} {int(self._sent % REPORTED == 0)} {meant}\n"
            _tell(self._workers[self._sent % len(self._workers)], line)
            if number % 64 == 0:
                await asyncio.sleep(0)

    async def judged(self, count: int, within: float) -> "Found":
        """Wait until so many are judged, or no longer than that. What is asked for is asked seldom: asking costs as well."""
        found, ends = Found(), monotonic() + within
        while len(found.posts) + len(found.reports) < count and monotonic() < ends:
            await asyncio.sleep(0.25)
            found.add(await self.stands())
        return found


class Found:
    """What was measured: the milliseconds that posts and reports waited, and what the workers took."""

    def __init__(self) -> None:
        self.posts: list[float] = []
        self.reports: list[float] = []
        self.refused = 0

    def add(self, told: Sequence[dict[str, Any]]) -> None:
        self.posts += [each / 1e6 for one in told for each in one["posts"]]
        self.reports += [each / 1e6 for one in told for each in one["reports"]]
        self.refused = sum(Counter(one["tally"])["refused"] for one in told)

    @property
    def count(self) -> int:
        return len(self.posts) + len(self.reports)


def _tell(worker: asyncio.subprocess.Process, line: str) -> None:
    assert worker.stdin is not None
    worker.stdin.write(line.encode("ascii"))


async def _said_by(worker: asyncio.subprocess.Process) -> bytes:
    assert worker.stdout is not None
    return await worker.stdout.readline()


def _percent(times: Sequence[float]) -> tuple[float, float]:
    """Median and 99th of a hundred."""
    cuts = quantiles(times, n=100) if len(times) > 1 else [*times, 0.0] * 99
    return cuts[49], cuts[98]


# What is measured


def measured(host: Host, plan: Plan) -> Iterator[Row]:
    for measure in (idling, steady, bursting, growing, costing):
        rows: Iterator[Row] = _all(measure, host, plan)
        yield from rows


def _all(measure: Callable[[Host, Plan], AsyncIterator[Row]], host: Host, plan: Plan) -> Iterator[Row]:
    async def collected() -> list[Row]:
        return [row async for row in measure(host, plan)]

    yield from asyncio.run(collected())


async def idling(host: Host, plan: Plan) -> AsyncIterator[Row]:
    """What organisations cost in which nobody writes."""
    begun = monotonic()
    async with Load.of(host, 1, plan.organisations, "shipped") as load:
        yield f"start, {plan.organisations:,} organisations in one worker", "", f"{monotonic() - begun:.1f} s"
        await load.judged(1, plan.idle / 3)  # until what a beginning brings is over
        (before,), database, since = await load.stands(), host.cpu(), monotonic()
        await asyncio.sleep(plan.idle)
        (after,), spent = await load.stands(), monotonic() - since
        ours, theirs = after["cpu"] - before["cpu"], host.cpu() - database
        yield "nobody writes: cores taken", "", f"{ours / spent:.2f} by the worker, {theirs / spent:.2f} by PostgreSQL"
        yield "a worker with the shipped model", "≤ 300 MB", f"{after['megabytes']:.0f} MB"
        yield "its threads and open files", "", f"{after['threads']:,} and {after['handles']:,}"


async def steady(host: Host, plan: Plan) -> AsyncIterator[Row]:
    """Messages at an even rate, two workers."""
    for engine, rate, goal in (("shipped", plan.with_model, 100), ("none", plan.with_rules, 50)):
        count = int(rate * plan.steady)
        async with Load.of(host, 2, plan.organisations, engine) as load:
            await load.send(rate, rate)  # what is read for the first time
            await load.judged(rate, 60)
            await load.send(rate, count)
            found = await load.judged(count, plan.drained)
        middle, last = _percent(found.posts + found.reports)
        name = "the shipped model" if engine == "shipped" else "rules alone"
        yield f"event to decision, {rate}/s, {name} ({found.count:,})", "", f"p50 {middle:.1f} ms"
        yield "", f"p99 ≤ {goal} ms", f"{last:.1f} ms; {count - found.count} not judged, {found.refused} refused"


async def bursting(host: Host, plan: Plan) -> AsyncIterator[Row]:
    """A flood with rules alone: what waits, for how long, and who goes first."""
    count = int(plan.burst_rate * plan.burst)
    async with Load.of(host, 2, plan.organisations, "none") as load:
        begun = monotonic()
        await load.send(plan.burst_rate, count)
        sent = monotonic() - begun
        found = await load.judged(count, plan.drained)
        drained = monotonic() - begun - sent
    (middle, last), (sooner, soon) = _percent(found.posts), _percent(found.reports)
    what = f"burst of {plan.burst_rate:,}/s for {plan.burst:.0f} s, rules alone"
    yield what, "nothing lost", f"{count - found.count} of {count:,} not judged, {found.refused} refused"
    yield "", f"drained in ≤ {plan.drained:.0f} s", f"{drained:.1f} s after the last (sent in {sent:.1f} s)"
    told = f"p99 {soon / 1000:.2f} s, p50 {sooner / 1000:.2f} s (posts: {last / 1000:.2f} s, {middle / 1000:.2f} s)"
    yield "", "reports first", told


async def growing(host: Host, plan: Plan) -> AsyncIterator[Row]:
    """How many messages a second some workers judge, when as many wait as there are."""
    for workers in plan.workers:
        async with Load.of(host, workers, plan.organisations, "none") as load:
            begun = monotonic()
            await load.send(1e6, plan.curve)
            found = await load.judged(plan.curve, plan.drained)
            rate = found.count / (monotonic() - begun)
        yield f"throughput, rules alone, {workers} worker{'s' * (workers > 1)}", "grows to the cores", f"{rate:,.0f}/s"


async def costing(host: Host, plan: Plan) -> AsyncIterator[Row]:
    """Processor time for each message, with few organisations and with many; what they cost when nobody writes is in it."""
    for organisations in (plan.few, plan.organisations):
        count = int(plan.with_rules * plan.steady / 2)
        async with Load.of(host, 1, organisations, "none") as load:
            await load.judged(1, plan.idle / 3)
            (before,), database = await load.stands(), host.cpu()
            await load.send(plan.with_rules, count)
            await load.judged(count, plan.drained)
            (after,) = await load.stands()
            ours, theirs = after["cpu"] - before["cpu"], host.cpu() - database
        found = f"{1000 * ours / count:.1f} ms here, {1000 * theirs / count:.1f} ms PostgreSQL"
        yield f"a message costs, {organisations:,} organisations", "the same with more", found


if __name__ == "__main__":
    main()
