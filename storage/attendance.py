"""What every store can do with who was here: part of `storage.store.Transaction`.

Of those who watch over a server, and of nobody else, the last day on which they did something is known (map 8.1): a day and no
time, without what it was, and only the newest. `bot.attendance` says who they are and what counts.
"""

from collections.abc import Mapping
from datetime import date
from typing import Protocol


class Attendance(Protocol):
    """Valid only inside a transaction."""

    def attendance(self) -> Mapping[str, date]:
        """The day, in UTC, that is kept of each person, by their id on the register."""

    def keep_attendance(self, days: Mapping[str, date]) -> None:
        """Keep these and none besides. It makes no entry."""
