"""The buttons of the practice club. Each stands for a command, so that a press and a typed line go one way."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from bot.announcing.deciding import ASKS_WHY, Answer
from bot.counter import announcing, contacting, picturing, spaces
from bot.sessions.words import LABELS
from bot.spaces import deciding
from moderation.model import AskContact, Effect, OfferTakeDown, ShowPicture, TellLead, WriteToAdult

#: What stands in for the form of the photo desk.
PHOTO_FORM: Final = (
    "Where may it go, who can be seen (or none), and what is true of: dressed, kind; club or own camera; ours, agreed or "
    'unknown. Such as: fixtures "Imran Qadir" dressed kind club ours'
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A button: what it says, the command that a press of it gives, and what is asked first and stands after that; "" where
    nothing is.
    """

    label: str
    line: str
    asks: str = ""


def below(effect: Effect) -> tuple[Offer, ...]:
    """The buttons below what the bot wrote."""
    match effect:
        case AskContact(request=request):
            return tuple(Offer(label, f"/press contact {request} {press}") for press, label in contacting.LABELS.items())
        case WriteToAdult(session=session, child=child, choices=choices):
            return tuple(Offer(LABELS[each], f"/press session {session} {child} {each}") for each in choices)
        case TellLead(announcement=id_) if id_:
            return of_announcement(id_, announcing.ON_A_CARD)
        case TellLead(space=id_) if id_:
            return of_space(id_, spaces.ON_A_CARD)
        case ShowPicture(picture=picture, asks=True):
            return (Offer(picturing.ASK, f"/press photo {picture}", PHOTO_FORM),)
        case OfferTakeDown(picture=picture):
            return (Offer(picturing.TAKE_DOWN, f"/press down {picture}"),)
    return ()


def of_announcement(id_: str, answers: Collection[Answer]) -> tuple[Offer, ...]:
    """What can be said of something that waits to be announced."""
    return tuple(
        Offer(label, f"/press announcement {id_} {what}", announcing.asked_why(what) if what in ASKS_WHY else "")
        for what, label in announcing.LABELS.items()
        if what in answers
    )


def of_space(id_: str, answers: Collection[deciding.Answer]) -> tuple[Offer, ...]:
    """What can be said of an application for a channel."""
    return tuple(
        Offer(label, f"/press space {id_} {what}", spaces.WHY if what in deciding.ASKS_WHY else "")
        for what, label in spaces.LABELS.items()
        if what in answers
    )
