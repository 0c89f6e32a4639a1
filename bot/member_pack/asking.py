"""Who may ask for somebody's pack, and which officer may make it. Every answer is for the officer alone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from moderation.model import Account, ActionKind, Case, Contacts, Person, ResponsibleKind
from moderation.routing import to_alert
from storage.store import Transaction


class Standing(StrEnum):
    """In which capacity somebody asks."""

    SELF = "self"
    PARENT = "parent"
    CARER = "carer"
    REPRESENTATIVE = "representative"


_ASK_FOR_CHILDREN: Final = {ResponsibleKind.PARENT: Standing.PARENT, ResponsibleKind.CARER: Standing.CARER}


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks. `name` is empty where somebody asks for themselves."""

    standing: Standing
    name: str = ""


@dataclass(frozen=True, slots=True)
class Declined:
    """Why no pack is made: a code for the record, and a sentence for the officer."""

    why: str
    says: str


@dataclass(frozen=True, slots=True)
class Whose:
    """The person whom a pack is about: every id that they go or went by, and their entry on the register if it is there."""

    id: str
    people: frozenset[str]
    person: Person | None
    accounts: tuple[Account, ...]

    @classmethod
    def of(cls, tx: Transaction, id_: str) -> "Whose":
        """Somebody by their id on the register, or by the pseudonym of an account that is not on it."""
        versions = tx.register_versions(id_)
        accounts = {account.platform + "/" + account.id: account for each in versions for account in each.accounts}
        people = frozenset({id_, *(tx.pseudonym(account) for account in accounts.values())})
        return cls(id_, people, versions[-1].person if versions else None, tuple(accounts.values()))

    def is_in(self, case: Case) -> bool:
        """Whether a concern is about them or a message of theirs, or about a child who they are."""
        return not self.people.isdisjoint({case.author.person.id, *case.subjects, *([case.child] if case.child else [])})


def who_asks(whose: Whose, name: str, representative: bool = False) -> Asked | Declined:
    """In which capacity somebody asks; without a name it is the person themselves."""
    if not name.strip():
        return Asked(Standing.SELF)
    adults = whose.person.responsible_adults if whose.person else ()
    named = [adult for adult in adults if _same(adult.name, name)]
    if any(adult.no_contact for adult in named):
        says = "the register says that they must not be contacted about this person, so no pack goes to them"
        return Declined("no_contact", f"{says}. Tell them nothing of what is held, and speak to your governing body's lead")
    if representative:
        return Asked(Standing.REPRESENTATIVE, name.strip())
    if not named:
        says = "nobody of that name is on the register as an adult responsible for this person"
        return Declined(
            "not_responsible",
            f"{says}. Make sure who they are and put them there first; for somebody who acts for the person with their"
            " authority, such as a solicitor, add --representative",
        )
    if named[0].kind not in _ASK_FOR_CHILDREN:
        return Declined("employer", "an employer cannot ask for what is held about somebody: ask the person to ask themselves")
    if whose.person is not None and not whose.person.may_be_child:
        return Declined("adult", "this person is an adult, and asks for themselves or through a representative")
    return Asked(_ASK_FOR_CHILDREN[named[0].kind], name.strip())


def who_makes(tx: Transaction, whose: Whose, officer: str, contacts: Contacts, concerns: Collection[Case]) -> Declined | None:
    """Why this officer may not make the pack, or None. `concerns` are those that it may hold.

    The answer is the same for whoever a concern is about as for somebody who had a harmless part in what the pack holds, so
    that it does not give away that there is a concern (safeguarding rule 1).
    """
    if officer not in {contact.person for contact in contacts.chain}:
        return Declined("not_an_officer", "only those who answer for the organisation (lead, deputy, chair) can make this pack")
    makers = Whose.of(tx, officer)
    answers_for_them = makers.person is not None and any(
        _same(adult.name, makers.person.name) for adult in (whose.person.responsible_adults if whose.person else ())
    )
    had_a_part = any(makers.is_in(case) or _decided_what_was_appealed(case, officer) for case in concerns)
    if makers.people.isdisjoint(whose.people) and not answers_for_them and not had_a_part:
        return None
    about = {person for case in concerns for person in case.subjects}
    others = to_alert(contacts, {*about, *makers.people, *whose.people}, len(contacts.chain))
    ask = f"the {others[0].title}" if others else "your governing body's lead"
    part = "it is about you or a child of yours, or you decided something that was appealed against"
    says = f"a different officer has to make this pack, because you have a part in what it may hold: {part}"
    return Declined("another_officer", f"{says}. Ask {ask}")


def concerns_of(tx: Transaction, whose: Whose) -> Sequence[Case]:
    """Every concern that somebody is in, the oldest first."""
    return [case for case in tx.cases() if whose.is_in(case)]


def _decided_what_was_appealed(case: Case, officer: str) -> bool:
    return case.appealed and any(n.by == officer and n.kind in {ActionKind.REMOVE, ActionKind.RESTORE} for n in case.notes)


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())
