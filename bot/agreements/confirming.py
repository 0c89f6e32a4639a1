"""Staff are asked each month to confirm what nobody can see: no private messages with children, a work account (map 5.1, 5.4).

Each is written to a few days before it ends, and once a week while it lacks, by Touchline in a private message. Whoever has not
said so a week after is a lapse for the lead (`moderation.checks.agreements`), unless practice mode held the letter back. It
begins once a server is set up.
"""

import json
from datetime import date, datetime, timedelta
from typing import Final

from bot.agreements.admitting import RULE
from bot.agreements.reached import CONFIRM
from bot.rota.changing import today
from moderation.agreements import MONTHLY, Agreed, lacking
from moderation.checks.agreements import is_set_up, people_here
from moderation.context import Organisation
from moderation.model import BOT, Counted, Decision, Entry, Person, TellPerson, Verdict, derived_id
from moderation.plan import Plan
from moderation.server import ServerFacts
from storage.store import Transaction

#: Who was asked last, on which day, by the person's id.
SETTING: Final = "confirmations.asked"
#: So long before it ends it is asked for again, and so long after it was asked for.
AHEAD: Final = timedelta(days=3)
AGAIN: Final = timedelta(days=7)

LETTER: Final = (
    "Each month {organisation} asks its staff to confirm a thing or two that nobody else can see: it keeps children safe, and "
    "you safe from suspicion. It takes a moment: give the command “agree” and press “I confirm”.\n\n"
    "If you cannot say it, do not press it, and speak with {lead}, {title}."
)


def ask(tx: Transaction, facts: ServerFacts, organisation: Organisation, now: datetime) -> None:
    """Write to those of the staff on a server who have something to confirm."""
    agreed, day = organisation.agreed, today(organisation, now)
    if agreed is None or not is_set_up(facts):
        return
    asked: dict[str, str] = json.loads(tx.setting(SETTING) or "{}")
    wanted = [
        members
        for members in people_here(facts)
        if _lacks(members[0].person, agreed, organisation, day) and _is_due(asked.get(members[0].person.id), day)
    ]
    if not wanted:
        return
    asked = {person: on for person, on in asked.items() if not _is_due(on, day)}  # whoever was asked long ago is forgotten
    asked |= {members[0].person.id: day.isoformat() for members in wanted}
    tx.change_setting(SETTING, json.dumps(asked, sort_keys=True), BOT)
    plan = Plan(derived_id("d_", "confirm", facts.platform, facts.server, now.isoformat()), organisation, facts.platform)
    for members in wanted:
        person = members[0].person
        plan.add(TellPerson(members[0].account, _letter(person, organisation), counts=Counted(person.id, CONFIRM)))
    effects = [{"id": each.id, "does": each.effect.kind} for each in plan.effects]
    entry = Entry("agreement.asked", BOT, {"effects": effects, "rule": RULE, "config": organisation.config})
    because = ("What staff confirm each month does not stand, or soon will not.",)
    decision = Decision(
        plan.decision, organisation.id, plan.decision, now, Verdict.ALLOW, entry, effects=plan.effects, because=because
    )
    tx.commit_decision(decision, None)


def _letter(person: Person, organisation: Organisation) -> str:
    """What somebody is written; they are sent to nobody who is themselves."""
    contacts = organisation.contacts
    lead = next((each for each in contacts.chain if each.person != person.id), contacts.lead)
    return LETTER.format(organisation=contacts.organisation, lead=lead.name, title=lead.title)


def _lacks(person: Person, agreed: Agreed, organisation: Organisation, day: date) -> bool:
    return not MONTHLY.isdisjoint(lacking(person, agreed, organisation.profile.consent, day + AHEAD))


def _is_due(asked: str | None, day: date) -> bool:
    return asked is None or day - date.fromisoformat(asked) >= AGAIN
