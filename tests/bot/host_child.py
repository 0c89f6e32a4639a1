"""A worker on a host that is killed: the practice club as `touchline run` runs it, told what arrives on its standard input.

python -m tests.bot.host_child DATABASE FOLDER JOURNAL

A line of standard input is the number of a message; once that is on disk it is printed. What the platform was asked to do is a
line of JOURNAL: the effect's id and this process's.
"""

import asyncio
import os
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import dispatch, turns
from bot.config import OrganisationConfig
from bot.deployment import Deployment
from bot.engines import Adviser
from bot.homes import Homes
from bot.packaged import profile
from bot.platform import Enclosed
from bot.running import Running
from bot.terminal.club import ALFIE, CONTACTS, JUNIORS
from bot.terminal.server import NAME
from moderation.context import Capability
from moderation.model import Done, Event, EventKind, Outcome, Part, PartKind, Planned

ORG = "practice"
CONFIG = replace(OrganisationConfig(ORG, profile("sports_club"), CONTACTS, (), False))


class Journal:
    """A platform that does whatever it is asked, and writes down that it was."""

    name = NAME
    capabilities = frozenset(Capability)

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    async def perform(self, planned: Planned, enclosed: Enclosed) -> Outcome:
        os.write(self._file, f"{planned.id} {os.getpid()}\n".encode())
        await asyncio.sleep(0.002)
        return Done()


def now() -> datetime:
    return datetime.now(UTC)


def message(number: int) -> Event:
    """Every second one has to go."""
    text = f"ring 07700 900123 or {number}" if number % 2 else f"see you at {number}"
    return Event(
        f"{NAME}:{JUNIORS.id}:m{number}", ORG, EventKind.POSTED, now(), ALFIE.account, JUNIORS, f"m{number}",
        parts=(Part(PartKind.BODY, text),), conversation=JUNIORS.id,
    )  # fmt: skip


async def main(database: str, folder: Path, journal: Path) -> None:
    # Sooner than in service, so that who is killed is soon followed.
    turns.LEASE, turns.BEAT = timedelta(seconds=1.5), 0.2  # type: ignore[misc]
    dispatch.LEASE = timedelta(seconds=2)  # type: ignore[misc]
    stop = asyncio.Event()
    with closing(Homes(database)) as homes:
        club = Running(CONFIG, folder, Adviser(), now, platforms={NAME: Journal(journal)}, homes=homes)
        deployment = Deployment([club], [], homes, Adviser(), stop)
        working = asyncio.create_task(deployment.run())
        while not deployment.open:  # noqa: ASYNC110 - nothing rings
            await asyncio.sleep(0.01)
        while line := await asyncio.to_thread(sys.stdin.readline):
            await club.receive(message(int(line)))
            sys.stdout.write(line)
            sys.stdout.flush()
        stop.set()
        if problems := await working:
            sys.exit("; ".join(problems))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])))
