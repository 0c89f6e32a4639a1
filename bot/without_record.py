"""What the service does while its record cannot be written (map 9.2).

Nothing is removed and nobody is told anything: whatever is done must be on disk before (docs/ledger.md). But those who answer
for the organisation are alerted, past the record: plainly that nothing is being done, and of every message that is urgent.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from bot.direct import EMAIL, Direct
from bot.engines import Adviser
from bot.gap import Gap, Marker, why_of
from bot.intake import Known, hear, heard_as, read
from bot.memory import Memory
from bot.platform import Platform
from moderation.cards import Card
from moderation.context import Organisation
from moderation.engines import Opinion
from moderation.model import (
    Account,
    Action,
    AlertLead,
    Arrival,
    Case,
    Contact,
    ContactRequest,
    Event,
    Person,
    Picture,
    PlaceKind,
    Reach,
    Report,
    Role,
    Speed,
    derived_id,
)
from moderation.reports import words_of
from moderation.routing import to_alert
from storage.store import Registered, StoreError, Transaction
from storage.writer import Writer

log = logging.getLogger(__name__)

#: Waits between tries to write again double from the first to the longest.
FIRST_WAIT: Final = timedelta(seconds=1)
LONGEST_WAIT: Final = timedelta(minutes=1)
#: So long it must have gone well before it is believed: then the lead is told so, and what comes after is another trouble.
CALM: Final = timedelta(minutes=10)
#: Somebody else's lock, such as a backup's, is mostly gone before a lead could have read of it.
GRACE: Final = timedelta(minutes=1)
#: The plain alert goes to one, then after this time to two, and from then on every hour to one more.
FIRST_REPEAT: Final = timedelta(minutes=15)
REPEAT: Final = timedelta(hours=1)
#: When nobody could be reached, all are tried again after this.
UNREACHED: Final = timedelta(minutes=1)
#: Messages that wait to be read without a record, and ids of those that were, at most: memory stays flat in a flood.
WAITING: Final = 1000
REMEMBERED: Final = 20_000


@dataclass(frozen=True, slots=True)
class _Urgent:
    """An urgent concern as its card: those whom it is about, those who may be shown it, in order, and how many must be."""

    shown: Card
    subjects: Sequence[str]
    chain: Sequence[Contact]
    count: int


class WithoutRecord:
    """One organisation's service while there is a gap in its record, and the gap itself.

    `gap` is None while all is well. `earlier` is one that was open when the process before this one ended, until it
    is recorded.
    """

    def __init__(
        self,
        writer: Writer,
        organisation: Organisation,
        platforms: Mapping[str, Platform],
        clock: Callable[[], datetime],
        adviser: Adviser,
        marker: Path | None = None,
    ) -> None:
        self._marker = Marker(marker)
        self.gap: Gap | None = None
        self.earlier = self._marker.read()
        self._writer = writer
        self._organisation = organisation
        self._platforms = platforms
        self._clock = clock
        self._adviser = adviser
        self._direct = Direct(organisation, platforms)
        self._retry_at = self._repeat_at = clock()
        self._told: dict[str, Contact] = {}
        self._last: tuple[Gap, datetime] | None = None
        self._must_look = True
        self._begin_anew(clock())

    def _begin_anew(self, now: datetime) -> None:
        """Forget the trouble before, with all its messages."""
        self._wait = FIRST_WAIT
        self._repeats = 0
        self._memory = _acquainted(self._organisation, self._platforms)
        self._to_read: deque[Event | Report] = deque(maxlen=WAITING)
        self._read: dict[str, None] = {}
        self._refused: dict[str, None] = {}
        self._places: dict[str, None] = {}
        self._unread = 0
        self._brought: dict[str, None] = {}
        self._to_bring: deque[_Urgent] = deque(maxlen=WAITING)
        self._bring_at = now

    # The gap

    @property
    def is_calm(self) -> bool:
        """Whether there is no gap, and nobody is to be told any more of one that is over."""
        return self.gap is None and self.earlier is None and self._last is None

    def failed(self, error: BaseException) -> None:
        """A round has failed. When it was time for a try, the next one comes after a wait."""
        self.open(error)
        now = self._clock()
        if now >= self._retry_at:
            self._must_look = True
            self._retry_at = now + self._wait
            self._wait = min(2 * self._wait, LONGEST_WAIT)

    def refuse(self, arrival: Arrival, error: Exception) -> None:
        """An arrival was not taken in. It is read without being kept, once, however often the platform sends it."""
        gap = self.open(error)
        gap.refused += _is_new(arrival.id, self._refused)
        if not isinstance(arrival, Action) and _is_new(arrival.id, self._read):
            self._to_read.append(arrival)
            if isinstance(arrival, Event) and arrival.place.kind not in {PlaceKind.DIRECT, PlaceKind.GROUP_DIRECT}:
                self._places.setdefault(arrival.place.name)

    def may_try(self) -> bool:
        return self.gap is None or self._clock() >= self._retry_at

    def so_far(self) -> Gap | None:
        """What there is to be recorded, as it stands now: arrivals may be refused while its entry is on its way to the disk."""
        gap = self.gap or self.earlier
        return replace(gap) if gap else None

    def over(self, recorded: Gap | None) -> None:
        """The gap is in the record, as `so_far` gave it. What was refused after that is another one, which begins now."""
        now, gap = self._clock(), self.gap
        if gap is not None:
            left = gap.refused - (recorded.refused if recorded else 0)
            self._last = (self._last[0] if self._last else gap, now)
            self.gap = Gap(now, gap.why, left) if left else None
        self.earlier = None
        self._refused.clear()
        self._marker.write(self.gap)

    def open(self, error: BaseException) -> Gap:
        """The gap that there is now, because of this or of what came before it."""
        now = self._clock()
        if self.gap is None:
            earlier, self.earlier = self.earlier, None
            self.gap = Gap(now, why_of(error))
            if earlier is not None:  # the process before this one had ended in the same trouble
                self.gap = Gap(earlier.since, self.gap.why, earlier.refused, earlier.alerts)
            log.error("the service is without its record: %s (%s)", self.gap.why, type(error).__name__)
            if self._last is None:  # else it is the same trouble, which comes and goes: its waits and alerts go on
                self._begin_anew(now)
                self._repeat_at = now + (GRACE if self.gap.why == "locked" else timedelta())
            self._last = None
            self._marker.write(self.gap)
        return self.gap

    # Alerts

    async def tend(self) -> None:
        """Say again that nothing is being done, if it is time, and bring what is urgent to those who answer for it."""
        if self.gap is None:
            return
        before = self.gap.alerts, self.gap.refused
        try:
            await self._say_plainly(self.gap)
            await self._find_urgent()
            await self._bring(self.gap)
        except Exception as error:  # the last resort must not be what stops the service
            log.warning("alerting without a record failed with %s", type(error).__name__)
        if (self.gap.alerts, self.gap.refused) != before:
            self._marker.write(self.gap)

    async def all_clear(self) -> int:
        """Tell those who were alerted that it is over, once it has been for a while. Gives how many were told."""
        if self._last is None or self._clock() < self._last[1] + CALM:
            return 0
        (gap, until), self._last = self._last, None
        shown, told = self._direct.all_clear(gap, until), [*self._told.values()]
        self._told.clear()
        return sum([await self._direct.show(shown, to, "all_clear", until.isoformat()) for to in told])

    async def _say_plainly(self, gap: Gap) -> None:
        now = self._clock()
        if now < self._repeat_at:
            return
        shown = self._direct.trouble(gap, self._places, self._unread)
        key = ("trouble", gap.since.isoformat(), str(self._repeats))
        reached = await self._direct.show_first(shown, self._direct.chain(), self._repeats + 1, *key)
        if reached:
            gap.alerts += len(reached)
            self._told |= {to.address: to for to in reached}
            self._repeat_at = now + (REPEAT if self._repeats else FIRST_REPEAT)
            self._repeats += 1
        else:
            self._repeat_at = now + UNREACHED

    async def _find_urgent(self) -> None:
        """Judge what could not be taken in, and what was and still waits, as ever. Nothing is kept but what is urgent."""
        events = [self._to_read.popleft() for _ in range(len(self._to_read))]
        if self._must_look:
            self._must_look = False
            waiting, undelivered = await self._waiting()
            events += [each for each in waiting if not isinstance(each, Action) and _is_new(each.id, self._read)]
            self._add(undelivered)
        if not events:
            return
        opinions = await self._adviser.opinions(events)
        try:
            found = await self._writer.look(lambda tx: self._judge(_AsFarAsKnown(tx, self._memory), events, opinions))
        except StoreError:  # not even the register can be read
            found = await asyncio.to_thread(self._judge, self._memory, events, opinions)
        self._add(found)

    async def _waiting(self) -> tuple[Sequence[Arrival], Sequence[_Urgent]]:
        """What is in the record, as far as it can be read: arrivals that nobody has judged, and alerts that nobody was sent."""
        try:
            return await self._writer.look(lambda tx: (tx.next_arrivals(WAITING), self._undelivered(tx)))
        except Exception as error:
            log.warning("what waits in the record could not be read: %s", type(error).__name__)
            return (), ()

    def _undelivered(self, tx: Transaction) -> list[_Urgent]:
        found = []
        for case in tx.cases(open_only=True):
            settled = tx.effects_of(case.id) if case.speed is Speed.NOW else ()
            count = sum(isinstance(each.effect, AlertLead) and each.outcome is None for each in settled)
            if count:
                found.append(_Urgent(self._direct.urgent(case, settled), case.subjects, self._who_may_see(case), count))
        return found

    def _judge(self, known: Known, events: Sequence[Event | Report], opinions: Sequence[Opinion]) -> list[_Urgent]:
        registered, urgent = known is not self._memory, []
        for arrived, opinion in zip(events, opinions, strict=True):
            try:
                event: Event | Report = arrived
                if isinstance(arrived, Event):
                    event, opinion = heard_as(known, arrived, opinion)
                if isinstance(event, Report):
                    decision, _ = hear(known, event, self._organisation, self._clock(), opinion)
                else:
                    decision, _ = read(known, event, self._organisation, self._clock(), opinion)
            except StoreError:
                raise
            except Exception as error:
                log.warning("a message could not be judged without a record: %s", type(error).__name__)
                self._unread += 1
                continue
            self._memory.remember(words_of(event) if isinstance(event, Report) else event, decision)
            case = decision.case
            if case is not None and case.speed is Speed.NOW:
                count = sum(isinstance(planned.effect, AlertLead) for planned in decision.effects)
                to = self._who_may_see(case, event, registered)
                urgent.append(_Urgent(self._direct.urgent(case), case.subjects, to, count))
        return urgent

    def _who_may_see(self, case: Case, event: Event | Report | None = None, registered: bool = True) -> list[Contact]:
        """Those who answer for the organisation and whom the concern is not about (safeguarding rule 1). In doubt nobody whose
        account is in it: without the register nobody can say whose it is.

        Then (not `registered`) an account may also be that of a contact by e-mail who is on the register. They come last, so
        that they are shown it only where nobody else can be reached.
        """
        contacts = self._organisation.contacts
        said = event.message if isinstance(event, Report) else event
        involved = {*said.mentions, *said.place.members, said.reply_to, said.author} if said else set()
        about = event.about if isinstance(event, Report) else None
        accounts = {account.id for account in (*involved, about) if account is not None}

        def may_see(to: Contact) -> bool:
            if to.reach is not Reach.PLATFORM:
                return True
            return to.address != case.author.account.id and (to.person is not None or to.address not in accounts)

        fit = [to for to in to_alert(contacts, case.subjects, len(contacts.chain)) if may_see(to)]
        return sorted(fit, key=lambda to: not registered and to.reach is Reach.EMAIL and to.person is not None)

    def _add(self, found: Sequence[_Urgent]) -> None:
        """One alert for each concern, however many messages join it."""
        for urgent in found:
            if _is_new(urgent.shown.case, self._brought):
                self._to_bring.append(urgent)
                self._bring_at = self._clock()

    async def _bring(self, gap: Gap) -> None:
        if self._clock() < self._bring_at:
            return
        for urgent in [self._to_bring.popleft() for _ in range(len(self._to_bring))]:
            key, subjects = ("urgent", urgent.shown.case), urgent.subjects
            reached = await self._direct.show_first(urgent.shown, urgent.chain, urgent.count, *key, subjects=subjects)
            gap.alerts += len(reached)
            if not reached and urgent.chain:
                self._to_bring.append(urgent)
                self._bring_at = self._clock() + UNREACHED


class _AsFarAsKnown:
    """The record, which can be read, together with the messages that came since it could not be written."""

    def __init__(self, record: Transaction, memory: Memory) -> None:
        self._record = record
        self._memory = memory

    def person_of(self, account: Account) -> Person | None:
        return self._record.person_of(account)

    def pseudonym(self, account: Account) -> str:
        return self._record.pseudonym(account)

    def window(self, conversation: str, before: datetime, limit: int) -> Sequence[Event]:
        recorded = self._record.window(conversation, before, limit)
        return (*recorded, *self._memory.window(conversation, before, limit))[-limit:]

    def cases(self, about: str | None = None, open_only: bool = False, since: datetime | None = None) -> Sequence[Case]:
        both = (*self._record.cases(about, open_only, since), *self._memory.cases(about, open_only))
        return list({case.id: case for case in both}.values())

    def last_planned(self, kind: str, target: str) -> datetime | None:
        return self._record.last_planned(kind, target)

    def register_versions(self, person: str) -> Sequence[Registered]:
        return self._record.register_versions(person)

    def pictures_with(self, platform: str, ids: Iterable[str]) -> Sequence[Picture]:
        return self._record.pictures_with(platform, ids)

    def contact_at(self, platform: str, place: str) -> ContactRequest | None:
        return self._record.contact_at(platform, place)


def _is_new(id_: str, known: dict[str, None]) -> bool:
    """Whether something is met for the first time, as far as is remembered."""
    if id_ in known:
        return False
    known[id_] = None
    if len(known) > REMEMBERED:
        del known[next(iter(known))]
    return True


def _acquainted(organisation: Organisation, platforms: Mapping[str, Platform]) -> Memory:
    """A memory that knows those who answer for the organisation, and nobody else: what is left without the register."""
    memory = Memory()
    contacts = organisation.contacts
    for contact in (*contacts.chain, *contacts.monitors):
        if contact.reach is Reach.PLATFORM:
            for name in platforms.keys() - {EMAIL}:
                person = contact.person or derived_id("a_", name, contact.address)
                memory.meet(Account(name, contact.address, contact.name), Person(person, contact.name, Role.LEAD, minor=False))
    return memory
