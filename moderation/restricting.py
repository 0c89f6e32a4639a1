"""Keeping somebody from writing for a while: who may not be, what they are told, and what is done (map 1.8, 8.16, 8.17). Pure.

What is refused is refused before anything is written as a concern: nobody can silence those who answer for the organisation, or
whoever has told of harm, by having asked first.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from moderation.context import Capability, Organisation
from moderation.model import Case, Category, Contact, Person, Restrict, Role, TellPerson
from moderation.notices import Purpose
from moderation.plan import Plan, reader_of
from moderation.routing import to_alert

#: How long somebody can be kept from writing at once: 28 days, the most that Discord allows.
LONGEST_RESTRICTION: Final = 28 * 24 * 60
#: The kind of the report that a restriction by hand is.
RESTRICTION: Final = "restriction"
#: Where a word to whoever is restricted could warn somebody about whom there is a concern (decisions 17).
_NO_WORD: Final = frozenset({Category.PRIVATE_CONTACT, Category.DISCLOSURE, Category.STAFF_CONDUCT})


def refusal(of: Person, by: Person, minutes: int, organisation: Organisation, concerns: Sequence[Case]) -> str:
    """Why one person may not keep another from writing, in a sentence for whoever asks; "" when they may.

    `concerns` are the open ones: whoever has told of harm is kept from writing only by the one who answers for what they told.
    """
    contacts = organisation.contacts
    if of.id == by.id:
        return "You cannot keep yourself from writing."
    if of.role is Role.LEAD or of.id == contacts.lead.person or (_answers_for(of, organisation) and by.role is not Role.LEAD):
        return (
            f"{of.name} is one of those who answer for safeguarding here, so Touchline does not keep them from writing. "
            f"If you are worried about them, {_tell(to_alert(contacts, {of.id}, acting=by.id), by)}."
        )
    if not 1 <= minutes <= LONGEST_RESTRICTION:
        return f"Please say for how many minutes: from 1 to {LONGEST_RESTRICTION:,}, which is 28 days."
    whom = answers_for_what_they_told(of, by, organisation, concerns)
    return f"Before {of.name} is kept from writing, {whom}: it is theirs to decide." if whom else ""


def answers_for_what_they_told(
    of: Person, by: Person, organisation: Organisation, concerns: Sequence[Case], beside: str = ""
) -> str:
    """Whom to tell before anything is done to somebody who has told of harm, in words that go on a sentence; "" where they have
    told of none, or where whoever acts answers for what they told. `beside` is who acts with them.
    """
    for case in concerns:
        if case.category is Category.DISCLOSURE and _told_by(case, of):
            first = to_alert(organisation.contacts, case.subjects)
            leads = by.role is Role.LEAD and by.id not in case.subjects
            if not (leads or any(contact.person in {by.id, beside} for contact in first)):
                return _tell(first, by)
    return ""


def restrict(case: Case, minutes: int, plan: Plan, now: datetime) -> tuple[Case, str | None, str]:
    """Keep the author of a concern from writing, and tell them for how long and whom to ask, unless that could warn somebody.

    Gives the concern, the id of the effect (None where only a person can do it), and the answer for whoever asked.
    """
    author, place = case.author, case.newest.place
    if not plan.organisation.can(place.platform, Capability.RESTRICT):
        plan.ask(case, "restrict")
        return case, None, "Touchline may not restrict anybody here, so a person was asked to."
    restricted = plan.add(Restrict(author.account, minutes, case.id))
    if not _could_warn(case):
        words = plan.organisation.words(
            Purpose.TELL, reader_of(author.person), "restricted", place.name, time=how_long(minutes)
        )
        plan.add(TellPerson(author.account, words), after=restricted)
    case = replace(case, restricted_until=now + timedelta(minutes=minutes))
    return case, restricted, "They will be able to read and not to write for that time."


def how_long(minutes: int) -> str:
    """A number of minutes as people say it, such as "an hour" or "2 days and 3 hours"."""
    hours, rest = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    counted = ((days, "a day", "days"), (hours, "an hour", "hours"), (rest, "a minute", "minutes"))
    return " and ".join(one if count == 1 else f"{count} {many}" for count, one, many in counted if count)


def _could_warn(case: Case) -> bool:
    """Somebody of whom others told is told nothing, unless they may be a child: silence without a word harms more."""
    if case.category is Category.REPORT and case.newest.gravest.kind != RESTRICTION:
        return not case.author.person.may_be_child
    return case.category in _NO_WORD


def _answers_for(of: Person, organisation: Organisation) -> bool:
    return any(contact.person == of.id for contact in organisation.contacts.chain)


def _told_by(case: Case, of: Person) -> bool:
    """Whether a disclosure is theirs: they wrote it, reported it, or it is about harm to them."""
    teller = case.newest.told_by or case.author
    return of.id in {teller.person.id, case.child}


def _tell(contacts: Sequence[Contact], by: Person) -> str:
    others = [contact for contact in contacts if contact.person != by.id]
    if others:
        return f"please tell {others[0].name}, {others[0].title}"
    return "please tell somebody outside: in danger now 999, or the NSPCC on 0808 800 5000"
