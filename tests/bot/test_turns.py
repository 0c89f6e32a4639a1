"""Whose turn it is among processes that share a host: fair shares, one connection for all, and what is taken by another."""

import asyncio
from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from contextlib import asynccontextmanager, closing
from datetime import timedelta

import pytest

from bot import turns
from bot.homes import Homes
from bot.turns import Alone, Shared, turns_of
from tests.bot.running_kit import PATIENCE
from tests.postgres import Cluster

ORGS = [f"club-{number}" for number in range(6)]


@pytest.fixture
def database(cluster: Cluster) -> Iterator[str]:
    with cluster.prepared() as conninfo:
        yield conninfo


async def quickly(seconds: float) -> None:
    await asyncio.sleep(seconds / 100)


@asynccontextmanager
async def process(
    database: str, orgs: Collection[str] = ORGS, connections: Mapping[str, Collection[str]] | None = None
) -> AsyncIterator[Shared]:
    """One process. Each turn that ends is given back at once, as if nothing had been under way."""
    with closing(Homes(database)) as homes:
        assert homes.host is not None
        shared = Shared(homes.host.shifts(), orgs, connections or {}, quickly)
        stop = asyncio.Event()
        names = [*orgs, *(connections or {})]
        tasks = [asyncio.create_task(shared.keep(stop)), *(asyncio.create_task(work(shared, name)) for name in names)]
        try:
            yield shared
        finally:
            stop.set()
            await asyncio.sleep(0.05)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await asyncio.gather(*map(shared.give_back, names))
            await shared.leave()


async def work(shared: Shared, name: str) -> None:
    turn = shared.of(name)
    while True:
        await turn.begun.wait()
        await turn.over.wait()
        await shared.give_back(name)


def has(shared: Shared, orgs: Collection[str] = ORGS) -> set[str]:
    return {name for name in orgs if shared.of(name).begun.is_set()}


async def until(*pairs: tuple[Shared, int]) -> None:
    async with asyncio.timeout(PATIENCE):
        while any(len(has(shared)) != count for shared, count in pairs):  # noqa: ASYNC110 - nothing rings
            await asyncio.sleep(0.01)


async def test_each_has_a_fair_share_and_whoever_is_left_has_all(database: str) -> None:
    async with process(database) as first:
        await until((first, 6))
        async with process(database) as second:
            await until((first, 3), (second, 3))
            assert has(first) | has(second) == {*ORGS}
            async with process(database) as third:
                await until((first, 2), (second, 2), (third, 2))
        await until((first, 6))


async def test_who_has_the_one_connection_looks_after_all_that_need_it(database: str) -> None:
    names = {":discord": ORGS[:4]}
    async with process(database, ORGS, names) as first:
        await until((first, 6))
        async with process(database, ORGS, names) as second:
            async with asyncio.timeout(PATIENCE):
                while has(second) != {ORGS[5]} and has(second) != {ORGS[4]}:  # noqa: ASYNC110
                    await asyncio.sleep(0.01)
            assert has(first) >= {*ORGS[:4]}
            assert not second.of(":discord").begun.is_set()
        await until((first, 6))


async def test_what_another_has_taken_is_over_here(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that stood still for longer than a lease finds out, and stops."""
    monkeypatch.setattr(turns, "LEASE", timedelta())
    with closing(Homes(database)) as homes:
        assert homes.host is not None
        slow = Shared(homes.host.shifts(), ["club"], {}, quickly)
        await slow._beat(asyncio.Event())
        assert slow.of("club").begun.is_set()
        await asyncio.to_thread(homes.host.shifts().claim, ["club"], 1, timedelta(minutes=5))
        await slow._beat(asyncio.Event())
        assert slow.of("club").over.is_set()


async def test_what_a_process_drops_is_not_its_own_again_and_may_be_another_s(database: str) -> None:
    async with process(database) as first:
        await until((first, 6))
        first.drop(ORGS[0])
        await until((first, 5))
        async with process(database) as second:
            await until((first, 3), (second, 3))
            assert ORGS[0] in has(second)
        await until((first, 5))


async def test_what_is_added_is_looked_after_too_and_what_was_dropped_is_again(database: str) -> None:
    there, added = ORGS[:4], ORGS[4]
    async with process(database, there) as first:
        first.drop(ORGS[0])
        async with asyncio.timeout(PATIENCE):
            while has(first, there) != {*ORGS[1:4]}:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            first.add(ORGS[0])
            first.add(added)
            while has(first, ORGS[:5]) != {*ORGS[:5]}:  # noqa: ASYNC110
                await asyncio.sleep(0.01)


async def test_at_the_end_every_turn_is_over(database: str) -> None:
    async with process(database) as shared:
        await until((shared, 6))
        stop = asyncio.Event()
        keeping = asyncio.create_task(shared.keep(stop))
        stop.set()
        async with asyncio.timeout(PATIENCE):
            await shared.of(ORGS[0]).over.wait()
        keeping.cancel()


async def test_in_files_everything_is_this_process_s_until_it_stops() -> None:
    stop = asyncio.Event()
    alone = turns_of(None, ["club"], {}, stop)
    assert isinstance(alone, Alone)
    assert await alone.of("club").wait(stop)
    stop.set()
    assert alone.of("club").over.is_set()
