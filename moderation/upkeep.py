"""Posts that stay in sight and grow old: what staff had pinned or announced (map 10.10). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from moderation.model import Account


@dataclass(frozen=True, slots=True)
class Standing:
    """A post that is there now: who wrote it, the name of its place, when it was written or last changed, and where
    it is found.
    """

    by: Account
    place: str
    at: datetime
    link: str


def stale(posts: Iterable[Standing], months: int, now: datetime, zone: tzinfo) -> tuple[Standing, ...]:
    """Those that were not touched for more than so many months by the organisation's calendar, the oldest first."""
    before = months_before(now.astimezone(zone).date(), months)
    return tuple(sorted((each for each in posts if each.at.astimezone(zone).date() < before), key=lambda each: each.at))


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise ValueError("no month ends before its 28th day")
