"""How one organisation's Touchline stands, read beside it: no key is needed, and nothing is held or written."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

from bot.anchors.schedule import QUARTER, Standing, standing
from bot.anchors.words import advice, moment
from bot.hosting.suspending import is_left_alone
from storage.anchoring import Anchoring
from storage.home import Home
from storage.ledger.record import RecordError, decode
from storage.rows.reader import LedgerReader
from storage.store import Recorded

_EVER: Final = datetime.min.replace(tzinfo=UTC)
#: Gaps in the record are shown for as long.
GAPS_SHOWN: Final = timedelta(days=30)
#: Longer than a running bot leaves anything lying.
LYING: Final = timedelta(minutes=10)
#: Longer than an effect waits between two tries.
STUCK: Final = timedelta(hours=1)
#: Fewer open concerns than these are not counted: whoever runs the machine need not be the lead, and in a small club "one" says
#: as much as a name (safeguarding rules 1 and 7).
SHOWN_FROM: Final = 5


@dataclass(frozen=True, slots=True)
class Status:
    """What there is and what is wrong. `concerns` is None for fewer than five; `todo` says what to do, and is empty when all
    is well. `gaps` are those in which the bot was not stopped in order. `last` is when the newest entry was made, None if that
    cannot be read. `watching` are the chat platforms that the running bot began with, None where none runs or that is not
    known.
    """

    at: datetime
    org: str
    running: bool
    suspended: bool
    watching: Sequence[str] | None
    last: datetime | None
    volumes: Mapping[int, str]
    entries: int
    anchoring: Anchoring
    standing: Standing
    waiting: int
    unsettled: int
    concerns: int | None
    gaps: Sequence[Recorded]
    todo: Sequence[str]


def read_status(home: Home, now: datetime, called: Mapping[str, str], zone: tzinfo) -> Status:
    """Read how an organisation stands. `called` is what its holders are called. Raises StoreError if there is none."""
    running = home.is_tended()
    with home.read() as ledger:
        state, counts = ledger.anchoring(), ledger.counts()
        waiting_since, due_since = ledger.backlog()
        with closing(ledger.recent("log.gap", now - GAPS_SHOWN)) as found:
            gaps = [gap for gap in found if not gap.data.get("clean")]
        stands = standing(now, state)
        watching = _watching(ledger) if running else None
        suspended = not running and is_left_alone(ledger)
        todo = [
            *advice(stands, called),
            *(_behind(now, state, waiting_since, zone) if running else [] if suspended else [_START]),
            *([_NOTHING] if watching == [] else []),
            *_stuck(now, due_since, zone),
            *([_GAP] if gaps else []),
        ]
        return Status(
            at=now,
            org=ledger.org,
            running=running,
            suspended=suspended,
            watching=watching,
            last=_last(ledger),
            volumes=ledger.volumes(),
            entries=counts.entries,
            anchoring=state,
            standing=stands,
            waiting=counts.waiting,
            unsettled=counts.unsettled,
            concerns=counts.open_cases if counts.open_cases >= SHOWN_FROM else None,
            gaps=gaps,
            todo=todo,
        )


_GAP: Final = (
    "The record has gaps: look yourself at what was posted in that time, and find out why the bot was not there or could not "
    "write."
)


_NOTHING: Final = (
    "Touchline runs and watches nothing: connect a chat platform in the configuration, and start it again. Until then nobody "
    "is watching."
)
_START: Final = "Start Touchline again with `touchline run`: until it runs, nobody is watching and nobody is alerted."
_LOOK: Final = "though Touchline is running: look at its log, and start it again."


def _last(ledger: LedgerReader) -> datetime | None:
    newest = [body for _, _, body in ledger.entries(ledger.size())]
    try:
        return datetime.fromisoformat(decode(newest[-1])["at"]) if newest else None
    except (RecordError, ValueError):
        return None


def _watching(ledger: LedgerReader) -> Sequence[str] | None:
    """What the newest start says. An older program did not say it."""
    with closing(ledger.recent("service.started", _EVER)) as found:
        started = next(found, None)
    named = started.data.get("watches") if started else None
    return [str(name) for name in named] if isinstance(named, list) else None


def _behind(now: datetime, state: Anchoring, waiting_since: datetime | None, zone: tzinfo) -> list[str]:
    """The signs that the bot that holds this folder does not get on."""
    if waiting_since is not None and now - waiting_since > LYING:
        return [f"Messages have been waiting since {moment(waiting_since, zone)}, {_LOOK}"]
    grown = state.signed is None or state.signed < state.position
    if grown and state.signed_at is not None and now - state.signed_at > QUARTER + LYING:
        return [f"The record has grown, and was last signed on {moment(state.signed_at, zone)}, {_LOOK}"]
    return []


def _stuck(now: datetime, due_since: datetime | None, zone: tzinfo) -> list[str]:
    if due_since is None or now - due_since <= STUCK:
        return []
    return [f"Something has been due to be done since {moment(due_since, zone)}: check that the bot is running, and its log."]
