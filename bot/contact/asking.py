"""Somebody on the staff asks for contact with a child, and those who answer for the child are asked (map 5.13)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.contact import words
from bot.contact.changing import Matter, why_in_words
from bot.direct import EMAIL
from bot.register import Whom, accounts_of, found
from bot.rota.changing import Given, today
from bot.rota.words import day_of, time_of
from moderation.agreements import is_protected
from moderation.contact_requests import (
    LEAST_PURPOSE,
    MOST_PURPOSE,
    WAITING,
    concerned,
    may_approve,
    misfit,
    stopped_by,
    to_ask,
    unfit,
    was_declined,
)
from moderation.context import Organisation
from moderation.masking import named
from moderation.model import (
    Account,
    AskContact,
    ContactRequest,
    ContactState,
    Entry,
    Person,
    Reach,
    ResponsibleAdult,
    derived_id,
)
from moderation.plan import Plan
from storage.store import Transaction

_WAITS: Final = frozenset({ContactState.ASKED, ContactState.APPROVED})


def ask(
    tx: Transaction, given: Given, organisation: Organisation, whom: Whom, purpose: str, day: str, begins: str, ends: str
) -> str:
    """Ask for contact with a child on a day, from one time until another. Gives what whoever asks is told."""
    asker = tx.person_of(given.by)
    why = unfit(asker, organisation.profile, today(organisation, given.now))
    if why or asker is None:
        actor = asker.id if asker else tx.pseudonym(given.by)
        tx.append(Entry("action.refused", actor, {"does": "contact_request", "why": why}), given.now)
        return words.UNFIT[why]
    child = found(tx, whom)
    if child is None:
        return words.NO_CHILD
    if not is_protected(child):
        return (words.MAY_BE_CHILD if child.may_be_child else words.NOT_A_CHILD).format(name=child.name)
    who = account_on(tx, child, given.by.platform)
    if who is None:
        return words.NO_ACCOUNT.format(name=child.name)
    what_for = " ".join(purpose.split())
    if not LEAST_PURPOSE <= len(what_for) <= MOST_PURPOSE or named(what_for) != what_for:
        return words.PURPOSE
    try:
        first, last = window(organisation, given.now, day, begins, ends)
    except ValueError as error:
        return str(error)
    if wrong := misfit(first, last, given.now):
        return words.MISFIT[wrong]
    if len([each for each in tx.contact_requests(live=True) if each.by == asker.id and each.state in _WAITS]) >= WAITING:
        return words.WAITING
    id_ = derived_id("k_", given.id)
    if tx.contact_request(id_) is None:
        request = ContactRequest(id_, asker.id, given.by, child.id, who, what_for, first, last, given.now)
        _pass_on(Matter.of(tx, organisation, request, given.now), child)
    kept = tx.contact_request(id_)
    return Matter.of(tx, organisation, kept, given.now).said(words.PASSED_ON) if kept else words.NO_REQUEST


def window(organisation: Organisation, now: datetime, day: str, begins: str, ends: str) -> tuple[datetime, datetime]:
    """From when until when, out of what somebody typed. Raises ValueError with what to say."""
    here = today(organisation, now)
    meant = day_of(day or "today", here)
    on = here + timedelta(days=(meant - here.weekday()) % 7) if isinstance(meant, int) else meant
    first, last = time_of(begins), time_of(ends)
    until = on + timedelta(days=last == time())
    zone = ZoneInfo(organisation.profile.hours.time_zone)
    return tuple(datetime.combine(each, at, zone).astimezone(UTC) for each, at in ((on, first), (until, last)))  # type: ignore[return-value]


def account_on(tx: Transaction, person: Person, platform: str) -> Account | None:
    """Somebody's account on a platform; None where they have none there."""
    theirs = (replace(each, name=person.name) for each in accounts_of(tx, person.id) if each.platform == platform)
    return next(theirs, None)


def put_to(matter: Matter, plan: Plan, adults: Iterable[ResponsibleAdult], *first: str) -> None:
    """Ask a child's adults, each in the way in which they are reached; `first` is said before."""
    for adult in adults:
        by_letter = adult.reach is Reach.EMAIL
        more = (words.BY_LETTER,) if by_letter else (words.BUTTONS, words.QUESTIONS)
        text = "\n\n".join(matter.said(each) for each in (*first, words.ASKS, *more))
        plan.add(AskContact(matter.request.id, adult, text), platform=EMAIL if by_letter else "")


def _pass_on(matter: Matter, child: Person) -> None:
    """Ask the child's adults, if it may go on; and tell the lead what came of that."""
    profile, request = matter.organisation.profile, matter.request
    why = stopped_by(request, matter.standing, profile)
    if not why and was_declined(request, matter.tx.contact_requests()):
        why = "declined_before"
    asked = () if why else to_ask(child, matter.standing, profile)

    def fill(plan: Plan) -> None:
        put_to(matter, plan, asked)
        lines = (
            [_because(matter, why)] if why else [_way(matter, each) for each in may_approve(child, matter.standing, profile)]
        )
        matter.tell_lead(plan, "\n\n".join([matter.said(words.TOLD), *(lines or [matter.said(words.NOBODY)])]))

    matter.keep("contact.requested", request.by, "asked", fill, asked=len(asked), concerns=len(concerned(matter.standing)))


def _because(matter: Matter, why: str) -> str:
    return matter.said(words.NOT_ASKED, why=why_in_words(matter, why))


def _way(matter: Matter, adult: ResponsibleAdult) -> str:
    """How one of the child's adults is asked, for the lead."""
    if adult.reach is Reach.TELEPHONE or not adult.confirmed:
        why = words.NUMBER if adult.reach is Reach.TELEPHONE else words.UNCONFIRMED
        return matter.said(words.TO_BE_RUNG, adult=adult.name, why=why)
    return matter.said(words.IS_ASKED if adult.reach is Reach.PLATFORM else words.IS_WRITTEN_TO, adult=adult.name)
