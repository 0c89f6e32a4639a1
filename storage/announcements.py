"""What every store can do with what staff have announced: part of `storage.store.Transaction`.

Each is sealed under its author's own key, and goes when they are erased. What becomes of it is written to the ledger by whoever
keeps it, in the same unit.
"""

from collections.abc import Sequence
from typing import Protocol

from moderation.model import Announcement


class Announcing(Protocol):
    """Valid only inside a transaction."""

    def announcement(self, id_: str) -> Announcement | None:
        """One by its id; None if there is none, or its author was erased."""

    def announcements(self, author: str | None = None, open_only: bool = False) -> Sequence[Announcement]:
        """The oldest first: of one author or of all, and only those that wait or are held, if that is asked for."""

    def keep_announcement(self, announcement: Announcement) -> None:
        """Add one, or change it. Makes no entry."""
