"""Telling those who answer for the organisation, once a week, of what could wait: when that is due, and one unit of work."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.helplines import long_unchecked
from bot.rota import with_rota
from moderation.context import Organisation
from moderation.digest import WEEK, Period, digest, due_at
from storage.store import Transaction

#: The entry of a digest; its `until` is where the next begins.
TOLD: Final = "week.told"


def due(now: datetime, organisation: Organisation) -> datetime:
    """The newest instant, not after now, at which the week was to be told of, in the organisation's zone."""
    hours = organisation.profile.hours
    return due_at(now, hours.weekly_digest, ZoneInfo(hours.time_zone))


def tell_week(tx: Transaction, organisation: Organisation, until: datetime, platform: str, now: datetime) -> bool:
    """Tell of the time since the last digest, or of a week. Whether there was anything to tell that was not told before.

    What is told stops at `until`, so that a service that was stopped then tells the same when it begins again.
    """
    last = tx.newest_entry(TOLD)
    since = datetime.fromisoformat(last.data["until"]) if last else until - WEEK
    if since >= until:
        return False
    old = [f"{each.whom} ({each.number or each.page})" for each in long_unchecked(now.date())]
    decision = digest(tx.cases(), tx.lapses(), with_rota(tx, organisation), Period(since, until), platform, now, old)
    if decision is not None:
        tx.commit_decision(decision, None)
    return decision is not None
