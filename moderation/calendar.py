"""An organisation's calendar: working days, office hours, sessions, and when an answer is due (map 5.17, 8.7). Pure.

A working day is Monday to Friday and no bank holiday. Office hours are something else: the club's own closed days shut the
office, but they do not put off a concern, because a fortnight's summer break is no reason to leave somebody without an answer.

Hours until something is due are real hours that pass on working days, from midnight to midnight as the organisation's clocks
show it. So 24 hours from Friday at 18:00 are over on Monday at 18:00, and what comes on a Saturday is due at the end of Monday.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from moderation.bank_holidays import Nation, bank_holidays
from moderation.profiles.types import Hours
from moderation.profiles.values import Opening, Session

DAY: Final = timedelta(days=1)
#: How far ahead an opening or a session is looked for: longer than any break, and an end to the search.
AHEAD: Final = 400
_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """When an organisation is there. `week` are its office hours from Monday to Sunday, None for a day without any; `closed`
    are days of its own on which nobody is there; `sessions` come each week. All times are those of its clocks on the wall.
    """

    zone: tzinfo
    nation: Nation
    week: tuple[Opening | None, ...]
    closed: frozenset[date] = frozenset()
    sessions: tuple[Session, ...] = ()

    @classmethod
    def of(cls, hours: Hours) -> "Calendar":
        """The calendar that a profile sets. Raises ZoneInfoNotFoundError for a zone that there is not, which no profile has."""
        week = hours.open
        days = (week.monday, week.tuesday, week.wednesday, week.thursday, week.friday, week.saturday, week.sunday)
        closed = frozenset(hours.closed_days)
        return cls(ZoneInfo(hours.time_zone), Nation(hours.nation), days, closed, hours.sessions)

    def local(self, at: datetime) -> datetime:
        """What the organisation's clocks show at an instant, with its zone."""
        return at.astimezone(self.zone)


# Days


def is_working(calendar: Calendar, day: date) -> bool:
    return day.weekday() < _SATURDAY and not is_bank_holiday(calendar, day)


def is_bank_holiday(calendar: Calendar, day: date) -> bool:
    return day in bank_holidays(day.year, calendar.nation)


def end_of(calendar: Calendar, day: date) -> datetime:
    """The instant at which a day is over, in UTC: it may have had 23 hours, or 25."""
    return _midnight(calendar, day + DAY)


def opening(calendar: Calendar, day: date) -> Opening | None:
    """The office hours of a day; None on one that has none, on a bank holiday, and when the organisation is closed."""
    if day in calendar.closed or is_bank_holiday(calendar, day):
        return None
    return calendar.week[day.weekday()]


def sessions(calendar: Calendar, day: date) -> tuple[Session, ...]:
    """The sessions of a day, the earliest first. On bank holidays there are none, as nobody has said that there are."""
    if day in calendar.closed or is_bank_holiday(calendar, day):
        return ()
    return tuple(sorted((each for each in calendar.sessions if each.day == day.weekday()), key=lambda each: each.hours.start))


# Instants


def is_out_of_hours(calendar: Calendar, at: datetime) -> bool:
    """Whether an instant is outside of office hours and of every session (map 5.17)."""
    here = calendar.local(at)
    shown = here.time()
    return not any(each.start <= shown < each.end for each in _times(calendar, here.date()))


def next_opening(calendar: Calendar, at: datetime) -> datetime | None:
    """When the office opens next, in UTC: what waits is sent then. None where it does not within `AHEAD` days."""
    for day in _days(calendar, at):
        hours = opening(calendar, day)
        if hours and (opens := _instant(calendar, day, hours.start)) > at:
            return opens
    return None


def next_session(calendar: Calendar, at: datetime) -> tuple[Session, datetime] | None:
    """The session that begins next after an instant, and when, in UTC; None where none does within `AHEAD` days (map 5.15)."""
    for day in _days(calendar, at):
        for session in sessions(calendar, day):
            if (begins := _instant(calendar, day, session.hours.start)) > at:
                return session, begins
    return None


class Sitting(NamedTuple):
    """One of the organisation's own sessions on one day: from when to when, in UTC."""

    begins: datetime
    ends: datetime


def sittings(calendar: Calendar, at: datetime) -> Iterator[Sitting]:
    """The session that is on at an instant, and those that come within `AHEAD` days; the earliest first (map 11.2, 11.3)."""
    for day in _days(calendar, at):
        for session in sessions(calendar, day):
            sitting = Sitting(*(_instant(calendar, day, shown) for shown in (session.hours.start, session.hours.end)))
            if sitting.ends > at:
                yield sitting


def due(calendar: Calendar, since: datetime, within: timedelta) -> datetime:
    """When so many hours of working days have passed since an instant, in UTC (map 8.7). Days that are none do not count.

    What is due exactly at the end of a working day is due then, and not when the next one begins.
    """
    at, left = since.astimezone(UTC), within
    day = calendar.local(since).date()
    while True:
        ends = end_of(calendar, day)
        if is_working(calendar, day):
            if at + left <= ends:
                return at + left
            left -= ends - at
        at, day = ends, day + DAY


def _times(calendar: Calendar, day: date) -> Iterator[Opening]:
    if hours := opening(calendar, day):
        yield hours
    yield from (session.hours for session in sessions(calendar, day))


def _days(calendar: Calendar, at: datetime) -> Iterator[date]:
    first = calendar.local(at).date()
    return (first + DAY * number for number in range(AHEAD))


def _midnight(calendar: Calendar, day: date) -> datetime:
    return _instant(calendar, day, time())


def _instant(calendar: Calendar, day: date, shown: time) -> datetime:
    """When the clocks show a time on a day: the first of two when they are put back, and when they are put forward over it the
    instant at which it would have been."""
    return datetime.combine(day, shown, calendar.zone).astimezone(UTC)
