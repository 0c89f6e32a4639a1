"""`/train` and `/tags` on Discord: a whole drill by its buttons, in private; and not being tagged."""

from pathlib import Path

import pytest

from bot.counter.drill import NOT_FOR_YOU
from bot.register import tags
from tests.bot.discord.commands_kit import cases, commanded, give, said


@pytest.mark.clause("8.4", "10.7", "2.9")
async def test_a_drill_is_done_in_private(tmp_path: Path) -> None:
    async with commanded(tmp_path) as club:
        assert await give(club, "Alfie", "train") == NOT_FOR_YOU
        shown = await club.member("Dave").slash(club.channel("juniors-chat"), "train")
        for number in range(1, 6):
            assert f"Step {number} of 5." in said(shown)
            shown = await club.member("Dave").click(shown.response, label="B")
        assert "That was the drill." in said(shown)
        assert await cases(club) == []
        assert not [post for post in club.posts(club.channel("juniors-chat").id) if "drill" in post.content]
        assert await give(club, "Dave", "tags", stand="off") == tags.OFF
        assert await give(club, "Alfie", "tags", stand="off") == tags.NOT_FOR_YOU
