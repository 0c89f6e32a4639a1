"""The rota as tables, and as properties over rotas, days and clock changes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.duty import (
    DAY,
    MOST,
    NO_ROTA,
    STEP,
    Rota,
    Turn,
    away,
    gaps,
    handed_over,
    missed,
    on_duty,
    only,
    planned,
    read,
    taken,
    text_of,
    tidied,
    with_turn,
    without,
)

LONDON = ZoneInfo("Europe/London")
ZONES = [LONDON, UTC, ZoneInfo("America/St_Johns"), ZoneInfo("Australia/Lord_Howe")]
MONDAY = date(2026, 11, 23)
#: When the clocks of London are put forward, and back.
FORWARD, BACK = date(2026, 3, 29), date(2026, 10, 25)
MIDNIGHT = time()


def rota(*turns: str, zone: ZoneInfo = LONDON) -> Rota:
    """ "tom 0 18:00 22:00" is Tom on Mondays; "tom 2026-11-23 18:00 22:00" is Tom on a date."""
    made = Rota(zone)
    for each in turns:
        who, day, begins, ends = each.split()
        on = int(day) if len(day) == 1 else date.fromisoformat(day)
        made = with_turn(made, Turn(who, on, time.fromisoformat(begins), time.fromisoformat(ends)))
    return made


def local(text: str, zone: ZoneInfo = LONDON) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


WEEK = rota("tom 0 18:00 22:00", "nisha 4 22:00 06:00", "helen 5 00:00 00:00", "tom 2026-11-25 09:00 12:00")


@pytest.mark.parametrize(
    ("at", "who"),
    [
        ("2026-11-23T17:59", ()),
        ("2026-11-23T18:00", ("tom",)),
        ("2026-11-23T21:59:59", ("tom",)),
        ("2026-11-23T22:00", ()),
        ("2026-11-30T18:00", ("tom",)),  # each week
        ("2026-11-25T10:00", ("tom",)),  # on a date
        ("2026-12-02T10:00", ()),  # and not a week later
        ("2026-11-27T23:00", ("nisha",)),
        ("2026-11-28T05:59", ("nisha", "helen")),  # past midnight, beside whoever has the day
        ("2026-11-28T06:00", ("helen",)),
        ("2026-11-28T23:59", ("helen",)),  # a whole day
        ("2026-11-29T00:00", ()),
        ("2026-07-06T18:00", ("tom",)),  # in summer by the summer's clock
    ],
)
@pytest.mark.clause("8.8")
def test_who_is_on_duty_at_an_instant(at: str, who: tuple[str, ...]) -> None:
    assert on_duty(WEEK, local(at)) == who


def test_an_empty_rota_has_nobody_and_every_day_is_a_gap() -> None:
    assert on_duty(NO_ROTA, local("2026-11-23T18:00")) == ()
    assert gaps(NO_ROTA, MONDAY, 7) == tuple(MONDAY + DAY * number for number in range(7))
    assert missed(NO_ROTA, MONDAY, 7, every_day=False) == ()


@pytest.mark.clause("8.8")
def test_gaps_are_the_days_without_anybody() -> None:
    """A day into which a shift of the day before lasts is none."""
    night = rota("tom 0 22:00 02:00")
    assert gaps(night, MONDAY, 7) == tuple(MONDAY + DAY * number for number in range(2, 7))


def test_who_takes_a_shift_over_has_that_one_alone_and_may_hand_it_on() -> None:
    (first,) = planned(WEEK, MONDAY)
    given = handed_over(WEEK, first, "nisha")
    assert [(s.person, s.of) for s in taken(given, MONDAY)] == [("nisha", "tom")]
    assert [s.person for s in taken(given, MONDAY + 7 * DAY)] == ["tom"]
    on = handed_over(given, planned(given, MONDAY)[0], "helen")
    assert [(s.person, s.of) for s in taken(on, MONDAY)] == [("helen", "tom")]
    back = handed_over(on, planned(on, MONDAY)[0], "tom")
    assert [s.person for s in taken(back, MONDAY)] == ["tom"]


@pytest.mark.parametrize(
    ("since", "until", "left"),
    [
        ("2026-11-23T00:00", "2026-11-24T00:00", []),
        ("2026-11-23T19:00", "2026-11-24T00:00", [("18:00", "19:00")]),
        ("2026-11-20T00:00", "2026-11-23T20:00", [("20:00", "22:00")]),
        ("2026-11-23T19:00", "2026-11-23T20:00", [("18:00", "19:00"), ("20:00", "22:00")]),
        ("2026-11-23T22:00", "2026-11-24T00:00", [("18:00", "22:00")]),
        ("2026-11-22T00:00", "2026-11-23T18:00", [("18:00", "22:00")]),
    ],
)
def test_who_is_away_has_no_shift_meanwhile(since: str, until: str, left: list[tuple[str, str]]) -> None:
    gone = away(WEEK, "tom", datetime.fromisoformat(since), datetime.fromisoformat(until))
    assert [(f"{s.begins:%H:%M}", f"{s.ends:%H:%M}") for s in taken(gone, MONDAY)] == left


def test_saying_again_until_when_replaces_what_was_said() -> None:
    since = datetime(2026, 11, 23)  # noqa: DTZ001 - as the clocks on the wall show it
    gone = away(away(WEEK, "tom", since, since + 9 * DAY), "tom", since, since + DAY)
    assert [each.until for each in gone.aways] == [since + DAY]
    assert away(gone, "tom", since, since).aways == ()


@pytest.mark.clause("8.8")
def test_a_turn_that_nobody_takes_is_missed_also_where_not_every_day_is_promised() -> None:
    since = datetime(2026, 11, 23)  # noqa: DTZ001
    gone = away(WEEK, "tom", since, since + 7 * DAY)
    assert missed(gone, MONDAY, 7, every_day=False) == (MONDAY, MONDAY + 2 * DAY)
    assert missed(WEEK, MONDAY, 7, every_day=False) == ()
    assert missed(WEEK, MONDAY, 7, every_day=True) == (MONDAY + DAY, MONDAY + 3 * DAY, MONDAY + 6 * DAY)


def test_who_cannot_be_rung_is_on_duty_never() -> None:
    (shift,) = planned(WEEK, MONDAY)
    ours = only(handed_over(WEEK, shift, "nisha"), ["tom", "helen"])
    assert on_duty(ours, local("2026-11-23T19:00")) == ()
    assert on_duty(ours, local("2026-11-30T19:00")) == ("tom",)
    assert gaps(ours, MONDAY, 1) == (MONDAY,)


def test_what_is_over_is_tidied_away_and_nothing_else() -> None:
    (shift,) = planned(WEEK, MONDAY)
    since = datetime(2026, 11, 23)  # noqa: DTZ001
    full = away(handed_over(WEEK, shift, "nisha"), "helen", since, since + DAY)
    assert tidied(full, local("2026-11-23T12:00")) == full
    later = tidied(full, local("2026-11-27T12:00"))
    assert len(later.turns) == 3
    assert (later.hand_overs, later.aways) == ((), ())


def test_a_rota_is_bounded_and_a_part_can_be_taken_out() -> None:
    turns = [Turn(f"p{number}", 0, MIDNIGHT, MIDNIGHT) for number in range(MOST)]
    full = Rota(LONDON, tuple(turns))
    assert with_turn(full, turns[3]).turns.count(turns[3]) == 1
    with pytest.raises(ValueError, match="no more than"):
        with_turn(full, Turn("another", 0, MIDNIGHT, MIDNIGHT))
    assert turns[3] not in without(full, turns[3]).turns


# When the clocks are put forward and back


@pytest.mark.parametrize(("day", "hours"), [(FORWARD, 23), (BACK, 25), (MONDAY, 24)])
@pytest.mark.clause("8.8")
def test_a_whole_day_is_watched_however_many_hours_it_has(day: date, hours: int) -> None:
    whole = rota(f"tom {day} 00:00 00:00")
    begins = datetime.combine(day, MIDNIGHT, LONDON).astimezone(UTC)
    seen = [begins + STEP * number for number in range(-8, 4 * hours + 8)]
    assert [at for at in seen if on_duty(whole, at)] == [begins + STEP * number for number in range(4 * hours)]


def test_a_turn_in_the_hour_that_is_left_out_watches_nothing() -> None:
    assert gaps(rota(f"tom {FORWARD} 01:00 02:00"), FORWARD, 1) == (FORWARD,)
    assert gaps(rota(f"tom {FORWARD} 01:30 02:15"), FORWARD, 1) == ()


def test_the_hour_that_comes_twice_is_watched_twice() -> None:
    night = rota(f"tom {BACK} 01:00 02:00")
    assert all(on_duty(night, datetime(2026, 10, 25, hour, 30, tzinfo=UTC)) for hour in (0, 1))
    assert not on_duty(night, datetime(2026, 10, 25, 2, 0, tzinfo=UTC))


# Properties

_TIMES = st.integers(0, 95).map(lambda quarter: (datetime.combine(MONDAY, MIDNIGHT) + STEP * quarter).time())
_DAYS = st.one_of(st.integers(0, 6), st.integers(0, 400).map(lambda n: date(2026, 1, 1) + DAY * n))
_TURNS = st.builds(Turn, st.sampled_from("abc"), _DAYS, _TIMES, _TIMES)
_ROTAS = st.builds(
    lambda turns, gone, zone: away(Rota(zone, tuple(turns)), *gone) if gone else Rota(zone, tuple(turns)),
    st.lists(_TURNS, max_size=6),
    st.none()
    | st.tuples(
        st.sampled_from("abc"),
        st.integers(0, 400).map(lambda n: datetime.combine(date(2026, 1, 1) + DAY * n, time(12))),
        st.integers(0, 400).map(lambda n: datetime.combine(date(2026, 1, 1) + DAY * n, MIDNIGHT)),
    ),
    st.sampled_from(ZONES),
)
_INSTANTS = st.datetimes(datetime(2026, 1, 2), datetime(2027, 1, 30)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001
_CHANGES = st.sampled_from([FORWARD, BACK, date(2026, 3, 8), date(2026, 11, 1), date(2026, 4, 5), date(2026, 10, 4)])


def by_hand(made: Rota, at: datetime) -> set[str]:
    """Word for word: a turn is somebody's while the clocks on the wall show a time of it and they are not away."""
    here = at.astimezone(made.zone).replace(tzinfo=None)
    found = set()
    for turn in made.turns:
        for back in (0, 1):
            day = here.date() - DAY * back
            minutes = (here - datetime.combine(day, MIDNIGHT)) / timedelta(minutes=1)
            begins = turn.begins.hour * 60 + turn.begins.minute
            ends = turn.ends.hour * 60 + turn.ends.minute
            ends += 1440 if ends <= begins else 0
            if turn.day in {day, day.weekday()} and begins <= minutes < ends:
                found.add(turn.person)
    return {who for who in found if not any(a.person == who and a.since <= here < a.until for a in made.aways)}


@settings(max_examples=300)
@given(_ROTAS, _INSTANTS)
@pytest.mark.clause("8.8")
def test_who_is_on_duty_agrees_with_the_clocks_on_the_wall(made: Rota, at: datetime) -> None:
    assert set(on_duty(made, at)) == by_hand(made, at)
    assert len(on_duty(made, at)) == len(set(on_duty(made, at)))


@settings(max_examples=60)
@given(_ROTAS, st.one_of(_CHANGES, st.integers(0, 400).map(lambda n: date(2026, 1, 2) + DAY * n)))
@pytest.mark.clause("8.8")
def test_a_day_is_a_gap_exactly_when_no_minute_of_it_has_anybody(made: Rota, day: date) -> None:
    first = datetime.combine(day, MIDNIGHT, made.zone).astimezone(UTC)
    minutes = (first + timedelta(minutes=5 * number) for number in range(26 * 12))
    of_day = (at for at in minutes if at.astimezone(made.zone).date() == day)
    assert (gaps(made, day, 1) == ()) == any(by_hand(made, at) for at in of_day)


@settings(max_examples=60)
@given(st.lists(_TIMES, min_size=1, max_size=5, unique=True), st.sampled_from(ZONES), _CHANGES)
@pytest.mark.clause("8.8")
def test_where_each_turn_begins_as_the_last_one_ends_somebody_is_there_at_every_instant(
    times: list[time], zone: ZoneInfo, day: date
) -> None:
    """Also when the clocks are changed in the middle of one, or as one ends."""
    times = sorted(times)
    ends = [*times[1:], times[0]]
    turns = [Turn(f"p{n}", d, begin, end) for d in range(7) for n, (begin, end) in enumerate(zip(times, ends, strict=True))]
    made = Rota(zone, tuple(turns))
    first = datetime.combine(day - DAY, MIDNIGHT, zone).astimezone(UTC)
    assert all(on_duty(made, first + timedelta(minutes=5 * number)) for number in range(3 * 24 * 12))


@settings(max_examples=100)
@given(_ROTAS)
def test_what_is_kept_is_what_was_laid_down(made: Rota) -> None:
    assert read(text_of(made), made.zone) == made
    assert read(None, made.zone) == Rota(made.zone)
