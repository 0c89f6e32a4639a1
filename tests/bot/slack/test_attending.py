"""The bot's token: tried once, never in a loop, and somebody learns of it when Slack takes it no more."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.absence import GRACE
from bot.slack.acting import SlackPlatform
from bot.slack.attending import Attending
from tests.bot.running_kit import records
from tests.bot.slack.app_kit import PATIENCE, Connected, connected
from tests.bot.slack.kit import workspace
from tests.bot.slack.peer import BOT, CHILD, JUNIORS, Fault
from tests.bot.slack.test_delivery import told


@dataclass
class Step:
    """Waits until a test lets it."""

    waiting: int = 0
    again: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, seconds: float) -> None:
        self.waiting += 1
        await asyncio.sleep(0)
        await self.again.wait()


async def entries(made: Connected) -> list[tuple[str, str]]:
    """Absences and what ended them, as the record has them."""
    found = records(made.running.folder)
    return [(each["kind"], each["data"]["why"]) for each in found if each["kind"] in {"slack.absent", "slack.back"}]


def attended(made: Connected) -> Attending:
    return made.chat.attending("larkmead")


async def until(holds: Any) -> None:
    async with asyncio.timeout(30):
        while not holds():  # noqa: ASYNC110 - nothing rings
            await asyncio.sleep(0.01)


async def test_while_the_bot_is_there_nobody_is_told(tmp_path: Path) -> None:
    async with connected(tmp_path, "http") as made:
        await attended(made).absence.look()
        assert await entries(made) == []
        assert made.workspace.bot_user == BOT
        assert made.workspace.url == "https://larkmead.slack.com/"


async def test_a_token_that_is_revoked_is_found_out_and_not_tried_again(tmp_path: Path) -> None:
    async with connected(tmp_path, "http") as made:
        attending = attended(made)
        attending._pause = step = Step()
        made.peer.faults.append(Fault("auth.test", "token_revoked", times=1_000))
        told(made, {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [BOT]}})
        await until(lambda: step.waiting == 1)
        step.again.set()
        await until(lambda: attending.problems)
        asked = len(made.peer.called("auth.test"))
        await until(lambda: step.waiting > 5)
        assert len(made.peer.called("auth.test")) == asked
        await attending.absence.look()
        assert await entries(made) == [("slack.absent", "refused")]
        assert "Slack refuses the bot's token (token_revoked)" in attending.problems[0]
        step.again.clear()
        made.peer.faults.clear()
        attending.problems.clear()


async def test_it_ends_also_where_its_token_is_doubted_at_that_very_moment(tmp_path: Path) -> None:
    """Whoever stops it asks once, and then waits until it has ended."""
    async with workspace(tmp_path, SlackPlatform) as made:
        attending = Attending(made.workspace, made.peer.bot_token)
        working = asyncio.create_task(attending.run())
        await made.peer.until(lambda: made.peer.called("conversations.history"))
        working.cancel()
        attending._asking.set()
        await asyncio.wait({working}, timeout=PATIENCE)
        assert working.cancelled()


async def test_while_slack_does_not_answer_it_is_told_after_a_while_and_when_it_is_over(tmp_path: Path) -> None:
    async with connected(tmp_path, "socket") as made:
        attending = attended(made)
        made.peer.faults.append(Fault("apps.connections.open", "internal_error", 500, times=1_000))
        await made.peer.hang_up()
        await until(lambda: attending.absence.why)
        await attending.absence.look()
        assert await entries(made) == []
        made.clock.now += GRACE + timedelta(seconds=1)
        await attending.absence.look()
        assert await entries(made) == [("slack.absent", "no_session")]
        made.peer.faults.clear()
        await made.peer.until(lambda: made.peer.connections)
        await until(lambda: not attending.absence.why)
        await attending.absence.look()
        assert await entries(made) == [("slack.absent", "no_session"), ("slack.back", "no_session")]


async def test_an_app_that_is_not_installed_waits_for_it(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with connected(tmp_path, "http", installed=False) as made:
        attending = attended(made)
        await until(lambda: attending.absence.why == "not_installed")
        assert "open https://bot.example.org/slack/larkmead/install" in caplog.text
        await attending.absence.look()
        assert await entries(made) == [("slack.absent", "not_installed")]
        assert made.peer.calls == []
        made.peer.push.answer_within = 0.1
        made.peer.post(JUNIORS, CHILD, "nobody listens yet")
        await made.peer.settle()
        assert not made.peer.push.deliveries[-1].arrived


async def test_the_workspace_is_looked_at(tmp_path: Path) -> None:
    async with connected(tmp_path, "http") as made:
        assert {lapse.check for lapse in await attended(made).watch.walk()}, "the peer's workspace is not as it should be"
