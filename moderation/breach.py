"""Details of many people in one message, such as a list of contacts: that may be a breach of data (map 2.10). Pure.

Each detail is a finding of its own already, and is dealt with by itself. This looks at all of them together: the law gives 72
hours for a breach, and somebody must know that they have begun.
"""

from collections.abc import Sequence
from typing import Final

from moderation.case_types import MANY_PEOPLE
from moderation.context import Context
from moderation.model import Category, Event, Finding
from moderation.weighing import Weighed

#: So many different details of one kind are those of many people: nobody has four telephone numbers.
MANY: Final = 4
#: What each person has one of, or two.
_COUNTED: Final = frozenset({"phone", "email", "address", "postcode", "dob", "upn", "nhs_number", "uln", "ni_number"})
_REASON: Final = "The details of many people stand in one message: that may be a breach of data, with 72 hours to decide on it."


def breach(event: Event, weighed: Sequence[Weighed], context: Context) -> Finding | None:
    """The finding that a message holds details of many people; None where it does not, or where only adults who may know them
    read it."""
    if not context.may_reach_children:
        return None
    found: dict[str, set[str]] = {}
    for each in weighed:
        finding = each.finding
        if each.certain and finding.category is Category.PERSONAL_DETAILS and finding.kind in _COUNTED:
            written = event.parts[finding.part].text[finding.start : finding.end]
            found.setdefault(finding.kind, set()).add("".join(written.split()).casefold())
    if all(len(details) < MANY for details in found.values()):
        return None
    category, kind = MANY_PEOPLE
    return Finding(category, kind, 0, 0, 0, 900, "policy/breach@1", ("2.10",), _REASON)
