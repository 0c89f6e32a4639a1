"""What every store can do with contact that staff ask for with one child: part of `storage.store.Transaction`.

A request, each change of it and what was written in its place are sealed under the child's own key, and go when the child's
folder is erased. Every change is an entry that commits to the request as it then was, purpose and answer among it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from moderation.model import ContactRequest, Entry, Event


class Contacting(Protocol):
    """Valid only inside a transaction."""

    def contact_request(self, request: str) -> ContactRequest | None:
        """A request as it stands, or None if there is none or it was erased."""

    def contact_requests(self, live: bool = False) -> Sequence[ContactRequest]:
        """All that were not erased, the oldest first; or those that are not over."""

    def contact_at(self, platform: str, place: str) -> ContactRequest | None:
        """The request whose place this is, from when it is made until what was written in it is sealed."""

    def keep_contact(self, request: ContactRequest, entry: Entry, at: datetime) -> None:
        """Write a request down as it is now. The entry commits to it. Raises StoreError for a version that is not the next."""

    def hear_contact(self, request: ContactRequest, event: Event) -> None:
        """Keep what was written, changed or deleted in its place, until it is sealed. Twice the same is once."""

    def seal_contact(self, request: ContactRequest, entry: Entry, at: datetime) -> None:
        """Write a request down for the last time, with all that was written in its place: the entry commits to both."""

    def contact_transcript(self, request: ContactRequest, actor: str, reason: str) -> Sequence[Event]:
        """Open what was written there, in order. The opening is an entry of its own, which commits to the reason.

        Raises TextErasedError while it is not sealed, and where it is gone.
        """
