"""Whole months and years by an organisation's clocks. Pure.

A year ends before the month of the organisation's review, so that all yearly reports together with the monthly ones cut time
in one way: overlapping years could be set against each other, and small counts be worked out.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from typing import Final

#: A calendar year, for whoever has set no day of review.
JANUARY: Final = 1
_NAME: Final = re.compile(r"(\d{4})(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Period:
    """From `since`, which belongs to it, to `until`, which no longer does. `months` are the first days of its months."""

    name: str
    since: datetime
    until: datetime
    months: tuple[date, ...]
    zone: tzinfo

    def month_of(self, at: datetime) -> int | None:
        """The number of the month in which an instant lies, from 0; None outside of the period."""
        if not self.since <= at < self.until:
            return None
        return self.months.index(at.astimezone(self.zone).date().replace(day=1))

    @property
    def called(self) -> str:
        """As people say it: "October 2026", "September 2025 to August 2026"."""
        first, last = self.months[0], self.months[-1]
        return f"{first:%B %Y}" if first == last else f"{first:%B %Y} to {last:%B %Y}"


def named(name: str, zone: tzinfo, review_month: int = JANUARY) -> Period:
    """The month "2026-10", or the year "2026": the one that ends in it before the month of the review. Raises ValueError."""
    found = _NAME.fullmatch(name)
    if found is None:
        raise ValueError(f"“{name}” is neither a month, such as 2026-10, nor a year, such as 2026")
    year, month = int(found[1]), int(found[2] or 0)
    if not 2000 <= year <= 2999 or (found[2] and not 1 <= month <= 12):
        raise ValueError(f"there is no such time as “{name}”")
    months: tuple[date, ...] = (date(year, month, 1),) if month else ()
    if not month:
        after = date(year, review_month, 1) if review_month != JANUARY else date(year + 1, JANUARY, 1)
        months = tuple(_later(after, n) for n in range(-12, 0))
    return Period(name, _begins(months[0], zone), _begins(_later(months[-1], 1), zone), months, zone)


def newest(now: datetime, zone: tzinfo, review: date | None) -> tuple[str, ...]:
    """The names of the newest reports that are due at an instant: the month that is over, and the year of the last review.

    `review` is any day of review: it comes again each year. A 29 February is a 1 March where there is none.
    """
    today = now.astimezone(zone).date()
    month = _later(today.replace(day=1), -1)
    if review is None:
        return (f"{month:%Y-%m}",)
    last = today.year if _in_year(review, today.year) <= today else today.year - 1
    return (f"{month:%Y-%m}", str(last if review.month != JANUARY else last - 1))


def _in_year(review: date, year: int) -> date:
    try:
        return review.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def _later(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)


def _begins(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
