"""Whom to reach now, in an emergency or while a session is on (map 11.2): who is on duty, and who holds the session."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.helplines import HELPLINES
from bot.register import accounts_of
from bot.rota import with_duty
from bot.sessions.words import ROLES
from moderation.announcements import is_more
from moderation.context import Organisation
from moderation.model import Account, Contact, Person, Reach
from moderation.routing import REACHABLE
from moderation.sessions import under_way
from storage.store import Transaction


@dataclass(frozen=True, slots=True)
class Reachable:
    """Who can be reached now, the first to ask first. `on_duty` is who is on duty by the rota; where nobody is, `instead` are
    those who answer for the organisation. `holding` are the adults of the sessions that are on, each as a contact.
    """

    organisation: str
    on_duty: tuple[Contact, ...]
    instead: tuple[Contact, ...]
    holding: tuple[Contact, ...]
    helplines: tuple[tuple[str, str], ...] = tuple((each.whom, each.number) for each in HELPLINES)


def reachable(tx: Transaction, organisation: Organisation, by: Account, now: datetime) -> Reachable:
    """Whom somebody is told of who asks. An open concern keeps whom it is about from being one of them, but for themselves:
    they are not to learn of it by that.
    """
    here, asker = with_duty(tx, organisation, now), tx.person_of(by)
    apart = {each for case in tx.cases(open_only=True) if is_more(case) for each in case.subjects}
    apart.discard(asker.id if asker else "")
    on_duty = tuple(each for each in here.on_duty if each.person not in apart)
    chain = [each for each in here.contacts.chain if each.person not in apart]
    officers = tuple(each for each in chain[:2] if each.reach in REACHABLE)
    on = under_way(tx.held_sessions(now), now)
    adults = dict.fromkeys(id_ for session in on for id_ in (session.by, session.second) if id_ and id_ not in apart)
    holding = tuple(_contacts(tx, adults, by.platform))
    return Reachable(here.contacts.organisation, on_duty, () if on_duty else officers, holding)


def _contacts(tx: Transaction, people: Iterable[str], platform: str) -> Iterator[Contact]:
    for id_ in people:
        person: Person | None = tx.person(id_)
        if person is not None and person.is_staff:
            account = next((each.id for each in accounts_of(tx, id_) if each.platform == platform), "")
            yield Contact(person.name, ROLES[person.role], Reach.PLATFORM, account, id_)
