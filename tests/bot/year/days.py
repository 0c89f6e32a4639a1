"""The year's days, written out: when clocks in England are changed, which days are bank holidays there, and what follows.

Everything is counted minute by minute. It is slow, and nothing in it can be wrong in the way in which a calendar can.
"""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Final

#: It begins on a Monday: both changes of the clocks are in it, one of them on Easter Sunday, and a Boxing Day on a Saturday.
BEGINS: Final = datetime(2026, 11, 2, tzinfo=UTC)
ENDS: Final = datetime(2027, 11, 2, tzinfo=UTC)

#: https://www.gov.uk/bank-holidays, England and Wales.
BANK_HOLIDAYS: Final = frozenset(
    {
        date(2026, 12, 25),
        date(2026, 12, 28),  # in place of Saturday 26 December
        date(2027, 1, 1),
        date(2027, 3, 26),
        date(2027, 3, 29),
        date(2027, 5, 3),
        date(2027, 5, 31),
        date(2027, 8, 30),
    }
)
#: https://www.gov.uk/when-do-the-clocks-change: in UTC.
SUMMER: Final = (datetime(2027, 3, 28, 1, tzinfo=UTC), datetime(2027, 10, 31, 1, tzinfo=UTC))

MINUTE: Final = timedelta(minutes=1)
HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
SATURDAY: Final = 5


def local(at: datetime) -> datetime:
    """What the clocks show, without a zone."""
    summer = SUMMER[0] <= at < SUMMER[1]
    return at.replace(tzinfo=None) + (HOUR if summer else timedelta())


def utc(shown: datetime) -> datetime:
    """The first instant at which the clocks show a time."""
    at = shown.replace(tzinfo=UTC)
    return at - HOUR if SUMMER[0] <= at - HOUR < SUMMER[1] else at


def is_working(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in BANK_HOLIDAYS


@cache
def working(since: datetime, hours: int) -> datetime:
    """When so many hours of working days have passed since an instant on a whole minute."""
    at, left = since, hours * 60
    while left:
        left -= is_working(local(at).date())
        at += MINUTE
    return at
