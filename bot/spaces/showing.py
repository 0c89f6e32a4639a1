"""The applications for a space that somebody may know of: their own, and those on which they may decide (map 8.13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.intake import person_of
from bot.spaces import words
from bot.spaces.asking import asks
from bot.spaces.changing import Matter, reference
from bot.spaces.deciding import Answer, answers, may_still
from moderation.context import Organisation
from moderation.model import Account, Person, SpaceRequest, SpaceState
from moderation.routing import answers_for_it
from storage.store import Transaction

#: So long what is over is listed.
LISTED: Final = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Shown:
    """One application as somebody sees it: a headline, what it says, and what they can say of it."""

    id: str
    headline: str
    text: str
    answers: tuple[Answer, ...]


def listed(tx: Transaction, by: Account, organisation: Organisation, now: datetime) -> Sequence[Shown]:
    """What waits first, then the newest of the others."""
    person = person_of(tx, by)
    newest = (each for each in reversed(tx.space_requests()) if each.is_open or now - each.asked_at < LISTED)
    matters = (Matter.of(tx, organisation, each, now) for each in newest)
    seen = [each for each in matters if each.request.by == person.id or each.may_decide(person)]
    return [_shown(each, person) for each in sorted(seen, key=lambda each: not each.request.is_open)]


def names(tx: Transaction, by: Account, organisation: Organisation, now: datetime) -> Sequence[tuple[str, str]]:
    """Those about which somebody can still do something, as they are offered: in words, and the reference."""
    person = person_of(tx, by)
    matters = (Matter.of(tx, organisation, each, now) for each in tx.space_requests(open_only=True))
    return [(_headline(each.request), reference(each.request.id)) for each in matters if answers(each, person)]


def _shown(matter: Matter, person: Person) -> Shown:
    request, own = matter.request, person.id == matter.request.by
    said = tuple(each for each in answers(matter, person) if may_still(request, each))
    text = matter.said(words.ASKS).rpartition("\n\n")[0] if Answer.APPROVE not in said or own else asks(matter)
    if request.state is SpaceState.DECLINED:
        text = f"{text}\n\n{matter.said(words.DECLINED_ASKER if own else words.DECLINED)}"
    if request.why and not own and answers_for_it(person, matter.organisation):
        text = f"{text}\n\nWhy: {words.WHY[request.why]}."
    return Shown(request.id, _headline(request), text, said)


def _headline(request: SpaceRequest) -> str:
    stands = words.MAKE_BY_HAND if request.by_hand else words.STANDS[request.state]
    return f"{reference(request.id)}: #{request.name} {stands}"
