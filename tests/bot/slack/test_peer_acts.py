"""What people press and type reaches the app as Slack sends it, and the peer follows its answers as Slack does."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.bot.service_kit import Clock
from tests.bot.slack.peer import CHILD, COACH, HIDDEN, JUNIORS, LEAD, OWNER, SAFEGUARDING, SIGNING_SECRET, Peer

BUTTON = {"type": "button", "action_id": "press:go", "value": "7", "text": {"type": "plain_text", "text": "Go"}}
WHY = {
    "type": "input",
    "block_id": "why",
    "label": {"type": "plain_text", "text": "Why?"},
    "element": {"type": "plain_text_input", "action_id": "reason", "min_length": 3, "max_length": 20},
}
WHEN = {
    "type": "section",
    "block_id": "when",
    "text": {"type": "mrkdwn", "text": "When?"},
    "accessory": {
        "type": "static_select",
        "action_id": "day",
        "options": [{"text": {"type": "plain_text", "text": day}, "value": day.lower()} for day in ("Today", "Tomorrow")],
    },
}


def modal(*blocks: Any) -> dict[str, Any]:
    texts = {name: {"type": "plain_text", "text": name.capitalize()} for name in ("title", "submit")}
    return {"type": "modal", "callback_id": "asked", **texts, "blocks": list(blocks)}


class App:
    """Bolt, which writes down what it was sent. `answer` is what a submission is answered with."""

    def __init__(self, peer: Peer) -> None:
        self.client = AsyncWebClient(peer.bot_token, base_url=peer.api)
        self.got: list[Any] = []
        self.answer: dict[str, Any] = {}
        app = self.bolt = AsyncApp(client=self.client, signing_secret=SIGNING_SECRET)
        app.command("/touchline")(self._command)
        app.action("press:go")(self._other)
        app.action("day")(self._other)
        app.shortcut("report")(self._other)
        app.view("asked")(self._submission)
        app.event("app_home_opened")(self._home)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        return await to_aiohttp_response(await self.bolt.async_dispatch(await to_bolt_request(request)))

    async def _command(self, ack: Any, body: Any) -> None:
        self.got.append(body)
        await ack("One moment.")

    async def _other(self, ack: Any, body: Any) -> None:
        self.got.append(body)
        await ack()

    async def _submission(self, ack: Any, view: Any) -> None:
        self.got.append(view)
        await ack(**self.answer)

    async def _home(self, event: Any) -> None:
        await self.client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [WHEN]})


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    async with Peer(Clock()) as peer:
        yield peer


@pytest.fixture
async def app(peer: Peer) -> AsyncIterator[App]:
    made = App(peer)
    server = web.Application()
    server.router.add_post("/events", made.handle)
    runner = web.AppRunner(server)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    peer.send_to(f"http://127.0.0.1:{runner.addresses[0][1]}/events")
    yield made
    await runner.cleanup()


async def test_a_command_is_answered_to_one_person(peer: Peer, app: App) -> None:
    answer = await peer.slash(LEAD, JUNIORS, "case list")
    assert (answer.status, answer.text) == (200, "One moment.")
    assert (app.got[0]["text"], app.got[0]["user_id"], app.got[0]["channel_name"]) == ("case list", LEAD, "juniors")
    assert peer.told(LEAD) == ["One moment."]
    assert not peer.history_of(JUNIORS)
    with pytest.raises(AssertionError):
        await peer.slash(LEAD, HIDDEN, "help")


async def test_a_modal_is_opened_once_within_three_seconds(peer: Peer, app: App) -> None:
    assert isinstance(peer.clock, Clock)
    await peer.slash(LEAD, SAFEGUARDING, "setup")
    trigger = app.got[0]["trigger_id"]
    await app.client.views_open(trigger_id=trigger, view=modal(WHY))
    assert peer.modal(LEAD).view["callback_id"] == "asked"
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        await app.client.views_open(trigger_id=trigger, view=modal(WHY))
    await peer.slash(LEAD, SAFEGUARDING, "setup")
    peer.clock.now += timedelta(seconds=3.5)
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        await app.client.views_open(trigger_id=app.got[1]["trigger_id"], view=modal(WHY))
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        await app.client.views_open(trigger_id="another", view=modal(WHY))


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": {"type": "plain_text", "text": "x" * 25}},
        {"private_metadata": "x" * 3001},
        {"blocks": [{"type": "divider"}] * 101},
        {"submit": None},
        {"type": "home"},
    ],
)
async def test_a_modal_beyond_the_limits_is_refused(peer: Peer, app: App, wrong: dict[str, Any]) -> None:
    view = {key: value for key, value in (modal(WHY) | wrong).items() if value is not None}
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await app.client.views_open(trigger_id=peer.trigger(LEAD), view=view)


async def test_a_modal_is_handed_in_and_its_answer_is_followed(peer: Peer, app: App) -> None:
    await app.client.views_open(trigger_id=peer.trigger(LEAD), view=modal(WHY, WHEN))
    view = peer.modal(LEAD).id
    for wrong in ({}, {"reason": "x"}, {"reason": "because", "day": "never"}, {"reason": "because", "colour": "red"}):
        with pytest.raises(AssertionError):
            await peer.submit(LEAD, view, wrong)
    app.answer = {"response_action": "errors", "errors": {"why": "Say more."}}
    answer = await peer.submit(LEAD, view, {"reason": "because"})
    assert answer.body["errors"] == {"why": "Say more."}
    app.answer = {"response_action": "update", "view": modal(WHEN)}
    await peer.submit(LEAD, view, {"reason": "because", "day": "today"})
    assert app.got[-1]["state"]["values"]["when"]["day"]["selected_option"]["value"] == "today"
    assert peer.modal(LEAD).id == view
    app.answer = {}
    await peer.submit(LEAD, view, {"day": "tomorrow"})
    assert not peer.views


async def test_a_button_is_pressed_by_somebody_who_sees_it(peer: Peer, app: App) -> None:
    row = [{"type": "actions", "elements": [BUTTON]}]
    posted = await app.client.chat_postMessage(channel=SAFEGUARDING, text="A card", blocks=row)
    await peer.press(LEAD, SAFEGUARDING, posted["ts"], "Go")
    body = app.got[-1]
    assert (body["user"]["id"], body["actions"][0]["value"], body["message"]["ts"]) == (LEAD, "7", posted["ts"])
    with pytest.raises(AssertionError):
        await peer.press(COACH, SAFEGUARDING, posted["ts"], "Go")
    with pytest.raises(AssertionError):
        await peer.press(LEAD, SAFEGUARDING, posted["ts"], "Stop")
    shown = await app.client.chat_postEphemeral(channel=JUNIORS, user=CHILD, text="x", blocks=row)
    await peer.press(CHILD, JUNIORS, shown["message_ts"], "press:go")
    assert app.got[-1]["container"]["is_ephemeral"]
    assert "message" not in app.got[-1]


async def test_an_answer_goes_to_its_address_five_times_in_thirty_minutes(peer: Peer, app: App) -> None:
    assert isinstance(peer.clock, Clock)
    await peer.slash(LEAD, SAFEGUARDING, "status")
    address = app.got[0]["response_url"]
    async with aiohttp.ClientSession() as http:

        async def say(text: str, where: str = address) -> int:
            async with http.post(where, json={"text": text}) as answer:
                return answer.status

        assert [await say(f"number {number}") for number in range(6)] == [200] * 5 + [404]
        assert peer.told(LEAD)[-1] == "number 4"
        await peer.slash(LEAD, SAFEGUARDING, "status")
        peer.clock.now += timedelta(minutes=31)
        assert await say("late", app.got[1]["response_url"]) == 404


async def test_a_shortcut_holds_a_message_of_a_place_that_the_bot_is_not_in(peer: Peer, app: App) -> None:
    direct = peer.open_dm(COACH, CHILD)
    ts = peer.post(direct, COACH, "our secret")
    assert (await peer.shortcut(CHILD, "report", direct, ts)).status == 200
    body = app.got[0]
    assert (body["message"]["text"], body["message"]["user"], body["channel"]["name"]) == ("our secret", COACH, "directmessage")
    with pytest.raises(AssertionError):
        await peer.shortcut(LEAD, "report", direct, ts)
    async with aiohttp.ClientSession() as http, http.post(body["response_url"], json={"text": "Thank you."}) as answer:
        assert answer.status == 200
    assert peer.told(CHILD) == ["Thank you."]
    assert len(peer.history_of(direct)) == 1


async def test_the_home_tab(peer: Peer, app: App) -> None:
    peer.home(CHILD)
    await peer.until(lambda: peer.home_of(CHILD))
    assert "When?" in peer.home_of(CHILD)
    assert not peer.home_of(OWNER)
    assert (await peer.press_view(CHILD, peer.homes[CHILD].id, "day", chosen="today")).status == 200
    assert app.got[-1]["actions"][0]["selected_option"]["value"] == "today"
