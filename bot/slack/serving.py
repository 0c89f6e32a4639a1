"""Slack for one deployment: every organisation that has an app, one listener for those that Slack reaches by HTTP."""

import asyncio
import logging
import os
from collections.abc import Mapping
from functools import partial
from typing import Final

from bot.bell import Pause
from bot.config import OrganisationConfig
from bot.config_chat import Slack
from bot.credentials import Credential
from bot.platform import Core
from bot.slack import authorising
from bot.slack.acting import SlackPlatform
from bot.slack.app import made
from bot.slack.attending import Attending
from bot.slack.calling import client_of
from bot.slack.errands import Errands
from bot.slack.http import Door, Doors
from bot.slack.sockets import Sockets
from bot.slack.workspace import NAME, Access, Workspace

log = logging.getLogger(__name__)


class SlackChat:
    """All workspaces of a deployment. See `bot.chat.Chat`."""

    name: Final = NAME
    alone: Final = False

    def __init__(
        self,
        settings: Slack,
        public_address: str | None,
        environment: Mapping[str, str] = os.environ,
        pause: Pause = asyncio.sleep,
        *,
        shares: bool = False,
    ) -> None:
        """`shares`: other processes work with the same organisations, as on a host."""
        self._shares = shares
        self._settings = settings
        self._public = (public_address or "").rstrip("/")
        self._environment = environment
        self._pause = pause
        self._attended: dict[str, Attending] = {}
        self._doors: dict[str, Door] = {}
        self._ended = asyncio.Event()
        self._more = asyncio.Event()
        self.listener: Doors | None = None

    def watch(self, config: OrganisationConfig, core: Core) -> SlackPlatform | None:
        """Watch the workspace that an organisation names. Raises CredentialError."""
        id_, app = config.id, config.slack
        if app is None:
            return None
        client = client_of(self._settings.api_address)
        workspace = Workspace(app.workspace, core, client)
        if app.client_id:
            address = f"{self._public}/slack/{id_}" if self._public else ""
            workspace.access = Access(app.client_id, self._read(app.client_secret), address)
            workspace.errands = Errands(workspace.access.client_secret)
        attending = Attending(workspace, self._read(app.bot_token), self._pause)
        bolt = made(attending)
        if app.app_token is not None:
            attending.connects(Sockets(bolt, client, self._read(app.app_token), self._pause).serve)
        pages = {"install": authorising.install, "authorised": authorising.back} if workspace.access else {}
        self._attended[id_] = attending
        self._doors[id_] = Door(
            bolt, {key: partial(page, workspace) for key, page in pages.items()}, self._read(app.signing_secret)
        )
        self._more.set()
        return SlackPlatform(workspace)

    def attending(self, id_: str) -> Attending:
        """How a workspace that is watched is attended, by its organisation's id."""
        return self._attended[id_]

    async def attend(self, id_: str) -> None:
        """Attend an organisation's workspace, until cancelled."""
        await self._attended[id_].run()

    async def stand_by(self, id_: str) -> None:
        """Take in what Slack tells of it, until cancelled."""
        await self._attended[id_].stand_by()

    async def leave(self, id_: str) -> None:
        """The organisation stops."""
        await self._attended[id_].close()

    async def serve(self) -> str:
        """Listen, until `end`, once anybody is reached by HTTP. Gives what could not be mended, "" for nothing."""
        problems = []
        try:
            while not self._ended.is_set():
                self._more.clear()
                if self.listener is None and (problem := await self._listen()):
                    problems.append(problem)
                    log.error(problem)
                await self._more.wait()
        finally:
            if self.listener is not None:
                await self.listener.close()
        return "; ".join([*problems, *(each for attending in self._attended.values() for each in attending.problems)])

    async def _listen(self) -> str:
        """Begin to, if anybody is reached by HTTP. Gives why that is not possible."""
        if not any(door.secret or (door.pages and self._public) for door in self._doors.values()):
            return ""
        self.listener = Doors(self._settings.host, self._settings.port, self._public, self._doors, shares=self._shares)
        try:
            await self.listener.open()
        except OSError as error:
            where, why = f"{self._settings.host}:{self._settings.port}", error.strerror or type(error).__name__
            return f"Slack cannot reach Touchline on {where} ({why}): give listen under [slack] a port that is free"
        return ""

    async def end(self) -> None:
        """Listen no more."""
        self._ended.set()
        self._more.set()

    def _read(self, credential: Credential | None) -> str:
        return credential.read(self._environment) if credential else ""
