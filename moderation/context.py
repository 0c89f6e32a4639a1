"""What is known when a message is judged: one snapshot of people, place, time, settings and the talk before it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from moderation.allowlist import AllowList
from moderation.model import Audience, Case, Contacts, Event, Member, Person
from moderation.notices import Wording
from moderation.profiles import Profile


class Capability(StrEnum):
    """What a platform lets the bot do. What is not declared is never attempted and never claimed (design, capabilities)."""

    REMOVE_OTHERS = "remove_others"
    HIDE_PLACE = "hide_place"
    MESSAGE_PRIVATELY = "message_privately"
    POST_NOTICE = "post_notice"


@dataclass(frozen=True, slots=True)
class Context:
    """A snapshot; intake makes it, detectors and policy read it.

    author       who wrote: someone on the register, or an unknown stand-in
    present      who is in a closed place, the author included; empty for an open channel
    affected     who was mentioned or replied to
    window       earlier messages of the same conversation, oldest first
    open_cases   open concerns that the author is a subject of
    scores       what the engines said of this text, in thousandths, by "category" or "category.kind"
    config       hash of the profile, wording and contacts in force, for the record (map 7.6)
    """

    now: datetime
    author: Person
    audience: Audience
    profile: Profile
    wording: Wording
    contacts: Contacts
    capabilities: frozenset[Capability]
    config: str
    allowed: AllowList
    present: tuple[Member, ...] = ()
    affected: tuple[Member, ...] = ()
    window: tuple[Event, ...] = ()
    open_cases: tuple[Case, ...] = ()
    scores: Mapping[str, int] = field(default_factory=dict)

    @property
    def may_reach_children(self) -> bool:
        """Whether a child may read this place: everywhere but among adults (an unknown place counts as mixed)."""
        return self.audience is not Audience.ADULTS
