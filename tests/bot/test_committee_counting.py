"""The numbers of a report are those of the record: counted again here by code of its own."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.committee.counting import count, middle, within
from bot.committee.periods import Period, named, newest
from bot.committee.record import Noted, Record
from bot.packaged import profile
from moderation.model import Speed
from tests.bot.committee_kit import invented

LONDON = ZoneInfo("Europe/London")
PROFILE = profile("sports_club")
BEGIN = datetime(2025, 6, 1, tzinfo=UTC)


def record(seed: int, days: int = 420, each_day: float = 0.7) -> Record:
    entries = tuple(invented(BEGIN, days, each_day, seed))
    concerns = sorted({entry.folder for entry in entries if entry.folder})
    return Record(entries, 0, frozenset(concerns[seed % 7 :]))  # some may not be counted


def of_concerns(found: Record) -> dict[str, list[Noted]]:
    grouped: dict[str, list[Noted]] = {}
    for entry in found.entries:
        if entry.folder in found.countable:
            grouped.setdefault(entry.folder, []).append(entry)
    return {folder: all_ for folder, all_ in grouped.items() if all_[0].data["findings"][0]["category"] != "staff_conduct"}


@given(st.integers(0, 10_000), st.sampled_from(["2025-07", "2025-10", "2026-03", "2025"]))
@settings(max_examples=25, deadline=None)
def test_the_numbers_equal_an_independent_count(seed: int, name: str) -> None:
    """8.11: what, how quickly, how often wrong."""
    found, period = record(seed), named(name, LONDON)
    tallies, concerns = count(found, period, PROFILE), of_concerns(found)
    opened = {folder: all_ for folder, all_ in concerns.items() if period.since <= all_[0].at < period.until}

    assert {category.value: sum(months) for category, months in tallies.concerns.items()} == Counter(
        all_[0].data["findings"][0]["category"] for all_ in opened.values()
    )
    times = sorted(next(e.at for e in all_ if e.kind == "case.claimed") - all_[0].at for all_ in opened.values())
    assert sorted(time for pace in tallies.pace.values() for time in pace.looked) == times
    late = sum(any(entry.kind == "case.escalated" for entry in all_) for all_ in opened.values())
    assert sum(pace.late for pace in tallies.pace.values()) == late
    closed = sum(any(entry.kind == "case.closed" for entry in all_) for all_ in opened.values())
    assert sum(len(pace.closed) for pace in tallies.pace.values()) == closed
    for kind, of in (("post.removed", "removed"), ("case.appealed", "appealed"), ("post.restored", "restored")):
        inside = [e for all_ in concerns.values() for e in all_ if e.kind == kind and period.since <= e.at < period.until]
        assert sum(sum(getattr(each, of)) for each in tallies.reversals.values()) == len(inside)


@given(st.integers(0, 10_000))
@settings(max_examples=15, deadline=None)
def test_a_year_is_the_sum_of_its_months(seed: int) -> None:
    found, year = record(seed), named("2025", LONDON)
    whole = count(found, year, PROFILE)
    for index, month in enumerate(year.months):
        part = count(found, named(f"{month:%Y-%m}", LONDON), PROFILE)
        assert {c: n[0] for c, n in part.concerns.items()} == {c: n[index] for c, n in whole.concerns.items() if n[index]}


def test_what_the_server_lacked_is_counted_and_how_long() -> None:
    """8.11: lapses, changes of settings and gaps; one about somebody only as a number."""
    tallies = count(record(3), Period("all", BEGIN, BEGIN + timedelta(days=800), _months(), UTC), PROFILE)
    assert {check: (each.found, each.mended, each.still) for check, each in tallies.lapses.items()} == {
        "openness": (2, 2, 0),
        "lead_channel": (1, 1, 0),
        "blind": (1, 0, 1),
    }
    assert sum(tallies.about_somebody) == 1
    assert {kind: len(at) for kind, at in tallies.changes.items() if at} == {
        "config.changed": 1,
        "allowlist.changed": 2,
        "program.changed": 1,
    }
    assert tallies.gaps == [timedelta(hours=2)]


def _months() -> tuple[date, ...]:
    return tuple(date(2025 + n // 12, n % 12 + 1, 1) for n in range(48))


def test_a_damaged_entry_hides_none_of_the_others() -> None:
    found = record(5)
    broken = Noted("message.judged", BEGIN, "p_bot", sorted(found.countable)[0], {"findings": [{"category": "no such"}]})
    whole = count(Record((broken, *found.entries), 1, found.countable), named("2025", LONDON), PROFILE)
    assert whole.damaged == 2
    assert whole.concerns == count(found, named("2025", LONDON), PROFILE).concerns


def test_speeds_are_those_of_the_profile() -> None:
    assert set(count(record(1), named("2025", LONDON), PROFILE).pace) == {Speed.NOW, Speed.TODAY}


# Periods


@pytest.mark.parametrize(
    ("name", "review", "since", "until", "called"),
    [
        ("2026-03", 1, "2026-03-01T00:00", "2026-03-31T23:00", "March 2026"),
        ("2026", 1, "2026-01-01T00:00", "2027-01-01T00:00", "January 2026 to December 2026"),
        ("2026", 9, "2025-08-31T23:00", "2026-08-31T23:00", "September 2025 to August 2026"),
    ],
)
def test_a_period_by_its_name(name: str, review: int, since: str, until: str, called: str) -> None:
    period = named(name, LONDON, review)
    assert (period.since, period.until) == (datetime.fromisoformat(since + "Z"), datetime.fromisoformat(until + "Z"))
    assert period.called == called
    assert period.month_of(period.since) == 0
    assert period.month_of(period.until) is None


@pytest.mark.parametrize("name", ["", "2026-13", "26-01", "2026-1", "next", "0000-01"])
def test_what_is_no_period_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"2026|no such"):
        named(name, LONDON)


@pytest.mark.parametrize(
    ("now", "review", "due"),
    [
        ("2026-11-21T12:00", None, ("2026-10",)),
        ("2026-12-01T00:00", None, ("2026-11",)),
        ("2026-08-31T12:00", date(2025, 9, 1), ("2026-07", "2025")),
        ("2026-09-01T00:00", date(2025, 9, 1), ("2026-08", "2026")),
        ("2026-01-14T12:00", date(2027, 1, 15), ("2025-12", "2024")),
        ("2026-01-15T12:00", date(2027, 1, 15), ("2025-12", "2025")),
        ("2026-02-28T12:00", date(2024, 2, 29), ("2026-01", "2025")),
        ("2026-03-01T12:00", date(2024, 2, 29), ("2026-02", "2026")),
    ],
)
def test_what_is_due(now: str, review: date | None, due: tuple[str, ...]) -> None:
    """8.11: the month that is over, and the year on the day of review."""
    assert newest(datetime.fromisoformat(now + "+00:00").astimezone(LONDON), LONDON, review) == due


def test_half_and_nine_in_ten() -> None:
    times = [timedelta(minutes=n) for n in range(1, 11)]
    assert (middle(times), within(times, 0.9)) == (timedelta(minutes=6), timedelta(minutes=10))
    with pytest.raises(ValueError, match="nothing"):
        middle([])
