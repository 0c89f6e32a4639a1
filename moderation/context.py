"""What is known when a message is judged: one snapshot of people, place, time, settings and the talk before it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from moderation.allowlist import AllowList
from moderation.engines import UNASKED, Opinion
from moderation.model import Audience, Case, Contacts, Event, Member, Person
from moderation.notices import Purpose, Reader, Wording
from moderation.profiles import Profile
from moderation.roster import NO_ROSTER, Roster
from moderation.schools import NO_SCHOOLS, Schools


class Capability(StrEnum):
    """What a platform lets the bot do. What is not declared is never attempted and never claimed (design, capabilities)."""

    REMOVE_OTHERS = "remove_others"
    HIDE_PLACE = "hide_place"
    MESSAGE_PRIVATELY = "message_privately"
    POST_NOTICE = "post_notice"
    RESTRICT = "restrict"


@dataclass(frozen=True, slots=True)
class Organisation:
    """The organisation as it stands: what it promised, in whose words, who answers for it, and what its platforms allow.

    `capabilities` are by platform name. `schools` are those whose names the detectors know, `roster` the names of its
    children and learners, `staff` those of its staff (map 5.18). `config` is the hash of the rest, for the record (map 7.6).
    """

    id: str
    profile: Profile
    wording: Wording
    contacts: Contacts
    allowed: AllowList
    capabilities: Mapping[str, frozenset[Capability]]
    config: str
    schools: Schools = NO_SCHOOLS
    roster: Roster = NO_ROSTER
    staff: tuple[str, ...] = ()

    def words(self, purpose: Purpose, reader: Reader, topic: str, place: str, clause: str = "", **values: str) -> str:
        """A notice in the organisation's words. It is given no name but those of the organisation, the lead and the place."""
        lead = self.contacts.lead
        return self.wording.say(
            purpose,
            reader,
            topic,
            lead=lead.name,
            lead_title=lead.title,
            organisation=self.contacts.organisation,
            place=place,
            clause=clause,
            **values,
        )

    def can(self, platform: str, capability: Capability) -> bool:
        return capability in self.capabilities.get(platform, frozenset())


@dataclass(frozen=True, slots=True)
class Context:
    """A snapshot; intake makes it, detectors and policy read it.

    author         who wrote: someone on the register, or an unknown stand-in
    present        who is in a closed place, the author included; empty for an open channel
    affected       who was mentioned or replied to
    window         earlier messages of the same conversation, oldest first
    speakers       who wrote the messages of the window
    open_cases     open concerns about messages of this author, and those that the author is a subject of
    notice_posted  whether this place was told of a removal within the profile's merging time already
    opinion        what the engine said of this message; nothing where rules alone are asked
    """

    now: datetime
    organisation: Organisation
    author: Person
    audience: Audience
    present: tuple[Member, ...] = ()
    affected: tuple[Member, ...] = ()
    window: tuple[Event, ...] = ()
    speakers: tuple[Member, ...] = ()
    open_cases: tuple[Case, ...] = ()
    notice_posted: bool = False
    opinion: Opinion = UNASKED

    @property
    def profile(self) -> Profile:
        return self.organisation.profile

    @property
    def allowed(self) -> AllowList:
        return self.organisation.allowed

    @property
    def may_reach_children(self) -> bool:
        """Whether a child may read this place: everywhere but among adults (an unknown place counts as mixed)."""
        return self.audience is not Audience.ADULTS
