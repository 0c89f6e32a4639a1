"""Small things about one adult that add up to something the lead should see (map 5.16b, safeguarding rule 6). Pure.

Each small thing is a row that only the lead sees, and it counts for so long, whether the lead has closed it or not: that each
was talked through by itself does not show them together. What was closed as nothing wrong does not count, nor what came before
a pattern that the lead was shown.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from moderation.context import Context
from moderation.directly import PROCEDURE
from moderation.filling import NOTHING_WRONG, answers
from moderation.model import ActionKind, Case, CaseState, Category, Event, Finding, Sighting
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
    concern that says so is open already.
    """
    now = {w.finding.kind for w in weighed if w.finding.category is Category.STAFF_CONDUCT}
    if not (now and context.author.is_staff):
        return None
    lately = [
        (case, sighting)
        for case in context.small
        for sighting in case.sightings
        if case.author.person.id == context.author.id
        and sighting.message != event.message
        and context.now - sighting.at <= WITHIN
    ]
    shown = [(case, sighting) for case, sighting in lately if _is_pattern(sighting)]
    if any(case.state is not CaseState.CLOSED for case, _ in shown):
        return None
    before = [sighting for _, sighting in lately if all(sighting.at > last.at for _, last in shown)]
    at_once = timedelta(minutes=context.profile.merging.case_minutes)
    kinds = now.union(f.kind for s in before if context.now - s.at <= at_once for f in s.findings)
    if len(before) + 1 < TIMES and len(kinds - PROCEDURE) < KINDS_AT_ONCE:
        return None
    return Finding(Category.STAFF_CONDUCT, KIND, 0, 0, 0, 1000, "policy/pattern@1", ("5.16b",), _REASON)


def counts(case: Case) -> bool:
    """Whether a concern is one of those that `pattern` looks at: about how staff write, and not closed as nothing wrong."""
    ends = answers(case, ActionKind.CLOSE) if case.state is CaseState.CLOSED else []
    nothing = bool(ends) and ends[-1][1][0] == NOTHING_WRONG and not any(map(_is_pattern, case.sightings))
    return case.category is Category.STAFF_CONDUCT and not nothing


def _is_pattern(sighting: Sighting) -> bool:
    return any(finding.kind == KIND for finding in sighting.findings)
