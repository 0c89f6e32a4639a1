"""What is due, as a pure function of the clock and of what is known of the outside. All instants are aware.

Checkpoints are signed every fifteen minutes if the ledger grew. A witness gets each of them; an officer gets one a day,
whatever happened, and one at once with an urgent alert (decisions 6). The last checkpoint of a closed volume goes to everybody
who held that volume.

A clock that was wrong and is put back leaves instants that lie ahead. They count as if they were not there, so that nothing
waits for years.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta, tzinfo
from typing import Final

from moderation.model import Outcome, Refused, RetryLater
from storage.anchoring import Anchoring, Failure, HolderKind, HolderState, Position

#: How old the newest checkpoint may be while the ledger grows.
QUARTER: Final = timedelta(minutes=15)
#: What is due by the day is noticed within this time, where nothing else makes somebody look.
SELDOM: Final = timedelta(minutes=5)
#: When officers get their daily checkpoint, by the organisation's own clock: it is there with the morning's mail.
DAILY: Final = time(7)
#: Longer than a day and the hour that it gains in autumn, with another for a mail server that keeps letters waiting.
SILENCE: Final = timedelta(hours=26)
#: Outside holders without which there is no anchor: one alone could be mistaken, lost or persuaded.
NEEDED: Final = 2
#: The alarm is repeated in the record and to the lead once in this time.
REPEATED: Final = timedelta(days=1)

#: What a witness says when it has seen more of this ledger, or another: it was put back or rewritten, or the witness errs.
CONTRADICTIONS: Final = frozenset({"witness_ahead", "witness_other_history"})

FIRST_WAIT: Final = timedelta(minutes=1)
LONGEST_WAIT: Final = timedelta(hours=1)
#: After a refusal for good: somebody must put an address right first, and asking often makes a mail server deaf.
REFUSED_WAIT: Final = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A checkpoint that is due to a holder. `final` says that it is the last of a volume that was closed."""

    name: str
    position: Position
    final: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether the ledger is anchored. `heard` are the holders that received something within 26 hours, `silent` those that
    have not for longer, `new` those that never have and were appointed more recently than that. `contradicting` are those of
    any of these that say that they have seen another history.
    """

    heard: tuple[HolderState, ...]
    silent: tuple[HolderState, ...]
    new: tuple[HolderState, ...]
    contradicting: tuple[HolderState, ...] = ()

    @property
    def anchored(self) -> bool:
        return len(self.heard) >= NEEDED

    @property
    def holders(self) -> int:
        return len(self.heard) + len(self.silent) + len(self.new)

    @property
    def alarming(self) -> bool:
        return bool(self.silent or self.contradicting) or self.holders < NEEDED


def signing_due(now: datetime, zone: tzinfo, state: Anchoring) -> bool:
    """Whether the ledger as it stands is to be signed now."""
    if state.signed is not None and state.signed >= state.position:
        return False
    fresh = state.signed_at is not None and state.signed_at <= now < state.signed_at + QUARTER
    return not fresh or any(ready(now, holder.failure) and _must_have_newest(now, zone, holder) for holder in state.holders)


def deliveries_due(now: datetime, zone: tzinfo, state: Anchoring) -> Sequence[Delivery]:
    """What goes out now, at most one to each holder. After it has arrived, ask again."""
    due = (_delivery(now, zone, holder, state) for holder in state.holders if ready(now, holder.failure))
    return [delivery for delivery in due if delivery is not None]


def volume_due(now: datetime, zone: tzinfo, state: Anchoring) -> str | None:
    """The name of the volume that is to begin: a year has begun since the present one did. None while it goes on."""
    year = now.astimezone(zone).year
    if not state.ledger or state.opened is None or state.opened.astimezone(zone).year >= year:
        return None
    return f"{state.ledger}/{year}"


def quiet_until(now: datetime, state: Anchoring) -> datetime:
    """Until when nothing can be due, or hardly, if nothing is written and nothing was due now: then it need not be looked."""
    retries = [holder.failure.retry_at for holder in state.holders if holder.failure]
    signs = [state.signed_at + QUARTER] if state.signed_at and state.signed != state.position else []
    return min([now + SELDOM, *retries, *signs])


def standing(now: datetime, state: Anchoring) -> Standing:
    heard = tuple(h for h in state.holders if h.received_at and _within_silence(h.received_at, now))
    new = tuple(h for h in state.holders if h.received_at is None and _within_silence(h.appointed, now))
    silent = tuple(holder for holder in state.holders if holder not in heard and holder not in new)
    contradicting = tuple(holder for holder in state.holders if holder.failure and holder.failure.why in CONTRADICTIONS)
    return Standing(heard, silent, new, contradicting)


def once_received(name: str, now: datetime, state: Anchoring) -> Anchoring:
    """The state in which a holder reads what it is sent: it has received it."""
    holders = (replace(h, received_at=now, failure=None) if h.name == name else h for h in state.holders)
    return replace(state, holders=tuple(holders))


def failed(now: datetime, before: Failure | None, outcome: Outcome) -> Failure:
    """What to keep of a delivery that did not succeed: waits double from a minute to an hour."""
    times = before.times + 1 if before else 1
    wait = min(FIRST_WAIT * 2 ** min(times - 1, 16), LONGEST_WAIT)
    match outcome:
        case RetryLater(after=after):
            wait, why = max(wait, min(timedelta(seconds=after), REFUSED_WAIT)), outcome.why
        case Refused():
            wait, why = REFUSED_WAIT, outcome.why
        case _:
            why = outcome.kind
    return Failure(now, times, why, now + wait)


def ready(now: datetime, failure: Failure | None) -> bool:
    """Whether it may be tried: not while it waits after a failure."""
    return failure is None or not now < failure.retry_at <= now + REFUSED_WAIT


def last_daily(now: datetime, zone: tzinfo) -> datetime:
    """The newest instant at which the daily checkpoint was due."""
    local = now.astimezone(zone)
    today = datetime.combine(local.date(), DAILY, zone)
    return today if today <= local else datetime.combine(local.date() - timedelta(days=1), DAILY, zone)


def _delivery(now: datetime, zone: tzinfo, holder: HolderState, state: Anchoring) -> Delivery | None:
    received, signed = holder.received, state.signed
    if received is not None:
        for last in state.closed:
            if last > received:
                return Delivery(holder.name, last, final=True)
    if signed is None:
        return None
    behind = holder.kind is HolderKind.WITNESS and (received is None or received < signed)
    return Delivery(holder.name, signed) if behind or _must_have_newest(now, zone, holder) else None


def _must_have_newest(now: datetime, zone: tzinfo, holder: HolderState) -> bool:
    """Whether a holder must now receive the ledger as it stands: for the day, or for an urgent alert."""
    if holder.received_at is None or holder.received is None or not last_daily(now, zone) <= holder.received_at <= now:
        return True
    return holder.wanted is not None and holder.received < holder.wanted


def _within_silence(instant: datetime, now: datetime) -> bool:
    return timedelta(0) <= now - instant <= SILENCE
