"""What setting a server or a workspace up has in common: who is to be on the register as what, and who may say so.

Nobody who is on the register loses anything by it. Who watches is said by the platform's administrator only as long as nobody
leads; from then on the lead says it, so that whoever gets hold of an administrator's account cannot quietly make themselves one
of those who see everything. Nor do they say then who people are whom nobody knows, or where only adults are: a child who is
taken for an adult is protected by nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from bot.archive.proposed import person_id
from bot.intake import person_of
from bot.platform import Core
from bot.seen import seen
from moderation.model import Account, Contacts, Entry, Person, Reach, Role
from storage.store import Transaction

#: What may be proposed, and who outranks whom.
RANK: Final = (Role.LEAD, Role.MODERATOR, Role.STAFF, Role.EMPLOYER, Role.PARENT)
YOUNG: Final = frozenset({Role.CHILD, Role.LEARNER})
#: Those who look at concerns.
WATCHING: Final = frozenset({Role.LEAD, Role.MODERATOR})
_MANY: Final = {
    Role.CHILD: "children",
    Role.LEARNER: "learners",
    Role.PARENT: "parents",
    Role.EMPLOYER: "employers",
    Role.STAFF: "staff and volunteers",
    Role.MODERATOR: "moderators",
    Role.LEAD: "lead",
}


#: What somebody else is to do about it.
THEIRS: Final = "let them give this command"


@dataclass(frozen=True, slots=True)
class Joining:
    """Somebody as the register will have them. `before` is what they were on it, None for somebody new."""

    account: Account
    person: Person
    before: Person | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What setting up would do. `kept` counts those who are on the register already; `unclear` names those of whom two things
    are said that speak against each other: they are left out. `unlisted` counts those of whom nothing says who they are, and
    `waiting` those of whom something does, but who is put on the register by the lead alone.
    `refused` says why nothing can be done, a sentence each.
    """

    joining: tuple[Joining, ...] = ()
    kept: int = 0
    unclear: tuple[str, ...] = ()
    unlisted: int = 0
    waiting: int = 0
    refused: tuple[str, ...] = ()

    def counts(self) -> tuple[str, ...]:
        """How many are registered as what, a line each."""
        count = Counter(each.person.role for each in self.joining)
        return tuple(f"{many}: {count[role]}" for role, many in _MANY.items() if count[role])

    def on_no_list(self, remedy: str) -> str:
        """How many people would stay strangers to Touchline, and what to do, in a sentence; "" for nobody."""
        if not self.unlisted:
            return ""
        many = "1 person is" if self.unlisted == 1 else f"{self.unlisted} people are"
        return f"{many} on no list, so Touchline does not know whether they are children: {remedy}."

    def for_the_lead(self) -> str:
        """How many people wait for the lead to give the command, in a sentence; "" for nobody."""
        many = "1 person is" if self.waiting == 1 else f"{self.waiting} people are"
        return f"{many} on no list yet, and only the safeguarding lead can put them there: {THEIRS}." if self.waiting else ""


@dataclass(frozen=True, slots=True)
class Result:
    """What was done, and what is left to a person, a sentence each."""

    done: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def may_appoint(tx: Transaction, by: Account) -> bool:
    """Whether somebody may say who watches: anybody who manages the place while nobody leads, and then the lead."""
    leads = [person for person in tx.people() if person.role is Role.LEAD]
    return not leads or person_of(tx, by).role is Role.LEAD


def may_vouch(tx: Transaction, by: Account, contacts: Contacts) -> bool:
    """Whether somebody may say who people are whom nobody knows, and where only adults are: who may appoint, and the chain."""
    return may_appoint(tx, by) or person_of(tx, by).id in {contact.person for contact in contacts.chain}


async def record_refusal(core: Core, platform: str, server: str, by: Account, answers: Iterable[str]) -> None:
    """Write down that somebody answered what is the lead's alone to answer: the lead sees who tried. Raises StoreError."""
    data = {"platform": platform, "server": server, "config": core.organisation.config, "answers": sorted(set(answers))}
    await core.write(lambda tx: tx.append(Entry("setup.refused", person_of(tx, by).id, data), core.clock()))


def ranks_lower(before: Role, appointed: Role) -> bool:
    ranks = (*RANK, *sorted(set(Role) - set(RANK)))
    return ranks.index(before) > ranks.index(appointed)


def joining(contacts: Contacts, account: Account, role: Role, before: Person | None, minor: bool | None = None) -> Joining:
    """Somebody who is put on the register, or appointed on it. A contact of the organisation keeps the id that it has there."""
    if before is not None:
        return Joining(account, replace(before, role=role), before)
    ids = (
        contact.person
        for contact in (*contacts.chain, *contacts.monitors)
        if contact.reach is Reach.PLATFORM and contact.address == account.id
    )
    id_ = next(filter(None, ids), None) or person_id(account.platform, account.id)
    return Joining(account, Person(id_, account.name, role, minor))


def register(tx: Transaction, joined: Iterable[Joining], actor: str) -> None:
    """Put them on the register, beside the accounts that they have there."""
    for each in joined:
        versions = tx.register_versions(each.person.id)
        accounts = {(one.platform, one.id): one for one in (*(versions[-1].accounts if versions else ()), each.account)}
        tx.register(_whole(tx.person(each.person.id), each.person), tuple(accounts.values()), actor)


def _whole(known: Person | None, person: Person) -> Person:
    """Somebody whom the register knows by another account already stays what they are there, unless this appoints them."""
    if known is None:
        return person
    appointed = person.role in WATCHING and ranks_lower(known.role, person.role)
    return replace(known, role=person.role) if appointed and not known.may_be_child else known


def of_config(
    contacts: Contacts, people: Mapping[str, Person], lead: str, deputy: str, drawn: Callable[[str], str] = seen
) -> Iterator[str]:
    """Where the configuration names others than the accounts that were chosen, by which a concern would go to the wrong person,
    or to whom it is about. `people` are by account; `drawn` makes a name harmless where the platform draws more than letters.
    """
    for called, contact, chosen in (("lead", contacts.lead, lead), ("deputy", contacts.deputy, deputy)):
        person = people.get(chosen)
        if contact is None or not chosen:
            continue
        if contact.reach is Reach.PLATFORM and contact.address != chosen:
            yield (
                f"The configuration names another account as the {called} ({drawn(contact.name)}), and that one is alerted. If"
                f' you chose right, write address = "{chosen}" under [organisation.contacts.{called}], and start Touchline'
                " again."
            )
        elif person is not None and contact.person != person.id:
            yield (
                f'Write person = "{person.id}" under [organisation.contacts.{called}] in the configuration, and start Touchline'
                f" again: without it a concern about {drawn(contact.name)} could be shown to them."
            )
