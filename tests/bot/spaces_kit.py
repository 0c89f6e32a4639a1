"""What the tests of spaces share: whoever applies for a channel and decides on one, in the practice club."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.rota.changing import Given
from bot.spaces import asking, deciding, purposes, showing
from bot.spaces.asking import Filled
from bot.spaces.deciding import Answer
from bot.spaces.showing import Shown
from bot.terminal.club import CERYS, DAVE
from moderation.model import Member, SpaceFor, SpaceRequest, TellLead
from tests.bot.service_kit import House

AIM = "News of the junior matches, and lifts to them"
FILLED = Filled("Junior Matches", AIM, SpaceFor.FAMILIES, "At training", (DAVE.account, CERYS.account), closed=False)


class Counter:
    """Gives commands and presses buttons as an adapter does, each with an id of its own."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._given = 0

    def __call__(self, who: Member, what: Callable[..., str], *words: object) -> str:
        self._given += 1
        given = Given(f"terminal:space:{self._given}", who.account, self.house.clock())
        with self.house.store.transaction() as tx:
            return what(tx, given, self.house.organisation, *words)

    def asks(self, who: Member = DAVE, **changes: Any) -> str:
        self.house.clock.now += timedelta(seconds=1)
        return self(who, asking.ask, replace(FILLED, **changes))

    def says(self, who: Member, what: Answer, reason: str = "") -> str:
        return self(who, deciding.answer, what, self.request.id, reason)

    def sees(self, who: Member) -> list[Shown]:
        with self.house.store.transaction() as tx:
            return list(showing.listed(tx, who.account, self.house.organisation, self.house.clock()))

    @property
    def request(self) -> SpaceRequest:
        with self.house.store.reading() as tx:
            return tx.space_requests()[-1]

    @property
    def purposes(self) -> dict[str, str]:
        with self.house.store.reading() as tx:
            return dict(purposes(tx))

    def cards(self) -> list[TellLead]:
        """What those who decide were asked, with its buttons."""
        effects = [planned.effect for planned in self.house.platform.asked("tell_lead")]
        return [effect for effect in effects if isinstance(effect, TellLead) and effect.space]


def told(house: House, who: Member) -> str:
    return "\n---\n".join(each.text for each in house.letters(who.account.id))
