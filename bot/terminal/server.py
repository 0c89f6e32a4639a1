"""An invented chat server in memory. It shows what each person would see and receive, and confirms effects like a real one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.platform import Enclosed
from bot.terminal.offers import Offer, below
from moderation.cards import Card
from moderation.context import Capability
from moderation.model import (
    Account,
    Admit,
    AlertLead,
    AlreadyDone,
    AskContact,
    AskHuman,
    Audience,
    ClosePlace,
    CopyMessage,
    Done,
    ExplainToAuthor,
    Gone,
    HidePlace,
    MakePlace,
    MakeSpace,
    NudgeAuthor,
    OfferTakeDown,
    OpenPlace,
    Outcome,
    Place,
    PlaceKind,
    Planned,
    PostNotice,
    Publish,
    PublishPicture,
    PutOut,
    RefreshCard,
    Refused,
    RemovePlace,
    RemovePost,
    RestorePost,
    Restrict,
    ShowPicture,
    ShowPlace,
    ShowPurpose,
    SupportAuthor,
    TellLead,
    TellOfContact,
    TellPerson,
    TellResponsibleAdult,
    WriteToAdult,
)

NAME: Final = "terminal"
BOT_ACCOUNT: Final = Account(NAME, "touchline", "Touchline", automated=True)


class Standing(StrEnum):
    """How a post stands with its readers."""

    SHOWN = "shown"
    REMOVED = "removed"
    HELD = "held"
    TAKEN_AWAY = "taken away by its author"


@dataclass(frozen=True, slots=True)
class Post:
    id: str
    place: Place
    author: Account
    text: str
    at: datetime
    standing: Standing = Standing.SHOWN
    edited: bool = False
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """What one person received, on the platform or by e-mail. `case` is given where "I think this is wrong" can be pressed;
    `offers` are the other buttons. `answers` says that it answers a command of theirs, and nobody else sees it.
    """

    id: str
    to: str
    address: str
    by_mail: bool
    text: str
    at: datetime
    case: str = ""
    offers: tuple[Offer, ...] = ()
    answers: bool = False


@dataclass(frozen=True, slots=True)
class Alert:
    """A card as one person sees it. It is drawn anew when the concern changes; `checkpoint` stays that of the alert."""

    to: str
    address: str
    card: Card
    at: datetime
    tasks: tuple[str, ...] = ()
    checkpoint: str = ""


@dataclass
class Server:
    """The state of the chat server, and the Platform through which the bot acts on it."""

    clock: Callable[[], datetime]
    places: Mapping[str, Place] = field(default_factory=dict)
    name: str = NAME
    capabilities: frozenset[Capability] = frozenset(Capability)
    posts: dict[str, Post] = field(default_factory=dict)
    letters: list[Letter] = field(default_factory=list)
    alerts: dict[tuple[str, str], Alert] = field(default_factory=dict)
    closed_places: set[str] = field(default_factory=set)
    restricted: dict[str, datetime] = field(default_factory=dict)
    kept_out: set[str] = field(default_factory=set)
    without_roles: set[str] = field(default_factory=set)
    contact_places: dict[str, tuple[Account, ...]] = field(default_factory=dict)
    spaces: dict[str, str] = field(default_factory=dict)
    performed: dict[str, str] = field(default_factory=dict)

    # What people do

    def post(self, message: str, place: Place, author: Account, text: str) -> Post:
        self.posts[message] = Post(message, place, author, text, self.clock())
        return self.posts[message]

    def edit(self, message: str, text: str) -> None:
        self.posts[message] = replace(self.posts[message], text=text, edited=True)

    def take_away(self, message: str) -> None:
        self.posts[message] = replace(self.posts[message], standing=Standing.TAKEN_AWAY)

    # What people see

    def seen_in(self, place: str) -> Sequence[Post]:
        return [post for post in self.posts.values() if post.place.id == place]

    def may_write(self, account: str) -> bool:
        return account not in self.kept_out and self.restricted.get(account, self.clock()) <= self.clock()

    def place(self, id_: str) -> Place | None:
        """A place of the club, or one that the bot made; None for none in which anybody is."""
        made = self.contact_places.get(id_)
        if made:
            return Place(self.name, id_, id_, PlaceKind.PRIVATE_CHANNEL, Audience.CHILDREN, made)
        return self.places.get(id_) or next((post.place for post in self.seen_in(id_) if id_ not in self.contact_places), None)

    # What the bot does

    def answer(self, to: Account, text: str, offers: tuple[Offer, ...]) -> None:
        """Answer a command, to whoever gave it alone."""
        id_ = f"answer{len(self.letters)}"
        self.letters.append(Letter(id_, to.name, to.id, False, text, self.clock(), offers=offers, answers=True))

    async def perform(self, planned: Planned, enclosed: Enclosed) -> Outcome:
        """Do one effect. The same id a second time changes nothing and is answered with AlreadyDone."""
        if planned.id in self.performed:
            return AlreadyDone(self.performed[planned.id])
        outcome = self._do(planned, enclosed)
        if isinstance(outcome, Done):
            self.performed[planned.id] = outcome.reference
        return outcome

    def _do(self, planned: Planned, enclosed: Enclosed) -> Outcome:
        match planned.effect:
            case RemovePost(message=message, hold=hold):
                post = self.posts.get(message)
                if post is None or post.standing is not Standing.SHOWN:
                    return Gone()
                self.posts[message] = replace(post, standing=Standing.HELD if hold else Standing.REMOVED)
            case RestorePost(message=message) if enclosed.post is not None:
                text = "\n".join(part.text for part in enclosed.post.parts)
                quoted = f"{enclosed.post.author.name} wrote: {text}"
                self.posts[planned.id] = Post(planned.id, enclosed.post.place, BOT_ACCOUNT, quoted, self.clock())
                return Done(planned.id)
            case HidePlace(place=place):
                self.closed_places.add(place)
            case ShowPlace(place=place):
                if place not in self.closed_places:
                    return Refused("not_hidden")
                self.closed_places.discard(place)
            case Restrict(person=person, minutes=minutes):
                if person.platform != self.name:
                    return Refused("unknown_member")
                self.restricted[person.id] = self.clock() + timedelta(minutes=minutes)
            case PutOut(person=person):
                if person.platform != self.name:
                    return Refused("unknown_member")
                self.kept_out.add(person.id)
            case Admit(person=person, let_in=let_in):
                if person.platform != self.name:
                    return Refused("unknown_member")
                (self.kept_out.discard if let_in else self.kept_out.add)(person.id)
            case MakePlace(name=name):
                self.contact_places[name] = ()
                return Done(name)
            case MakeSpace(name=name) if name in self.spaces:
                return Refused("name_taken")
            case ShowPurpose(place=place) if place not in self.spaces and not self.seen_in(place):
                return Refused("unknown_place")
            case MakeSpace(name=place, aim=text) | ShowPurpose(place=place, text=text):
                self.spaces[place] = text
                return Done(place)
            case OpenPlace(place=place) | ClosePlace(place=place) if place not in self.contact_places:
                return Refused("unknown_place")
            case OpenPlace(place=place, people=people, text=text):
                where = Place(self.name, place, place, PlaceKind.PRIVATE_CHANNEL, Audience.CHILDREN, people)
                self.posts[planned.id] = Post(planned.id, where, BOT_ACCOUNT, text, self.clock())
                self.contact_places[place] = people
            case CopyMessage(text=text):
                where = Place(self.name, "copies", "copies", PlaceKind.PRIVATE_CHANNEL, Audience.ADULTS)
                self.posts[planned.id] = Post(planned.id, where, BOT_ACCOUNT, text, self.clock())
            case ClosePlace(place=place):
                self.contact_places[place] = ()
            case RemovePlace(place=place, name=name):
                self.contact_places.pop(place or name, None)
            case PostNotice(place=place, text=text) | Publish(place=place, text=text):
                return self._say(planned, place, text)
            case ShowPicture(place=place, text=text) | OfferTakeDown(place=place, text=text):
                return self._say(planned, place, text)
            case PublishPicture(message=message, to=to):
                shown = self.posts.get(message)
                if shown is None or shown.standing is not Standing.SHOWN:
                    return Refused("gone")
                return self._say(planned, to, shown.text)
            case ExplainToAuthor(author=author, text=text, case=case):
                self._deliver(planned, author.name, author.id, text, case)
            case (
                NudgeAuthor(author=to, text=text)
                | SupportAuthor(author=to, text=text)
                | TellPerson(person=to, text=text)
                | TellOfContact(person=to, text=text)
            ):
                self._deliver(planned, to.name, to.id, text)
            case (
                AskContact(adult=adult, text=text)
                | TellResponsibleAdult(adult=adult, text=text)
                | WriteToAdult(adult=adult, text=text)
            ):
                self._deliver(planned, adult.name, adult.address, text)
            case TellLead(to=contact, subject=subject, text=text):
                self._deliver(planned, contact.name, contact.address, f"{subject}\n\n{text}")
            case AlertLead(to=contact) | RefreshCard(to=contact) if enclosed.card is not None:
                self._show(contact.name, contact.address, enclosed.card, "", enclosed.checkpoint)
            case AskHuman(to=contact, task=task) if enclosed.card is not None:
                self._show(contact.name, contact.address, enclosed.card, task)
            case _:  # a card or a post is to be shown, and none was enclosed
                return Refused("nothing_enclosed")
        return Done()

    def _say(self, planned: Planned, place: str, text: str) -> Outcome:
        where = self.place(place)
        if where is None:
            return Refused("unknown_place")
        self.posts[planned.id] = Post(planned.id, where, BOT_ACCOUNT, text, self.clock(), offers=below(planned.effect))
        return Done(planned.id)

    def _deliver(self, planned: Planned, to: str, address: str, text: str, case: str = "") -> None:
        by_mail = planned.platform == "email"
        to = to or next((post.author.name for post in self.posts.values() if post.author.id == address), address)
        offers = () if by_mail else below(planned.effect)
        self.letters.append(Letter(planned.id, to, address, by_mail, text, self.clock(), case, offers))

    def _show(self, to: str, address: str, card: Card, task: str, checkpoint: str = "") -> None:
        earlier = self.alerts.get((address, card.case))
        tasks = (earlier.tasks if earlier else ()) + ((task,) if task else ())
        checkpoint = checkpoint or (earlier.checkpoint if earlier else "")
        self.alerts[address, card.case] = Alert(to, address, card, self.clock(), tasks, checkpoint)
