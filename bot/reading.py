"""Reading what was said in a concern: by those who answer for the organisation, never by whom it is about, with a reason."""

from collections.abc import Collection, Sequence

from moderation.model import Entry, Event, Sighting
from storage.erasure import Refusal, Why
from storage.store import Clock, TextErasedError, Transaction


def read_concern(
    tx: Transaction, case: str, actor: str, reason: str, officers: Collection[str], clock: Clock
) -> Sequence[tuple[Sighting, Event | None]] | Refusal:
    """The messages of a concern in the words in which they were written, oldest first, each with None if its text is not kept.

    Every message that is opened is an entry of its own, which commits to the reason; so is a refusal. Whoever a concern is
    about gets the same answer as for one that is not there (safeguarding rule 1).
    """
    found = tx.case(case)
    why = None
    if actor not in officers:
        why = Why.NOT_AN_OFFICER
    elif found is None:
        why = Why.UNKNOWN
    elif actor in found.subjects:
        why = Why.SUBJECT
    elif not reason.strip():
        why = Why.NO_REASON
    if why is not None or found is None:
        refusal = Refusal(why or Why.UNKNOWN)
        data = {"why": refusal.why.value} | ({"case": case} if found else {})
        tx.append(Entry("sealed.refused", actor, data, case if found else None), clock())
        return refusal
    return [(sighting, _opened(tx, case, sighting.event, actor, reason)) for sighting in found.sightings]


def _opened(tx: Transaction, case: str, event: str, actor: str, reason: str) -> Event | None:
    try:
        return tx.sealed_text(case, event, actor, reason)
    except TextErasedError:
        return None
