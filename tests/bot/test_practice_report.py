"""The report of practice mode: each fortnight, what would have been done and was held back, in numbers alone."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.committee.practice import FORTNIGHT, Practice, held_back, paper
from bot.committee.practising import REPORTED, PracticeReports
from bot.committee.record import read_record
from bot.committee.telling import PAPERS
from bot.paper.html import page
from bot.terminal.club import CERYS, HELEN, JUNIORS
from bot.terminal.server import NAME
from moderation.model import TellLead
from storage.home import InFiles
from tests.bot.committee_kit import CHILDREN, WORD
from tests.bot.service_kit import MINUTE, NUMBER, START, House, running

pytestmark = [pytest.mark.usefixtures("marked"), pytest.mark.clause("10.9")]

DAY = timedelta(days=1)
PRACTICE = Practice(START, START + FORTNIGHT)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """A fortnight of practice: seven numbers, two threats, some small things of staff, and what the lead wrote herself."""
    with running(tmp_path / "practice", shadow=True) as house:
        for number in range(7):
            await house.say(CHILDREN[number % 4], JUNIORS, f"ring {NUMBER} {WORD} {number}")
            await house.pass_time(40 * MINUTE)
        for number in range(2):
            await house.say(CHILDREN[number], JUNIORS, f"offensive.sexual {WORD} {number}")
        for number in range(6):
            await house.say(CERYS, JUNIORS, f"staff_conduct.kisses {number}")
            await house.say(HELEN, JUNIORS, f"ring {NUMBER} {number}")
        yield house


async def test_it_lists_what_would_have_been_done_and_shows_no_small_number(house: House) -> None:
    """Map 10.9: the report lists each kind of thing that there would have been."""
    over = PRACTICE.over(PRACTICE.ends)
    assert over is not None
    record = read_record(InFiles(house.folder), house.organisation)
    found = held_back(record, over)
    assert found.done["remove_post", "personal details: phone"] == 7, "hers are not counted: she answers for safeguarding"
    assert found.done["remove_post", "test: marked"] == 2, "and small things about how staff write are not"
    html = page(paper(record, over, house.organisation, PRACTICE.ends, house.clock()))
    assert "Posts that would have been taken away: 7 or more." in html
    assert "Personal details: phone" in html
    for hidden in (WORD, NUMBER, "Alfie", "Cerys", "Helen", ">2<", "kiss"):
        assert hidden not in html


async def test_the_lead_and_the_chair_are_told_of_it_once(house: House) -> None:
    """Map 10.9: the committee decides from its own data. A crash between the files and the entry tells once."""

    def reports() -> PracticeReports:
        return PracticeReports(house.writer, house.organisation, PRACTICE, InFiles(house.folder), house.clock, (NAME, "email"))

    await reports().tend()
    assert REPORTED not in house.kinds()
    house.clock.now = PRACTICE.ends
    for _ in range(2):
        ours = reports()
        await ours.tend()
        await ours.tend()
    await house.come_to_rest()
    told = [planned.effect for planned in house.platform.asked("tell_lead")]
    assert [each.to.name for each in told if isinstance(each, TellLead)] == ["Helen Marsh", "Ruth Bell"]
    assert house.kinds().count(REPORTED) == 1
    assert {path.name for path in (house.folder / PAPERS).iterdir()} == {"report-practice-1.html", "report-practice-1.pdf"}


async def test_what_cannot_be_made_is_tried_again_later(house: House, caplog: pytest.LogCaptureFixture) -> None:
    house.clock.now = PRACTICE.ends
    (house.folder / PAPERS).write_text("in the way")
    ours = PracticeReports(house.writer, house.organisation, PRACTICE, InFiles(house.folder), house.clock, (NAME, "email"))
    await ours.tend()
    assert [line.getMessage() for line in caplog.records] == ["practice: a report could not be made (FileExistsError)"]
    (house.folder / PAPERS).unlink()
    house.clock.now += 2 * timedelta(hours=1)
    await ours.tend()
    assert REPORTED in house.kinds()


@given(days=st.integers(0, 90), after=st.integers(0, 120))
def test_every_day_of_practice_is_in_one_report(days: int, after: int) -> None:
    """Fortnight after fortnight, the last of which ends with practice mode; and none long after."""
    began = datetime(2026, 11, 21, 9, tzinfo=UTC)
    practice = Practice(began, began + days * DAY)
    found = {over for day in range(after + 1) if (over := practice.over(began + day * DAY)) is not None}
    ordered = sorted(found, key=lambda each: each.number)
    assert [each.number for each in ordered] == list(range(1, len(ordered) + 1))
    assert all(one.until == other.since for one, other in pairwise(ordered))
    if days and after >= days:
        assert (ordered[0].since, ordered[-1].until) == (practice.began, practice.ends)
    if after >= days + 14:
        assert practice.over(began + after * DAY) is None
