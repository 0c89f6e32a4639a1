"""A card that stands for several messages: nothing that came later takes the gravest away, and nobody's words are another's."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.desk import Denied, concerns
from bot.terminal.club import ALFIE, DAVE, HELEN, JUNIORS, MAYA, NISHA, TOM
from moderation.model import ActionKind, Category, Member
from tests.bot.service_kit import House, people, running

ABUSE = "Somebody may have told us about abuse"
SUICIDAL = "Somebody may be thinking of suicide"
HURTFUL = "Hurtful language"
STILL_THERE = "Nothing was removed; the post can still be read."

SEVERAL = [
    (("my stepdad hits me when mum is out", "I want to die"), (ABUSE, SUICIDAL)),
    (("I want to die", "my stepdad hits me when mum is out"), (ABUSE, SUICIDAL)),
    (("my stepdad hits me when mum is out", "I want to die", "I cut myself again last night"), (ABUSE, SUICIDAL)),
    (("I cut myself last night", "my stepdad hits me when mum is out", "I cut myself again tonight"), (ABUSE,)),
]


@pytest.mark.clause("9.1")
@pytest.mark.parametrize(("said", "headlines"), SEVERAL)
async def test_no_disclosure_is_wiped_off_its_card(house: House, said: tuple[str, ...], headlines: tuple[str, ...]) -> None:
    for text in said:
        await house.say(MAYA, JUNIORS, text)
    card = house.card(HELEN)
    assert all(headline in card.headline for headline in headlines)
    assert len(card.snippet.splitlines()) == len(said)
    assert all(text in card.snippet for text in said)
    reasons = {finding.reason for sighting in house.case.sightings for finding in sighting.findings[:1]}
    assert reasons <= set(card.why)
    assert any("may be about one of those adults" in line for line in card.next)


async def test_what_to_do_about_two_things_is_said_once(house: House) -> None:
    for text in ("I want to die", "my stepdad hits me when mum is out"):
        await house.say(MAYA, JUNIORS, text)
    said = re.split(r"(?<=[.!?]) ", " ".join(house.card(HELEN).next))
    assert len(said) == len(set(said))
    assert "Then follow your reporting procedure; nothing was removed." in said
    assert "Make sure now that somebody is with them; if you cannot, ring 999." in said


async def test_a_list_names_every_topic_of_a_concern(house: House) -> None:
    for text in ("I want to die", "my stepdad hits me when mum is out"):
        await house.say(MAYA, JUNIORS, text)
    with house.store.transaction() as tx:
        rows = concerns(tx, HELEN.account, house.organisation)
    assert not isinstance(rows, Denied)
    assert [row.headline for row in rows] == [house.card(HELEN).headline]
    assert f"{SUICIDAL} · {ABUSE}" in house.card(HELEN).headline


async def test_a_flood_takes_no_disclosure_away(house: House) -> None:
    """More messages than a concern keeps."""
    await house.say(MAYA, JUNIORS, "my stepdad hits me when mum is out")
    for number in range(60):
        await house.say(MAYA, JUNIORS, f"I want to die {number}")
    assert "my stepdad hits me" in house.card(HELEN).snippet
    assert ABUSE in house.card(HELEN).headline
    assert len(house.case.sightings) == 50
    assert house.case.newest.snippet == "I want to die 59"


@pytest.mark.parametrize("insult", ["shut up you stupid cow", "everyone hates you maya you are worthless"])
async def test_the_gravest_of_several_insults_stays_in_front(house: House, insult: str) -> None:
    await house.say(ALFIE, JUNIORS, insult)
    before = house.card(HELEN)
    assert HURTFUL in before.headline
    await house.say(ALFIE, JUNIORS, "fuck this")
    after = house.card(HELEN)
    assert after.headline == f"{before.headline} · Bad language"
    assert after.snippet.splitlines()[0] == before.snippet
    assert after.snippet.splitlines()[1].startswith("Newest: ")
    assert set(before.why[:-1]) <= set(after.why)


@pytest.mark.usefixtures("marked")
async def test_each_thing_that_is_seen_in_one_message_is_in_the_headline(house: House) -> None:
    await house.say(ALFIE, JUNIORS, "offensive.profanity offensive.insult")
    await house.say(ALFIE, JUNIORS, "offensive.profanity")
    assert house.card(HELEN).headline == f"{HURTFUL} · Bad language"


async def test_a_removal_that_is_asked_for_replaces_no_disclosure(house: House) -> None:
    event = await house.say(MAYA, JUNIORS, "my stepdad hits me when mum is out")
    await house.tell(TOM, "It is unkind to somebody.", message=event, remove=True)
    card = house.card(HELEN)
    assert card.snippet == "my stepdad hits me when mum is out"
    assert card.told == ("Tom Okafor gave the reason: It is unkind to somebody.",)
    assert ABUSE in card.headline


TOLD = [
    (TOM, "It is unkind to somebody.", True, False, "Tom Okafor gave the reason: It is unkind to somebody."),
    (MAYA, "he is mean to me", False, False, "Maya Lindqvist told us: he is mean to me"),
    (MAYA, "he is mean to me", False, True, "Somebody told us: he is mean to me"),
]


@pytest.mark.parametrize(("who", "words", "remove", "anonymous", "line"), TOLD)
async def test_the_post_is_quoted_and_what_is_said_of_it_is_said_apart(
    house: House, who: Member, words: str, remove: bool, anonymous: bool, line: str
) -> None:
    event = await house.say(ALFIE, JUNIORS, "Maya smells")
    await house.tell(who, words, message=event, remove=remove, anonymous=anonymous)
    card = house.card(HELEN)
    assert card.snippet == "Maya smells"
    assert card.told == (line.replace("Maya Lindqvist", MAYA.person.name),)


async def test_what_somebody_tells_of_themselves_is_quoted_as_theirs(house: House) -> None:
    await house.tell(ALFIE, "my dad hits me")
    assert (house.card(HELEN).snippet, house.card(HELEN).told) == ("my dad hits me", ())


@pytest.mark.parametrize("who", [TOM, NISHA, DAVE, ALFIE], ids=lambda who: who.person.id)
@pytest.mark.parametrize("words", ["It is unkind to somebody.", "he said add me on snapchat and dont tell anyone"])
async def test_what_is_told_to_touchline_is_no_private_place(house: House, who: Member, words: str) -> None:
    """Nobody else is there, and whoever tells draws nobody anywhere."""
    event = await house.say(MAYA, JUNIORS, "see you at training")
    await house.tell(who, words, message=event, remove=who in {TOM, NISHA})
    assert Category.PRIVATE_CONTACT not in {finding.category for finding in house.case.newest.findings}
    assert "private place" not in " ".join(house.card(HELEN).why)


async def test_a_card_says_that_the_post_can_still_be_read(house: House) -> None:
    event = await house.say(ALFIE, JUNIORS, "Maya smells")
    await house.tell(MAYA, "he is mean to me", message=event)
    assert STILL_THERE in house.card(HELEN).done
    await house.press(TOM, ActionKind.REMOVE, house.case, "It is unkind.")
    assert STILL_THERE not in house.card(HELEN).done


async def test_what_is_told_in_words_alone_has_no_post(house: House) -> None:
    await house.tell(ALFIE, "Dave shouts at us", about=DAVE.account)
    assert STILL_THERE not in house.card(HELEN).done


async def test_an_appeal_that_was_decided_is_no_longer_on_the_card(house: House) -> None:
    event = await house.say(ALFIE, JUNIORS, "Maya smells")
    await house.tell(NISHA, "It is unkind.", message=event, remove=True)
    await house.press(ALFIE, ActionKind.APPEAL, house.case)
    assert any("please decide again" in line for line in house.card(HELEN).next)
    await house.press(HELEN, ActionKind.RESTORE, house.case, "It was a joke.")
    assert not any("please decide again" in line for line in house.card(HELEN).next)


async def test_a_task_to_tell_adults_says_which_child(tmp_path: Path) -> None:
    lonely = people(maya=replace(MAYA.person, responsible_adults=()))
    with running(tmp_path, members=lonely) as house:
        await house.say(MAYA, JUNIORS, "I cut myself last night")
        await house.press(HELEN, ActionKind.TELL_ADULT, house.case, "They should know.")
        (task,) = house.server.alerts["helen", house.case.id].tasks
        assert f"the adults responsible for {MAYA.person.name}" in task
