"""The shape of a profile. Each setting names the clauses of the policy map that it implements."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from moderation.model import Category, Speed, Verdict


class TellAdult(StrEnum):
    """Whether a child's adults are told by themselves, after a lead's yes, or never (safeguarding rule 2, map R1)."""

    AUTO = "auto"
    HELD = "held"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Response:
    """What to do about one category, or one kind of it.

    A finding that scores at least `look` is brought to the lead; one that scores at least `act` is answered with `do`. With
    `mode` "propose" the lead is offered `do` as a button instead.
    """

    do: Verdict = field(metadata={"clauses": ("1.1", "9.1b")})
    look: int = field(metadata={"clauses": ("10.9",)})
    act: int = field(metadata={"clauses": ("10.9",)})
    mode: Literal["auto", "propose"] = field(default="auto", metadata={"clauses": ("1.2",)})
    speed: Speed = field(default=Speed.TODAY, metadata={"clauses": ("8.9",)})
    tell_affected: bool = field(default=False, metadata={"clauses": ("1.4",)})
    tell_adult: TellAdult = field(default=TellAdult.HELD, metadata={"clauses": ("1.5", "1.6")})
    notice: bool = field(default=True, metadata={"clauses": ("1.7",)})


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything that differs between one kind of organisation and another.

    `responses` is keyed by "category" or "category.kind"; the narrower key wins.
    """

    name: str
    title: str
    responses: Mapping[str, Response]

    def response(self, category: Category, kind: str) -> Response:
        """The response for a kind of finding. Every category has one: loading a profile refuses a gap."""
        return self.responses.get(f"{category}.{kind}") or self.responses[category]
