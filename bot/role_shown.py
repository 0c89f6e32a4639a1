"""Staff whose name here does not say what they do are reminded, once a month and in private (map 4.7).

A child has to see at once who writes for the organisation and who for themselves. It is a reminder and nothing follows from it:
no post goes, and no name is changed. Nobody is written to about whom there is a graver concern (decisions 17).
"""

import json
from datetime import date, datetime, timedelta
from typing import Final

from bot.rota.changing import today
from moderation.checks.names_shown import is_shown_as
from moderation.context import Organisation
from moderation.model import BOT, Category, Decision, Entry, Person, TellPerson, Verdict, derived_id
from moderation.plan import Plan
from moderation.server import MemberFacts, ServerFacts
from storage.store import Transaction

#: Who was reminded last on which day, by the person's id.
SETTING: Final = "names.reminded"
AGAIN: Final = timedelta(days=30)
#: So many are written to at one look.
AT_ONCE: Final = 40
_ASKED: Final = "full_name_and_role"
_RULE: Final = "role_shown@1"
REMINDER: Final = (
    "A small reminder: your name here does not say what you do at {organisation}. Please put it in, such as “Alex Moor "
    "(coach)”, so that children see who is staff. And where you write as yourself and not for {organisation}, say so, for "
    "instance: “This is my own view.”\n\nNothing follows from this. Questions? Ask {lead}, {title}."
)


def remind(tx: Transaction, facts: ServerFacts, organisation: Organisation, now: datetime) -> None:
    """Write to staff on a server whose name does not say what they do, and who were not reminded within a month."""
    if organisation.profile.names.staff_shown_as != _ASKED:
        return
    day, kept = today(organisation, now), json.loads(tx.setting(SETTING) or "{}")
    found = [each for _, each in sorted(facts.members.items()) if _lacks(each) and _is_due(kept.get(each.person.id), day)]
    wanted = {each.person.id: each for each in found if not is_watched(tx, each.person)}
    if not wanted:
        return
    plan = Plan(derived_id("d_", "role_shown", facts.platform, facts.server, now.isoformat()), organisation, facts.platform)
    lead = organisation.contacts.lead
    text = REMINDER.format(organisation=organisation.contacts.organisation, lead=lead.name, title=lead.title)
    for each in list(wanted.values())[:AT_ONCE]:
        kept[each.person.id] = day.isoformat()
        plan.add(TellPerson(each.account, text))
    tx.change_setting(SETTING, json.dumps(kept, sort_keys=True), BOT)
    effects = [{"id": each.id, "does": each.effect.kind} for each in plan.effects]
    entry = Entry("staff.reminded", BOT, {"effects": effects, "rule": _RULE, "config": organisation.config})
    because = ("The name of a member of staff does not say what they do.",)
    tx.commit_decision(
        Decision(
            plan.decision, organisation.id, plan.decision, now, Verdict.ALLOW, entry, effects=plan.effects, because=because
        ),
        None,
    )


def _lacks(each: MemberFacts) -> bool:
    person = each.person
    return person.is_staff and not each.account.automated and not is_shown_as(each.account.name, person, _ASKED)


def _is_due(last: str | None, day: date) -> bool:
    return last is None or day - date.fromisoformat(last) >= AGAIN


def is_watched(tx: Transaction, person: Person) -> bool:
    """Whether a word could warn somebody about whom there is a concern."""
    concerns = tx.cases(about=person.id, open_only=True)
    return any(person.id in case.subjects and case.category is not Category.STAFF_CONDUCT for case in concerns)
