"""A private message to the bot, on Discord: whoever writes one is answered there, and the lead is shown it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from moderation.cards import reference
from moderation.model import Case, Category
from tests.bot.discord.commands_kit import cases
from tests.bot.discord.kit import Server, reading, server, until


@pytest.fixture
async def club(tmp_path: Path) -> AsyncIterator[Server]:
    async with server(tmp_path) as made, made.at_work():
        yield made


def cards(club: Server, case: Case) -> list[str]:
    shown = [reading(each) for each in club.posts(club.channel("safeguarding").id)]
    return [each for each in shown if reference(case.id) in each]


@pytest.mark.clause("5.3")
async def test_whoever_writes_to_the_bot_is_answered_and_the_lead_sees_it(club: Server) -> None:
    """Map 5.3: harmless words alone, which nothing would have flagged."""
    await club.member("Alfie").send_dm("can I tell you something")
    await until(lambda: club.letters("Alfie"))
    (case,) = await cases(club)
    assert (case.category, case.author.account.id) == (Category.REPORT, str(club.member("Alfie").id))
    await until(lambda: cards(club, case))
    assert "can I tell you something" in cards(club, case)[0]
    (answer,) = club.letters("Alfie")
    assert "Thank you for telling us" in answer.content
    assert "Helen Marsh" in answer.content
    await club.member("Alfie").send_dm("it is about training")
    await until(lambda: "it is about training" in cards(club, case)[-1])
    assert len(club.letters("Alfie")) == 1, "one answer for what belongs together"


@pytest.mark.clause("5.3")
async def test_the_same_words_in_a_channel_are_nothing(club: Server) -> None:
    await club.member("Alfie").send(club.channel("juniors-chat"), "can I tell you something")
    await club.member("Tom").send_dm("thanks, I will look")
    await club.env.settle()
    assert await cases(club) == []
