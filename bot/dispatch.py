"""Dispatch: effects out of the store, to a platform, and what it confirmed back into the ledger.

Only what a platform confirmed is recorded as done. A crash between doing and recording means doing it again with the same id,
which the platform answers with "already done".
"""

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from bot import copying
from bot.agreements import reached
from bot.announcing.sending import went_out
from bot.contact import clock as contact_clock
from bot.links.letters import answer_here
from bot.links.questions import may_still_be_asked
from bot.pictures.publishing import may_go_out, settled
from bot.platform import Enclosed, Platform
from bot.register import gone
from bot.rota import with_duty
from bot.sessions.quiet import until_over
from bot.spaces import clock as space_clock
from bot.tips import series, showing
from moderation import records
from moderation.cards import card
from moderation.changing import sighting_of
from moderation.context import Organisation
from moderation.followups import NO_CONTACT, follow_up
from moderation.model import (
    BOT,
    ActionKind,
    AlertLead,
    AlreadyDone,
    AskContact,
    AskHuman,
    Contact,
    Done,
    Effect,
    Entry,
    Gone,
    HidePlace,
    MakePlace,
    MakeSpace,
    NeedsHuman,
    OfferTakeDown,
    OpenPlace,
    Outcome,
    PublishPicture,
    RefreshCard,
    Refused,
    RemovePost,
    RestorePost,
    Restrict,
    RetryLater,
    Speed,
    TellLead,
    TellPerson,
    TellResponsibleAdult,
    WriteToAdult,
)
from moderation.sessions import may_be_written_to
from storage.store import Attempt, TextErasedError, Transaction, UnavailableError
from storage.writer import Writer

log = logging.getLogger(__name__)

#: How long an effect is ours to do before another worker may take it over from a process that died.
LEASE: Final = timedelta(seconds=60)
#: Waits between tries double from the first to the longest; after the last try a person is asked.
FIRST_WAIT: Final = timedelta(seconds=2)
LONGEST_WAIT: Final = timedelta(minutes=10)
TRIES: Final = 12
#: While a platform is out of reach the tries are counted up to here alone: that is tried every minute, and never given up.
TRIES_OUT_OF_REACH: Final = 6
#: Who claims, performs and settles; named in the entries of outcomes (map 7.6).
RULE: Final = "dispatch@1"
#: Effects that are begun at a time.
LIMIT: Final = 32
#: Letters and cards that are on their way at the same time.
AT_ONCE: Final = 8
#: What keeps others from reading something, or somebody from writing on.
_ACTS: Final = (RemovePost, HidePlace, Restrict)
#: Their kinds: whatever else is due, these are begun first.
_FIRST: Final = tuple(str(each.default) for act in _ACTS for each in fields(act) if each.name == "kind")
_WENT_OUT: Final = frozenset({Done().kind, AlreadyDone().kind})


class Dispatcher:
    """Performs what the outbox holds on the platforms of one organisation.

    What keeps others from reading something is done at once, beside whatever else is under way: a removal must not wait behind
    the letters of the removal before. What people are told goes out in order within a concern, for a few concerns at a time.
    `stirred` is called whenever something was done, because what waited for it may be due now; `removed` with the decision
    for which a post was removed.
    """

    def __init__(
        self,
        writer: Writer,
        platforms: Mapping[str, Platform],
        organisation: Organisation,
        clock: Callable[[], datetime],
        stirred: Callable[[], None] = lambda: None,
        removed: Callable[[str], None] = lambda decision: None,
    ) -> None:
        self._writer = writer
        self._platforms = platforms
        self._organisation = organisation
        self._clock = clock
        self._stirred = stirred
        self._removed = removed
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._of: dict[str, set[asyncio.Task[None]]] = {}  # the same by concern: what is told next waits for them
        self._telling = asyncio.Semaphore(AT_ONCE)
        self._drawing = asyncio.Lock()
        self._fault: BaseException | None = None

    async def dispatch_due(self, limit: int = LIMIT) -> int:
        """Perform what is due, and give how many effects were tried once each was."""
        begun = self.begin(await self._writer.run(self.claim(limit)))
        await self.settled()
        return begun

    def claim(self, limit: int = LIMIT) -> Callable[[Transaction], Sequence[Attempt]]:
        """Work that takes what is due and not under way, to `begin` it."""
        config, ours = self._organisation.config, frozenset(self._under_way)
        return lambda tx: tx.claim_effects(self._clock(), limit, LEASE, config, ours, _FIRST)

    def begin(self, attempts: Sequence[Attempt], after: Collection[asyncio.Future[None]] = ()) -> int:
        """Begin what was claimed and give how many effects that is. What people are told comes `after` something."""
        for attempt in attempts:
            self._begin(attempt, after)
        return len(attempts)

    async def settled(self, wait: bool = True) -> None:
        """What went wrong is raised here, once nothing is under way any more or, not to `wait`, at once. That something could
        not be written is over where the record goes on.
        """
        if wait:
            await asyncio.gather(*self._under_way.values(), return_exceptions=True)
        fault, self._fault = self._fault, None
        if fault is not None and (self._writer.failure is not None or not isinstance(fault, UnavailableError)):
            raise fault

    async def end(self, within: timedelta) -> None:
        """Let what is under way come to its end, for so long; what has not is done again by whoever starts next."""
        if self._under_way:
            await asyncio.wait(self._under_way.values(), timeout=within.total_seconds())
        left = list(self._under_way.values())
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def _begin(self, attempt: Attempt, after: Collection[asyncio.Future[None]]) -> None:
        effect, concern = attempt.planned.id, attempt.case or attempt.planned.id
        before = frozenset((*self._of.get(concern, ()), *after))
        acts = isinstance(attempt.planned.effect, _ACTS)
        task = asyncio.create_task(self._attempt(attempt) if acts else self._tell(attempt, before))
        self._under_way[effect] = task
        self._of.setdefault(concern, set()).add(task)

        def over(done: asyncio.Task[None]) -> None:
            del self._under_way[effect]
            self._of[concern].remove(done)
            if not self._of[concern]:
                del self._of[concern]
            if not done.cancelled():
                error = done.exception()  # looked at in any case, or Python would tell of it itself
                self._fault = self._fault or error
            self._stirred()

        task.add_done_callback(over)

    async def _tell(self, attempt: Attempt, before: Collection[asyncio.Future[None]]) -> None:
        if before:  # so that a card shows what was done
            await asyncio.wait(before)
        async with self._telling:
            await self._attempt(attempt)

    async def _attempt(self, attempt: Attempt) -> None:
        outcome = await self._perform(attempt)
        if isinstance(attempt.planned.effect, RemovePost) and isinstance(outcome, Done):
            self._removed(attempt.decision)
        try:
            await self._writer.run(lambda tx: self._settle(tx, attempt, outcome))
        except UnavailableError:
            raise
        except Exception as error:
            failed = type(error).__name__  # its text may hold what somebody wrote
            log.warning("what follows effect %s (%s) failed with %s", attempt.planned.id, attempt.planned.effect.kind, failed)
            await self._writer.run(lambda tx: self._settle_alone(tx, attempt, outcome, failed))

    async def _perform(self, attempt: Attempt) -> Outcome:
        planned = attempt.planned
        platform = self._platforms.get(planned.platform)
        if platform is None:
            return NeedsHuman(f"no_platform:{planned.platform}")
        try:
            enclosed = await self._enclosed(attempt)
            if isinstance(enclosed, Refused | RetryLater):
                return enclosed
            outcome = await platform.perform(planned, enclosed)
            # Only a removal is done by being needless. A letter that nobody was there to get was not delivered.
            return Refused("gone") if isinstance(outcome, Gone) and not isinstance(planned.effect, RemovePost) else outcome
        except TextErasedError:
            return Refused("text_erased")
        except UnavailableError:
            raise  # no fault of the platform: what it may have confirmed, it will confirm again
        except Exception as error:
            # The error's text may hold what somebody wrote, so only its type is kept. Tried again, then given to a person.
            log.warning("effect %s (%s) failed with %s", planned.id, planned.effect.kind, type(error).__name__)
            return RetryLater(why=type(error).__name__)

    async def _enclosed(self, attempt: Attempt) -> Enclosed | Refused | RetryLater:
        """What `_enclose` fetches. Cards are drawn one at a time: in the writer's queue a removal waits for one at most."""
        fetch = partial(self._enclose, attempt=attempt)
        if isinstance(attempt.planned.effect, _ACTS):
            return await self._writer.run(fetch)
        async with self._drawing:
            return await self._writer.run(fetch)

    def _enclose(self, tx: Transaction, attempt: Attempt) -> Enclosed | Refused | RetryLater:
        """Fetch what the effect shows: the card of a concern, or the text to put back (its opening is an entry).

        A concern can grow between planning and doing. Whoever it has come to be about is not shown it (map 8.16), and what is
        put back is the message that was meant, whichever is its newest now.
        """
        match attempt.planned.effect:
            case AlertLead() | RefreshCard() | AskHuman() | TellLead() as effect if effect.to.person in gone(tx):
                return Refused("left")  # it may have waited for hours
            case AlertLead() | RefreshCard() | AskHuman() as effect:
                case = tx.case(effect.case)
                if case is not None:
                    if effect.to.person in case.subjects:
                        return Refused("subject")
                    settled = [(s.effect, s.outcome) for s in tx.effects_of(case.id)]
                    # Signed in this unit, so that the note covers all that led to the alert. It makes no entry.
                    note = tx.checkpoint(self._clock()).note if isinstance(effect, AlertLead) else ""
                    others = tx.cases(about=case.author.person.id)
                    shown = card(case, settled, with_duty(tx, self._organisation, self._clock()), others)
                    where = _shown(settled, effect.to)
                    return Enclosed(shown, checkpoint=note, subjects=case.subjects, shown=where)
            case RestorePost() as effect:
                case = tx.case(effect.case)
                said = sighting_of(case, effect.message) if case else None
                if case is None or said is None:
                    return Refused("text_erased")
                asked = [note for note in case.notes if note.kind == ActionKind.RESTORE][-1]  # only a person restores
                opened = (case.id, said.event, asked.by, asked.text)
                post = tx.sealed_text(*opened) if said.told_by is None else tx.sealed_report(*opened).message
                return Enclosed(post=post)
            case MakePlace(request=request) | OpenPlace(request=request):
                if not contact_clock.may_open(tx, request, self._organisation, self._clock()):
                    return Refused("over")
            case MakeSpace() as effect:
                if not space_clock.may_make(tx, effect, self._organisation, self._clock()):
                    return Refused("over")
            case WriteToAdult() | TellResponsibleAdult() | AskContact() as effect:  # it may have waited for hours
                child = contact_clock.asked_about(tx, effect) if isinstance(effect, AskContact) else effect.child
                if not may_be_written_to(tx.person(child), effect.adult.reach, effect.adult.address):
                    return Refused(NO_CONTACT)
            case TellPerson() as effect:
                if not may_still_be_asked(tx, effect):
                    return Refused(NO_CONTACT)
                if (waits := until_over(tx, effect, self._organisation, self._clock())) is not None:
                    return waits
            case PublishPicture() | OfferTakeDown() as effect:
                if not may_go_out(tx, effect, self._organisation, self._clock()):
                    return Refused("not_released")
        case = tx.case(attempt.case) if attempt.case else None
        answer = answer_here(tx, attempt.planned, self._organisation, self._clock())
        return Enclosed(subjects=case.subjects if case else (), answer=answer)

    def _settle(self, tx: Transaction, attempt: Attempt, outcome: Outcome) -> None:
        """Record what became of an effect, and whatever that calls for."""
        now = self._clock()
        if isinstance(outcome, RetryLater):
            if not outcome.counts:
                attempt = replace(attempt, tries=min(attempt.tries, TRIES_OUT_OF_REACH))
            if attempt.tries < TRIES:
                wait = min(FIRST_WAIT * 2 ** (attempt.tries - 1), LONGEST_WAIT)
                tx.postpone_effect(attempt, outcome, now + max(wait, timedelta(seconds=outcome.after)))
                return
            outcome = NeedsHuman("gave_up")
        self._record(tx, attempt, outcome, now)
        contact_clock.settled(tx, attempt.planned.effect, outcome, self._organisation, now)
        space_clock.settled(tx, attempt.planned.effect, outcome, self._organisation, now)
        settled(tx, attempt.planned, outcome, self._organisation, now)
        went_out(tx, attempt.planned.effect, outcome)
        for counted in (reached.settled, showing.settled, series.settled):
            counted(tx, attempt.planned.effect, outcome)
        copying.failed(tx, attempt.planned, outcome, self._organisation, now)
        case = tx.case(attempt.case) if attempt.case else None
        if case and case.speed is Speed.NOW and isinstance(attempt.planned.effect, AlertLead) and outcome.kind in _WENT_OUT:
            tx.hurry(except_for=case.subjects)
        decision = follow_up(attempt.planned, outcome, attempt.tries, case, self._organisation, now)
        if decision is not None:
            tx.commit_decision(decision, None)

    def _settle_alone(self, tx: Transaction, attempt: Attempt, outcome: Outcome, error: str) -> None:
        """Record what became of an effect when what follows from it cannot be worked out, which is recorded as well."""
        now, planned, config = self._clock(), attempt.planned, self._organisation.config
        self._record(tx, attempt, NeedsHuman("gave_up") if isinstance(outcome, RetryLater) else outcome, now)
        codes = {"after": planned.id, "of": planned.effect.kind, "error": error, "rule": RULE, "config": config}
        tx.append(Entry("followup.failed", BOT, codes, attempt.case), now)

    def _record(self, tx: Transaction, attempt: Attempt, outcome: Outcome, now: datetime) -> None:
        config = self._organisation.config
        entry = records.of_outcome(attempt.planned, attempt.decision, attempt.case, outcome, RULE, config)
        tx.settle_effect(attempt, outcome, now, entry)


def _shown(settled: Sequence[tuple[Effect, Outcome | None]], to: Contact) -> str:
    """The reference of the newest card of a concern that somebody was shown; "" when the platform gave none."""
    for effect, outcome in reversed(settled):
        theirs = isinstance(effect, AlertLead | RefreshCard) and effect.to.address == to.address
        if theirs and isinstance(outcome, Done | AlreadyDone) and outcome.reference:
            return outcome.reference
    return ""
