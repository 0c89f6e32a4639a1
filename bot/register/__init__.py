"""The register of who is who, as those who answer for the organisation keep it by commands (map 5.20, 7.8, 8.2 to 8.4).

desk.py       who may change what of it
changing.py   somebody's place on it: accounts, role, age, appointments, dates
adults.py     the adults responsible for a child, and that they confirm where they are reached
leaving.py    somebody leaves: what they lose, what is handed over, and what they still hold
showing.py    one person as those who keep the register see them
words.py      what people type, and what is said of it

Each change is a version of the person, sealed in their folder, with an entry by id alone.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, Protocol

from moderation.context import Organisation
from moderation.model import Account, Person
from moderation.register import without
from storage.store import Transaction

#: The ids of those who left and may still be named as contacts in the configuration.
LEFT: Final = "register.left"

Whom = Account | str
"""Somebody by an account, or by their id or their whole name on the register."""


class Settings(Protocol):
    """What must be known to say who has left: a store's transaction knows it."""

    def setting(self, name: str) -> str | None: ...


def gone(kept: Settings) -> Sequence[str]:
    """The ids of those who have left."""
    return json.loads(kept.setting(LEFT) or "[]")  # type: ignore[no-any-return]


def keep_gone(tx: Transaction, people: Iterable[str], actor: str) -> None:
    """Lay down who has left."""
    tx.change_setting(LEFT, json.dumps(sorted(set(people))), actor)


def without_leavers(kept: Settings, organisation: Organisation) -> Organisation:
    """The organisation as nobody who has left answers for it any more, whatever the configuration still says (map 7.8)."""
    left = gone(kept)
    return replace(organisation, contacts=without(organisation.contacts, left)) if left else organisation


def with_register(tx: Transaction, organisation: Organisation) -> Organisation:
    """The organisation, knowing everybody on its register, for the checks."""
    return replace(organisation, register=tuple(tx.people()))


def accounts_of(tx: Transaction, person: str) -> tuple[Account, ...]:
    """The accounts that are somebody's now."""
    versions = tx.register_versions(person)
    return versions[-1].accounts if versions else ()


def found(tx: Transaction, whom: Whom) -> Person | None:
    """Who is meant; None for nobody on the register, and for a name that several have."""
    if isinstance(whom, Account):
        return tx.person_of(whom)
    if (person := tx.person(whom)) is not None:
        return person
    named = _called(tx, whom)
    return named[0] if len(named) == 1 else None


def entries_of(tx: Transaction, person: Person) -> frozenset[str]:
    """The ids under which one human may be on the register: a file of people that does not say which accounts are one
    person's has an entry for each, all of one name.
    """
    return frozenset({person.id, *(each.id for each in _called(tx, person.name))})


def _called(tx: Transaction, name: str) -> list[Person]:
    """Everybody on the register who has a name."""
    folded = name.casefold().split()
    return [person for person in tx.people() if folded and person.name.casefold().split() == folded]
