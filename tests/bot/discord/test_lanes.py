"""Work in lanes: in order, once it can be done, and read back where it did not fit."""

import asyncio
from collections.abc import Hashable
from functools import partial

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.lanes import TRIES, Lanes
from storage.store import StoreError
from tests.bot.discord.socket_kit import Step


class Desk:
    """Where work ends up, and what can go wrong there."""

    def __init__(self, bound: int = 1000) -> None:
        self.done: list[tuple[Hashable, object]] = []
        self.given_up: list[tuple[Hashable, str]] = []
        self.broken: set[object] = set()
        self.deaf = 0
        self.shut = False
        self.pause = Step()
        self.lanes = Lanes(partial(self.do, what="read back"), self.give_up, self.lose, self.pause, bound)

    async def do(self, lane: Hashable, what: object) -> None:
        await asyncio.sleep(0)
        if self.shut:
            raise OSError
        if what in self.broken:
            raise ValueError
        self.done.append((lane, what))
        self.lanes.well()

    async def give_up(self, lane: Hashable, error: Exception) -> None:
        if self.deaf:
            self.deaf -= 1
            raise StoreError
        self.given_up.append((lane, type(error).__name__))

    async def lose(self, lane: Hashable, count: int) -> None:
        self.done.append((lane, f"{count} lost"))

    def put(self, lane: Hashable, what: object, once: bool = False) -> None:
        self.lanes.put(lane, partial(self.do, lane, what), once)

    def of(self, lane: Hashable) -> list[object]:
        return [what for each, what in self.done if each == lane]


async def turns(count: int = 50) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers()), max_size=30))
def test_each_lane_keeps_its_order(puts: list[tuple[int, int]]) -> None:
    async def play() -> Desk:
        desk = Desk()
        for lane, what in puts:
            desk.put(lane, what)
        await desk.lanes.settled()
        return desk

    desk = asyncio.run(play())
    for lane in range(4):
        assert desk.of(lane) == [what for each, what in puts if each == lane]


async def test_what_fails_stays_first_and_is_done_again() -> None:
    desk = Desk()
    desk.shut = True
    for what in ("one", "two"):
        desk.put("a", what)
    desk.put("b", "three")
    await turns()
    assert desk.done == []
    assert desk.lanes.waiting == 3
    desk.shut = False
    desk.pause.over()
    await desk.lanes.settled()
    assert desk.of("a") == ["one", "two"]
    assert desk.of("b") == ["three"]
    assert desk.given_up == []


async def test_a_success_elsewhere_is_a_reason_to_try_again() -> None:
    desk = Desk()
    desk.shut = True
    desk.put("a", "one")
    await turns()
    desk.shut = False
    desk.put("b", "two")
    await desk.lanes.settled()
    assert desk.of("a") == ["one"]


async def test_what_alone_fails_is_let_go_and_said() -> None:
    desk = Desk()
    desk.broken = {"broken"}
    for what in ("broken", "after it"):
        desk.put("a", what)
    for n in range(TRIES + 1):
        await turns()
        desk.put("b", n)
    await desk.lanes.settled()
    assert desk.given_up == [("a", "ValueError")]
    assert desk.of("a") == ["after it"]


@pytest.mark.parametrize("error", [OSError(), TimeoutError(), StoreError(), discord.DiscordException()])
async def test_what_discord_or_the_record_is_at_fault_for_is_never_let_go(error: Exception) -> None:
    desk, left = Desk(), [3 * TRIES]

    async def work() -> None:
        if left[0]:
            left[0] -= 1
            raise error
        await desk.do("a", "one")

    desk.lanes.put("a", work)
    for what in range(4 * TRIES):
        await turns()
        desk.put("b", what)
        desk.pause.over()
    await desk.lanes.settled()
    assert desk.given_up == []
    assert desk.of("a") == ["one"]


async def test_discord_is_not_pressed_because_others_are_taken_in() -> None:
    desk, asked, waits = Desk(), [], []

    async def work() -> None:
        asked.append("a")
        raise discord.RateLimited(600)

    async def pause(seconds: float) -> None:
        waits.append(seconds)
        await desk.pause(seconds)

    desk.lanes._pause = pause
    desk.lanes.put("a", work)
    for what in range(10):
        await turns()
        desk.put("b", what)
    await turns()
    assert (asked, waits) == (["a"], [600])
    await desk.lanes.close()


async def test_letting_go_is_tried_until_it_is_written_and_nothing_waits_for_ever() -> None:
    desk = Desk()
    desk.broken, desk.deaf = {"broken"}, 2 * TRIES
    desk.put("a", "broken")
    desk.put("a", "after it")
    for n in range(4 * TRIES):
        await turns()
        desk.put("b", n)
    await desk.lanes.read(["a"])
    assert desk.given_up == [("a", "ValueError")]
    assert desk.of("a") == ["after it"]


async def test_a_long_outage_lets_nothing_go() -> None:
    desk = Desk()
    desk.shut = True
    desk.put("a", "one")
    for _ in range(3 * TRIES):
        await turns()
        desk.pause.over()
    assert desk.given_up == []
    desk.shut = False
    desk.pause.over()
    await desk.lanes.settled()
    assert desk.of("a") == ["one"]


async def test_a_lane_is_read_back_before_anything_of_a_new_era() -> None:
    desk = Desk()
    desk.put("a", "old")
    desk.lanes.begin_era()
    desk.put("a", "new")
    desk.lanes.open("a")
    desk.put("a", "newer")
    await desk.lanes.settled()
    assert desk.of("a") == ["old", "read back", "new", "newer"]


@pytest.mark.parametrize("bound", [1, 3])
async def test_what_does_not_fit_is_read_back_behind_what_did(bound: int) -> None:
    desk = Desk(bound)
    desk.shut = True
    for what in range(5):
        desk.put("a", what)
    desk.put("b", "elsewhere")
    await turns()
    desk.shut = False
    desk.pause.over()
    await desk.lanes.settled()
    assert desk.of("a") == [*range(bound), "read back"]
    assert desk.of("b") == ["read back"]
    desk.put("a", "later")
    await desk.lanes.settled()
    assert desk.of("a")[-1] == "later"


async def test_what_cannot_be_read_back_has_room_of_its_own_and_is_counted_beyond_it() -> None:
    desk = Desk(2)
    desk.shut = True
    for what in range(3):
        desk.put("a", what)
    for told in ("gone", "blocked", "gone too", "and more"):
        desk.put("a", told, once=True)
    await turns()
    desk.shut = False
    desk.pause.over()
    await desk.lanes.settled()
    assert desk.of("a") == [0, 1, "gone", "blocked", "read back", "2 lost"]
    assert desk.lanes.waiting == 0


async def test_reading_lanes_ends_when_each_was_read() -> None:
    desk = Desk()
    desk.lanes.begin_era()
    await desk.lanes.read(["a", "b"])
    assert desk.done == [("a", "read back"), ("b", "read back")]


async def test_closed_it_does_nothing_more() -> None:
    desk = Desk()
    desk.shut = True
    desk.put("a", "one")
    await turns()
    await desk.lanes.close()
    desk.shut = False
    desk.put("a", "two")
    await turns()
    assert desk.done == []
