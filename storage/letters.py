"""What every store can do with letters to the adults who answer for a child: part of `storage.store.Transaction`.

A letter is sealed under the child's own key, and goes when the child's folder is erased. What becomes of it is an entry that
commits to the letter as it then was.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from moderation.model import AdultLetter, Entry


class Lettering(Protocol):
    """Valid only inside a transaction."""

    def adult_letter(self, id_: str) -> AdultLetter | None:
        """A letter as it stands, or None if there is none or it was erased."""

    def adult_letters(self, since: datetime | None = None) -> Sequence[AdultLetter]:
        """All that were written since then, or ever, and were not erased: the oldest first."""

    def keep_adult_letter(self, letter: AdultLetter, entry: Entry, at: datetime) -> None:
        """Write a letter down as it is now. The entry commits to it."""
