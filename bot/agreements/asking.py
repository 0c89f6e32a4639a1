"""Those of whom something is asked are written to: about a new version of the statement, and before something ends (map 10.1).

Each is written to once a fortnight at most while it lacks, and by Touchline in a private message: it says nothing of anybody.
Practice mode holds such letters back; then they are asked in their turn once it is over, and nothing lapses before.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from bot.agreements.admitting import RULE
from bot.agreements.reached import AGREE
from bot.rota.changing import today
from moderation.agreements import MONTHLY, OF_ADULTS, Agreed, lacking, newest
from moderation.checks.agreements import people_here
from moderation.context import Organisation
from moderation.model import BOT, Counted, Decision, Entry, Person, TellPerson, Verdict, derived_id
from moderation.plan import Plan
from moderation.server import MemberFacts, ServerFacts
from storage.store import Transaction

#: Who was asked last for which version, and on which day, by the person's id.
SETTING: Final = "agreements.asked"
#: So long before something ends it is asked for again, and so long after it was asked for.
AHEAD: Final = timedelta(days=30)
AGAIN: Final = timedelta(days=14)
#: So many are written to at one look: a large server must not be flooded.
AT_ONCE: Final = 40

YOUNG: Final = (
    "Hello! {organisation} has rules that keep everybody safe here. Please read them, or ask somebody to read them with you. "
    "Type {command} to see them and to say yes.\n\nQuestions? Ask {lead}, {title}."
)
#: What a child types, where it is not the word alone.
COMMANDS: Final = {"slack": "/touchline agree"}
GROWN: Final = (
    "{organisation} asks you to read its statement on online safety and to agree to it. Give the command “agree” to see it. "
    "It is asked again each year, and when the statement changes.\n\nQuestions? Ask {lead}, {title}."
)


def ask(tx: Transaction, facts: ServerFacts, organisation: Organisation, now: datetime) -> None:
    """Write to those on a server of whom something is asked that they have not said."""
    agreed, day = organisation.agreed, today(organisation, now)
    statement = newest(agreed.statements) if agreed else None
    if agreed is None or statement is None:
        return
    asked: dict[str, list[str | int]] = json.loads(tx.setting(SETTING) or "{}")
    wanted = [
        members
        for members in people_here(facts)
        if _lacks(members[0].person, agreed, organisation, max(statement.since, day + AHEAD), statement.version)
        and is_due(asked.get(members[0].person.id), statement.version, day)
    ][:AT_ONCE]
    if not wanted:
        return
    asked |= {members[0].person.id: [statement.version, day.isoformat()] for members in wanted}
    tx.change_setting(SETTING, json.dumps(asked, sort_keys=True), BOT)
    _write(tx, wanted, facts, organisation, now)


def _lacks(person: Person, agreed: Agreed, organisation: Organisation, on: date, version: int) -> bool:
    """Whether something that is theirs to say does not stand on a day for the newest version."""
    lacks = lacking(person, agreed, organisation.profile.consent, on, version)
    return not set(lacks) <= OF_ADULTS | MONTHLY


def is_due(asked: Sequence[str | int] | None, version: int, day: date) -> bool:
    """Whether it is time to ask, of whom it is known for which version and on which day they were asked last."""
    return asked is None or asked[0] != version or day - date.fromisoformat(str(asked[1])) >= AGAIN


def _write(
    tx: Transaction, wanted: Sequence[Sequence[MemberFacts]], facts: ServerFacts, organisation: Organisation, now: datetime
) -> None:
    lead = organisation.contacts.lead
    called: Mapping[str, str] = {
        "organisation": organisation.contacts.organisation, "lead": lead.name, "title": lead.title,
        "command": COMMANDS.get(facts.platform, "/agree"),
    }  # fmt: skip
    plan = Plan(derived_id("d_", "asked", facts.platform, facts.server, now.isoformat()), organisation, facts.platform)
    for members in wanted:
        person = members[0].person
        text = (YOUNG if person.may_be_child else GROWN).format_map(called)
        counts = Counted(person.id, AGREE) if person.is_staff else None  # of nobody else anything lapses by this
        plan.add(TellPerson(members[0].account, text, counts=counts))
    effects = [{"id": each.id, "does": each.effect.kind} for each in plan.effects]
    entry = Entry("agreement.asked", BOT, {"effects": effects, "rule": RULE, "config": organisation.config})
    because = ("What is asked of them does not stand, or soon will not.",)
    tx.commit_decision(
        Decision(
            plan.decision, organisation.id, plan.decision, now, Verdict.ALLOW, entry, effects=plan.effects, because=because
        ),
        None,
    )
