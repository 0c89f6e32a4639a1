"""What is due and when, as a table: no store, no mail, no waiting."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.anchors.schedule import (
    LONGEST_WAIT,
    REFUSED_WAIT,
    Delivery,
    deliveries_due,
    failed,
    last_daily,
    once_received,
    ready,
    signing_due,
    standing,
    volume_due,
)
from bot.anchors.words import advice, status_line
from moderation.model import Refused, RetryLater
from storage.anchoring import Anchoring, Failure, HolderKind, HolderState, Position

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
THEN = Position(1, 100)


def holder(name: str = "officer:1", **changes: Any) -> HolderState:
    """Somebody who received everything this morning."""
    kind = HolderKind(name.split(":")[0])
    plain = HolderState(name, kind, NOW - 30 * DAY, THEN, NOW - 5 * HOUR)
    return replace(plain, **changes)


def state(*holders: HolderState, **changes: Any) -> Anchoring:
    """A ledger of a hundred entries, all of them signed a minute ago."""
    plain = Anchoring("touchline/club", THEN, NOW - 300 * DAY, THEN, NOW - MINUTE, holders=holders)
    return replace(plain, **changes)


def due(stands: Anchoring, now: datetime = NOW) -> list[Delivery]:
    return list(deliveries_due(now, LONDON, stands))


# Signing


@pytest.mark.parametrize(
    ("entries", "age", "expected"),
    [
        (100, DAY, False),  # it has not grown
        (101, 14 * MINUTE, False),
        (101, 15 * MINUTE, True),
        (101, -DAY, True),  # the clock was put back: no waiting for it to catch up
    ],
)
def test_a_ledger_that_grew_is_signed_every_fifteen_minutes(entries: int, age: timedelta, expected: bool) -> None:
    stands = state(holder(), position=Position(1, entries), signed_at=NOW - age)
    assert signing_due(NOW, LONDON, stands) is expected


def test_the_first_checkpoint_is_signed_at_once() -> None:
    assert signing_due(NOW, LONDON, state(signed=None, signed_at=None))


def test_what_goes_to_an_officer_is_signed_anew() -> None:
    grown = {"position": Position(1, 101)}
    assert not signing_due(NOW, LONDON, state(holder(), **grown))
    assert signing_due(NOW, LONDON, state(holder(received_at=NOW - DAY), **grown))
    assert signing_due(NOW, LONDON, state(holder(wanted=Position(1, 101)), **grown))
    waits = Failure(NOW, 1, "unreachable", NOW + MINUTE)
    assert not signing_due(NOW, LONDON, state(holder(received_at=NOW - DAY, failure=waits), **grown))


# Delivering


def test_an_officer_gets_one_in_the_morning_whatever_happened() -> None:
    quiet = state(holder(received_at=datetime(2026, 11, 20, 7, 0, tzinfo=UTC)))
    assert not due(quiet, datetime(2026, 11, 21, 6, 59, tzinfo=UTC))
    assert due(quiet, datetime(2026, 11, 21, 7, 0, tzinfo=UTC)) == [Delivery("officer:1", THEN)]


def test_the_morning_is_that_of_the_organisation() -> None:
    summer = datetime(2026, 7, 1, 6, 0, tzinfo=UTC)
    assert last_daily(summer, LONDON) == summer
    assert last_daily(summer - MINUTE, LONDON) == summer - DAY


@given(st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 (hypothesis adds the zone)
def test_no_day_is_so_long_that_a_punctual_mail_raises_the_alarm(now: datetime) -> None:
    assert timedelta(0) <= now - last_daily(now, LONDON) < 25 * HOUR


def test_an_officer_gets_no_checkpoint_of_the_quarter_hour_and_a_witness_each() -> None:
    newer = Position(1, 101)
    stands = state(holder(), holder("witness:1"), position=newer, signed=newer)
    assert due(stands) == [Delivery("witness:1", newer)]


def test_a_witness_is_shown_the_same_again_each_day() -> None:
    """So that its silence means something while the ledger does not grow."""
    assert due(state(holder("witness:1", received_at=NOW - DAY))) == [Delivery("witness:1", THEN)]


def test_an_urgent_alert_goes_out_at_once_until_it_has_arrived() -> None:
    urgent = Position(1, 101)
    stands = state(holder(wanted=urgent), holder("officer:2"), position=urgent, signed=urgent)
    assert due(stands) == [Delivery("officer:1", urgent)]
    assert not due(replace(stands, holders=(holder(wanted=urgent, received=urgent),)))


def test_the_first_comes_at_once() -> None:
    assert due(state(holder(received=None, received_at=None))) == [Delivery("officer:1", THEN)]


def test_a_delivery_from_the_future_does_not_count() -> None:
    """The clock was wrong, and was put right: nobody waits until it is the future."""
    assert due(state(holder(received_at=NOW + 400 * DAY))) == [Delivery("officer:1", THEN)]


def test_the_last_of_each_volume_comes_first_and_to_those_who_held_it() -> None:
    ends, newest = (Position(1, 100), Position(2, 50)), Position(3, 7)
    late, new = holder(received=Position(1, 90)), holder("officer:2", received=None, received_at=None)
    stands = state(late, new, position=newest, signed=newest, closed=ends)
    assert due(stands) == [Delivery("officer:1", ends[0], final=True), Delivery("officer:2", newest)]
    then = replace(stands, holders=(replace(late, received=ends[0], received_at=NOW),))
    assert due(then) == [Delivery("officer:1", ends[1], final=True)]
    assert not due(replace(stands, holders=(replace(late, received=ends[1], received_at=NOW),)))


# Failing


def test_waits_double_to_an_hour() -> None:
    failure, waits = None, []
    for _ in range(9):
        failure = failed(NOW, failure, RetryLater(why="unreachable"))
        waits.append((failure.retry_at - NOW) // MINUTE)
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert failure is not None
    assert failure.times == 9


def test_a_refusal_waits_longer_and_a_server_may_ask_for_time() -> None:
    assert failed(NOW, None, Refused("recipient_refused")).retry_at == NOW + REFUSED_WAIT
    assert failed(NOW, None, RetryLater(after=1800)).retry_at == NOW + timedelta(minutes=30)
    assert failed(NOW, None, RetryLater(after=10**9)).retry_at <= NOW + REFUSED_WAIT


@pytest.mark.parametrize(("retry_at", "expected"), [(NOW, True), (NOW + MINUTE, False), (NOW + REFUSED_WAIT + MINUTE, True)])
def test_a_holder_that_failed_is_tried_when_its_wait_is_over(retry_at: datetime, expected: bool) -> None:
    failure = Failure(NOW, 1, "unreachable", retry_at)
    assert ready(NOW, failure) is expected
    assert bool(due(state(holder(received_at=NOW - DAY, failure=failure)))) is expected


def test_one_that_fails_keeps_no_other_waiting() -> None:
    failure = Failure(NOW, 9, "unreachable", NOW + LONGEST_WAIT)
    stands = state(holder(received_at=NOW - DAY, failure=failure), holder("officer:2", received_at=NOW - DAY))
    assert [delivery.name for delivery in due(stands)] == ["officer:2"]


# How it stands

HEARD = holder()
SILENT = holder("officer:2", received_at=NOW - 26 * HOUR - MINUTE)
NEW = holder("officer:3", received=None, received_at=None, appointed=NOW - HOUR)


@pytest.mark.parametrize(
    ("holders", "anchored", "alarming", "line"),
    [
        ((), False, True, "NOT ANCHORED: no outside holders are named, and 2 are needed."),
        ((HEARD,), False, True, "NOT ANCHORED: only one outside holder is named, and 2 are needed."),
        ((HEARD, NEW), False, False, "NOT ANCHORED yet: 1 of 2 outside holders has received a checkpoint."),
        (
            (HEARD, SILENT),
            False,
            True,
            "NOT ANCHORED: 1 of 2 outside holders heard within 26 hours, and 2 are needed. Tom Hale has received nothing since "
            "20 Nov 2026 09:59 (nothing was sent).",
        ),
        ((HEARD, holder("witness:1")), True, False, "anchored by 2 of 2 outside holders."),
        (
            (HEARD, SILENT, holder("witness:1")),
            True,
            True,
            "anchored by 2 of 3 outside holders. Tom Hale has received nothing since 20 Nov 2026 09:59 (nothing was sent).",
        ),
    ],
)
def test_two_who_heard_within_26_hours_are_an_anchor(
    holders: tuple[HolderState, ...], anchored: bool, alarming: bool, line: str
) -> None:
    stands = standing(NOW, state(*holders))
    assert (stands.anchored, stands.alarming) == (anchored, alarming)
    assert status_line(stands, {"officer:2": "Tom Hale"}, LONDON) == line
    assert bool(advice(stands, {})) is (alarming or not anchored)


def test_exactly_26_hours_is_not_yet_silence() -> None:
    assert not standing(NOW, state(holder(received_at=NOW - 26 * HOUR))).silent
    assert standing(NOW, state(holder(received=None, received_at=None, appointed=NOW - 27 * HOUR))).silent


def test_whoever_reads_an_email_has_received_it() -> None:
    stands = standing(NOW, once_received("officer:3", NOW, state(HEARD, NEW)))
    assert stands.anchored


# Volumes


@pytest.mark.parametrize(
    ("opened", "now", "expected"),
    [
        (datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 12, 31, 23, 59, tzinfo=UTC), None),
        (datetime(2026, 3, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC), "touchline/club/2027"),
        (datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC), None),
        (datetime(2026, 3, 1, tzinfo=UTC), datetime(2029, 5, 1, tzinfo=UTC), "touchline/club/2029"),
        (datetime(2026, 3, 1, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC), None),  # a clock that has not been set
        (None, datetime(2027, 1, 1, tzinfo=UTC), None),
    ],
)
def test_a_volume_begins_with_the_year(opened: datetime | None, now: datetime, expected: str | None) -> None:
    assert volume_due(now, LONDON, state(opened=opened)) == expected


def test_the_year_is_that_of_the_organisations_clock() -> None:
    auckland, eve = ZoneInfo("Pacific/Auckland"), datetime(2026, 12, 31, 11, 0, tzinfo=UTC)
    assert volume_due(eve, auckland, state(opened=eve - DAY)) == "touchline/club/2027"
    assert volume_due(eve, LONDON, state(opened=eve - DAY)) is None
