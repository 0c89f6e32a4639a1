"""What every store can do with spaces that are applied for: part of `storage.store.Transaction`.

Each is sealed under the key of whoever applied, and goes when they are erased. What becomes of it is written to the ledger by
whoever keeps it, in the same unit.
"""

from collections.abc import Sequence
from typing import Protocol

from moderation.model import SpaceRequest


class Spaces(Protocol):
    """Valid only inside a transaction."""

    def space_request(self, id_: str) -> SpaceRequest | None:
        """One by its id; None if there is none, or whoever applied was erased."""

    def space_requests(self, by: str | None = None, open_only: bool = False) -> Sequence[SpaceRequest]:
        """The oldest first: of one person or of all, and only those about which something is to be done, if asked for."""

    def keep_space_request(self, request: SpaceRequest) -> None:
        """Add one, or change it. Makes no entry."""
