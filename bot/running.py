"""One organisation, running: its store, its service, its anchors and its platforms, put together.

Everything that an organisation is made of is chosen here and nowhere else. Adapters of platforms come from outside, by name,
and hand what arrives to `Running.receive`; the mail server becomes the platform "email". While it runs, checkpoints of its
record leave the machine (map 7.2).
"""

import asyncio
import logging
import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, ExitStack, closing, nullcontext, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Final, NamedTuple, Self, TypeVar
from zoneinfo import ZoneInfo

from bot.anchors.holders import Holder, officers
from bot.anchors.service import Anchors
from bot.committee.due import CommitteeReports
from bot.committee.practice import Practice
from bot.committee.practising import PracticeReports
from bot.committee.telling import PAPERS
from bot.config import OrganisationConfig
from bot.direct import EMAIL, Direct
from bot.email_platform import EmailPlatform
from bot.engines import Adviser
from bot.homes import IN_FILES, Homes
from bot.hosting.watching import Suspension
from bot.inspection import completed, take_in
from bot.limits import Measured
from bot.mail import Post
from bot.organisation import stands, with_roster
from bot.platform import Capabilities, Platform
from bot.service import Service
from bot.shadow import Shadow
from bot.shares import Share, Shares
from bot.swiftness import Swiftness
from bot.witness.holder import witnesses
from moderation.checks import inspect
from moderation.context import Organisation
from moderation.engines import Opinion
from moderation.model import Arrival, Decision
from moderation.own_words import OwnWord
from moderation.server import Lapse, ServerFacts
from storage.sqlite.audit import Whole
from storage.store import Clock, Counts, Entropy, HeldError, Store, StoreError, Transaction, UnavailableError
from storage.writer import Writer

T = TypeVar("T")

Beside = Callable[[], AbstractAsyncContextManager[object]]
"""What goes on for the time of a block."""

log = logging.getLogger(__name__)

#: How often it is looked whether practice mode or an entry of the allow-list has ended.
TICK: Final = timedelta(minutes=1)
#: A program that is started again and again tells nobody more often than this that it does not run.
TOLD_AGAIN: Final = timedelta(hours=1)
#: In the organisation's folder: remembers an open gap over a restart (`bot.gap`).
GAP_FILE: Final = "gap"


class EndedError(Exception):
    """Something ended that should have gone on. The message says what, in a sentence that holds nothing that anybody wrote."""


class Terms(NamedTuple):
    """What a day can change without anybody doing anything: what may be posted and what not, and whether this is practice."""

    allowed: tuple[str, ...]
    shadow: bool
    own_words: tuple[OwnWord, ...] = ()


class Running:
    """A context in which the organisation's store is open, and `run` does its work.

    Raises StoreError when the store cannot be opened; then those who answer for the organisation have been told, as far as
    they can be reached without it.
    """

    def __init__(
        self,
        config: OrganisationConfig,
        data_folder: Path,
        adviser: Adviser,
        clock: Clock,
        post: Post | None = None,
        platforms: Mapping[str, Platform] = MappingProxyType({}),
        entropy: Entropy = os.urandom,
        homes: Homes = IN_FILES,
        public_address: str = "",
        shares: Shares | None = None,
    ) -> None:
        """`public_address` is where browsers find the pages of links in letters; "" where letters are to carry none. `shares`
        are those of the process; None where the organisation has a machine of its own, and no limit.
        """
        self.config = config
        self.folder = data_folder / config.id
        self.home = homes.of(self.folder, config.id)
        self.platforms = dict(platforms)
        if post is not None:
            papers, club = self.folder / PAPERS, config.contacts.organisation
            self.platforms[EMAIL] = EmailPlatform(post, club, clock, papers, config.mailbox)
        self._adviser = adviser
        self._clock = clock
        self._post = post
        self._entropy = entropy
        self._share = Share(config.id, shares, config.limits.messages) if shares else None
        self._answers = f"{public_address.rstrip('/')}/answer/{config.id}" if public_address else ""
        self._zone = ZoneInfo(config.profile.hours.time_zone)
        self._told_file = data_folder / f"{config.id}.told"
        self._held = ExitStack()
        self._on_change: list[Callable[[], object]] = []
        self._inspecting = asyncio.Lock()
        self._learning = asyncio.Lock()
        self._others_changed = asyncio.Event()
        self._service: Service
        self._register: tuple[int, int]
        #: Whether whoever runs the machine has suspended it: nothing of it is looked after then.
        self.suspension: Final = Suspension(self.look)
        #: See `bot.platform.Core`.
        self.swiftness: Final = Swiftness(clock)
        #: How many arrivals were taken in, known already, or refused, since the start.
        self.tally: Final = Counter[str]()

    async def __aenter__(self) -> Self:
        try:
            await self._open_in_turn()
        except HeldError:
            raise  # it does run: as another process
        except StoreError as error:
            await self._tell_not_running(error)
            raise
        with suppress(OSError):
            self._told_file.unlink(missing_ok=True)
        return self

    async def _open_in_turn(self) -> None:
        async with self._share.beginning() if self._share else nullcontext():
            with ExitStack() as held:
                self._store = held.enter_context(closing(await asyncio.to_thread(self._open)))
                self._writer = held.enter_context(Writer(self._store))
                loop = asyncio.get_running_loop()
                held.enter_context(self._store.changed_by_others(lambda: loop.call_soon_threadsafe(self._changed)))
                self.practice_ends = await self._writer.look(self._practice_ends)
                await self.suspension.look()
                await self._put_together()
                self._held = held.pop_all()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self._held.close)

    async def receive(self, arrival: Arrival) -> bool:
        """Take an arrival in: see `Service.receive`. This is what adapters are given."""
        return await self._service.receive(arrival)

    async def ask(self, arrival: Arrival) -> Decision | None:
        """Take an arrival in and wait for what is decided. See `bot.platform.Core`."""
        return await self._service.ask(arrival)

    @property
    def organisation(self) -> Organisation:
        """The organisation as it stands now."""
        return self._service.organisation

    @property
    def clock(self) -> Clock:
        return self._clock

    @property
    def practises(self) -> bool:
        """Whether this is practice mode now. See `bot.platform.Core`."""
        return self._terms.shadow

    @property
    def direct(self) -> Direct:
        """See `bot.platform.Core`."""
        return Direct(self.organisation, self.platforms)

    async def opinion(self, arrival: Arrival) -> Opinion:
        """What the engine says of something that has not arrived. See `bot.platform.Core`."""
        (opinion,) = await self._adviser.opinions([arrival])
        return opinion

    async def look(self, work: Callable[[Transaction], T]) -> T:
        """Read something out of the store. See `bot.platform.Core`."""
        return await self._writer.look(work)

    async def write(self, work: Callable[[Transaction], T]) -> T:
        """Write something that is no answer to an arrival. See `bot.platform.Core`.

        Where the register was changed by it, its names are known once this returns (map 2.2).
        """
        done, stamp = await self._writer.run(lambda tx: (work(tx), tx.register_stamp()))
        if stamp != self._register:
            await self._know_everybody()
        return done

    async def _know_everybody(self) -> None:
        """Know everybody on the register as it stands now. Of a large one that takes a while, in which messages do not wait.
        Where it cannot be read, that is logged and tried again at the next look.
        """
        async with self._learning:
            service = self._service
            try:
                if await self._writer.look(lambda tx: tx.register_stamp()) == self._register:
                    return
                people, stamp = await self._writer.look(lambda tx: (tx.people(), tx.register_stamp()))
            except StoreError as error:  # what was written is on disk all the same
                log.error("%s: the register could not be read anew (%s)", self.config.id, type(error).__name__)
                return
            known = await asyncio.to_thread(with_roster, service.organisation, people, self._entropy(32))
            if service is self._service:  # another one has read the register itself
                service.organisation, self._register = known, stamp

    async def inspect(self, facts: ServerFacts) -> Sequence[Lapse]:
        """Look at a server as it stands. See `bot.platform.Core`."""
        async with self._inspecting:  # in the order in which the facts came: what is older must not undo what is newer
            now, ours = self._clock(), self.organisation
            seen, organisation = await self._writer.look(lambda tx: completed(tx, facts, ours, now))
            found = await asyncio.to_thread(inspect, seen, organisation)  # a large server must not keep messages waiting
            await self.write(lambda tx: take_in(tx, seen, found, organisation, now))
        return found

    async def audit(self) -> Whole:
        """Read the whole record, beside what goes on. See `bot.platform.Core`."""
        return await asyncio.to_thread(self.home.audit)

    @property
    def is_unwritable(self) -> bool:
        """Whether its record cannot be written now."""
        return self._writer.failure is not None

    @property
    def is_held_back(self) -> bool:
        """Whether messages wait because they are above its limit."""
        return self._share is not None and self._share.held_back

    def counts(self) -> Counts:
        """How much there is in its record. Raises StoreError."""
        return self._store.counts()

    async def until_going(self) -> None:
        """Until this looks after arrivals. That it runs comes first in the record, wherever that can be written."""
        await self._service.going.wait()

    async def run(self, stop: asyncio.Event, seen: datetime | None = None, beside: Beside = nullcontext) -> None:
        """Work until `stop`, and end in order. Raises EndedError if a part of it ends by itself. `seen` is when another process
        was last known to do this. It ends by itself once it is suspended. What goes on `beside` it, and may write into its
        record, begins after the service and is over before that ends.
        """
        async with self.suspension.or_it(stop) as ends:
            while not ends.is_set():
                await self._run_as_it_stands(ends, seen, beside)
                seen = None
                if not ends.is_set():
                    log.info("%s: begins anew: practice mode, an allowed detail or a word of its own has ended", self.config.id)
                    await self._put_together_anew()

    async def stand_by(self, until: asyncio.Event) -> None:
        """Only take in what arrives, while another process does the rest, and be ready to `run`. Raises EndedError."""
        async with self.suspension.or_it(until) as ends:
            await self._service.stand_by(ends)
        await self._put_together_anew()

    def on_change(self, call: Callable[[], object]) -> None:
        """See `bot.platform.Core`."""
        self._on_change.append(call)

    async def tell_others(self) -> None:
        """See `bot.platform.Core`."""
        await asyncio.to_thread(self._store.tell_others)

    # Putting together

    def _open(self) -> Store:
        days = self.config.profile.retention.arrivals_days
        return self.home.open(self.config.id, self._clock, retention_days=days, entropy=self._entropy)

    def _organisation(self, terms: Terms) -> Organisation:
        config, capabilities = self.config, Capabilities(self.platforms)
        ours = stands(
            config.id,
            config.profile,
            config.contacts,
            terms.allowed,
            capabilities,
            config.schools,
            terms.own_words,
            config.email_domains,
        )
        return replace(ours, answers=self._answers)

    async def _put_together(self) -> None:
        """The service and the anchors for the register and the terms as they are now."""
        self._terms = self._terms_now()
        people, self._register = await self._writer.look(lambda tx: (tx.people(), tx.register_stamp()))
        organisation = with_roster(self._organisation(self._terms), people, self._entropy(32))
        platforms = {name: Shadow(each) if self._terms.shadow else each for name, each in self.platforms.items()}
        marker = None if self.home.shared else self.folder / GAP_FILE  # a file remembers for one process alone
        so_far = self.swiftness, self.tally, self._share
        more = *so_far, self.home.shared
        self._service = Service(self._writer, organisation, platforms, self._clock, self._adviser, marker, *more)
        self._reports = CommitteeReports(
            self._writer, organisation, self.config.review, self.home, self._clock, tuple(platforms)
        )
        names = tuple(platforms)
        self._practices = PracticeReports(self._writer, organisation, self._practice(), self.home, self._clock, names)
        limits = self.config.limits
        self._measured = Measured(self._writer, organisation, limits, self.home, self._clock, names) if self._share else None
        self._anchors = Anchors(self._writer, organisation, self._holders(organisation), self._clock, self._post, platforms)

    async def _put_together_anew(self) -> None:
        try:
            await self._put_together()
        except StoreError as error:
            raise EndedError(f"{self.config.id}: {error}") from error

    def _changed(self) -> None:
        for call in self._on_change:
            call()
        self._others_changed.set()
        self.suspension.look_soon()

    def _holders(self, organisation: Organisation) -> list[Holder]:
        anchors, key = self.config.anchors, self._store.verifier_key
        outside = witnesses(anchors.witnesses, self._writer, self.home, organisation.config)
        if self._post is None:  # then there are no officers: the configuration is refused if it names one
            return [*outside]
        return [*officers(anchors.officers, organisation.contacts, key, self._zone, self._post), *outside]

    def _practice_ends(self, tx: Transaction) -> datetime | None:
        """When practice mode ends, counted from when the service began for the first time; None where it is not wanted."""
        if not self.config.starts_shadow:
            return None
        first = tx.oldest_entry("service.started")
        began = first.at if first else self._clock()
        return began + timedelta(days=self.config.profile.shadow_days)

    def _practice(self) -> Practice | None:
        ends = self.practice_ends
        return Practice(ends - timedelta(days=self.config.profile.shadow_days), ends) if ends else None

    def _terms_now(self) -> Terms:
        now = self._clock()
        today = now.astimezone(self._zone).date()
        shadow = self.practice_ends is not None and now < self.practice_ends
        return Terms(self.config.allowed(today), shadow, self.config.own_words(today))

    # Running

    async def _run_as_it_stands(self, stop: asyncio.Event, seen: datetime | None, beside: Beside) -> None:
        """Run service and anchors until `stop`, or until the terms are no longer what they were put together with.

        The service is the first to begin and the last to end, so that its entries frame all others.
        """
        end_service, end_anchors = asyncio.Event(), asyncio.Event()
        serving = asyncio.create_task(self._serve(end_service, seen))
        anchoring = asyncio.create_task(self._anchor(end_anchors))
        watching = asyncio.create_task(self._watch(stop))
        try:
            async with beside():
                early, _ = await asyncio.wait({serving, anchoring, watching}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            watching.cancel()
            end_anchors.set()
            await asyncio.wait({anchoring, watching})
            end_service.set()
            await asyncio.wait({serving})
        for part, task in (("its service", serving), ("the sending of checkpoints", anchoring), ("its watch", watching)):
            error = None if task.cancelled() else task.exception()
            if error is not None or (task in early and task is not watching):
                # The error's text may hold what somebody wrote, so only its type is kept.
                why = f" ({type(error).__name__})" if error else ""
                raise EndedError(f"{self.config.id}: {part} ended unexpectedly{why}") from error

    async def _serve(self, end: asyncio.Event, seen: datetime | None) -> None:
        loop = asyncio.get_running_loop()
        with self._store.woken_by_others(lambda: loop.call_soon_threadsafe(self._service.wake)):
            await self._service.run(end, seen)

    async def _anchor(self, end: asyncio.Event) -> None:
        waits = [asyncio.create_task(self._service.begun.wait()), asyncio.create_task(end.wait())]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        await self._anchors.run(end)

    async def _watch(self, stop: asyncio.Event) -> None:
        """Wait for `stop`, or for other terms, and see to reports, and to whom other processes put on the register, or who was
        erased from it. While the record cannot be written nothing begins anew.
        """
        # Where others say what they change it is looked seldom: of thousands of organisations most would look in vain.
        tick = 5 * TICK if self.home.shared else TICK
        while not stop.is_set() and (self._terms_now() == self._terms or self._writer.failure is not None):
            await self.suspension.look()
            await self._know_everybody()
            await self._reports.tend()
            await self._practices.tend()
            if self._measured is not None:
                await self._measured.tend()
            self._others_changed.clear()
            waits = [asyncio.ensure_future(each.wait()) for each in (stop, self._others_changed)]
            try:
                await asyncio.wait(waits, timeout=tick.total_seconds(), return_when=asyncio.FIRST_COMPLETED)
            finally:
                for wait in waits:
                    wait.cancel()

    # Not running

    async def _tell_not_running(self, error: StoreError) -> None:
        """Tell the lead, or who comes next and can be reached, that nothing is being watched."""
        now = self._clock()
        if self._told_lately(now):
            return
        why = error.why if isinstance(error, UnavailableError) else "cannot_open"
        direct = Direct(self._organisation(Terms((), shadow=False)), self.platforms)
        key = ("not_running", self.config.id, f"{now:%Y-%m-%d %H}")
        if not await direct.show_first(direct.not_running(why, now), direct.chain(), 1, *key):
            log.error("%s: nobody who answers for it could be told that it does not run: tell them", self.config.id)
            return
        with suppress(OSError):  # where nothing can be remembered, mail programs still recognise the letter of this hour
            self._told_file.write_text(now.isoformat(), "ascii")

    def _told_lately(self, now: datetime) -> bool:
        try:
            told = datetime.fromisoformat(self._told_file.read_text("ascii"))
            return timedelta() <= now - told < TOLD_AGAIN
        except (OSError, ValueError, TypeError):
            return False
