"""One organisation's workspace, attended: the bot's token is tried, what was missed is read back, what arrives is taken in, and
the workspace is looked at. Somebody learns of it when the bot is not there.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextlib import suppress
from typing import Any, Final, TypeVar

from bot.absence import NO_SESSION
from bot.bell import Pause
from bot.slack import authorising, trouble
from bot.slack.absence import NOT_INSTALLED, REFUSED, absence_from
from bot.slack.catch_up import EVERY, CatchUp
from bot.slack.guarding import PRESENCE, Watch
from bot.slack.inflow import TAKEN, Inflow
from bot.slack.refusals import TROUBLE, asked_to_wait
from bot.slack.sockets import Told
from bot.slack.standing import StandingPosts
from bot.slack.workspace import NAME, Workspace
from bot.upkeep import Upkeep
from storage.store import StoreError

T = TypeVar("T")

log = logging.getLogger(__name__)

#: How long until a token is looked for, or Slack is asked again, in seconds.
AGAIN: Final = 10.0
#: So long others are waited for after something was changed elsewhere, in seconds.
SETTLE: Final = 1.0
Connect = Callable[[Told], Awaitable[str]]
"""Is connected, until cancelled, and says so each time it is or is not any more. Gives why that is not possible for good."""


class Attending:
    """Attends one workspace. `token` is the bot's, "" where it comes with the installation. `connect` is None over HTTP."""

    def __init__(self, workspace: Workspace, token: str, pause: Pause = asyncio.sleep) -> None:
        self.workspace = workspace
        self.inflow = Inflow(workspace)
        self.catch_up = CatchUp(workspace, self.inflow.receive, pause)
        self.watch = Watch(workspace, pause)
        workspace.changed = self.watch.changed
        self.absence = absence_from(workspace, pause)
        self.upkeep = Upkeep(workspace.core, NAME, workspace.team, StandingPosts(workspace, pause), pause)
        self._token = token
        self._pause = pause
        self._connect: Connect | None = None
        self._connected = True
        self._known = False
        self._refused = ""
        #: So many seconds Slack asked to be left alone for, when its token was tried last.
        self._put_off = 0
        self._asking = asyncio.Event()
        self._changed = asyncio.Event()
        workspace.core.on_change(self._changed.set)
        #: What cannot be mended here, a sentence each.
        self.problems: list[str] = []

    def connects(self, connect: Connect) -> None:
        """Have it open a connection of its own (Socket Mode)."""
        self._connect, self._connected = connect, False

    async def take(self, body: Mapping[str, Any], again: bool) -> int:
        """Take an event in: see `Inflow.take`. What it says of the workspace is acted on as well."""
        status = await self.inflow.take(body, again)
        event = body.get("event")
        if status == TAKEN and isinstance(event, dict):
            if event.get("type") in {"tokens_revoked", "app_uninstalled"}:
                await authorising.revoked(event, self.workspace)
                if _is_about_the_bot(event):
                    self._asking.set()
            if event.get("type") == "member_joined_channel":
                await self._see_who_came(str(event.get("channel")), str(event.get("user")))
            self.watch.see(event)
            if event.get("type") in PRESENCE:
                await self.workspace.core.tell_others()
        return status

    async def _see_who_came(self, channel: str, user: str) -> None:
        known = self.workspace.directory.conversations.get(channel)
        if user == self.workspace.bot_user:
            self.catch_up.look_into(channel)
        elif known is None or known.private:
            await self.watch.withdrawing.look(channel)

    async def run(self) -> None:
        """Attend, until cancelled."""
        async with asyncio.TaskGroup() as together:
            together.create_task(self.absence.run())
            together.create_task(self._attend(self._read_back, self.watch.run, self.upkeep.run))

    async def stand_by(self) -> None:
        """Only take in what arrives, while another process attends, until cancelled."""
        await self._attend(self._look_now_and_then)

    async def close(self) -> None:
        """Take nothing in any more."""
        await self.inflow.close()

    async def _attend(self, *work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Take in what arrives, and work beside that."""
        while True:
            await self._until_known()
            # A task of its own: before Python 3.13 a group whose task fails just then swallows a cancellation of the whole.
            attended = asyncio.create_task(self._until_in_doubt(*work))
            try:
                await asyncio.wait((attended,))
            finally:
                attended.cancel()
                await asyncio.gather(attended, return_exceptions=True)
            attended.result()
            self._say_where()
            await self._pause(AGAIN)  # Slack may say one thing and then another

    async def _until_in_doubt(self, *work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """The same, until it is doubted whether Slack still takes the bot's token."""
        try:
            await self._until_done(self.catch_up.begin)
            self.inflow.open()
            async with asyncio.TaskGroup() as together:
                for part in (*work, self._be_connected, self._keep_up):
                    together.create_task(part())
                together.create_task(self._until_doubted())
        except* _DoubtError:
            self._known = False

    async def _read_back(self) -> None:
        try:
            await self.catch_up.run()
        except TROUBLE as error:
            raise _DoubtError from error

    async def _keep_up(self) -> None:
        """Look anew when another process has changed something, or was told by Slack who is where. A burst is one look."""
        while True:
            await self._changed.wait()
            await self._pause(SETTLE)
            self._changed.clear()
            await self._until_done(self._look_anew)

    async def _look_anew(self) -> None:
        directory = self.workspace.directory
        before = {each.id for each in directory.conversations.values() if each.joined}
        await self.workspace.refresh()
        await directory.load()
        for each in [each.id for each in directory.conversations.values() if each.joined and each.id not in before]:
            self.catch_up.look_into(each)
        self.watch.changed()

    async def _look_now_and_then(self) -> None:
        """While nothing is read back here: for what another process could not tell of."""
        while True:
            await self._pause(EVERY)
            self._changed.set()

    async def _until_doubted(self) -> None:
        """Until an event says that the app was taken out, or a token was revoked."""
        self._asking.clear()
        await self._asking.wait()
        raise _DoubtError

    async def _be_connected(self) -> None:
        if self._connect is not None and (problem := await self._connect(self._tell)):
            self._say(problem)
            self.absence.becomes(REFUSED)
            self._connect = None  # it stays so until this is started again with another token

    def _tell(self, connected: bool) -> None:
        """The connection stands, or does not any more. Before each what happened is unknown."""
        self._connected = connected
        if connected:
            self.catch_up.rings()
        self._say_where()

    def _say_where(self) -> None:
        self.absence.becomes("" if self._known and self._connected else NO_SESSION)

    async def _until_known(self) -> None:
        """Until Slack takes the bot's token and says who the bot is there. One that it refused is not tried again."""
        waits = False
        while not self._known:
            self._put_off = 0
            token = self._token or await self._until_done(self.workspace.grants.bot_token)
            if not token:
                self.absence.becomes(NOT_INSTALLED)
                if not waits:
                    waits = True
                    log.error("%s: %s", self.workspace.core.organisation.id, trouble.WAITS.format(link=self._link()))
            elif token != self._refused and await self._is_taken(token):
                self._known = True
                self.problems.clear()
                self._say_where()
                return
            await self._pause(max(AGAIN, self._put_off))

    async def _forget_grants(self) -> None:
        """The app was taken out, as far as can be seen: the event that says so may never be taken in. What Slack does not
        answer now is found out when a token is used.
        """
        with suppress(StoreError, *TROUBLE):
            await authorising.revoked({"type": "app_uninstalled"}, self.workspace)

    async def _is_taken(self, token: str) -> bool:
        workspace = self.workspace
        workspace.client.token = token
        try:
            answer = await workspace.client.auth_test()
        except TROUBLE as error:
            if trouble.is_dead(error):
                self._refuse(token, trouble.REFUSED.format(code=trouble.code_of(error)))
                await self._forget_grants()
            else:
                self._put_off = asked_to_wait(error)
                log.warning("Slack does not answer (%s): asked again", trouble.code_of(error) or type(error).__name__)
            return False
        if answer.get("team_id") != workspace.team:
            self._refuse(token, trouble.ELSEWHERE.format(found=answer.get("team_id"), team=workspace.team))
            return False
        workspace.bot_user, workspace.url = str(answer.get("user_id", "")), str(answer.get("url", ""))
        return True

    def _refuse(self, token: str, problem: str) -> None:
        self._refused = token
        self._say(problem)
        self.absence.becomes(REFUSED)

    def _say(self, problem: str) -> None:
        problem = f"{self.workspace.core.organisation.id}: {problem}"
        log.error(problem)
        self.problems.append(problem)

    def _link(self) -> str:
        return f"{self.workspace.access.address}/install" if self.workspace.access else ""

    async def _until_done(self, work: Callable[[], Awaitable[T]]) -> T:
        """Do it, again and again while Slack or the record does not answer."""
        while True:
            try:
                return await work()
            except (StoreError, *TROUBLE) as error:
                if trouble.is_dead(error):
                    raise _DoubtError from error
                why, put_off = trouble.code_of(error) or type(error).__name__, asked_to_wait(error)
                log.warning("the workspace could not be looked into yet (%s): tried again", why)
            await self._pause(max(AGAIN, put_off))


class _DoubtError(Exception):
    """Whether Slack still takes the bot's token is to be asked."""


def _is_about_the_bot(event: Mapping[str, Any]) -> bool:
    """Whether the bot's own token may be worth nothing now."""
    tokens = event.get("tokens")
    return event.get("type") == "app_uninstalled" or (isinstance(tokens, dict) and bool(tokens.get("bot")))
