"""Rounds in which checkpoints get out. They run beside the service: a mail server that hangs never keeps a message
waiting. What has left is how a changed record is noticed (map 7.2).

A crash between handing a checkpoint over and writing that down means handing it over again; it is the same letter then, by its
Message-ID, and for a witness the same size.
"""

import asyncio
import logging
from collections.abc import Awaitable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from bot.anchors.alarm import AlarmBell
from bot.anchors.holders import Cover, Holder
from bot.anchors.schedule import (
    REPEATED,
    SILENCE,
    Delivery,
    deliveries_due,
    failed,
    last_daily,
    once_received,
    quiet_until,
    ready,
    signing_due,
    standing,
    volume_due,
)
from bot.anchors.words import advice, status_line
from bot.mail import Post
from bot.platform import Platform
from moderation.context import Organisation
from moderation.model import BOT, AlreadyDone, Done, Entry, Outcome, RetryLater
from storage.anchoring import Alarm, Anchoring
from storage.rows.anchors import RULE
from storage.store import Checkpoint, Clock, StoreError, Transaction
from storage.writer import Writer

log = logging.getLogger(__name__)

#: How often it is looked whether something is due.
TICK: Final = timedelta(seconds=5)
#: How long a holder may take over one checkpoint. Longer than a mail server's own time-outs.
PATIENCE: Final = timedelta(minutes=2)
#: The letters to lead and deputy, among what is under way.
_LETTERS: Final = "letters"


class Anchors:
    """Gets one organisation's checkpoints out, and says so when they do not arrive."""

    def __init__(
        self,
        writer: Writer,
        organisation: Organisation,
        holders: Sequence[Holder],
        clock: Clock,
        post: Post | None = None,
        platforms: Mapping[str, Platform] = MappingProxyType({}),
    ) -> None:
        """`post` and `platforms` are for telling lead and deputy when checkpoints do not arrive."""
        self._writer = writer
        self._organisation = organisation
        self._holders = {holder.appointed.name: holder for holder in holders}
        self._called = {name: holder.called for name, holder in self._holders.items()}
        self._clock = clock
        self._zone = ZoneInfo(organisation.profile.hours.time_zone)
        self._bell = AlarmBell(organisation, post, platforms, self._zone)
        self._appointed = False
        self._under_way: set[str] = set()
        self._stood: object = None
        self._looked = self._look_at = datetime.min.replace(tzinfo=UTC)

    async def run(self, stop: asyncio.Event) -> None:
        """Rounds for as long as the service lives, one begun at every tick: one that waits for a slow holder holds up no other.

        What is under way at the end is broken off; it is done again at the next start.
        """
        rounds: set[asyncio.Task[None]] = set()
        stopping = asyncio.create_task(stop.wait())  # one for all ticks: of thousands of organisations that adds up
        try:
            while not stop.is_set():
                if self._may_be_due():
                    task = asyncio.create_task(self._tried_round())
                    rounds.add(task)
                    task.add_done_callback(rounds.discard)
                await asyncio.wait((stopping,), timeout=TICK.total_seconds())
        finally:
            stopping.cancel()
            for task in rounds:
                task.cancel()
            await asyncio.gather(*rounds, return_exceptions=True)

    def _may_be_due(self) -> bool:
        """Whether it is worth looking: something was written since the last look, or its time has come."""
        return self._writer.stands != self._stood or not self._looked <= self._clock() < self._look_at

    async def until_idle(self) -> None:
        """Rounds until nothing is due at the clock's present instant."""
        while await self.round():
            pass

    async def _tried_round(self) -> None:
        """A round that ends no service: what goes wrong is logged by its kind, and the next one tries again."""
        try:
            await self.round()
        except StoreError as error:
            log.warning("checkpoints could not be written: %s", error)
        except Exception as error:
            log.error("a round of checkpoints failed with %s", type(error).__name__)

    async def round(self) -> bool:
        """Sign, hand over, raise or end the alarm. Whether anything was handed over."""
        now, stood = self._clock(), self._writer.stands
        if not self._appointed:
            appointed = [holder.appointed for holder in self._holders.values()]
            await self._writer.run(lambda tx: tx.appoint(appointed, self._organisation.config, now))
            self._appointed = True
        due, state = await self._writer.run(lambda tx: self._prepare(tx, now))
        due = [(delivery, checkpoint) for delivery, checkpoint in due if delivery.name not in self._under_way]
        await _all(self._once(each.name, self._hand_over(each, checkpoint, state, now)) for each, checkpoint in due)
        troubled = bool(due) or state.alarm is not None or standing(now, state).alarming
        self._stood, self._looked, self._look_at = stood, now, now if due else quiet_until(now, state)
        alarm = await self._writer.run(lambda tx: self._look(tx, now)) if troubled else None
        if alarm is not None and _LETTERS not in self._under_way:
            await self._once(_LETTERS, self._tell_lead(alarm, now))
        return bool(due)

    async def _once(self, name: str, work: Awaitable[None]) -> None:
        """Do something that no other round does at the same time."""
        self._under_way.add(name)
        try:
            await work
        finally:
            self._under_way.discard(name)

    def _prepare(self, tx: Transaction, now: datetime) -> tuple[list[tuple[Delivery, Checkpoint]], Anchoring]:
        """Everything that is due, signed and on the disk before any of it goes out."""
        state = tx.anchoring()
        volume = volume_due(now, self._zone, state)
        if volume is not None:
            tx.open_volume(volume, now)
            state = tx.anchoring()
        if signing_due(now, self._zone, state):
            tx.checkpoint(now)
            state = tx.anchoring()
        return [(each, tx.signed_at(each.position)) for each in deliveries_due(now, self._zone, state)], state

    async def _hand_over(self, delivery: Delivery, checkpoint: Checkpoint, state: Anchoring, now: datetime) -> None:
        name = delivery.name
        status = status_line(standing(now, once_received(name, now, state)), self._called, self._zone)
        cover = Cover(now, last_daily(now, self._zone).date(), status, delivery.final)
        outcome = await self._deliver(self._holders[name], checkpoint, cover)
        if isinstance(outcome, Done | AlreadyDone):
            await self._writer.run(lambda tx: tx.delivered(name, delivery.position, now))
            return
        (before,) = (holder.failure for holder in state.holders if holder.name == name)
        await self._writer.run(lambda tx: tx.not_delivered(name, failed(now, before, outcome)))

    async def _deliver(self, holder: Holder, checkpoint: Checkpoint, cover: Cover) -> Outcome:
        try:
            async with asyncio.timeout(PATIENCE.total_seconds()):
                return await holder.deliver(checkpoint, cover)
        except TimeoutError:
            return RetryLater(why="unreachable")
        except Exception as error:
            # Its text may hold an address, so only its type is kept.
            log.warning("%s could not be given a checkpoint: %s", holder.appointed.name, type(error).__name__)
            return RetryLater(why=type(error).__name__)

    def _look(self, tx: Transaction, now: datetime) -> Alarm | None:
        """Write down that somebody is silent, once a day while it lasts, or that nobody is any more. Gives the alarm."""
        state = tx.anchoring()
        stands, alarm = standing(now, state), state.alarm
        data = {"rule": RULE, "config": self._organisation.config, "outside": stands.holders, "heard": len(stands.heard)}
        if not stands.alarming:
            if alarm is not None:
                tx.append(Entry("anchor.restored", BOT, data), now)
                tx.set_alarm(None)
            return None
        if alarm is None or not timedelta(0) <= now - alarm.noted < REPEATED:
            alarm = Alarm(alarm.since if alarm else now, now)
            hours = int(SILENCE / timedelta(hours=1))
            silent = [holder.name for holder in stands.silent]
            tx.append(Entry("anchor.silent", BOT, data | {"silent": silent, "hours": hours}), now)
            tx.set_alarm(alarm)
        return alarm

    async def _tell_lead(self, alarm: Alarm, now: datetime) -> None:
        """Tell those of lead and deputy who have not been told today."""
        waiting = [(role, contact) for role, contact in self._bell.to_tell() if role not in alarm.told]
        if not waiting or not ready(now, alarm.failure):
            return
        stands = standing(now, await self._writer.run(lambda tx: tx.anchoring()))
        status, do = status_line(stands, self._called, self._zone), advice(stands, self._called)
        told, failure = alarm.told, None
        for role, contact in waiting:
            outcome = await self._bell.tell(contact, status, do, alarm.noted, now)
            if isinstance(outcome, Done | AlreadyDone):
                told |= {role}
            else:
                failure = failed(now, alarm.failure, outcome)
        await self._writer.run(lambda tx: tx.set_alarm(replace(alarm, told=told, failure=failure)))


async def _all(work: Iterable[Awaitable[None]]) -> None:
    """Do all of it at once, each to its end whatever becomes of the others; then raise the first thing that went wrong."""
    for failure in await asyncio.gather(*work, return_exceptions=True):
        if failure is not None:
            raise failure
