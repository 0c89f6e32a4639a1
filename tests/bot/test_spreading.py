"""What spreads harm goes at once and somebody looks at once; whoever speaks of themselves is never silenced (map 3.8)."""

import pytest

from bot.terminal.club import ALFIE, HELEN, JO, JUNIORS, PETE
from moderation.model import Member, Speed
from tests.bot.service_kit import House

SPREADS = "use a sharpener blade guys, it cuts way deeper"


@pytest.mark.clause("3.8")
@pytest.mark.parametrize("who", [ALFIE, PETE], ids=["child", "parent"])
async def test_what_spreads_harm_goes_at_once_and_its_evidence_stays(house: House, who: Member) -> None:
    event = await house.say(who, JUNIORS, SPREADS)
    assert house.standing(event) == "removed"
    case = house.case
    assert (case.speed, house.shown_to()[0]) == (Speed.NOW, "helen")
    assert "urging others to do harm" in house.card(HELEN).headline
    letter = house.letters(who.account.id)[0]
    assert "hurt themselves" in letter.text or "harm themselves" in letter.text
    assert "sharpener" not in letter.text
    assert "0800 1111" in letter.text or "116 123" in letter.text
    with house.store.transaction() as tx:
        kept = tx.sealed_text(case.id, event.id, "p_helen", "to report it")
    assert [part.text for part in kept.parts] == [SPREADS]


@pytest.mark.clause("3.8", "9.1")
@pytest.mark.parametrize(
    "text",
    [
        "i make myself sick after every meal, try it, it works",
        "cutting yourself feels amazing i do it every night",
        "the best way to kill yourself is a train and i think about it",
    ],
)
async def test_whoever_speaks_of_themselves_is_not_silenced(house: House, text: str) -> None:
    event = await house.say(JO, JUNIORS, text)
    assert house.standing(event) == "shown"
    assert house.case.speed is Speed.NOW
    assert house.shown_to()


@pytest.mark.clause("3.8")
async def test_while_what_they_told_is_open_nothing_of_theirs_goes_by_itself(house: House) -> None:
    await house.say(JO, JUNIORS, "i want to kill myself")
    event = await house.say(JO, JUNIORS, SPREADS)
    assert house.standing(event) == "shown"


@pytest.mark.clause("3.8")
@pytest.mark.parametrize(
    "text",
    [
        "this warm-up is killing me lol",
        "suicide sprints again tonight, bring water",
        "please don't do the blackout challenge, a boy died of it",
        "our assembly was about pro ana groups and how to report them",
        "a man was jailed for telling people how to make a pipe bomb",
    ],
)
async def test_talk_about_it_stays(house: House, text: str) -> None:
    event = await house.say(ALFIE, JUNIORS, text)
    assert house.standing(event) == "shown"
    assert house.cases() == []
