"""A concern with one thing about it changed. Pure."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from moderation.model import AlertedTo, Case, Contact, Sighting, Timer, TimerKind, derived_id

#: Of these a concern has one clock at most.
_ONCE: Final = frozenset({TimerKind.NOT_SEEN, TimerKind.DUE})


def clock(case: Case, kind: TimerKind, due: datetime) -> Timer:
    """A clock of a concern. One that there is only once is set anew by it, so that nobody is called twice as often."""
    return Timer(derived_id("t_", case.id, kind, *(() if kind in _ONCE else (due.isoformat(),))), kind, due, case.id)


def sighting_of(case: Case, message: str) -> Sighting | None:
    """The newest reading of one message of a concern; None when it is no longer among those that are kept."""
    return next((s for s in reversed(case.sightings) if s.message == message), None)


def with_message(case: Case, message: str, **changes: Any) -> Case:
    """The concern when something about one of its messages has changed: who had it removed, or whether it was put back."""
    sightings = (replace(s, **changes) if s.message == message else s for s in case.sightings)
    return replace(case, sightings=tuple(sightings))


def with_place(case: Case, place: str, *, hidden: bool) -> Case:
    """The concern when one of its places has been closed for it, or opened again."""
    sightings = (replace(s, hidden=hidden) if s.place.id == place else s for s in case.sightings)
    return replace(case, sightings=tuple(sightings))


def shown(case: Case, to: Contact, now: datetime) -> Case:
    """The concern when somebody is asked to look at it. It keeps when each was first asked."""
    if to.address in {alerted.address for alerted in case.alerted}:
        return case
    return replace(case, alerted=(*case.alerted, AlertedTo(to.address, now)))
