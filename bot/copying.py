"""What staff write to a child is copied to those who watch, with each change and deletion (map 5.7)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from moderation.context import Organisation
from moderation.copying import REMOVED, SEALED, TAKEN, copy_of, is_copied, written_to
from moderation.model import (
    BOT,
    Account,
    CopyMessage,
    Decision,
    Entry,
    Event,
    NeedsHuman,
    Outcome,
    Person,
    Planned,
    Refused,
    TellLead,
    Verdict,
    derived_id,
)
from moderation.plan import Plan
from moderation.routing import watches
from storage.store import Transaction

#: Named in entries (map 7.6).
RULE: Final = "copying@1"
#: So often it is said at most that copies cannot be made.
AGAIN: Final = timedelta(days=1)
SUBJECT: Final = "Copies of what staff write to children could not be made"
TEXT: Final = (
    "Your policy promises that somebody else gets a copy of what staff write to a child. Touchline could not put one into the "
    "channel for it. Look whether that channel was archived, or whether Touchline may no longer make or write in one."
)


def failed(tx: Transaction, planned: Planned, outcome: Outcome, organisation: Organisation, now: datetime) -> None:
    """Tell the lead if a copy could not be made."""
    lead = organisation.contacts.lead
    if not isinstance(planned.effect, CopyMessage) or not isinstance(outcome, Refused | NeedsHuman):
        return
    told = TellLead(lead, SUBJECT, TEXT)
    before = tx.last_planned(told.kind, told.target)
    if before is not None and timedelta() <= now - before < AGAIN:
        return
    plan = Plan(derived_id("d_", "not_copied", now.isoformat()), organisation, planned.platform)
    plan.tell(told)
    _commit(tx, plan, "message.not_copied", Verdict.ALERT, now)


def copied(
    tx: Transaction, event: Event, person_of: Callable[[Account], Person], decision: Decision, organisation: Organisation
) -> None:
    """Have a message copied if the policy promises copies and it is written to a child, or was before it was changed."""
    if not organisation.profile.copies.to or not is_copied(event):
        return
    addressed = (*event.mentions, *([event.reply_to] if event.reply_to else []))
    people, present = ([person_of(each) for each in some if not each.automated] for some in (addressed, event.place.members))
    author = person_of(event.author)
    children = written_to(author, people, present)
    instead = _instead(tx, event, author, decision, organisation)
    plan = Plan(derived_id("d_", event.id, "copied"), organisation, event.place.platform)
    effect = CopyMessage(event.place.id, event.message, copy_of(event, author.name, children, instead))
    if children or tx.last_planned(effect.kind, effect.target) is not None:
        plan.add(effect)
        _commit(tx, plan, "message.to_be_copied", Verdict.ALLOW, event.at)


def _instead(tx: Transaction, event: Event, author: Person, decision: Decision, organisation: Organisation) -> str:
    """What stands in a copy instead of the words, "" for nothing: all who watch read it, and a subject does not (map 8.16).

    The place of a request for contact has its second adult, and what is written there is opened with a reason alone.
    """
    if decision.verdict in TAKEN:
        return REMOVED
    called = (tx.person(each) for each in organisation.called_in(event)) if decision.case else ()
    of_a_reader = any(each is not None and each.id != author.id and watches(each) for each in called)
    return SEALED if of_a_reader or tx.contact_at(event.place.platform, event.place.id) is not None else ""


def _commit(tx: Transaction, plan: Plan, kind: str, verdict: Verdict, now: datetime) -> None:
    """Write down what is to be done, by ids alone: a record of who wrote to whom is nobody's business for good."""
    effects = [{"id": each.id, "does": each.effect.kind} for each in plan.effects]
    entry = Entry(kind, BOT, {"effects": effects, "rule": RULE, "config": plan.organisation.config})
    org = plan.organisation.id
    tx.commit_decision(Decision(plan.decision, org, plan.decision, now, verdict, entry, effects=plan.effects), None)
