"""The tip after a notice: what a child's own post can teach, to them alone, once a week for each (map 9.6).

It comes after the notice and never in its place: where that did not reach them, the tip is not sent either. Where a person has
to take the post away there is no notice, and the tip comes by itself. It is a unit of its own, so that a decision can be made
again from the record without knowing which tips a child has had.
"""

from datetime import datetime
from typing import Final

from bot.tips import RULE, said, tips
from moderation.context import Organisation
from moderation.model import (
    BOT,
    Counted,
    Decision,
    Effect,
    Entry,
    Event,
    EventKind,
    Outcome,
    Person,
    TellPerson,
    Verdict,
    Withheld,
    derived_id,
)
from moderation.plan import Plan
from moderation.tips import may_have_told, tip_after, told_by
from storage.store import Transaction

#: What is decided about a post that does not stay.
_GOES: Final = frozenset({Verdict.REMOVE, Verdict.HOLD})
#: What a letter with a tip counts as.
TIP: Final = "tip"


def show(tx: Transaction, event: Event, decision: Decision, organisation: Organisation, now: datetime) -> None:
    """Send the author of a post the tip that fits what it was taken away for, if one does."""
    if decision.verdict not in _GOES or event.kind is not EventKind.POSTED or event.author.automated:
        return
    person = tx.person_of(event.author) or Person(tx.pseudonym(event.author), event.author.name)
    shown = tx.tips_shown(person.id)
    tip = tip_after(decision, person, tips(), organisation.profile, shown)
    if tip is None or may_have_told(person.id, tx.cases(open_only=True)):
        return
    tx.keep_tip(person.id, tip.id, now)
    plan = Plan(derived_id("d_", event.id, "tip"), organisation, event.place.platform)
    notice = told_by(decision, event.author)
    letter = TellPerson(event.author, said(tip, organisation), counts=Counted(person.id, TIP, tip.id))
    plan.add(letter, after=notice.id if notice else None)
    effects = [{"id": each.id, "does": each.effect.kind} for each in plan.effects]
    codes = {"person": person.id, "tip": tip.code, "effects": effects, "rule": RULE, "config": organisation.config}
    because = ("A tip on how to stay safe follows the notice.",)
    tx.commit_decision(
        Decision(
            plan.decision, organisation.id, plan.decision, now, Verdict.ALLOW, Entry("tip.given", BOT, codes),
            effects=plan.effects, because=because,
        ),
        None,
    )  # fmt: skip


def settled(tx: Transaction, effect: Effect, outcome: Outcome) -> None:
    """A tip that practice mode held back was not shown."""
    counts = effect.counts if isinstance(effect, TellPerson) else None
    if counts is not None and counts.what == TIP and isinstance(outcome, Withheld):
        tx.keep_tip(counts.person, counts.which, None)
