"""What is to be done about contact of staff with a child, as data (map 5.7, 5.13): part of the effects."""

from dataclasses import dataclass
from typing import Literal

from moderation.model.messages import Account
from moderation.model.people import ResponsibleAdult


@dataclass(frozen=True, slots=True)
class AskContact:
    """Ask a responsible adult whether there may be contact with a child, for this purpose and at this time (map 5.13).

    `request` is its id. A button answers where they have an account; a letter says whom to tell. Shadow mode never holds it
    back: somebody asked for it, and nothing opens without an answer.
    """

    request: str
    adult: ResponsibleAdult
    text: str
    kind: Literal["ask_contact"] = "ask_contact"

    @property
    def target(self) -> str:
        return f"{self.request}/{self.adult.reach}/{self.adult.address}"


@dataclass(frozen=True, slots=True)
class TellOfContact:
    """Tell somebody who asked for contact or for a space (`request`), or is let in, what has become of it. Shadow mode never
    holds it back either.
    """

    request: str
    person: Account
    text: str
    kind: Literal["tell_of_contact"] = "tell_of_contact"

    @property
    def target(self) -> str:
        return f"{self.request}/{self.person.id}"


@dataclass(frozen=True, slots=True)
class MakePlace:
    """Make a closed place in which there is nobody yet, for contact that was approved. The reference is the place's id.

    `name` is that of this one place, so that a retry finds it.
    """

    request: str
    name: str
    kind: Literal["make_place"] = "make_place"

    @property
    def target(self) -> str:
        return self.request


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """Say in a place that was made what it is for, and let these people in, the adults first; nobody else."""

    request: str
    place: str
    people: tuple[Account, ...]
    text: str
    kind: Literal["open_place"] = "open_place"

    @property
    def target(self) -> str:
        return self.request


@dataclass(frozen=True, slots=True)
class ClosePlace:
    """Close that place for good: none of them can write there any more. What was written stays."""

    request: str
    place: str
    kind: Literal["close_place"] = "close_place"

    @property
    def target(self) -> str:
        return self.request


@dataclass(frozen=True, slots=True)
class RemovePlace:
    """Take that place away, once what was written there is sealed: never one that was not made for a request.

    Where the child was erased, its id went with them: then `place` is "", and it is known by its `name`.
    """

    request: str
    place: str
    name: str = ""
    kind: Literal["remove_place"] = "remove_place"

    @property
    def target(self) -> str:
        return self.request


@dataclass(frozen=True, slots=True)
class CopyMessage:
    """Show those who watch a copy of what somebody on the staff wrote to a child, or how they changed it (map 5.7).

    It is only ever added to. Shadow mode does not hold it back: nobody's message is touched.
    """

    place: str
    message: str
    text: str
    kind: Literal["copy_message"] = "copy_message"

    @property
    def target(self) -> str:
        return f"{self.place}/{self.message}"
