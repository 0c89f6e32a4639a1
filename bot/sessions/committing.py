"""What happened to a session is written down, with what is to be done for it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from moderation.model import Decision, Entry, Timer, Verdict
from moderation.plan import Plan
from storage.store import Transaction

#: Named in entries (map 7.6).
RULE: Final = "sessions@1"


def commit(
    tx: Transaction,
    plan: Plan,
    entry: tuple[str, str, Mapping[str, object]],
    folder: str | None,
    cause: str,
    now: datetime,
    because: str,
    rings: Sequence[Timer] = (),
) -> None:
    """Write down what happened, with what is to be done for it. `entry` is its kind, who did it, and codes."""
    kind, actor, codes = entry
    data: dict[str, object] = {**codes, "rule": RULE, "config": plan.organisation.config}
    if plan.effects:
        data["effects"] = [{"id": each.id, "does": each.effect.kind} for each in plan.effects]
    decision = Decision(
        plan.decision, plan.organisation.id, cause, now, Verdict.ALLOW, Entry(kind, actor, data, folder), effects=plan.effects,
        rings=tuple(rings), because=(because,),
    )  # fmt: skip
    tx.commit_decision(decision, None)
