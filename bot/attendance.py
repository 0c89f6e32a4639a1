"""Who of those who watch over a server was here lately (map 8.1): somebody who is on the list and never looks does not watch.

Whoever watches is here on a day on which they write, press something or give a command. Of them, and of nobody else, the newest
such day is kept (`storage.attendance`). Whoever is new among them has a whole period, as everybody has after an
update.
"""

import logging
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from bot.platform import Office
from moderation.context import Organisation
from moderation.model import Account, Action, Arrival, Event, EventKind, Person, Report
from moderation.routing import watches
from storage.store import StoreError, Transaction

log = logging.getLogger(__name__)

#: Days in which somebody must have been here (map 8.1).
PERIOD: Final = 30


def counts(person: Person, organisation: Organisation) -> bool:
    """Whether somebody's days are kept: they watch, or are one of the organisation's contacts."""
    return watches(person) or organisation.contacts.of_person(person.id) is not None


def arrived(tx: Transaction, arrival: Arrival, organisation: Organisation, now: datetime) -> None:
    """Note that somebody wrote, pressed or told of something. Who was the one to delete a post, no platform says."""
    match arrival:
        case Event(kind=EventKind.POSTED):
            here(tx, arrival.author, organisation, min(arrival.at, now))
        case Action() | Report(anonymous=False):
            here(tx, arrival.by, organisation, min(arrival.at, now))


def here(tx: Transaction, by: Account, organisation: Organisation, at: datetime) -> None:
    """Note that somebody was here at an instant. Nothing is written where nothing is new, or they do not watch."""
    person = tx.person_of(by)
    if person is None or not counts(person, organisation):
        return
    days = tx.attendance()
    if person.id not in days or days[person.id] < at.date():
        tx.keep_attendance({**days, person.id: at.date()})


async def commanded(core: Office, by: Account) -> None:
    """Note that somebody gave a command. No command fails because that could not be kept."""
    try:
        await core.write(lambda tx: here(tx, by, core.organisation, core.clock()))
    except StoreError as error:
        log.warning("that somebody was here could not be kept (%s)", type(error).__name__)


def lately(tx: Transaction, organisation: Organisation, now: datetime) -> frozenset[str]:
    """The ids of those who watch and were here in the period, or are new among them."""
    return frozenset(id_ for id_, day in _days(tx, organisation, now).items() if (now.date() - day).days <= PERIOD)


def take_stock(tx: Transaction, organisation: Organisation, now: datetime) -> None:
    """Note from when on whoever is new is counted, and forget who no longer watches."""
    days = _days(tx, organisation, now)
    if days != tx.attendance():
        tx.keep_attendance(days)


def _days(tx: Transaction, organisation: Organisation, now: datetime) -> Mapping[str, date]:
    known = tx.attendance()
    return {person.id: known.get(person.id, now.date()) for person in tx.people() if counts(person, organisation)}
