"""What tests of several workers on one host share: workers as `touchline run` makes them, and what must be true at the end."""

import asyncio
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

from bot.chat import Chat
from bot.deployment import Deployment
from bot.engines import Adviser
from bot.homes import Homes
from bot.platform import Enclosed, Platform
from bot.running import Running
from bot.terminal.server import NAME
from moderation.context import Capability
from moderation.model import Done, Event, Outcome, Planned, RemovePost
from storage.ledger import verify
from storage.ledger.export import write_export
from storage.store import Clock, StoreError
from tests.bot.running_kit import PATIENCE, Machine, config


@dataclass
class Worker:
    """A process as `touchline run` makes one, with connections of its own."""

    club: Running
    deployment: Deployment
    homes: Homes
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def tends(self) -> bool:
        """Whether the organisation is its own to look after."""
        return self.deployment.turns.of("practice").begun.is_set()


@dataclass
class Tally:
    """A chat server that does whatever it is asked, and counts how often. Shared by all workers, as the world is."""

    name: str = NAME
    capabilities: frozenset[Capability] = frozenset(Capability)
    done: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)

    async def perform(self, planned: Planned, enclosed: Enclosed) -> Outcome:
        self.done[planned.id] += 1
        if isinstance(planned.effect, RemovePost):
            self.removed[planned.effect.target] += 1
        await asyncio.sleep(0)
        return Done()


@asynccontextmanager
async def worker(
    machine: Machine, database: str, *chats: Chat, platform: Platform | None = None, clock: Clock | None = None
) -> AsyncIterator[Worker]:
    """One that works until the end of the block, or until somebody sets its `stop`."""
    with closing(Homes(database)) as homes:
        stop = asyncio.Event()
        platforms = {NAME: platform or machine.server}
        club = Running(config(), machine.folder, Adviser(), clock or machine.clock, machine.post, platforms, homes=homes)
        made = Worker(club, Deployment([club], chats, homes, Adviser(), stop), homes, stop)
        working = asyncio.create_task(made.deployment.run())
        try:
            yield made
        finally:
            stop.set()
            assert await working == []


async def one_of(workers: Sequence[Worker]) -> tuple[Worker, Worker]:
    """The one that looks after the club, and the other."""
    async with asyncio.timeout(PATIENCE):
        while sum(each.tends for each in workers) != 1 or not all(each.deployment.open for each in workers):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    return tuple(sorted(workers, key=lambda each: not each.tends))  # type: ignore[return-value]


async def passes(machine: Machine, holds: Callable[[], bool], patience: float = PATIENCE) -> None:
    """Time passes until it is so: by the clock it is decided when the next try is, and when a lease is over."""
    async with asyncio.timeout(patience):
        while not holds():
            machine.clock.now += timedelta(seconds=2)
            await asyncio.sleep(0.05)


async def acknowledged(event: Event, clubs: Sequence[Running], machine: Machine) -> int:
    """Hand an event over as a platform does: again and again, to one after another, until one has acknowledged it. Gives how
    often it was refused.
    """
    refused = 0
    async with asyncio.timeout(4 * PATIENCE):
        for club in cycle(clubs):
            try:
                await club.receive(event)
            except StoreError:
                refused += 1
                machine.clock.now += timedelta(seconds=2)
                await asyncio.sleep(0.05)
            else:
                break
    return refused


def all_is_done(machine: Machine) -> bool:
    """Whether nothing waits to be judged or done. False while that cannot be seen."""
    try:
        with machine.home.read() as ledger:
            counts = ledger.counts()
    except StoreError:
        return False
    return counts.waiting == counts.unsettled == 0


def demand_true_record(
    machine: Machine, events: Sequence[Event], tally: Tally | None, scratch: Path
) -> Sequence[Mapping[str, Any]]:
    """No event unjudged, no effect doubled, no false record, no gap in the ledger. Gives the record's entries.

    The program that is handed out checks the export, as anybody could.
    """
    records = machine.records()
    assert [record["seq"] for record in records] == list(range(1, len(records) + 1))
    assert machine.home.audit().entries == len(records)
    export = scratch / "export.jsonl"
    with machine.home.read() as ledger, export.open("w", encoding="ascii") as file:
        write_export(ledger.entries(), file, "practice", ledger.origin)
    command = [sys.executable, "-I", verify.__file__, "--log", str(export)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
    with closing(machine.home.open("practice", machine.clock, retention_days=30)) as store, store.reading() as tx:
        unjudged = [event.id for event in events if tx.judged(event.id) is None]
        assert not unjudged, "every event was judged"
    outcomes = Counter(record["data"]["effect"] for record in records if record["kind"] == "post.removed")
    assert all(count == 1 for count in outcomes.values()), "each removal is recorded once"
    if tally is not None:
        assert set(outcomes) <= set(tally.done), "nothing is recorded that was not done"
        assert len(outcomes) == len(tally.removed), "and nothing was removed without a record"
    return records
