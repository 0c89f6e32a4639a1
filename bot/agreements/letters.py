"""Adults who are reached by e-mail alone are asked by a letter with a link to agree for a child (map 5.12, 10.2).

Each is written to once a fortnight at most while it lacks, and not again once they have said yes or no: what lacks then is
another adult's to give. Only those who confirmed that the address reaches them get a letter, and nobody does where letters
carry no link: without one there is nothing that they could do but ask for paper.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final

from bot.agreements.admitting import RULE
from bot.agreements.asking import AHEAD, AT_ONCE, is_due
from bot.direct import EMAIL
from bot.rota.changing import today
from moderation.agreements import OF_ADULTS, OF_STATEMENT, Agreed, called, lacking, newest, standing
from moderation.checks.agreements import people_here
from moderation.contact_requests import may_answer
from moderation.context import Organisation
from moderation.model import (
    BOT,
    Account,
    Asked,
    Decision,
    Entry,
    Person,
    Reach,
    ResponsibleAdult,
    TellPerson,
    Verdict,
    derived_id,
)
from moderation.plan import Plan
from moderation.server import ServerFacts
from storage.store import Transaction

#: For which version, and on which day, the adults of a child were written to last, by the child's id.
SETTING: Final = "agreements.adults_asked"

LETTER: Final = (
    "{organisation} asks you to read its statement on online safety, as somebody who is responsible for {child}, and to say "
    "yes or no to what it asks of you. You need no account for it.\n\n"
    "Would you rather do it on paper? Then ask {lead}, {title}. They answer your questions too."
)


def write_to_adults(tx: Transaction, facts: ServerFacts, organisation: Organisation, now: datetime) -> None:
    """Write to the adults of those on a server for whom something is asked of adults, and does not stand."""
    agreed, day = organisation.agreed, today(organisation, now)
    statement = newest(agreed.statements) if agreed else None
    if agreed is None or statement is None or not organisation.answers or EMAIL not in organisation.capabilities:
        return
    asked: dict[str, list[str | int]] = json.loads(tx.setting(SETTING) or "{}")
    wanted = []
    for members in people_here(facts):
        child = members[0].person
        adults = list(_to_write_to(child, agreed, organisation, max(statement.since, day + AHEAD), statement.version))
        if adults and is_due(asked.get(child.id), statement.version, day):
            wanted.append((child, adults))
    if wanted := wanted[:AT_ONCE]:
        asked |= {child.id: [statement.version, day.isoformat()] for child, _ in wanted}
        tx.change_setting(SETTING, json.dumps(asked, sort_keys=True), BOT)
        _write(tx, wanted, facts, organisation, now, statement.version)


def _to_write_to(
    child: Person, agreed: Agreed, organisation: Organisation, on: date, version: int
) -> Iterator[ResponsibleAdult]:
    """Those who can give what lacks on a day, who confirmed an e-mail address, and who have said neither yes nor no to it."""
    lacks = [topic for topic in lacking(child, agreed, organisation.profile.consent, on, version) if topic in OF_ADULTS]
    if not lacks:
        return
    asked = may_answer(child, organisation.profile)
    for adult in (each for each in asked if each.reach is Reach.EMAIL and each.confirmed):
        own = [each for each in agreed.about(child) if called(each.name, (adult.name,))]
        refused = {topic for topic, given in {each.topic: each.given for each in own}.items() if not given}
        open_ = (topic for topic in lacks if topic not in refused)
        if not all(standing(topic, child, own, on, version if topic in OF_STATEMENT else 0) for topic in open_):
            yield adult


def _write(
    tx: Transaction,
    wanted: Sequence[tuple[Person, Sequence[ResponsibleAdult]]],
    facts: ServerFacts,
    organisation: Organisation,
    now: datetime,
    version: int,
) -> None:
    lead = organisation.contacts.lead
    names = {"organisation": organisation.contacts.organisation, "lead": lead.name, "title": lead.title}
    plan = Plan(derived_id("d_", "adults_asked", facts.platform, facts.server, now.isoformat()), organisation, facts.platform)
    for child, adults in wanted:
        text = LETTER.format(child=child.called_at_home, **names)
        for adult in adults:
            to = Account(EMAIL, adult.address, adult.name)
            plan.add(TellPerson(to, text, Asked(child.id, "agree", version)), platform=EMAIL)
    effects = [{"id": each.id, "does": each.effect.kind} for each in plan.effects]
    entry = Entry("agreement.asked", BOT, {"effects": effects, "rule": RULE, "config": organisation.config})
    because = ("What is asked of a child's adults does not stand, or soon will not.",)
    decision = Decision(
        plan.decision, organisation.id, plan.decision, now, Verdict.ALLOW, entry, effects=plan.effects, because=because
    )
    tx.commit_decision(decision, None)
