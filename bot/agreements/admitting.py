"""A child is let in where children are, or kept out, as soon as what must be agreed to stands or does not (map 5.12, 10.1)."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.agreements import agreed_about
from bot.pictures.taking_down import no_longer_permitted
from bot.register import accounts_of
from bot.rota.changing import Given, today
from moderation.agreements import may_be_here, may_be_pictured
from moderation.checks.agreements import people_here, roles_held
from moderation.context import Organisation
from moderation.model import BOT, Account, Admit, Agreement, Decision, Entry, Person, Topic, Verdict, derived_id
from moderation.plan import Plan
from moderation.server import MemberFacts, ServerFacts
from storage.store import Transaction

#: Named in entries (map 7.6).
RULE: Final = "agreements@1"
#: So long after it was last planned somebody is kept out once more, who was let in by hand or could not be kept out.
AGAIN: Final = timedelta(minutes=30)


def said(tx: Transaction, given: Given, organisation: Organisation, person: Person, agreements: Sequence[Agreement]) -> None:
    """Keep what was said about somebody, and let them in or keep them out in the same unit if that changes it.

    They are kept out on every platform also where they should have been already: what is taken back acts whatever was missed.
    """
    before = _may(tx, organisation, person, given.now)
    for each in agreements:
        tx.agree(each)
    pictured = any(each.topic in {Topic.PHOTOS, Topic.NEVER_SHOW} for each in agreements)
    if pictured and not may_be_pictured(person, tx.agreements(person.id), today(organisation, given.now)):
        no_longer_permitted(tx, given, organisation, person)
    now_may = _may(tx, organisation, person, given.now)
    if now_may != before or (not now_may and not all(each.given for each in agreements)):
        plan = Plan(derived_id("d_", given.id, "admit", person.id), organisation, given.by.platform)
        _plan(plan, [(account, person) for account in accounts_of(tx, person.id)], now_may)
        _commit(tx, plan, given.id, given.now)


def keep_out(tx: Transaction, facts: ServerFacts, organisation: Organisation, now: datetime) -> None:
    """Keep those children out who have a role by which they are let in, and must not.

    What was agreed to ends, and roles are given by hand.
    """
    plan = Plan(derived_id("d_", "keep_out", facts.platform, facts.server, now.isoformat()), organisation, facts.platform)
    out = [member for member in _let_in_wrongly(facts, organisation, now) if not _planned_lately(tx, member, now)]
    _plan(plan, [(member.account, member.person) for member in out], let_in=False)
    _commit(tx, plan, plan.decision, now)


def _let_in_wrongly(facts: ServerFacts, organisation: Organisation, now: datetime) -> Iterator[MemberFacts]:
    agreed, consent, day = organisation.agreed, organisation.profile.consent, today(organisation, now)
    if agreed is None:
        return
    for members in people_here(facts):
        if not may_be_here(members[0].person, agreed, consent, day):
            yield from (member for member in members if roles_held(member, facts))


def _planned_lately(tx: Transaction, member: MemberFacts, now: datetime) -> bool:
    planned = tx.last_planned("admit", member.account.id)
    return planned is not None and timedelta() <= now - planned < AGAIN


def _may(tx: Transaction, organisation: Organisation, person: Person, now: datetime) -> bool:
    return may_be_here(person, agreed_about(tx, person.id), organisation.profile.consent, today(organisation, now))


def _plan(plan: Plan, people: Sequence[tuple[Account, Person]], let_in: bool) -> None:
    here = plan.organisation.capabilities
    for account, person in people:
        if account.platform in here:
            plan.add(Admit(account, person.role, let_in), platform=account.platform)


def _commit(tx: Transaction, plan: Plan, cause: str, now: datetime) -> None:
    if not plan.effects:
        return
    organisation = plan.organisation
    effects = [{"id": each.id, "does": each.effect.kind} for each in plan.effects]
    entry = Entry("admission.decided", BOT, {"effects": effects, "rule": RULE, "config": organisation.config})
    because = ("A child is where children are as long as what must be agreed to stands.",)
    decision = Decision(plan.decision, organisation.id, cause, now, Verdict.ALLOW, entry, effects=plan.effects, because=because)
    tx.commit_decision(decision, None)
