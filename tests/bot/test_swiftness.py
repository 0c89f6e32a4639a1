"""How soon a message that had to go was gone (map 1.9)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.swiftness import WAITING, Swiftness
from bot.terminal.club import ALFIE, DAVE, JUNIORS, TOM
from moderation.model import Account, ActionKind, Event, EventKind, derived_id
from tests.bot.service_kit import START, Clock, House

SOMETHING = Event("e", "larkmead", EventKind.POSTED, START, Account("discord", "1"), JUNIORS, "m")
SECOND = timedelta(seconds=1)


def event(number: int) -> Event:
    return replace(SOMETHING, id=f"e{number}")


def decision(number: int) -> str:
    return derived_id("d_", f"e{number}")


@given(st.lists(st.integers(0, 3_000_000), min_size=1, max_size=50))
def test_what_is_said_is_true_to_within_a_quarter(milliseconds: list[int]) -> None:
    """No fewer were gone by then, and it was not much sooner."""
    clock = Clock()
    swift = Swiftness(clock)
    for number, each in enumerate(milliseconds):
        swift.came(event(number), clock())
        clock.now += timedelta(milliseconds=each)
        swift.gone(decision(number))
        swift.gone(decision(number))  # said twice
    times = sorted(max(each / 1000, 0.01) for each in milliseconds)
    true = times[-(-len(times) * 95 // 100) - 1]
    assert swift.removals == len(times)
    assert true * 0.999 <= swift.within().total_seconds() <= true * 1.251


def test_nothing_is_said_where_nothing_was_removed() -> None:
    assert (Swiftness(Clock()).removals, Swiftness(Clock()).within()) == (0, timedelta())


def test_what_is_remembered_is_bounded() -> None:
    clock = Clock()
    swift = Swiftness(clock)
    for number in range(WAITING + 1):
        swift.came(event(number), clock())
    for number in range(WAITING + 1):
        swift.gone(decision(number))
    assert swift.removals == WAITING


@pytest.mark.clause("1.9")
async def test_it_is_counted_from_when_a_message_came_in_until_it_was_gone(house: House) -> None:
    """Map 1.9. What a person takes away later is not counted: they took their time to decide."""
    swift = house.service.swiftness
    for text, wait in (("fuck this", 3), ("good training today", 60)):
        said = house.event(ALFIE.account, JUNIORS, text)
        house.server.post(said.message, said.place, said.author, text)
        await house.service.receive(said)
        house.clock.now += wait * SECOND
        await house.come_to_rest()
    assert swift.removals == 1
    assert 3 * SECOND <= swift.within() <= 3.75 * SECOND
    said = await house.say(DAVE, JUNIORS, "Maya, this is our little secret, don't tell your mum")
    house.clock.now += 60 * SECOND
    await house.press(TOM, ActionKind.REMOVE, house.cases()[-1], "it is no place for that")
    assert house.standing(said) == "removed"
    assert swift.removals == 1
