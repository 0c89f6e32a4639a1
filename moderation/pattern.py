"""Small things about one adult that add up to something the lead should see (map 5.16b, safeguarding rule 6). Pure.

Each small thing is a row that only the lead sees. This looks at the rows that are still open when another is about to be added:
what the lead has closed was weighed by a person, and does not count again.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from moderation.context import Context
from moderation.directly import PROCEDURE
from moderation.model import Category, Event, Finding
from moderation.weighing import Weighed

#: So many small things within so long are a pattern …
TIMES: Final = 3
WITHIN: Final = timedelta(days=60)
#: … and so are so many kinds of them at once: in one message, or so close together that they are one concern.
KINDS_AT_ONCE: Final = 2
KIND: Final = "pattern"

_REASON = "Several small things about how one member of staff writes have come together: by itself none would matter much."


def pattern(event: Event, weighed: Sequence[Weighed], context: Context) -> Finding | None:
    """The finding that this message makes a pattern with the small things before it; None where it does not, or where a
    concern that says so is open already."""
    now = {w.finding.kind for w in weighed if w.finding.category is Category.STAFF_CONDUCT}
    if not (now and context.author.is_staff):
        return None
    before = [
        sighting
        for case in context.open_cases
        if case.category is Category.STAFF_CONDUCT and case.author.person.id == context.author.id
        for sighting in case.sightings
        if sighting.message != event.message and context.now - sighting.at <= WITHIN
    ]
    if any(finding.kind == KIND for sighting in before for finding in sighting.findings):
        return None
    at_once = timedelta(minutes=context.profile.merging.case_minutes)
    kinds = now.union(f.kind for s in before if context.now - s.at <= at_once for f in s.findings)
    if len(before) + 1 < TIMES and len(kinds - PROCEDURE) < KINDS_AT_ONCE:
        return None
    return Finding(Category.STAFF_CONDUCT, KIND, 0, 0, 0, 1000, "policy/pattern@1", ("5.16b",), _REASON)
