"""`/touchline train` and `tags` on Slack: a whole drill by its buttons, in private; and not being tagged."""

from pathlib import Path

import pytest

from bot.counter.drill import NOT_FOR_YOU
from bot.register import tags
from tests.bot.slack.app_kit import connected
from tests.bot.slack.commands_kit import answered, cases, give
from tests.bot.slack.peer import CHILD, COACH, reading


@pytest.mark.clause("8.4", "10.7", "2.9")
async def test_a_drill_is_done_in_private(tmp_path: Path) -> None:
    async with connected(tmp_path, "http") as made:
        assert await give(made, CHILD, "train") == NOT_FOR_YOU
        shown = await answered(made, COACH, "train")
        for number in range(1, 6):
            assert f"Step {number} of 5." in reading({"blocks": shown.blocks})
            await made.peer.press(COACH, shown.channel, shown.ts, "B")
            shown = made.peer.ephemerals[-1]
        assert "That was the drill." in reading({"blocks": shown.blocks})
        assert await cases(made) == []
        assert await give(made, COACH, "tags off") == tags.OFF
        assert (await give(made, CHILD, "tags off")).startswith("This is for staff.")
        assert "tags off" in await give(made, COACH, "tags perhaps")
