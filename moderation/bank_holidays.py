"""The bank holidays of the three parts of the United Kingdom that have their own (map 5.17, 8.7). Pure.

They follow from the Banking and Financial Dealings Act 1971 (schedule 1) and from what is proclaimed beside it each year, which
has been the same for decades; where one falls on a weekend the next free weekday stands in for it (gov.uk/bank-holidays).
What is moved or given once, for a jubilee or a funeral, no rule tells: that stands in a table here, which somebody must keep.
So these days are known for certain from `FIRST` to `LAST`, and by rule alone outside of those years.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Final

#: The first and the last year for which the table below was compared with gov.uk/bank-holidays and the London Gazette.
FIRST: Final = 2020
LAST: Final = 2027

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5


class Nation(StrEnum):
    """Whose bank holidays count. The names are those of gov.uk."""

    ENGLAND_AND_WALES = "england-and-wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"


#: Bank holidays of one year that were held on another day than by rule.
_MOVED: Final = {
    date(2020, 5, 4): date(2020, 5, 8),  # 75 years after VE Day
    date(2022, 5, 30): date(2022, 6, 2),  # the Platinum Jubilee
}
#: Days that were given once, and to whom.
_ONCE: Final = {
    date(2022, 6, 3): frozenset(Nation),  # the Platinum Jubilee
    date(2022, 9, 19): frozenset(Nation),  # the funeral of Queen Elizabeth II
    date(2023, 5, 8): frozenset(Nation),  # the coronation of King Charles III
    date(2026, 6, 15): frozenset({Nation.SCOTLAND}),  # Scotland at the World Cup
}


@cache
def bank_holidays(year: int, nation: Nation) -> frozenset[date]:
    """Every bank holiday of a year, with the days that stand in for those at a weekend in place of these."""
    feasts = [date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)]
    easter = easter_sunday(year)
    days = {easter - 2 * _DAY, _monday(year, 5), _last_monday(year, 5)}
    match nation:
        case Nation.SCOTLAND:
            feasts += [date(year, 1, 2), date(year, 11, 30)]
            days.add(_monday(year, 8))
        case Nation.NORTHERN_IRELAND:
            feasts += [date(year, 3, 17), date(year, 7, 12)]
            days |= {easter + _DAY, _last_monday(year, 8)}
        case Nation.ENGLAND_AND_WALES:
            days |= {easter + _DAY, _last_monday(year, 8)}
    held = {_MOVED.get(day, day) for day in days}
    once = {day for day, given_to in _ONCE.items() if day.year == year and nation in given_to}
    return frozenset(held | once | _weekdays(sorted(feasts)))


def easter_sunday(year: int) -> date:
    """Easter of the western churches: the anonymous Gregorian computus of 1876, for any year from 1583 on."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * weekday) // 433
    month = (h + weekday - 7 * m + 90) // 25
    return date(year, month, (h + weekday - 7 * m + 33 * month + 19) % 32)


def _weekdays(feasts: Iterable[date]) -> set[date]:
    """Those on weekdays as they are, and for each of the others the next weekday that is free."""
    days = list(feasts)
    held = {day for day in days if day.weekday() < _SATURDAY}
    for day in days:
        if day.weekday() >= _SATURDAY:
            while day.weekday() >= _SATURDAY or day in held:
                day += _DAY
            held.add(day)
    return held


def _monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + _DAY * (-first.weekday() % 7)


def _last_monday(year: int, month: int) -> date:
    last = date(year, month, 31)  # of May and August
    return last - _DAY * last.weekday()
