"""Tips and old posts in a workspace: `/touchline tips`, the tip after a notice, and the monthly look at old posts of staff."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.announcing import words as announcing
from bot.announcing.deciding import Answer
from bot.slack.announcing import ACTION
from bot.slack.standing import StandingPosts
from bot.slack.workspace import NAME
from bot.tips import words
from bot.upkeep import Upkeep
from tests.bot.slack.app_kit import connected
from tests.bot.slack.commands_kit import form, give, hand_in
from tests.bot.slack.peer import CHILD, COACH, JUNIORS, LEAD, SAFEGUARDING, TEAM, reading


@pytest.mark.clause("9.6", "10.10")
async def test_a_child_is_taught_and_staff_look_at_old_posts(tmp_path: Path) -> None:
    async with connected(tmp_path, "http") as made:
        peer = made.peer
        made.clock.now = datetime(2026, 11, 23, 10, tzinfo=UTC)
        assert "/touchline tips off" in await give(made, CHILD, "tips on")
        assert await give(made, CHILD, "tips off") == words.OFF
        assert await give(made, COACH, "tips on") == words.FOR_CHILDREN
        assert "tips off" in await give(made, CHILD, "tips perhaps")
        peer.post(JUNIORS, CHILD, "ring 07700 900123")
        await peer.until(lambda: any("A tip: why keep a phone number" in reading(each) for each in peer.letters(CHILD)))

        view = await form(made, COACH, f"announce <#{JUNIORS}|juniors>")
        await hand_in(made, COACH, view, where=JUNIORS, text="Nets are on Monday.")
        await peer.until(lambda: any(ACTION in str(each.get("blocks")) for each in peer.said_by_bot(SAFEGUARDING)))
        card = next(each for each in peer.said_by_bot(SAFEGUARDING) if ACTION in str(each["blocks"]))
        await peer.press(LEAD, SAFEGUARDING, card["ts"], f"{ACTION}:{Answer.APPROVE}")
        await peer.until(lambda: any("Nets are on Monday" in reading(each) for each in peer.said_by_bot(JUNIORS)))
        posted = announcing.POSTED.format(place="juniors")
        await peer.until(lambda: any(posted in reading(each) for each in peer.letters(COACH)))
        announced = next(each["ts"] for each in peer.said_by_bot(JUNIORS) if "Nets are on Monday" in reading(each))
        pinned, removed, changed = (peer.post(JUNIORS, COACH, text) for text in ("Kit list", "Old kit list", "Dates"))
        for ts in (pinned, removed, changed):
            peer.pin(JUNIORS, ts, COACH)
        peer.post(JUNIORS, COACH, "never pinned")
        peer.delete(JUNIORS, removed, COACH)

        async def at_once(seconds: float) -> None:
            assert seconds > 0

        upkeep = Upkeep(made.running, NAME, TEAM, StandingPosts(made.workspace, at_once), at_once)
        made.clock.now += timedelta(days=200)

        peer.edit(JUNIORS, changed, "Dates in June")
        known = made.workspace.directory.conversations
        known["C0GONE"] = replace(known[JUNIORS], id="C0GONE")  # archived or deleted meanwhile: the others are looked at

        def listed() -> list[list[str]]:
            letters = [reading(each) for each in peer.letters(COACH) if "Once a month" in reading(each)]
            return [
                [ts for ts in (announced, pinned, removed, changed) if f"p{ts.replace('.', '')}" in letter]
                for letter in letters
            ]

        await upkeep.look()
        await peer.until(listed)
        assert listed() == [[announced, pinned]]
        peer.delete(JUNIORS, announced)
        made.clock.now += timedelta(days=31)
        await upkeep.look()
        await peer.until(lambda: len(listed()) == 2)
        assert listed()[1] == [pinned]
