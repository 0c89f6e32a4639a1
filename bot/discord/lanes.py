"""Work in lanes: what belongs to one channel is done in order, what belongs to different ones side by side.

A piece of work that fails stays where it is and is done again, so that nothing that Discord delivered is lost while the record
cannot be written. What no longer fits into memory is not kept: its lane is read back instead, once there is room. What reading
back would not find (`once`) has as much room again for itself; beyond that it is counted.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Hashable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import discord

from bot.discord.refusals import TROUBLE, outcome_of
from moderation.model import RetryLater
from storage.store import StoreError

log = logging.getLogger(__name__)

Work = Callable[[], Awaitable[object]]

#: How many pieces may wait, of all lanes together: an evening of a large server, and a few tens of megabytes.
BOUND: Final = 20_000
#: How long something that failed waits, if nothing else is taken in before.
AGAIN_SECONDS: Final = 5.0
#: What fails so often while other things are taken in is at fault itself, unless Discord or the record is (`passes`).
TRIES: Final = 5


@dataclass(eq=False, slots=True)
class _Lane:
    key: Hashable
    waiting: deque[Work] = field(default_factory=deque)
    era: int = 0
    missed: bool = False
    lost: int = 0
    task: asyncio.Task[None] | None = None


class Lanes:
    """`read_back(key)` is the first thing that is done in each lane in each era, and after something did not fit.

    `give_up(key, error)` is told of a piece that is at fault itself, in its turn and until it takes it; `lose(key, count)` of
    how many did not fit and cannot be read back. `pause(seconds)` waits.
    """

    def __init__(
        self,
        read_back: Callable[[Hashable], Awaitable[object]],
        give_up: Callable[[Hashable, Exception], Awaitable[object]],
        lose: Callable[[Hashable, int], Awaitable[object]],
        pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
        bound: int = BOUND,
    ) -> None:
        self._read_back = read_back
        self._give_up = give_up
        self._lose = lose
        self._pause = pause
        self._bound = bound
        self._lanes: dict[Hashable, _Lane] = {}
        self._era = 0
        self._count = 0
        self._successes = 0
        self._succeeded = asyncio.Event()
        self._closed = False

    def begin_era(self) -> None:
        """From here on something may be missing before what comes next: a session was lost."""
        self._era += 1

    def put(self, key: Hashable, work: Work, once: bool = False) -> None:
        """Do something in a lane, after all that was put there before. What comes only `once` is not found by reading back."""
        lane = self.open(key)
        if self._count < (2 * self._bound if once else self._bound) and (once or not lane.missed):
            self._add(lane, work)
            return
        if not lane.missed and not lane.lost:
            log.warning("more is waiting than is kept: what comes now in one place will be read back later, or counted")
        if once:
            lane.lost += 1
        else:
            lane.missed = True
        self._start(lane)

    def open(self, key: Hashable) -> _Lane:
        """See to it that a lane was read back in this era."""
        lane = self._lanes.setdefault(key, _Lane(key))
        if lane.era < self._era:
            lane.era = self._era
            self._add(lane, lambda: self._read_back(key))
        return lane

    def again(self, key: Hashable) -> None:
        """Read a lane back, even if it was in this era."""
        lane = self._lanes.setdefault(key, _Lane(key))
        lane.era = self._era
        self._add(lane, lambda: self._read_back(key))

    async def read(self, keys: Iterable[Hashable]) -> None:
        """Until each of these was read back in this era."""
        marks = []
        for key in keys:
            mark = asyncio.Event()
            self._add(self.open(key), partial(_set, mark))
            marks.append(mark)
        for mark in marks:
            await mark.wait()

    def well(self) -> None:
        """Something was taken in: what failed before may go well now, too."""
        self._successes += 1
        self._succeeded.set()

    @property
    def waiting(self) -> int:
        return self._count

    async def settled(self) -> None:
        """Until all that was put in is done."""
        while tasks := [lane.task for lane in self._lanes.values() if lane.task is not None and not lane.task.done()]:
            await asyncio.wait(tasks)

    async def close(self) -> None:
        """Stop. What is not done by now is not done."""
        self._closed = True
        tasks = [lane.task for lane in self._lanes.values() if lane.task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _add(self, lane: _Lane, work: Work) -> None:
        lane.waiting.append(work)
        self._count += 1
        self._start(lane)

    def _start(self, lane: _Lane) -> None:
        if not self._closed and (lane.task is None or lane.task.done()):
            lane.task = asyncio.create_task(self._empty(lane))

    async def _empty(self, lane: _Lane) -> None:
        while lane.waiting or lane.missed or lane.lost:
            if not lane.waiting and lane.missed:
                lane.missed = False  # what comes from here on waits behind the reading back
                self._add(lane, lambda: self._read_back(lane.key))
            elif not lane.waiting:
                lost, lane.lost = lane.lost, 0
                self._add(lane, partial(self._lose, lane.key, lost))
            await self._until_done(lane.key, lane.waiting[0])
            lane.waiting.popleft()
            self._count -= 1

    async def _until_done(self, key: Hashable, work: Work) -> None:
        tries, successes = 0, -1
        while True:
            try:
                await work()
            except Exception as error:
                # The error's text may hold what somebody wrote, so only its type is said.
                log.warning("what arrived could not be taken in (%s): it is kept, and offered again", type(error).__name__)
                if self._successes != successes and not passes(error):
                    tries, successes = tries + 1, self._successes
                if tries >= TRIES:
                    tries, work = 0, partial(self._give_up, key, error)
                elif isinstance(error, discord.DiscordException) and passes(error):
                    # That others are taken in is no reason to press Discord.
                    await self._pause(max(AGAIN_SECONDS, wait_of(error)))
                else:
                    await self._until_again()
            else:
                return

    async def _until_again(self) -> None:
        """Until something else was taken in, and at most for a while."""
        self._succeeded.clear()
        waits = [asyncio.ensure_future(self._pause(AGAIN_SECONDS)), asyncio.ensure_future(self._succeeded.wait())]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
            await asyncio.gather(*waits, return_exceptions=True)  # a cancellation of this lane is not suppressed with theirs


def passes(error: Exception) -> bool:
    """Whether something failed because Discord or the record could not be reached: that is never the fault of what arrived."""
    return isinstance(error, StoreError) or (isinstance(error, TROUBLE) and isinstance(outcome_of(error), RetryLater))


def wait_of(error: Exception) -> float:
    """The seconds that Discord asks to wait, 0 where it does not say."""
    outcome = outcome_of(error)
    return outcome.after if isinstance(outcome, RetryLater) else 0


async def _set(mark: asyncio.Event) -> None:
    mark.set()
