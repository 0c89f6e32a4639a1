"""What somebody on the staff writes to parents is read by the detectors first, as a post that children may read."""

from typing import Final

from bot.rota.changing import Given
from moderation.model import Audience, Event, EventKind, Part, PartKind, Place, PlaceKind

#: As what a detector sees it, and what a concern about it calls it: something that is posted, and not told to Touchline.
PLACE: Final = "letters to parents"


def as_event(given: Given, org: str, *texts: str) -> Event:
    """The texts as the message that they would be."""
    place = Place(given.by.platform, "letters", PLACE, PlaceKind.CHANNEL, Audience.MIXED)
    parts = tuple(Part(PartKind.BODY, text.strip()) for text in texts)
    return Event(given.id, org, EventKind.POSTED, given.now, given.by, place, given.id, parts)
