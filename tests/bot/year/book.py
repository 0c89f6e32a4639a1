"""What the year itself did: who may be written to, who is away, who has left. Actors write it down as they do it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from bot.terminal.club import HELEN, NISHA
from moderation.duty import Turn
from moderation.model import Member, Reach
from tests.bot.year import cast
from tests.bot.year.days import local
from tests.bot.year.stories import ADDS_UP, KISS, LATELY, Kind, Story

MIDNIGHT = time()


def _addresses(**wanted: object) -> set[tuple[str, str]]:
    return {
        (member.person.id, adult.address)
        for member in cast.CHILDREN
        for adult in member.person.responsible_adults
        if all(getattr(adult, field_) == value for field_, value in wanted.items())
    }


@dataclass
class Book:
    """Pairs are (child's person id, adult's address)."""

    stories: list[Story] = field(default_factory=list)
    #: Adults who answered for their address, and those whom an order keeps away.
    confirmed: set[tuple[str, str]] = field(default_factory=lambda: _addresses(confirmed=True))
    no_contact: set[tuple[str, str]] = field(default_factory=lambda: _addresses(no_contact=True))
    #: Letters with a code that were asked for, by address.
    codes: dict[str, int] = field(default_factory=dict)
    grown: set[str] = field(default_factory=set)
    left: dict[str, datetime] = field(default_factory=dict)
    #: Children whose parent has taken back that they may be here, and since when.
    withdrawn: dict[str, datetime] = field(default_factory=dict)
    away: dict[str, tuple[datetime, datetime]] = field(default_factory=dict)
    #: Who was put on duty on one day.
    instead: dict[date, str] = field(default_factory=dict)
    #: Helen from Monday to Friday, Nisha at the weekend.
    turns: tuple[Turn, ...] = tuple(Turn((HELEN if day < 5 else NISHA).person.id, day, MIDNIGHT, MIDNIGHT) for day in range(7))

    def on_duty(self, at: datetime) -> str:
        """Who looks first at an instant; "" where whoever had the turn is away or gone."""
        turn = next(turn for turn in self.turns if turn.day == local(at).weekday())
        if not self.is_away(turn.person, at) and turn.person not in self.left:
            return turn.person
        return self.instead.get(local(at).date(), "")

    def adds_up(self, kind: Kind, author: Member, at: datetime) -> bool:
        """Whether what somebody writes is the third small thing of sixty days about them, counted anew from each time at which
        there were three. While one of those is open there is no other (map 5.16b).
        """
        small = [each for each in self.stories if each.kind is KISS and each.author == author]
        patterns = [number for number, each in enumerate(small) if each.pattern]
        if kind is not KISS or any(small[number].closed is None for number in patterns):
            return False
        since = small[patterns[-1] + 1 :] if patterns else small
        return len([each for each in since if at - each.at <= LATELY]) + 1 >= ADDS_UP

    def is_away(self, person: str, at: datetime) -> bool:
        since, until = self.away.get(person, (at, at))
        return since <= at < until

    def is_doubted(self, person: str, since: datetime, until: datetime) -> bool:
        """Whether there was an open concern about somebody at some time, other than one of the small things."""
        theirs = (each for each in self.stories if person in each.about and each.kind is not KISS and each.at < until)
        return any(each.closed is None or each.closed > since for each in theirs)

    def may_tell(self, child: str, address: str) -> bool:
        """Whether anything of substance about a child may go to one of their adults; of a leaver, by a lead's word."""
        return (child, address) in self.confirmed - self.no_contact and child not in self.grown

    def unconfirmed(self) -> set[str]:
        """Addresses whose owner has not said for any child that they are theirs."""
        everyone = {address for _, address in _addresses(reach=Reach.EMAIL)}
        return everyone - {address for _, address in self.confirmed}

    def may_ask(self, child: str, address: str) -> bool:
        """Whether one of a child's adults may be asked about contact: nobody who has said no to all of it is."""
        return self.may_tell(child, address) and child not in {*self.withdrawn, *self.left}

    def adults(self, children: Iterable[str]) -> set[str]:
        return {address for child, address in self.confirmed if child in set(children) and self.may_tell(child, address)}
