"""The Platform protocol: what every adapter does, and what it must never do.

An adapter turns its platform's JSON into events and actions, hands them over, and performs effects. It judges nothing, words
nothing and remembers nothing that the store should know. One contract suite holds every platform
(`tests/bot/platform_contract.py`).
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, TypeVar

from moderation.cards import Card
from moderation.context import Capability, Organisation
from moderation.engines import Opinion
from moderation.model import Arrival, Decision, Event, Outcome, Planned
from moderation.server import Lapse, ServerFacts
from storage.sqlite.audit import Whole
from storage.store import Transaction

if TYPE_CHECKING:
    from bot.direct import Direct
    from bot.swiftness import Swiftness

T = TypeVar("T")

Receive = Callable[[Arrival], Awaitable[bool]]
"""Hands an arrival over. Returns once it is durable (False for a duplicate): only then may the platform be acknowledged."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """What an effect needs that its record does not hold, fetched for one performance and never kept.

    `card` comes with AlertLead, RefreshCard and AskHuman, `post` (the original message) with RestorePost. `checkpoint` comes
    with AlertLead: the signed note of the ledger as it stood, to be shown with the card so that it leaves the machine.

    `subjects` comes with all that belongs to a concern but RestorePost: the ids of the persons whom it is about, so that no
    card is put where one of them can see it. `shown` comes with cards: the reference with which the platform confirmed the
    newest one of this concern for this contact, so that it is found after a restart; "" when there is none.

    `answer` comes with what asks a responsible adult something by e-mail: paragraphs with the link by which they answer, a key
    that stands in no record; "" where there is none.
    """

    card: Card | None = None
    post: Event | None = None
    checkpoint: str = ""
    subjects: tuple[str, ...] = ()
    shown: str = ""
    answer: str = ""


class Platform(Protocol):
    """One place where people talk."""

    @property
    def name(self) -> str: ...

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What it lets the bot do; whatever is missing is never attempted and never claimed."""
        ...

    async def perform(self, planned: Planned, enclosed: Enclosed) -> Outcome:
        """Do one effect and say what the platform confirmed.

        May be called again with the same `planned.id` after a crash: then it must not do it twice, as far as the platform
        allows (an enforced nonce, a read-back, "already gone"), and answers AlreadyDone. Expected failures are outcomes;
        an exception counts as "try again". Gone is for a post that is to be removed: where somebody cannot be reached, or a
        place is not there, the answer is Refused.
        """
        ...


class Office(Protocol):
    """What somebody's command may ask of the organisation."""

    @property
    def organisation(self) -> Organisation:
        """The organisation as it stands now."""
        ...

    @property
    def clock(self) -> Callable[[], datetime]: ...

    @property
    def swiftness(self) -> "Swiftness":
        """How soon posts that had to go were gone, since the start (map 1.9)."""
        ...

    async def ask(self, arrival: Arrival) -> Decision | None:
        """Take an arrival in and wait for what is decided: for a press of a button, which wants an answer.

        None if that cannot be told: it was judged before, or will be after a restart. Raises what `Core.receive` raises.
        """
        ...

    async def opinion(self, arrival: Arrival) -> Opinion:
        """What the engine says of something that has not arrived: of what somebody would like to have posted."""
        ...

    async def look(self, work: Callable[[Transaction], T]) -> T:
        """Read something out of the store."""
        ...

    async def write(self, work: Callable[[Transaction], T]) -> T:
        """Write something that is no answer to an arrival: an entry, a setting. On disk when this returns."""
        ...

    async def audit(self) -> Whole:
        """Read the whole record as it stands and hash it again. Raises DamageError if it is not whole, StoreError if it cannot
        be read.
        """
        ...


class Core(Office, Protocol):
    """What an adapter may ask of the organisation that it serves. `bot.running.Running` is one."""

    @property
    def practises(self) -> bool:
        """Whether this is practice mode now: what members would notice is recorded and not done."""
        ...

    @property
    def direct(self) -> "Direct":
        """Those who answer for the organisation, past the record and in practice mode too: for what is wrong with Touchline."""
        ...

    async def receive(self, arrival: Arrival) -> bool:
        """See `Receive`."""
        ...

    def on_change(self, call: Callable[[], object]) -> None:
        """Have something called each time that another process has changed who is who, what was set up or what may be done in
        whose name, or has told so. In files there is no other process.
        """
        ...

    async def tell_others(self) -> None:
        """Tell other processes that something has changed that the record does not hold, such as who is where."""
        ...

    async def inspect(self, facts: ServerFacts) -> Sequence[Lapse]:
        """Look at the server as it stands: every lapse that there is now. What is new or mended is recorded, and told."""
        ...


class Capabilities(Mapping[str, frozenset[Capability]]):
    """What each platform lets the bot do at the moment of asking: rights are granted and taken while it runs."""

    def __init__(self, platforms: Mapping[str, Platform]) -> None:
        self._platforms = platforms

    def __getitem__(self, name: str) -> frozenset[Capability]:
        return self._platforms[name].capabilities

    def __iter__(self) -> Iterator[str]:
        return iter(self._platforms)

    def __len__(self) -> int:
        return len(self._platforms)
