"""A command that somebody in the practice club gave: who, what they typed, and whom or what they mean by it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

from bot.counter import Look
from bot.counter.acting import Asker, refused
from bot.counter.typed import Typed
from bot.desk import Denied
from bot.register import Whom
from bot.rota.changing import Given
from bot.terminal.offers import Offer
from bot.terminal.session import Session
from moderation.context import Organisation
from moderation.model import Account, Person, Place
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
        """Who is meant: somebody by an @ and a first name, or a whole name; None where nobody is."""
        if not word.startswith("@"):
            return word or None
        try:
            return self.session.club.member(word.removeprefix("@")).account
        except KeyError:
            return None

    def account(self, word: str) -> Account | None:
        """Somebody by a first name, with or without an @."""
        whom = self.whom(f"@{word.removeprefix('@')}")
        return whom if isinstance(whom, Account) else None

    def place(self, word: str) -> Place | None:
        try:
            return self.session.place(word)
        except KeyError:
            return None

    async def no(self) -> str:
        """What they are told if they do not watch; "" for those who do."""
        return await self.session.look(lambda tx: refused(tx, self.by))

    async def person(self) -> Person | None:
        return await self.session.look(lambda tx: tx.person_of(self.by))

    async def watches(self) -> bool:
        person = await self.person()
        return person is not None and watches(person)

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
