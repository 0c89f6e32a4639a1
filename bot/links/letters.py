"""The lines with the link that a letter by e-mail ends with, where it asks something that can be answered by one.

They are made as the letter is sent and stand in no record: whoever reads the record cannot answer for anybody.
"""

from datetime import UTC, datetime, time, timedelta
from typing import Final

from bot.direct import EMAIL
from bot.links import words
from bot.links.tokens import Link, key_of, written
from bot.register.words import on
from moderation.context import Organisation
from moderation.model import AskContact, Asked, Planned, TellPerson, WriteToAdult
from storage.store import Transaction

#: So many days a link counts, to the end of the last: no longer than what was sent is kept, whatever the profile says of that.
DAYS: Final = 14


def answer_here(tx: Transaction, planned: Planned, organisation: Organisation, now: datetime) -> str:
    """A sentence and the link, as paragraphs; "" where a letter asks nothing, or where there are no links."""
    if planned.platform != EMAIL or not organisation.answers:
        return ""
    ends = _end_of(organisation, now + timedelta(days=min(DAYS, organisation.profile.retention.arrivals_days) - 1))
    match planned.effect:
        case TellPerson(asks=Asked(what=what)):
            says = words.CONFIRM_HERE if what == "confirm" else words.AGREE_HERE
        case AskContact(request=id_) if request := tx.contact_request(id_):
            says, ends = words.CONTACT_HERE, min(ends, request.ends)
        case WriteToAdult(session=id_) if id_ and (session := tx.held_session(id_)):
            says, ends = words.SESSION_HERE, min(ends, session.ends)
        case _:
            return ""
    token = written(Link(planned.id, ends), key_of(tx))
    return f"{says.format(until=last_day(organisation, ends))}\n\n{organisation.answers}/{token}"


def last_day(organisation: Organisation, until: datetime) -> str:
    """The last day on which a link counts, such as "4 December 2026"."""
    return on((until - timedelta(microseconds=1)).astimezone(organisation.calendar.zone).date())


def _end_of(organisation: Organisation, at: datetime) -> datetime:
    """The end of a day where the organisation is."""
    zone = organisation.calendar.zone
    return datetime.combine(at.astimezone(zone).date() + timedelta(days=1), time(), zone).astimezone(UTC)
