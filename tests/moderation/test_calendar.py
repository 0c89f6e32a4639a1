"""The calendar: bank holidays of three nations, working days, office hours, and when an answer is due as clocks change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.packaged import PROFILES, profile
from moderation.bank_holidays import FIRST, LAST, Nation, bank_holidays, easter_sunday
from moderation.calendar import (
    Calendar,
    due,
    end_of,
    is_out_of_hours,
    is_working,
    next_opening,
    next_session,
    opening,
)
from moderation.profiles.values import opening as hours
from moderation.profiles.values import session

LONDON = ZoneInfo("Europe/London")
OFFICE = hours("09:00-17:00")
WEEK = (OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, None, None)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
#: Every instant of the years for which the bank holidays are known, to the minute.
INSTANTS = st.datetimes(datetime(FIRST, 1, 1), datetime(LAST, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001
NATIONS = st.sampled_from(Nation)


def calendar(nation: Nation = Nation.ENGLAND_AND_WALES, closed: tuple[str, ...] = ()) -> Calendar:
    days = frozenset(map(date.fromisoformat, closed))
    return Calendar(LONDON, nation, WEEK, days, (session("thursday 18:00-19:30"), session("tuesday 18:00-19:00")))


def at(text: str) -> datetime:
    """An instant as the clocks in London show it: "2026-11-20 18:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


# Bank holidays: as gov.uk/bank-holidays lists them

ENGLAND = Nation.ENGLAND_AND_WALES
LISTED = [
    (ENGLAND, 2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28"),
    (ENGLAND, 2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"),
    (ENGLAND, 2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"),
    (ENGLAND, 2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"),
    (ENGLAND, 2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
    (ENGLAND, 2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"),
    (Nation.SCOTLAND, 2021, "01-01 01-04 04-02 05-03 05-31 08-02 11-30 12-27 12-28"),
    (Nation.SCOTLAND, 2022, "01-03 01-04 04-15 05-02 06-02 06-03 08-01 09-19 11-30 12-26 12-27"),
    (Nation.SCOTLAND, 2023, "01-02 01-03 04-07 05-01 05-08 05-29 08-07 11-30 12-25 12-26"),
    (Nation.SCOTLAND, 2024, "01-01 01-02 03-29 05-06 05-27 08-05 12-02 12-25 12-26"),
    (Nation.SCOTLAND, 2026, "01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28"),
    (Nation.NORTHERN_IRELAND, 2024, "01-01 03-18 03-29 04-01 05-06 05-27 07-12 08-26 12-25 12-26"),
    (Nation.NORTHERN_IRELAND, 2026, "01-01 03-17 04-03 04-06 05-04 05-25 07-13 08-31 12-25 12-28"),
]


@pytest.mark.clause("5.17")
@pytest.mark.parametrize(("nation", "year", "days"), LISTED, ids=[f"{n}-{y}" for n, y, _ in LISTED])
def test_bank_holidays_are_those_of_the_list(nation: Nation, year: int, days: str) -> None:
    assert sorted(bank_holidays(year, nation)) == [date.fromisoformat(f"{year}-{day}") for day in days.split()]


@given(st.integers(1990, 2100), NATIONS)
def test_each_nation_has_its_number_of_bank_holidays_and_all_on_weekdays(year: int, nation: Nation) -> None:
    found = bank_holidays(year, nation)
    by_rule = {Nation.ENGLAND_AND_WALES: 8, Nation.SCOTLAND: 9, Nation.NORTHERN_IRELAND: 10}
    assert len(found) >= by_rule[nation]
    assert year in range(FIRST, LAST + 1) or len(found) == by_rule[nation]
    assert {day.year for day in found} == {year}
    assert all(day.weekday() < 5 for day in found)


@given(st.integers(1900, 2199))
def test_easter_is_a_sunday_in_its_five_weeks(year: int) -> None:
    easter = easter_sunday(year)
    assert easter.weekday() == 6
    assert date(year, 3, 22) <= easter <= date(year, 4, 25)


# When an answer is due

DUE = [
    # received, due, what it shows
    ("2026-11-17 10:00", "2026-11-18 10:00", "within 24 hours on working days"),
    ("2026-11-20 18:00", "2026-11-23 18:00", "Friday evening: Monday evening"),
    ("2026-11-21 10:00", "2026-11-24 00:00", "on a Saturday: the end of Monday"),
    ("2026-11-22 23:59", "2026-11-24 00:00", "late on a Sunday: the same"),
    ("2026-04-02 18:00", "2026-04-07 18:00", "before Good Friday: Tuesday, as Easter Monday is none"),
    ("2026-12-24 12:00", "2026-12-29 12:00", "Christmas, a weekend, and the day that stands in for Boxing Day"),
    ("2026-03-27 18:00", "2026-03-30 18:00", "over the Sunday on which clocks go forward"),
    ("2026-10-23 18:00", "2026-10-26 18:00", "over the Sunday on which they go back"),
]


@pytest.mark.clause("8.7")
@pytest.mark.parametrize(("received", "expected", "why"), DUE, ids=[why for *_, why in DUE])
def test_an_answer_is_due_after_a_working_day_of_hours(received: str, expected: str, why: str) -> None:
    """Map 8.7: within 24 hours, or at the end of the next working day when it is received at the weekend."""
    assert due(calendar(), at(received), DAY) == at(expected)


@pytest.mark.clause("5.17")
@pytest.mark.parametrize(
    ("nation", "received", "expected"),
    [
        (Nation.SCOTLAND, "2026-11-27 12:00", "2026-12-01 12:00"),  # St Andrew's Day is a Monday in 2026
        (ENGLAND, "2026-11-27 12:00", "2026-11-30 12:00"),
        (Nation.SCOTLAND, "2023-12-29 12:00", "2024-01-03 12:00"),  # 2 January is a holiday in Scotland alone
        (ENGLAND, "2023-12-29 12:00", "2024-01-02 12:00"),
        (Nation.NORTHERN_IRELAND, "2026-07-10 12:00", "2026-07-14 12:00"),  # 12 July is a Sunday: the Monday stands in for it
        (Nation.SCOTLAND, "2026-04-02 12:00", "2026-04-06 12:00"),  # Easter Monday is a working day in Scotland
    ],
)
def test_each_nation_has_its_own_working_days(nation: Nation, received: str, expected: str) -> None:
    assert due(calendar(nation), at(received), DAY) == at(expected)


@given(INSTANTS, NATIONS, st.integers(1, 72))
def test_a_due_time_is_never_early_and_always_on_a_working_day(since: datetime, nation: Nation, count: int) -> None:
    """Map 8.7: whatever the clocks do; and every hour until then that was one of a working day was counted once."""
    days = calendar(nation)
    found = due(days, since, count * HOUR)
    assert found >= since + count * HOUR
    assert is_working(days, (found - timedelta(microseconds=1)).astimezone(LONDON).date())
    step, passed, here = timedelta(minutes=30), timedelta(), since
    while here < found:
        midnight = end_of(days, here.astimezone(LONDON).date())
        until = min(here + step, midnight, found)
        passed += (until - here) if is_working(days, here.astimezone(LONDON).date()) else timedelta()
        here = until
    assert passed == count * HOUR


@given(INSTANTS, INSTANTS, NATIONS)
def test_what_comes_later_is_not_due_earlier(one: datetime, other: datetime, nation: Nation) -> None:
    first, second = sorted((one, other))
    assert due(calendar(nation), first, DAY) <= due(calendar(nation), second, DAY)


@given(INSTANTS, NATIONS)
def test_what_comes_at_a_weekend_is_due_when_the_next_working_day_ends(since: datetime, nation: Nation) -> None:
    days = calendar(nation)
    if not is_working(days, since.astimezone(LONDON).date()):
        coming = (since.astimezone(LONDON).date() + DAY * number for number in range(1, 15))
        following = next(day for day in coming if is_working(days, day))
        lasts = end_of(days, following) - end_of(days, following - DAY)
        assert due(days, since, lasts) == end_of(days, following)


def test_a_day_has_23_hours_or_25_when_clocks_change() -> None:
    days = calendar()
    assert end_of(days, date(2026, 3, 29)) - end_of(days, date(2026, 3, 28)) == 23 * HOUR
    assert end_of(days, date(2026, 10, 25)) - end_of(days, date(2026, 10, 24)) == 25 * HOUR


# Office hours and sessions


@pytest.mark.clause("5.17")
@pytest.mark.parametrize(
    ("text", "out"),
    [
        ("2026-11-20 08:59", True),
        ("2026-11-20 09:00", False),
        ("2026-11-20 17:00", True),
        ("2026-11-21 12:00", True),  # a Saturday
        ("2026-11-19 18:30", False),  # a session
        ("2026-12-25 12:00", True),
        ("2026-11-24 10:00", True),  # a closed day of its own
        ("2026-03-30 09:00", False),  # on the first day of summer time
        ("2026-03-27 09:00", False),
    ],
)
def test_out_of_hours(text: str, out: bool) -> None:
    assert is_out_of_hours(calendar(closed=("2026-11-24",)), at(text)) is out


@pytest.mark.clause("5.17")
def test_what_waits_is_sent_when_the_office_opens_next() -> None:
    days = calendar(closed=("2026-11-23",))
    assert next_opening(days, at("2026-11-20 18:00")) == at("2026-11-24 09:00")
    assert next_opening(days, at("2026-11-20 08:00")) == at("2026-11-20 09:00")
    assert next_opening(calendar(), at("2026-03-27 18:00")) == at("2026-03-30 09:00")
    assert next_opening(Calendar(LONDON, ENGLAND, (None,) * 7), at("2026-11-20 18:00")) is None


def test_the_next_session() -> None:
    found = next_session(calendar(), at("2026-11-19 18:00"))
    assert found is not None
    assert found[1] == at("2026-11-24 18:00")
    assert next_session(Calendar(LONDON, ENGLAND, WEEK), at("2026-11-19 18:00")) is None


def test_closed_days_shut_the_office_and_put_off_no_answer() -> None:
    days = calendar(closed=("2026-11-23", "2026-11-24"))
    assert opening(days, date(2026, 11, 23)) is None
    assert due(days, at("2026-11-20 18:00"), DAY) == at("2026-11-23 18:00")


@pytest.mark.parametrize("name", PROFILES)
def test_every_ready_profile_makes_a_calendar(name: str) -> None:
    days = Calendar.of(profile(name).hours)
    assert opening(days, date(2026, 11, 20)) == OFFICE
    assert days.local(datetime(2026, 7, 1, 12, tzinfo=UTC)).hour == 13
