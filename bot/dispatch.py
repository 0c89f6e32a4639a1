"""Dispatch: effects out of the store, to a platform, and what it confirmed back into the ledger.

Only what a platform confirmed is recorded as done. A crash between doing and recording means doing it again with the same id,
which the platform answers with "already done".
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from bot.platform import Enclosed, Platform
from moderation import records
from moderation.cards import card
from moderation.cases import sighting_of
from moderation.context import Organisation
from moderation.followups import follow_up
from moderation.model import (
    BOT,
    ActionKind,
    AlertLead,
    AlreadyDone,
    AskHuman,
    Done,
    Entry,
    Gone,
    NeedsHuman,
    Outcome,
    RefreshCard,
    Refused,
    RemovePost,
    RestorePost,
    RetryLater,
    Speed,
)
from storage.store import Attempt, TextErasedError, Transaction, UnavailableError
from storage.writer import Writer

log = logging.getLogger(__name__)

#: How long an effect is ours to do before another worker may take it over from a process that died.
LEASE: Final = timedelta(seconds=60)
#: Waits between tries double from the first to the longest; after the last try a person is asked.
FIRST_WAIT: Final = timedelta(seconds=2)
LONGEST_WAIT: Final = timedelta(minutes=10)
TRIES: Final = 12
#: Who claims, performs and settles; named in the entries of outcomes (map 7.6).
RULE: Final = "dispatch@1"
_WENT_OUT: Final = frozenset({Done().kind, AlreadyDone().kind})


class Dispatcher:
    """Performs what the outbox holds, in order, on the platforms of one organisation."""

    def __init__(
        self, writer: Writer, platforms: Mapping[str, Platform], organisation: Organisation, clock: Callable[[], datetime]
    ) -> None:
        self._writer = writer
        self._platforms = platforms
        self._organisation = organisation
        self._clock = clock

    async def dispatch_due(self, limit: int = 32) -> int:
        """Perform what is due and give how many effects were tried."""
        now = self._clock()
        attempts = await self._writer.run(lambda tx: tx.claim_effects(now, limit, LEASE, self._organisation.config))
        for attempt in attempts:
            await self._attempt(attempt)
        return len(attempts)

    async def _attempt(self, attempt: Attempt) -> None:
        outcome = await self._perform(attempt)
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
            enclosed = await self._writer.run(lambda tx: self._enclose(tx, attempt))
            if isinstance(enclosed, Refused):
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

    def _enclose(self, tx: Transaction, attempt: Attempt) -> Enclosed | Refused:
        """Fetch what the effect shows: the card of a concern, or the text to put back (its opening is an entry).

        A concern can grow between planning and doing. Whoever it has come to be about is not shown it (map 8.16), and what is
        put back is the message that was meant, whichever is its newest now.
        """
        match attempt.planned.effect:
            case AlertLead() | RefreshCard() | AskHuman() as effect:
                case = tx.case(effect.case)
                if case is not None:
                    if effect.to.person in case.subjects:
                        return Refused("subject")
                    settled = [(s.effect, s.outcome) for s in tx.effects_of(case.id)]
                    # Signed in this unit, so that the note covers all that led to the alert. It makes no entry.
                    note = tx.checkpoint(self._clock()).note if isinstance(effect, AlertLead) else ""
                    return Enclosed(card(case, settled, self._organisation), checkpoint=note)
            case RestorePost() as effect:
                case = tx.case(effect.case)
                said = sighting_of(case, effect.message) if case else None
                if case is None or said is None:
                    return Refused("text_erased")
                asked = [note for note in case.notes if note.kind == ActionKind.RESTORE][-1]  # only a person restores
                return Enclosed(post=tx.sealed_text(case.id, said.event, asked.by, asked.text))
        return Enclosed()

    def _settle(self, tx: Transaction, attempt: Attempt, outcome: Outcome) -> None:
        """Record what became of an effect, and whatever that calls for."""
        now = self._clock()
        if isinstance(outcome, RetryLater):
            if attempt.tries < TRIES:
                wait = min(FIRST_WAIT * 2 ** (attempt.tries - 1), LONGEST_WAIT)
                tx.postpone_effect(attempt, outcome, now + max(wait, timedelta(seconds=outcome.after)))
                return
            outcome = NeedsHuman("gave_up")
        self._record(tx, attempt, outcome, now)
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
