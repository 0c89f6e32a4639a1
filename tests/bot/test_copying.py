"""Copies of what staff write to a child, in the practice club: one for each, with changes and deletions (map 5.7)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.copying import SUBJECT
from bot.packaged import PROFILES, profile
from bot.terminal.club import ALFIE, CERYS, COACHES, DAVE, DAVE_AND_JO, HELEN, JUNIORS, MAYA, MEMBERS
from bot.terminal.server import NAME
from moderation.copying import written_to
from moderation.model import Audience, EventKind, Person, Place, PlaceKind, Refused, Role
from tests.bot.service_kit import House, club, running

pytestmark = pytest.mark.usefixtures("marked")

SMALL = Place(NAME, "small", "small", PlaceKind.PRIVATE_CHANNEL, Audience.CHILDREN, (DAVE.account, CERYS.account, MAYA.account))
LARGE = replace(SMALL, id="large", name="large", members=(*SMALL.members, ALFIE.account))
UNKNOWN = Person("p_x", "Somebody")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with running(tmp_path) as made:
        yield made


def copies(house: House) -> list[str]:
    return [each.text for each in house.server.posts.values() if each.place.id == "copies"]


@pytest.mark.clause("5.7")
async def test_each_message_of_staff_to_a_child_has_its_copy_and_none_to_staff(house: House) -> None:
    """5.7: as many copies as messages, edits and deletions among them; none of what staff write to staff, or children write."""
    said = await house.say(DAVE, JUNIORS, "@alfie see you at six")
    assert copies(house) == ["Dave Ridley wrote, to Alfie Webb, in juniors-chat:\n@alfie see you at six"]
    await house.arrives(house.event(DAVE.account, JUNIORS, "see you at seven", kind=EventKind.EDITED, message=said.message))
    assert copies(house)[-1] == "Dave Ridley changed it to, in juniors-chat:\nsee you at seven"
    await house.take_away(said)
    assert copies(house)[-1] == "Dave Ridley deleted it, in juniors-chat."
    await house.say(CERYS, SMALL, "only Maya is a child here")
    await house.arrives(replace(house.event(DAVE.account, JUNIORS, "yes"), reply_to=MAYA.account))
    await house.say(HELEN, DAVE_AND_JO, "in a private conversation as well")
    before = len(copies(house))
    assert before == 6
    await house.say(DAVE, JUNIORS, "training is at six, everybody")
    await house.say(DAVE, LARGE, "several children are here")
    await house.say(DAVE, COACHES, "@cerys can you come")
    await house.say(ALFIE, JUNIORS, "@maya hello")
    await house.take_away(await house.say(DAVE, COACHES, "nobody"))
    assert len(copies(house)) == before
    assert house.kinds().count("message.copied") == before
    assert "see you" not in str(house.records())


@pytest.mark.clause("5.7")
async def test_what_is_taken_away_is_copied_without_its_words(house: House) -> None:
    await house.say(DAVE, JUNIORS, "@alfie offensive.profanity")
    (copy,) = copies(house)
    assert "It was taken away" in copy
    assert "profanity" not in copy


@pytest.mark.clause("5.7", "8.16")
async def test_whoever_watches_does_not_read_in_a_copy_what_is_about_themselves(tmp_path: Path) -> None:
    """Nisha watches, and reads the copies; of a message that raised a concern and names her there are none of its words."""
    ours = club()
    ours = replace(ours, everyone=ours.everyone.everyone([each.person for each in MEMBERS], b"a key for tests only"))
    small = replace(SMALL, members=(DAVE.account, CERYS.account, ALFIE.account))
    with running(tmp_path, ours) as house:
        await house.say(DAVE, small, "you can have a bat on Saturday")
        await house.say(DAVE, small, "Nisha Rao hit you. private_contact.secrecy")
        first, second = copies(house)
    assert "have a bat on Saturday" in first
    assert second == "Dave Ridley wrote, to Alfie Webb, in small:\n(What it says is kept, sealed.)"


@pytest.mark.clause("5.7")
@pytest.mark.parametrize("name", PROFILES)
async def test_copies_are_made_where_the_policy_promises_them(tmp_path: Path, name: str) -> None:
    with running(tmp_path, club(profile=profile(name))) as house:
        await house.say(DAVE, JUNIORS, "@alfie see you at six")
        assert len(copies(house)) == (name in {"sports_club", "sport_provider", "training_provider"})


async def test_the_lead_hears_once_a_day_that_copies_fail(house: House) -> None:
    house.platform.always("copy_message", Refused("name_taken"))
    for _ in range(2):
        await house.say(DAVE, JUNIORS, "@alfie see you at six")
    assert sum(SUBJECT in each.text for each in house.letters(HELEN.account.id)) == 1
    await house.pass_time(timedelta(days=1))
    await house.say(DAVE, JUNIORS, "@alfie see you at six")
    assert sum(SUBJECT in each.text for each in house.letters(HELEN.account.id)) == 2


@pytest.mark.clause("5.7")
def test_somebody_unknown_counts_as_a_child_who_is_written_to() -> None:
    coach, parent = DAVE.person, Person("p_y", "A Parent", Role.PARENT, False)
    assert written_to(coach, [UNKNOWN, parent], ()) == (UNKNOWN,)
    assert written_to(UNKNOWN, [ALFIE.person], ()) == ()
    assert written_to(coach, (), [coach, ALFIE.person]) == (ALFIE.person,)
    assert written_to(coach, (), [coach, ALFIE.person, UNKNOWN]) == ()
