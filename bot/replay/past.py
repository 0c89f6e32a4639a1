"""All that the record tells of decisions about messages and reports, made again.

Not among them is what a person decided by a button, which is theirs, and what a clock rang: there no rule judged what somebody
wrote. What is about whoever asks is passed over as if it were not there (safeguarding rule 1).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from bot.committee.record import Noted
from bot.member_pack.asking import Whose
from bot.replay.again import Answer, Outcome, compared, decided, read_once_more
from bot.replay.then import CannotTellError
from moderation.context import Organisation
from moderation.model import Action, derived_id
from storage.replaying import Kept
from storage.store import StoreError, TextErasedError, Transaction

#: Entries of decisions about what somebody wrote.
DECISIONS: Final = frozenset({"message.judged", "report.received", "post.gone", "post.edited"})
#: Entries after which a message may be read otherwise: what its names, places and words are looked up in became another.
_READ_WITH: Final = frozenset(
    {"allowlist.changed", "words.changed", "schools.changed", "program.changed", "person.registered", "person.changed"}
)
_ERASED: Final = Outcome(Answer.CANNOT_TELL, ("what was written has been erased, or its time is over",))
_UNKEPT: Final = Outcome(Answer.CANNOT_TELL, ("it was written before Touchline kept what a decision rests on",))
_UNREAD: Final = Outcome(Answer.CANNOT_TELL, ("judging failed then, so a person was asked to read it",))


#: Before and after everything.
EVER: Final = datetime(1, 1, 1, tzinfo=UTC)
NEVER: Final = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Past:
    """One decision: when it was made, about which concern ("" for none), what it was, and what came of making it again."""

    at: datetime
    case: str
    was: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Span:
    """Decisions from `since` and before `until`; of one concern alone, if `case` is its id."""

    since: datetime = EVER
    until: datetime = NEVER
    case: str = ""

    def holds(self, at: datetime, case: str) -> bool:
        return self.since <= at < self.until and self.case in {"", case}


def again(tx: Transaction, entries: Sequence[Noted], span: Span, today: Organisation, actor: str) -> Iterator[Past]:
    """Every decision of a span, in the order of the record; then those of which only the inbox tells, because nothing was done.

    `begin_replay` comes first. `today` is the organisation as it stands.
    """
    since = next((entry.at for entry in entries if "basis" in entry.data), NEVER)
    inbox = {_code(kept): kept for kept in tx.judged_between(EVER, NEVER) if not isinstance(kept.arrival, Action)}
    themselves = Whose.of(tx, actor)
    for entry in entries:
        if entry.kind in DECISIONS and span.holds(entry.at, entry.folder):
            code = str(entry.data.get("event"))
            kept = inbox.pop(code, None)
            case = tx.case(entry.folder) if entry.folder else None
            if case is not None and themselves.is_in(case):
                continue
            outcome = _of_entry(tx, entry, code, kept, since, today)
            yield Past(entry.at, entry.folder if case else "", _was(entry.data, entry.kind), outcome)
        elif entry.kind in DECISIONS:
            inbox.pop(str(entry.data.get("event")), None)
    if not span.case:
        changed = [entry.at for entry in entries if entry.kind in _READ_WITH]
        yield from _nothing_done(tx, inbox.values(), span, today, max(changed, default=EVER))


def _of_entry(tx: Transaction, entry: Noted, code: str, kept: Kept | None, since: datetime, today: Organisation) -> Outcome:
    """Made again from what is kept with the concern, else from what the inbox has. `since` is when that was begun."""
    if any(found["kind"] == "judging_failed" for found in entry.data.get("findings", ())):
        return _UNREAD
    try:
        found = tx.rested_on(entry.folder, code) if entry.folder else None
        if found is None and kept is not None and kept.basis is not None:
            found = kept.arrival, kept.basis
        if found is None:
            return _UNKEPT if entry.at < since else _ERASED
        judged, basis = found
        if isinstance(judged, Action):
            raise TypeError("an action has no basis")
        decision = decided(tx, judged, basis, int(entry.data.get("statement", 0)), today)
        effects = tx.effects_by_id(entry.folder) if entry.folder else {}
        return compared(decision, entry.kind, entry.actor, entry.data, effects)
    except TextErasedError:
        return _ERASED
    except (CannotTellError, StoreError) as why:
        return Outcome(Answer.CANNOT_TELL, (str(why),))


def _nothing_done(
    tx: Transaction, kept: Collection[Kept], span: Span, today: Organisation, changed: datetime
) -> Iterator[Past]:
    for each in kept:
        at = each.basis.at if each.basis else each.arrival.at
        if not span.holds(at, "") or isinstance(each.arrival, Action):
            continue
        if each.basis is None:
            outcome = _UNKEPT
        else:
            try:
                outcome = read_once_more(tx, each.arrival, each.basis, today)
            except CannotTellError as why:
                outcome = Outcome(Answer.CANNOT_TELL, (str(why),))
            if outcome.answer is Answer.DIFFERENT and changed > at:
                outcome = Outcome(Answer.CANNOT_TELL, ("the register or a list that it was read with became another since",))
        yield Past(at, "", each.verdict, outcome)


def _was(data: Mapping[str, Any], kind: str) -> str:
    return str(data.get("verdict", kind))


def _code(kept: Kept) -> str:
    return derived_id("e_", kept.arrival.id)
