"""The weekly tips that a child asked for, as a store keeps them."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class TipSeries:
    """On which platform they come, when the next is due, and how many came."""

    platform: str
    due: datetime
    sent: int = 0
