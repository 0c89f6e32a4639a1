"""Keeping somebody from writing (map 1.8): nobody silences those who answer for the club, nobody is the only one who hears of
what they did themselves, and whoever is kept from writing is told kindly.
"""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.terminal.club import ALFIE, DAVE, HELEN, JUNIORS, MAYA, NISHA, PETE, TOM
from moderation.model import ActionKind, Member
from moderation.restricting import how_long
from tests.bot.service_kit import MINUTE, House, club, contacts, running

pytestmark = pytest.mark.usefixtures("marked")

#: Nobody but the lead and her deputy.
SHORT = {"chair": None, "outside": None}


def named(value: object) -> str | None:
    return value.person.id if isinstance(value, Member) else None


@pytest.mark.clause("8.16", "8.17")
async def test_who_takes_a_post_of_the_lead_away_is_not_the_only_one_who_hears_of_it(tmp_path: Path) -> None:
    """Map 8.16, 8.17: in a chain of lead and deputy it is a monitor who is told."""
    with running(tmp_path, club(contacts=contacts(**SHORT))) as house:
        post = house.event(HELEN.account, JUNIORS, "Training is at six.")
        await house.arrives(post)
        await house.tell(TOM, "It is wrong.", message=post, remove=True)
        assert house.shown_to() == ["nisha"]
        for _ in range(2):
            await house.pass_time(600 * MINUTE)
        assert house.platform.addressed("alert_lead") == ["nisha", "tom", "nisha"], "and is asked again, when nobody looks"


@pytest.mark.clause("8.16")
@pytest.mark.parametrize(
    ("by", "about", "given", "first"),
    [
        (TOM, HELEN, SHORT, "nisha"),
        (NISHA, HELEN, SHORT, "tom"),
        (TOM, HELEN, {}, "chair@example.org"),
        (TOM, ALFIE, SHORT, "helen"),
        (HELEN, ALFIE, SHORT, "tom"),
        (TOM, HELEN, {**SHORT, "monitors": ()}, "tom"),
    ],
)
async def test_who_tells_is_not_the_one_who_is_told(
    tmp_path: Path, by: Member, about: Member, given: dict[str, None], first: str
) -> None:
    """Map 8.16: unless there is nobody else."""
    with running(tmp_path, club(contacts=contacts(**given))) as house:
        await house.tell(by, "I am worried.", about=about.account)
        assert house.shown_to()[0] == first


async def test_who_gives_no_name_is_not_left_out_and_not_alone(tmp_path: Path) -> None:
    """To be left out would say who told."""
    with running(tmp_path, club(contacts=contacts(**SHORT))) as house:
        await house.tell(TOM, "I am worried.", about=HELEN.account, anonymous=True)
        assert house.shown_to() == ["tom", "nisha"]


@pytest.mark.clause("8.16", "8.17")
@pytest.mark.parametrize(("by", "of"), [(TOM, HELEN), (NISHA, HELEN), (NISHA, TOM), (HELEN, HELEN), (TOM, TOM)], ids=named)
async def test_nobody_silences_those_who_answer_for_the_club(house: House, by: Member, of: Member) -> None:
    """Map 8.16, 8.17: refused in a plain sentence and recorded, before anything is written as a concern."""
    (answer,) = await house.tell(by, "To calm down.", about=of.account, minutes=60)
    assert "cannot keep yourself" in answer if by is of else "please tell" in answer
    assert by.person.name not in answer
    assert house.cases() == []
    assert house.server.may_write(of.account.id)
    assert house.kinds() == ["action.refused"]
    assert house.records()[-1]["data"]["of"] == of.person.id
    assert "calm down" not in str(house.records())


@pytest.mark.clause("8.16")
async def test_nor_by_a_concern_that_there_is_already(house: House) -> None:
    await house.say(HELEN, JUNIORS, "bullying.pile_on")
    assert "please tell" in await house.press(TOM, ActionKind.RESTRICT, house.case, "Stop.", minutes=5)
    assert house.server.may_write("helen")


@pytest.mark.clause("1.8")
@pytest.mark.parametrize(
    ("of", "kind"), [(MAYA, "not in trouble"), (PETE, "like to know why"), (DAVE, "like to know why")], ids=named
)
async def test_who_is_kept_from_writing_is_told_kindly_for_how_long_and_whom_to_ask(
    house: House, of: Member, kind: str
) -> None:
    """Map 1.8: and those who answer for it read who did it, whom, for how long and why, today."""
    answer = await house.tell(TOM, "She writes too fast.", about=of.account, minutes=60)
    assert answer == (
        "They will be able to read and not to write for that time.",
        f"It is concern {house.card(HELEN).reference}.",
    )
    assert not house.server.may_write(of.account.id)
    (letter,) = house.letters(of.account.id)
    assert "For an hour you can read here" in letter.text
    assert "Helen Marsh, our welfare officer" in letter.text
    assert kind in letter.text
    assert not any(word in letter.text.lower() for word in ("violation", "offence", "warning"))
    card = house.card(HELEN)
    assert (card.headline, card.speed) == ("Somebody was kept from writing by hand", "today")
    assert card.why[0] == f"Tom Okafor keeps {of.person.name} from writing for an hour."
    assert "“lift”" in card.next[0]
    await house.press(HELEN, ActionKind.LIFT, house.case)
    assert house.server.may_write(of.account.id)


async def test_the_lead_hears_of_it_although_the_reason_names_them(house: House) -> None:
    await house.tell(TOM, "Helen asked me to.", about=MAYA.account, minutes=60)
    assert house.shown_to() == ["helen"]


@pytest.mark.clause("9.1")
async def test_who_has_told_of_harm_is_kept_from_writing_by_the_lead_alone(house: House) -> None:
    """Map 9.1: also by what somebody else told of them."""
    await house.say(MAYA, JUNIORS, "disclosure.abuse")
    (answer,) = await house.tell(TOM, "She writes too fast.", about=MAYA.account, minutes=60)
    assert answer.startswith("Before Maya Osei is kept from writing, please tell Helen Marsh, welfare officer")
    assert len(house.cases()) == 1
    assert house.server.may_write("maya")
    await house.tell(HELEN, "We spoke, and she agrees.", about=MAYA.account, minutes=60)
    assert not house.server.may_write("maya")


@pytest.mark.clause("8.17", "9.1")
async def test_not_by_a_lead_of_whom_it_was_told(house: House) -> None:
    """Map 8.17, 9.1: then it is for the next in the chain."""
    await house.say(MAYA, JUNIORS, "@helen disclosure.abuse")
    (answer,) = await house.tell(HELEN, "She writes too fast.", about=MAYA.account, minutes=60)
    assert "please tell Tom Okafor" in answer
    assert house.server.may_write("maya")
    await house.tell(TOM, "We spoke, and she agrees.", about=MAYA.account, minutes=60)
    assert not house.server.may_write("maya")


async def test_who_closes_a_concern_about_the_lead_is_not_the_only_one_who_knows(tmp_path: Path) -> None:
    with running(tmp_path, club(contacts=contacts(**SHORT))) as house:
        await house.say(HELEN, JUNIORS, "bullying.pile_on")
        assert house.shown_to() == ["tom"]
        await house.ends(TOM, house.case, "It is nothing.")
        assert house.shown_to() == ["tom", "nisha"]


@pytest.mark.parametrize("who", [ALFIE, PETE, DAVE], ids=named)
async def test_who_may_not_remove_is_told_that_it_is_still_there(house: House, who: Member) -> None:
    post = await house.say(MAYA, JUNIORS, "hello")
    answer = await house.tell(who, "I do not like it.", message=post, remove=True)
    assert answer[0].startswith("Thank you for telling us. It is still there until somebody has looked.")
    assert answer[1].startswith("Your report has the number ")
    assert house.standing(post) == "shown"


@given(st.integers(1, 28 * 24 * 60))
def test_a_time_is_said_exactly(minutes: int) -> None:
    counted = [part.split() for part in how_long(minutes).split(" and ")]
    units = {"day": 1440, "hour": 60, "minute": 1}
    assert sum(units[unit.rstrip("s")] * (1 if n in {"a", "an"} else int(n)) for n, unit in counted) == minutes
