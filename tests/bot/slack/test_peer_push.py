"""The peer delivers as Slack does: signed, at least once, again when nobody acknowledges, and only what the app may see."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from tests.bot.service_kit import Clock
from tests.bot.slack.peer import (
    BOT,
    CHILD,
    COACH,
    FOREIGNER,
    HIDDEN,
    JUNIORS,
    LEAD,
    SAFEGUARDING,
    SHARED,
    SIGNING_SECRET,
    STRANGER,
    UNJOINED,
    Peer,
)


@dataclass
class App:
    """Whoever hears of events. `answers` are the next statuses that it gives; 200 when there is none left."""

    events: list[dict[str, Any]] = field(default_factory=list)
    retries: list[tuple[str, str]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        body = await request.text()
        assert SignatureVerifier(SIGNING_SECRET).is_valid_request(body, dict(request.headers))
        said = await request.json()
        self.events.append(said)
        self.retries.append((request.headers.get("X-Slack-Retry-Num", ""), request.headers.get("X-Slack-Retry-Reason", "")))
        return web.Response(status=self.answers.pop(0) if self.answers else 200, headers=self.headers)

    @property
    def heard(self) -> list[str]:
        return [each["event"].get("subtype") or each["event"]["type"] for each in self.events]


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    async with Peer(Clock()) as peer:
        yield peer


@asynccontextmanager
async def listening(peer: Peer) -> AsyncIterator[App]:
    made = App()
    app = web.Application()
    app.router.add_post("/events", made.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    peer.send_to(f"http://127.0.0.1:{runner.addresses[0][1]}/events")
    try:
        yield made
    finally:
        await runner.cleanup()


@asynccontextmanager
async def connected(peer: Peer) -> AsyncIterator[App]:
    """Bolt over Socket Mode, which acknowledges only 200."""
    made = App()
    client = AsyncWebClient(peer.bot_token, base_url=peer.api)
    app = AsyncApp(client=client, signing_secret=SIGNING_SECRET, ignoring_self_events_enabled=False)

    @app.middleware
    async def hear(body: dict[str, Any], next: Any) -> BoltResponse:  # noqa: A002 - Bolt's name
        made.events.append(body)
        return BoltResponse(status=made.answers.pop(0) if made.answers else 200)

    handler = AsyncSocketModeHandler(app, peer.app_token, web_client=client)
    handler.client.auto_reconnect_enabled = True
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await peer.until(lambda: peer.connections == 1)
    try:
        yield made
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


async def test_a_post_an_edit_a_preview_and_a_deletion(peer: Peer) -> None:
    async with listening(peer) as app:
        ts = peer.post(JUNIORS, CHILD, "a &amp; b, <@U01DAVE0000>")
        await peer.settle()
        peer.edit(JUNIORS, ts, "bye")
        await peer.settle()
        peer.unfurl(JUNIORS, ts, "A page")
        await peer.settle()
        peer.tells_previous = False
        peer.delete(JUNIORS, ts)
        await peer.settle()
        posted, edited, unfurled, deleted = (each["event"] for each in app.events)
        assert posted["blocks"][0]["elements"][0]["elements"][0]["text"] == "a & b, ", "its text twice, once unescaped"
        assert (posted["channel"], posted["channel_type"], posted["ts"]) == (JUNIORS, "channel", ts)
        assert (edited["message"]["text"], edited["previous_message"]["text"]) == ("bye", posted["text"])
        assert edited["message"]["edited"]["user"] == CHILD
        assert unfurled["message"]["edited"] == edited["message"]["edited"], "a preview is nobody's edit"
        assert deleted["deleted_ts"] == ts
        assert "previous_message" not in deleted
        assert app.events[0]["authorizations"] == [
            {"enterprise_id": None, "team_id": "T01LARKMEAD", "user_id": BOT, "is_bot": True, "is_enterprise_install": False}
        ]


async def test_the_app_hears_only_of_what_it_may_see(peer: Peer) -> None:
    async with listening(peer) as app:
        direct = peer.open_dm(COACH, CHILD)
        for place in (HIDDEN, UNJOINED, direct):
            peer.post(place, CHILD, "hello")
        peer.post(SHARED, CHILD, "hello")
        await peer.settle()
        assert [each["event"]["channel"] for each in app.events] == [SHARED]
        assert app.events[0]["is_ext_shared_channel"]
        peer.post(SHARED, FOREIGNER, "from elsewhere")
        await peer.settle()
        assert (app.events[1]["team_id"], app.events[1]["context_team_id"]) == ("T02ELSEWHERE", "T01LARKMEAD")


async def test_an_app_is_told_what_its_manifest_asks_for(peer: Peer) -> None:
    async with listening(peer) as app:
        events, scopes = ["message.channels", "message.groups"], {"bot": ["channels:history", "chat:write"]}
        peer.follow({"settings": {"event_subscriptions": {"bot_events": events}}, "oauth_config": {"scopes": scopes}})
        peer.post(SAFEGUARDING, LEAD, "without groups:history this is not told")
        peer.rename(JUNIORS, "under-18s", COACH)
        await peer.settle()
        assert app.heard == ["channel_name"]


async def test_a_direct_message_is_told_once_however_many_authorised_it(peer: Peer) -> None:
    async with listening(peer) as app:
        direct = peer.open_dm(COACH, CHILD)
        peer.install(COACH, {"im:history", "im:read"})
        peer.post(direct, CHILD, "hello")
        await peer.settle()
        peer.install(CHILD, {"im:history", "im:read"})
        peer.post(direct, COACH, "hello")
        await peer.settle()
        assert [[each["user_id"] for each in event["authorizations"]] for event in app.events] == [[COACH], [COACH]]
        client = AsyncWebClient(peer.app_token, base_url=peer.api)
        every = await client.apps_event_authorizations_list(event_context=app.events[1]["event_context"])
        assert [each["user_id"] for each in every["authorizations"]] == [COACH, CHILD]
        peer.revoke(COACH)
        peer.revoke(CHILD)
        peer.post(direct, COACH, "unseen")
        await peer.settle()
        assert app.heard == ["message", "message", "tokens_revoked", "tokens_revoked"]


async def test_people_and_channels_change(peer: Peer) -> None:
    async with listening(peer) as app:
        peer.change_user(STRANGER, status="new here")
        peer.join(SAFEGUARDING, STRANGER, LEAD)
        peer.leave(SAFEGUARDING, STRANGER)
        peer.rename(JUNIORS, "under-18s", COACH)
        peer.topic(JUNIORS, "Training at five", COACH)
        peer.create_channel("new", [COACH])
        peer.create_channel("secret", [COACH], private=True)
        peer.leave(JUNIORS, BOT, COACH)
        await peer.settle()
        assert set(app.heard) == {
            *("user_change", "channel_join", "member_joined_channel", "channel_leave", "member_left_channel"),
            *("channel_name", "channel_rename", "channel_topic", "channel_created", "channel_left"),
        }


async def test_what_is_not_acknowledged_comes_again(peer: Peer) -> None:
    assert isinstance(peer.clock, Clock)
    async with listening(peer) as app:
        app.answers = [503, 500, 404]
        peer.post(JUNIORS, CHILD, "hello")
        await peer.settle()
        peer.pass_time()
        assert app.retries == [("", ""), ("1", "http_error")], "at once, and no more before its time"
        peer.clock.now += timedelta(minutes=1)
        peer.pass_time()
        await peer.settle()
        peer.clock.now += timedelta(minutes=5)
        peer.pass_time()
        await peer.settle()
        assert [number for number, _ in app.retries] == ["", "1", "2", "3"]
        assert len({each["event_id"] for each in app.events}) == 1
        assert len(peer.delivered) == 1
        app.answers = [503] * 4
        peer.post(JUNIORS, CHILD, "lost")
        await peer.settle()
        for minutes in (1, 5, 60):
            peer.clock.now += timedelta(minutes=minutes)
            peer.pass_time()
            await peer.settle()
        assert [each.payload["event"]["text"] for each in peer.lost] == ["lost"]
        app.answers, app.headers = [500], {"X-Slack-No-Retry": "1"}
        peer.post(JUNIORS, CHILD, "unwanted")
        await peer.settle()
        assert [each.payload["event"]["text"] for each in peer.lost] == ["lost", "unwanted"]


async def test_everything_may_come_twice(peer: Peer) -> None:
    async with listening(peer) as app:
        peer.post(JUNIORS, CHILD, "hello")
        await peer.settle()
        peer.repeat()
        await peer.settle()
        assert app.events[0] == app.events[1]


async def test_nobody_listens(peer: Peer) -> None:
    peer.post(JUNIORS, CHILD, "hello")
    assert isinstance(peer.clock, Clock)
    for minutes in (1, 5):
        peer.clock.now += timedelta(minutes=minutes)
        peer.pass_time()
    assert len(peer.lost) == 1


async def test_socket_mode_acknowledges_and_is_told_again_what_it_did_not(peer: Peer) -> None:
    async with connected(peer) as app:
        ts = peer.post(JUNIORS, CHILD, "hello")
        await peer.until(lambda: len(peer.delivered) == 1)
        assert app.events[0]["event"]["ts"] == ts
        peer.push.answer_within = 0.05
        app.answers = [503]
        peer.post(JUNIORS, CHILD, "once more")
        await peer.until(lambda: len(peer.delivered) == 2)
        assert [each["event"]["text"] for each in app.events] == ["hello", "once more", "once more"]


async def test_a_socket_that_breaks_is_opened_again(peer: Peer) -> None:
    assert isinstance(peer.clock, Clock)
    async with connected(peer) as app:
        await peer.hang_up()
        peer.post(JUNIORS, CHILD, "while away")
        assert not peer.delivered
        await peer.until(lambda: peer.connections == 1)
        peer.clock.now += timedelta(minutes=1)
        peer.pass_time()
        await peer.until(lambda: len(peer.delivered) == 1)
        assert app.heard == ["message"]


async def test_a_socket_is_refreshed(peer: Peer) -> None:
    async with connected(peer) as app:
        await peer.refresh()
        await peer.until(lambda: peer.push.opened == 2 and peer.connections == 1)
        peer.post(JUNIORS, CHILD, "hello")
        await peer.until(lambda: len(peer.delivered) == 1)
        assert app.heard == ["message"]


async def test_a_ticket_opens_one_socket_and_only_the_apps_own_token_gets_one(peer: Peer) -> None:
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        await AsyncWebClient(peer.bot_token, base_url=peer.api).apps_connections_open(app_token=peer.bot_token)
    opened = await AsyncWebClient(base_url=peer.api).apps_connections_open(app_token=peer.app_token)
    assert opened["url"].startswith("ws://127.0.0.1:")
