"""Somebody leaves (map 7.8): what they lose, what is handed over, what they are reminded of, and what they still hold.

They stay on the register as former, so that a former child is protected (map 5.5) and former staff are known (map 2.4). What
Touchline cannot take from them, such as a place in the configuration or a role on the server, is listed for a person to do, and
a check (`moderation/checks/leavers.py`) says so until it is done.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.register import Whom, accounts_of, gone, keep_gone, without_leavers
from bot.register.changing import LAST_LEAD, without_appointments
from bot.register.desk import RULE, Desk
from bot.rota import SETTING, rota_of
from bot.rota.changing import Given
from moderation.cases import seen_within
from moderation.changing import shown
from moderation.context import Organisation
from moderation.duty import text_of
from moderation.model import Account, CaseState, Decision, Entry, Person, Role, TellPerson, Verdict
from moderation.plan import Plan
from moderation.register import leads_without
from moderation.routing import to_show
from storage.store import Transaction

CONFIDENTIAL = (
    "Thank you for what you did at {organisation}. What you learned there about children and families stays confidential, also "
    "now that you have left: please pass none of it on, and delete what you still have of it.\n\n"
    "Questions? Ask {lead}, {title}."
)


@dataclass(frozen=True, slots=True)
class Left:
    """What came of it: the answer, and the accounts of whoever left, for the adapter to take their roles; none if refused."""

    says: str
    accounts: tuple[Account, ...] = ()


def leave(tx: Transaction, given: Given, organisation: Organisation, whom: Whom) -> Left:
    """Somebody leaves, by the word of somebody else who answers for the organisation."""
    desk = Desk(tx, given, organisation, "person_leave")
    person, no = desk.meant(whom)
    if person is None:
        return Left(no)
    if person.left is not None:
        return Left(f"{person.name} has left already.")
    leads = person.role is Role.LEAD or person.id == organisation.contacts.lead.person
    if leads and not leads_without(tx.people(), organisation.contacts, person.id):
        return Left(LAST_LEAD.format(name=person.name))
    accounts = accounts_of(tx, person.id)
    held = tuple(_held(organisation, person))
    desk.keep(_former(person, desk))
    if organisation.contacts.of_person(person.id) is not None:
        keep_gone(tx, (*gone(tx), person.id), desk.by.id)
    desk.organisation = without_leavers(tx, organisation)
    handed = _hand_over(desk, person)
    _off_the_rota(desk, person)
    plan = desk.plan(person.id)
    if person.is_staff:
        _remind(plan, desk.organisation, person, given, accounts)
    lines = [f"{person.name} has left. They are no longer {'among the staff' if person.is_staff else 'a member'} here."]
    lines += [f"Concerns handed over: {handed}."] if handed else []
    if _gave(tx, accounts):
        lines.append("What they let Touchline do in their name is given back by itself, within minutes.")
    lines += [f"Still to be done by a person: {each}." for each in held]
    says = "\n".join(lines)
    desk.tell_another(plan, "Somebody has left", says, person)
    desk.commit(plan, "register.told", person.id, "Those who go on are told, and whoever leaves is reminded.")
    return Left(says, accounts)


def _former(person: Person, desk: Desk) -> Person:
    """Somebody without a role, who was something: a child stays protected as one."""
    child = person.role is Role.CHILD or (person.role is Role.LEARNER and person.minor is not False) or person.minor is True
    ended = without_appointments(person, desk.today)
    return replace(ended, role=Role.UNKNOWN, former=Role.CHILD if child else person.role, left=desk.today)


def _gave(tx: Transaction, accounts: Sequence[Account]) -> bool:
    """Whether somebody let Touchline do something in their name, by a token: the platform's adapter has it end there."""
    grants = (tx.grants(account.platform).get(account.id) for account in accounts)
    return any(grant is not None and grant.token for grant in grants)


def _held(organisation: Organisation, person: Person) -> Iterator[str]:
    """What a leaver still holds that Touchline cannot take."""
    contacts = organisation.contacts
    if (contact := contacts.of_person(person.id)) is not None:
        yield f"take them out of the configuration, which names them as {contact.title}, also where they receive checkpoints"
    if person.is_staff:
        yield "take keys, passwords and tokens of the bot and of the server from them, and see that they do not own the server"
        yield "take their roles, groups and channels on each platform away, where Touchline does not say that it did"


def _hand_over(desk: Desk, person: Person) -> int:
    """The open concerns that were theirs are new again, and shown to others. Gives how many."""
    cases = [case for case in desk.tx.cases(open_only=True) if case.claimed_by == person.id]
    for case in cases:
        plan = desk.plan(person.id, case.id)
        organisation, now = desk.organisation, desk.given.now
        again = replace(case, state=CaseState.NEW, claimed_by=None)
        for contact in to_show(again, organisation, acting=person.id):
            plan.show(again, contact)
            again = shown(again, contact, now)
        effects = [{"id": each.id, "does": each.effect.kind} for each in plan.effects]
        data = {"case": case.id, "effects": effects, "rule": RULE, "config": organisation.config}
        entry = Entry("case.handed_over", desk.by.id, data, case.id)
        decision = Decision(
            plan.decision, organisation.id, desk.given.id, now, Verdict.ALERT, entry,
            effects=plan.effects, case=again, rings=seen_within(again, organisation, now),
            because=("Whoever had it has left, so it is shown to others.",),
        )  # fmt: skip
        desk.tx.commit_decision(decision, None)
    return len(cases)


def _off_the_rota(desk: Desk, person: Person) -> None:
    rota = rota_of(desk.tx, desk.organisation)
    kept = replace(
        rota,
        turns=tuple(each for each in rota.turns if each.person != person.id),
        hand_overs=tuple(each for each in rota.hand_overs if person.id not in {each.of, each.to}),
        aways=tuple(each for each in rota.aways if each.person != person.id),
    )
    if kept != rota:
        desk.tx.change_setting(SETTING, text_of(kept), desk.by.id)


def _remind(plan: Plan, organisation: Organisation, person: Person, given: Given, accounts: Sequence[Account]) -> None:
    """Whoever leaves is reminded that it stays confidential (S4 l.61), where they have an account on this platform."""
    lead = organisation.contacts.lead
    text = CONFIDENTIAL.format(organisation=organisation.contacts.organisation, lead=lead.name, title=lead.title)
    for account in accounts:
        if account.platform == given.by.platform:
            plan.add(TellPerson(replace(account, name=person.name), text))
