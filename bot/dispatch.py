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
from moderation.context import Organisation
from moderation.followups import follow_up
from moderation.model import AlertLead, AskHuman, NeedsHuman, Outcome, RefreshCard, Refused, RestorePost, RetryLater
from storage.store import Attempt, TextErasedError, Transaction
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
        attempts = await self._writer.run(lambda tx: tx.claim_effects(now, limit, LEASE))
        for attempt in attempts:
            await self._attempt(attempt)
        return len(attempts)

    async def _attempt(self, attempt: Attempt) -> None:
        outcome = await self._perform(attempt)
        await self._writer.run(lambda tx: self._settle(tx, attempt, outcome))

    async def _perform(self, attempt: Attempt) -> Outcome:
        planned = attempt.planned
        platform = self._platforms.get(planned.platform)
        if platform is None:
            return NeedsHuman(f"no_platform:{planned.platform}")
        try:
            enclosed = await self._writer.run(lambda tx: self._enclose(tx, attempt))
            return await platform.perform(planned, enclosed)
        except TextErasedError:
            return Refused("text_erased")
        except Exception as error:
            # The error's text may hold what somebody wrote, so only its type is kept. Tried again, then given to a person.
            log.warning("effect %s (%s) failed with %s", planned.id, planned.effect.kind, type(error).__name__)
            return RetryLater(why=type(error).__name__)

    def _enclose(self, tx: Transaction, attempt: Attempt) -> Enclosed:
        """Fetch what the effect shows: the card of a concern, or the text to put back (its opening is an entry)."""
        match attempt.planned.effect:
            case AlertLead() | RefreshCard() | AskHuman() as effect:
                case = tx.case(effect.case)
                if case is not None:
                    settled = [(s.effect, s.outcome) for s in tx.effects_of(case.id)]
                    return Enclosed(card=card(case, settled, self._organisation))
            case RestorePost() as effect:
                case = tx.case(effect.case)
                if case is not None:
                    return Enclosed(post=tx.sealed_text(case.id, case.newest.event, RULE, "restore"))
        return Enclosed()

    def _settle(self, tx: Transaction, attempt: Attempt, outcome: Outcome) -> None:
        now = self._clock()
        if isinstance(outcome, RetryLater):
            if attempt.tries < TRIES:
                wait = min(FIRST_WAIT * 2 ** (attempt.tries - 1), LONGEST_WAIT)
                tx.postpone_effect(attempt, outcome, now + max(wait, timedelta(seconds=outcome.after)))
                return
            outcome = NeedsHuman("gave_up")
        entry = records.of_outcome(attempt.planned, attempt.decision, outcome, RULE, self._organisation.config)
        tx.settle_effect(attempt, outcome, now, entry)
        case = tx.case(attempt.case) if attempt.case else None
        decision = follow_up(attempt.planned, outcome, case, self._organisation, now)
        if decision is not None:
            tx.commit_decision(decision, None)
