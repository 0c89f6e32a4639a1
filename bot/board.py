"""The lead's board: which card is shown to whom, on every platform that has channels. Where a card may stand, and how it is
drawn, each platform knows (`bot/discord/showing.py`, `bot/slack/showing.py`).
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from typing import Final, Generic, TypeVar

from bot.platform import Enclosed
from bot.posted import Memory
from moderation.cards import Card
from moderation.model import (
    AlertLead,
    AlreadyDone,
    AskHuman,
    Contact,
    Done,
    Outcome,
    Person,
    RefreshCard,
    Refused,
    Speed,
    TellLead,
)

#: Within this time, telling several people of one thing is one telling.
AT_ONCE: Final = timedelta(minutes=10)

#: How a platform draws what is shown: a function of whom it mentions, who is nobody in a direct message.
Draw = TypeVar("Draw")


def reached_at(to: Contact, people: Mapping[str, Person], is_account: Callable[[str], object]) -> str:
    """The account of a contact on a platform: the one that the settings give, or where that is another platform's, the one that
    the register has of them here (`people` is by account); "" if they have none.
    """
    if is_account(to.address):
        return to.address
    return next((id_ for id_, person in people.items() if to.person and person.id == to.person), "")


class Board(ABC, Generic[Draw]):
    """Shows the cards of one organisation on one platform. A reference is what the platform confirmed: "place/message"."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._shown = Memory()
        self._newest: tuple[Card, str, datetime] | None = None

    async def alert(self, id_: str, effect: AlertLead, enclosed: Enclosed) -> Outcome:
        """Show a concern. An earlier card of it for the same person gives way, so that there is one, and it is the newest.

        Lead and deputy are alerted apart from each other. Where the card that was shown to one stands where the other reads
        too, it is not shown twice: a line beside it says that it is for both, and of what is about Touchline itself not even
        that, unless it is urgent.
        """
        card, to = enclosed.card, effect.to
        if card is None:
            return Refused("nothing_enclosed")
        earlier = enclosed.shown or self._shown.get(effect.target) or ""
        stands = await self._stands_there(card, to, enclosed.subjects)
        if stands and stands != earlier:  # its own it is rung by again, by a card that is the newest
            if card.buttons or card.speed is Speed.NOW:
                rung = await self._show(id_, to, enclosed.subjects, self._ring(card, stands, to))
                if not isinstance(rung, Done | AlreadyDone):
                    return rung
            self._shown[effect.target] = stands
            return AlreadyDone(stands)
        outcome = await self._show(id_, to, enclosed.subjects, self._card(card, enclosed.checkpoint, to))
        if isinstance(outcome, Done | AlreadyDone):
            self._shown[effect.target] = outcome.reference
            self._newest = card, outcome.reference, self._clock()
            if earlier != outcome.reference:
                await self._take_down(earlier)
        return outcome

    async def refresh(self, id_: str, effect: RefreshCard, enclosed: Enclosed) -> Outcome:
        """Draw a card again in its place. Where it may not stand any more, or was taken away, it is shown anew."""
        if enclosed.card is None:
            return Refused("nothing_enclosed")
        earlier = enclosed.shown or self._shown.get(effect.target) or ""
        if earlier and await self._drawn_again(earlier, enclosed.card, effect.to, enclosed.subjects):
            return Done(earlier)
        return await self.alert(id_, AlertLead(effect.to, effect.case), enclosed)

    async def ask(self, id_: str, effect: AskHuman, enclosed: Enclosed) -> Outcome:
        """Show a task to be done by hand, with a way to the card of its concern."""
        if enclosed.card is None:
            return Refused("nothing_enclosed")
        shown = enclosed.shown or self._shown.get(f"{effect.case}/{effect.to.address}") or ""
        return await self._show(id_, effect.to, enclosed.subjects, self._task(enclosed.card, effect, shown))

    async def tell(self, id_: str, effect: TellLead) -> Outcome:
        return await self._show(id_, effect.to, effect.about, self._told(effect))

    async def _stands_there(self, card: Card, to: Contact, subjects: Collection[str]) -> str:
        """Where somebody can read a card already that was just shown to another; "" if it must be shown to them."""
        if self._newest is None:
            return ""
        newest, reference, at = self._newest
        if newest != card or self._clock() - at > AT_ONCE:
            return ""
        return reference if await self._reads(reference, to, subjects) else ""

    @abstractmethod
    async def _show(self, id_: str, to: Contact, subjects: Collection[str], draw: Draw) -> Outcome:
        """Post it in the lead's channel, or where that cannot be, in a direct message to the contact. Only once for one id."""

    @abstractmethod
    async def _reads(self, reference: str, to: Contact, subjects: Collection[str]) -> bool:
        """Whether a card stands in a channel where the contact reads it, and none of the subjects does."""

    @abstractmethod
    async def _drawn_again(self, reference: str, card: Card, to: Contact, subjects: Collection[str]) -> bool:
        """Draw a card in the place of an earlier one; False where that is gone, or where none may stand there any more."""

    @abstractmethod
    async def _take_down(self, reference: str) -> None:
        """Take an earlier card away. Where that fails it stays: two cards are no harm that a failed alert would be worth."""

    @abstractmethod
    def _card(self, card: Card, checkpoint: str, to: Contact) -> Draw: ...

    @abstractmethod
    def _ring(self, card: Card, stands: str, to: Contact) -> Draw: ...

    @abstractmethod
    def _task(self, card: Card, effect: AskHuman, shown: str) -> Draw: ...

    @abstractmethod
    def _told(self, effect: TellLead) -> Draw: ...
