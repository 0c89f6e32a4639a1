"""What every store can do with the organisation's statement and with who agreed to what: part of `storage.store.Transaction`.

Both are added to and never changed. What somebody agreed to is sealed under their own key, and goes when they are erased.
"""

from collections.abc import Sequence
from typing import Protocol

from moderation.model import Agreement, Statement


class Agreeing(Protocol):
    """Valid only inside a transaction."""

    def statements(self) -> Sequence[Statement]:
        """Every version of the organisation's statement, the oldest first."""

    def keep_statement(self, statement: Statement, actor: str) -> None:
        """Add a version. An entry: its number, its hash and from when it is in force. Raises StoreError for a number that is
        not the next.
        """

    def agreements(self, about: str | None = None) -> Sequence[Agreement]:
        """What was agreed to and taken back, the oldest first: about one person, or about everybody who was not erased."""

    def agree(self, agreement: Agreement) -> None:
        """Add an agreement, or that it was taken back. An entry, by ids, codes and days alone: no name and no words."""
