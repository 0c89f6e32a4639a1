"""Who of those in a place is a child, an adult, or an adult who makes it accountable (clause 5.2; decisions 10)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Self

from moderation.model import Account, Person, Reach
from moderation.server import MemberFacts, ServerFacts

#: So many adults, or children, are told apart: one more in a crowd is no other private contact (and the words only count them).
FEW: Final = 3
#: So many adults who answer for each other make a place accountable.
ENOUGH: Final = 2


@dataclass(frozen=True, slots=True)
class Together:
    """Adults and children who share a place without enough accountable adults. Somebody unknown may be among both."""

    adults: tuple[Person, ...]
    children: tuple[Person, ...]
    accountable: tuple[Person, ...]

    @property
    def between(self) -> frozenset[str]:
        """The ids of those whom it is between, as far as they are few: other people in the same place are another contact."""
        return frozenset(person.id for each in (self.adults, self.children) if len(each) <= FEW for person in each)


@dataclass(frozen=True, slots=True)
class Crowd:
    """The members of a server, each account in the sets that it belongs to. Automated accounts are nobody."""

    facts: ServerFacts
    members: frozenset[str]
    nobody: frozenset[str]
    children: frozenset[str]
    adults: frozenset[str]
    accountable: frozenset[str]

    @classmethod
    def of(cls, facts: ServerFacts) -> Self:
        people = {id_: member for id_, member in facts.members.items() if not member.account.automated and id_ != facts.bot}
        return cls(
            facts,
            frozenset(people),
            frozenset({facts.bot, *(facts.members.keys() - people.keys())}),
            frozenset(id_ for id_, member in people.items() if member.person.may_be_child),
            frozenset(id_ for id_, member in people.items() if member.person.may_be_adult),
            frozenset(id_ for id_, member in people.items() if member.person.counts_as_second_adult),
        )

    def alone_together(self, accounts: frozenset[str]) -> Together | None:
        """Those who could be in private contact: some adult and some child who are not each other's family, with fewer than
        two accountable adults. None where there are none. Several accounts of one person are one person.
        """
        accountable = self._people(accounts & self.accountable)
        if len(accountable) >= ENOUGH:
            return None
        strangers = accounts - self.members - self.nobody  # an account that the platform tells nothing else about
        adults = self._members((accounts & self.adults) | strangers)
        children = self._members((accounts & self.children) | strangers)
        if not any(_may_not_be_alone(adult, child) for adult in adults for child in children):
            return None
        return Together(_once(adults), _once(children), accountable)

    def has_child(self, accounts: frozenset[str]) -> bool:
        return not self.children.isdisjoint(accounts) or not accounts <= (self.members | self.nobody)

    def _people(self, accounts: frozenset[str]) -> tuple[Person, ...]:
        return _once(self._members(accounts))

    def _members(self, accounts: frozenset[str]) -> Sequence[MemberFacts]:
        """By id, so that the same facts give the same words."""
        return [self.facts.members.get(id_) or _stranger(self.facts.platform, id_) for id_ in sorted(accounts)]


def _may_not_be_alone(adult: MemberFacts, child: MemberFacts) -> bool:
    if adult.person.id == child.person.id:
        return False
    return not any(  # a parent may talk to their own child, unless an order forbids it
        known.reach is Reach.PLATFORM and known.address == adult.account.id and not known.no_contact
        for known in child.person.responsible_adults
    )


def _stranger(platform: str, account: str) -> MemberFacts:
    return MemberFacts(Account(platform, account), Person(f"?{account}", ""))


def _once(members: Iterable[MemberFacts]) -> tuple[Person, ...]:
    return tuple({member.person.id: member.person for member in members}.values())
