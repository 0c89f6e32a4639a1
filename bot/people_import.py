"""`people.csv` into the register of an organisation that is in service: what it would change, and changing it.

Nobody is deleted and nothing is taken away: what the file does not say stays as the register has it. So a list with a column
less cannot lift a "no contact", forget that an address was confirmed, or turn a child into somebody of whom nothing is known.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Final

from bot.people_file import PeopleFile
from moderation.model import Account, Contacts, Person, Reach, ResponsibleAdult, Role, Shown
from storage.store import Transaction

_CALLED: Final = {
    "name": "name",
    "role": "role",
    "minor": "whether they are under 18",
    "turns_18": "when they turn 18",
    "known_as": "what they are called",
    "responsible_adults": "the adults responsible for them",
    "no_tags": "that they are not to be tagged",
    "appointments": "who appointed them",
    "shown": "what was seen of their checks and training",
}


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody as the register will have them, with all their accounts. `what` names what changes; empty for somebody new."""

    person: Person
    accounts: tuple[Account, ...]
    what: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Import:
    """What an import would do: whom it adds and changes, how many stay as they are, and whom it cannot take in, by name."""

    new: tuple[Change, ...]
    changed: tuple[Change, ...]
    same: int
    unclear: tuple[str, ...]


def planned(tx: Transaction, file: PeopleFile, contacts: Contacts) -> Import:
    """What importing a file would do to the register as it stands."""
    new, changed, unclear = [], [], []
    same = 0
    staff = Counter(_plain(person.name) for person, _ in file.members if person.is_staff)
    for person, accounts in file.members:
        ids = {found.id for account in accounts if (found := tx.person_of(account))}
        if len(ids) > 1:
            unclear.append(f"{person.name or person.id}: these accounts belong to several people on the register")
            continue
        id_ = next(iter(ids), None) or _of_a_contact(person, accounts, contacts, staff) or person.id
        before = tx.person(id_)
        if before is None:
            new.append(Change(replace(person, id=id_), accounts))
            continue
        if before.left is not None:
            unclear.append(f"{person.name or id_}: has left; give them a role by command if they are back")
            continue
        had = tx.register_versions(id_)[-1].accounts
        change = Change(_merged(before, person), _all(had, accounts))
        what = (*_differences(before, change.person), *(["accounts"] if len(change.accounts) > len(had) else []))
        if what:
            changed.append(replace(change, what=what))
        else:
            same += 1
    return Import(tuple(new), tuple(changed), same, tuple(unclear))


def imported(tx: Transaction, plan: Import, actor: str) -> None:
    """Do it, each person being an entry by id alone. Raises StoreError, and then nothing is changed."""
    for change in (*plan.new, *plan.changed):
        shown = tuple(each if each.by else replace(each, by=actor) for each in change.person.shown)
        tx.register(replace(change.person, shown=shown), change.accounts, actor)


def _of_a_contact(person: Person, accounts: Iterable[Account], contacts: Contacts, staff: Mapping[str, int]) -> str | None:
    """The id by which the settings know somebody, by account or by a name that one of the staff has: a concern about them must
    not go to them.
    """
    ids = {account.id for account in accounts}
    theirs = _plain(person.name) if person.is_staff and staff[_plain(person.name)] == 1 else ""
    for contact in (*contacts.chain, *contacts.monitors):
        by_account = contact.reach is Reach.PLATFORM and contact.address in ids
        if contact.person and (by_account or (theirs and _plain(contact.name) == theirs)):
            return contact.person
    return None


def _merged(before: Person, said: Person) -> Person:
    return Person(
        before.id,
        said.name or before.name,
        before.role if said.role is Role.UNKNOWN else said.role,
        before.minor if said.minor is None else said.minor,
        said.turns_18 or before.turns_18,
        said.known_as or before.known_as,
        _adults(before.responsible_adults, said.responsible_adults),
        no_tags=before.no_tags or said.no_tags,
        appointments=(*before.appointments, *(each for each in said.appointments if each not in before.appointments)),
        shown=_shown(before.shown, said.shown),
    )


def _shown(before: Sequence[Shown], said: Sequence[Shown]) -> tuple[Shown, ...]:
    """Of each kind what is valid for longest; what the register has, where the file says the same."""
    kept = {each.what: each for each in before}
    for each in said:
        if each.what not in kept or each.renew_by > kept[each.what].renew_by:
            kept[each.what] = each
    return tuple(kept.values())


def _adults(before: Sequence[ResponsibleAdult], said: Sequence[ResponsibleAdult]) -> tuple[ResponsibleAdult, ...]:
    """The adults of both, each address once. What was confirmed stays so, and so does "no contact"."""
    adults = {_address(adult): adult for adult in before}
    for adult in said:
        known = adults.get(_address(adult))
        if known is not None:
            no_contact, name = known.no_contact or adult.no_contact, adult.name or known.name
            adult = replace(known, name=name, kind=adult.kind, no_contact=no_contact)
        adults[_address(adult)] = adult
    return tuple(adults.values())


def _address(adult: ResponsibleAdult) -> tuple[Reach, str]:
    """What tells adults apart: where they are reached, or their name where nobody knows that."""
    return adult.reach, adult.address.casefold() or _plain(adult.name)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _all(had: Sequence[Account], said: Sequence[Account]) -> tuple[Account, ...]:
    return tuple({(account.platform, account.id): account for account in (*said, *had)}.values())


def _differences(before: Person, after: Person) -> Iterator[str]:
    for field in fields(Person):
        if getattr(before, field.name) != getattr(after, field.name):
            yield _CALLED[field.name]
