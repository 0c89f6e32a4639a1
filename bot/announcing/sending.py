"""What was looked at goes out, or waits for the office to open (map 5.17). Once it is planned to go out it is never planned
again: the effect is called after the announcement, so a crash at any step posts it once.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.announcing import words
from moderation.announcements import may_announce, sends_at
from moderation.context import Organisation
from moderation.model import (
    BOT,
    Announcement,
    Decision,
    Entry,
    Publish,
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

#: Named in entries (map 7.6).
RULE: Final = "announcements@1"


def codes(tx: Transaction, announcement: Announcement) -> dict[str, object]:
    """What the record says of one: who, where, and a keyed hash of the words; never the words."""
    place = announcement.place
    return {
        "announcement": announcement.id,
        "author": announcement.author,
        "place": f"{place.platform}/{place.id}",
        "text": tx.keyed_hash("announcement", announcement.words),
        "team": announcement.team,
    }


def release(
    tx: Transaction, kind: str, actor: str, announcement: Announcement, organisation: Organisation, now: datetime, cause: str,
    at_once: bool = False,
) -> Announcement:  # fmt: skip
    """Send it, or hold it until the office opens; `at_once` says that it does not wait. `kind` is what the entry is called."""
    due = None if at_once else sends_at(announcement, organisation, now)
    announcement = replace(announcement, stage=Stage.HELD if due else Stage.SENT, due=due or announcement.due)
    name = (announcement.id, announcement.stage.value, *([due.isoformat()] if due else []))
    plan = Plan(derived_id("d_", *name), organisation, announcement.place.platform)
    if due is None:
        sent = plan.add(Publish(announcement.place.id, announcement.words, announcement.id))
        if actor != announcement.author:
            plan.add(TellPerson(announcement.by, words.POSTED.format(place=announcement.place.name)), after=sent)
    elif actor != announcement.author:
        says = words.goes(announcement, organisation.calendar)
        approved = "" if actor == BOT else words.YES.format(name=_name(tx, actor), place=announcement.place.name)
        plan.add(TellPerson(announcement.by, f"{approved} {says}".strip()))
    rings = (Timer(derived_id("t_", *name), TimerKind.ANNOUNCE, due, announcement.id),) if due else ()
    more: dict[str, object] = {"due": due.isoformat() if due else ""}
    if announcement.reason:
        more["reason"] = tx.keyed_hash("announcement", announcement.reason)
    keep(tx, kind, actor, announcement, plan, now, cause, rings, more)
    return announcement


def keep(
    tx: Transaction, kind: str, actor: str, announcement: Announcement, plan: Plan, now: datetime, cause: str,
    rings: Sequence[Timer] = (), more: dict[str, object] | None = None,
) -> None:  # fmt: skip
    """Keep an announcement as it stands now, with its entry and what follows from it, in one unit."""
    tx.keep_announcement(announcement)
    data = {**codes(tx, announcement), **(more or {}), "rule": RULE, "config": plan.organisation.config}
    if plan.effects:
        data["effects"] = [{"id": each.id, "does": each.effect.kind} for each in plan.effects]
    entry = Entry(kind, actor, data, announcement.author)
    because = (f"The announcement {words.STANDS[announcement.stage]}.",)
    tx.commit_decision(
        Decision(
            plan.decision, plan.organisation.id, cause, now, Verdict.ALLOW, entry, effects=plan.effects, rings=tuple(rings),
            because=because,
        ),
        None,
    )  # fmt: skip


def ring(tx: Transaction, timer: Timer, organisation: Organisation, now: datetime) -> None:
    """The office opens. What was taken back, or sent by hand, is past; that of somebody who has left is not sent, and the lead
    is told.
    """
    announcement = tx.announcement(timer.case)
    if announcement is None or announcement.stage is not Stage.HELD:
        tx.commit_decision(Decision(derived_id("d_", timer.id), organisation.id, timer.id, now, Verdict.ALLOW), None)
        return
    author = tx.person(announcement.author)
    if author is None or not may_announce(author):
        plan = Plan(derived_id("d_", timer.id), organisation, announcement.place.platform)
        for contact in to_alert(organisation.contacts, {announcement.author}):
            text = f"{words.GONE}\n\n{words.FOR.format(place=announcement.place.name, words=announcement.words)}"
            plan.tell(TellLead(contact, words.NOT_POSTED, text, (announcement.author,)))
        keep(tx, "announcement.withdrawn", BOT, replace(announcement, stage=Stage.WITHDRAWN), plan, now, timer.id)
    else:
        # Where the clock rings late the office may be closed again: then it waits on.
        kind = "announcement.held" if sends_at(announcement, organisation, now) else "announcement.sent"
        release(tx, kind, BOT, announcement, organisation, now, timer.id)


def _name(tx: Transaction, person: str) -> str:
    known = tx.person(person)
    return known.name if known else person
