"""What is said of a request for contact: yes or no by a child's adult, whom a lead chooses, and that it ends (map 5.13).

An adult answers by a button of their own account, or by the link in a letter, where it was confirmed that this reaches them;
or in a way that somebody else who keeps the register writes down, with who said it, how, and who wrote it down. A no counts at
any time, also after a yes.
"""

from dataclasses import replace
from enum import StrEnum

from bot.contact import words
from bot.contact.asking import account_on
from bot.contact.changing import Matter, reference, stop
from bot.direct import EMAIL
from bot.member_pack.asking import Whose
from bot.register import Whom, found
from bot.register.desk import NOBODY, Desk
from bot.rota.changing import Given
from moderation.agreements import called
from moderation.contact_requests import may_answer, may_approve, may_be_second, stopped_by
from moderation.context import Organisation
from moderation.model import (
    AnsweredBy,
    ContactAnswer,
    ContactRequest,
    ContactState,
    Entry,
    Reach,
    ResponsibleAdult,
)
from moderation.plan import Plan
from storage.store import Transaction


class Press(StrEnum):
    """What a child's adult can say by a button."""

    YES = "yes"
    YES_WITH_ME = "yes_with_me"
    NO = "no"


def press(tx: Transaction, given: Given, organisation: Organisation, request: str, what: Press) -> str:
    """Somebody pressed a button below a request, or answered by the link in a letter: then `given.by` is the address that it
    went to. Gives what they are told.
    """
    found_, by = tx.contact_request(request), tx.person_of(given.by)
    adult = _pressing(tx, given, organisation, found_) if found_ else None
    if found_ is None or adult is None:
        actor = by.id if by else tx.pseudonym(given.by)
        tx.append(Entry("action.refused", actor, {"does": "contact_answer"}), given.now)
        return words.NOT_YOURS
    approves, actor = what is not Press.NO, by.id if by else tx.pseudonym(given.by)
    if not may_still(found_, approves):
        return words.ANSWERED
    matter = Matter.of(tx, organisation, found_, given.now)
    way = AnsweredBy.LINK if adult.reach is Reach.EMAIL else AnsweredBy.BUTTON
    answer = ContactAnswer(approves, given.now, adult.name, way, actor)
    joins = given.by if what is Press.YES_WITH_ME else None
    _answered(replace(matter, request=replace(found_, joins=joins)), answer)
    return words.THANKS[approves]


def record(
    tx: Transaction, given: Given, organisation: Organisation, which: str, answer: str, way: str, adult: str = ""
) -> str:
    """Somebody who keeps the register writes down what a child's adult said to them."""
    desk, request, no = _for_desk(tx, given, organisation, which, "contact_answer")
    if request is None:
        return no
    matter = Matter.of(tx, organisation, request, given.now)
    approves, how = words.ANSWERS.get(answer.strip().casefold()), words.WAYS.get(way.strip().casefold())
    if approves is None:
        return words.NO_ANSWER
    if how is None:
        return words.NO_WAY
    child = tx.person(request.child)
    profile, standing = organisation.profile, matter.standing
    adults = (may_approve(child, standing, profile) if approves else may_answer(child, profile)) if child else ()
    names = tuple(dict.fromkeys(each.name for each in adults))
    if not names:
        return matter.said(words.NOBODY_MAY)
    name = called(adult, names) or (names[0] if len(names) == 1 and not adult.strip() else "")
    if not name:
        return words.NO_ADULT.format(adults=", ".join(names))
    if not may_still(request, approves):
        return words.ANSWERED
    _answered(matter, ContactAnswer(approves, given.now, name, how, desk.by.id))
    said = "said yes" if approves else "said no"
    return words.RECORDED.format(adult=name, said=said, way=words.WAYS_SAID[how], by=desk.by.name)


def choose(tx: Transaction, given: Given, organisation: Organisation, which: str, whom: Whom) -> str:
    """A lead says who the second adult is to be."""
    desk, request, no = _for_desk(tx, given, organisation, which, "contact_second")
    if request is None:
        return no
    if request.state not in {ContactState.ASKED, ContactState.APPROVED}:
        return words.TOO_LATE
    person = found(tx, whom)
    if person is None:
        return NOBODY
    matter = Matter.of(tx, organisation, request, given.now)
    here = account_on(tx, person, request.platform) is not None
    if not here or not may_be_second(person, Whose.of(tx, person.id).people, matter.standing, organisation.profile):
        return words.NOT_SECOND.format(name=person.name)
    chosen = matter.changed(second=person.id)
    chosen.keep("contact.second", desk.by.id, f"second{chosen.request.version}", second=person.id)
    return words.SECOND.format(name=person.name, reference=reference(request.id))


def end(tx: Transaction, given: Given, organisation: Organisation, which: str) -> str:
    """Whoever asked, or somebody who keeps the register, ends a request. One that could not be closed is sealed by it."""
    by = tx.person_of(given.by)
    own = by and next((each for each in _called(tx, which) if each.by == by.id), None)
    desk, request, no = (None, own, "") if own else _for_desk(tx, given, organisation, which, "contact_end")
    if request is None or by is None:
        return no
    matter = Matter.of(tx, organisation, request, given.now)
    if request.state is ContactState.CLOSING:
        if desk is not None:
            matter.changed(state=ContactState.CLOSED).keep("contact.closed", by.id, "sealed")
    else:
        stop(matter, "called_off", by.id)
    return matter.said(words.ENDED)


def _answered(matter: Matter, answer: ContactAnswer) -> None:
    """Keep an answer, and do what follows from it."""
    request, way = matter.request, answer.way.value
    after = matter.changed(answer=answer)
    if not answer.approves:
        stop(replace(matter, request=replace(request, answer=answer)), "declined", answer.by)
        return
    if why := stopped_by(after.request, matter.standing, matter.organisation.profile):
        stop(replace(matter, request=replace(request, answer=answer)), why, answer.by)
        return
    after = matter.changed(answer=answer, state=ContactState.APPROVED)

    def fill(plan: Plan) -> None:
        after.tell_asker(plan, words.APPROVED)
        after.tell_lead(plan, after.said(words.DECIDED, says=words.YES.format(adult=answer.name)))

    after.keep("contact.approved", answer.by, f"answered{after.request.version}", fill, way=way)


def may_still(request: ContactRequest, approves: bool) -> bool:
    """Whether an answer changes anything: a yes once, a no until it is over."""
    if approves:
        return request.state is ContactState.ASKED
    return request.state in {ContactState.ASKED, ContactState.APPROVED, ContactState.OPEN}


def _pressing(tx: Transaction, given: Given, organisation: Organisation, request: ContactRequest) -> ResponsibleAdult | None:
    """The adult of the child whose account pressed, if they may answer and confirmed that it is theirs."""
    child, by = tx.person(request.child), tx.person_of(given.by)
    if child is None or given.by.platform not in {request.platform, EMAIL} or (by is not None and by.id == request.by):
        return None  # nor does anybody say yes to what they asked for themselves
    reach = Reach.EMAIL if given.by.platform == EMAIL else Reach.PLATFORM
    theirs = (each for each in may_answer(child, organisation.profile) if (each.reach, each.address) == (reach, given.by.id))
    return next((each for each in theirs if each.confirmed), None)


def _for_desk(
    tx: Transaction, given: Given, organisation: Organisation, which: str, does: str
) -> tuple[Desk, ContactRequest | None, str]:
    """The request that somebody who keeps the register means, or why they may not change it."""
    desk = Desk(tx, given, organisation, does)
    if no := desk.refuses():
        return desk, None, no
    named = _called(tx, which)
    if len(named) != 1:
        return desk, None, words.NO_REQUEST
    return (desk, None, words.YOUR_OWN) if named[0].by == desk.by.id else (desk, named[0], "")


def _called(tx: Transaction, which: str) -> list[ContactRequest]:
    """The requests that are not over and are called so."""
    meant = which.strip().upper()
    return [each for each in tx.contact_requests(live=True) if meant and meant in {reference(each.id), each.id.upper()}]
