"""The world outside: the chat server and the post. Both keep what was handed over to them, to whom, and when."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from bot.direct import EMAIL
from bot.mail import Letter, Sent
from bot.platform import Enclosed, Platform
from bot.terminal.server import Server
from moderation.context import Capability
from moderation.model import (
    AlertLead,
    AlreadyDone,
    AskContact,
    AskHuman,
    Done,
    Effect,
    ExplainToAuthor,
    NudgeAuthor,
    Outcome,
    Planned,
    PostNotice,
    Publish,
    RefreshCard,
    RetryLater,
    SupportAuthor,
    TellLead,
    TellOfContact,
    TellPerson,
    TellResponsibleAdult,
    WriteToAdult,
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """Something that came to an address, with every word of it. `case` is that of a card."""

    at: datetime
    address: str
    effect: Effect
    text: str
    case: str = ""


@dataclass
class Mail:
    """The mail server. While `down` it takes nothing."""

    letters: list[tuple[datetime, Letter]] = field(default_factory=list)
    down: bool = False

    async def send(self, letter: Letter, at: datetime) -> Sent:
        if self.down:
            return RetryLater(why="mail_server_down", counts=False)
        self.letters.append((at, letter))
        return Done()


@dataclass
class Outside:
    """A platform between ours and the world. Now and then it is out of reach for a moment, as platforms are, or `down`."""

    platform: Platform
    clock: Callable[[], datetime]
    random: Random
    deliveries: list[Delivery]
    mail: Mail
    stumbles: float = 0.02
    down: bool = False

    @property
    def name(self) -> str:
        return self.platform.name

    @property
    def capabilities(self) -> frozenset[Capability]:
        return self.platform.capabilities

    async def perform(self, planned: Planned, enclosed: Enclosed) -> Outcome:
        if self.down or self.random.random() < self.stumbles:
            return RetryLater(after=60, why="busy")
        before = len(self.mail.letters)
        outcome = await self.platform.perform(planned, enclosed)
        to = address(planned.effect)
        if to and isinstance(outcome, Done | AlreadyDone):
            text = said(planned.effect, enclosed)
            if self.name == EMAIL and len(self.mail.letters) > before:
                letter = self.mail.letters[-1][1]
                text = f"{letter.subject}\n{letter.text}"
            self.deliveries.append(Delivery(self.clock(), to, planned.effect, text, getattr(planned.effect, "case", "")))
        return outcome


def address(effect: Effect) -> str:
    """To whom something goes: a person's address, or a place with a #; "" for what is said to nobody."""
    match effect:
        case PostNotice(place=place) | Publish(place=place):
            return f"#{place}"
        case AlertLead(to=to) | RefreshCard(to=to) | AskHuman(to=to) | TellLead(to=to):
            return to.address
        case TellResponsibleAdult(adult=adult) | WriteToAdult(adult=adult) | AskContact(adult=adult):
            return adult.address
        case ExplainToAuthor(author=account) | NudgeAuthor(author=account) | SupportAuthor(author=account):
            return account.id
        case TellPerson(person=account) | TellOfContact(person=account):
            return account.id
    return ""


def said(effect: Effect, enclosed: Enclosed) -> str:
    """Every word that is shown with it."""
    words = [getattr(effect, each, "") for each in ("subject", "text", "task")]
    return "\n".join([*words, repr(enclosed.card) if enclosed.card else ""])


def hostile(server: Server, random: Random) -> str:
    """Something that somebody with every right does to what the bot has put up. Gives what."""
    match random.choice(("cards", "posts", "letters", "rights", "places")):
        case "cards":
            for key in random.sample(sorted(server.alerts), min(3, len(server.alerts))):
                del server.alerts[key]
            return "took cards away"
        case "posts":
            for id_ in [id_ for id_, post in server.posts.items() if post.author.automated][-3:]:
                del server.posts[id_]
            return "deleted what the bot had posted"
        case "letters":
            del server.letters[-3:]
            return "deleted the bot's letters"
        case "rights":
            gone = {Capability.REMOVE_OTHERS, random.choice(sorted(Capability))}
            server.capabilities = frozenset(Capability) - gone
            return "took rights from the bot"
        case _:
            server.closed_places.clear()
            server.restricted.clear()
            return "opened what was closed, and let those write who may not"
