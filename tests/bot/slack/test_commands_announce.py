"""`/touchline announce`, `announcements` and `team-post` in a workspace: a form, a card, and one post."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.announcing import words
from bot.announcing.deciding import Answer
from bot.slack.announcing import ACTION
from tests.bot.slack.app_kit import Connected, connected
from tests.bot.slack.commands_kit import answered, form, give, hand_in, kinds, reading_of, shown_to
from tests.bot.slack.peer import CHILD, COACH, JUNIORS, LEAD, SAFEGUARDING, reading

WRITTEN = "No training tomorrow: <!channel> *the ground* is flooded."


async def write(made: Connected, who: str, command: str = "announce") -> str:
    view = await form(made, who, f"{command} <#{JUNIORS}|juniors> No training")
    return await hand_in(made, who, view, where=JUNIORS, text=WRITTEN)


@pytest.mark.clause("4.5", "4.6", "4.8", "5.6", "5.17")
async def test_it_is_looked_at_held_and_in_an_emergency_sent_at_once(tmp_path: Path) -> None:
    async with connected(tmp_path, "http") as made:
        peer = made.peer
        made.clock.now = datetime(2026, 11, 20, 20, tzinfo=UTC)
        assert await give(made, CHILD, f"announce <#{JUNIORS}|juniors>") == words.NOT_YOURS, "before they write anything"
        assert await give(made, COACH, "team-post") == words.NO_TEAM
        assert "to look at it before it is posted" in await write(made, COACH)
        await peer.until(lambda: any("announcement" in str(each) for each in peer.said_by_bot(SAFEGUARDING)))
        card = next(each for each in peer.said_by_bot(SAFEGUARDING) if ACTION in str(each["blocks"]))
        assert "— Dave Ridley, staff" in reading(card)
        assert (await peer.press(LEAD, SAFEGUARDING, card["ts"], f"{ACTION}:{Answer.APPROVE}")).status == 200
        await peer.until(lambda: shown_to(made, LEAD))
        assert "on Monday 23 November at 09:00" in reading_of(shown_to(made, LEAD)[-1])
        assert not peer.said_by_bot(JUNIORS)
        listed = await answered(made, LEAD, "announcements")
        assert "waits for the office to open" in reading_of(listed)
        assert (await peer.press(LEAD, JUNIORS, listed.ts, f"{ACTION}:{Answer.NOW}")).status == 200
        said = await hand_in(made, LEAD, peer.modal(LEAD).id, why="The roof came down.")
        assert words.SENT.format(place="juniors") in said
        await peer.until(lambda: peer.said_by_bot(JUNIORS))
        (posted,) = peer.said_by_bot(JUNIORS)
        assert WRITTEN in reading(posted), "as it was written, and nobody is rung by it"
        assert "— Dave Ridley, staff" in reading(posted)
        assert {"announcement.drafted", "announcement.approved", "announcement.overridden"} <= set(await kinds(made))
        assert await give(made, LEAD, "announcements") == words.NOTHING
