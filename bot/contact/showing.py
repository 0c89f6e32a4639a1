"""The requests for contact that somebody may know of: those who keep the register all, other staff their own (map 5.13)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.contact import words
from bot.contact.changing import Matter, reference
from bot.desk import Denied
from bot.intake import person_of
from bot.register.desk import keeps
from bot.register.words import on
from moderation.context import Organisation
from moderation.model import Account, ContactRequest, ContactState, Person
from storage.store import Transaction

#: So long what is over is listed.
LISTED: Final = timedelta(days=31)


def listed(tx: Transaction, by: Account, organisation: Organisation, now: datetime) -> Sequence[str] | Denied:
    """A line each, the newest first."""
    person = person_of(tx, by)
    found = _seen(tx, person, organisation, now)
    if not found:
        return words.NONE.splitlines() if person.is_staff or keeps(organisation, person) else Denied(words.NOT_SEEN)
    matters = [Matter.of(tx, organisation, each, now) for each in found]
    return [_line(each, keeps(organisation, person) and person.id not in each.about()) for each in matters]


def names(tx: Transaction, by: Account, organisation: Organisation, now: datetime) -> Sequence[tuple[str, str]]:
    """Those that are not over, as somebody is offered them: in words, and the reference."""
    seen = [each for each in _seen(tx, person_of(tx, by), organisation, now) if not each.is_over]
    return [(_line(Matter.of(tx, organisation, each, now), False), reference(each.id)) for each in seen]


def _seen(tx: Transaction, person: Person, organisation: Organisation, now: datetime) -> list[ContactRequest]:
    mine = [
        each
        for each in tx.contact_requests()
        if (keeps(organisation, person) or (person.is_staff and each.by == person.id)) and now - each.ends < LISTED
    ]
    return mine[::-1]


def _line(matter: Matter, fully: bool) -> str:
    """One request. Who answered, and why it ended, is for those who keep the register, unless it is about them."""
    request = matter.request
    line = matter.said("{reference}: {asker} with {whole}, {when}: ") + words.STATES[_shown(request, fully)]
    if not fully:
        return line
    if answer := request.answer:
        by = matter.tx.person(answer.by)
        said, way = "yes" if answer.approves else "no", words.WAYS_SAID[answer.way]
        line += f"; {said} from {answer.name} by {way}, {on(answer.at.date())}"
        line += f", recorded by {by.name}" if by and by.name != answer.name else ""
    return line + (f"; {matter.said(words.WHY[request.why])}" if request.why else "")


def _shown(request: ContactRequest, fully: bool) -> ContactState:
    """Whoever asked is not told whether somebody said no or it could not go on: that it did not come about says enough."""
    return ContactState.ENDED if request.state is ContactState.DECLINED and not fully else request.state
