"""The service of one organisation: arrivals in, decisions committed, effects performed, clocks rung.

Adapters hand arrivals to `receive`, which returns once they are durable. Everything else happens in rounds; a crash between
any two steps of a round loses nothing and doubles nothing, because each step starts from what is on disk.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from bot.direct import EMAIL
from bot.dispatch import LIMIT, Dispatcher
from bot.engines import Adviser
from bot.gap import why_of
from bot.intake import judge, once, unjudged
from bot.lifetime import begin, end
from bot.limits import Limit, note
from bot.platform import Platform
from bot.shares import Share, Shares
from bot.swiftness import Swiftness
from bot.timers import put_off, ring
from bot.weekly import due, tell_week
from bot.without_record import WithoutRecord
from moderation.context import Organisation
from moderation.detectors import all_detectors
from moderation.engines import Opinion
from moderation.model import BOT, Arrival, Decision, Entry, Event, Timer, comes_first
from storage.store import Attempt, StoreError, Transaction, UnavailableError
from storage.writer import Writer

T = TypeVar("T")

log = logging.getLogger(__name__)

#: Named in the service's own entries (map 7.6).
RULE: Final = "service@1"
#: How long what is under way is waited for when the service ends.
GRACE: Final = timedelta(seconds=5)
#: How often clocks are looked at when nothing arrives.
TICK: Final = timedelta(seconds=1)
#: The same where whoever keeps the record wakes this when something is due: thousands would look in vain all the time.
SELDOM: Final = timedelta(minutes=5)


class Service:
    """Runs one organisation's straight path over its store and platforms."""

    def __init__(
        self,
        writer: Writer,
        organisation: Organisation,
        platforms: Mapping[str, Platform],
        clock: Callable[[], datetime],
        adviser: Adviser,
        marker: Path | None = None,
        swiftness: Swiftness | None = None,
        tally: Counter[str] | None = None,
        share: Share | None = None,
        is_woken: bool = False,
    ) -> None:
        """`marker` is a file in which a gap in the record is remembered over a restart (`bot.gap`). `swiftness` and
        `tally` go on counting where this service follows another. `share` is this organisation's of the process; without one
        it is alone there. `is_woken`: somebody calls `wake` whenever something is due.
        """
        self._tally = Counter[str]() if tally is None else tally
        all_detectors()  # one that does not load must stop the program here, and not fail at every message
        self.swiftness = swiftness or Swiftness(clock)
        self.organisation = organisation
        self._adviser = adviser
        self._writer = writer
        self._platforms = platforms
        self._clock = clock
        self._wake = asyncio.Event()
        self._dispatcher = Dispatcher(writer, platforms, organisation, clock, self._wake.set, self.swiftness.gone)
        self._without = WithoutRecord(writer, organisation, platforms, clock, adviser, marker)
        self._asked: dict[str, asyncio.Future[Decision | None]] = {}
        self._to_begin = False
        self._seen: datetime | None = None
        self._stands_by = False
        self._is_woken = is_woken
        #: Set once the record says that this service runs, with the gap before it.
        self.begun = asyncio.Event()
        #: Set once the first round is over, whether or not that could be recorded: arrivals are looked after from then on.
        self.going = asyncio.Event()
        self._forgot: date | None = None
        self._week: datetime | None = None
        self._share = share or Share(organisation.id, Shares())
        self._held_back: bool | None = None  # what the record says of it; not known yet
        self._more = False  # whether the last round left something that is due

    async def receive(self, arrival: Arrival) -> bool:
        """Take an arrival in. Returns once it is durable: False for a duplicate, which changes nothing.

        Raises an exception if it cannot be written, mostly a StoreError: then the platform must not be acknowledged, so that it
        sends it again. If it is urgent it is brought to those who answer for the organisation all the same.
        """
        at = self._clock()
        try:
            new = await self._writer.run(lambda tx: tx.receive(arrival))
        except Exception as error:  # a writer that a fault has stopped raises that
            self._refuse(arrival, error)
            raise
        self._tally["taken" if new else "known"] += 1
        if new and isinstance(arrival, Event):
            self.swiftness.came(arrival, at)
        self._wake.set()
        return new

    def wake(self) -> None:
        """Look at once, as when another process has put something into the record. From within the event loop."""
        self._wake.set()

    async def ask(self, arrival: Arrival) -> Decision | None:
        """Take an arrival in and wait for what is decided. Raises what `receive` raises.

        None for a duplicate, and where this service ends before it is judged: then the next one judges it.
        """
        if self._stands_by:
            return await self._take_and_judge(arrival)
        answer: asyncio.Future[Decision | None] = asyncio.get_running_loop().create_future()
        self._asked.setdefault(arrival.id, answer)
        try:
            return await answer if await self.receive(arrival) else None
        finally:
            if self._asked.get(arrival.id) is answer:
                del self._asked[arrival.id]

    async def judge_waiting(self) -> list[Decision]:
        """Judge some of what waits in the inbox, as many as this organisation's share and its limit allow."""
        allowed = self._share.allowed()
        return await self._judge_some(await self._writer.run(_next(self._share.together, allowed)), allowed)

    async def _judge_some(self, arrivals: Sequence[Arrival], allowed: int, begin: bool = False) -> list[Decision]:
        """Judge what was found waiting; `begin` what was decided, too."""
        posts = sum(not comes_first(arrival) for arrival in arrivals)
        if posts > allowed:
            arrivals = arrivals[:-1]
        self._share.took(min(posts, allowed), more=posts > allowed)
        decisions: list[Decision] = []
        if arrivals:
            self._more |= len(arrivals) >= self._share.together
            async with self._share.turn():
                decisions = await self._judge_these(arrivals, begin)
        if self._share.rate is not None and self._share.held_back != self._held_back:
            await self._say_held_back(self._share.held_back)
        return decisions

    async def _say_held_back(self, held: bool) -> None:
        ours, chat, limit = self.organisation, self._chat(), int(self._share.rate or 0)
        await self._writer.run(lambda tx: note(tx, Limit.MESSAGES, limit, held, ours, chat, self._clock()))
        self._held_back, self._more = held, True  # the lead is yet to be told

    async def _judge_these(self, arrivals: Sequence[Arrival], begin: bool) -> list[Decision]:
        """The engine reads them together; then each is undone by itself if it fails, and all are committed together, with what
        is then due taken to be begun.

        An arrival on which judging itself fails is handed to a person, so that it neither blocks the others nor goes unread.
        """
        opinions = await self._adviser.opinions(arrivals)
        claim: Callable[[Transaction], Sequence[Attempt]] = self._dispatcher.claim() if begin else lambda tx: ()
        *answers, claimed = await self._writer.run_together(*map(self._judging, arrivals, opinions), claim)
        self._more |= isinstance(claimed, BaseException) or self._dispatcher.begin(claimed) >= LIMIT
        decisions = []
        # What was decided comes first: whoever asked is answered, whatever becomes of the others.
        for arrival, answer in sorted(zip(arrivals, answers, strict=True), key=lambda each: isinstance(each[1], BaseException)):
            decision = await self._hand_over(arrival, answer) if isinstance(answer, BaseException) else answer
            self._answer(arrival.id, decision)
            if decision is not None:
                decisions.append(decision)
        return decisions

    def _answer(self, arrival: str, decision: Decision | None) -> None:
        """Tell whoever asked. They may have stopped waiting."""
        asked = self._asked.pop(arrival, None)
        if asked is not None and not asked.done():
            asked.set_result(decision)

    def _judging(self, arrival: Arrival, opinion: Opinion) -> Callable[[Transaction], Decision | None]:
        return once(arrival, lambda tx: judge(tx, arrival, self.organisation, self._clock(), opinion))

    async def _hand_over(self, arrival: Arrival, error: BaseException) -> Decision | None:
        failed = type(error).__name__
        self._more = True  # what follows from it is yet to begin
        unread = once(arrival, lambda tx: unjudged(tx, arrival, self.organisation, self._clock(), failed))
        return await self._writer.run(unread)

    async def _take_and_judge(self, arrival: Arrival) -> Decision | None:
        """An answer is wanted here, and the rounds are another process's: so it is taken in and judged in one unit.

        Where it cannot be judged it is only taken in, and whoever looks after the organisation hands it to a person.
        """
        (opinion,) = await self._adviser.opinions([arrival])

        def work(tx: Transaction) -> Decision | None:
            return judge(tx, arrival, self.organisation, self._clock(), opinion) if tx.receive(arrival) else None

        try:
            decision = await self._writer.run(work)
        except UnavailableError as error:
            self._refuse(arrival, error)
            raise
        except Exception as error:  # its text may hold what somebody wrote
            log.warning("what was asked could not be judged here: %s", type(error).__name__)
            await self.receive(arrival)
            return None
        self._tally["taken" if decision else "known"] += 1
        return decision

    def _refuse(self, arrival: Arrival, error: Exception) -> None:
        """It is not taken in, and so read without a record."""
        self._tally["refused"] += 1
        self._without.refuse(arrival, error)
        self._wake.set()

    async def _ring_some(self, timers: Sequence[Timer]) -> int:
        """Ring every clock that was found due, each undone by itself if it fails, and give how many there were.

        One that cannot be rung is recorded and set anew: it must not keep the others from ringing.
        """
        if not timers:
            return 0
        now, self._more = self._clock(), True  # what follows from them is yet to begin
        rings = (partial(self._ring, timer=timer, now=now) for timer in timers)
        for timer, answer in zip(timers, await self._writer.run_together(*rings), strict=True):
            if isinstance(answer, BaseException):
                failed = type(answer).__name__
                late = partial(put_off, timer=timer, organisation=self.organisation, now=now, error=failed)
                await self._writer.run(late)
        return len(timers)

    def _ring(self, tx: Transaction, timer: Timer, now: datetime) -> None:
        """Ring it, unless another process has rung it meanwhile."""
        if timer in tx.due_timers(now):
            ring(tx, timer, self.organisation, now)

    async def _forget(self) -> None:
        """Once a day: what the retention of arrivals is over for (decisions 4)."""
        now = self._clock()
        if self._forgot != now.date():
            await self._writer.forget_expired(now, self.organisation.config)
            self._forgot = now.date()

    async def tell_week(self) -> bool:
        """Once a week: tell of what could wait for it. Whether anything was told."""
        now = self._clock()
        over = due(now, self.organisation)
        if over == self._week:
            return False
        told = await self._writer.run(lambda tx: tell_week(tx, self.organisation, over, self._chat(), now))
        self._week = over
        self._more |= told
        return told

    def _chat(self) -> str:
        """Where contacts are met who are not reached by e-mail."""
        return next((name for name in self._platforms if name != EMAIL), EMAIL)

    async def round(self, wait: bool = True) -> bool:
        """One round: dispatch, judge, ring, tell of the week, forget. Whether anything was done, or is left to be done at once.
        `wait` until what was begun is done, too.
        """
        self._more = False
        return await self._through(partial(self._due, wait)) or self._more

    async def _due(self, wait: bool) -> Sequence[Callable[[], Awaitable[object]]]:
        """Look once at all that is due, and give the steps of a round."""
        allowed = self._share.allowed()
        works = (_next(self._share.together, allowed), self._dispatcher.claim(), lambda tx: tx.due_timers(self._clock()))
        arrivals, claimed, timers = await self._writer.run_together(*works)
        read = asyncio.get_running_loop().create_future()  # what has come may be about somebody who was to be told

        async def begin() -> int:
            begun = self._dispatcher.begin(_found(claimed), after=(read,))
            self._more |= begun >= LIMIT
            return begun

        async def judged() -> Sequence[Decision]:
            try:
                return await self._judge_some(_found(arrivals), allowed, begin=True)
            finally:
                read.set_result(None)

        async def ring() -> int:
            return await self._ring_some(_found(timers))

        return (begin, judged, partial(self._dispatcher.settled, wait), ring, self.tell_week, self._forget)

    async def _through(self, steps: Callable[[], Awaitable[Sequence[Callable[[], Awaitable[object]]]]] | None = None) -> bool:
        """Go through the steps of a round. Whether anything was done.

        One of these that fails stops neither the others nor the rounds to come. While something is wrong, those who answer for
        the organisation are told; while the record cannot be written, nothing else is done.
        """
        done, fault = False, None
        failure = self._writer.failure
        if failure is not None:
            self._without.open(failure)
        if failure is None or self._without.may_try():
            try:
                await self._resume()
                for step in await steps() if steps else ():
                    try:
                        done |= bool(await step())
                    except UnavailableError:
                        raise
                    except Exception as error:
                        fault = fault or error
                if fault is None:
                    await self._well()
            except Exception as error:  # whatever it is, the service must not end by it: then nobody would be told
                fault = error
        if fault is not None:
            self._more &= done  # where nothing was, it is tried again at the next tick, and not without a pause
            await self._failed(fault)
        await self._without.tend()
        return done

    async def _resume(self) -> None:
        """What the record lacks comes first, before anything else is written."""
        failure = self._writer.failure
        if failure is not None:  # of a write that was not this service's, perhaps
            self._without.open(failure)
        now, gap = self._clock(), self._without.so_far()

        def first(tx: Transaction) -> None:
            if self._to_begin:
                begin(tx, now, self.organisation, self._adviser.id, self._platforms, gap, self._seen)
            elif gap is not None:
                tx.append(gap.entry(now, self.organisation.config), now)

        if self._to_begin or failure is not None:
            await self._writer.resume(first)
            self._to_begin = False
            self.begun.set()
            self._without.over(gap)

    async def _well(self) -> None:
        """All went well: what was wrong is over."""
        if (gap := self._without.so_far()) is not None:  # the record could be written, and something else was wrong
            await self._append(gap.entry(self._clock(), self.organisation.config))
            self._without.over(gap)
        if told := await self._without.all_clear():
            await self._append(Entry("lead.told", BOT, {"of": "log.gap", "people": told, **self._by_rule()}))

    async def _failed(self, error: Exception) -> None:
        if self._without.gap is None and not isinstance(error, StoreError):
            # The error's text may hold what somebody wrote, so only its type is kept.
            log.error("a round failed with %s", type(error).__name__)
            with suppress(Exception):  # where that cannot be written, they are told all the same
                await self._append(Entry("service.failed", BOT, {"error": type(error).__name__, **self._by_rule()}))
        self._without.failed(error)

    async def _append(self, entry: Entry) -> None:
        await self._writer.run(lambda tx: tx.append(entry, self._clock()))

    def _by_rule(self) -> Mapping[str, str]:
        return {"rule": RULE, "config": self.organisation.config}

    async def until_idle(self) -> None:
        """Rounds until nothing is due at the clock's present instant."""
        while await self.round():
            pass

    async def stand_by(self, stop: asyncio.Event) -> None:
        """While another process looks after the organisation: what arrives is taken in here all the same, and nothing is judged
        but what somebody asks. What cannot be taken in is read without a record, as ever.
        """
        self._stands_by, self._to_begin = True, False
        self._let_go()
        try:
            while not stop.is_set():
                self._wake.clear()
                await self._through()
                await self._until_woken(stop)
            await self._through()  # what is missing is recorded here before somebody else follows
        finally:
            self._stands_by = False

    def _let_go(self) -> None:
        """Nobody waits for what another process will judge."""
        for arrival in tuple(self._asked):
            self._answer(arrival, None)

    def _tick(self) -> float:
        """How long to wait until it is looked again, in seconds. Nobody wakes this for what is wrong, or above the limit."""
        calm = self._writer.failure is None and self._without.is_calm and not self._share.held_back
        return (SELDOM if self._is_woken and calm else TICK).total_seconds()

    async def _until_woken(self, stop: asyncio.Event) -> None:
        """Until something arrives or is over, and for a tick at most."""
        waits = [asyncio.ensure_future(each.wait()) for each in (self._wake, stop)]
        try:
            await asyncio.wait(waits, timeout=self._tick(), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    async def _look(self, stop: asyncio.Event) -> bool:
        """A round, and whether there may be more to do at once: not where it found all, and nothing has come meanwhile. At the
        end whatever follows is done, too.
        """
        self._wake.clear()
        done = await self.round(wait=False)  # what people are told takes its time, and nothing waits for that
        return self._more or self._wake.is_set() or (done and stop.is_set())

    async def run(self, stop: asyncio.Event, seen: datetime | None = None) -> None:
        """Rounds for as long as the service lives: at once when something arrives, else at every tick.

        Its beginning and its end are recorded, with the time in which it was not there. That comes first in the record if this
        begins before anything else that writes, and it is the last if this ends after it. `seen` is when another process was
        last known to look after the organisation.
        """
        self._to_begin, self._seen = True, seen
        async with self._share.beginning(self._wake):
            more = not stop.is_set() and await self._look(stop)
        while more or not stop.is_set():
            while more:
                more = await self._look(stop)
            self.going.set()
            if not stop.is_set():
                await self._until_woken(stop)
                more = True
        self._let_go()
        await self._dispatcher.end(GRACE)
        try:
            await self._resume()
            await self._writer.run(lambda tx: end(tx, self._clock(), self.organisation.config))
        except Exception as error:
            self._without.open(error)  # so that the next start knows why
            log.warning("that the service ends could not be recorded: %s", why_of(error))


def _next(together: int, allowed: int) -> Callable[[Transaction], Sequence[Arrival]]:
    """What waits to be judged: one more than is allowed, so that it is known whether there is."""
    return lambda tx: tx.next_arrivals(together, min(allowed + 1, together))


def _found(found: Sequence[T] | BaseException) -> Sequence[T]:
    """What a look found; what kept it from that is raised."""
    if isinstance(found, BaseException):
        raise found
    return found
