"""What staff write where children read without going by the announcements: when, and in which places (map 5.6, 5.17). Pure.

Where children's information channels are kept for the designated people, anybody else's post there is held (map 5.6). Elsewhere
what staff write outside office hours stays, and they are reminded of it once an evening (map 5.17), but not of what is written
in a place that was opened for that time with a parent's yes (map 5.13). Neither is said of somebody who may be helping a child:
an answer to a child, or anything where an urgent concern is open, is left alone in such a channel.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from moderation.announcements import is_designated
from moderation.calendar import is_out_of_hours
from moderation.context import Context
from moderation.model import Category, Event, EventKind, Finding, PartKind, PlaceKind, Verdict
from moderation.weighing import Weighed, verdict_of

DIRECT_POST: Final = "direct_post"
OUT_OF_HOURS: Final = "out_of_hours"
#: Matters of procedure: alone or together they are no pattern of several kinds at once (`moderation.pattern`).
PROCEDURE: Final = frozenset({DIRECT_POST, OUT_OF_HOURS})
#: An evening: somebody is reminded once in it, also past midnight.
EVENING: Final = timedelta(hours=12)
#: What those who watch write within this time of what another wrote answers it.
AT_ONCE: Final = timedelta(hours=1)

#: What somebody writes to others. A reaction or a name is none of it.
_WRITTEN: Final = frozenset(
    {PartKind.BODY, PartKind.FORWARD, PartKind.EMBED, PartKind.POLL, PartKind.FILE_NAME, PartKind.STICKER, PartKind.ALT_TEXT}
)
_PRIVATE: Final = frozenset({PlaceKind.DIRECT, PlaceKind.GROUP_DIRECT})
_REASONS: Final = {
    DIRECT_POST: "Staff wrote in a channel that informs children, past the designated person.",
    OUT_OF_HOURS: "Staff wrote where children read, outside office hours.",
}
_CLAUSES: Final = {DIRECT_POST: ("5.6",), OUT_OF_HOURS: ("5.17",)}


def directly(event: Event, weighed: Sequence[Weighed], context: Context) -> Finding | None:
    """The finding that staff wrote directly what is to go by an announcement; None where it is not so. What is graver comes
    first: then nothing is said of procedure, and of the hour nothing beside another reminder.
    """
    if not _is_for_announcements(event, context) or verdict_of(weighed).rank > Verdict.NUDGE.rank:
        return None
    if _passes_by(event, context):
        kind = DIRECT_POST
    elif not weighed and _is_late(event, context) and not _reminded(event, context):
        kind = OUT_OF_HOURS
    else:
        return None
    return Finding(Category.STAFF_CONDUCT, kind, 0, 0, 0, 1000, "policy/directly@1", _CLAUSES[kind], _REASONS[kind])


def is_written_where_children_read(event: Event, context: Context) -> bool:
    """Whether something was newly written to others in a place that a child may read."""
    writes = event.kind is EventKind.POSTED and any(part.kind in _WRITTEN for part in event.parts)
    return writes and event.place.kind not in _PRIVATE and context.may_reach_children


def _is_for_announcements(event: Event, context: Context) -> bool:
    return is_written_where_children_read(event, context) and context.author.is_staff and not context.danger


def _passes_by(event: Event, context: Context) -> bool:
    """Whether it went past the designated person. An answer to a child may be one to a child in danger."""
    allowed = context.profile.response(Category.STAFF_CONDUCT, DIRECT_POST).do is Verdict.ALLOW
    answers_child = any(each.person.may_be_child for each in context.affected if each.account == event.reply_to)
    return event.place.informs and not (allowed or answers_child or is_designated(context.author, context.organisation))


def _is_late(event: Event, context: Context) -> bool:
    """Whether it is for the office hours. Those who watch may answer at any hour: that they have heard. And a child's adult
    may say yes to any hour (map 5.13).
    """
    if context.approved:
        return False
    waits = context.profile.hours.staff_to_children == "wait" and is_out_of_hours(context.organisation.calendar, event.at)
    return waits and not (_answers(event, context) and is_designated(context.author, context.organisation))


def _answers(event: Event, context: Context) -> bool:
    """Whether somebody is answered: so marked, or as people do, by what is written next."""
    last = context.window[-1] if context.window else None
    is_next = last is not None and last.author.id != event.author.id and event.at - last.at < AT_ONCE
    return event.reply_to is not None or is_next


def _reminded(event: Event, context: Context) -> bool:
    """Whether they were reminded this evening."""
    return any(
        finding.kind == OUT_OF_HOURS and abs(event.at - sighting.at) < EVENING
        for case in context.open_cases
        if case.author.person.id == context.author.id
        for sighting in case.sightings
        for finding in sighting.findings
    )
