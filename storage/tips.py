"""What every store can do with tips for children: part of `storage.store.Transaction`.

Of each child is known when each tip was shown last, so that none comes twice in a week, and how far the weekly ones have come
that they asked for. It goes when they are erased.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from moderation.model import TipSeries


class Teaching(Protocol):
    """Valid only inside a transaction. None of it makes an entry."""

    def tips_shown(self, person: str) -> Mapping[str, datetime]:
        """When each tip was shown to somebody last, by the tip's id."""

    def keep_tip(self, person: str, tip: str, at: datetime | None) -> None:
        """A tip is shown to them now; None where it was not shown to them after all."""

    def tip_series(self, person: str) -> TipSeries | None:
        """The weekly tips that they asked for; None for none."""

    def keep_tip_series(self, person: str, series: TipSeries | None) -> None:
        """Keep how far these have come; None once they are over."""
