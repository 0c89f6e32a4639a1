"""Which posts are stale: those written more than so many months ago, by the calendar of the organisation (map 10.10)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.model import Account
from moderation.upkeep import Standing, months_before, stale

LONDON = ZoneInfo("Europe/London")
DAVE = Account("discord", "1", "Dave")


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 11, 21), 6, date(2026, 5, 21)),
        (date(2026, 8, 31), 6, date(2026, 2, 28)),
        (date(2028, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 15), 36, date(2023, 1, 15)),
        (date(2026, 7, 31), 1, date(2026, 6, 30)),
    ],
)
def test_months_are_those_of_the_calendar(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before


@pytest.mark.clause("10.10")
@given(st.lists(st.integers(0, 4000)), st.integers(1, 36))
def test_exactly_the_stale_ones_the_oldest_first(days: list[int], months: int) -> None:
    now = datetime(2026, 11, 21, 18, tzinfo=UTC)
    posts = [Standing(DAVE, "#news", now - timedelta(days=each), str(number)) for number, each in enumerate(days)]
    found = stale(posts, months, now, LONDON)
    limit = months_before(now.date(), months)
    assert {each.link for each in found} == {each.link for each in posts if each.at.date() < limit}
    assert [each.at for each in found] == sorted(each.at for each in found)
