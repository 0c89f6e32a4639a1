"""The service of one organisation: arrivals in, decisions committed, effects performed, clocks rung.

Adapters hand arrivals to `receive`, which returns once they are durable. Everything else happens in rounds; a crash between
any two steps of a round loses nothing and doubles nothing, because each step starts from what is on disk.
"""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from bot.dispatch import Dispatcher
from bot.engines import Adviser
from bot.intake import judge, unjudged
from bot.platform import Platform
from bot.timers import ring_due
from moderation.context import Organisation
from moderation.engines import Opinion
from moderation.model import Arrival, Decision
from storage.store import StoreError
from storage.writer import Writer

#: Arrivals judged in one transaction: enough to share the cost of a commit, few enough not to keep a removal waiting.
BATCH: Final = 64
#: How often clocks are looked at when nothing arrives.
TICK: Final = timedelta(seconds=1)


class Service:
    """Runs one organisation's straight path over its store and platforms."""

    def __init__(
        self,
        writer: Writer,
        organisation: Organisation,
        platforms: Mapping[str, Platform],
        clock: Callable[[], datetime],
        adviser: Adviser,
    ) -> None:
        self.organisation = organisation
        self._adviser = adviser
        self._writer = writer
        self._clock = clock
        self._dispatcher = Dispatcher(writer, platforms, organisation, clock)
        self._wake = asyncio.Event()

    async def receive(self, arrival: Arrival) -> bool:
        """Take an arrival in. Returns once it is durable: False for a duplicate, which changes nothing."""
        new = await self._writer.run(lambda tx: tx.receive(arrival))
        self._wake.set()
        return new

    async def judge_waiting(self) -> list[Decision]:
        """Judge what waits in the inbox, oldest first. The engine reads them together; then each is a unit of its own, and the
        writer commits them together.

        An arrival on which judging itself fails is handed to a person, so that it neither blocks the others nor goes unread.
        """
        arrivals = await self._writer.run(lambda tx: tx.next_arrivals(BATCH))
        opinions = await self._adviser.opinions(arrivals)
        answers = await asyncio.gather(*map(self._judge, arrivals, opinions), return_exceptions=True)
        decisions = []
        for arrival, answer in zip(arrivals, answers, strict=True):
            if isinstance(answer, StoreError):
                raise answer
            decisions.append(await self._hand_over(arrival, answer) if isinstance(answer, BaseException) else answer)
        return decisions

    async def _judge(self, arrival: Arrival, opinion: Opinion) -> Decision:
        return await self._writer.run(lambda tx: judge(tx, arrival, self.organisation, self._clock(), opinion))

    async def _hand_over(self, arrival: Arrival, error: BaseException) -> Decision:
        failed = type(error).__name__
        return await self._writer.run(lambda tx: unjudged(tx, arrival, self.organisation, self._clock(), failed))

    async def round(self) -> bool:
        """One round: judge, ring, dispatch. Whether anything was done."""
        judged = await self.judge_waiting()
        now = self._clock()
        rung = await self._writer.run(lambda tx: ring_due(tx, self.organisation, now))
        tried = await self._dispatcher.dispatch_due()
        return bool(judged or rung or tried)

    async def until_idle(self) -> None:
        """Rounds until nothing is due at the clock's present instant."""
        while await self.round():
            pass

    async def run(self, stop: asyncio.Event) -> None:
        """Rounds for as long as the service lives: at once when something arrives, else at every tick."""
        while not stop.is_set():
            self._wake.clear()
            await self.until_idle()
            try:
                await asyncio.wait_for(self._wake.wait(), TICK.total_seconds())
            except TimeoutError:
                continue
