"""`/announce`, `/announcements` and `/team-post` on a server: a form, a card with buttons, and one post in the channel."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.announcing import words
from bot.announcing.deciding import Answer
from bot.counter.announcing import LABELS, SHOWN, TEXT, TITLE
from tests.bot.discord.commands_kit import commanded, give, kinds, said
from tests.bot.discord.kit import Server, buttons, reading, until

WRITTEN = "No training tomorrow: **the ground** is flooded."


@pytest.fixture
async def club(tmp_path: Path) -> AsyncIterator[Server]:
    """On a Friday evening, when the office is closed."""
    async with commanded(tmp_path) as made:
        made.clock.now = datetime(2026, 11, 20, 20, tzinfo=UTC)
        yield made


async def write(made: Server, who: str, command: str = "announce", text: str = WRITTEN) -> str:
    asked = await made.member(who).slash(made.channel("juniors-chat"), command, channel=made.channel("juniors-chat"))
    refused = asked.response is not None
    return said(asked if refused else await made.member(who).submit_modal(asked, {"text": text}))


async def card(made: Server, channel: int) -> Any:
    """The message with buttons in a channel, or in a conversation with the bot."""
    await until(lambda: any(each.components for each in made.posts(channel)))
    post = next(each for each in made.posts(channel) if each.components)
    return await made.client.get_partial_messageable(channel).fetch_message(post.id)


def juniors(made: Server) -> list[str]:
    return [reading(each) for each in made.posts(made.channel("juniors-chat").id)]


@pytest.mark.clause("4.5", "4.8", "5.6", "5.17")
async def test_it_is_looked_at_held_and_in_an_emergency_sent_at_once(club: Server) -> None:
    assert "Helen Marsh" in await write(club, "Dave")
    here = club.channel("safeguarding").id
    shown = await card(club, here)
    assert "— Dave Ridley, staff" in reading(next(each for each in club.posts(here) if each.components))
    pressed = await club.member("Tom").click(shown, label=LABELS[Answer.APPROVE])
    assert "on Monday 23 November at 09:00" in said(pressed)
    assert not juniors(club)
    listed = await club.member("Helen").slash(club.channel("safeguarding"), "announcements")
    assert "waits for the office to open" in said(listed)
    why = await club.member("Helen").click(listed.response, label=LABELS[Answer.NOW])
    answered = await club.member("Helen").submit_modal(why, {"why": "The roof came down."})
    assert said(answered) == words.SENT.format(place="juniors-chat")
    await until(lambda: juniors(club))
    (posted,) = juniors(club)
    assert r"\*\*the ground\*\* is flooded." in posted, "as it was written, without marks"
    assert "— Dave Ridley, staff" in posted
    await until(lambda: any(words.POSTED.format(place="juniors-chat") in reading(each) for each in club.letters("Dave")))
    assert {"announcement.drafted", "announcement.approved", "announcement.overridden"} <= set(await kinds(club))


@pytest.mark.clause("4.6", "4.8")
async def test_nobody_looks_at_their_own_and_a_child_writes_none(club: Server) -> None:
    assert await write(club, "Alfie") == words.NOT_YOURS
    assert await write(club, "Dave", "team-post") == words.NO_TEAM
    await write(club, "Helen")
    listed = await club.member("Helen").slash(club.channel("juniors-chat"), "announcements")
    assert list(buttons(listed.response)) == [LABELS[Answer.WITHDRAW]]
    await until(lambda: club.letters("Tom"))  # not where its author reads it
    shown = await card(club, club.letters("Tom")[-1].channel_id)
    why = await club.member("Tom").user.click(shown, label=LABELS[Answer.DECLINE])
    assert said(await club.member("Tom").user.submit_modal(why, {"why": "We do train."})) == words.DECLINED
    assert await give(club, "Helen", "announcements") == words.NOTHING
    for number in range(SHOWN + 1):
        await write(club, "Dave", text=f"Match {number} is off.")
    listed = await club.member("Helen").slash(club.channel("safeguarding"), "announcements")
    assert listed.followups[-1].content == words.MORE.format(more=1)
    assert not juniors(club)
    assert len(TITLE) <= 45
    assert len(TEXT) <= 45


@pytest.mark.clause("5.6")
async def test_a_post_in_a_channel_that_informs_is_held_with_the_way_to_announce(club: Server) -> None:
    await club.set_up(information_channels=(str(club.channel("juniors-chat").id),))
    await club.member("Dave").send(club.channel("juniors-chat"), "Kit day is on Friday")
    await until(lambda: any("“announce”" in reading(each) for each in club.letters("Dave")))
    assert not any("Kit day" in each for each in juniors(club))
    await club.member("Nisha").send(club.channel("juniors-chat"), "Kit day is on Friday")


@pytest.mark.clause("5.6")
async def test_a_post_in_a_thread_of_a_channel_that_informs_is_held_as_well(club: Server) -> None:
    above = club.channel("juniors-chat")
    await club.set_up(information_channels=(str(above.id),))
    club.env.backend.create_thread(above.id, "kit day", club.member("Maya").id)
    (thread,) = above.threads
    await club.member("Dave").send(thread, "Kit day is on Friday")
    await until(lambda: any("“announce”" in reading(each) for each in club.letters("Dave")))
    assert not any("Kit day" in each.content for each in club.posts(thread.id))
    await club.member("Nisha").send(thread, "Kit day is on Friday")
    assert any("Kit day" in each.content for each in club.posts(thread.id))
