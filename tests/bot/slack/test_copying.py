"""Copies of what staff write to a young person in a workspace: a private channel with those who watch in it (map 5.7)."""

from pathlib import Path

import pytest

from bot.slack.copying import CHANNEL
from tests.bot.slack.app_kit import connected
from tests.bot.slack.peer import BOT, CHILD, COACH, DEPUTY, JUNIORS, LEAD, OTHER_COACH, reading


@pytest.mark.clause("5.7")
async def test_what_staff_write_to_a_young_person_is_read_by_those_who_watch(tmp_path: Path) -> None:
    async with connected(tmp_path, "http") as made:
        peer = made.peer
        ts = peer.post(JUNIORS, COACH, f"<@{CHILD}> see you at six")
        peer.post(JUNIORS, COACH, "training is at six, everybody")

        def copies() -> list[str]:
            found = next((each for each in peer.conversations.values() if each.name == CHANNEL), None)
            return [reading(each) for each in peer.said_by_bot(found.id)] if found else []

        await peer.until(lambda: copies())
        peer.delete(JUNIORS, ts, COACH)
        await peer.until(lambda: len(copies()) == 2)
        assert "wrote, to Alfie Webb, in juniors" in copies()[0]
        assert "see you at six" in copies()[0]
        assert "deleted it" in copies()[1]
        place = next(each for each in peer.conversations.values() if each.name == CHANNEL)
        assert place.private
        assert {each for each in (CHILD, COACH, DEPUTY, LEAD, OTHER_COACH) if place.sees(each)} == {DEPUTY, LEAD, OTHER_COACH}
        assert place.sees(BOT)
