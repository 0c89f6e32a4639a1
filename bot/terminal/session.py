"""A practice session: the invented club on the real pipeline, with a temporary store and a clock that the evening moves."""

import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from bot.engines import Adviser
from bot.inspection import completed, take_in
from bot.lifetime import begin
from bot.organisation import everything_on, stands, with_roster
from bot.packaged import profile
from bot.pictures.choosing import choose
from bot.service import Service
from bot.spaces import declare
from bot.swiftness import Swiftness
from bot.terminal.agreed import agree
from bot.terminal.club import ALLOWED, CONTACTS, HELEN, PHOTO_DESK, PURPOSES, SESSIONS, Club
from bot.terminal.facts import facts_of
from bot.terminal.server import NAME, Server, Standing
from moderation.checks import inspect
from moderation.context import Organisation
from moderation.engines import Opinion
from moderation.engines.shipped import shipped
from moderation.model import BOT, Account, Action, ActionKind, Arrival, Case, Decision, Event, EventKind, Part, PartKind, Place
from moderation.routing import watches
from moderation.server import Lapse, ServerFacts
from storage.home import InFiles
from storage.ledger.record import decode
from storage.sqlite import SqliteStore
from storage.sqlite.audit import Whole
from storage.store import Counts, Entropy, Transaction
from storage.writer import Writer

T = TypeVar("T")

#: What stands for a picture in what somebody types.
PICTURE: Final = "[picture]"

#: How often the chat server is looked over.
LOOKS_EVERY: Final = timedelta(minutes=5)

KEPT_OUT: Final = "{name} cannot write there: they are kept out for now."
NOT_IN_IT: Final = "{name} cannot write there: they are not in #{place}, or it is closed for now."


@dataclass
class PracticeClock:
    """A clock that stands still until it is moved."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def move_by(self, by: timedelta) -> None:
        self.now += by


@dataclass
class Session:
    """One practice evening. What people do goes through `say`, `edit`, `take_away`, `press` and commands, which ask the
    organisation by `look`, `write`, `ask` and `opinion` as everywhere (`bot.platform.Office`).
    """

    club: Club
    organisation: Organisation
    clock: PracticeClock
    entropy: Entropy = os.urandom
    server: Server = field(init=False)
    _count: int = 0
    _posted: dict[str, Event] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._looked = self.clock()
        self.server = Server(self.clock, {place.id: place for place in self.club.places})
        self._folder = tempfile.TemporaryDirectory(prefix="touchline-practice-", ignore_cleanup_errors=True)
        retention = self.organisation.profile.retention.arrivals_days
        self.store = SqliteStore.open(
            Path(self._folder.name), self.organisation.id, self.clock, retention_days=retention, entropy=self.entropy
        )
        self._writer = Writer(self.store)
        platforms = {NAME: self.server, "email": self.server}
        self._adviser = Adviser(shipped())
        self.service = Service(self._writer, self.organisation, platforms, self.clock, self._adviser)

    async def __aenter__(self) -> Self:
        await self._writer.run(self._register_everybody)
        return self

    def _register_everybody(self, tx: Transaction) -> None:
        for member in self.club.members:
            tx.register(member.person, [member.account], BOT)
        begin(tx, self.clock(), self.organisation, self._adviser.id, {NAME: self.server}, None)
        choose(tx, HELEN.account, self.organisation, PHOTO_DESK, self.clock())
        for place, purpose in PURPOSES.items():
            declare(tx, NAME, place.id, purpose, HELEN.person.id)
        agree(tx, self.club.members, self.organisation.profile)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._writer.close()
        self.store.close()
        self._folder.cleanup()

    # What people do

    async def say(self, author: Account, place: Place, text: str, reply_to: Account | None = None) -> str:
        """Post a message as somebody and let it run its way. Gives the message's id."""
        message = self.new_id("m")
        self.server.post(message, place, author, text)
        await self._happened(self._event(message, EventKind.POSTED, place, author, text, reply_to))
        return message

    async def edit(self, message: str, text: str) -> None:
        self.server.edit(message, text)
        post = self.server.posts[message]
        await self._happened(self._event(message, EventKind.EDITED, post.place, post.author, text))

    async def take_away(self, message: str) -> None:
        """Delete a post as its author."""
        self.server.take_away(message)
        post = self.server.posts[message]
        await self._happened(self._event(message, EventKind.DELETED, post.place, post.author, ""))

    async def press(self, by: Account, kind: ActionKind, case: str, reason: str = "") -> str:
        """Press a button as somebody. Gives the sentence with which it was answered."""
        action = Action(self.new_id("a"), self.organisation.id, kind, self.clock(), by, case, reason)
        decision = await self.ask(action)
        return next(iter(decision.because), "") if decision else ""

    async def pass_time(self, by: timedelta) -> None:
        """Let the clock run, and with it whatever is due."""
        self.clock.move_by(by)
        if self.clock() - self._looked >= LOOKS_EVERY:
            facts, organisation = await self._facts()
            found = inspect(facts, organisation)
            await self.write(lambda tx: take_in(tx, facts, found, organisation, self.clock()))
            self._looked = self.clock()
        await self.service.until_idle()

    # What a command asks of the organisation

    async def ask(self, arrival: Arrival) -> Decision | None:
        await self.service.receive(arrival)
        decisions = await self.service.judge_waiting()
        await self.service.until_idle()
        return next((decision for decision in decisions if decision.cause == arrival.id), None)

    async def opinion(self, arrival: Arrival) -> Opinion:
        (opinion,) = await self._adviser.opinions([arrival])
        return opinion

    async def look(self, work: Callable[[Transaction], T]) -> T:
        return await self._writer.look(work)

    async def write(self, work: Callable[[Transaction], T]) -> T:
        return await self._writer.run(work)

    @property
    def swiftness(self) -> Swiftness:
        return self.service.swiftness

    async def audit(self) -> Whole:
        return InFiles(Path(self._folder.name)).audit()

    async def examine(self) -> Sequence[Lapse]:
        """Look at the chat server now: all that is not as the policy wants it. Nothing is recorded, and nobody is told."""
        return inspect(*await self._facts())

    async def _facts(self) -> tuple[ServerFacts, Organisation]:
        """The chat server now, and the organisation with what the checks want to know of it."""
        now, ours = self.clock(), self.organisation
        return await self.look(lambda tx: completed(tx, facts_of(tx, self.club, ours, now, self._opens), ours, now))

    async def take_roles(self) -> None:
        """Whoever has left has none of the roles by which closed places open."""
        people = await self.look(lambda tx: {each.account.id: tx.person_of(each.account) for each in self.club.members})
        self.server.without_roles = {id_ for id_, person in people.items() if person is not None and person.left is not None}

    # What can be looked at

    def cannot_write(self, account: Account, place: Place) -> str:
        """Why somebody cannot write in a place, in a sentence; "" where they can."""
        if not self.server.may_write(account.id):
            return KEPT_OUT.format(name=account.name)
        return "" if place in self.open_to(account) else NOT_IN_IT.format(name=account.name, place=place.name)

    def newest_of(self, author: Account, by: Account) -> Event | None:
        """The newest message of somebody that still stands, and that whoever asks can see."""
        here = {place.id for place in self.open_to(by)}
        for post in reversed(self.server.posts.values()):
            if post.author.id == author.id and post.standing is Standing.SHOWN and post.place.id in here:
                return self._posted.get(post.id)
        return None

    def place(self, key: str) -> Place:
        """A place of the club, or one that Touchline made and that is open: "contact" is the newest for contact with a child.
        Raises KeyError with the places there are.
        """
        called = key.lstrip("#").lower()
        made = [id_ for id_, people in self.server.contact_places.items() if people and id_.startswith(called)]
        return self.server.place(made[-1] if called and made else called) or self.club.place(key)

    def open_to(self, account: Account) -> Sequence[Place]:
        """The places that somebody can be in."""
        made = [self.place(id_) for id_, people in self.server.contact_places.items() if people]
        return [place for place in (*self.club.places, *made) if self._opens(place, account)]

    def _opens(self, place: Place, account: Account) -> bool:
        """Whether somebody can be in a place: one with members is theirs until they leave, one that was closed for those who
        watch.
        """
        if account.id in self.server.kept_out:
            return False
        if place.id in self.server.closed_places and not watches(self.club.member(account.id).person):
            return False
        return not place.members or (account in place.members and account.id not in self.server.without_roles)

    def concerns(self) -> Sequence[Case]:
        """Every concern of the evening, oldest first."""
        return self._writer.submit(lambda tx: tx.cases()).result()

    def counts(self) -> Counts:
        return self.store.counts()

    def entries(self, start: int) -> list[Mapping[str, Any]]:
        """The ledger's records from a sequence number on."""
        return [decode(body) for _, _, body in self.store.entries(start)]

    def _event(
        self, message: str, kind: EventKind, place: Place, author: Account, text: str, reply_to: Account | None = None
    ) -> Event:
        return Event(
            id=f"{NAME}:{place.id}:{self.new_id('v')}",
            org=self.organisation.id,
            kind=kind,
            at=self.clock(),
            author=author,
            place=place,
            message=message,
            parts=(Part(PartKind.BODY, words),) if (words := text.replace(PICTURE, "").strip()) else (),
            pictures=tuple(f"{message}-{number}" for number in range(text.count(PICTURE))),
            mentions=self.club.mentioned_in(text),
            reply_to=reply_to,
            conversation=place.id,
        )

    async def _happened(self, event: Event) -> None:
        self._posted[event.message] = event
        await self.service.receive(event)
        await self.service.until_idle()

    def new_id(self, prefix: str) -> str:
        self._count += 1
        return f"{prefix}{self._count}"


def practice_session(begins: datetime, entropy: Entropy = os.urandom) -> Session:
    """A session in the practice club, under the ready profile of a sports club with the club's own sessions."""
    club, ready = Club(), profile("sports_club")
    ours = replace(ready, hours=replace(ready.hours, sessions=SESSIONS))
    organisation = stands("practice", ours, CONTACTS, ALLOWED, everything_on([NAME, "email"]))
    organisation = with_roster(organisation, [member.person for member in club.members], entropy(32))
    return Session(club, organisation, PracticeClock(begins), entropy)
