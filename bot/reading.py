"""Reading concerns: by those who answer for the organisation, never by whom they are about, and as entries."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.member_pack.asking import Whose
from moderation.model import Case, Entry, Event, Report, Sighting
from storage.erasure import Refusal, Why
from storage.store import Clock, TextErasedError, Transaction


@dataclass(frozen=True, slots=True)
class Reading:
    """A concern and its messages in the words in which they were written, oldest first, each with None if its text is not kept.

    All of them are by the concern's author, but for reports: each says itself who wrote what.
    """

    case: Case
    messages: Sequence[tuple[Sighting, Event | Report | None]]


def read_concern(
    tx: Transaction, case: str, actor: str, reason: str, officers: Collection[str], clock: Clock, tellers: bool = False
) -> Reading | Refusal:
    """Open what was said in a concern. Who reported without a name is not in it, unless `tellers` are asked for (map 9.3).

    Every message that is opened is an entry of its own, which commits to the reason; so is a refusal. Whoever a concern is
    about gets the same answer as for one that is not there (safeguarding rule 1).
    """
    found = tx.case(case)
    why = why_not(tx, found, actor, reason, officers)
    if why is not None or found is None:
        return _refused(tx, Refusal(why or Why.UNKNOWN), actor, found, clock)
    if tellers:
        tx.append(Entry("tellers.opened", actor, {"case": case}, case), clock())
    return Reading(found, [(sighting, _opened(tx, case, sighting, actor, reason, tellers)) for sighting in found.sightings])


def why_not(tx: Transaction, found: Case | None, actor: str, reason: str, officers: Collection[str]) -> Why | None:
    """Why somebody may not open or close a concern, or None; `found` is None for one that is not there."""
    if actor not in officers:
        return Why.NOT_AN_OFFICER
    if found is None:
        return Why.UNKNOWN
    if not Whose.of(tx, actor).people.isdisjoint(found.subjects):
        return Why.SUBJECT
    return None if reason.strip() else Why.NO_REASON


def list_concerns(tx: Transaction, actor: str, officers: Collection[str], clock: Clock) -> Sequence[Case] | Refusal:
    """The open concerns that an officer may see, oldest first. That they looked is an entry, and so is a refusal."""
    if actor not in officers:
        return _refused(tx, Refusal(Why.NOT_AN_OFFICER), actor, None, clock)
    tx.append(Entry("concerns.listed", actor, {}), clock())
    return visible(tx, actor, officers, open_only=True)


def visible(tx: Transaction, actor: str, officers: Collection[str], open_only: bool = False) -> Sequence[Case]:
    """The concerns that somebody may be told of: none but to an officer, and none in which they have a part themselves."""
    if actor not in officers:
        return []
    themselves = Whose.of(tx, actor)
    return [case for case in tx.cases(open_only=open_only) if not themselves.is_in(case)]


def _refused(tx: Transaction, refusal: Refusal, actor: str, found: Case | None, clock: Clock) -> Refusal:
    data = {"why": refusal.why.value} | ({"case": found.id} if found else {})
    tx.append(Entry("sealed.refused", actor, data, found.id if found else None), clock())
    return refusal


def _opened(tx: Transaction, case: str, sighting: Sighting, actor: str, reason: str, tellers: bool) -> Event | Report | None:
    try:
        if sighting.told_by is None:
            return tx.sealed_text(case, sighting.event, actor, reason)
        report = tx.sealed_report(case, sighting.event, actor, reason)
    except TextErasedError:
        return None
    if not report.anonymous or tellers:
        return report
    # The message comes from whoever gave no name: in private, those who are in it would say who that is.
    message = replace(report.message, place=sighting.place, mentions=(), reply_to=None, link="") if report.message else None
    return replace(report, by=sighting.told_by.account, message=message, place=None)
