"""One decision made again, and compared with what stands in the record (decisions 13)."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from bot.intake import as_heard, context_of, named, snapshot, told_of
from bot.replay.then import AsItWas, CannotTellError, opinion_then, organisation_then
from bot.replay.watching import detectors
from moderation import policy, reports
from moderation.context import Organisation
from moderation.detectors import View, look
from moderation.model import Basis, Decision, Effect, Event, Planned, Report
from storage.store import Transaction


class Answer(StrEnum):
    """Whether a decision comes out as it was made."""

    SAME = "the same"
    DIFFERENT = "DIFFERENT"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of making a decision again. `why` says what differs, or why it cannot be told, a line each."""

    answer: Answer
    why: tuple[str, ...] = ()


def decided(tx: Transaction, judged: Event | Report, basis: Basis, statement: int, today: Organisation) -> Decision:
    """The decision from what was seen then, with its scores. Raises CannotTellError."""
    rules = (reports.RULE,) if isinstance(judged, Report) else (policy.RULE, policy.BEFORE)
    if basis.decides not in rules:
        raise CannotTellError(f"it was decided by another version of the rules ({basis.decides}; this is {rules[0]})")
    organisation, opinion = organisation_then(tx, basis, statement, today), opinion_then(basis)
    if isinstance(judged, Report):
        known = AsItWas(tx, basis, judged.message or reports.words_of(judged))
        told = told_of(known, judged)
        return reports.decide(judged, basis.findings, told, context_of(known, judged, told, organisation, basis.at, opinion))
    known = AsItWas(tx, basis, judged)
    context = snapshot(known, judged, organisation, basis.at, opinion)
    called = named(known, judged, [each.person for each in basis.named])
    context = replace(context, named=called, reached=known.reached(), speakers=known.staff())
    context = replace(context, released=frozenset(basis.released), approved=basis.approved)
    return policy.decide(judged, basis.findings, context, basis.decides)


def read_once_more(tx: Transaction, arrival: Event | Report, basis: Basis, today: Organisation) -> Outcome:
    """Whether nothing is seen once more in a message of which the record tells nothing, with the engine's scores of then.

    What it was read with may be gone or be another by now: then a difference says nothing.
    """
    known = AsItWas(tx, basis, None)
    organisation = organisation_then(tx, basis, 0, today)
    heard = as_heard(known, arrival) if isinstance(arrival, Event) else arrival
    if isinstance(heard, Report):
        return Outcome(Answer.CANNOT_TELL, ("it was refused, and the record does not say which report it was",))
    context = snapshot(known, heard, organisation, basis.at, opinion_then(basis))
    context = replace(context, released=frozenset(basis.released), approved=basis.approved)
    decision = policy.decide(heard, look(View.of(heard), context), context)
    if decision.entry is None:
        return Outcome(Answer.SAME)
    if basis.reads != detectors():
        return Outcome(Answer.CANNOT_TELL, ("it was read by other versions of the detectors",))
    if len(context.window) != basis.before:
        return Outcome(Answer.CANNOT_TELL, ("the talk before it is no longer kept",))
    return Outcome(Answer.DIFFERENT, (f"nothing was done then, now it would be: {decision.verdict.value}",))


def compared(decision: Decision, kind: str, actor: str, data: Mapping[str, Any], kept: Mapping[str, Effect]) -> Outcome:
    """A decision beside its entry, and beside the effects of it that are kept, with their words."""
    differs = tuple(_differences(decision, kind, actor, data, kept))
    return Outcome(Answer.DIFFERENT if differs else Answer.SAME, differs)


def _differences(
    decision: Decision, kind: str, actor: str, data: Mapping[str, Any], kept: Mapping[str, Effect]
) -> Iterator[str]:
    entry = decision.entry
    if entry is None:
        yield "now nothing would be recorded of it"
        return
    if (entry.kind, entry.actor) != (kind, actor):
        yield f"it would be recorded as {entry.kind}, and by somebody else" if entry.kind == kind else f"now {entry.kind}"
    now = json.loads(json.dumps(entry.data))
    for key in sorted({*now, *data} - {"basis"}):
        if now.get(key) != data.get(key):
            yield f"{key}: {_said(data.get(key))} then, {_said(now.get(key))} now"
    for planned in decision.effects:
        if planned.id in kept and kept[planned.id] != planned.effect:
            yield f"what is said or to whom, in “{_does(planned)}”"


def _said(value: object) -> str:
    """A value of an entry in short: codes alone, as an entry holds nothing else."""
    if isinstance(value, list):
        return ", ".join(_said(each) for each in value) or "nothing"
    if isinstance(value, dict):
        return str(
            value.get("does") or f"{value.get('category')}/{value.get('kind')} {value.get('score')} by {value.get('rule')}"
        )
    return "nothing" if value is None else str(value)


def _does(planned: Planned) -> str:
    return planned.effect.kind.replace("_", " ")
