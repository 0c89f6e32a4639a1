"""The subject of a concern is never the one alerted: not by card, not by refresh, not by button (safeguarding rule 1)."""

import pytest

from bot.terminal.club import ALFIE, COACHES, DAVE, FIXTURES, HELEN, JUNIORS, NISHA, TOM
from moderation.model import ActionKind, Category, Member
from tests.bot.service_kit import MINUTE, NUMBER, House

pytestmark = [pytest.mark.usefixtures("marked"), pytest.mark.clause("8.16", "8.17")]

#: What can be said about somebody, and by whom it was said.
ABOUT_HELEN = [
    (HELEN, f"ring me on {NUMBER}"),
    (HELEN, "private_contact.secrecy"),
    (HELEN, "offensive.threat"),
    (HELEN, "staff_conduct.kisses"),
    (HELEN, "disclosure.abuse private_contact.secrecy"),
    (ALFIE, "@helen disclosure.abuse"),
]


def reached(house: House) -> set[str]:
    """Every address that was shown a card in whatever way."""
    return set(house.platform.addressed("alert_lead", "refresh_card", "ask_human"))


@pytest.mark.parametrize(("who", "text"), ABOUT_HELEN, ids=[text for _, text in ABOUT_HELEN])
async def test_nothing_of_a_concern_about_the_lead_reaches_the_lead(house: House, who: Member, text: str) -> None:
    """Map 8.16, 8.17: no card, no refresh, no task, no page, whatever is pressed and however long nobody looks."""
    await house.say(who, JUNIORS, text)
    case = house.case
    assert case.subjects == ("p_helen",)
    await house.pass_time(300 * MINUTE)
    for kind in (ActionKind.SECOND_OPINION, ActionKind.NOTE, ActionKind.TELL_ADULT, ActionKind.CLOSE):
        await house.press(TOM, kind, case, "A reason.")
    await house.pass_time(300 * MINUTE)
    assert "helen" not in reached(house)
    if text != "staff_conduct.kisses":
        assert {"tom", "chair@example.org"} <= reached(house)


async def test_staff_who_may_have_asked_for_a_secret_are_not_thanked_for_telling_of_one(house: House) -> None:
    """Decisions 17: whoever says “that is our secret” uses the words of a child who tells of it, and is not to be warned."""
    await house.say(DAVE, JUNIORS, "disclosure.abuse private_contact.secrecy")
    assert house.case.subjects == ("p_dave",)
    assert house.letters("dave") == []
    assert {"helen", "tom"} <= reached(house)
    await house.say(ALFIE, JUNIORS, "disclosure.abuse private_contact.secrecy")
    assert house.letters("alfie") != []


async def test_what_a_child_tells_of_the_lead_comes_to_no_moderator_however_long_nobody_looks(house: House) -> None:
    """Map 8.16, 8.17: whoever told of it is left out, and that brings in nobody else who is not to hear of it."""
    await house.tell(ALFIE, "She was unkind to us.", about=HELEN.account)
    for _ in range(6):
        await house.pass_time(15 * MINUTE)
    assert reached(house) == {"tom", "chair@example.org", "county.welfare@example.org"}


@pytest.mark.parametrize("kind", ActionKind)
async def test_the_subject_can_press_nothing_and_learns_nothing(house: House, kind: ActionKind) -> None:
    """Map 8.17: a lead or monitor who is accused gets the answer that a concern which there is not would give."""
    await house.say(ALFIE, JUNIORS, "@nisha disclosure.abuse")
    before = house.case
    answer = await house.press(NISHA, kind, before, "A reason.")
    assert house.case == before
    assert answer == await house.press(NISHA, kind, "c_unknown", "A reason.")


async def test_both_lead_and_deputy_are_subjects(house: House) -> None:
    """Map 8.17: the chair and the outside contact are reached, outside the platform."""
    await house.say(ALFIE, JUNIORS, "@helen and @tom disclosure.abuse")
    await house.pass_time(300 * MINUTE)
    assert reached(house) == {"chair@example.org", "county.welfare@example.org"}


async def test_a_concern_that_comes_to_be_about_the_lead_is_taken_from_the_lead(house: House) -> None:
    """A child tells more: what was shown before was shown, but from here on the lead is told nothing of it."""
    await house.say(ALFIE, JUNIORS, "disclosure.abuse")
    assert reached(house) == {"helen", "tom"}
    shown = house.card(HELEN)
    await house.pass_time(MINUTE)
    house.platform.calls.clear()
    await house.say(ALFIE, FIXTURES, "@helen disclosure.scared")
    assert set(house.case.subjects) >= {"p_helen"}
    assert reached(house) == {"tom", "chair@example.org"}
    await house.press(TOM, ActionKind.SEEN, house.case)
    assert "helen" not in reached(house)
    assert house.card(HELEN) == shown
    assert "chair@example.org" in [alerted.address for alerted in house.case.alerted]


async def test_an_appeal_by_a_monitor_is_not_looked_at_by_that_monitor(house: House) -> None:
    await house.say(NISHA, JUNIORS, f"ring {NUMBER}")
    await house.press(NISHA, ActionKind.APPEAL, house.case)
    assert "nisha" not in reached(house)
    assert house.platform.addressed("alert_lead")[-1] == "helen"


@pytest.mark.clause("5.1", "5.16")
async def test_no_word_reaches_staff_about_private_contact_with_a_child(house: House) -> None:
    """Map 5.1, decisions 17: nor does a nudge while it is open, since that would warn them."""
    await house.say(TOM, COACHES, "private_contact.secrecy")
    await house.say(TOM, JUNIORS, "staff_conduct.kisses")
    assert house.letters("tom") == []
    assert "tom" not in reached(house)
    (contact,) = [case for case in house.cases() if case.category is Category.PRIVATE_CONTACT]
    await house.ends(HELEN, contact, "It was about a birthday cake.")
    await house.pass_time(31 * MINUTE)
    await house.say(TOM, JUNIORS, "staff_conduct.kisses")
    assert len(house.letters("tom")) == 1
