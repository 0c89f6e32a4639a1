"""Somebody whom the register does not know, or knows no longer, writes where children read (map 5.4, 5.18). Pure.

They may be an adult at whom nobody has looked, a member of staff with an account of their own, or a child. Where the policy
wants nobody to write before they are known each post waits for a person; elsewhere the lead is told once, until that concern is
ended, and of a few at once: while a club puts one after the other on its register, each of the others would be one. As long
as no child is on the register nobody is known by it, and nothing is said.
"""

from collections.abc import Sequence
from typing import Final

from moderation.context import Context
from moderation.directly import is_written_where_children_read
from moderation.model import Case, Category, Event, Finding, Role, Verdict
from moderation.profiles import Profile
from moderation.weighing import Weighed, verdict_of

KIND: Final = "unregistered"
#: Of so many at once the lead is told.
MANY: Final = 10
_REASON: Final = "Somebody who is not on the register wrote where children read."
_WAITS: Final = frozenset({Verdict.HOLD, Verdict.REMOVE})


def must_be_known(profile: Profile) -> bool:
    """Whether the policy wants nobody to write where children read before they are known."""
    return profile.response(Category.IMPERSONATION, KIND).do in _WAITS


def unregistered(event: Event, weighed: Sequence[Weighed], context: Context) -> Finding | None:
    """The finding that whoever wrote is not on the register; None where they are, or may be asking for help."""
    if context.author.role is not Role.UNKNOWN or event.author.automated or not context.organisation.roster.given:
        return None
    if not is_written_where_children_read(event, context) or verdict_of(weighed) is Verdict.URGENT:
        return None
    if not must_be_known(context.profile) and (context.unknown >= MANY or _is_told(context)):
        return None
    return Finding(Category.IMPERSONATION, KIND, 0, 0, 0, 1000, "policy/unregistered@1", ("5.18", "5.4"), _REASON)


def _is_told(context: Context) -> bool:
    return any(is_of_unknown(case) for case in context.open_cases if case.author.person.id == context.author.id)


def is_of_unknown(case: Case) -> bool:
    """Whether a concern says that somebody is not on the register."""
    return any(finding.kind == KIND for sighting in case.sightings for finding in sighting.findings)
