"""What was signed on paper, or is taken back, as those who keep the register write it down (map 5.12, 6.1, 6.2, 6.9,
10.2, 10.3).

Each row says who recorded it, and the day on which it was signed. Nobody records what is their own. What was taken back counts
at once, whoever took it back.
"""

from typing import Final

from bot.agreements import agreed_about, words
from bot.agreements.admitting import said
from bot.register import Whom
from bot.register.desk import Desk
from bot.register.words import date_of
from bot.rota.changing import Given
from moderation.agreements import ATTESTED, MONTHLY, OF_ADULTS, OF_STATEMENT, adults_of, called, ends, lasts, newest
from moderation.cards import ROLES
from moderation.context import Organisation
from moderation.model import Agreement, Person, Role, Topic, Way
from storage.store import Transaction

#: Characters of a scope and of a job title.
LONGEST: Final = 200


def record(
    tx: Transaction, given: Given, organisation: Organisation, whom: Whom, what: str, adult: str = "", signed: str = "today",
    job: str = "", scope: str = "",
) -> str:  # fmt: skip
    """Paper that somebody who keeps the register has seen. `adult` is who signed for a child, `signed` the day on it."""
    desk = Desk(tx, given, organisation, "consent_record")
    person, no = desk.meant(whom)
    if person is None:
        return no
    topic, statement = words.topic_called(what), newest(tx.statements())
    if topic is None:
        return words.NO_TOPIC
    if no := _misfit(person, topic):
        return no
    if topic in OF_STATEMENT and statement is None:
        return words.NO_STATEMENT
    signer = _signer(person, topic, adult, desk.by)
    if not signer:
        adults = adults_of(person)
        return words.NO_ADULT.format(adults=", ".join(adults)) if adults else words.NO_ADULTS.format(name=person.name)
    try:
        day = date_of(signed or "today", desk.today)
    except ValueError as error:
        return str(error)
    consent = organisation.profile.consent
    until = None if topic is Topic.NEVER_SHOW else ends(topic, day, consent)
    if day > desk.today:
        return words.NOT_YET
    if until is not None and until < desk.today:
        return words.TOO_OLD.format(months=lasts(topic, consent))
    job, scope = (" ".join(each.split())[:LONGEST] for each in (job, scope))
    if person.is_staff and topic is Topic.STATEMENT and not job:
        return words.NO_JOB
    version = statement.version if statement and topic in OF_STATEMENT else 0
    agreement = Agreement(topic, person.id, True, given.now, Way.PAPER, desk.by.id, signer, day, job, version, scope, until)
    said(tx, given, organisation, person, (agreement,))
    return f"{person.name}: {words.CALLED[topic]}; {words.agreement_said(agreement, desk.by.name)}."


def withdraw(tx: Transaction, given: Given, organisation: Organisation, whom: Whom, what: str, adult: str = "") -> str:
    """Something is taken back, or a flag lifted: by one adult, or, where nobody is named, by all who gave it."""
    desk = Desk(tx, given, organisation, "consent_withdraw")
    person, no = desk.meant(whom)
    if person is None:
        return no
    topic = words.topic_called(what)
    if topic is None:
        return words.NO_TOPIC
    kept = [each for each in agreed_about(tx, person.id).about(person) if each.topic is topic]
    newest_of = {each.name: each for each in kept}
    meant = called(adult, tuple(newest_of)) if adult else ""
    back = [each for each in newest_of.values() if each.given and (not adult or each.name == meant)]
    if not back and topic in {Topic.CONTACT, Topic.PHOTOS} and (refuses := called(adult, adults_of(person))):
        names = [refuses]  # a parent may refuse what nobody has asked them for yet
    else:
        names = [each.name for each in back]
    if not names:
        return words.NOTHING_STANDS.format(name=person.name)
    rows = [Agreement(topic, person.id, False, given.now, Way.PAPER, desk.by.id, name, desk.today) for name in names]
    said(tx, given, organisation, person, rows)
    return f"{person.name}: {words.CALLED[topic]}. Taken back by {', '.join(names)}, recorded by {desk.by.name}."


def _misfit(person: Person, topic: Topic) -> str:
    """Why something is not to be said of somebody; "" where it may."""
    if topic in ATTESTED | MONTHLY or topic is Topic.EQUIPMENT:
        fits = person.is_staff
    elif topic in OF_ADULTS or topic is Topic.NEVER_SHOW:
        fits = person.role in {Role.CHILD, Role.LEARNER} or person.minor is True
    else:
        fits = True
    return "" if fits else words.NOT_THEIRS.format(name=person.name, role=ROLES[person.role])


def _signer(person: Person, topic: Topic, adult: str, by: Person) -> str:
    """Whose name stands under it; "" where nobody is meant who may sign."""
    if topic in {Topic.NEVER_SHOW, Topic.EQUIPMENT}:  # what a lead lays down
        return by.name
    if topic not in OF_ADULTS:
        return person.name
    adults = adults_of(person)
    return called(adult, adults) if adult else (adults[0] if len(adults) == 1 else "")
