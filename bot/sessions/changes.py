"""A change of arrangements is told at once to those who answer for the children: by their account, or by letter (map 11.2).

The detectors read it first. What they would take away is refused, and its author told why; what is graver goes to nobody and
opens a concern, with its clock, and the lead speaks with them: they are not told of what. Each delivery is an entry of its own;
whoever cannot be written to is for a person to tell.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from bot.intake import look_into, look_over, person_of
from bot.rota.changing import Given
from bot.sessions import words
from bot.sessions.committing import commit
from bot.sessions.desk import refused
from bot.sessions.judging import PLACE, as_event
from bot.sessions.starting import to_write_to
from moderation import announcements
from moderation.agreements import is_protected
from moderation.cards import reference
from moderation.context import Organisation
from moderation.engines import UNASKED
from moderation.model import (
    Case,
    Person,
    ResponsibleAdult,
    TellLead,
    WriteToAdult,
    derived_id,
)
from moderation.plan import Plan
from moderation.routing import to_alert
from storage.store import Transaction

#: Characters of it.
LONGEST: Final = 1000


class _Readers(NamedTuple):
    """Each adult once, with one child of theirs; and children nobody of whose adults can be written to."""

    adults: Sequence[tuple[Person, ResponsibleAdult]]
    left: Sequence[Person]


def tell(tx: Transaction, given: Given, organisation: Organisation, text: str) -> str:
    """Tell every responsible adult, and give what the author is told."""
    author, text = person_of(tx, given.by), text.strip()
    if not announcements.may_announce(author):
        return refused(tx, given, author, "change", words.NOT_FOR_YOU)
    if not text or len(text) > LONGEST:
        return words.CHANGE_TEXT.format(most=LONGEST)
    signed = announcements.signature(author, False, organisation, tx.agreements(author.id))
    # Who signs is read as well: their job title is what they wrote of it themselves.
    written = as_event(given, organisation.id, text, signed)
    weighed = look_over(tx, written, organisation, given.now)
    # First what is graver: a number that is refused must not hide it.
    if announcements.graver_than_refused(weighed):
        found = [each.finding for each in weighed]
        case = look_into(tx, written, PLACE, found, organisation, given.now, UNASKED)
        return _held(tx, given, organisation, author, text, case) if case else words.CHANGE_NOT_SENT
    if announcements.refused(weighed):
        why = dict.fromkeys(each.finding.reason for each in weighed if each.verdict in announcements.REFUSED)
        refused(tx, given, author, "change", "")
        return "\n".join((words.CHANGE_REFUSED, *(f"• {each}" for each in why)))
    plan = Plan(derived_id("d_", given.id), organisation, given.by.platform)
    readers = _readers(tx, organisation)
    contacts = organisation.contacts
    letter = words.CHANGE.format(
        club=contacts.organisation, text=text, signed=signed, lead=contacts.lead.name, title=contacts.lead.title
    )
    for child, adult in readers.adults:
        plan.add(WriteToAdult(child.id, adult, letter), platform="email" if adult.reach == "email" else "")
    if readers.left:
        names = "\n".join(child.name for child in readers.left)
        for contact in to_alert(contacts, ()):
            plan.tell(TellLead(contact, words.CHANGE_LEFT, words.CHANGE_LEFT_TEXT.format(names=names, text=letter)))
    codes = {"adults": len(readers.adults), "by_hand": len(readers.left), "words": tx.keyed_hash("change", text)}
    because = "Those who answer for the children are told of a change at once."
    commit(tx, plan, ("change.told", author.id, codes), None, given.id, given.now, because)
    by_hand = words.CHANGE_BY_HAND.format(left=len(readers.left), lead=contacts.lead.name) if readers.left else ""
    return " ".join(filter(None, (words.CHANGE_TOLD.format(adults=words.adults(len(readers.adults))), by_hand)))


def _held(tx: Transaction, given: Given, organisation: Organisation, author: Person, text: str, case: Case) -> str:
    """It is not sent. Its author is not told what was seen; somebody whom that is not about is, and speaks with them. Whoever
    is named in it is passed over as long as anybody else fits.
    """
    about = tuple(dict.fromkeys((author.id, *case.subjects)))
    apart = tuple(dict.fromkeys((*about, *organisation.everyone.named_in(text))))
    plan = Plan(derived_id("d_", given.id, "held"), organisation, given.by.platform)
    says = words.CHANGE_HELD_TEXT.format(author=author.name, reference=reference(case.id))
    for contact in to_alert(organisation.contacts, apart) or to_alert(organisation.contacts, about):
        plan.tell(TellLead(contact, words.CHANGE_HELD, says, about))
    because = "Something was seen in it that is for those who answer for safeguarding."
    commit(tx, plan, ("change.held", author.id, {}), None, given.id, given.now, because)
    return words.CHANGE_NOT_SENT


def _readers(tx: Transaction, organisation: Organisation) -> _Readers:
    adults: dict[tuple[str, str], tuple[Person, ResponsibleAdult]] = {}
    left = []
    for child in filter(is_protected, tx.people()):
        found = list(to_write_to(organisation, child))
        for adult in found:
            adults.setdefault((adult.reach, adult.address.casefold()), (child, adult))
        if not found:
            left.append(child)
    return _Readers([*adults.values()], left)
