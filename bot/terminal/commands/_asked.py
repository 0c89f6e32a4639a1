"""A command that somebody in the practice club gave: who, what they typed, and whom or what they mean by it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

from bot.counter import Look
from bot.counter.acting import Asker, refused, visible
from bot.counter.typed import Typed
from bot.desk import Denied
from bot.register import Whom
from bot.rota.changing import Given
from bot.terminal.offers import Offer
from bot.terminal.session import Session
from moderation.context import Organisation
from moderation.model import Account, CaseState, Person, Place
from moderation.routing import watches
from storage.store import Transaction

T = TypeVar("T")

NOBODY: Final = "I do not know whom you mean. Write @ and a first name, such as @dave."
NO_PLACE: Final = "I do not know which place you mean. Write its name, such as #fixtures."

#: What others wrote is shown as it is: nothing in it can do anything here.
LOOK: Final = Look(lambda text, most: text[:most], lambda at: f"{at:%d %B, %H:%M}", lambda at: f"{at:%d %B, %H:%M}")


@dataclass(frozen=True, slots=True)
class Said:
    """What is answered, to whoever asked alone: marked text, and the buttons below."""

    text: str
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """`id` is that of this one command."""

    session: Session
    by: Account
    typed: Typed
    id: str

    @property
    def asker(self) -> Asker:
        """Whoever gave it, for what they do about a concern."""
        return Asker(self.session, self.by, lambda step: f"{step}:{self.id}")

    @property
    def given(self) -> Given:
        return Given(self.id, self.by, self.session.clock())

    def whom(self, word: str) -> Whom | None:
        """Who is meant: somebody here by a first name, with or without an @, or a whole name; None where nobody is."""
        try:
            return self.session.club.member(word.removeprefix("@")).account
        except KeyError:
            return None if word.startswith("@") else word or None

    def account(self, word: str) -> Account | None:
        """Somebody by a first name, with or without an @."""
        whom = self.whom(word)
        return whom if isinstance(whom, Account) else None

    def place(self, word: str) -> Place | None:
        try:
            return self.session.place(word)
        except KeyError:
            return None

    async def concern(self, word: str) -> str:
        """Which concern is meant: by its reference, or by an @ and a first name the newest that they may see about somebody."""
        of, by, ours = self.account(word) if word.startswith("@") else None, self.by, self.session.organisation
        if of is None:
            return word
        found = await self.session.look(lambda tx: visible(tx, by, ours, frozenset(CaseState)))
        return next((case.id for case in found if case.author.account.id == of.id), word)

    async def no(self) -> str:
        """What they are told if they do not watch; "" for those who do."""
        return await self.session.look(lambda tx: refused(tx, self.by))

    async def person(self) -> Person | None:
        return await self.session.look(lambda tx: tx.person_of(self.by))

    async def change(self, how: Callable[[Transaction, Given, Organisation], str]) -> Said:
        """Do something in one unit, and answer what came of it."""
        given, ours = self.given, self.session.organisation
        return Said(await self.session.write(lambda tx: how(tx, given, ours)))

    async def show(
        self, what: Callable[[Transaction, Account, Organisation, datetime], T | Denied], drawn: Callable[[T], str | Said]
    ) -> Said:
        """Look something up, and answer it."""
        now, ours = self.session.clock(), self.session.organisation
        found = await self.session.look(lambda tx: what(tx, self.by, ours, now))
        said = found.says if isinstance(found, Denied) else drawn(found)
        return said if isinstance(said, Said) else Said(said)


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, such as "contact list", what it does, what follows it, and whom it is for: those who watch, staff
    alone, or everybody. `hidden` is what only buttons say.
    """

    name: str
    does: str
    run: Callable[[Asked], Awaitable[Said]]
    takes: str = ""
    for_watch: bool = False
    for_staff: bool = False
    hidden: bool = False

    @property
    def usage(self) -> str:
        return f"/{self.name} {self.takes}".strip()

    @property
    def group(self) -> str:
        """The first word of those that belong together, such as "contact"; "" for one that stands alone."""
        group, _, more = self.name.partition(" ")
        return group if more else ""

    def is_for(self, person: Person | None) -> bool:
        """Whether somebody is offered it; None for who is not on the register."""
        if self.hidden or person is None:
            return not (self.hidden or self.for_watch or self.for_staff)
        return watches(person) if self.for_watch else person.is_staff or not self.for_staff
