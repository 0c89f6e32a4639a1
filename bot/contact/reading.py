"""Opening what was written in the place of a request: by those who answer for the organisation, with a reason (map 5.13)."""

from collections.abc import Collection, Sequence
from typing import Final

from bot.contact.changing import reference
from bot.member_pack.asking import Whose
from moderation.contact_requests import has_part
from moderation.model import ContactRequest, Entry, Event
from storage.erasure import Refusal, Why
from storage.store import Clock, Transaction

NOT_SEALED: Final = (
    "What was written there is not sealed yet, or has been erased. It is sealed ten minutes after it was closed."
)


def no_request(typed: str) -> str:
    """The answer to a request that is not there, and to one that whoever asks may not read."""
    return f"There is no request for contact {typed} here that you may read. “contact list” in the chat shows them."


def called(tx: Transaction, typed: str) -> ContactRequest | None:
    """The request that is meant by its reference or id; None for none, and for one that could be several."""
    meant = typed.strip().upper()
    found = [each for each in tx.contact_requests() if meant in {reference(each.id), each.id.upper()}]
    return found[0] if len(found) == 1 else None


def transcript(
    tx: Transaction, which: str, actor: str, reason: str, officers: Collection[str], clock: Clock
) -> tuple[ContactRequest, Sequence[Event]] | Refusal:
    """What was written there, in order. That it was opened is an entry, and so is a refusal. Whoever asked for the contact,
    or is the subject of a concern in which the child has a part, gets the same answer as for one that is not there.

    Raises TextErasedError while it is not sealed, and where it is gone.
    """
    request = called(tx, which)
    why = None
    if actor not in officers:
        why = Why.NOT_AN_OFFICER
    elif request is None or _is_theirs(tx, request, Whose.of(tx, actor).people):
        why = Why.UNKNOWN
    elif not reason.strip():
        why = Why.NO_REASON
    if why is not None or request is None:
        refusal = Refusal(why or Why.UNKNOWN)
        tx.append(
            Entry("sealed.refused", actor, {"why": refusal.why.value} | ({"contact": request.id} if request else {})), clock()
        )
        return refusal
    return request, tx.contact_transcript(request, actor, reason)


def _is_theirs(tx: Transaction, request: ContactRequest, people: Collection[str]) -> bool:
    """Whether somebody, by all ids that they go by, asked for it, or it may be about them."""
    child = Whose.of(tx, request.child).people
    return request.by in people or any(
        has_part(case, child) and not set(case.subjects).isdisjoint(people) for each in people for case in tx.cases(about=each)
    )
