"""Two organisations on one host, of which one is flooded: the other's one message is decided before most of the flood."""

import asyncio
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import turns
from bot.deployment import Deployment
from bot.engines import Adviser
from bot.homes import Homes
from bot.running import Running
from bot.shares import ALONE, AT_ONCE, Shares
from bot.terminal.club import ALFIE, JUNIORS
from bot.terminal.server import NAME
from moderation.engines import Opinion
from moderation.model import Arrival, Event, EventKind, Part, PartKind
from tests.bot.host_kit import Tally
from tests.bot.running_kit import PATIENCE, config, records_of
from tests.bot.service_kit import NUMBER, START
from tests.postgres import Cluster

FLOOD = 500


@dataclass
class Steps:
    """A clock that goes on by a step at each look, so that instants tell what came before what, in both records."""

    now: datetime = START
    _looking: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self) -> datetime:
        with self._looking:
            self.now += timedelta(milliseconds=1)
            return self.now


class Gate(Adviser):
    """Nothing is judged until it is opened."""

    def __init__(self) -> None:
        super().__init__()
        self.opened = asyncio.Event()

    async def opinions(self, arrivals: Sequence[Arrival]) -> list[Opinion]:
        await self.opened.wait()
        return await super().opinions(arrivals)


@pytest.fixture
def database(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(turns, "BEAT", 0.05)
    with cluster.prepared() as conninfo:
        yield conninfo


def event(club: Running, number: int) -> Event:
    name = f"m{number}"
    return Event(
        f"{NAME}:{JUNIORS.id}:{name}", club.config.id, EventKind.POSTED, club.clock(), ALFIE.account, JUNIORS, name,
        parts=(Part(PartKind.BODY, f"ring {NUMBER}"),), conversation=JUNIORS.id,
    )  # fmt: skip


def decided(club: Running) -> list[Any]:
    """When each of its messages was decided, by its record."""
    return [record["at"] for record in records_of(club.home) if record["kind"] == "message.judged"]


@pytest.mark.parametrize("at_once", [AT_ONCE, 1])
async def test_one_message_does_not_wait_for_a_flood_elsewhere(database: str, tmp_path: Path, at_once: int) -> None:
    clock, gate, shares, stop = Steps(), Gate(), Shares(2, at_once=at_once), asyncio.Event()
    with closing(Homes(database)) as homes:
        platforms = {NAME: Tally()}
        flooded, quiet = (
            Running(replace(config(), id=name), tmp_path, gate, clock, None, platforms, homes=homes, shares=shares)
            for name in ("flooded", "quiet")
        )
        deployment = Deployment([flooded, quiet], [], homes, gate, stop)
        working = asyncio.create_task(deployment.run())
        async with asyncio.timeout(4 * PATIENCE):
            for club in (flooded, quiet):
                while not (club.config.id in deployment.open and deployment.tends(club)):  # noqa: ASYNC110
                    await asyncio.sleep(0.02)
                await club.until_going()
            taken = await asyncio.gather(*(flooded.receive(event(flooded, number)) for number in range(FLOOD)))
            assert taken == [True] * FLOOD
            assert await quiet.receive(event(quiet, 1))
            gate.opened.set()
            while not decided(quiet):  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        stop.set()
        assert await working == []
        (one,) = decided(quiet)
        before = [at for at in decided(flooded) if at < one]
        assert len(before) <= 2 * ALONE, "a turn or two of the flood, and not the most of it"
