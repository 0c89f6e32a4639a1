"""What becomes of an application for a space: somebody else says yes or no, or whoever applied takes it back (map 8.13).

A yes stands only while all that it rests on does: that is looked at as it is given, and again as the channel is made.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from bot.intake import person_of
from bot.rota.changing import Given
from bot.spaces import words
from bot.spaces.changing import Matter, reference
from moderation.context import Organisation
from moderation.model import Entry, MakeSpace, Person, SpaceFor, SpaceRequest, SpaceState
from moderation.plan import Plan
from moderation.spaces import has_young, let_in
from storage.store import Transaction

#: Characters of a reason.
LONGEST: Final = 1000


class Answer(StrEnum):
    """What somebody can say of one."""

    APPROVE = "approve"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


#: What is said only after somebody was asked why.
ASKS_WHY: Final = frozenset({Answer.DECLINE})


def answer(tx: Transaction, given: Given, organisation: Organisation, what: Answer, id_: str, reason: str = "") -> str:
    """Somebody says something of an application. Gives what they are told."""
    by, request, reason = person_of(tx, given.by), tx.space_request(id_), " ".join(reason.split())[:LONGEST]
    matter = Matter.of(tx, organisation, request, given.now) if request else None
    if matter is None or what not in answers(matter, by):
        tx.append(Entry("action.refused", by.id, {"does": f"space_{what}"}), given.now)
        return words.OWN if matter is not None and by.id in matter.apart else words.NOT_KNOWN
    if not may_still(matter.request, what):
        return words.NOT_WAITING.format(stands=words.STANDS[matter.request.state])
    if what is Answer.WITHDRAW:
        matter.changed(state=SpaceState.WITHDRAWN, by_hand=False).keep("space.withdrawn", by.id, "withdrawn")
        return words.SAID_WITHDRAWN
    if what in ASKS_WHY and not reason:
        return words.ASK_WHY
    if what is Answer.DECLINE:
        after = matter.changed(state=SpaceState.DECLINED, decided_by=by.id, reason=reason, by_hand=False)
        after.keep("space.declined", by.id, "declined", lambda plan: after.tell_asker(plan, words.DECLINED_ASKER))
        return words.SAID_DECLINED
    if no := matter.cannot(by):
        return no
    after = matter.changed(state=SpaceState.APPROVED, decided_by=by.id)
    after.keep("space.approved", by.id, "answered", lambda plan: _make(plan, after))
    return after.said(words.SAID_APPROVED)


def withdraw(tx: Transaction, given: Given, organisation: Organisation, which: str) -> str:
    """Whoever applied takes it back, by its reference."""
    by, meant = person_of(tx, given.by), which.strip().upper()
    own = (each.id for each in tx.space_requests(by.id, open_only=True) if meant == reference(each.id))
    return answer(tx, given, organisation, Answer.WITHDRAW, next(own, ""))


def may_still(request: SpaceRequest, what: Answer) -> bool:
    """Whether that can be said of one now. While it waits for a person to make it, it can be declined and taken back."""
    return request.state is SpaceState.ASKED or (request.by_hand and what is not Answer.APPROVE)


def answers(matter: Matter, by: Person) -> Sequence[Answer]:
    """What somebody may say of one, whether or not it still waits."""
    decides = (Answer.APPROVE, Answer.DECLINE) if matter.may_decide(by) else ()
    return (*decides, Answer.WITHDRAW) if by.id == matter.request.by else decides


def _make(plan: Plan, matter: Matter) -> None:
    request, profile = matter.request, matter.organisation.profile
    everybody = request.audience is SpaceFor.EVERYBODY and not request.closed
    uploads = profile.images.public_upload or not has_young(request.audience)
    roles = let_in(request.audience, request.closed)
    plan.add(MakeSpace(request.id, request.name, request.aim, roles, matter.runners, matter.watch, uploads, everybody))
    matter.tell_asker(plan, words.APPROVED_ASKER)
