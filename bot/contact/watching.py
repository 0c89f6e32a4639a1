"""What checks saw of the place of a request: it is closed unless those are in it who were let in, and nobody else (map 5.13).

Checks come within a minute of any change on a platform: somebody leaves, is taken out of the place, or another is let in.
"""

from datetime import datetime, timedelta
from typing import Final

from bot.contact.changing import Matter, close_again, stop
from moderation.context import Organisation
from moderation.model import ClosePlace, ContactRequest, ContactState
from moderation.server import PlaceFacts, ServerFacts
from storage.store import Transaction

#: So often a place that could not be closed is tried again, and the lead told.
AGAIN: Final = timedelta(hours=1)


def watch(tx: Transaction, facts: ServerFacts, organisation: Organisation, now: datetime) -> None:
    """Close what is not as it was opened, and what could not be closed."""
    places = {each.id: each for each in facts.places}
    for request in tx.contact_requests(live=True):
        place = places.get(request.place) if request.platform == facts.platform else None
        if place is None:
            continue
        matter = Matter.of(tx, organisation, request, now)
        if request.state is ContactState.OPEN and not _as_opened(request, place, facts):
            stop(matter, "not_as_opened")
        elif request.state is ContactState.CLOSING and request.who.id in place.present and _waited(matter):
            close_again(matter)


def _as_opened(request: ContactRequest, place: PlaceFacts, facts: ServerFacts) -> bool:
    """Whether a place can be left open. Before the child is let in, and once they left, it is only adults who are there."""
    inside = {each for each in place.present if each in facts.members and not facts.members[each].account.automated}
    if request.who.id not in inside:
        return place.seen
    asker, second, *_ = (each.id for each in request.present)
    return place.seen and {asker, second} <= inside <= {each.id for each in request.present}


def _waited(matter: Matter) -> bool:
    planned = ClosePlace(matter.request.id, matter.request.place)
    before = matter.tx.last_planned(planned.kind, planned.target)
    return before is None or not timedelta() <= matter.now - before < AGAIN
