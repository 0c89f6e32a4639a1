"""Somebody's place on the register: accounts, role, age, appointments and dates. Each answer is a sentence for whoever asked.

Only those who answer for the organisation change any of it, and nobody what is their own (`desk.py`). Whoever is to watch is
appointed, and never just given the role (map 8.2). Of checks and training dates are kept, never a number (map 8.3).
"""

from dataclasses import replace
from datetime import date
from typing import Final

from bot.archive.proposed import person_id
from bot.register import Whom, accounts_of, gone, keep_gone
from bot.register.desk import Desk
from bot.register.words import EVIDENCE, age_of, date_of, evidence_called, on, role_called
from bot.rota.changing import Given
from bot.setting_up import WATCHING, YOUNG, joining
from moderation.cards import ROLES
from moderation.context import Organisation
from moderation.model import Account, Appointment, Person, Role, Shown
from moderation.register import leads_without, protected_until
from storage.store import Transaction

#: Characters of a name, and of what appointed somebody.
LONGEST: Final = 100
#: Years for which a check or training can be valid at most, and an appointment can run.
YEARS: Final = 10

NO_NAME: Final = "Please give their name as people know them."
APPOINTED: Final = "Whoever is to watch or to lead is appointed, by whom and by which minute. Use “person appoint”."
ANOTHERS: Final = "That account is {name}'s on the register. It must be taken from them first."
LAST_LEAD: Final = "{name} is the only one who leads. Appoint a deputy first, so that somebody is told of what happens."
CHILD_IS_MINOR: Final = "{name} is 18 or over on the register, so they are no child. “learner” is for adults who learn."
WATCHES_NOT: Final = "{name} is, or may be, a child and cannot watch over others. Say first that they are 18 or over."
NOT_YET: Final = (
    "By the register {name} turns 18 in {month}, which has not begun. If that month is wrong, say the right one first."
)
HAS_LEFT: Final = "{name} has left. Give them a role first if they are back."


def add(
    tx: Transaction, given: Given, organisation: Organisation, account: Account | None, name: str, role: str, age: str = ""
) -> str:
    """Put somebody on the register, with an account or, like a parent who has none, without."""
    desk = Desk(tx, given, organisation, "person_add")
    known = tx.person_of(account) if account else None
    if no := desk.refuses(known):
        return no
    if known is not None:
        return f"{known.name} is on the register already, as {ROLES[known.role]}."
    called = " ".join((name or (account.name if account else "")).split())[:LONGEST]
    try:
        meant, (minor, month) = role_called(role), age_of(age) if age else (None, None)
    except ValueError as error:
        return str(error)
    if not called:
        return NO_NAME
    if meant in WATCHING:
        return APPOINTED
    if meant is Role.CHILD and minor is False:
        return CHILD_IS_MINOR.format(name=called)
    if account:
        person = joining(organisation.contacts, replace(account, name=called), meant, None).person
    else:
        person = Person(person_id("register", given.id), called, meant)
    if (there := tx.person(person.id)) is not None:
        return f"{there.name} is on the register already. Bind the account to them."
    desk.keep(replace(person, minor=minor, turns_18=month), (account,) if account else ())
    missing = "" if age or meant not in YOUNG else " Say when they turn 18 with “person age”; until then they count as a child."
    return f"{called} is on the register, as {ROLES[meant]}.{missing}"


def bind(tx: Transaction, given: Given, organisation: Organisation, whom: Whom, account: Account) -> str:
    """One more account of somebody, on this platform or another."""
    desk = Desk(tx, given, organisation, "person_account")
    person, no = desk.meant(whom)
    if person is None:
        return no
    owner, theirs = tx.person_of(account), accounts_of(tx, person.id)
    if owner is not None and owner.id != person.id:
        return ANOTHERS.format(name=owner.name)
    desk.keep(person, (*(each for each in theirs if (each.platform, each.id) != (account.platform, account.id)), account))
    return f"That account is {person.name}'s now, beside what they have already."


def unbind(tx: Transaction, given: Given, organisation: Organisation, whom: Whom, account: Account) -> str:
    """An account is nobody's any more: whoever uses it is unknown, which is the safe way round."""
    desk = Desk(tx, given, organisation, "person_account")
    person, no = desk.meant(whom)
    if person is None:
        return no
    theirs = accounts_of(tx, person.id)
    left = tuple(each for each in theirs if (each.platform, each.id) != (account.platform, account.id))
    if len(left) == len(theirs):
        return f"That account is not {person.name}'s on the register."
    desk.keep(person, left)
    return f"That account is no longer {person.name}'s. Whoever uses it is unknown now, and protected as a child."


def become(tx: Transaction, given: Given, organisation: Organisation, whom: Whom, role: str) -> str:
    """Somebody's role is another. It gives nobody the right to watch, and can take it; who was away is back by it."""
    desk = Desk(tx, given, organisation, "person_role")
    person, no = desk.meant(whom)
    if person is None:
        return no
    try:
        meant = role_called(role)
    except ValueError as error:
        return str(error)
    if meant in WATCHING and meant is not person.role:
        return APPOINTED
    if meant is Role.CHILD and person.minor is False:
        return CHILD_IS_MINOR.format(name=person.name)
    if person.role is Role.LEAD and meant is not Role.LEAD and not leads_without(tx.people(), organisation.contacts, person.id):
        return LAST_LEAD.format(name=person.name)
    ended = person if meant is person.role else without_appointments(person, desk.today)
    desk.keep(replace(ended, role=meant, former=None, left=None))
    if person.id in (left := gone(tx)):
        keep_gone(tx, (each for each in left if each != person.id), desk.by.id)
    says = f"{person.name} is {ROLES[meant]} on the register now."
    if person.role in WATCHING and meant is not person.role:
        _told(desk, person, "Somebody no longer watches", f"{says} They no longer watch.")
    return says


def age(tx: Transaction, given: Given, organisation: Organisation, whom: Whom, until: str) -> str:
    """Whether somebody is under 18, and in which month that ends. That it has ended is said here, and by nobody else (map 5.20;
    decisions 14).
    """
    desk = Desk(tx, given, organisation, "person_age")
    person, no = desk.meant(whom)
    if person is None:
        return no
    try:
        minor, month = age_of(until)
    except ValueError as error:
        return str(error)
    if not minor and person.turns_18 and person.turns_18 > f"{desk.today:%Y-%m}":
        return NOT_YET.format(name=person.name, month=person.turns_18)
    if minor and person.role in WATCHING:
        return f"{person.name} watches over others, which no child does. Change their role first."
    desk.keep(replace(person, minor=minor, turns_18=month or (person.turns_18 if minor else None)))
    if not minor:
        also = " Their role is still a child's: change it, if that is over too." if person.role is Role.CHILD else ""
        return f"{person.name} is 18 or over on the register, by your word.{also}"
    ends = f" until {month}, when you are asked to confirm that it is over" if month else ""
    return f"{person.name} is under 18 on the register{ends}."


def appoint(
    tx: Transaction, given: Given, organisation: Organisation, whom: Whom, role: str, by: str, minute: str, until: str = ""
) -> str:
    """Somebody is appointed to watch or to lead: by whom, by which minute, until when (map 8.2)."""
    desk = Desk(tx, given, organisation, "person_appoint")
    person, no = desk.meant(whom)
    if person is None:
        return no
    try:
        meant, last = role_called(role), date_of(until, desk.today) if until.strip() else None
    except ValueError as error:
        return str(error)
    body, decided = " ".join(by.split())[:LONGEST], " ".join(minute.split())[:LONGEST]
    if meant not in WATCHING:
        return "People are appointed as moderator or as lead. For other roles use “person role”."
    if person.left is not None:
        return HAS_LEFT.format(name=person.name)
    if person.may_be_child:
        return WATCHES_NOT.format(name=person.name)
    if not body or not decided:
        return "Please say who appointed them, such as “the committee”, and by which minute or on which day."
    if last is not None and not desk.today <= last <= _in_years(desk.today):
        return f"Please give a last day between today and {on(_in_years(desk.today))}."
    if person.role is Role.LEAD and meant is not Role.LEAD and not leads_without(tx.people(), organisation.contacts, person.id):
        return LAST_LEAD.format(name=person.name)
    ended = without_appointments(person, desk.today)
    appointed = Appointment(meant, body, decided, desk.today, last)
    desk.keep(replace(ended, role=meant, appointments=(*ended.appointments, appointed)))
    says = f"{person.name} is appointed as {'lead' if meant is Role.LEAD else 'moderator'} by {body} ({decided})"
    says += f", until {on(last)}." if last else "."
    _told(desk, person, "Somebody was appointed", says)
    return says


def saw(
    tx: Transaction, given: Given, organisation: Organisation, whom: Whom, what: str, renew_by: str, seen: str = "today"
) -> str:
    """Somebody's background check or training was seen: the day, by whom, and by when it is to be renewed (map 8.3, 8.4)."""
    desk = Desk(tx, given, organisation, "person_dates")
    person, no = desk.meant(whom)
    if person is None:
        return no
    try:
        meant, ends, day = evidence_called(what), date_of(renew_by, desk.today), date_of(seen or "today", desk.today)
    except ValueError as error:
        return str(error)
    if day > desk.today:
        return "It cannot have been seen on a day that is still to come."
    if not day < ends <= _in_years(desk.today):
        return f"Please give a day for its renewal after it was seen, and by {on(_in_years(desk.today))}."
    others = tuple(each for each in person.shown if each.what is not meant)
    desk.keep(replace(person, shown=(*others, Shown(meant, day, desk.by.id, ends))))
    return f"{person.name}: {EVIDENCE[meant]} seen on {on(day)} by {desk.by.name}, to be renewed by {on(ends)}."


def release(tx: Transaction, given: Given, organisation: Organisation, whom: Whom) -> str:
    """A former child is no longer protected as one: long enough after they left, and by a lead's word alone (map 5.5)."""
    desk = Desk(tx, given, organisation, "person_release")
    person, no = desk.meant(whom)
    if person is None:
        return no
    until = protected_until(person, organisation.profile.people.former_child_years)
    if until is None:
        return f"{person.name} is no former child on the register."
    if desk.today < until:
        return f"{person.name} stays protected as a former child until {on(until)}."
    desk.keep(replace(person, former=None, minor=False))
    return f"{person.name} is no longer protected as a former child, by your word."


def without_appointments(person: Person, today: date) -> Person:
    """Somebody whose appointments end today, as far as they had not ended."""
    ended = (each if each.until and each.until <= today else replace(each, until=today) for each in person.appointments)
    return replace(person, appointments=tuple(ended))


def _told(desk: Desk, person: Person, subject: str, says: str) -> None:
    plan = desk.plan(person.id)
    desk.tell_another(plan, subject, says, person)
    desk.commit(plan, "register.told", person.id, "Somebody else who answers for the organisation is told.")


def _in_years(today: date) -> date:
    return today.replace(year=today.year + YEARS, day=min(today.day, 28))
