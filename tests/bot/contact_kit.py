"""What the tests of contact with one child share: whoever gives commands and presses buttons, in the practice club."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.contact import answering, asking, showing, words
from bot.contact.answering import Press
from bot.contact.changing import reference
from bot.desk import Denied
from bot.rota.changing import Given
from bot.terminal.club import ALFIE, DAVE, PETE
from bot.terminal.server import NAME
from moderation.model import ContactRequest, Member, Place, Reach, ResponsibleAdult, ResponsibleKind
from tests.bot.service_kit import House

PURPOSE = "talk about the bowling action on Monday"
PETE_HERE = ResponsibleAdult("Pete Marlow", ResponsibleKind.PARENT, Reach.PLATFORM, PETE.account.id, confirmed=True)


class Counter:
    """Gives commands and presses buttons as an adapter does, each with an id of its own."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._given = 0

    def __call__(self, who: Member, what: Callable[..., str], *words_: object) -> str:
        self._given += 1
        given = Given(f"terminal:contact:{self._given}", who.account, self.house.clock())
        with self.house.store.transaction() as tx:
            return what(tx, given, self.house.organisation, *words_)

    def asks(self, who: Member = DAVE, whom: Any = "Alfie Webb", purpose: str = PURPOSE, begins: str = "18:30") -> str:
        self.house.clock.now += timedelta(seconds=1)
        return self(who, asking.ask, whom, purpose, "today", begins, "19:00")

    def registers(self, member: Member, **changes: Any) -> None:
        with self.house.store.transaction() as tx:
            tx.register(replace(member.person, **changes), [member.account], "p_helen")

    @property
    def request(self) -> ContactRequest:
        with self.house.store.reading() as tx:
            return tx.contact_requests()[-1]

    @property
    def ref(self) -> str:
        return reference(self.request.id)

    def shows(self, who: Member) -> str:
        with self.house.store.transaction() as tx:
            found = showing.listed(tx, who.account, self.house.organisation, self.house.clock())
        return found.says if isinstance(found, Denied) else "\n".join(found)

    def inside(self) -> list[str]:
        """Who is in the place of the newest request."""
        return [each.id for each in self.house.server.contact_places.get(self.request.place, ())]

    async def approved(self) -> None:
        """Alfie's parent is Pete, who has an account here; Dave asks, and Pete says yes."""
        self.registers(ALFIE, responsible_adults=(PETE_HERE,))
        self.asks()
        await self.house.come_to_rest()
        assert self(PETE, answering.press, self.request.id, Press.YES) == words.THANKS[True]
        await self.house.come_to_rest()


def told(house: House, who: Member | str) -> str:
    letters = house.letters(who if isinstance(who, str) else who.account.id)
    return "\n---\n".join(each.text for each in letters)


def here(counter: Counter) -> Place:
    return Place(NAME, counter.request.place, counter.request.place)
