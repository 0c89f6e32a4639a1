"""An organisation on the peer's server: the real store, service and client, with the peer in Discord's place."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.discord.acting import DiscordPlatform
from bot.discord.client import Discord
from bot.discord.club import NAME
from bot.engines import Adviser
from bot.running import Running
from moderation.model import BOT as TOUCHLINE
from moderation.model import Account, Event, Person, Role
from storage.sqlite import SqliteStore
from tests.bot.discord.payloads import CHILD, COACH, SERVER
from tests.bot.discord.peer import TOKEN, Peer
from tests.bot.running_kit import PATIENCE, config, records

ORG = "practice"
NUMBER = "ring me on 07700 900123"
PEOPLE = {COACH: Person("p_dave", "Dave Ridley", Role.STAFF, minor=False), CHILD: Person("p_jo", "Jo Lind", Role.CHILD, True)}

CONFIG = """\
data_folder = "data"

[organisation]
id = "practice"
name = "Larkmead Cricket Club"
profile = "sports_club"
starts_shadow = false

[organisation.contacts.lead]
name = "Helen Marsh"
title = "welfare officer"
reach = "platform"
address = "100000000000000001"

[organisation.contacts.deputy]
name = "Tom Okafor"
title = "deputy welfare officer"
reach = "platform"
address = "100000000000000002"

[organisation.discord]
server = "{server}"

[engine]
name = "none"

[discord]
token_env = "A_TOKEN"
api_address = "{api}"
gateway_address = "{gateway}"
"""


def now() -> datetime:
    return datetime.now(UTC)


class Quick(Discord):
    """The client, without discord.py's own pause before it identifies once more."""

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        return None


@dataclass
class Step:
    """A pause that lasts until a test ends it."""

    waiting: list[asyncio.Event] = field(default_factory=list)

    async def __call__(self, seconds: float) -> None:
        event = asyncio.Event()
        self.waiting.append(event)
        await event.wait()

    def over(self) -> None:
        waiting, self.waiting = self.waiting, []
        for event in waiting:
            event.set()


def register(folder: Path) -> None:
    with closing(SqliteStore.open(folder / ORG, ORG, now, retention_days=30)) as store, store.transaction() as tx:
        for id_, person in PEOPLE.items():
            tx.register(person, [Account(NAME, str(id_), person.name)], TOUCHLINE)


def written(folder: Path, peer: Peer) -> Path:
    """A configuration for `touchline run`, whose token is in A_TOKEN, with its people on the register."""
    path = folder / "config.toml"
    path.write_text(CONFIG.format(server=SERVER, api=peer.api, gateway=peer.gateway), "utf-8")
    register(folder / "data")
    return path


def entries(folder: Path, kind: str) -> list[Mapping[str, Any]]:
    return [record["data"] for record in records(folder / ORG) if record["kind"] == kind]


def taken_in(folder: Path, place: int) -> Sequence[Event]:
    """What the record knows of a place, in the order in which it was written there. Only while nothing else has it open."""
    with closing(SqliteStore.open(folder / ORG, ORG, now, retention_days=30)) as store, store.reading() as tx:
        return tx.window(str(place), now(), 10_000)


async def knows(client: Discord, place: int, count: int) -> None:
    """Wait until as many messages of a place were judged."""
    look = client.clubs[SERVER].core.look
    async with asyncio.timeout(PATIENCE):
        while len(await look(lambda tx: tx.window(str(place), now(), count))) < count:  # noqa: ASYNC110 - nothing rings
            await asyncio.sleep(0.02)


async def recorded(folder: Path, kind: str, count: int = 1) -> None:
    """Wait until the record has as many entries of a kind."""
    async with asyncio.timeout(PATIENCE):
        while len(entries(folder, kind)) < count:  # noqa: ASYNC110 - nothing rings when a file has grown
            await asyncio.sleep(0.02)


@asynccontextmanager
async def connected(folder: Path, peer: Peer, **options: Any) -> AsyncIterator[Discord]:
    """The organisation runs, with its client, until the end of the block."""
    stop = asyncio.Event()
    client = Quick(TOKEN, peer.api, peer.gateway, guild_ready_timeout=0.1, **options)
    club = Running(config(discord_server=SERVER), folder, Adviser(), now)
    club.platforms[NAME] = DiscordPlatform(client.watch(SERVER, club, club.config.id))
    async with club:
        serving = asyncio.create_task(client.serve())
        running = asyncio.create_task(club.run(stop))
        await club.until_going()
        await client.inflow(SERVER).open()
        try:
            yield client
        finally:
            await client.inflow(SERVER).close()
            stop.set()
            await running
            await client.end()
            assert await serving == ""
