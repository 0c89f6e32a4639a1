"""Complaints, the press, breaches of data and allegations: who is told, who is reminded, and by when (map 2.10, 3.12, 8.7,
8.15, 8.17, 8.18, 10.11). The clock is moved by hand; it begins on Friday 20 November 2026 at 18:00.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.terminal.club import ALFIE, CERYS, HELEN, IMRAN, JUNIORS, NISHA, TOM
from moderation.model import ActionKind, CaseState, CaseType, Category, Speed
from storage.erasure import Refusal, Why
from tests.bot.service_kit import House, club, running

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LONDON = ZoneInfo("Europe/London")
UNHAPPY = "I'm unhappy with how training was run"
PRESS = "I'm from the Northants Telegraph, can you comment?"
LIST = "07700 900123, 07700 900124, 07700 900125 and 07700 900126"
CHAIN = ["helen", "tom", "chair@example.org", "county.welfare@example.org"]


@pytest.fixture
def friday(tmp_path: Path) -> Iterator[House]:
    """The practice club on Friday 20 November 2026 at 18:00."""
    with running(tmp_path) as house:
        house.clock.now = datetime(2026, 11, 20, 18, tzinfo=LONDON)
        yield house


def alerted(house: House) -> list[str]:
    return house.platform.addressed("alert_lead")


async def until(house: House, text: str, before: timedelta = timedelta()) -> None:
    await house.pass_time(datetime.fromisoformat(text).replace(tzinfo=LONDON) - before - house.clock.now)


# Complaints


@pytest.mark.clause("3.12")
@pytest.mark.clause("10.11")
async def test_a_complaint_is_a_ticket_with_a_due_time_and_stays(friday: House) -> None:
    """Map 3.12, 10.11: "I'm unhappy with how training was run" is a complaint, answered with its number, and not removed."""
    event = await friday.say(IMRAN, JUNIORS, UNHAPPY)
    card = friday.card(HELEN)
    assert card.headline == "Somebody is unhappy with us"
    assert friday.standing(event) == "shown"
    assert friday.platform.asked("remove_post") == []
    (thanks,) = friday.platform.asked("support_author")
    text = thanks.effect.text  # type: ignore[union-attr]
    assert card.reference in text
    assert "Monday 23 November at 18:00" in text
    assert any("by Monday 23 November at 18:00" in line for line in card.next)
    assert ActionKind.REMOVE not in card.buttons
    assert ActionKind.ANSWERED in card.buttons


@pytest.mark.clause("3.12")
async def test_nobody_removes_a_complaint_for_being_negative(friday: House) -> None:
    event = await friday.say(IMRAN, JUNIORS, UNHAPPY)
    said = await friday.press(HELEN, ActionKind.REMOVE, friday.case, "It looks bad.")
    assert said == "What somebody says to the organisation is answered, and not removed for being unwelcome."
    assert friday.standing(event) == "shown"


@pytest.mark.clause("8.7")
async def test_a_complaint_is_reminded_of_twice_and_then_goes_up_the_chain(friday: House) -> None:
    """Map 8.7: Friday 18:00 is due on Monday 18:00; reminders after 4 and 20 working hours, then the deputy, then the chair."""
    await friday.say(IMRAN, JUNIORS, UNHAPPY)
    expected = ["helen"]
    for text, more in (
        ("2026-11-20 22:00", ["helen"]),
        ("2026-11-23 14:00", ["helen"]),
        ("2026-11-23 18:00", ["tom"]),
        ("2026-11-24 18:00", ["chair@example.org"]),
        ("2026-11-25 18:00", ["county.welfare@example.org"]),
        ("2026-11-26 18:00", CHAIN),
    ):
        await until(friday, text, timedelta(microseconds=1))
        assert alerted(friday) == expected, text
        await until(friday, text)
        expected += more
        assert alerted(friday) == expected, text
    assert friday.kinds().count("case.reminded") == 2
    assert friday.kinds().count("case.overdue") == 4


@pytest.mark.clause("8.7")
async def test_whoever_has_it_is_reminded_until_it_is_answered(friday: House) -> None:
    await friday.say(IMRAN, JUNIORS, UNHAPPY)
    await friday.press(NISHA, ActionKind.SEEN, friday.case)
    await until(friday, "2026-11-20 22:00")
    assert alerted(friday) == ["helen", "nisha"]
    said = await friday.press(NISHA, ActionKind.ANSWERED, friday.case, "Rang them; the session was short of a coach.")
    assert said == "Thank you. Nobody will be reminded of it any more."
    card = friday.card(HELEN)
    assert ActionKind.ANSWERED not in card.buttons
    assert not any("by Monday" in line for line in card.next)
    await until(friday, "2026-11-30 18:00")
    assert alerted(friday) == ["helen", "nisha"]
    assert "case.answered" in friday.kinds()


@pytest.mark.clause("8.7")
async def test_whoever_complains_again_after_an_answer_waits_anew(friday: House) -> None:
    await friday.say(IMRAN, JUNIORS, UNHAPPY)
    await friday.press(HELEN, ActionKind.ANSWERED, friday.case, "Rang them.")
    await friday.pass_time(timedelta(minutes=10))
    await friday.say(IMRAN, JUNIORS, UNHAPPY)
    assert any("by Monday 23 November at 18:10" in line for line in friday.card(HELEN).next)
    await until(friday, "2026-11-23 18:10")
    assert alerted(friday)[-1] == "tom"


async def test_the_staff_whom_a_complaint_names_are_not_shown_it(friday: House) -> None:
    """Map 8.16: a complaint that mentions a member of staff is about them."""
    event = friday.event(IMRAN.account, JUNIORS, UNHAPPY)
    await friday.arrives(replace(event, mentions=(HELEN.account,)))
    assert friday.case.subjects == ("p_helen",)
    assert alerted(friday) == ["tom"]


@pytest.mark.clause("8.7")
async def test_a_report_that_was_seen_and_not_answered_comes_back(friday: House) -> None:
    """Map 8.7: having seen it is no answer."""
    await friday.tell(IMRAN, "The gate at the back is never locked.")
    await friday.press(HELEN, ActionKind.SEEN, friday.case)
    before = len(alerted(friday))
    for text in ("2026-11-20 22:00", "2026-11-23 14:00", "2026-11-23 18:00"):
        await until(friday, text)
    assert alerted(friday)[before:] == ["helen", "helen", "tom"]


async def test_whoever_gave_no_name_cannot_be_answered(friday: House) -> None:
    await friday.tell(IMRAN, "The gate at the back is never locked.", anonymous=True)
    assert ActionKind.ANSWERED not in friday.card(HELEN).buttons


async def test_where_nobody_waits_nothing_can_be_answered(friday: House) -> None:
    await friday.say(ALFIE, JUNIORS, "ring 07700 900123")
    assert ActionKind.ANSWERED not in friday.card(HELEN).buttons
    assert await friday.press(HELEN, ActionKind.ANSWERED, friday.case, "Why?") == "Nobody waits for an answer here."


# The press


@pytest.mark.clause("8.15")
async def test_the_press_goes_to_the_lead_and_staff_are_reminded_in_private(friday: House) -> None:
    """Map 8.15: the lead is alerted, and staff who might answer there are asked not to."""
    await friday.say(CERYS, JUNIORS, "Training is at six.")
    await friday.pass_time(timedelta(minutes=1))
    event = await friday.say(IMRAN, JUNIORS, PRESS)
    (asks,) = [case for case in friday.cases() if case.category is Category.COMMENT]
    assert friday.card(HELEN, asks).headline == "The press may be asking"
    assert friday.standing(event) == "shown"
    (told,) = friday.platform.asked("tell_person")
    assert told.effect.person == CERYS.account  # type: ignore[union-attr]
    assert "do not answer there" in told.effect.text  # type: ignore[union-attr]
    assert friday.platform.asked("support_author") == []


@pytest.mark.clause("8.15")
async def test_press_ups_are_nothing(friday: House) -> None:
    await friday.say(CERYS, JUNIORS, "press ups at 6")
    assert Category.COMMENT not in {case.category for case in friday.cases()}


# A breach of data


@pytest.mark.clause("2.10")
async def test_details_of_many_people_are_a_breach_with_72_hours(friday: House) -> None:
    """Map 2.10: the deadline is three days on, at the weekend too, and the card has the checklist."""
    event = await friday.say(IMRAN, JUNIORS, LIST)
    assert friday.standing(event) == "removed"
    assert (friday.case.category, friday.case.speed) == (Category.CONFIDENTIAL, Speed.NOW)
    lines = " ".join(friday.card(HELEN).next)
    assert "By Monday 23 November at 18:00: decide whether the ICO must be told" in lines
    assert "what got out" in lines
    await friday.press(HELEN, ActionKind.SEEN, friday.case)
    before = len(alerted(friday))
    for hours in (24, 24, 18, 6):
        await friday.pass_time(hours * HOUR)
    assert alerted(friday)[before:] == ["helen", "helen", "helen", "tom"]


async def test_a_few_details_are_no_breach(friday: House) -> None:
    await friday.say(IMRAN, JUNIORS, "07700 900123 or 07700 900123, and 07700 900124")
    assert friday.case.category is Category.PERSONAL_DETAILS


@pytest.mark.clause("2.10")
async def test_a_person_makes_a_concern_a_breach_and_the_hours_begin_then(friday: House) -> None:
    await friday.say(ALFIE, JUNIORS, "ring 07700 900123")
    await friday.pass_time(DAY)
    said = await friday.press(HELEN, ActionKind.CLASSIFY, friday.case, "The list was sent on.", type=CaseType.DATA_BREACH)
    assert said == "It is dealt with as that from now on: see the card."
    assert any("By Tuesday 24 November at 18:00" in line for line in friday.card(HELEN).next)
    assert "case.classified" in friday.kinds()
    assert await friday.press(HELEN, ActionKind.CLASSIFY, friday.case, "A reason.") == (
        "Please say what it is to be dealt with as."
    )


# Allegations


@pytest.mark.clause("8.17")
async def test_an_allegation_has_24_hours_and_says_whom_to_tell_first(friday: House) -> None:
    """Map 8.17: an affiliated club goes through its governing body; a weekend does not stop this clock."""
    await friday.tell(IMRAN, "He shouted at the children.", about=CERYS.account)
    lines = " ".join(friday.card(HELEN).next)
    assert "By Saturday 21 November at 18:00: tell the lead of your governing body first" in lines
    assert "county.welfare@example.org" in lines
    await friday.press(HELEN, ActionKind.SEEN, friday.case)
    before = len(alerted(friday))
    for hours in (4, 16, 4):
        await friday.pass_time(hours * HOUR)
    assert alerted(friday)[before:] == ["helen", "helen", "tom"]
    await friday.press(HELEN, ActionKind.ANSWERED, friday.case, "The county welfare officer was told.")
    await friday.pass_time(3 * DAY)
    assert alerted(friday)[before:] == ["helen", "helen", "tom"]


@pytest.mark.clause("8.17")
async def test_elsewhere_the_local_authority_comes_first(tmp_path: Path) -> None:
    settings = club().profile
    others = replace(settings, people=replace(settings.people, allegations_first_to="designated_officer"))
    with running(tmp_path, club(profile=others)) as house:
        await house.tell(IMRAN, "He shouted at the children.", about=CERYS.account)
        assert "tell the local authority designated officer (LADO) of your council" in " ".join(house.card(HELEN).next)


@pytest.mark.clause("8.17")
async def test_an_allegation_about_the_lead_reaches_the_deputy_alone(friday: House) -> None:
    await friday.tell(IMRAN, "She shouted at the children.", about=HELEN.account)
    await friday.pass_time(2 * DAY)
    assert "helen" not in alerted(friday)
    assert alerted(friday)[0] == "tom"


async def test_who_makes_a_concern_about_one_of_ours_less_does_not_do_it_alone(friday: House) -> None:
    await friday.tell(NISHA, "He shouted at the children.", about=TOM.account)
    await friday.press(NISHA, ActionKind.CLASSIFY, friday.case, "Not so bad.", type=CaseType.CONCERN)
    assert friday.case.type is CaseType.CONCERN
    assert "helen" in alerted(friday)


# The legal hold


@pytest.mark.clause("8.18")
async def test_a_legal_hold_is_placed_from_the_card_by_a_running_bot(friday: House) -> None:
    """Map 8.18: what may be needed by the police cannot be erased, also when it is closed."""
    await friday.tell(IMRAN, "He shouted at the children.", about=CERYS.account)
    assert ActionKind.HOLD in friday.card(HELEN).buttons
    await friday.press(HELEN, ActionKind.HOLD, friday.case, "Larkmead police, reference 12/26.")
    assert "hold.placed" in friday.kinds()
    assert any(line.startswith("A legal hold was placed on Friday 20 November") for line in friday.card(HELEN).done)
    assert ActionKind.HOLD not in friday.card(HELEN).buttons
    await friday.ends(HELEN, friday.case, "Handed over.")
    case = friday.case.id
    with friday.store.transaction() as tx:
        (hold,) = tx.holds()
        assert hold.folder == case
        answer = tx.request_erasure(case, "p_helen", "Time is up.", {"p_helen", "p_tom"})
    assert isinstance(answer, Refusal)
    assert answer.why is Why.HELD


@pytest.mark.clause("8.18")
async def test_a_closed_concern_can_be_held_and_nobody_else_may_hold_one(friday: House) -> None:
    await friday.tell(IMRAN, "He shouted at the children.", about=CERYS.account)
    said = await friday.press(NISHA, ActionKind.HOLD, friday.case, "A reason.")
    assert said.startswith("Only those who answer for the organisation")
    assert "hold.placed" not in friday.kinds()
    assert not any(note.kind == ActionKind.HOLD for note in friday.case.notes)
    await friday.ends(HELEN, friday.case, "Handed over.")
    await friday.press(HELEN, ActionKind.HOLD, friday.case, "The court asks.")
    assert friday.case.state is CaseState.CLOSED
    assert "hold.placed" in friday.kinds()
