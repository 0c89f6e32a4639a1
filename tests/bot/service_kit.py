"""What the tests of the service share: the practice club on the real pipeline, and a server whose moods are scripted.

Everything of ours is real: store, writer, service, policy, notices. Only the world outside is played: the chat server, which a
test can make refuse, fail or fall silent, and the clock, which a test moves.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.engines import Adviser
from bot.organisation import everything_on, stands
from bot.packaged import profile
from bot.platform import Enclosed, Platform
from bot.service import Service
from bot.shadow import Shadow
from bot.terminal.club import ALLOWED, CONTACTS, MEMBERS, Club
from bot.terminal.server import NAME, Letter, Server
from moderation.cards import Card
from moderation.case_types import is_grave
from moderation.context import Capability, Context, Organisation
from moderation.detectors import View, saw
from moderation.model import (
    BOT,
    Account,
    Action,
    ActionKind,
    AlertLead,
    Arrival,
    AskHuman,
    Case,
    Category,
    Contacts,
    Event,
    EventKind,
    Finding,
    Member,
    Outcome,
    Part,
    PartKind,
    Person,
    Place,
    Planned,
    RefreshCard,
    Report,
    TellLead,
)
from storage.ledger.record import decode
from storage.sqlite import SqliteStore
from storage.store import Store
from storage.writer import Writer

START = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
NUMBER = "07700 900123"
#: More rounds than any test needs at one instant.
ROUNDS = 200

Mood = Outcome | Exception


@dataclass
class Clock:
    """Stands still until it is moved."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Moody:
    """The platform as it is on a bad day: `moods` holds what it answers (or raises) next, by "kind:address" for one person, by
    kind of effect, or by "any"; None, and when there is nothing left, it does what it is asked. `calls` are all attempts, with
    their instants.
    """

    server: Server
    clock: Clock
    moods: dict[str, Iterator[Mood | None]] = field(default_factory=dict)
    calls: list[tuple[datetime, Planned]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.server.name

    @property
    def capabilities(self) -> frozenset[Capability]:
        return self.server.capabilities

    def answers(self, to: str, *moods: Mood | None) -> None:
        self.moods[to] = iter(moods)

    def always(self, to: str, mood: Mood) -> None:
        self.moods[to] = iter(lambda: mood, None)

    async def perform(self, planned: Planned, enclosed: Enclosed) -> Outcome:
        self.calls.append((self.clock.now, planned))
        effect = planned.effect
        for key in (f"{effect.kind}:{_address(planned)}", effect.kind, "any"):
            mood = next(self.moods.get(key, iter(())), None)
            if isinstance(mood, Exception):
                raise mood
            if mood is not None:
                return mood
        return await self.server.perform(planned, enclosed)

    def asked(self, kind: str) -> list[Planned]:
        return [planned for _, planned in self.calls if planned.effect.kind == kind]

    def addressed(self, *kinds: str) -> list[str]:
        """To whom effects of these kinds were to go, in order, again and again."""
        return [_address(planned) for _, planned in self.calls if planned.effect.kind in kinds]

    def instants(self, kind: str) -> list[datetime]:
        return [at for at, planned in self.calls if planned.effect.kind == kind]


def _address(planned: Planned) -> str:
    effect = planned.effect
    return effect.to.address if isinstance(effect, AlertLead | RefreshCard | AskHuman | TellLead) else ""


class Marked:
    """A detector that sees what a text names, such as "private_contact.secrecy": tests of what is done about a thing need not
    know how it is seen."""

    name = "test/marked"
    version = 1
    clauses = ("10.6",)
    _pattern = re.compile(rf"\b({'|'.join(Category)})\.([a-z_]{{1,40}})")

    def look(self, view: View, context: Context) -> Iterable[Finding]:
        for hit in view.find("raw", self._pattern):
            yield saw(self, Category(hit.match[1]), hit.match[2], hit, 950, "A test named it.")


@dataclass
class House:
    """One organisation, running. What people do goes through `say`, `take_away` and `press`."""

    folder: Path
    organisation: Organisation
    members: Sequence[Member]
    shadow: bool = False
    clock: Clock = field(default_factory=Clock)
    open_store: Callable[[Path, str, Clock], Store] = lambda folder, org, clock: SqliteStore.open(
        folder, org, clock, retention_days=30
    )
    _count: int = 0

    def __post_init__(self) -> None:
        self.server = Server(self.clock)
        self.platform = Moody(self.server, self.clock)
        self.store = self.open_store(self.folder, self.organisation.id, self.clock)
        self.writer = Writer(self.store)
        outside: Platform = Shadow(self.platform) if self.shadow else self.platform
        self.service = Service(self.writer, self.organisation, {NAME: outside, "email": outside}, self.clock, Adviser())
        with self.store.transaction() as tx:
            for member in self.members:
                tx.register(member.person, [member.account], BOT)
        self.begins = len(self.records())

    def close(self) -> None:
        self.writer.close()
        self.store.close()

    # What people do

    def event(
        self, author: Account, place: Place, text: str, *, kind: EventKind = EventKind.POSTED, message: str = ""
    ) -> Event:
        self._count += 1
        message = message or f"m{self._count}"
        return Event(
            id=f"{NAME}:{place.id}:{message}:{self._count}",
            org=self.organisation.id,
            kind=kind,
            at=self.clock(),
            author=author,
            place=place,
            message=message,
            parts=(Part(PartKind.BODY, text),) if text else (),
            mentions=Club().mentioned_in(text),
            conversation=place.id,
        )

    async def arrives(self, *events: Event) -> None:
        """Let messages arrive together, before any of them is judged, and then let everything run its way."""
        for event in events:
            self.server.post(event.message, event.place, event.author, "".join(part.text for part in event.parts))
            await self.service.receive(event)
        await self.come_to_rest()

    async def say(self, who: Member, place: Place, text: str) -> Event:
        event = self.event(who.account, place, text)
        await self.arrives(event)
        return event

    async def take_away(self, event: Event) -> None:
        self.server.take_away(event.message)
        await self.service.receive(self.event(event.author, event.place, "", kind=EventKind.DELETED, message=event.message))
        await self.come_to_rest()

    def action(self, who: Member, kind: ActionKind, case: str, reason: str = "", **given: Any) -> Action:
        self._count += 1
        id_ = f"{NAME}:press:{self._count}"
        return Action(id_, self.organisation.id, kind, self.clock(), who.account, case, reason, **given)

    async def press(self, who: Member, kind: ActionKind, case: Case | str, reason: str = "", **given: Any) -> str:
        """Press a button. Gives the sentence with which it was answered. `given` is whom to give it to, or for how long."""
        action = self.action(who, kind, case if isinstance(case, str) else case.id, reason, **given)
        return (await self._decided(action))[0]

    async def ends(self, who: Member, case: Case, why: str) -> str:
        """Close a concern as a form would: what is grave is assessed first."""
        if is_grave(case):
            await self.press(who, ActionKind.ASSESS, case, "High | A child | Speak with them")
        return await self.press(who, ActionKind.CLOSE, case, f"Talked it through | {why}")

    def report(self, who: Member, words: str, **given: Any) -> Report:
        self._count += 1
        return Report(f"{NAME}:report:{self._count}", self.organisation.id, self.clock(), who.account, words=words, **given)

    async def tell(self, who: Member, words: str = "", **given: Any) -> tuple[str, ...]:
        """Report something. Gives what whoever reports is answered."""
        return await self._decided(self.report(who, words, **given))

    async def _decided(self, arrival: Arrival) -> tuple[str, ...]:
        await self.service.receive(arrival)
        (decision,) = await self.service.judge_waiting()
        await self.come_to_rest()
        return decision.because

    async def pass_time(self, by: timedelta) -> None:
        self.clock.now += by
        await self.come_to_rest()

    async def come_to_rest(self) -> None:
        """Rounds until there is nothing more to do, as `Service.until_idle`, but not for ever."""
        for _ in range(ROUNDS):
            if not await self.service.round():
                return
        raise AssertionError("the service does not come to rest")

    # What can be looked at

    def cases(self) -> Sequence[Case]:
        with self.store.transaction() as tx:
            return tx.cases()

    @property
    def case(self) -> Case:
        """The only concern that there is."""
        (case,) = self.cases()
        return case

    def card(self, who: Member | str, case: Case | None = None) -> Card:
        """The card as somebody was last shown it."""
        address = who if isinstance(who, str) else who.account.id
        return self.server.alerts[address, (case or self.case).id].card

    def shown_to(self) -> list[str]:
        """Whose screens show a card, in the order in which they were first shown one."""
        return [address for address, _ in self.server.alerts]

    def letters(self, to: str) -> list[Letter]:
        return [letter for letter in self.server.letters if letter.address == to]

    def standing(self, event: Event) -> str:
        return self.server.posts[event.message].standing.value

    def records(self) -> list[dict[str, Any]]:
        return [decode(body) for _, _, body in self.store.entries()]

    def kinds(self) -> list[str]:
        """The kinds of entries since everybody was registered."""
        return [record["kind"] for record in self.records()[self.begins :]]

    def settled(self, kind: str) -> list[Mapping[str, Any]]:
        """What the ledger says became of the effects of one kind."""
        return [record["data"] for record in self.records() if record["data"].get("does") == kind]


def club(**changes: Any) -> Organisation:
    """The practice club under a sports club's profile. `changes` are fields of the organisation. It shows no tips, so that a
    test counts its letters without them; those have tests of their own.
    """
    kept = profile("sports_club")
    kept = replace(kept, teaching=replace(kept.teaching, tips="none"))
    return replace(stands("practice", kept, CONTACTS, ALLOWED, everything_on([NAME, "email"])), **changes)


def people(**changes: Person) -> Sequence[Member]:
    """Everybody in the practice club, some of them changed, by their account's id."""
    return tuple(replace(m, person=changes.get(m.account.id, m.person)) for m in MEMBERS)


def contacts(**changes: Any) -> Contacts:
    return replace(CONTACTS, **changes)


@contextmanager
def running(
    folder: Path, organisation: Organisation | None = None, members: Sequence[Member] = MEMBERS, *, shadow: bool = False
) -> Iterator[House]:
    house = House(folder, organisation or club(), members, shadow)
    try:
        yield house
    finally:
        house.close()
