"""What waits to be posted, for whoever may do something about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.announcing import words
from bot.announcing.deciding import Answer, answers
from bot.intake import person_of
from bot.rota import with_duty
from moderation.announcements import sends_at
from moderation.context import Organisation
from moderation.model import Account, Announcement, Person, Stage
from storage.store import Transaction


@dataclass(frozen=True, slots=True)
class Waiting:
    """One that waits, as somebody sees it: a headline, the words, and what they can say of it."""

    id: str
    headline: str
    text: str
    answers: tuple[Answer, ...]


def waiting(tx: Transaction, by: Account, organisation: Organisation, now: datetime) -> Sequence[Waiting]:
    """What somebody wrote themselves and what they may look at, the oldest first."""
    organisation, person = with_duty(tx, organisation, now), person_of(tx, by)
    found = ((each, answers(tx, person, each, organisation)) for each in tx.announcements(open_only=True))
    return [_shown(tx, person, each, may, organisation, now) for each, may in found if may]


def _shown(
    tx: Transaction, reader: Person, each: Announcement, may: Sequence[Answer], organisation: Organisation, now: datetime
) -> Waiting:
    author = tx.person(each.author)
    held = each.stage is Stage.HELD
    late = sends_at(each, organisation, now) is not None
    said = tuple(what for what in may if _is_offered(what, held, late))
    until = f", until {words.when(each.due, organisation.calendar)}" if held and each.due else ""
    headline = f"{author.name if author else each.author}, for {each.place.name}: {words.STANDS[each.stage]}{until}"
    saw = words.listed(words.SAW, each.saw) if reader.id != each.author else ""
    return Waiting(each.id, headline, "\n\n".join(filter(None, (each.words, saw))), said)


def _is_offered(what: Answer, held: bool, late: bool) -> bool:
    """Whether something is to be said at this moment: what is approved is not approved again, and by day nothing is urgent."""
    if what is Answer.NOW:
        return held or late
    return what is not Answer.APPROVE or not held
