"""What staff put under a child's post, on Discord: it is read and answered with a private word; nobody else's is read."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.discord.reading import REACTION
from moderation.model import Category, Done, RemovePost, Speed
from tests.bot.discord.commands_kit import cases
from tests.bot.discord.kit import Server, server, until
from tests.bot.discord.test_acting import do


@pytest.fixture
async def club(tmp_path: Path) -> AsyncIterator[Server]:
    async with server(tmp_path) as made, made.at_work():
        yield made


@pytest.mark.clause("4.2")
async def test_a_heart_of_a_coach_under_a_childs_post_is_a_private_word_and_a_row_for_the_lead(club: Server) -> None:
    """Map 4.2: the coach gets a reminder, the lead a row in the register, the child nothing."""
    post = await club.member("Maya").send(club.channel("juniors-chat"), "my new bat")
    await club.member("Dave").react(post, "❤️")
    await until(lambda: club.letters("Dave"))
    (case,) = await cases(club)
    assert (case.category, case.newest.gravest.kind, case.speed) == (Category.STAFF_CONDUCT, "reaction", Speed.WEEKLY)
    assert case.author.person.id == "p_dave"
    assert case.newest.link.endswith(f"/{post.id}")
    assert not club.letters("Maya")
    await club.member("Dave").unreact(post, "❤️")
    await club.member("Dave").react(post, "❤️")
    await club.env.settle()
    assert len((await cases(club))[0].sightings) == 1, "the same one, put there again"


@pytest.mark.parametrize(
    ("who", "to", "emoji"),
    [
        ("Dave", "Maya", "👍"),
        ("Maya", "Alfie", "❤️"),  # a child's
        ("Dave", "Helen", "❤️"),  # to an adult
        ("Kit", "Maya", "❤️"),  # not known to be staff
    ],
)
async def test_what_is_nothing_leaves_no_trace(club: Server, who: str, to: str, emoji: str) -> None:
    post = await club.member(to).send(club.channel("juniors-chat"), "see you at training")
    await club.member(who).react(post, emoji)
    await club.env.settle()
    read = await club.running.look(lambda tx: tx.window(str(club.channel("juniors-chat").id), club.clock(), 50))
    assert await cases(club) == []
    assert not any(event.message.startswith(REACTION) for event in read)


async def test_one_that_a_person_wants_away_is_taken_away(club: Server) -> None:
    post = await club.member("Maya").send(club.channel("juniors-chat"), "my new bat")
    dave = club.member("Dave")
    await dave.react(post, "❤️")
    await club.env.settle()
    message = club.env.backend.messages[club.channel("juniors-chat").id][post.id]
    assert message.reactions
    about = f"{REACTION}:{post.id}:{dave.id}:❤️"
    assert await do(club, RemovePost(str(club.channel("juniors-chat").id), about)) == Done()
    assert not any(dave.id in users for users in _by_whom(message))


def _by_whom(message: object) -> list[set[int]]:
    reactions = message.reactions  # type: ignore[attr-defined]
    return [set(each) for each in (reactions.values() if isinstance(reactions, dict) else [r.user_ids for r in reactions])]
