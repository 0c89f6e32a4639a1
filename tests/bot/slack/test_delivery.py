"""What Slack tells reaches the record, over HTTP and over Socket Mode alike, whatever happens on the way."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from moderation.model import Arrival, Event
from storage.store import StoreError
from tests.bot.service_kit import Clock
from tests.bot.slack.app_kit import Connected, Way, connected
from tests.bot.slack.peer import BOT, CHILD, COACH, GENERAL, JUNIORS, TEAM, Peer
from tests.bot.slack.peer.push import Delivery
from tests.bot.slack.peer.state import authorization

BOTH = pytest.mark.parametrize("way", ["http", "socket"])


async def kept(made: Connected, place: str = JUNIORS) -> list[Event]:
    """The messages of a place that were judged, oldest first, without those that were taken away."""
    at = made.clock() + timedelta(hours=1)
    return [*await made.running.look(lambda tx: tx.window(place, at, 100))]


async def texts(made: Connected, place: str = JUNIORS) -> list[str]:
    return [event.parts[0].text for event in await kept(made, place) if event.parts]


async def judged(made: Connected, event: str) -> None:
    """Wait until an arrival was judged."""
    async with asyncio.timeout(30):
        while await made.running.look(lambda tx: tx.judged(event)) is None:  # noqa: ASYNC110 - nothing rings
            await asyncio.sleep(0.01)


def told(made: Connected, event: dict[str, Any]) -> Delivery:
    """Have Slack tell the app something."""
    made.peer.deliver(made.peer.envelope(event, [authorization(BOT, True)]))
    return made.peer.push.deliveries[-1]


@BOTH
async def test_a_message_an_edit_and_a_deletion_are_taken_in(tmp_path: Path, way: Way) -> None:
    async with connected(tmp_path, way) as made:
        ts = made.peer.post(JUNIORS, COACH, "training at six")
        made.peer.edit(JUNIORS, ts, "training at seven")
        made.peer.delete(JUNIORS, ts)
        await made.peer.settle()
        await judged(made, f"slack:{JUNIORS}:{ts}:deleted")
        assert [event.kind.value for event in await kept(made)] == ["posted", "edited"]
        assert await texts(made) == ["training at six", "training at seven"]
        about = [each for each in made.peer.push.deliveries if f"'{ts}'" in str(each.payload["event"])]
        assert len(about) >= 3
        assert all(each.tries == 1 for each in about)


@BOTH
async def test_a_repetition_is_answered_and_changes_nothing(tmp_path: Path, way: Way) -> None:
    async with connected(tmp_path, way) as made:
        for number in range(20):
            made.peer.post(JUNIORS, CHILD, f"pass {number}")
        await made.peer.settle()
        made.peer.repeat()
        await made.peer.settle()
        await made.knows(JUNIORS, 20)
        assert await texts(made) == [f"pass {number}" for number in range(20)]
        assert not made.peer.lost


@BOTH
async def test_what_cannot_be_written_is_not_acknowledged_and_comes_again(
    tmp_path: Path, way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with connected(tmp_path, way) as made:
        receive, is_full = made.running.receive, True
        made.peer.push.answer_within = 0.3

        async def full(arrival: Arrival) -> bool:
            if arrival.id.startswith(f"slack:{JUNIORS}:1") and is_full:
                raise StoreError("the disk is full")
            return await receive(arrival)

        monkeypatch.setattr(made.running, "receive", full)
        made.peer.post(JUNIORS, CHILD, "hello")
        delivery = made.peer.push.deliveries[-1]
        await made.peer.until(lambda: delivery.tries == 2 and delivery.due is not None)
        assert not delivery.arrived
        assert await kept(made) == []
        is_full, made.peer.push.answer_within = False, 3.0
        made.clock.now += timedelta(minutes=1)
        made.peer.pass_time()
        await made.peer.until(lambda: delivery.arrived)
        await made.knows(JUNIORS, 1)


async def test_a_name_that_could_not_be_written_is_new_when_it_comes_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with connected(tmp_path, "http") as made:
        await made.peer.until(lambda: made.peer.called("conversations.history", channel=JUNIORS))  # after all names
        receive, is_full = made.running.receive, True
        made.peer.push.answer_within = 0.3

        async def full(arrival: Arrival) -> bool:
            if f":{CHILD}:name:" in arrival.id and is_full:
                raise StoreError("the disk is full")
            return await receive(arrival)

        monkeypatch.setattr(made.running, "receive", full)
        made.peer.change_user(CHILD, real_name="ring me on 07700 900123")
        delivery = made.peer.push.deliveries[-1]
        await made.peer.until(lambda: delivery.tries == 2 and delivery.due is not None)
        is_full, made.peer.push.answer_within = False, 3.0
        made.clock.now += timedelta(minutes=1)
        made.peer.pass_time()
        await made.peer.until(lambda: delivery.arrived)
        found = await made.running.look(lambda tx: tx.arrivals_by(["p_alfie"]))
        assert any("07700" in part.text for each in found if isinstance(each, Event) for part in each.parts)


@BOTH
@pytest.mark.clause("7.1")
@pytest.mark.parametrize("answered", [True, False], ids=["with replies", "alone"])
async def test_whose_post_is_gone_is_known_from_our_own_copy(tmp_path: Path, way: Way, answered: bool) -> None:
    async with connected(tmp_path, way) as made:
        made.peer.tells_previous = False
        ts = made.peer.post(JUNIORS, COACH, "come alone")
        if answered:
            made.peer.post(JUNIORS, CHILD, "ok", thread=ts)
        await made.knows(JUNIORS, 1)
        made.peer.delete(JUNIORS, ts)
        await judged(made, f"slack:{JUNIORS}:{ts}:deleted")
        entry = await made.running.look(lambda tx: tx.newest_entry("post.gone"))
        assert entry is not None
        assert entry.data["author"] == "p_dave"


@BOTH
async def test_what_takes_too_long_goes_on_and_the_repetition_is_a_duplicate(
    tmp_path: Path, way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with connected(tmp_path, way) as made:
        receive, slow = made.running.receive, asyncio.Event()

        async def slowly(arrival: Arrival) -> bool:
            await slow.wait()
            return await receive(arrival)

        monkeypatch.setattr(made.running, "receive", slowly)
        monkeypatch.setattr(made.chat.attending("larkmead").inflow, "_within", 0.05)
        made.peer.post(JUNIORS, CHILD, "hello")
        delivery = made.peer.push.deliveries[-1]
        if way == "socket":
            made.peer.push.answer_within = 0.2
        await made.peer.until(lambda: delivery.tries == 2)
        assert not delivery.arrived
        slow.set()
        await made.knows(JUNIORS, 1)
        made.clock.now += timedelta(minutes=1)
        made.peer.pass_time()
        await made.peer.until(lambda: delivery.arrived)
        assert await texts(made) == ["hello"]


@BOTH
async def test_what_is_at_fault_itself_is_let_go_the_second_time_and_the_record_says_so(
    tmp_path: Path, way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with connected(tmp_path, way) as made:
        made.peer.push.answer_within = 0.5

        def faulty(event: Any, workspace: Any) -> None:
            if event.get("user") == CHILD:
                raise KeyError("what somebody wrote")

        monkeypatch.setattr("bot.slack.inflow.read", faulty)
        made.peer.post(JUNIORS, CHILD, "hello")
        delivery = made.peer.push.deliveries[-1]
        await made.peer.until(lambda: delivery.arrived)
        assert delivery.tries == 2
        entry = await made.running.look(lambda tx: tx.newest_entry("slack.unread"))
        assert entry is not None
        assert (entry.data["place"], entry.data["error"]) == (JUNIORS, "KeyError")
        assert made.workspace.unread == 1


@pytest.mark.clause("9.2")
@BOTH
async def test_after_a_death_between_writing_and_answering_nothing_is_lost_or_doubled(
    tmp_path: Path, way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Peer(Clock()) as peer:
        async with connected(tmp_path, way, peer=peer) as made:
            receive, on_disk = made.running.receive, asyncio.Event()

            async def dies(arrival: Arrival) -> bool:
                new = await receive(arrival)
                if arrival.id.startswith(f"slack:{JUNIORS}:1"):
                    on_disk.set()
                    await asyncio.Event().wait()
                return new

            monkeypatch.setattr(made.running, "receive", dies)
            peer.post(JUNIORS, CHILD, "hello")
            delivery = peer.push.deliveries[-1]
            await on_disk.wait()
        assert not delivery.arrived
        async with connected(tmp_path, way, peer=peer) as made:
            assert isinstance(peer.clock, Clock)
            peer.clock.now += timedelta(minutes=5)
            peer.pass_time()
            await peer.until(lambda: delivery.arrived)
            await made.knows(JUNIORS, 1)
            assert await texts(made) == ["hello"]


@BOTH
async def test_what_is_unknown_or_nonsense_is_answered_without_harm(tmp_path: Path, way: Way) -> None:
    async with connected(tmp_path, way) as made:
        strange: list[dict[str, Any]] = [
            {"type": "message_metadata_posted", "channel": JUNIORS},
            {"type": "something_new", "of": [None, {"a": 1}]},
            {"type": "user_change", "user": "no object"},
            {"type": "channel_rename", "channel": {"id": 5, "name": []}},
            {"type": "member_joined_channel", "user": None, "channel": {"id": {}}},
            {"type": "tokens_revoked", "tokens": "none"},
            {"type": "app_home_opened", "user": 7},
            {"type": ["message"], "channel": JUNIORS},
        ]
        made.peer.push.answer_within = 0.3
        first, *_ = [told(made, each) for each in strange]
        for payload in ({"type": "event_callback"}, {"type": "event_callback", "event": []}, {"type": "of no kind"}, {}):
            made.peer.deliver(dict(payload))
        await made.peer.settle()
        assert first.arrived
        made.peer.push.answer_within = 3.0
        made.peer.post(JUNIORS, CHILD, "and then hello")
        await made.knows(JUNIORS, 1)


@BOTH
async def test_a_message_with_ten_thousand_blocks_is_taken_in_cut(tmp_path: Path, way: Way) -> None:
    async with connected(tmp_path, way) as made:
        blocks = [{"type": "section", "text": {"type": "plain_text", "text": f"block {number}"}} for number in range(10_000)]
        ts = made.peer.ts()
        said = {
            "type": "message",
            "channel": JUNIORS,
            "user": CHILD,
            "text": "hello",
            "ts": ts,
            "event_ts": ts,
            "blocks": blocks,
        }
        delivery = told(made, said)
        await made.peer.until(lambda: delivery.arrived)
        await made.knows(JUNIORS, 1)
        (event,) = await kept(made)
        assert sum(len(part.text) for part in event.parts) < 200_000


@BOTH
async def test_what_is_told_of_another_workspace_is_not_taken_in(tmp_path: Path, way: Way) -> None:
    async with connected(tmp_path, way) as made:
        ts = made.peer.ts()
        said = {"type": "message", "channel": JUNIORS, "user": CHILD, "text": "hello", "ts": ts, "event_ts": ts}
        elsewhere = {**authorization(BOT, True), "team_id": "T99ELSEWHERE"}
        payload = {**made.peer.envelope(said, [elsewhere]), "team_id": "T99ELSEWHERE", "context_team_id": "T99ELSEWHERE"}
        assert TEAM not in str(payload["authorizations"])
        made.peer.deliver(payload)
        delivery = made.peer.push.deliveries[-1]
        made.peer.post(GENERAL, CHILD, "ours")
        await made.knows(GENERAL, 1)
        await made.peer.until(lambda: delivery.arrived)
        assert await kept(made) == []


@BOTH
async def test_a_press_without_anybody_to_take_it_is_answered(tmp_path: Path, way: Way) -> None:
    async with connected(tmp_path, way) as made:
        answer = await made.peer.shortcut(CHILD, "nobody:knows", JUNIORS, made.peer.post(JUNIORS, COACH, "hello"))
        assert answer.status == 200
