"""`/restrict` and `/remove` as a moderator and a member use them: who is not silenced, and what everybody is told."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.discord.commands import _words as here
from moderation.cards import reference
from tests.bot.discord.commands_kit import cases, commanded, give, kinds, show_to_everybody
from tests.bot.discord.kit import Server, reading, until


@pytest.fixture
async def club(tmp_path: Path) -> AsyncIterator[Server]:
    async with commanded(tmp_path) as made:
        yield made


@pytest.mark.clause("8.16", "8.17")
async def test_a_moderator_cannot_silence_the_lead(club: Server) -> None:
    """Map 8.16, 8.17: and not alone hear of what they had removed of hers."""
    message = await club.member("Helen").send(club.channel("juniors-chat"), "Training is at six.")
    answer = await give(club, "Tom", "remove", message=message.jump_url, reason="It is wrong.")
    (case,) = await cases(club)
    assert answer.splitlines()[-1] == f"It is concern {reference(case.id)}."
    await until(lambda: club.letters("Nisha"))
    assert not club.letters("Tom")
    answer = await give(club, "Tom", "restrict", member=club.member("Helen"), minutes=60, reason="To calm down.")
    assert "please tell Nisha Rao, moderator" in answer
    assert [each.id for each in await cases(club)] == [case.id], "and no concern is made of it"
    assert "action.refused" in await kinds(club)
    assert club.env.backend.get_guild(club.guild.id).members[club.member("Helen").id].timed_out_until is None


@pytest.mark.parametrize(("whom", "says"), [("Olive", here.OWNER), ("Tom", "You cannot keep yourself from writing.")])
async def test_what_cannot_be_is_refused_before_anything_is_written(club: Server, whom: str, says: str) -> None:
    answer = await give(club, "Tom", "restrict", member=club.member(whom), minutes=60, reason="To calm down.")
    assert answer == says
    assert await cases(club) == []
    assert "action.refused" in await kinds(club)


@pytest.mark.clause("1.8")
async def test_who_is_kept_from_writing_is_told_and_the_card_says_what_it_is(club: Server) -> None:
    """Map 1.8: for how long, and whom to ask."""
    answer = await give(club, "Tom", "restrict", member=club.member("Maya"), minutes=60, reason="She writes too fast.")
    (case,) = await cases(club)
    assert answer.splitlines()[-1] == f"It is concern {reference(case.id)}."
    await until(lambda: club.letters("Maya"))
    letter = reading(club.letters("Maya")[0])
    assert "For an hour you can read here" in letter
    assert "You are not in trouble" in letter
    assert "Helen Marsh, our welfare officer" in letter
    here = club.channel("safeguarding").id
    keeps = "Tom Okafor keeps Maya Osei from writing for an hour."
    await until(lambda: any(keeps in reading(post) for post in club.posts(here)))
    card = next(reading(post) for post in club.posts(here) if keeps in reading(post))
    assert "She writes too fast." in card, "and the reason"
    assert "told us of a worry" not in card


async def test_a_child_who_may_not_remove_is_thanked_and_told_that_it_is_still_there(club: Server) -> None:
    show_to_everybody(club)
    message = await club.member("Maya").send(club.channel("juniors-chat"), "hello")
    answer = await give(club, "Alfie", "remove", message=message.jump_url, reason="I do not like it.")
    assert answer.startswith("Thank you for telling us. It is still there until somebody has looked.")


async def test_a_place_that_is_closed_without_a_concern_is_called_what_it_is(club: Server) -> None:
    answer = await give(club, "Tom", "hide", channel=club.channel("coaches"), reason="To stop it while it is looked into.")
    (case,) = await cases(club)
    assert answer.splitlines()[-1] == f"It belongs to the concern {reference(case.id)}."
    here = club.channel("safeguarding").id
    await until(lambda: any("The place was closed" in reading(post) for post in club.posts(here)))
    card = next(reading(post) for post in club.posts(here) if "The place was closed" in reading(post))
    assert "A place was closed by hand" in card
    assert "Tom Okafor gave the reason: To stop it while it is looked into." in card
    assert "done by Tom Okafor" in card
    assert "worry" not in card
