"""How soon a message that had to go was gone (map 1.9): from when it came in until the platform said that it was removed.

Kept in memory since the start, as counts alone: of how many removals, and of how long each took to within a quarter. Whose they
were and what stood there is not known here.
"""

import math
from collections import Counter, OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from moderation.model import Event, derived_id

#: Messages whose coming is remembered while it is not known what becomes of them. Most are left standing, and are forgotten.
WAITING: Final = 4096
#: The shortest time that is told apart, in seconds; how much longer each next one is; the number of the last, about an hour.
_SHORTEST, _STEP, _LAST = 0.01, 1.25, 58


class Swiftness:
    """The times of one organisation."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._came: OrderedDict[str, datetime] = OrderedDict()
        self._counts: Counter[int] = Counter()

    def came(self, event: Event, at: datetime) -> None:
        """A message came in at an instant."""
        self._came[derived_id("d_", event.id)] = at
        if len(self._came) > WAITING:
            self._came.popitem(last=False)

    def gone(self, decision: str) -> None:
        """What was decided was done: the message is gone. A removal that a person asked for later is none of these."""
        came = self._came.pop(decision, None)
        if came is not None:
            took = max((self._clock() - came).total_seconds(), _SHORTEST)
            self._counts[min(math.ceil(math.log(took / _SHORTEST, _STEP)), _LAST)] += 1

    @property
    def removals(self) -> int:
        return self._counts.total()

    def within(self, share: float = 0.95) -> timedelta:
        """The time within which so many of the removals were done. Zero where there were none."""
        seen, wanted = 0, self.removals * share
        for step in sorted(self._counts):
            seen += self._counts[step]
            if seen >= wanted:
                return timedelta(seconds=_SHORTEST * _STEP**step)
        return timedelta()
