"""Who may be told about a concern. Its subject never is: not the lead, not the chair, not anybody (safeguarding rule 1)."""

from collections.abc import Collection, Iterable

from moderation.case_types import type_of
from moderation.context import Organisation
from moderation.model import Case, CaseType, Category, Contact, Contacts, Person, Reach, Role

#: Contacts that the bot can reach by itself; a telephone number is a task for a human.
REACHABLE = frozenset({Reach.PLATFORM, Reach.EMAIL})


def watches(person: Person) -> bool:
    """Whether somebody is one of those who look at concerns and act on them (map 8.16)."""
    return person.role in {Role.MODERATOR, Role.LEAD}


def may_see(person: Person, subjects: Collection[str]) -> bool:
    """Whether somebody may be shown a concern, act on it, or know that it exists (map 8.16, 8.17)."""
    return watches(person) and person.id not in subjects


def answers_for_it(person: Person, organisation: Organisation) -> bool:
    """Whether somebody is of the lead's chain."""
    return person.role is Role.LEAD or person.id in {contact.person for contact in organisation.contacts.chain}


def is_for_others(case: Case, person: Person, organisation: Organisation) -> bool:
    """Whether it is one of the small things about staff, which are for those who answer for the organisation alone, and for
    whoever was shown one by them, or given it (map 5.16b).
    """
    if case.category is not Category.STAFF_CONDUCT or answers_for_it(person, organisation) or case.claimed_by == person.id:
        return False
    own = organisation.contacts.of_person(person.id)
    return own is None or own.address not in {each.address for each in case.alerted}


def to_alert(contacts: Contacts, subjects: Collection[str], count: int = 1, acting: str = "") -> tuple[Contact, ...]:
    """The first `count` of lead, deputy, chair and outside contact whom the concern is not about.

    Fewer come back when the chain is short; none when everybody in it is a subject, which is why a configuration without an
    outside contact is pointed out to the lead.

    `acting` is the person who told of it or has acted already. They are left out as long as anybody else fits, monitors after
    the chain: nobody is to be the only one who hears of what they did.
    """
    fit = _fit(contacts.chain, subjects)
    if not acting:
        return tuple(fit[:count])
    others = _fit(contacts.chain, {acting, *subjects})
    if len(others) < count:
        others += _fit(contacts.monitors, {acting, *subjects})
    return tuple((others or fit)[:count])


def to_show(case: Case, organisation: Organisation, count: int = 1, acting: str = "") -> tuple[Contact, ...]:
    """Who is to be shown a concern, in order: whoever is on duty, then those whom `to_alert` gives (map 8.8).

    Nobody is on duty for a concern that is about them, or of which they told. What is about staff goes to those who answer
    for the organisation alone, as long as it may go to any of them.
    """
    contacts = organisation.contacts
    on_duty = _fit(organisation.on_duty, {acting, *case.subjects})
    asked = (*on_duty, *to_alert(contacts, case.subjects, count, acting))
    if _about_staff(case):
        answer_for_it = {contact.address for contact in contacts.chain}
        asked = tuple(contact for contact in asked if contact.address in answer_for_it) or asked
    return tuple({contact.address: contact for contact in asked}.values())


def _about_staff(case: Case) -> bool:
    """Whether it is one of the small things about staff, or dealt with as an allegation (map 5.16b, 8.16, 8.17)."""
    told = any(f.category is Category.REPORT and f.kind == "staff" for s in case.sightings for f in s.findings)
    return told or type_of(case) is CaseType.ALLEGATION or case.category is Category.STAFF_CONDUCT


def _fit(contacts: Iterable[Contact], subjects: Collection[str]) -> list[Contact]:
    return [c for c in contacts if c.reach in REACHABLE and (c.person is None or c.person not in subjects)]


def next_in_chain(contacts: Contacts, subjects: Collection[str], alerted: Collection[str]) -> Contact | None:
    """Whom to turn to when those who were alerted have not answered; None when there is nobody else."""
    for contact in to_alert(contacts, subjects, count=len(contacts.chain)):
        if contact.address not in alerted:
            return contact
    return None


def second_ways(contacts: Contacts, subjects: Collection[str], alerted: Collection[str]) -> tuple[Contact, ...]:
    """The other way to each of those who were alerted and have one (map 8.9)."""
    asked = (each for each in _fit((*contacts.chain, *contacts.monitors), subjects) if each.address in alerted)
    return tuple(second for each in asked if (second := each.second) is not None)


def next_after(contacts: Contacts, subjects: Collection[str], address: str) -> Contact | None:
    """Who comes after somebody in the chain, whether or not that one may still be told; None when there is nobody else."""
    addresses = [contact.address for contact in contacts.chain]
    later = addresses[addresses.index(address) + 1 :] if address in addresses else addresses
    following = (c for c in to_alert(contacts, subjects, count=len(addresses)) if c.address in later)
    return next(following, None)


def beside(contacts: Contacts, subjects: Collection[str], alerted: Collection[str], by: str) -> tuple[Contact, ...]:
    """Who is to be shown a concern that nobody but one person was shown, now that they act on it or told of it; none else."""
    own = contacts.of_person(by)
    if set(alerted) - ({own.address, own.email} if own else set()):
        return ()
    return tuple(contact for contact in to_alert(contacts, subjects, acting=by) if contact.person != by)


def second_opinion(contacts: Contacts, subjects: Collection[str], not_this: str) -> Contact | None:
    """Somebody other than one person to look again: at an appeal, or when a moderator asks (map 1.11, 8.5)."""
    for contact in (*contacts.monitors, *contacts.chain):
        if contact.person not in {not_this, *subjects} and contact.reach in REACHABLE:
            return contact
    return None
