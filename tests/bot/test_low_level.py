"""The register of small things about one adult (map 5.16, 5.16b), and the times of a pile-on (map 3.3)."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.desk import Denied
from bot.low_level import NOT_FOR_YOU, NOTHING, Register, for_officer, low_level, paper
from bot.paper.html import page
from bot.paper.pdf import pdf
from bot.terminal.club import ALFIE, CERYS, DAVE, HELEN, IMRAN, JO, JUNIORS, MAYA, NISHA, PETE, TOM
from moderation.model import ActionKind, CaseState, Member
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
@pytest.mark.clause("5.16b", "8.16")
@pytest.mark.parametrize("kind", [ActionKind.SEEN, ActionKind.NOTE, ActionKind.CLOSE, ActionKind.SECOND_OPINION])
async def test_who_only_watches_cannot_act_on_one_by_its_id(house: House, kind: ActionKind) -> None:
    """To them it is as if there were none, and that they tried is an entry; who was asked to look at it may."""
    await house.say(DAVE, JUNIORS, "staff_conduct.kisses")
    assert await house.press(NISHA, kind, house.case, "why") == "There is no such concern."
    assert (house.records()[-1]["kind"], house.records()[-1]["actor"]) == ("action.refused", "p_nisha")
    assert (house.case.state, house.case.notes, house.case.alerted) == (CaseState.NEW, (), ())
    await house.press(HELEN, ActionKind.SECOND_OPINION, house.case, "Is this more?")
    assert await house.press(NISHA, ActionKind.NOTE, house.case, "I would speak with him.") != "There is no such concern."
    assert [note.by for note in house.case.notes] == ["p_helen", "p_nisha"]


@pytest.mark.usefixtures("marked")
async def test_who_was_given_one_may_act_on_it(house: House) -> None:
    await house.say(DAVE, JUNIORS, "staff_conduct.kisses")
    given = replace(house.action(TOM, ActionKind.ASSIGN, house.case.id, "Please speak with him."), to=NISHA.account)
    await house.service.receive(given)
    await house.come_to_rest()
    assert await house.press(NISHA, ActionKind.NOTE, house.case, "I have.") != "There is no such concern."


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
