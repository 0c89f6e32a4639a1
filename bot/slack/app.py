"""The Bolt app of one organisation: what Slack sends, by HTTP or Socket Mode alike, and which part of the adapter it is for.

An event is on disk before Slack is answered: Bolt runs middleware before it answers, and listeners after. What somebody presses
or asks is answered once it is done or after two seconds, whichever comes first: if Touchline dies before, Slack tells them that
it did not work.
"""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any, Final

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse

from bot.slack import authorising, commands, contacting, home, picturing, presses, roll_call, setup
from bot.slack.attending import Attending
from bot.slack.calling import client_of, silent
from bot.slack.commands import doctor
from bot.slack.inflow import NOT_NOW, TAKEN
from bot.slack.workspace import Workspace

log = logging.getLogger(__name__)

#: So long somebody who pressed something waits for Slack to be answered, in seconds: Slack would wait three.
ANSWERED_WITHIN: Final = 2.0

Body = Mapping[str, Any]
Handler = Callable[[Workspace, Body], Coroutine[Any, Any, object]]
Submitted = Callable[[Workspace, Body], Coroutine[Any, Any, Mapping[str, Any] | None]]

#: What somebody pressed, by how its `action_id` begins: "press:…".
PRESSED: Final[Mapping[str, Handler]] = {
    "press": presses.pressed,
    "home": home.pressed,
    "command": commands.pressed,
    "authorise": authorising.pressed,
    "doctor": doctor.pressed,
    roll_call.ACTION: roll_call.pressed,
    picturing.ACTION: picturing.pressed,
    contacting.ACTION: contacting.pressed,
}
#: What somebody filled in, by how its `callback_id` begins. It is answered with what becomes of the modal; None closes it.
SUBMITTED: Final[Mapping[str, Submitted]] = {
    "press": presses.submitted,
    "command": commands.submitted,
    "authorise": authorising.submitted,
    "setup": setup.submitted,
    picturing.ACTION: picturing.submitted,
}

_ANY: Final = re.compile(r".*", re.DOTALL)


def made(attending: Attending) -> AsyncApp:
    """The app for a workspace that is attended. Whoever calls it has looked at signatures."""
    workspace = attending.workspace

    async def authorize(**_: object) -> AuthorizeResult:
        # Nothing is asked of Slack here: an event must not wait for that.
        return AuthorizeResult(
            enterprise_id=None, team_id=workspace.team, bot_token=workspace.client.token, bot_user_id=workspace.bot_user or None
        )

    app = AsyncApp(
        logger=silent(),
        name=silent().name,  # Bolt silences the logger of this name with its own
        client=client_of(workspace.client.base_url),
        authorize=authorize,
        request_verification_enabled=False,
        ignoring_self_events_enabled=False,
        ignoring_self_assistant_message_events_enabled=False,
        attaching_function_token_enabled=False,
    )

    async def take(req: AsyncBoltRequest, body: Body, next_: Callable[[], Awaitable[BoltResponse]]) -> BoltResponse | None:
        """Before anything else: an event is written down; nothing is answered before the organisation runs."""
        if body.get("type") == "event_callback":
            status = await attending.take(body, "x-slack-retry-num" in req.headers)
            event = body.get("event")
            opened = isinstance(event, dict) and event.get("type") == "app_home_opened"
            if status != TAKEN or not opened:
                return BoltResponse(status=status)
        elif not await attending.inflow.opened():
            return BoltResponse(status=NOT_NOW)
        await next_()
        return None

    async def opened(event: Body) -> None:
        await home.opened(workspace, event)

    async def given(ack: AsyncAck, command: Body) -> None:
        await _done(ack, commands.given(workspace, command))

    async def shortcut(ack: AsyncAck, body: Body) -> None:
        await _done(ack, commands.shortcut(workspace, body))

    async def offered(ack: AsyncAck, body: Body) -> None:
        known = body.get("action_id") == picturing.WHO
        await ack(options=list(await picturing.choices(workspace, body)) if known else [])

    async def pressed(ack: AsyncAck, body: Body, action: Body) -> None:
        handler = PRESSED.get(_word(action.get("action_id")))
        await (_done(ack, handler(workspace, body)) if handler else ack())

    async def submitted(ack: AsyncAck, body: Body, view: Body) -> None:
        handler = SUBMITTED.get(_word(view.get("callback_id")))
        answer = await handler(workspace, body) if handler else None
        await (ack(**answer) if answer else ack())

    async def closed(ack: AsyncAck) -> None:
        await ack()

    async def failed(error: Exception) -> BoltResponse:
        # Its text may hold what somebody wrote, so only its type is said.
        log.error("what Slack sent could not be handled (%s)", type(error).__name__)
        return BoltResponse(status=500)

    app.use(take)
    app.event("app_home_opened")(opened)
    app.command(_ANY)(given)
    app.shortcut(_ANY)(shortcut)
    app.action(_ANY)(pressed)
    app.options(_ANY)(offered)
    app.view(_ANY)(submitted)
    app.view_closed(_ANY)(closed)
    app.error(failed)
    return app


async def _done(ack: AsyncAck, work: Coroutine[Any, Any, object]) -> None:
    """Do it, and answer Slack when it is done, or when Slack would wait no longer."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.wait({task}, timeout=ANSWERED_WITHIN)
        if not task.done() or task.exception() is None:
            await ack()
        await task
    finally:
        task.cancel()


def _word(id_: object) -> str:
    return id_.partition(":")[0] if isinstance(id_, str) else ""
