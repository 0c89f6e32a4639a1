"""An adult says yes or no by a link to contact of a member of staff with their child (map 5.13)."""

from collections.abc import Sequence
from typing import Final

from bot.contact import answering
from bot.contact.answering import Press, may_still
from bot.links import words
from bot.links.parts import Part, Question, called, offer
from bot.links.words import Choice
from bot.rota.changing import Given
from bot.rota.words import said_shift
from moderation.contact_requests import may_answer
from moderation.context import Organisation
from moderation.model import ContactRequest, Reach
from storage.store import Transaction

_PRESSES: Final = {Choice.YES: Press.YES, Choice.NO: Press.NO}


def question(tx: Transaction, organisation: Organisation, given: Given, id_: str) -> Question | None:
    """None once it is over, and for whoever may not answer any more. The page says less than the letter: neither who asks nor
    what it is for.
    """
    request = tx.contact_request(id_)
    child = tx.person(request.child) if request else None
    if request is None or child is None or child.left is not None:
        return None
    may = (each for each in may_answer(child, organisation.profile) if each.confirmed)
    to = (Reach.EMAIL, given.by.id, given.by.name)
    adult = next((each for each in may if (each.reach, each.address, each.name) == to), None)
    if adult is None:
        return None
    said = _said(request, adult.name)
    offers = _offers(request, words.TAKE_BACK if said is Choice.YES else "")
    if said is None and not offers:
        return None

    def keep(choice: Choice) -> None:
        answering.press(tx, given, organisation, id_, _PRESSES[choice])

    zone = organisation.calendar.zone
    when = said_shift(request.begins.astimezone(zone), request.ends.astimezone(zone))
    names = called(tx, organisation, child) | {"when": when}
    says = words.CONTACT if Choice.YES in dict(offers) or said else words.CONTACT_AGREED
    paragraphs = [each.format_map(names) for each in says] if offers else []
    return Question((Part(words.CONTACT_TITLE.format_map(names), paragraphs, said, offers),), keep)


def _said(request: ContactRequest, name: str) -> Choice | None:
    """What one adult said to it last."""
    if request.answer is None or request.answer.name != name:
        return None
    return Choice.YES if request.answer.approves else Choice.NO


def _offers(request: ContactRequest, take_back: str) -> Sequence[tuple[Choice, str]]:
    if may_still(request, approves=True):
        return offer(Choice.YES), offer(Choice.NO)
    return (offer(Choice.NO, take_back),) if may_still(request, approves=False) else ()
