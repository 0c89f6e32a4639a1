"""The weekly digest: what nobody is called for reaches the lead at one time, and never whom it is about."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rota import SETTING
from bot.rota.words import time_of
from bot.terminal.club import ALFIE, CERYS, DAVE, HELEN, JUNIORS, TOM
from moderation.cards import reference
from moderation.digest import Period, digest, due_at
from moderation.duty import Rota, Turn, text_of
from moderation.model import (
    BOT,
    ActionKind,
    Case,
    CaseState,
    Category,
    Finding,
    KnownLapse,
    Member,
    Sighting,
    Speed,
    TellLead,
    Verdict,
)
from moderation.profiles.values import Moment, moment
from tests.bot.service_kit import MINUTE, NUMBER, START, House, club, running

pytestmark = pytest.mark.usefixtures("marked")

LONDON = ZoneInfo("Europe/London")
MONDAY = Moment(0, time_of("9"))
#: The first Monday after the club's clock begins, nine o'clock; and the instant before.
NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
WEEK = timedelta(days=7)


def told(house: House) -> list[TellLead]:
    effects = [planned.effect for planned in house.platform.asked("tell_lead")]
    return [effect for effect in effects if isinstance(effect, TellLead)]


async def until(house: House, at: datetime) -> None:
    await house.pass_time(at - house.clock())


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-23T08:59:59", "2026-11-16T09:00"),
        ("2026-11-23T09:00:00", "2026-11-23T09:00"),
        ("2026-11-29T23:59:00", "2026-11-23T09:00"),
        ("2026-03-29T12:00:00", "2026-03-23T09:00"),  # the clocks were put forward this night
        ("2026-03-30T08:00:00", "2026-03-30T08:00"),  # nine o'clock by the summer's clock
        ("2026-03-30T07:59:00", "2026-03-23T09:00"),
        ("2026-10-26T09:00:00", "2026-10-26T09:00"),
        ("2026-10-26T08:30:00", "2026-10-19T08:00"),
    ],
)
@pytest.mark.clause("8.9")
def test_when_a_digest_is_due_by_the_clocks_of_the_organisation(now: str, due: str) -> None:
    at, wanted = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (now, due))
    assert due_at(at, MONDAY, LONDON) == wanted


def test_a_moment_of_the_week_is_read_as_people_write_it() -> None:
    assert moment("friday 16:30") == Moment(4, time_of("16:30"))
    for wrong in ("someday 09:00", "monday 25:00", "monday", 9):
        with pytest.raises(ValueError, match="a day and a time"):
            moment(wrong)


@pytest.mark.clause("8.9")
async def test_what_could_wait_is_told_on_monday_once_and_not_before(house: House) -> None:
    await house.say(DAVE, JUNIORS, "staff_conduct.kisses")
    await house.pass_time(31 * MINUTE)
    await house.say(DAVE, JUNIORS, "staff_conduct.kisses")
    await until(house, NINE - timedelta(seconds=1))
    assert told(house) == []
    await until(house, NINE)
    (effect,) = told(house)
    assert effect.to.address == "helen"
    assert effect.subject == "For your week: what could wait"
    assert effect.about == ("p_dave",)
    assert re.search(r"^2 × ", effect.text, re.MULTILINE)
    assert all(reference(case.id) in effect.text for case in house.cases())
    assert "Dave" not in effect.text, "it names no member"
    assert house.kinds().count("week.told") == 1
    await house.pass_time(5 * 24 * 60 * MINUTE)
    assert len(told(house)) == 1


@pytest.mark.clause("3.4")
async def test_how_staff_write_is_a_section_of_its_own_and_names_nobody(house: House) -> None:
    """Map 3.4: a digest for whoever manages them; not for whoever wrote it."""
    await house.say(DAVE, JUNIORS, "staff_conduct.negative")
    await until(house, NINE)
    effect = told(house)[-1]
    section = effect.text.partition("How staff write")[2]
    assert section.splitlines()[1].startswith("1 × ")
    assert "Dave" not in effect.text


@pytest.mark.clause("8.9")
async def test_the_next_week_counts_what_is_new_and_names_what_is_still_open(house: House) -> None:
    await house.say(DAVE, JUNIORS, "staff_conduct.kisses")
    first = house.case
    await until(house, NINE + timedelta(days=1))
    await house.say(CERYS, JUNIORS, "staff_conduct.slang")
    (second,) = [case for case in house.cases() if case.id != first.id]
    await house.ends(HELEN, first, "Spoken to.")
    await until(house, NINE + WEEK)
    _, effect = told(house)
    assert reference(second.id) in effect.text
    assert reference(first.id) not in effect.text
    assert len(re.findall(r"^\d+ × ", effect.text, re.MULTILINE)) == 1
    await house.ends(HELEN, second, "Spoken to.")
    await until(house, NINE + 2 * WEEK)
    assert len(told(house)) == 2, "where there is nothing to tell nothing is told"
    assert house.kinds().count("week.told") == 2


async def test_what_is_told_at_once_is_not_told_again(house: House) -> None:
    await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    await house.press(HELEN, ActionKind.SEEN, house.case)
    await until(house, NINE)
    assert told(house) == []


@pytest.mark.clause("8.16")
async def test_nobody_is_told_of_what_is_about_themselves(house: House) -> None:
    """Safeguarding rule 1: the digest of the lead says nothing of it, and who comes next is told of it alone."""
    await house.say(HELEN, JUNIORS, "staff_conduct.kisses")
    await house.say(DAVE, JUNIORS, "staff_conduct.slang")
    hers = next(case for case in house.cases() if case.subjects == ("p_helen",))
    his = next(case for case in house.cases() if case.subjects == ("p_dave",))
    await until(house, NINE)
    by = {effect.to.address: effect for effect in told(house)}
    assert set(by) == {"helen", "tom"}
    assert (reference(his.id) in by["helen"].text, reference(hers.id) in by["helen"].text) == (True, False)
    assert (reference(his.id) in by["tom"].text, reference(hers.id) in by["tom"].text) == (False, True)
    assert (by["helen"].about, by["tom"].about) == (("p_dave",), ("p_helen",))


async def test_a_service_that_was_stopped_on_monday_tells_it_afterwards_and_once(tmp_path: Path) -> None:
    with running(tmp_path) as house:
        await house.say(DAVE, JUNIORS, "staff_conduct.kisses")
    for times in (1, 0):
        with running(tmp_path) as house:
            house.clock.now = NINE + timedelta(days=1)
            await house.come_to_rest()
            assert len(told(house)) == times


async def test_the_day_and_the_hour_are_the_organisation_s(tmp_path: Path) -> None:
    ours = club()
    hours = replace(ours.profile.hours, weekly_digest=Moment(6, time_of("18")))
    with running(tmp_path, replace(ours, profile=replace(ours.profile, hours=hours))) as house:
        await house.say(DAVE, JUNIORS, "staff_conduct.kisses")
        await until(house, datetime(2026, 11, 22, 18, tzinfo=UTC))
        assert len(told(house)) == 1


@pytest.mark.clause("8.8")
async def test_days_ahead_without_anybody_and_the_server_are_on_it(house: House) -> None:
    turns = (Turn("p_tom", date(2026, 11, 25), time_of("18"), time_of("22")), Turn("p_dave", 4, time_of("0"), time_of("0")))
    at = NINE - timedelta(days=1)
    lapses = [
        KnownLapse("unseen_place", "c_1", Speed.WEEKLY, START, at),
        KnownLapse("unseen_place", "c_2", Speed.WEEKLY, START, at),
        KnownLapse("openness", "widget", Speed.TODAY, START, at),
        KnownLapse("monitors", "k_hidden", Speed.WEEKLY, START, at),
        KnownLapse("contact_card", "c_3", Speed.WEEKLY, START, at, mended=at),
    ]
    with house.store.transaction() as tx:
        tx.change_setting(SETTING, text_of(Rota(turns=turns)), BOT)
        tx.keep_lapses("terminal:s_1", lapses)
    await until(house, NINE)
    (effect,) = told(house)
    assert "About the chat, as you were told: places that Touchline cannot see into (2)." in effect.text
    assert "Nobody is on duty on Friday 27 November." in effect.text, "who does not watch is not on duty"
    assert "openness" not in effect.text


def low(number: int, who: Member, opened: datetime, closed: bool) -> Case:
    finding = Finding(Category.STAFF_CONDUCT, "kisses", 0, 0, 1, 950, "test@1", ("4.1",), "A test.")
    sighting = Sighting(f"e_{number}", opened, JUNIORS, f"m_{number}", Verdict.NUDGE, (finding,), "")
    state = CaseState.CLOSED if closed else CaseState.NEW
    return Case(
        f"c_{number:06d}",
        "practice",
        Category.STAFF_CONDUCT,
        Speed.WEEKLY,
        opened,
        who,
        (who.person.id,),
        (sighting,),
        state=state,
    )


_CASES = st.lists(
    st.tuples(st.sampled_from([HELEN, TOM, DAVE, CERYS]), st.integers(-20 * 24, 24), st.booleans()), min_size=1, max_size=30
)


@settings(max_examples=100)
@given(_CASES)
@pytest.mark.clause("8.16", "8.9")
def test_every_open_concern_is_told_to_exactly_one_whom_it_is_not_about(drawn: list[tuple[Member, int, bool]]) -> None:
    """As far as a digest has room; and what came after the week, or was closed before it, to nobody."""
    cases = [low(n, who, NINE + timedelta(hours=hours), closed) for n, (who, hours, closed) in enumerate(drawn)]
    decision = digest(cases, [], club(), Period(NINE - WEEK, NINE), "terminal", NINE)
    effects = [planned.effect for planned in decision.effects] if decision else []
    texts = [(effect.to.person, effect.text, effect.about) for effect in effects if isinstance(effect, TellLead)]
    for case in cases:
        named = [(to, about) for to, text, about in texts if f"{reference(case.id)}:" in text]
        waits = case.state is not CaseState.CLOSED and case.opened_at <= NINE
        assert len(named) <= int(waits)
        assert all(to not in case.subjects and set(case.subjects) <= set(about) for to, about in named)
        if waits and sum(each.state is not CaseState.CLOSED for each in cases) <= 20:
            assert len(named) == 1
