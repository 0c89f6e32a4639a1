"""Fair shares of one process, by a clock that a test moves: who is next, who waits for how long, what a limit lets through."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.shares import SAVED, TOGETHER, Share, Shares


@dataclass
class Seconds:
    """Stands still until it is moved."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


async def settle() -> None:
    """Let everybody go on who can."""
    for _ in range(5):
        await asyncio.sleep(0)


class Machine:
    """One core, and organisations that have so many pieces to be judged, each of which takes a while. `done` says whose."""

    def __init__(self, at_once: int = 1) -> None:
        self.clock = Seconds()
        self.shares = Shares(9, self.clock, at_once)
        self.done: list[str] = []
        self._may_end = asyncio.Semaphore(0)

    async def club(self, name: str, pieces: int, takes: float = 1.0) -> None:
        for _ in range(pieces):
            async with self.shares.turn(name):
                await self._may_end.acquire()
                self.clock.now += takes
                self.done.append(name)

    async def step(self, count: int = 1) -> Sequence[str]:
        """So many pieces come to their end, one after the other. Gives whose they were."""
        before = len(self.done)
        for _ in range(count):
            await settle()
            self._may_end.release()
        await settle()
        return self.done[before:]


async def test_a_busy_one_keeps_a_quiet_one_waiting_for_one_piece_alone() -> None:
    machine = Machine()
    async with asyncio.TaskGroup() as clubs:
        clubs.create_task(machine.club("busy", 100))
        await machine.step(50)
        clubs.create_task(machine.club("quiet", 1))
        assert list(await machine.step(2)) == ["busy", "quiet"]
        await machine.step(49)


async def test_those_who_are_as_busy_have_as_much_time_however_long_their_pieces_are() -> None:
    machine = Machine()
    async with asyncio.TaskGroup() as clubs:
        for name, pieces, takes in (("la", 20, 0.3), ("lb", 20, 0.3), ("sa", 60, 0.1), ("sb", 60, 0.1)):
            clubs.create_task(machine.club(name, pieces, takes))
        done = await machine.step(80)
        had = [done.count("la") * 3, done.count("lb") * 3, done.count("sa"), done.count("sb")]
        assert max(had) - min(had) <= 6, "the time is shared, and not the pieces"
        await machine.step(80)


async def test_who_was_quiet_for_long_has_a_second_saved_up_and_no_more() -> None:
    machine = Machine()
    async with asyncio.TaskGroup() as clubs:
        for name in ("here", "there"):
            clubs.create_task(machine.club(name, 200, takes=0.1))
        await machine.step(300)
        for name in ("back", "again"):
            clubs.create_task(machine.club(name, 40, takes=0.1))
        first = [name in {"back", "again"} for name in await machine.step(22)]
        assert sum(first) >= 20, "ten pieces of a tenth of a second each"
        later = [name in {"back", "again"} for name in await machine.step(40)]
        assert 18 <= sum(later) <= 22, "and then half, as there are two and two"
        await machine.step(118)


async def test_as_many_have_a_turn_together_as_may() -> None:
    machine = Machine(at_once=2)
    async with asyncio.TaskGroup() as clubs:
        for name in "abc":
            clubs.create_task(machine.club(name, 1))
        assert sorted(await machine.step(2)) == ["a", "b"]
        assert list(await machine.step()) == ["c"]


@pytest.mark.parametrize("granted", [False, True])
async def test_whoever_stops_waiting_keeps_nobody_from_their_turn(granted: bool) -> None:
    machine = Machine()
    has = asyncio.create_task(machine.club("has", 1))
    await settle()
    leaves = asyncio.create_task(machine.club("leaves", 1))
    waits = asyncio.create_task(machine.club("waits", 1))
    await settle()
    if granted:  # at the very moment at which it is told to stop
        machine._may_end.release()
        await asyncio.sleep(0)
    leaves.cancel()
    await machine.step(2)
    await asyncio.gather(has, waits)
    assert leaves.cancelled()
    assert machine.done == ["has", "waits"]


class Beginners:
    """Organisations that begin, each for as long as a test lets it. `begun` says who has, in order."""

    def __init__(self, at_once: int) -> None:
        self.shares = Shares(9, Seconds(), at_once)
        self.begun: list[str] = []
        self.urgent: dict[str, asyncio.Event] = {}
        self._ends: dict[str, asyncio.Event] = {}

    async def club(self, name: str) -> None:
        self.urgent[name], self._ends[name] = asyncio.Event(), asyncio.Event()
        async with self.shares.beginning(self.urgent[name]):
            self.begun.append(name)
            await self._ends[name].wait()

    async def end(self, name: str) -> None:
        self._ends[name].set()
        await settle()


async def test_a_few_begin_at_once_and_the_others_after_them_in_their_order() -> None:
    clubs = Beginners(at_once=2)
    async with asyncio.TaskGroup() as tasks:
        for name in "abcd":
            tasks.create_task(clubs.club(name))
        await settle()
        assert clubs.begun == ["a", "b"]
        await clubs.end("b")
        assert clubs.begun == ["a", "b", "c"]
        for name in "acd":
            await clubs.end(name)
    assert clubs.begun == ["a", "b", "c", "d"]


async def test_whoever_has_something_to_do_does_not_wait_to_begin_and_takes_nobody_s_place() -> None:
    clubs = Beginners(at_once=1)
    async with asyncio.TaskGroup() as tasks:
        for name in "abc":
            tasks.create_task(clubs.club(name))
        await settle()
        clubs.urgent["c"].set()
        await settle()
        assert clubs.begun == ["a", "c"]
        await clubs.end("c")
        assert clubs.begun == ["a", "c"], "the one place is still taken"
        await clubs.end("a")
        assert clubs.begun == ["a", "c", "b"]
        await clubs.end("b")


async def test_whoever_no_longer_wants_to_begin_keeps_nobody_from_it() -> None:
    clubs = Beginners(at_once=1)
    first, leaves, waits = [asyncio.create_task(clubs.club(name)) for name in "abc"]
    await settle()
    leaves.cancel()
    await settle()
    await clubs.end("a")
    assert clubs.begun == ["a", "c"]
    await clubs.end("c")
    await asyncio.gather(first, waits)
    assert leaves.cancelled()


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(1, 9)), min_size=1, max_size=12))
def test_whatever_they_have_to_do_nobody_is_far_behind_whoever_also_waits(work: list[tuple[str, int]]) -> None:
    """Of two who have something to do all the time, neither has had more than two pieces of a second above the other: the one
    under way, and what is spared.
    """

    async def run() -> list[str]:
        machine = Machine()
        async with asyncio.TaskGroup() as clubs:
            for index, (name, count) in enumerate(work):
                clubs.create_task(machine.club(f"{name}{index}", count))
            await machine.step(sum(count for _, count in work))
        return machine.done

    done, left = asyncio.run(run()), {f"{name}{index}": count for index, (name, count) in enumerate(work)}
    had = dict.fromkeys(left, 0)
    for name in done:
        had[name] += 1
        busy = [each for each in left if had[each] < left[each]]
        assert all(had[name] - had[each] <= 2 for each in busy)
    assert had == left


def allowed(share: Share, count: int) -> int:
    """How many of so many may be judged, when each turn takes as many as it can."""
    done = 0
    while (some := min(share.allowed(), count - done)) > 0:
        share.took(some, more=False)
        done += some
    return done


def test_above_its_limit_it_waits_and_catches_up_as_time_passes() -> None:
    clock = Seconds()
    share = Share("club", Shares(2, clock), 10)
    assert share.together == TOGETHER
    assert allowed(share, 10_000) == 10 * SAVED, "after a quiet time a minute's messages at once"
    share.took(0, more=True)
    assert share.held_back
    clock.now += 2.5
    assert allowed(share, 10_000) == 25
    share.took(0, more=False)
    assert share.held_back, "one look at which nothing waits is not the end of a flood"
    clock.now -= 1000
    assert share.allowed() == 0, "a clock that was put back gives nothing"
    clock.now += SAVED
    assert share.allowed() == TOGETHER
    share.took(0, more=False)
    assert not share.held_back
    clock.now += 1_000_000
    assert allowed(share, 10_000) == 10 * SAVED, "no more is saved up"


def test_alone_on_a_machine_nothing_is_held_back() -> None:
    share = Share("club", Shares())
    for _ in range(1000):
        share.took(share.allowed(), more=False)
    assert share.allowed() == share.together
    assert not share.held_back
