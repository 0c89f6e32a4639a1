"""Somebody on the staff writes what is to be posted (map 4.5, 4.6, 4.8). The detectors read it like any message: what they
would have taken away is refused, and its author told why; what is graver opens a concern, with its clock. Then another person
looks at it, where the profile wants that.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.announcing import words
from bot.announcing.clock import asked
from bot.announcing.deciding import second
from bot.announcing.sending import RULE, keep, release
from bot.intake import look_into, look_over, person_of
from bot.rota import with_duty
from bot.rota.changing import Given
from moderation import announcements
from moderation.cards import reference
from moderation.context import Organisation
from moderation.engines import Opinion
from moderation.model import (
    Account,
    Announcement,
    Entry,
    Event,
    EventKind,
    Part,
    PartKind,
    Person,
    Place,
    TellLead,
    derived_id,
)
from moderation.plan import Plan
from moderation.weighing import Weighed
from storage.store import Transaction

#: Characters of an announcement: every platform shows so many in one post, signed and marked.
LONGEST: Final = 1500
#: Where it was to stand, as a concern about it says.
_CALLED: Final = "announcements"


def as_event(given: Given, org: str, place: Place, text: str) -> Event:
    """The text as the message that it would be."""
    part = Part(PartKind.BODY, text.strip())
    return Event(given.id, org, EventKind.POSTED, given.now, given.by, place, given.id, (part,))


def refuse(tx: Transaction, organisation: Organisation, by: Account, team: bool, now: datetime) -> str:
    """Why somebody cannot have anything announced; "" where they can. They are told before a form is opened: what a child would
    write into it, nobody would read.
    """
    author = person_of(tx, by)
    if announcements.may_announce(author):
        return words.NO_TEAM if team and not organisation.profile.team_post else ""
    tx.append(Entry("action.refused", author.id, {"does": "team_post" if team else "announce"}), now)
    return words.NOT_YOURS


def draft(tx: Transaction, organisation: Organisation, event: Event, opinion: Opinion, team: bool = False) -> str:
    """Take in what somebody wrote. Gives what they are told. The same event twice is one announcement."""
    organisation, author = with_duty(tx, organisation, event.at), person_of(tx, event.author)
    if no := refuse(tx, organisation, event.author, team, event.at) or _misfit(event):
        return no
    signed = announcements.signature(author, team, organisation, tx.agreements(author.id))
    # Who signs is read as well: their job title is what they wrote of it themselves.
    whole = replace(event, parts=(*event.parts, Part(PartKind.BODY, signed)))
    weighed, case = look_over(tx, whole, organisation, event.at, opinion), None
    if announcements.opens_concern(weighed):
        case = look_into(tx, whole, _CALLED, [each.finding for each in weighed], organisation, event.at, opinion)
    if announcements.refused(weighed):
        tx.append(Entry("announcement.refused", author.id, _seen(weighed, organisation), author.id), event.at)
        return words.listed(words.REFUSED, (each.finding.reason for each in weighed if each.verdict in announcements.REFUSED))
    grave = announcements.grave(weighed)
    saw = tuple(dict.fromkeys(each.finding.reason for each in weighed)) if grave else ()
    saw += (words.IS_CONCERN.format(reference=reference(case.id)),) if case else ()
    id_, text = derived_id("n_", event.id), event.parts[0].text
    written = Announcement(
        id_, author.id, event.author, signed, team, event.place, text, event.at, saw=saw, grave=grave
    )  # fmt: skip
    # To somebody about whom there is a concern even a hint might be a warning (decisions 17).
    silent = grave or announcements.has_concern(author, tx.cases(about=author.id, open_only=True))
    hints = () if silent else [each.finding.reason for each in weighed]
    return "\n\n".join(filter(None, (_taken(tx, written, author, organisation, event.at), words.listed(words.HINTS, hints))))


def _taken(tx: Transaction, written: Announcement, author: Person, organisation: Organisation, now: datetime) -> str:
    """Keep it: asking somebody to look at it, or on its way."""
    if (known := tx.announcement(written.id)) is not None:
        return words.TWICE.format(stands=words.STANDS[known.stage])
    if not announcements.needs_second(written, organisation):
        kept = release(tx, "announcement.drafted", author.id, written, organisation, now, written.id)
        return words.goes(kept, organisation.calendar)
    looks = second(tx, written, organisation)
    if looks is None:
        return words.NOBODY
    apart = tuple(dict.fromkeys((author.id, *organisation.everyone.named_in(written.text))))
    plan = Plan(derived_id("d_", written.id, written.stage.value), organisation, written.place.platform)
    plan.tell(TellLead(looks, words.SUBJECT, words.asks(written, author.name), apart, announcement=written.id))
    keep(tx, "announcement.drafted", author.id, written, plan, now, written.id, asked(written, now))
    return words.ASKED.format(name=looks.name)


def _misfit(event: Event) -> str:
    """Why something cannot be announced at all; "" where it can."""
    text = event.parts[0].text
    if not announcements.can_be_announced_in(event.place.kind, event.place.audience):
        return words.NOT_THERE
    if not text:
        return words.NO_TEXT
    return words.TOO_LONG.format(most=LONGEST) if len(text) > LONGEST else ""


def _seen(weighed: Sequence[Weighed], organisation: Organisation) -> dict[str, object]:
    """What was seen, by codes alone."""
    seen = [{"rule": w.finding.rule, "category": w.finding.category.value, "kind": w.finding.kind} for w in weighed]
    return {"findings": seen, "verdict": weighed[0].verdict.value, "rule": RULE, "config": organisation.config}
