"""A removal that a person must do, because the platform does not let the bot: it is asked for, asked for again, and counts as
done only once the platform says that the post is gone (map 1.1). Pure.

The record says `pending_human` of it and then `removal.gone_by_hand`, and never that it was removed: who took it away, its
author or whoever was asked, no platform says.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from moderation import records
from moderation.changing import clock, with_message
from moderation.context import Organisation
from moderation.model import Case, Decision, Event, Sighting, Timer, TimerKind, Verdict, derived_id
from moderation.plan import Plan

#: Reminders come at ever greater distances, and at least once a day.
LONGEST: Final = timedelta(days=1)


def waiting(case: Case) -> Sequence[Sighting]:
    """What a person was asked to remove and is still there, as far as the platform told, oldest first."""
    return [s for s in case.sightings if s.asked_by and not (s.gone or s.removed_by)]


def asked(case: Case, sighting: Sighting, by: str, plan: Plan) -> Case:
    """Have a person asked to remove one message of a concern. `by` is who wants it removed: a person's id or the bot."""
    plan.ask_to_remove(case, "remove", sighting)
    return with_message(case, sighting.message, asked_by=by)


def reminders(before: Case | None, after: Case, organisation: Organisation, now: datetime) -> tuple[Timer, ...]:
    """The clock that asks again, where something has come to wait; where something waited already, its clock goes on."""
    if not waiting(after) or (before is not None and waiting(before)):
        return ()
    return (clock(after, TimerKind.BY_HAND, now + _first(after, organisation)),)


def reminded(case: Case, timer: Timer, plan: Plan, now: datetime) -> Decision:
    """It is still there: everybody who answers for the organisation is asked, once for each place."""
    left, organisation = waiting(case), plan.organisation
    for sighting in {s.place.id: s for s in reversed(left)}.values():
        plan.ask_to_remove(case, "remove.reminder", sighting, len(organisation.contacts.chain))
    waited = max(now - left[0].at, _first(case, organisation))
    return Decision(
        plan.decision,
        case.org,
        timer.id,
        now,
        Verdict.ALERT,
        records.of_rule("removal.pending_human", "by_hand/reminder@1", organisation.config, case.id, plan.effects),
        effects=plan.effects,
        case=case,
        rings=(clock(case, TimerKind.BY_HAND, now + min(waited, LONGEST)),),
        because=("A person was asked to remove it and it is still there, so they were asked again.",),
    )


def is_awaited(case: Case, event: Event) -> bool:
    """Whether a post that was taken away is one that a person was asked to remove."""
    return any(_is(s, event) for s in waiting(case))


def found_gone(case: Case, event: Event, organisation: Organisation, now: datetime) -> Decision:
    """The platform says that a post is gone which a person was asked to remove: the task is done, and the cards say so."""
    plan = Plan(derived_id("d_", event.id, case.id), organisation, event.place.platform)
    case = with_message(case, event.message, gone=True)
    plan.refresh(case)
    codes = {"event": records.event_code(event)}
    entry = records.of_rule("removal.gone_by_hand", "by_hand/gone@1", organisation.config, case.id, plan.effects, **codes)
    because = ("A person was asked to remove this post, and now it is gone.",)
    return Decision(
        plan.decision, case.org, event.id, now, Verdict.ALLOW, entry, effects=plan.effects, case=case, because=because
    )


def _is(sighting: Sighting, event: Event) -> bool:
    place = sighting.place
    return (place.platform, place.id, sighting.message) == (event.place.platform, event.place.id, event.message)


def _first(case: Case, organisation: Organisation) -> timedelta:
    """How long it may wait at first: as long as a concern may go unseen."""
    minutes = organisation.profile.clocks.seen_within_minutes.get(case.speed)
    return LONGEST if minutes is None else timedelta(minutes=minutes)
