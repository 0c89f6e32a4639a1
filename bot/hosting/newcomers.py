"""Organisations that are added to a deployment, or resumed, while its processes run: looked for now and then, and taken on.

What is new is found in the configuration's own file, which `touchline org add` changes last; who is resumed, in their record.
Whatever else is changed in the configuration counts from the next start.
"""

import asyncio
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from bot.bell import Pause
from bot.config import Config, OrganisationConfig, read_config
from bot.credentials import CredentialError
from bot.deployment import Deployment
from bot.homes import Homes
from bot.hosting.suspending import is_left_alone
from bot.running import Running
from bot.toml import FileError
from storage.store import StoreError

log = logging.getLogger("touchline")

#: How often it is looked, in seconds.
EVERY: Final = 15.0

Stamp = tuple[int, int, int]
"""By which it is seen that a file was changed."""


def stamp_of(path: Path) -> Stamp | None:
    """That of a file; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


class Newcomers:
    """Those of one process. `settings` were read from the file at `path` when its stamp was `stamp`, or later. `begin` makes
    what runs an organisation.
    """

    def __init__(
        self,
        path: Path,
        stamp: Stamp | None,
        settings: Config,
        homes: Homes,
        deployment: Deployment,
        begin: Callable[[OrganisationConfig], Running],
    ) -> None:
        self._path = path
        self._stamp = stamp
        self._settings = settings
        self._homes = homes
        self._deployment = deployment
        self._begin = begin
        self._refused: dict[str, str] = {}
        self._wrong = ""

    async def keep(self, pause: Pause = asyncio.sleep) -> None:
        """Look, until cancelled."""
        while True:
            await pause(EVERY)
            try:
                await self.look()
            except Exception as error:  # whatever it is, the next look must come
                log.error("it could not be looked whether an organisation was added (%s)", type(error).__name__)

    async def look(self) -> None:
        """Take on whoever was added or resumed."""
        here = self._deployment
        resumed = {name for name in [*here.suspended] if await asyncio.to_thread(self._is_resumed, name)}
        await self._read_anew(whatever=bool(resumed))
        for each in self._settings.organisations:
            if each.id not in here.clubs or each.id in resumed:
                self._take_on(each)

    async def _read_anew(self, *, whatever: bool) -> None:
        """Read the configuration if it was changed; `whatever` it is, where somebody's own file may have been changed."""
        stamp = stamp_of(self._path)
        if stamp == self._stamp and not whatever:
            return
        try:
            self._settings = await asyncio.to_thread(read_config, self._path)
        except FileError as error:
            if str(error) != self._wrong:
                log.error("the configuration was changed, and nobody new is looked after until it is put right: %s", error)
            self._wrong = str(error)
        else:
            self._stamp, self._wrong = stamp, ""

    def _is_resumed(self, name: str) -> bool:
        home = self._homes.of(self._settings.data_folder / name, name)
        if not home.shared and home.is_tended():
            return False  # the command that resumes it has not come to its end
        try:
            with home.read() as ledger:
                return not is_left_alone(ledger)
        except StoreError:
            return False

    def _take_on(self, organisation: OrganisationConfig) -> None:
        name = organisation.id
        try:
            missing = [place for place in _places(organisation) if place not in self._deployment.connected_to]
            if missing:
                raise CredentialError(f"nothing here is connected to {' or '.join(missing)} yet")
            self._deployment.take_on(self._begin(organisation))
        except CredentialError as error:
            if self._refused.get(name) != str(error):
                log.error(
                    "%s: NOBODY LOOKS AFTER IT until the processes are started again, one after the other: %s", name, error
                )
            self._refused[name] = str(error)
        else:
            self._refused.pop(name, None)
            log.info("%s: it was added or resumed, and is taken on", name)


def _places(organisation: OrganisationConfig) -> Iterator[str]:
    """The chat platforms on which it has a place, by their names."""
    if organisation.discord_server is not None:
        yield "discord"
    if organisation.slack is not None:
        yield "slack"
