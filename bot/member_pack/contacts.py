"""What requests for contact with one child have about somebody: that they asked, were asked about, or were the second adult."""

from collections.abc import Callable, Iterator, Sequence

from bot.contact.words import STATES
from bot.member_pack.asking import Whose
from bot.member_pack.items import Choice, Item, Sort, Words
from bot.rota.words import said_shift
from moderation.context import Organisation
from moderation.model import ContactRequest, ContactState, Event
from moderation.third_parties import Span
from storage.store import TextErasedError, Transaction


def contact_items(
    tx: Transaction,
    request: ContactRequest,
    id_: str,
    whose: Whose,
    organisation: Organisation,
    opened: tuple[str, str] | None,
    names_in: Callable[[str], tuple[Span, ...]],
) -> Iterator[Item]:
    """What one request has about somebody: nothing, or one item. Of what was written there it has their own words alone, where
    it is to be `opened`: by an officer's id, for a reason. Nobody else is named, nor which adult said what.
    """
    lines = [*_lines(request, whose)]
    if not lines:
        return
    zone = organisation.calendar.zone
    when = said_shift(request.begins.astimezone(zone), request.ends.astimezone(zone))
    theirs = [event for event in _written(tx, request, opened) if _is_by(tx, event, whose)]
    said = (f"You wrote there: {part.text}" for event in theirs for part in event.parts)
    words = (f"It was asked for {when}.", f"How far it came: {STATES[_shown(request)]}.", *lines, *said)
    yield Item(
        id_,
        Sort.REGISTER if request.child in whose.people else Sort.ACTS,
        "Contact with one child that a member of staff asked for.",
        Choice.DECIDE,
        "Their own part in it, and what it was for, in the words of whoever asked. Others do not stand in it.",
        at=request.asked_at,
        words=tuple(Words("", line, names_in(line)) for line in words),
        folder=request.child,
    )


def _lines(request: ContactRequest, whose: Whose) -> Iterator[str]:
    if request.by in whose.people:
        yield f"You asked for it, for this: {request.purpose}"
    if request.child in whose.people:
        yield f"Somebody on the staff asked to be in touch with you, for this: {request.purpose}"
    if request.second in whose.people:
        yield "You were named as the second adult."
    if request.answer is not None and request.answer.by in whose.people:
        yield f"You said, or wrote down, {'yes' if request.answer.approves else 'no'}."


def _shown(request: ContactRequest) -> ContactState:
    """Nobody learns by it what an adult said who may live apart for a reason."""
    return ContactState.ENDED if request.state is ContactState.DECLINED else request.state


def _written(tx: Transaction, request: ContactRequest, opened: tuple[str, str] | None) -> Sequence[Event]:
    if opened is None or request.state is not ContactState.CLOSED:
        return ()
    try:
        return tx.contact_transcript(request, *opened)
    except TextErasedError:
        return ()


def _is_by(tx: Transaction, event: Event, whose: Whose) -> bool:
    by = tx.person_of(event.author)
    return by is not None and by.id in whose.people
