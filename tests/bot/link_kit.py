"""What the tests of links in letters share: the practice club, running, with its mail server and the listener for its pages."""

import re
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any, Final

import aiohttp

from bot.inspection import completed, take_in
from bot.links.serving import Pages
from bot.links.tokens import LENGTH
from bot.packaged import profile
from bot.rota.changing import Given
from bot.running import Running
from bot.terminal.club import ALFIE, DAVE, HELEN, TOM
from bot.terminal.server import NAME
from moderation.checks import inspect
from moderation.model import Member, Person, Reach, ResponsibleAdult, ResponsibleKind
from moderation.server import Guards, MemberFacts, RoleFacts, ServerFacts
from moderation.statement import read
from storage.store import Transaction
from tests.bot.mail_kit import mail_server, mailer, text_of
from tests.bot.running_kit import Machine, Mailbox

#: Found below a path of a host, as behind a proxy.
PUBLIC: Final = "https://touchline.example.org/club"
SAM: Final = "sam.webb@example.org"
KIM: Final = ResponsibleAdult("Kim Webb", ResponsibleKind.CARER, Reach.EMAIL, "kim.webb@example.org")
TEXT: Final = b"# Our statement\n1 Be kind. [map 3.1]\n2 No telephone numbers. [map 2.1]\n"
_LINK: Final = re.compile(rf"{re.escape(PUBLIC)}(/answer/practice/\S{{{LENGTH}}})$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Answered:
    """What a browser was answered: status, page and headers."""

    status: int
    page: str
    headers: Mapping[str, str]


@dataclass
class Post:
    """The club with its post and its pages."""

    machine: Machine
    club: Running
    pages: Pages
    http: aiohttp.ClientSession
    open: set[str]
    _given: int = 0

    @property
    def address(self) -> str:
        """Where the listener is, below the path of the public address."""
        return f"http://127.0.0.1:{self.pages.port}/club"

    async def does(self, what: Callable[..., str], *words: object, who: Member = HELEN) -> str:
        """Somebody gives a command."""
        self._given += 1
        given = Given(f"terminal:links:{self._given}", who.account, self.machine.clock())
        said = await self.club.write(lambda tx: what(tx, given, self.club.organisation, *words))
        self.club._service.wake()
        return said

    async def letter(self, to: str, number: int = 1) -> str:
        """The text of the newest letter to somebody, once there are so many."""
        await self.machine.box.until(to, number)
        return text_of(self.machine.box.letters(to)[-1])

    async def linked(self, to: str, number: int = 1) -> str:
        """The path of the link in the newest letter to somebody."""
        return path_in(await self.letter(to, number))

    async def opens(self, path: str, method: str = "GET", **more: Any) -> Answered:
        async with self.http.request(method, f"{self.address}{path}", **more) as answer:
            return Answered(answer.status, unescape(await answer.text()), dict(answer.headers))

    async def presses(self, path: str, says: str) -> Answered:
        return await self.opens(path, "POST", data={"says": says})

    async def child(self, id_: str = "p_alfie") -> Person:
        found = await self.club.look(lambda tx: tx.person(id_))
        assert found is not None
        return found

    async def adult(self, name: str, child: str = "p_alfie") -> ResponsibleAdult:
        return next(each for each in (await self.child(child)).responsible_adults if each.name == name)

    async def registers(self, *adults: ResponsibleAdult) -> None:
        """These are Alfie's adults now."""
        person = replace(ALFIE.person, responsible_adults=adults)
        await self.club.write(lambda tx: tx.register(person, [ALFIE.account], "p_helen"))

    async def imports(self, text: bytes = TEXT) -> None:
        today = self.machine.clock().date()

        def keep(tx: Transaction) -> None:
            tx.keep_statement(read(len(tx.statements()) + 1, today, text, b""), "p_helen")

        await self.club.write(keep)

    async def looks(self) -> None:
        """The server is looked at, with Alfie on it."""
        members = {each.account.id: MemberFacts(each.account, each.person) for each in (HELEN, TOM, DAVE)}
        members[ALFIE.account.id] = MemberFacts(ALFIE.account, await self.child(), ("r_child",))
        now, ours = self.machine.clock(), self.club.organisation
        facts = ServerFacts(
            NAME, "s_1", now, members, (), (RoleFacts("r_child", "Juniors"),), Guards(mapped_roles={"r_child": "child"})
        )

        def look(tx: Transaction) -> None:
            seen, organisation = completed(tx, facts, ours, now)
            take_in(tx, seen, inspect(seen, organisation), organisation, now)

        await self.club.write(look)
        self.club._service.wake()

    def entries(self, kind: str) -> list[Mapping[str, Any]]:
        return [each for each in self.machine.records() if each["kind"] == kind]

    def kept(self) -> list[Mapping[str, Any]]:
        """The entries that somebody made who is not on the register: by a link, in these tests."""
        return [each for each in self.machine.records() if each["actor"].startswith("a_")]

    def passes(self, by: timedelta) -> None:
        self.machine.clock.now += by


def path_in(letter: str) -> str:
    """The path of the only link in a letter."""
    (path,) = _LINK.findall(letter)
    return str(path)


@contextmanager
def machine_in(folder: Path, public: str = PUBLIC) -> Iterator[Machine]:
    box = Mailbox()
    with mail_server(box) as port:
        machine = Machine(folder, box, mailer(port), public_address=public)
        machine.register_everybody()
        yield machine


@asynccontextmanager
async def posting(folder: Path, public: str = PUBLIC) -> AsyncIterator[Post]:
    """The practice club as a sport provider, which asks a child's adults for most."""
    with machine_in(folder, public) as machine:
        async with machine.running(profile=profile("sport_provider")) as club:
            is_open = {"practice"}
            pages = Pages("127.0.0.1", 0, PUBLIC, {"practice": club}, is_open)
            await pages.open()
            try:
                async with aiohttp.ClientSession() as http:
                    yield Post(machine, club, pages, http, is_open)
            finally:
                await pages.close()
