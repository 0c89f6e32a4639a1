"""A picture or video on its way to where children can see it: ids and answers, and never what it shows (decisions 20)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal


class PictureStage(StrEnum):
    """Where a picture stands: at the photo desk, let out to be shown in one place, shown there, taken down, or gone unseen."""

    WAITING = "waiting"
    RELEASED = "released"
    SHOWN = "shown"
    DOWN = "down"
    GONE = "gone"


class Equipment(StrEnum):
    """With what it was taken (map 6.9)."""

    ORGANISATION = "organisation"
    OWN = "own"


class Maker(StrEnum):
    """Whose picture it is (map 3.10)."""

    OURS = "ours"
    AGREED = "agreed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answers:
    """What a second person answered: by whom (a person's id), when, and `to` which place (people call it `to_name`).

    Which children can be seen is kept apart from it (`storage.pictures`); `children` says only whether any can.
    """

    by: str
    at: datetime
    to: str
    children: bool
    dressed: bool
    kind: bool
    equipment: Equipment
    maker: Maker
    to_name: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """A message that shows a picture: with the platform's link to it where a person shared it, who alone may take it away."""

    message: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """One upload at the photo desk: a post with pictures or videos, in the conversation (`Event.conversation`).

    `account` posted it, who is `person`; `files` are the ids of what hangs on it. `named` are the ids of those on the
    register whose names stand beside it, `fits` says whether the words beside it may be read by children. `published` is by
    what it is shown in `answers.to`, `offers` are the messages below with the button that takes it down.
    """

    id: str
    platform: str
    place: str
    message: str
    account: str
    person: str
    at: datetime
    files: tuple[str, ...]
    named: tuple[str, ...] = ()
    fits: bool = True
    stage: PictureStage = PictureStage.WAITING
    answers: Answers | None = None
    published: tuple[Published, ...] = ()
    offers: tuple[str, ...] = ()
    conversation: str = ""


@dataclass(frozen=True, slots=True)
class ShowPicture:
    """Say something below an upload at the photo desk, in its conversation. `asks`: with the button behind which its questions
    are answered.
    """

    place: str
    message: str
    picture: str
    text: str
    asks: bool = True
    conversation: str = ""
    kind: Literal["show_picture"] = "show_picture"

    @property
    def target(self) -> str:
        return self.picture


@dataclass(frozen=True, slots=True)
class PublishPicture:
    """Have the platform forward a post of the photo desk to the place `to` (map 6.1): its bytes are never touched."""

    place: str
    message: str
    to: str
    picture: str
    kind: Literal["publish_picture"] = "publish_picture"

    @property
    def target(self) -> str:
        return self.picture


@dataclass(frozen=True, slots=True)
class OfferTakeDown:
    """Post the button with which anybody takes a picture down (map 6.6), below `message` where the platform has threads, or in
    the thread in which that stands (`conversation`).
    """

    place: str
    message: str
    picture: str
    text: str
    conversation: str = ""
    kind: Literal["offer_take_down"] = "offer_take_down"

    @property
    def target(self) -> str:
        return f"{self.picture}/{self.message}"
