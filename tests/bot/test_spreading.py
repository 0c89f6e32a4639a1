"""What spreads harm goes at once and somebody looks at once; whoever speaks of themselves is never silenced (map 3.8)."""

import pytest

from bot.terminal.club import ALFIE, HELEN, JO, JUNIORS, PETE
from moderation.detectors import Detector
from moderation.detectors.disclosure import DETECTOR as DISCLOSURE
from moderation.detectors.spreading import DETECTOR as SPREADING
from moderation.model import Finding, Member, Speed
from tests.bot.service_kit import House
from tests.moderation.builders import message

ACT, LOOK = 700, 400
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


@pytest.mark.clause("3.8", "9.1")
@pytest.mark.parametrize(
    "text",
    [
        "suicide is the only way out, think about it, i will do it tonight",
        "suicide is the only way out. i can't go on",
        "suicide is the only way out. my plan is tonight",
        "suicide is the only way out",
        "suicide is the only answer. goodbye everyone",
        "suicide is the only way out, think about it. wanna die",
        "trust me, cutting yourself helps",
        "been self harming again, cutting yourself really helps",
        "gonna take some pills and sleep forever",
        "join me, here's how to end your life",
        "here's how to end your life, we do it tonight",
    ],
)
def test_what_may_be_a_cry_for_help_goes_to_a_person_and_is_not_taken_away(text: str) -> None:
    scores = scores_of(text)
    assert scores.get("harmful", 0) < ACT
    assert any(score >= LOOK for score in scores.values()), "a person looks"


@pytest.mark.clause("3.8", "9.1")
@pytest.mark.parametrize(
    ("urges", "tells"),
    [
        ("nothing tastes as good as skinny feels", "she keeps cutting herself"),
        ("cutting yourself feels amazing, try it", "jess wants to kill herself"),
        ("starve yourself till you see bones", "dad hits her when she eats"),
        ("join our pro ana group", "mum hits him and he is scared"),
    ],
)
def test_what_is_told_beside_it_is_never_lost(urges: str, tells: str) -> None:
    """Of somebody else, so no word is about its author: what brings a person at once without the one does so beside it."""
    alone, beside = (look(DISCLOSURE, text) for text in (tells, f"{urges}. {tells}"))
    assert alone[0].score >= LOOK
    assert [each.score for each in beside if each.start > len(urges)] == [each.score for each in alone]


def look(detector: Detector, text: str) -> list[Finding]:
    return list(detector.look(*message(text)))


def scores_of(text: str) -> dict[str, int]:
    return {each.kind: each.score for detector in (SPREADING, DISCLOSURE) for each in look(detector, text)}


@pytest.mark.clause("3.8")
async def test_whom_a_child_told_of_has_not_told_of_harm(house: House) -> None:
    await house.tell(JO, "pete hits me and i am scared of him", about=PETE.account)
    event = await house.say(PETE, JUNIORS, SPREADS)
    assert house.standing(event) == "removed"


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
