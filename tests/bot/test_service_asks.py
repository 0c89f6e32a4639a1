"""Asking the service: whoever presses a button hears what was decided; and what comes enclosed with a card."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from bot.platform import Enclosed
from bot.terminal.club import ALFIE, HELEN, JUNIORS, TOM
from moderation.model import ActionKind, AlertLead, Done, ExplainToAuthor, Outcome, Planned, RefreshCard
from tests.bot.service_kit import NUMBER, House


async def asked(house: House, *actions: object) -> Sequence[object]:
    """What is answered to those who ask at the same time, with the service's rounds beside them."""
    asks = [asyncio.ensure_future(house.service.ask(action)) for action in actions]  # type: ignore[arg-type]
    await asyncio.wait(asks, timeout=0)
    while not all(ask.done() for ask in asks):
        await house.service.round()
    return [ask.result() for ask in asks]


async def test_whoever_asks_is_told_what_was_decided(house: House) -> None:
    await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    seen, late = (house.action(who, ActionKind.SEEN, house.case.id) for who in (HELEN, TOM))
    first, second = await asked(house, seen, late)
    assert first.because[0].startswith("Thank you."), first  # type: ignore[attr-defined]
    assert second.because == ("Somebody else is looking at it already.",)  # type: ignore[attr-defined]


async def test_a_press_that_is_delivered_twice_is_answered_once(house: House) -> None:
    await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    press = house.action(HELEN, ActionKind.SEEN, house.case.id)
    first, second = await asked(house, press, press)
    assert first is not None
    assert second is None
    assert await house.service.ask(press) is None, "it was judged before"


async def test_what_cannot_be_kept_is_not_answered_as_if_it_were(house: House) -> None:
    press = house.action(HELEN, ActionKind.SEEN, "c_none")
    house.writer.close()
    with pytest.raises(Exception, match="closed"):
        await house.service.ask(press)


async def test_at_its_end_the_service_lets_nobody_wait(house: House) -> None:
    stop = asyncio.Event()
    stop.set()
    asking = asyncio.ensure_future(house.service.ask(house.action(HELEN, ActionKind.SEEN, "c_none")))
    await asyncio.wait([asking], timeout=0)
    await house.service.run(stop)
    assert await asking is None
    assert house.store.counts().waiting == 1, "the next service judges it"


@dataclass
class Referring:
    """Stands before the club's server and gives references, as a platform does that gives its messages ids."""

    house: House
    enclosed: list[tuple[Planned, Enclosed]] = field(default_factory=list)

    async def perform(self, planned: Planned, enclosed: Enclosed) -> Outcome:
        self.enclosed.append((planned, enclosed))
        outcome = await self.house.server.perform(planned, enclosed)
        return Done(f"channel/{len(self.enclosed)}") if isinstance(outcome, Done) else outcome

    def of(self, kind: type) -> list[Enclosed]:
        return [enclosed for planned, enclosed in self.enclosed if isinstance(planned.effect, kind)]


async def test_a_card_comes_with_whom_it_is_about_and_where_the_last_one_was_shown(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    platform = Referring(house)
    monkeypatch.setattr(house.platform, "perform", platform.perform)
    await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    (alert,) = platform.of(AlertLead)
    assert alert.subjects == ("p_alfie",)
    assert alert.shown == "", "nothing was shown before"
    (explained,) = platform.of(ExplainToAuthor)
    assert explained.subjects == ("p_alfie",)
    where = next(f"channel/{n}" for n, (p, _) in enumerate(platform.enclosed, 1) if isinstance(p.effect, AlertLead))
    await house.press(HELEN, ActionKind.SEEN, house.case)
    await house.press(HELEN, ActionKind.NOTE, house.case, "I rang his father.")
    first, second = platform.of(RefreshCard)
    assert first.shown == where
    assert second.shown.startswith("channel/")
    assert second.shown != where, "the newest is where the card is now"
