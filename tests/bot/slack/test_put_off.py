"""Slack asks to be left alone for minutes: whatever reads in the background keeps to it, and no alert waits behind it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.platform import Enclosed
from bot.slack.acting import SlackPlatform
from bot.slack.attending import Attending
from bot.slack.catch_up import CatchUp
from bot.slack.guarding import Watch
from bot.slack.reading import learn
from bot.slack.refusals import LONGEST_WAIT
from moderation.model import AlertLead, Done
from tests.bot.platform_contract import CARD
from tests.bot.slack.acting_kit import do
from tests.bot.slack.kit import Made, contact, workspace
from tests.bot.slack.peer import COACH, JUNIORS, LEAD, SAFEGUARDING, STRANGER, Fault, reading

MINUTES = 240
ALERT = AlertLead(contact(LEAD, "safeguarding lead"), CARD.case)


@dataclass
class Waits:
    """Notes how long is waited for, and waits until a test lets it."""

    asked: list[float] = field(default_factory=list)
    again: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, seconds: float) -> None:
        self.asked.append(seconds)
        await self.again.wait()

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(30):
            while not holds():  # noqa: ASYNC110 - nothing rings
                await asyncio.sleep(0.01)


@asynccontextmanager
async def at_work(task: asyncio.Task[None], made: Made, waits: Waits) -> AsyncIterator[None]:
    try:
        await made.peer.until(lambda: made.peer.calls)
        await waits.until(lambda: bool(waits.asked))
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.mark.parametrize(("said", "waited"), [(MINUTES, MINUTES), (31, 60), (10**6 - 1, LONGEST_WAIT)])
async def test_catch_up_asks_no_sooner_than_slack_says_and_nothing_twice(tmp_path: Path, said: int, waited: int) -> None:
    async with workspace(tmp_path, SlackPlatform) as made:
        waits = Waits()
        catch_up = CatchUp(made.workspace, made.running.receive, waits)
        await catch_up.begin()
        joined = {each.id for each in made.workspace.directory.conversations.values() if each.joined}
        made.peer.faults.append(Fault.slow_down("conversations.history", said))
        made.peer.calls.clear()
        async with at_work(asyncio.create_task(catch_up.run()), made, waits):
            assert waits.asked == [waited]
            read = [call for call in made.peer.called("conversations.history") if not call.error]
            assert len(made.peer.called("conversations.history")) <= 2, "the others need not ask to be told the same"
            waits.again.set()
            await made.peer.until(lambda: len(_read(made)) == len(joined))
            assert sorted(_read(made)) == sorted(joined)
            assert len(read) <= 1


def _read(made: Made) -> list[str]:
    found = made.peer.called("conversations.history")
    return [call.said["channel"] for call in found if not call.error and "include_all_metadata" not in call.said]


async def test_who_rings_meanwhile_is_heard_afterwards(tmp_path: Path) -> None:
    async with workspace(tmp_path, SlackPlatform) as made:
        waits = Waits()
        catch_up = CatchUp(made.workspace, made.running.receive, waits)
        await catch_up.begin()
        made.peer.faults.append(Fault.slow_down("conversations.history", MINUTES))
        made.peer.calls.clear()
        async with at_work(asyncio.create_task(catch_up.run()), made, waits):
            calls = len(made.peer.calls)
            catch_up.rings()
            await asyncio.sleep(0)
            assert (waits.asked, len(made.peer.calls)) == ([MINUTES], calls)


async def test_the_walk_keeps_to_it_too(tmp_path: Path) -> None:
    async with workspace(tmp_path, SlackPlatform) as made:
        waits = Waits()
        made.peer.faults.append(Fault.slow_down("auth.test", MINUTES))
        async with at_work(asyncio.create_task(Watch(made.workspace, waits).run()), made, waits):
            assert waits.asked == [MINUTES]


async def test_an_app_that_is_put_off_at_its_start_waits(tmp_path: Path) -> None:
    async with workspace(tmp_path, SlackPlatform) as made:
        waits = Waits()
        made.peer.faults.append(Fault.slow_down("auth.test", MINUTES))
        attending = Attending(made.workspace, made.peer.bot_token, waits)
        async with at_work(asyncio.create_task(attending.run()), made, waits):
            await waits.until(lambda: MINUTES in waits.asked)  # other things of the app wait too, before it or after


@pytest.mark.parametrize("method", ["conversations.history", "conversations.members"])
async def test_an_alert_goes_out_at_once_whatever_else_is_put_off(tmp_path: Path, method: str) -> None:
    async with workspace(tmp_path, SlackPlatform) as made:
        made.peer.faults.append(Fault.slow_down(method, MINUTES, times=10))
        assert isinstance(await do(made, ALERT, 1, Enclosed(card=CARD)), Done)
        told = [*made.peer.said_by_bot(SAFEGUARDING), *made.peer.letters(LEAD)]
        assert [CARD.headline in reading(each) for each in told] == [True]


async def test_a_channel_that_takes_no_post_for_minutes_is_not_waited_for(tmp_path: Path) -> None:
    async with workspace(tmp_path, SlackPlatform) as made:
        made.peer.faults.append(Fault.slow_down("chat.postMessage", MINUTES))
        assert isinstance(await do(made, ALERT, 1, Enclosed(card=CARD)), Done)
        assert len(made.peer.letters(LEAD)) == 1


async def test_an_event_is_read_while_slack_does_not_say_who_wrote_it(tmp_path: Path) -> None:
    async with workspace(tmp_path, SlackPlatform) as made:
        del made.workspace.directory.users[STRANGER]
        made.peer.faults.append(Fault.slow_down("users.info", MINUTES))
        await learn({"type": "message", "channel": JUNIORS, "user": STRANGER, "ts": made.peer.ts()}, made.workspace)
        assert STRANGER not in made.workspace.directory.users
        await learn({"type": "message", "channel": JUNIORS, "user": COACH, "ts": made.peer.ts()}, made.workspace)
