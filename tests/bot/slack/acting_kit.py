"""What the tests of acting share: an administrator's grant, effects that are performed, and people who press buttons."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.platform import Enclosed
from bot.slack import presses
from bot.slack.acting import SlackPlatform
from bot.slack.grants import Grant
from moderation.model import Effect, Outcome, Planned
from tests.bot.slack.kit import Made
from tests.bot.slack.peer.names import REMOVER_SCOPES


async def grant(made: Made, user: str) -> None:
    """Somebody lets the app remove posts as they may themselves, and setup names them for it."""
    token = made.peer.install(user, REMOVER_SCOPES)
    await made.workspace.grants.keep(Grant(user, frozenset(REMOVER_SCOPES), made.clock(), token.value))
    await made.set_up(remover=user)


async def do(made: Made, effect: Effect, number: int = 1, enclosed: Enclosed | None = None) -> Outcome:
    return await made.platform.perform(Planned(f"x_slack_{number}", effect, "slack"), enclosed or Enclosed())


def restart(made: Made) -> None:
    """A new adapter, which remembers nothing."""
    made.platform = SlackPlatform(made.workspace)


@asynccontextmanager
async def buttons_work(made: Made) -> AsyncIterator[None]:
    """What people press reaches the adapter, and nothing else does."""

    async def handle(request: web.Request) -> web.Response:
        form = await request.post()
        if "payload" not in form:  # an event
            return web.Response()
        body = json.loads(str(form["payload"]))
        if body["type"] == "view_submission":
            return web.json_response(await presses.submitted(made.workspace, body))
        await presses.pressed(made.workspace, body)
        return web.Response()

    app = web.Application()
    app.router.add_post("/", handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.peer.send_to(f"http://127.0.0.1:{runner.addresses[0][1]}/")
    try:
        yield
    finally:
        made.peer.send_to("")
        await runner.cleanup()
