"""What somebody says to the organisation: a complaint is acknowledged, and when the press asks, staff are reminded to pass it
on (map 3.12, 8.15, 10.11). Pure.

Neither is removed for what it says. Whoever complains is told by when they will hear, because that is what makes a complaint
bearable; whoever writes for the press gets no answer from a machine.
"""

from collections.abc import Collection, Sequence
from typing import Final

from moderation.cards import reference
from moderation.case_types import COMPLAINT, told
from moderation.context import Context
from moderation.deadlines import deadline, shown_time
from moderation.model import Case, Category, Event, Member, SupportAuthor, TellPerson
from moderation.notices import Purpose, Reader
from moderation.plan import Plan, reader_of
from moderation.weighing import Weighed

#: The press asks of many: so many of those who might answer are reminded, and no more.
MOST: Final = 5
_PRESS: Final = (Category.COMMENT, "journalist")


def taken_in(
    event: Event, weighed: Sequence[Weighed], case: Case, context: Context, plan: Plan, apart: Collection[str]
) -> None:
    """Plan what is said of it, and to whom, where it is certain enough. A second message of the same complaint is not thanked
    for again, and nobody is sent to those who are `apart`."""
    certain = {(w.finding.category, w.finding.kind) for w in weighed if w.certain}
    if COMPLAINT in certain and len(told(case)) == 1:
        _acknowledged(event, case, context, plan, apart)
    if _PRESS in certain:
        words = plan.organisation.words(Purpose.TELL, Reader.STAFF, ".".join(_PRESS), event.place.name)
        for member in _might_answer(event, context)[:MOST]:
            plan.add(TellPerson(member.account, words))


def _acknowledged(event: Event, case: Case, context: Context, plan: Plan, apart: Collection[str]) -> None:
    organisation = plan.organisation
    waits = deadline(case, organisation)
    if waits is None:
        return
    words = organisation.words(
        Purpose.TELL,
        reader_of(context.author),
        ".".join(COMPLAINT),
        event.place.name,
        subjects=apart,
        reference=reference(case.id),
        due=shown_time(waits.due, organisation),
    )
    plan.add(SupportAuthor(event.author, event.place.id, words))


def _might_answer(event: Event, context: Context) -> Sequence[Member]:
    """The staff who were asked, and those who wrote there lately, each once."""
    here = {m.account.id: m for m in (*context.affected, *context.speakers) if m.person.is_staff and not m.account.automated}
    return [member for id_, member in here.items() if id_ != event.author.id]
