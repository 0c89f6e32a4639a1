"""What was looked at goes out, or waits for the office to open (map 5.17). Once it is planned to go out it is never planned
again: the effect is called after the announcement, so a crash at any step posts it once.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.announcing import words
from moderation.announcements import sends_at
from moderation.context import Organisation
from moderation.model import (
    BOT,
    AlreadyDone,
    Announcement,
    Decision,
    Done,
    Effect,
    Entry,
    Outcome,
    Publish,
    Stage,
    TellPerson,
    Timer,
    TimerKind,
    Verdict,
    derived_id,
)
from moderation.plan import Plan
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


def went_out(tx: Transaction, effect: Effect, outcome: Outcome) -> None:
    """Remember where an announcement stands, once the platform has taken it."""
    posted = tx.announcement(effect.announcement) if isinstance(effect, Publish) else None
    if posted is not None and isinstance(outcome, Done | AlreadyDone):
        tx.keep_announcement(replace(posted, post=outcome.reference))


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


def _name(tx: Transaction, person: str) -> str:
    known = tx.person(person)
    return known.name if known else person
