"""What one person, or their adults, agreed to, as those who keep the register see it."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.agreements import agreed_about
from bot.agreements.words import CALLED, agreement_said
from bot.desk import Denied
from bot.intake import person_of
from bot.register import Whom, found
from bot.register.desk import NOBODY, NOT_YOURS, keeps
from bot.register.words import on
from bot.rota.changing import today
from moderation.agreements import asked_of, in_force, lacking, may_be_here, may_be_pictured, never_shown, newest
from moderation.cases import out_of_sight
from moderation.context import Organisation
from moderation.model import Account, Person, Topic
from moderation.routing import watches
from storage.store import Transaction


def sheet(tx: Transaction, by: Account, organisation: Organisation, whom: Whom, now: datetime) -> Sequence[str] | Denied:
    """What stands and what is lacking, a line each, their name first."""
    asks = person_of(tx, by)
    if not keeps(organisation, asks):
        return Denied(NOT_YOURS if watches(asks) else out_of_sight(None, asks))
    person = found(tx, whom)
    return Denied(NOBODY) if person is None else tuple(_lines(tx, organisation, person, now))


def _lines(tx: Transaction, organisation: Organisation, person: Person, now: datetime) -> Iterator[str]:
    agreed, consent, here = agreed_about(tx, person.id), organisation.profile.consent, today(organisation, now)
    given = agreed.about(person)
    lacks = lacking(person, agreed, consent, here)
    may = may_be_here(person, agreed, consent, here)
    yield f"{person.name}: {'may be here' if may else 'is KEPT OUT of where children are'}"
    force, next_ = in_force(agreed.statements, here), newest(agreed.statements)
    if force is None:
        yield "No statement is in force, so nothing that goes by it is asked of anybody yet"
    if next_ is not None and next_ != force:
        yield f"Version {next_.version} of the statement is in force from {on(next_.since)}"
    if person.may_be_child:
        yield f"Pictures: {'may be shown' if may_be_pictured(person, given, here) else 'must NOT be shown'}" + (
            " (on the list of those never to be shown)" if never_shown(given) else ""
        )
    for topic in Topic:
        rows = {each.name: each for each in given if each.topic is topic}
        for each in rows.values():
            by = tx.person(each.by)
            yield f"{CALLED[topic]}: {agreement_said(each, by.name if by else 'somebody who is no longer on the register')}"
        if topic in lacks:
            yield f"{CALLED[topic]}: LACKING"
        elif not rows and topic in asked_of(person, consent):
            yield f"{CALLED[topic]}: not given"
