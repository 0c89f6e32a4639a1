"""What the tests of a running organisation share: the practice club with a lead by e-mail, and a mailbox to wait for."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from bot.config import OrganisationConfig
from bot.config_shape import AnchorsTable, OfficerTable
from bot.engines import Adviser
from bot.homes import IN_FILES, Homes
from bot.mail import Post
from bot.packaged import profile
from bot.running import Running
from bot.terminal.club import CONTACTS, HELEN, JUNIORS, MEMBERS
from bot.terminal.server import NAME, Server
from moderation.model import BOT, Account, Contact, Event, EventKind, Part, PartKind, Reach
from storage.home import Home, InFiles
from storage.ledger.record import decode
from tests.bot.mail_kit import Postbox
from tests.bot.service_kit import Clock

LEAD = Contact("Helen Marsh", "welfare officer", Reach.EMAIL, "helen@example.org", HELEN.person.id)
ANNE, BEN = "anne@example.org", "ben@example.com"
OFFICERS = AnchorsTable((OfficerTable("Anne Pell", ANNE, "p_anne"), OfficerTable("Ben Lowe", BEN, "p_ben")))
PATIENCE = 90.0


@dataclass
class Mailbox(Postbox):
    """A mail server for which a test can wait."""

    changed: threading.Condition = field(default_factory=threading.Condition)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = await super().handle_DATA(server, session, envelope)
        with self.changed:
            self.changed.notify_all()
        return answer

    async def until(self, to: str, count: int) -> None:
        """Wait until somebody has been given as many letters."""
        await asyncio.to_thread(self.wait_for, lambda: len(self.letters(to)) >= count)

    def wait_for(self, holds: Callable[[], bool]) -> None:
        with self.changed:
            assert self.changed.wait_for(holds, PATIENCE)


def config(**changes: Any) -> OrganisationConfig:
    contacts = replace(CONTACTS, lead=LEAD)
    return replace(OrganisationConfig("practice", profile("sports_club"), contacts, (), False, None, OFFICERS), **changes)


@dataclass
class Machine:
    """One machine with the practice club on it: its folder, its clock, its chat server and its mail server. Its record is in
    files, unless `homes` says otherwise.
    """

    folder: Path
    box: Mailbox
    post: Post
    clock: Clock = field(default_factory=Clock)
    homes: Homes = IN_FILES
    public_address: str = ""
    _count: int = 0

    def __post_init__(self) -> None:
        self.server = Server(self.clock)

    @property
    def home(self) -> Home:
        return self.homes.of(self.folder / "practice", "practice")

    def register_everybody(self) -> None:
        with closing(self.home.open("practice", self.clock, retention_days=30)) as store, store.transaction() as tx:
            for member in MEMBERS:
                tx.register(member.person, [member.account], BOT)

    def club(self, **changes: Any) -> Running:
        platforms, ours = {NAME: self.server}, config(**changes)
        more = {"homes": self.homes, "public_address": self.public_address}
        return Running(ours, self.folder, Adviser(), self.clock, self.post, platforms, **more)

    @asynccontextmanager
    async def running(self, **changes: Any) -> AsyncIterator[Running]:
        """The club, running until the end of the block, when it is stopped in order."""
        stop = asyncio.Event()
        async with self.club(**changes) as club:
            task = asyncio.create_task(club.run(stop))
            try:
                yield club
            finally:
                stop.set()
                await task

    def event(self, author: Account, text: str) -> Event:
        self._count += 1
        message = f"m{self._count}"
        self.server.post(message, JUNIORS, author, text)
        return Event(
            id=f"{NAME}:{JUNIORS.id}:{message}",
            org="practice",
            kind=EventKind.POSTED,
            at=self.clock(),
            author=author,
            place=JUNIORS,
            message=message,
            parts=(Part(PartKind.BODY, text),),
            conversation=JUNIORS.id,
        )

    def records(self) -> list[Mapping[str, Any]]:
        return records_of(self.home)

    def kinds(self) -> list[str]:
        return [record["kind"] for record in self.records()]

    async def until(self, kind: str, count: int = 1) -> None:
        """Wait until the record has as many entries of a kind."""
        await self._until(lambda: self.kinds().count(kind) >= count)

    async def until_signed(self) -> None:
        """Wait until a checkpoint was signed at the clock's present instant."""
        await self._until(self._signed_now)

    def _signed_now(self) -> bool:
        with self.home.read() as ledger:
            return ledger.anchoring().signed_at == self.clock.now

    async def _until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not holds():  # noqa: ASYNC110 - nothing rings when a file has grown
                await asyncio.sleep(0.02)


def records(folder: Path) -> list[Mapping[str, Any]]:
    return records_of(InFiles(folder))


def records_of(home: Home) -> list[Mapping[str, Any]]:
    with home.read() as ledger:
        return [decode(body) for _, _, body in ledger.entries()]


async def stopped(child: asyncio.subprocess.Process) -> str:
    """Tell a process to stop. Gives what it says from here on, once it has ended. One that does not end in time is killed."""
    child.terminate()
    try:
        async with asyncio.timeout(PATIENCE):
            _, said = await child.communicate()
    finally:
        with suppress(ProcessLookupError):
            child.kill()
    return said.decode()


async def begun(child: asyncio.subprocess.Process, says: str) -> str:
    """What a process says until it has said something."""
    assert child.stderr is not None
    said = ""
    async with asyncio.timeout(PATIENCE):
        while says not in said:
            line = await child.stderr.readline()
            assert line, said
            said += line.decode()
    return said
