"""What was written while nobody listened, or what Slack did not manage to tell, is read back; none of it twice."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.slack.acting import SlackPlatform
from bot.slack.catch_up import CatchUp
from bot.slack.history import KNOWN, PAGE, THREADS
from tests.bot.running_kit import records
from tests.bot.service_kit import Clock
from tests.bot.slack.app_kit import Connected, connected
from tests.bot.slack.kit import Made, workspace
from tests.bot.slack.peer import BOT, CHILD, COACH, GENERAL, HIDDEN, JUNIORS, UNJOINED, Fault, Peer
from tests.bot.slack.test_delivery import kept, texts


async def caught_up(made: Connected) -> dict[str, Any]:
    """Read back now, and give what the newest entry says."""
    assert await made.chat.attending("larkmead").catch_up.read()
    entry = await made.running.look(lambda tx: tx.newest_entry("slack.caught_up"))
    assert entry is not None
    return dict(entry.data)


async def until_caught_up(made: Connected) -> None:
    """Wait until what was missed before the start was read back."""
    await made.peer.until(lambda: made.peer.called("conversations.history", channel=JUNIORS))
    await caught_up(made)


def pass_time(peer: Peer, **time: float) -> None:
    assert isinstance(peer.clock, Clock)
    peer.clock.now += timedelta(**time)


@pytest.mark.clause("9.2")
async def test_posts_edits_and_replies_of_a_downtime_are_read_back(tmp_path: Path) -> None:
    async with Peer(Clock()) as peer:
        async with connected(tmp_path, "socket", peer=peer) as made:
            first = peer.post(JUNIORS, CHILD, "before")
            parent = peer.post(GENERAL, COACH, "who comes?")
            await made.knows(JUNIORS, 1)
            await made.knows(GENERAL, 1)
            await until_caught_up(made)
        pass_time(peer, hours=2)
        for number in range(PAGE + 50):
            peer.post(JUNIORS, CHILD, f"pass {number}")
        peer.edit(JUNIORS, first, "before, edited")
        pass_time(peer, days=2)
        peer.post(GENERAL, CHILD, "me", thread=parent)
        async with connected(tmp_path, "socket", peer=peer) as made:
            await made.knows(f"{GENERAL}:{parent}", 1)
            await made.knows(JUNIORS, 100)
            for number in range(PAGE + 50):
                assert f"pass {number}" in [event.parts[0].text for event in await _all(made)]
            assert [event.kind.value for event in await kept(made, f"{GENERAL}:{parent}")] == ["posted"]


async def _all(made: Connected) -> list[Any]:
    at = made.clock() + timedelta(hours=1)
    return [*await made.running.look(lambda tx: tx.window(JUNIORS, at, 1_000))]


async def test_an_edit_of_a_downtime_is_read_back(tmp_path: Path) -> None:
    async with Peer(Clock()) as peer:
        async with connected(tmp_path, "socket", peer=peer) as made:
            ts = peer.post(JUNIORS, CHILD, "before")
            await made.knows(JUNIORS, 1)
            await until_caught_up(made)
        pass_time(peer, days=1)
        peer.edit(JUNIORS, ts, "edited")
        async with connected(tmp_path, "socket", peer=peer) as made:
            await made.knows(JUNIORS, 2)
            assert await texts(made) == ["before", "edited"]


@pytest.mark.clause("7.1")
async def test_edits_of_old_replies_and_old_posts_of_a_downtime_are_found_and_what_is_left_is_counted(tmp_path: Path) -> None:
    async with Peer(Clock()) as peer:
        async with connected(tmp_path, "socket", peer=peer) as made:
            old = peer.post(JUNIORS, COACH, "old post")
            answered, quiet = (peer.post(JUNIORS, COACH, text) for text in ("who comes?", "who drives?"))
            replies = [peer.post(JUNIORS, COACH, "me", thread=thread) for thread in (answered, quiet)]
            for number in range(KNOWN + 5):
                pass_time(peer, seconds=1)
                peer.post(JUNIORS, CHILD, f"pass {number}")
            await made.knows(JUNIORS, KNOWN + 8)
            await made.knows(f"{JUNIORS}:{quiet}", 1)
            await until_caught_up(made)
        pass_time(peer, days=2)
        peer.edit(JUNIORS, old, "old post, edited")
        for reply in replies:
            peer.edit(JUNIORS, reply, "me, edited")
        peer.post(JUNIORS, CHILD, "me too", thread=answered)
        async with connected(tmp_path, "socket", peer=peer) as made:
            await made.knows(JUNIORS, KNOWN + 9)
            assert "old post, edited" in await texts(made)
            await made.knows(f"{JUNIORS}:{answered}", 3)
            assert sorted(await texts(made, f"{JUNIORS}:{answered}")) == ["me", "me too", "me, edited"]
            # Nobody has answered this one since: it is among the last few, and so it is looked into all the same.
            await made.knows(f"{JUNIORS}:{quiet}", 2)
            for number in range(THREADS + 2):
                thread = peer.post(JUNIORS, COACH, f"thread {number}")
                peer.post(JUNIORS, CHILD, "me", thread=thread)
            pass_time(peer, days=1)
            made.chat.attending("larkmead").catch_up.rings()
            await caught_up(made)
            pass_time(peer, days=1)
            await caught_up(made)
            # What an edit in these would be, nobody sees: the record says how many they are.
            said = (each["data"]["threads_left"] for each in records(made.running.folder) if each["kind"] == "slack.caught_up")
            assert {each for each in said if each} == {4}, "also where it was read back twice at the same moment"


@pytest.mark.clause("7.1")
async def test_an_edit_of_staff_in_a_downtime_is_recorded_as_one(tmp_path: Path) -> None:
    async with Peer(Clock()) as peer:
        async with connected(tmp_path, "socket", peer=peer) as made:
            ts = peer.post(JUNIORS, COACH, "come alone")
            await made.knows(JUNIORS, 1)
        pass_time(peer, hours=1)
        peer.edit(JUNIORS, ts, "training at six")
        async with connected(tmp_path, "socket", peer=peer) as made:
            await made.knows(JUNIORS, 2)
            assert [event.kind.value for event in await kept(made)] == ["posted", "edited"]
            assert await made.running.look(lambda tx: tx.newest_entry("post.edited")) is not None


async def test_what_slack_gave_up_on_is_read_back_within_minutes(tmp_path: Path) -> None:
    async with connected(tmp_path, "http") as made:
        await until_caught_up(made)
        address = made.peer.push.address
        made.peer.send_to("http://127.0.0.1:9/nobody")
        made.peer.post(JUNIORS, CHILD, "nobody is told")
        await made.peer.settle()
        assert not made.peer.push.deliveries[-1].arrived
        made.peer.send_to(address)
        pass_time(made.peer, minutes=5)
        calls = len(made.peer.calls)
        await caught_up(made)
        await made.knows(JUNIORS, 1)
        # What is looked for before something is posted is another matter.
        more = [call for call in made.peer.calls[calls:] if "include_all_metadata" not in call.said]
        read = [call.said["channel"] for call in more if call.method == "conversations.history"]
        assert len(read) == len(set(read)), "one call for each conversation every few minutes"
        assert {"users.list", "conversations.list", "conversations.replies"}.isdisjoint(call.method for call in more)


async def test_a_reply_in_an_old_thread_that_slack_gave_up_on_is_read_back_within_a_day(tmp_path: Path) -> None:
    async with connected(tmp_path, "http") as made:
        root = made.peer.post(JUNIORS, COACH, "who comes?")
        for number in range(KNOWN + 5):
            made.peer.post(JUNIORS, CHILD, f"pass {number}")
        await made.knows(JUNIORS, KNOWN + 6)
        await until_caught_up(made)
        address = made.peer.push.address
        pass_time(made.peer, minutes=30)
        made.peer.send_to("http://127.0.0.1:9/nobody")
        made.peer.post(JUNIORS, COACH, "nobody is told", thread=root)
        await made.peer.settle()
        made.peer.send_to(address)
        for _ in range(4):  # short rounds, which do not look so far back, and do not say that they did
            pass_time(made.peer, minutes=5)
            await caught_up(made)
        pass_time(made.peer, days=1)
        await caught_up(made)
        await made.knows(f"{JUNIORS}:{root}", 1)


async def test_a_thread_that_went_meanwhile_keeps_no_other_from_being_read(tmp_path: Path) -> None:
    async with Peer(Clock()) as peer:
        async with connected(tmp_path, "socket", peer=peer) as made:
            threads = [peer.post(JUNIORS, COACH, f"thread {number}") for number in range(2)]
            await made.knows(JUNIORS, 2)
            await until_caught_up(made)
        pass_time(peer, hours=1)
        for thread in threads:
            peer.post(JUNIORS, CHILD, "me", thread=thread)
        pass_time(peer, hours=1)
        peer.faults.append(Fault("conversations.replies", "thread_not_found"))
        async with connected(tmp_path, "socket", peer=peer) as made:
            await made.knows(f"{JUNIORS}:{threads[0]}", 1)


async def test_nothing_is_taken_in_twice(tmp_path: Path) -> None:
    async with connected(tmp_path, "http") as made:
        for number in range(KNOWN + 5):
            made.peer.post(JUNIORS, CHILD, f"pass {number}")
        await made.knows(JUNIORS, KNOWN + 5)
        made.chat.attending("larkmead").catch_up.rings()
        assert (await caught_up(made))["new"] == 0
        assert await texts(made) == [f"pass {number}" for number in range(KNOWN + 5)]


async def test_one_conversation_that_cannot_be_read_keeps_no_other_from_it_and_is_tried_again(tmp_path: Path) -> None:
    async with workspace(tmp_path, SlackPlatform) as made:  # nobody else reads it back
        catch_up = CatchUp(made.workspace, made.running.receive)
        await catch_up.begin()
        made.peer.faults.append(Fault("conversations.history", "internal_error", 500))
        entries = await _entries(made)
        assert not await catch_up.read()
        assert await _entries(made) == entries, "it is not said that all was read"
        assert await catch_up.read()
        assert await _entries(made) == entries + 1


async def _entries(made: Made) -> int:
    return sum(record["kind"] == "slack.caught_up" for record in records(made.running.folder))


async def test_slack_puts_it_off_and_is_waited_for(tmp_path: Path) -> None:
    async with connected(tmp_path, "http") as made:
        await until_caught_up(made)
        made.peer.faults.append(Fault.slow_down("conversations.history", 0))
        await caught_up(made)


async def test_a_conversation_into_which_the_bot_comes_is_read_from_when_the_workspace_was_watched(tmp_path: Path) -> None:
    async with Peer(Clock()) as peer:
        peer.post(UNJOINED, CHILD, "before it was watched at all")
        pass_time(peer, hours=1)
        async with connected(tmp_path, "http", peer=peer) as made:
            await until_caught_up(made)
            pass_time(peer, hours=3)
            peer.post(UNJOINED, CHILD, "before the bot came")
            pass_time(peer, hours=3)
            await caught_up(made)
            assert await kept(made, UNJOINED) == []
            peer.join(UNJOINED, BOT)
            await made.knows(UNJOINED, 1)
            assert await texts(made, UNJOINED) == ["before the bot came"]


async def test_what_is_closed_to_the_bot_is_left_alone(tmp_path: Path) -> None:
    async with connected(tmp_path, "http") as made:
        made.peer.post(HIDDEN, CHILD, "hidden")
        await until_caught_up(made)
        assert made.peer.called("conversations.history", channel=HIDDEN) == []


async def test_what_somebody_wrote_to_the_bot_is_read_back(tmp_path: Path) -> None:
    async with Peer(Clock()) as peer:
        place = peer.open_dm(CHILD, BOT)
        async with connected(tmp_path, "socket", peer=peer) as made:
            await until_caught_up(made)
        peer.post(place, CHILD, "can I talk to somebody?")
        async with connected(tmp_path, "socket", peer=peer) as made:
            await made.knows(place, 1)


async def test_who_writes_to_the_bot_is_not_asked_for_one_by_one(tmp_path: Path) -> None:
    async with Peer(Clock()) as peer:
        places = [peer.open_dm(each, BOT) for each in (CHILD, COACH)]
        async with connected(tmp_path, "http", peer=peer) as made:
            await until_caught_up(made)
            assert [made.workspace.directory.conversations[each].members for each in places] == [{CHILD, BOT}, {COACH, BOT}]
            assert not any(peer.called("conversations.info", channel=each) for each in places)


async def test_names_that_nobody_was_told_of_are_read(tmp_path: Path) -> None:
    async with connected(tmp_path, "http") as made:
        await until_caught_up(made)
        names = {each.author.id async for each in _renamed(made)}
        assert CHILD in names
        assert BOT not in names


async def _renamed(made: Connected) -> Any:
    arrivals = await made.running.look(lambda tx: tx.arrivals_by(["p_alfie", "p_dave"]))
    for each in arrivals:
        if each.id.startswith("slack:") and ":name:" in each.id:
            yield each
