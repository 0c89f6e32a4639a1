"""What is asked of somebody, and what they say by a button (map 5.1, 5.4, 5.12, 6.1, 10.1, 10.2, 10.3,
10.5).

A child and a member of staff speak for themselves. A parent, carer or employer speaks for a child or learner, by an account of
which it was confirmed that it is theirs, or by the link in a letter to such an address (decisions 24). Permission for pictures
is asked apart: nobody has to give it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from bot.agreements import agreed_about, words
from bot.agreements.admitting import said
from bot.agreements.confirming import AHEAD
from bot.rota.changing import Given, today
from moderation.agreements import MONTHLY, OF_ADULTS, OF_STATEMENT, Agreed, asked_of, ends, newest, standing
from moderation.contact_requests import may_answer
from moderation.context import Organisation
from moderation.model import Account, Agreement, Entry, Person, Reach, ResponsibleAdult, Statement, StatementClause, Topic, Way
from storage.store import Transaction

#: Characters of a name, and of a job title.
LONGEST: Final = 100


class Press(StrEnum):
    """What somebody can say by a button."""

    AGREE = "agree"
    CONFIRM = "confirm"
    PHOTOS_YES = "photos_yes"
    PHOTOS_NO = "photos_no"
    TAKE_BACK = "take_back"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is asked of somebody about one person: themselves, or a child for whom they answer.

    `about` is the id of that person, `says` what “I agree” means, a sentence each; `photos` what permission for pictures means,
    "" where it is not theirs to give. `stands` says whether all of it stands for the newest version already, `signs` whether
    name and job title are asked for. `monthly` is what “I confirm” means, and `confirmed` says whether that stands,
    also in the days before its end in which it is asked for again.
    """

    about: str
    name: str
    version: int
    title: str
    clauses: tuple[StatementClause, ...]
    says: tuple[str, ...]
    photos: str
    stands: bool
    signs: bool
    monthly: tuple[str, ...]
    confirmed: bool

    @property
    def presses(self) -> tuple[Press, ...]:
        first = ((Press.AGREE, self.says), (Press.CONFIRM, self.monthly))
        pictures = (Press.PHOTOS_YES, Press.PHOTOS_NO) if self.photos else ()
        return (*(press for press, says in first if says), *pictures, Press.TAKE_BACK)


def sheets(tx: Transaction, by: Account, organisation: Organisation, now: datetime) -> Sequence[Sheet] | str:
    """What is asked of somebody, or a sentence if that is nothing: what is about themselves first."""
    person = tx.person_of(by)
    if person is None or person.left is not None:
        return words.NOTHING
    children = list(_children(tx, by, organisation))
    about = [(person, None), *((child, adult) for child, adult in children if adult.confirmed)]
    found = [sheet_for(tx, organisation, each, adult, now) for each, adult in about]
    asked = [sheet for sheet in found if sheet.presses != (Press.TAKE_BACK,)]
    return asked or (words.UNCONFIRMED if children else words.NOTHING)


def press(
    tx: Transaction,
    given: Given,
    organisation: Organisation,
    what: Press,
    about: str,
    version: int,
    name: str = "",
    job: str = "",
) -> str:
    """Somebody pressed a button about a person, under a version of the statement. Gives what they are told."""
    by, person = tx.person_of(given.by), tx.person(about)
    theirs = (adult for child, adult in _children(tx, given.by, organisation) if child.id == about)
    adult = next((adult for adult in theirs if adult.confirmed), None)
    if by is None or person is None or by.left is not None or not (adult or by.id == about):
        return _refused(tx, given)
    if adult is not None and by.id == about:
        adult = None
    statement, wanted = newest(tx.statements()), _topics(what, organisation, person, adult)
    if not wanted:
        return _refused(tx, given)
    if what is Press.AGREE and (statement.version if statement else 0) != version:
        return words.CHANGED
    signed_as, job = (" ".join(each.split())[:LONGEST] for each in (name, job))
    if what is Press.AGREE and adult is None and person.is_staff and not (signed_as and job):
        return words.SIGN
    gives = what in {Press.AGREE, Press.CONFIRM, Press.PHOTOS_YES}
    signer = adult.name if adult else signed_as or person.name
    topics = [topic for topic in wanted if gives or _gave(tx, topic, person, signer)]
    form = Agreement(Topic.STATEMENT, person.id, gives, given.now, Way.BUTTON, by.id, signer, given.now.date(), job, version)
    _keep(tx, given, organisation, person, form, topics)
    if what is Press.CONFIRM:
        return words.CONFIRMED.format(lead=organisation.contacts.lead.name)
    return words.KEPT if gives else words.TAKEN_BACK


def by_link(
    tx: Transaction, given: Given, organisation: Organisation, what: Press, child: Person, adult: ResponsibleAdult
) -> None:
    """An adult said something about a child by the link in a letter. What they refuse counts as taken back, though they never
    gave it: they were asked, and said no.
    """
    statement, gives, by = newest(tx.statements()), what in {Press.AGREE, Press.PHOTOS_YES}, tx.pseudonym(given.by)
    version, day = statement.version if statement else 0, given.now.date()
    form = Agreement(Topic.STATEMENT, child.id, gives, given.now, Way.LINK, by, adult.name, day, version=version)
    _keep(tx, given, organisation, child, form, _topics(what, organisation, child, adult))


def _keep(
    tx: Transaction, given: Given, organisation: Organisation, person: Person, form: Agreement, topics: Sequence[Topic]
) -> None:
    """Keep what was said, once for each topic, as the form has it."""
    day = today(organisation, given.now)
    consent, version = organisation.profile.consent, form.version if form.given else 0
    rows = [
        replace(
            form,
            topic=topic,
            signed=day,
            version=version if topic in OF_STATEMENT else 0,
            until=ends(topic, day, consent) if form.given else None,
        )
        for topic in topics
    ]
    said(tx, given, organisation, person, rows)


def _topics(what: Press, organisation: Organisation, person: Person, adult: ResponsibleAdult | None) -> tuple[Topic, ...]:
    """What a press is about."""
    asked = asked_of(person, organisation.profile.consent)
    theirs = tuple(topic for topic in asked if (topic in OF_ADULTS) == (adult is not None))
    if what in {Press.AGREE, Press.CONFIRM}:
        return tuple(topic for topic in theirs if (topic in MONTHLY) == (what is Press.CONFIRM))
    photos = (Topic.PHOTOS,) if adult is not None and person.may_be_child else ()
    return (*theirs, *photos) if what is Press.TAKE_BACK else photos


def _gave(tx: Transaction, topic: Topic, person: Person, signer: str) -> bool:
    """Whether there is something to take back. Permission for pictures can be refused that was never asked for."""
    theirs = [
        each for each in tx.agreements(person.id) if each.topic is topic and (topic not in OF_ADULTS or each.name == signer)
    ]
    return topic is Topic.PHOTOS or (bool(theirs) and theirs[-1].given)


def sheet_for(
    tx: Transaction, organisation: Organisation, person: Person, adult: ResponsibleAdult | None, now: datetime
) -> Sheet:
    """What is asked about a person: of themselves, or of an adult who answers for them."""
    agreed, day = agreed_about(tx, person.id), today(organisation, now)
    statement = newest(agreed.statements)
    topics = [topic for topic in _topics(Press.AGREE, organisation, person, adult) if statement or topic is not Topic.STATEMENT]
    monthly = _topics(Press.CONFIRM, organisation, person, adult)
    young = adult is None and person.may_be_child
    called = {"organisation": organisation.contacts.organisation, "child": person.called_at_home}
    photos = bool(adult) and person.may_be_child and organisation.profile.images.children_in_images == "with_permission"
    return Sheet(
        about=person.id,
        name=person.name,
        version=statement.version if statement else 0,
        title=statement.title if statement else "",
        clauses=_shown(statement, young) if statement else (),
        says=tuple((words.SAYS_YOUNG if young else words.SAYS)[topic].format(**called) for topic in topics),
        photos=words.PHOTOS.format(**called) if photos else "",
        stands=_all_stand(topics, person, agreed, day),
        signs=adult is None and person.is_staff,
        monthly=tuple(words.SAYS[topic].format(**called) for topic in monthly),
        confirmed=_all_stand(monthly, person, agreed, day + AHEAD),
    )


def _shown(statement: Statement, young: bool) -> tuple[StatementClause, ...]:
    return statement.simple if young and statement.simple else statement.clauses


def _all_stand(topics: Sequence[Topic], person: Person, agreed: Agreed, day: date) -> bool:
    statement, given = newest(agreed.statements), agreed.about(person)
    version = statement.version if statement else 0
    return all(standing(topic, person, given, day, version if topic in OF_STATEMENT else 0) for topic in topics)


def _children(tx: Transaction, by: Account, organisation: Organisation) -> Iterator[tuple[Person, ResponsibleAdult]]:
    """Those for whom an account is named on the register as that of an adult who can say yes or no for them, as in letters:
    a parent has no say any more once a learner is of age.
    """
    for child in tx.people():
        for adult in may_answer(child, organisation.profile) if child.left is None else ():
            if (adult.reach, adult.address) == (Reach.PLATFORM, by.id):
                yield child, adult


def _refused(tx: Transaction, given: Given) -> str:
    by = tx.person_of(given.by)
    tx.append(Entry("action.refused", by.id if by else tx.pseudonym(given.by), {"does": "agree"}), given.now)
    return words.NOT_YOURS
