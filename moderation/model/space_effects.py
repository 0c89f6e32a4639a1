"""What is to be done about spaces that were applied for, and what they are for (map 8.13, 10.12): part of the effects."""

from dataclasses import dataclass
from typing import Literal

from moderation.model.messages import Account
from moderation.model.people import Role


@dataclass(frozen=True, slots=True)
class MakeSpace:
    """Make a channel that was approved, with what it is for. The reference is its id.

    `roles` are those on the register who are let in; none where it is closed. `runners` and `watch` are let in by account: who
    runs it must be there, who watches as far as they are. `uploads` says whether all of them may post pictures. `open_to_all`:
    it is for everybody there. A retry finds what was made by its name. A person decided on it, so shadow mode never holds it
    back.
    """

    request: str
    name: str
    aim: str
    roles: tuple[Role, ...]
    runners: tuple[Account, ...]
    watch: tuple[Account, ...]
    uploads: bool
    open_to_all: bool
    kind: Literal["make_space"] = "make_space"

    @property
    def target(self) -> str:
        return self.request


@dataclass(frozen=True, slots=True)
class ShowPurpose:
    """Show above a channel what it was declared to be for. Shadow mode does not hold it back."""

    place: str
    text: str
    kind: Literal["show_purpose"] = "show_purpose"

    @property
    def target(self) -> str:
        return self.place
