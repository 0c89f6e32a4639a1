"""The register of small things about one adult (map 5.16, 5.16b), and the times of a pile-on (map 3.3)."""

from pathlib import Path

import pytest

from bot.desk import Denied
from bot.low_level import NOT_FOR_YOU, NOTHING, Register, for_officer, low_level, paper
from bot.paper.html import page
from bot.paper.pdf import pdf
from bot.terminal.club import ALFIE, CERYS, DAVE, HELEN, IMRAN, JO, JUNIORS, MAYA, NISHA, PETE, TOM
from moderation.model import Member
from tests.bot.service_kit import MINUTE, House
from tests.bot.test_erase_commands import touchline
from tests.bot.test_naming_commands import club
from tests.storage.store_kit import ROBIN

__all__ = ["club"]


def seen(house: House, by: Member, of: Member) -> Register | Denied:
    with house.store.transaction() as tx:
        return low_level(tx, by.account, house.organisation, of.account, house.clock.now)


async def three_things(house: House) -> None:
    await house.say(DAVE, JUNIORS, "staff_conduct.kisses")
    await house.pass_time(2 * 24 * 60 * MINUTE)
    await house.say(DAVE, JUNIORS, "private_contact.compliment")
    await house.say(CERYS, JUNIORS, "staff_conduct.slang")
    await house.pass_time(70 * 24 * 60 * MINUTE)
    await house.say(DAVE, JUNIORS, "staff_conduct.slang")


@pytest.mark.usefixtures("marked")
@pytest.mark.clause("5.16", "5.16b")
async def test_the_lead_sees_a_row_for_each_small_thing_and_nobody_elses(house: House) -> None:
    """Map 5.16b: across the rules, boundaries and tone alike; no words of anybody."""
    await three_things(house)
    found = seen(house, HELEN, DAVE)
    assert isinstance(found, Register)
    assert (found.name, len(found.rows), found.lately, found.pattern) == ("Dave Ridley", 3, 1, False)
    assert [row.at for row in found.rows] == sorted(row.at for row in found.rows)
    assert all("juniors" in row.where and row.stands == "open" for row in found.rows)
    assert "staff_conduct." not in str(found)
    first = next(case for case in house.cases() if case.author == DAVE and case.speed.value == "weekly")
    await house.ends(HELEN, first, "Spoken to.")
    closed = seen(house, HELEN, DAVE)
    assert isinstance(closed, Register)
    assert [row.stands for row in closed.rows].count("closed: talked it through") == 1
    nothing = seen(house, HELEN, PETE)
    assert isinstance(nothing, Register)
    assert nothing.rows == ()


@pytest.mark.usefixtures("marked")
@pytest.mark.clause("5.16b", "8.17")
@pytest.mark.parametrize("who", [DAVE, NISHA, TOM, ALFIE, PETE], ids=lambda each: each.person.id)
async def test_it_is_shown_to_nobody_else_and_never_to_whom_it_is_about(house: House, who: Member) -> None:
    await three_things(house)
    found = seen(house, who, DAVE)
    if who is TOM:  # the deputy answers for the organisation too
        assert isinstance(found, Register)
    else:
        assert isinstance(found, Denied)
    await house.say(HELEN, JUNIORS, "staff_conduct.kisses")
    assert seen(house, HELEN, HELEN) == Denied(NOT_FOR_YOU)
    about_the_lead = seen(house, TOM, HELEN)
    assert isinstance(about_the_lead, Register)
    assert len(about_the_lead.rows) == 1


@pytest.mark.usefixtures("marked")
@pytest.mark.clause("5.16")
async def test_it_is_a_paper_for_a_meeting(house: House) -> None:
    await three_things(house)
    officers = {"p_helen", "p_tom"}
    with house.store.transaction() as tx:
        found = for_officer(tx, "p_helen", officers, house.organisation, DAVE.person, house.clock.now)
        assert for_officer(tx, "p_nisha", officers, house.organisation, DAVE.person, house.clock.now) == Denied(NOT_FOR_YOU)
        assert for_officer(tx, "p_helen", officers, house.organisation, HELEN.person, house.clock.now) == Denied(NOT_FOR_YOU)
        empty = for_officer(tx, "p_helen", officers, house.organisation, PETE.person, house.clock.now)
    assert isinstance(found, Register)
    assert isinstance(empty, Register)
    assert "concerns.listed" in house.kinds()
    sheet = page(paper(found, house.organisation, house.clock.now))
    assert "Dave Ridley, a member of staff" in sheet
    assert sheet.count(", open") == 3
    assert "Not for whoever it is about" in sheet
    assert NOTHING in page(paper(empty, house.organisation, house.clock.now))
    assert pdf(paper(found, house.organisation, house.clock.now)).startswith(b"%PDF")


def test_it_is_written_at_the_command_line(club: Path, tmp_path: Path) -> None:
    said = touchline("low-level", club, ROBIN.id, "--out", tmp_path / "papers").output
    assert "low-level.pdf" in said
    assert (tmp_path / "papers" / "low-level.html").exists()
    assert "Nobody on the register" in touchline("low-level", club, "nobody").output
    assert NOT_FOR_YOU in touchline("low-level", club, ROBIN.id, by="p_coach").output


@pytest.mark.clause("3.3")
async def test_the_card_of_a_pile_on_says_when_each_wrote_and_not_what(house: House) -> None:
    """Map 3.3: the lead is alerted with the timeline."""
    for who, text in ((JO, "maya ur so annoying"), (IMRAN, "maya nobody asked"), (ALFIE, "maya go away")):
        await house.say(who, JUNIORS, text)
        house.clock.now += MINUTE
    (case,) = [case for case in house.cases() if case.category.value == "bullying"]
    (line,) = [line for line in house.card(HELEN, case).why if line.startswith("Timeline: ")]
    assert line == "Timeline: 18:00 Jo Lindqvist; 18:01 Imran Qadir; 18:02 the newest."
    assert "annoying" not in line
    assert MAYA.person.name not in line
