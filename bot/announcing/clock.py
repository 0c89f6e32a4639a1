"""What the clocks of an announcement do: the office opens; or nobody has looked at it, so whoever was asked is reminded once,
and then it lapses (map 4.8, 5.17).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.announcing import words
from bot.announcing.deciding import second
from bot.announcing.sending import keep, release
from bot.rota import with_duty
from moderation.announcements import has_concern, may_announce, sends_at
from moderation.context import Organisation
from moderation.model import (
    BOT,
    Announcement,
    Decision,
    Person,
    Stage,
    TellLead,
    TellPerson,
    Timer,
    TimerKind,
    Verdict,
    derived_id,
)
from moderation.plan import Plan
from moderation.routing import to_alert
from storage.store import Transaction

#: So long after somebody was asked they are reminded …
REMIND: Final = timedelta(days=1)
#: … and so long after that it lapses.
LAPSE: Final = timedelta(days=2)


def asked(announcement: Announcement, now: datetime) -> Sequence[Timer]:
    """The clocks that begin once somebody is asked to look at it."""
    due = {"remind": now + REMIND, "lapse": now + REMIND + LAPSE}
    return [Timer(_id(announcement, step), TimerKind.ANNOUNCE_ASKED, at, announcement.id) for step, at in due.items()]


def ring(tx: Transaction, timer: Timer, organisation: Organisation, now: datetime) -> None:
    """The office opens. What was taken back, or sent by hand, is past; that of somebody who has left is not sent, and the lead
    is told. Where there is a concern about its author by now, a designated person looks at it once more.
    """
    announcement, organisation = tx.announcement(timer.case), with_duty(tx, organisation, now)
    if announcement is None or announcement.stage is not Stage.HELD:
        _past(tx, timer, organisation, now)
        return
    author = tx.person(announcement.author)
    if author is None or not may_announce(author):
        plan = Plan(derived_id("d_", timer.id), organisation, announcement.place.platform)
        for contact in to_alert(organisation.contacts, {announcement.author}):
            text = f"{words.GONE}\n\n{words.FOR.format(place=announcement.place.name, words=announcement.words)}"
            plan.tell(TellLead(contact, words.NOT_POSTED, text, (announcement.author,)))
        keep(tx, "announcement.withdrawn", BOT, replace(announcement, stage=Stage.WITHDRAWN), plan, now, timer.id)
    elif has_concern(author, tx.cases(about=author.id, open_only=True)):
        _look_again(tx, timer, announcement, author, organisation, now)
    else:
        # Where the clock rings late the office may be closed again: then it waits on.
        kind = "announcement.held" if sends_at(announcement, organisation, now) else "announcement.sent"
        release(tx, kind, BOT, announcement, organisation, now, timer.id)


def ring_asked(tx: Transaction, timer: Timer, organisation: Organisation, now: datetime) -> None:
    """Somebody was asked to look at it. Where nobody has, they are reminded, or it is over and its author is told."""
    announcement, organisation = tx.announcement(timer.case), with_duty(tx, organisation, now)
    if announcement is None or announcement.stage is not Stage.WAITING:
        _past(tx, timer, organisation, now)
        return
    plan = Plan(derived_id("d_", timer.id, now.isoformat()), organisation, announcement.place.platform)
    if timer.id == _id(announcement, "lapse"):
        plan.add(TellPerson(announcement.by, words.LAPSED.format(place=announcement.place.name)))
        keep(tx, "announcement.lapsed", BOT, replace(announcement, stage=Stage.LAPSED), plan, now, timer.id)
        return
    author = tx.person(announcement.author)
    _ask(tx, plan, announcement, words.STILL_WAITS, author.name if author else announcement.author)
    keep(tx, "announcement.reminded", BOT, announcement, plan, now, timer.id)


def _look_again(
    tx: Transaction, timer: Timer, announcement: Announcement, author: Person, organisation: Organisation, now: datetime
) -> None:
    """Its author is told nothing of it, as of any concern (decisions 17)."""
    waits = replace(announcement, stage=Stage.WAITING, grave=True, decided_by="", due=None)
    plan = Plan(derived_id("d_", timer.id, "again"), organisation, waits.place.platform)
    _ask(tx, plan, waits, words.CONCERN.format(author=author.name), author.name)
    keep(tx, "announcement.stopped", BOT, waits, plan, now, timer.id, asked(waits, now))


def _ask(tx: Transaction, plan: Plan, announcement: Announcement, why: str, author: str) -> None:
    """Ask whoever can look at it; where nobody can, tell the first of the chain."""
    organisation = plan.organisation
    apart = tuple(dict.fromkeys((announcement.author, *organisation.everyone.named_in(announcement.text))))
    looks = second(tx, announcement, organisation)
    for contact in (looks,) if looks else to_alert(organisation.contacts, apart):
        text = f"{why}\n\n{words.asks(announcement, author)}"
        plan.tell(TellLead(contact, words.SUBJECT, text, apart, announcement=announcement.id))


def _past(tx: Transaction, timer: Timer, organisation: Organisation, now: datetime) -> None:
    """There is nothing to do any more, and nothing to record."""
    tx.commit_decision(Decision(derived_id("d_", timer.id), organisation.id, timer.id, now, Verdict.ALLOW), None)


def _id(announcement: Announcement, step: str) -> str:
    return derived_id("t_", announcement.id, step)
