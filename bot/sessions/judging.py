"""What somebody on the staff writes to parents is read by the detectors first, as a post that children may read."""

from collections.abc import Sequence
from typing import Final

from bot.intake import snapshot
from bot.rota.changing import Given
from moderation.context import Organisation
from moderation.detectors import View, look
from moderation.model import Audience, Event, EventKind, Part, PartKind, Place, PlaceKind
from moderation.weighing import Weighed, weigh
from storage.store import Transaction

#: As what a detector sees it: something that is posted, and not told to Touchline.
_PLACE: Final = "letters to parents"


def seen(tx: Transaction, given: Given, organisation: Organisation, text: str) -> Sequence[Weighed]:
    """What counts of what the detectors see in it, the gravest first."""
    place = Place(given.by.platform, "letters", _PLACE, PlaceKind.CHANNEL, Audience.MIXED)
    parts = (Part(PartKind.BODY, text),)
    event = Event(given.id, organisation.id, EventKind.POSTED, given.now, given.by, place, given.id, parts)
    return weigh(look(View.of(event), snapshot(tx, event, organisation, given.now)), organisation.profile)
