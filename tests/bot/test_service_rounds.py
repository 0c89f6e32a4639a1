"""A round looks once at all that is due: what is begun, answered and recorded, also where a part of it fails."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import timedelta
from itertools import pairwise

import pytest

from bot import service
from bot.dispatch import FIRST_WAIT, Dispatcher
from bot.engines import Adviser
from bot.service import Service
from bot.terminal.club import ALFIE, DAVE, FIXTURES, HELEN, JUNIORS, PETE, TOM
from bot.terminal.server import NAME
from bot.without_record import LONGEST_WAIT
from moderation.engines import Opinion
from moderation.model import ActionKind, Arrival, Decision, Event, RetryLater
from storage.store import UnavailableError
from tests.bot.service_kit import MINUTE, NUMBER, House
from tests.bot.test_dispatch import LATER
from tests.bot.test_limits import limited
from tests.bot.test_without_record import gaps, noticed
from tests.bot.trouble_kit import read_only

PATIENCE = 30.0
QUARTER = 15 * MINUTE
WHILE = timedelta(seconds=20)


def fails_on(monkeypatch: pytest.MonkeyPatch, arrival: Arrival, error: Exception) -> None:
    """Neither can it be judged, nor be handed to a person."""
    for name in ("judge", "unjudged"):
        real = getattr(service, name)

        def decide(tx: object, one: Arrival, *more: object, real: object = real) -> Decision:
            if one.id == arrival.id:
                raise error
            return real(tx, one, *more)  # type: ignore[operator,no-any-return]

        monkeypatch.setattr(service, name, decide)


def posted(house: House, text: str = f"ring {NUMBER}") -> Event:
    event = house.event(ALFIE.account, JUNIORS, text)
    house.server.post(event.message, event.place, event.author, text)
    return event


# What is begun


async def test_what_cannot_even_be_handed_to_a_person_keeps_no_removal_waiting(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, poison, after = (posted(house) for _ in range(3))
    fails_on(monkeypatch, poison, LookupError("on purpose"))
    await house.arrives(before, poison, after)
    assert [house.standing(event) for event in (before, poison, after)] == ["removed", "shown", "removed"]


async def test_what_fails_again_and_again_is_tried_at_each_tick_and_lets_the_service_end(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a pause in between it would take a core, and the service would be going never, and end never."""
    monkeypatch.setattr(service, "TICK", timedelta(days=1))
    poison, stop = posted(house), asyncio.Event()
    fails_on(monkeypatch, poison, LookupError("on purpose"))
    await house.service.receive(poison)
    runs = asyncio.create_task(house.service.run(stop))
    try:
        async with asyncio.timeout(PATIENCE):
            await house.service.going.wait()
            stop.set()
            await runs
    finally:
        runs.cancel()
    assert house.store.counts().waiting == 1


async def test_that_messages_wait_is_told_also_where_none_was_judged(house: House) -> None:
    limited(house, 0.1)
    await house.arrives(*(posted(house, f"number {count}") for count in range(6)))
    await house.arrives(posted(house, "number 6"))
    assert len([each for each in house.letters(HELEN.account.id) if "messages wait" in each.text]) == 1


async def test_what_is_taken_to_be_begun_is_what_is_due_when_it_is_taken(house: House) -> None:
    """Else what was put off meanwhile would look as if the clock had been put back, and be tried before its time."""
    platforms = {NAME: house.platform, "email": house.platform}
    claim = Dispatcher(house.writer, platforms, house.organisation, house.clock).claim()
    house.platform.answers("remove_post", RetryLater(after=90, why="rate_limited"))
    house.clock.now += WHILE
    event = await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    await house.writer.run(claim)
    await house.pass_time(timedelta(seconds=89))
    assert house.standing(event) == "shown"


class Reading(Adviser):
    """Reads until something has happened."""

    def __init__(self, happened: asyncio.Event) -> None:
        super().__init__()
        self._happened = happened

    async def opinions(self, arrivals: Sequence[Arrival]) -> list[Opinion]:
        async with asyncio.timeout(PATIENCE):
            await self._happened.wait()
        return await super().opinions(arrivals)


@pytest.mark.clause("8.16")
@pytest.mark.usefixtures("marked")
async def test_what_has_come_is_judged_before_anybody_is_told_and_after_what_waits_is_removed(house: House) -> None:
    """Map 8.16, safeguarding rule 1: the alert to the lead is due again as a message comes that makes the concern one about the
    lead. What others can read does not stay until that is judged."""
    house.platform.answers("remove_post", LATER)
    number = await house.say(DAVE, JUNIORS, f"ring {NUMBER}")
    house.platform.answers("alert_lead:helen", LATER)
    await house.say(ALFIE, JUNIORS, "disclosure.bullied")
    house.clock.now += FIRST_WAIT
    platforms, removed = {NAME: house.platform, "email": house.platform}, noticed(house, "remove_post")
    house.service = Service(house.writer, house.organisation, platforms, house.clock, Reading(removed))
    await house.say(ALFIE, FIXTURES, "@helen disclosure.abuse")
    (told,) = [case for case in house.cases() if case.author.account == ALFIE.account]
    assert told.subjects == ("p_helen",)
    assert ("helen", told.id) not in house.server.alerts
    assert house.standing(number) == "removed"


# When it was


class Slow(Adviser):
    """Reads for a while."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self._house = house

    async def opinions(self, arrivals: Sequence[Arrival]) -> list[Opinion]:
        self._house.clock.now += WHILE
        return await super().opinions(arrivals)


@pytest.mark.usefixtures("marked")
async def test_what_rings_after_something_was_judged_is_recorded_as_later_and_moves_no_other_clock(house: House) -> None:
    platforms = {NAME: house.platform, "email": house.platform}
    house.service = Service(house.writer, house.organisation, platforms, house.clock, Slow(house))
    await house.say(ALFIE, JUNIORS, "private_contact.secrecy")
    house.clock.now += QUARTER
    await house.say(PETE, FIXTURES, "private_contact.secrecy")
    at = [record["at"] for record in house.records()]
    assert all(earlier <= later for earlier, later in pairwise(at)), "what was written first came first"
    assert house.kinds().count("case.escalated") == 1
    await house.pass_time(QUARTER - timedelta(microseconds=1))
    assert house.kinds().count("case.escalated") == 1
    await house.pass_time(timedelta(microseconds=1))
    assert house.kinds().count("case.escalated") == 3


# Where it cannot be written


async def test_whose_press_was_decided_is_answered_though_the_next_one_cannot_be_written(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as where it needs a new key, and only the key file is full: each undoes itself alone."""
    await house.say(DAVE, JUNIORS, f"ring {NUMBER}")
    first, second = (house.action(who, ActionKind.SEEN, house.case.id) for who in (HELEN, TOM))
    fails_on(monkeypatch, second, UnavailableError("the disk is full", "disk_full"))
    asks = [asyncio.ensure_future(house.service.ask(action)) for action in (first, second)]
    await asyncio.wait(asks, timeout=0)
    await house.service.round()
    await asyncio.wait(asks, timeout=0)
    assert [ask.done() for ask in asks] == [True, False]
    asks[1].cancel()


async def test_what_could_not_be_written_of_an_effect_is_over_once_the_record_goes_on(house: House) -> None:
    """What waits is judged then, and not a tick later, and the record says once that there was a gap."""
    event, late = posted(house), posted(house)
    with ExitStack() as trouble:

        def fills() -> Iterator[None]:
            house.writer.submit(lambda tx: tx.receive(late)).result()
            trouble.enter_context(read_only(house))
            yield None

        house.platform.moods["remove_post"] = fills()
        await house.service.receive(event)
        await house.service.round(wait=False)
        await asyncio.wait(house.service._dispatcher._under_way.values())
    house.clock.now += LONGEST_WAIT
    await house.service.round(wait=False)
    assert house.store.counts().waiting == 0
    await house.come_to_rest()
    assert house.standing(late) == "removed"
    assert [gap["why"] for gap in gaps(house)] == ["read_only"]
