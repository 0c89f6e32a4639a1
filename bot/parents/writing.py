"""Somebody on the staff writes to the adults who answer for a child (map 5.8, 5.10). The detectors read it like any post: what
they would take away is refused, and its author told why; what is graver opens a concern, with its clock, and goes to the lead
alone: its author is not told which words it was. Another child's name is never sent to somebody else's parents.
"""

from collections.abc import Sequence
from datetime import datetime

from bot.announcing.words import listed
from bot.intake import look_into, look_over, person_of
from bot.parents import words
from bot.parents.readers import adults_who_are, told_besides
from bot.parents.sending import RULE, release, stop
from bot.register import Whom, accounts_of, entries_of, found
from bot.rota import with_duty
from bot.sessions.judging import PLACE
from moderation import announcements
from moderation.agreements import is_protected
from moderation.cards import reference
from moderation.context import Organisation
from moderation.engines import Opinion
from moderation.letters import DAY, LONGEST, MOST, besides_own_name, is_too_many
from moderation.model import (
    Account,
    AdultLetter,
    Entry,
    Event,
    LetterStage,
    Part,
    PartKind,
    Person,
    derived_id,
)
from storage.store import Transaction


def meant(tx: Transaction, by: Account, whom: Whom, now: datetime) -> tuple[Person | None, str]:
    """The child whose adults somebody means to write to; or None, and why they cannot. They are told before a form is opened:
    what a child would write into it, nobody would read.
    """
    author = person_of(tx, by)
    if not announcements.may_announce(author):
        tx.append(Entry("action.refused", author.id, {"does": "contact_parent"}), now)
        return None, words.NOT_YOURS
    child = found(tx, whom)
    if child is None or not is_protected(child):
        return None, words.NO_CHILD
    # What is between a child's adults does not go out in the organisation's name.
    return (None, words.OWN) if adults_who_are(tx, by.platform, child, entries_of(tx, author)) else (child, "")


def children(tx: Transaction, by: Account, organisation: Organisation) -> Sequence[tuple[str, str]]:
    """The children and learners whom somebody may choose from, by name, each with their id; none for whoever may not write.

    It is asked for each letter that they type, so no entry of the register is opened for it but their own.
    """
    if not announcements.may_announce(person_of(tx, by)):
        return ()
    return [(each.name, each.id) for each in organisation.young if each.here]


def write(tx: Transaction, organisation: Organisation, event: Event, opinion: Opinion, whom: Whom, urgent: bool = False) -> str:
    """Take in what somebody wrote. Gives what they are told. The same words twice are one letter."""
    organisation, author, now = with_duty(tx, organisation, event.at), person_of(tx, event.author), event.at
    text, id_ = event.parts[0].text, derived_id("l_", event.id)
    child, no = meant(tx, event.author, whom, now)
    if child is None:
        return no
    if no := _misfit(tx, organisation, author, child, text, urgent, now):
        return no
    signed = announcements.signature(author, False, organisation, tx.agreements(author.id))
    # Who signs is read as well: their job title is what they wrote of it themselves.
    whole = Event(
        event.id, event.org, event.kind, now, event.author, event.place, event.message,
        (*event.parts, Part(PartKind.BODY, signed)),
    )  # fmt: skip
    weighed = besides_own_name(look_over(tx, whole, organisation, now, opinion), text, child)
    letter = AdultLetter(id_, author.id, event.author, child.id, text, signed, now, urgent)
    # First what is graver: a number, or another child's name, must not hide it.
    if announcements.graver_than_refused(weighed):
        found_in = [each.finding for each in weighed]
        case = look_into(tx, whole, PLACE, found_in, organisation, now, opinion, accounts_of(tx, child.id)[:1])
        held, number = (words.STOPPED_SUBJECT, words.STOPPED_TEXT), reference(case.id) if case else ""
        stop(tx, letter, held, author, child, organisation, now, event.id, author.id, reference=number)
        return words.STOPPED
    if _names_another(tx, organisation, text, child):
        return _refused(tx, author, organisation, now, words.OTHERS.format(child=child.called_at_home), "another_child")
    if announcements.refused(weighed):
        why = (each.finding.reason for each in weighed if each.verdict in announcements.REFUSED)
        rules = ",".join(dict.fromkeys(each.finding.rule for each in weighed))
        return _refused(tx, author, organisation, now, listed(words.REFUSED, why), rules)
    # To somebody about whom there is a concern even a hint might be a warning (decisions 17).
    silent = announcements.has_concern(author, tx.cases(about=author.id, open_only=True))
    hints = "" if silent else listed(words.HINTS, (each.finding.reason for each in weighed))
    return "\n\n".join(filter(None, (release(tx, letter, author, child, organisation, now, event.id), hints)))


def _misfit(
    tx: Transaction, organisation: Organisation, author: Person, child: Person, text: str, urgent: bool, now: datetime
) -> str:
    """Why nothing can be sent at all; "" where it can."""
    contacts, lately = organisation.contacts, tx.adult_letters(now - DAY)
    if not text:
        return words.NO_TEXT
    if len(text) > LONGEST:
        return words.TOO_LONG.format(most=LONGEST)
    # Handed in once more: because nothing was answered, or by a second press.
    stands = (each for each in lately if each.stage is not LetterStage.WITHDRAWN)
    if any((each.author, each.child, each.text, each.urgent) == (author.id, child.id, text, urgent) for each in stands):
        return words.TWICE
    if is_too_many(lately, author.id, now):
        return words.TOO_MANY.format(most=MOST, lead=contacts.lead.name, title=contacts.lead.title)
    return "" if told_besides(tx, organisation, author, child)[0] else words.NOBODY_ELSE


def _names_another(tx: Transaction, organisation: Organisation, text: str, child: Person) -> bool:
    """Whether the whole name of another child stands in it."""
    people = (tx.person(each) for each in organisation.everyone.named_in(text) if each != child.id)
    return any(person is not None and person.may_be_child for person in people)


def _refused(tx: Transaction, author: Person, organisation: Organisation, now: datetime, says: str, why: str) -> str:
    tx.append(Entry("letter.refused", author.id, {"why": why, "rule": RULE, "config": organisation.config}, author.id), now)
    return says
