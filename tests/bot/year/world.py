"""The club, running, and its clock. All of it is ours but the chat server and the post; time goes from thing to thing."""

import heapq
import json
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from bot.agreements import recording
from bot.engines import Adviser
from bot.pictures import SETTING as PHOTO_DESKS
from bot.rota import SETTING as ROTA
from bot.rota.changing import Given
from bot.running import Running
from bot.terminal.club import HELEN, TOM
from bot.terminal.server import NAME, Server
from moderation.duty import Rota, text_of
from moderation.model import (
    BOT,
    Account,
    Action,
    ActionKind,
    Arrival,
    Decision,
    Event,
    EventKind,
    Member,
    Part,
    PartKind,
    Person,
    Place,
)
from moderation.server import Lapse, ServerFacts
from moderation.statement import read
from storage.ledger.record import decode
from storage.sqlite.folder import CLUB_FILE
from storage.store import Transaction
from tests.bot.service_kit import Clock
from tests.bot.year import cast
from tests.bot.year.book import Book
from tests.bot.year.days import BEGINS, HOUR, MINUTE
from tests.bot.year.drifts import Drift
from tests.bot.year.outside import Delivery, Mail, Outside

SWEEP = 5 * MINUTE
STATEMENT = b"# Our statement\n1 Be kind. [map 3.1]\n2 No telephone numbers. [map 2.1]\n"
#: More rounds than there are at any instant.
ROUNDS = 300
MOMENT = timedelta(microseconds=1)

Act = Callable[[], Awaitable[None]]


class World:
    """`watch` is called whenever something has happened and everything has come to rest."""

    _base: sqlite3.Connection

    def __init__(self, folder: Path, random: Random, every: timedelta) -> None:
        self.folder, self.random, self.every = folder, random, every
        self.clock = Clock(BEGINS)
        self.server, self.mail = Server(self.clock), Mail()
        self.deliveries: list[Delivery] = []
        self.entries: list[Mapping[str, Any]] = []
        self._volume, self._known = 1, 0  # how far the record was read
        self.found: Mapping[str, Lapse] = {}
        self.drifts: dict[str, Drift] = {}
        self.book = Book()
        self.watch: Callable[[], None] = lambda: None
        self._due: list[tuple[datetime, int, Act]] = []
        self._count = 0
        self._tended = BEGINS
        self._people: dict[str, Person] = {}
        self.running = Running(cast.config(), folder, Adviser(), self.clock, self.mail, {NAME: self.server})
        for name, platform in list(self.running.platforms.items()):
            self.running.platforms[name] = Outside(platform, self.clock, random, self.deliveries, self.mail)

    # Time

    @property
    def now(self) -> datetime:
        return self.clock.now

    def at(self, instant: datetime, act: Act) -> None:
        """Have somebody do something then."""
        self._count += 1
        heapq.heappush(self._due, (max(instant, self.now), self._count, act))

    async def until(self, end: datetime) -> None:
        """Let time pass, and whatever is due happen at its instant."""
        sweep = self.now
        while True:
            acts = self._due[0][0] if self._due else end
            waits = self._waiting() or end
            self.clock.now = max(self.now, min(acts, sweep, max(waits, self.now + MOMENT), end))
            if self.now >= end:
                return
            if sweep <= self.now:
                await self.sweep()
                sweep = self.now + self.every
            if acts <= self.now:
                await self.rest()
                await heapq.heappop(self._due)[2]()
                sweep = min(sweep, self.now + SWEEP)
            if acts <= self.now or (self._waiting() or end) <= self.now or self.now - self._tended >= HOUR:
                await self.rest()

    async def rest(self) -> None:
        """Until nothing is left to do at this instant."""
        service, busy = self.running._service, False
        for _ in range(ROUNDS):
            if not await service.round():
                break
            busy = True
        else:
            raise AssertionError("the service does not come to rest")
        if self.now - self._tended >= HOUR:
            self._tended, busy = self.now, True
            await self.running._anchors.until_idle()
            await self.running._reports.tend()
            await service.until_idle()
        if busy:
            self._read()
            self.watch()

    def _waiting(self) -> datetime | None:
        """When a timer is to ring next, or something to be done or tried again."""
        rows = "SELECT min(due) FROM timer UNION ALL SELECT min(due) FROM outbox WHERE result IS NULL AND follows IS NULL"
        found = [datetime.fromisoformat(due) for (due,) in self._base.execute(rows) if due]
        return min(found, default=None)

    def _read(self) -> None:
        """What is new in the record, of which each year is a volume."""
        with self.running.home.read() as ledger:
            newest = max(ledger.volumes())
        while True:
            with self.running.home.read(self._volume) as ledger:
                new = [decode(body) for _, _, body in ledger.entries(self._known + 1)]
            self.entries += new
            self._known += len(new)
            if self._volume == newest:
                break
            self._volume, self._known = self._volume + 1, 0

    # The server

    def facts(self) -> ServerFacts:
        """The server as the adapter's sweep sees it now."""
        facts = replace(cast.server_of(self._people, self.server.kept_out), at=self.now)
        for drift in self.drifts.values():
            facts = drift.change(facts)
        return facts

    async def sweep(self) -> None:
        found = {lapse.id: lapse for lapse in await self.running.inspect(self.facts())}
        if found.keys() != self.found.keys():
            self._read()
        self.found = found

    # What people do

    def id(self, what: str) -> str:
        self._count += 1
        return f"{NAME}:{what}:{self._count}"

    def event(self, who: Account, place: Place, text: str, mentions: Sequence[Account] = ()) -> Event:
        message = self.id("m")
        self.server.post(message, place, who, text)
        parts = (Part(PartKind.BODY, text),)
        return Event(
            f"{message}:1", self.running.config.id, EventKind.POSTED, self.now, who, place, message, parts, tuple(mentions),
            conversation=place.id,
        )  # fmt: skip

    async def arrives(self, arrival: Arrival, judged: Callable[[Decision], None] = lambda decision: None) -> str:
        """Let something arrive, and everything run its way. `judged` hears of the decision before anybody is told of it.
        Gives what whoever it came from is answered.
        """
        await self.running.receive(arrival)
        (decision,) = await self.running._service.judge_waiting()
        judged(decision)
        await self.rest()
        return "\n".join(decision.because)

    async def press(self, who: Account, kind: ActionKind, case: str, reason: str = "", **given: Any) -> str:
        action = Action(self.id("press"), self.running.config.id, kind, self.now, who, case, reason, **given)
        return await self.arrives(action)

    async def commands(self, who: Account | Member, what: Callable[..., Any], *words: object, **more: object) -> Any:
        """Give a command, as an adapter does. Gives what it is answered."""
        account = who.account if isinstance(who, Member) else who
        given = Given(self.id("command"), account, self.now)
        says = await self.running.write(lambda tx: what(tx, given, self.running.organisation, *words, **more))
        await self.running.look(self._know)
        await self.rest()
        return says

    def _know(self, tx: Transaction) -> None:
        """What the adapter knows of the register."""
        for member in cast.EVERYBODY:
            person = tx.person_of(member.account)
            if person is not None:
                self._people[member.account.id] = person
        self._people[cast.EVE.id] = Person("?eve", "", minor=None)

    async def begin(self) -> None:
        """The club as it is set up: register, rota, statement, and what was signed on paper."""

        def lay_down(tx: Transaction) -> None:
            for member in cast.EVERYBODY:
                tx.register(
                    cast.trained(member, BEGINS.date()) if member in cast.STAFF else member.person, [member.account], BOT
                )
            tx.change_setting(PHOTO_DESKS, json.dumps({NAME: cast.DESK.id}), HELEN.person.id)
            tx.change_setting(ROTA, text_of(Rota(turns=self.book.turns)), BOT)
            tx.keep_statement(read(1, date(2026, 11, 1), STATEMENT), HELEN.person.id)

        await self.running.write(lay_down)
        for child in cast.CHILDREN:
            adult = child.person.responsible_adults[0].name
            for what, who in (("statement", ""), ("contact", adult), ("for-child", adult)):
                await self.commands(HELEN, recording.record, child.person.name, what, who)
        for member in cast.STAFF:
            by = TOM if member is HELEN else HELEN
            await self.commands(by, recording.record, member.person.name, "statement", job="coach")
            await self.commands(by, recording.record, member.person.name, "telephone")


@asynccontextmanager
async def world(folder: Path, random: Random, every: timedelta = SWEEP) -> AsyncIterator[World]:
    made = World(folder, random, every)
    async with made.running:
        base = made.running.folder / CLUB_FILE
        with closing(sqlite3.connect(f"file:{base}?mode=ro", uri=True, check_same_thread=False)) as made._base:
            await made.begin()
            yield made
