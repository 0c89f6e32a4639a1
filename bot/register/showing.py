"""One person as those who keep the register see them, as lines that an adapter shows in its own way; and whom to choose from.

Nobody else sees any of it: an adult's address is theirs to be told, and nobody's to look up (safeguarding rule 7).
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.desk import Denied
from bot.intake import person_of
from bot.register import Whom, accounts_of, found
from bot.register.desk import NOBODY, NOT_YOURS, keeps
from bot.register.words import EVIDENCE, adult_id, adult_said, age_said, on
from bot.rota.changing import today
from bot.rota.week import Choice
from moderation.cards import role_said
from moderation.cases import out_of_sight
from moderation.context import Organisation
from moderation.model import Account, Person
from moderation.register import lasts, protected_until, step
from moderation.routing import watches
from storage.store import Transaction


def sheet(tx: Transaction, by: Account, organisation: Organisation, whom: Whom, now: datetime) -> Sequence[str] | Denied:
    """What the register says of somebody, a line each, their name first."""
    asks = person_of(tx, by)
    if not keeps(organisation, asks):
        return Denied(NOT_YOURS if watches(asks) else out_of_sight(None, asks))
    person = found(tx, whom)
    return Denied(NOBODY) if person is None else tuple(_lines(tx, organisation, person, now))


def people(tx: Transaction, by: Account, organisation: Organisation) -> Sequence[Choice]:
    """Everybody on the register, for those who keep it."""
    if not keeps(organisation, person_of(tx, by)):
        return ()
    return [Choice(each.id, f"{each.name or each.id}, {role_said(each)}") for each in sorted(tx.people(), key=lambda p: p.name)]


def adults(tx: Transaction, by: Account, organisation: Organisation, whom: Whom) -> Sequence[Choice]:
    """The adults of one child, for those who keep the register."""
    person = found(tx, whom) if keeps(organisation, person_of(tx, by)) else None
    return [Choice(adult_id(each), adult_said(each)) for each in (person.responsible_adults if person else ())]


def _lines(tx: Transaction, organisation: Organisation, person: Person, now: datetime) -> Iterator[str]:
    here = today(organisation, now)
    yield f"{person.name}: {role_said(person)}, {age_said(person)}"
    if person.left is not None:
        until = protected_until(person, organisation.profile.people.former_child_years)
        yield f"Left on {on(person.left)}" + (f"; protected as a former child until {on(until)}" if until else "")
    accounts = [f"{each.platform} {each.id}" for each in accounts_of(tx, person.id)]
    yield f"Accounts: {', '.join(accounts) or 'none'}"
    for adult in person.responsible_adults:
        yield f"Responsible adult: {adult_said(adult)}"
    for each in person.appointments:
        until_when = f" until {on(each.until)}" if each.until else ""
        over = "" if lasts(each, here) else " (over)"
        yield f"Appointed as {each.role.value} by {each.by} ({each.minute}), from {on(each.since)}{until_when}{over}"
    for shown in person.shown:
        by = tx.person(shown.by)
        over = " (EXPIRED)" if step(shown.renew_by, here) == 0 else ""
        seen_by = by.name if by else "somebody who is no longer on the register"
        yield f"{EVIDENCE[shown.what].capitalize()}: seen on {on(shown.seen)} by {seen_by}, renew by {on(shown.renew_by)}{over}"
