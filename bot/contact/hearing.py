"""What is written, changed or deleted in the place of a request for contact is kept, until it is sealed (map 5.13)."""

from moderation.model import Event
from storage.store import Transaction


def heard(tx: Transaction, event: Event) -> None:
    """Keep an event if it was in such a place."""
    request = tx.contact_at(event.place.platform, event.place.id)
    if request is not None:
        tx.hear_contact(request, event)
