"""Tips and old posts on a server: `/tips`, the tip after a notice, and the monthly look at old posts of staff."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.announcing.deciding import Answer
from bot.counter.announcing import LABELS
from bot.discord.club import NAME
from bot.discord.standing import StandingPosts
from bot.tips import words
from bot.upkeep import Upkeep, published
from tests.bot.discord.commands_kit import commanded, give, said
from tests.bot.discord.kit import SERVER, reading, until


@pytest.mark.clause("9.6", "10.10")
async def test_a_child_is_taught_and_staff_look_at_old_posts(tmp_path: Path) -> None:
    async with commanded(tmp_path) as club:
        club.clock.now = datetime(2026, 11, 23, 10, tzinfo=UTC)
        juniors = club.channel("juniors-chat")
        assert "To stop them, type /tips off" in await give(club, "Alfie", "tips", weekly="on")
        assert await give(club, "Alfie", "tips", weekly="off") == words.OFF
        assert await give(club, "Dave", "tips", weekly="on") == words.FOR_CHILDREN
        await club.member("Alfie").send(juniors, "ring 07700 900123")
        await until(lambda: len(club.letters("Alfie")) == 2)
        notice, tip = (each.content for each in club.letters("Alfie"))
        assert notice.startswith("We hid your message")
        assert tip.startswith("A tip: why keep a phone number off here?")

        asked = await club.member("Dave").slash(juniors, "announce", channel=juniors)
        await club.member("Dave").submit_modal(asked, {"text": "Nets are on Monday."})
        here = club.channel("safeguarding").id
        await until(lambda: any("Nets are on Monday" in reading(each) for each in club.posts(here)))
        asks = next(each for each in club.posts(here) if "Nets are on Monday" in reading(each))
        card = await club.client.get_partial_messageable(here).fetch_message(asks.id)
        assert said(await club.member("Tom").click(card, label=LABELS[Answer.APPROVE]))
        await until(lambda: any("Nets are on Monday" in each.content for each in club.posts(juniors.id)))
        for _ in range(3000):  # until it is known where it stands
            if await club.running.look(lambda tx: published(tx, NAME)):
                break
            await asyncio.sleep(0.01)
        place = club.client.get_partial_messageable(juniors.id)
        pinned = await place.fetch_message((await club.member("Dave").send(juniors, "Kit list")).id)
        removed = await place.fetch_message((await club.member("Dave").send(juniors, "Old kit list")).id)
        for each in (pinned, removed):
            await each.pin()
        await club.member("Dave").send(juniors, "never pinned")
        await removed.delete()

        async def at_once(seconds: float) -> None:
            assert seconds > 0

        upkeep = Upkeep(club.running, NAME, str(SERVER), StandingPosts(club.club, at_once), at_once)
        club.clock.now += timedelta(days=200)

        def listed() -> list[set[str]]:
            letters = [each.content for each in club.letters("Dave") if "Once a month" in each.content]
            return [{line.rpartition("/")[2] for line in each.splitlines() if line.startswith("•")} for each in letters]

        await upkeep.look()
        await until(listed)
        announced = next(each.id for each in club.posts(juniors.id) if "Nets are on Monday" in each.content)
        assert listed() == [{str(announced), str(pinned.id)}]
        await place.get_partial_message(announced).delete()
        club.clock.now += timedelta(days=31)
        await upkeep.look()
        await until(lambda: len(listed()) == 2)
        assert listed()[1] == {str(pinned.id)}
