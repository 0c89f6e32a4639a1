"""Fair shares: whose messages are judged next where many organisations share one process, and how many at most.

Judging is what takes the cores. Each organisation asks for a turn when something waits there. A few have one at once, each for
a few messages; then whoever had the least of the time so far is next. So a club in which everybody writes at once waits for its
own messages, and a quiet one for no more than a few of somebody else's. Who was quiet for long has a second saved up, no more.
Where thousands begin together, a few do at once, and the others one after another.

An organisation has a limit, too, so that no flood takes all that there is. What is above it is taken in as ever and waits, but
for what comes first: reports, presses and what is told to Touchline alone.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Final

#: Turns at once: each has a connection to the database for a part of its time, and there are others who need one.
AT_ONCE: Final = 4
#: Messages of one organisation in a turn: enough to share the cost of a commit, few enough not to keep a removal waiting, and
#: fewer where others wait as well.
ALONE: Final = 64
TOGETHER: Final = 16
#: By so many seconds of judging an organisation counts as having had less than others at most. That is more than a turn takes:
#: between two of its turns an organisation is not there, and must not lose its place by that.
SPARED: Final = 1.0
#: For so long, in seconds, an organisation that was quiet may write as much as it likes.
SAVED: Final = 60.0


@dataclass(slots=True)
class _Waiting:
    name: str
    granted: asyncio.Future[None]


class Shares:
    """Those of one process. `clock` gives seconds, by which the time of a turn is measured; `at_once` have one together."""

    def __init__(self, organisations: int = 1, clock: Callable[[], float] = monotonic, at_once: int = AT_ONCE) -> None:
        #: How many share.
        self.organisations = organisations
        self.clock: Final = clock
        self._at_once = at_once
        self._running = 0
        self._had: dict[str, float] = {}
        self._least = 0.0  # what whoever began last had had
        self._waiting: list[_Waiting] = []
        self._beginning = 0
        self._to_begin: deque[asyncio.Future[None]] = deque()

    @property
    def together(self) -> int:
        """Messages in a turn."""
        return ALONE if self.organisations == 1 else TOGETHER

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[None]:
        """An organisation's turn, for the time of this block. Waits until it begins."""
        await self._begin(name)
        began = self.clock()
        try:
            yield
        finally:
            self._had[name] += self.clock() - began
            self._over()

    @asynccontextmanager
    async def beginning(self, urgent: asyncio.Event | None = None) -> AsyncIterator[None]:
        """An organisation begins, in this block. Waits until it may; once `urgent` is set it has something to do, and may."""
        may = asyncio.get_running_loop().create_future()
        self._to_begin.append(may)
        self._let_begin()
        try:
            if not may.done():
                called = asyncio.create_task((urgent or asyncio.Event()).wait())
                try:
                    await asyncio.wait((may, called), return_when=asyncio.FIRST_COMPLETED)
                finally:
                    called.cancel()
            yield
        finally:
            if may.done():
                self._beginning -= 1
            else:
                self._to_begin.remove(may)
            self._let_begin()

    def _let_begin(self) -> None:
        while self._to_begin and self._beginning < self._at_once:
            self._beginning += 1
            self._to_begin.popleft().set_result(None)

    async def _begin(self, name: str) -> None:
        self._had[name] = max(self._had.get(name, 0.0), self._least - SPARED)
        wanted = _Waiting(name, asyncio.get_running_loop().create_future())
        self._waiting.append(wanted)
        self._grant()
        try:
            await wanted.granted
        except asyncio.CancelledError:
            if wanted in self._waiting:
                self._waiting.remove(wanted)
            if not wanted.granted.cancelled():  # it was granted, and nobody is there any more
                self._over()
            raise

    def _over(self) -> None:
        self._running -= 1
        self._grant()

    def _grant(self) -> None:
        """Let those begin who had least; of several who had as much, who has waited longest."""
        while self._waiting and self._running < self._at_once:
            first = min(self._waiting, key=lambda each: self._had[each.name])
            self._waiting.remove(first)
            if first.granted.done():  # whoever waited was stopped at this moment
                continue
            self._least = max(self._least, self._had[first.name])
            self._running += 1
            first.granted.set_result(None)


class Share:
    """One organisation's. `rate` is how many messages are judged for it in a second at most, over a minute; None for any."""

    def __init__(self, name: str, shares: Shares, rate: float | None = None) -> None:
        self._name = name
        self._shares = shares
        self.rate: Final = rate
        self._saved = self._most
        self._at = shares.clock()
        #: Whether something waits because it is more than the limit allows.
        self.held_back = False

    @property
    def together(self) -> int:
        """Messages that are judged together at most."""
        return self._shares.together

    @property
    def _most(self) -> float:
        """What may be written at once by whoever was quiet before."""
        return (self.rate or 0.0) * SAVED

    def allowed(self) -> int:
        """How many may be judged now, reports and the like apart."""
        if self.rate is None:
            return self.together
        now = self._shares.clock()
        # A clock that was put back gives nothing, and takes nothing away.
        self._saved = min(self._saved + max(now - self._at, 0.0) * self.rate, self._most)
        self._at = now
        return min(int(self._saved), self.together)

    def took(self, count: int, *, more: bool) -> None:
        """So many are judged now; whether there was one more, which was not allowed. A flood is over once half of what may be
        written at once could be: not whenever it stops for a moment.
        """
        if self.rate is None:
            return
        self._saved -= count
        if more:
            self.held_back = True
        elif self._saved >= self._most / 2:
            self.held_back = False

    def turn(self) -> AbstractAsyncContextManager[None]:
        """See `Shares.turn`."""
        return self._shares.turn(self._name)

    def beginning(self, urgent: asyncio.Event | None = None) -> AbstractAsyncContextManager[None]:
        """See `Shares.beginning`."""
        return self._shares.beginning(urgent)
