"""What the register says of a day: who is appointed on it, whose dates are near, who comes of age, and who is still protected.

Nothing here changes anything: each of these is for a lead to say (map 5.20, 8.2, 8.3), and the checks only ask.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from typing import Final

from moderation.model import Appointment, Contact, Contacts, Evidence, Person, Role, Shown

#: Days before something is to be renewed on which it is said (map 8.3).
BEFORE: Final = (60, 30, 7)
#: What is said from the day on which it is no longer valid.
EXPIRED: Final = 0

#: Which appointments let somebody have a role: whoever may lead may watch.
_FITS: Final = {Role.MODERATOR: frozenset({Role.MODERATOR, Role.LEAD}), Role.LEAD: frozenset({Role.LEAD})}


def appointment(person: Person, today: date) -> Appointment | None:
    """The newest appointment by which somebody has their role on a day; None where there is none, or they need none."""
    fits = _FITS.get(person.role, frozenset())
    stands = (each for each in person.appointments if each.role in fits and lasts(each, today))
    return max(stands, key=lambda each: each.since, default=None)


def lasts(each: Appointment, today: date) -> bool:
    return each.since <= today and (each.until is None or today <= each.until)


def newest(person: Person, what: Evidence) -> Shown | None:
    """What somebody showed that is valid for longest."""
    return max((each for each in person.shown if each.what is what), key=lambda each: each.renew_by, default=None)


def valid(person: Person, what: Evidence, today: date) -> bool:
    shown = newest(person, what)
    return shown is not None and today <= shown.renew_by


def step(renew_by: date, today: date) -> int | None:
    """Which of the days before somebody is told at, `EXPIRED` once it is over, None while it is far."""
    left = (renew_by - today).days
    return EXPIRED if left < 0 else min((days for days in BEFORE if left <= days), default=None)


def comes_of_age(person: Person, today: date) -> bool:
    """Whether the month in which somebody turns 18 has begun, and no lead has said that they have (decisions 14)."""
    return person.turns_18 is not None and person.minor is not False and person.turns_18 <= f"{today:%Y-%m}"


def protected_until(person: Person, years: int) -> date | None:
    """Until when somebody who left is protected as a child (map 5.5); None for whoever is not."""
    if person.former is not Role.CHILD or person.left is None:
        return None
    day = 28 if (person.left.month, person.left.day) == (2, 29) else person.left.day
    return person.left.replace(year=person.left.year + years, day=day)


def leads_without(people: Iterable[Person], contacts: Contacts, leaver: str) -> bool:
    """Whether somebody leads or stands in for the lead when one person does not any more (map 7.8)."""
    others = [contact for contact in (contacts.lead, contacts.deputy) if contact is not None and contact.person != leaver]
    gone = {person.id for person in people if person.left is not None}
    return any(contact.person not in gone for contact in others) or any(
        person.role is Role.LEAD and person.id != leaver for person in people
    )


def without(contacts: Contacts, gone: Collection[str]) -> Contacts:
    """The contacts without those who have left: whoever comes next leads. Unchanged where nobody would be left."""
    first, *others = [each for each in contacts.chain if each.person not in gone] or [contacts.lead]

    def stays(contact: Contact | None) -> Contact | None:
        return contact if contact in others else None

    monitors = tuple(each for each in contacts.monitors if each.person not in gone)
    deputy, chair, outside = (stays(each) for each in (contacts.deputy, contacts.chair, contacts.outside))
    return replace(contacts, lead=first, deputy=deputy, chair=chair, outside=outside, monitors=monitors)
