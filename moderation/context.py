"""What is known when a message is judged: one snapshot of people, place, time, settings and the talk before it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from moderation.agreements import Agreed
from moderation.allowlist import AllowList
from moderation.calendar import Calendar
from moderation.duty import NO_ROTA, Rota
from moderation.engines import UNASKED, Opinion
from moderation.masking import named
from moderation.model import Audience, Case, Contact, Contacts, Event, Member, Person, ResponsibleAdult, Statement
from moderation.notices import Purpose, Reader, Wording
from moderation.own_words import OwnWord
from moderation.profiles import Profile
from moderation.reached import NOBODY_REACHED, Reached
from moderation.roster import NO_ROSTER, Roster
from moderation.schools import NO_SCHOOLS, Schools


class Capability(StrEnum):
    """What a platform lets the bot do. What is not declared is never attempted and never claimed (design, capabilities)."""

    REMOVE_OTHERS = "remove_others"
    HIDE_PLACE = "hide_place"
    MESSAGE_PRIVATELY = "message_privately"
    POST_NOTICE = "post_notice"
    RESTRICT = "restrict"
    PUT_OUT = "put_out"
    FORWARD = "forward"


class Young(NamedTuple):
    """Somebody young on the register, by their id. `here`: they are a child or learner here now."""

    id: str
    name: str
    known_as: str
    here: bool


@dataclass(frozen=True, slots=True)
class Organisation:
    """The organisation as it stands: what it promised, in whose words, who answers for it, and what its platforms allow.

    `capabilities` are by platform name. `schools` are those whose names the detectors know, `roster` the names of its
    children and learners, `staff` those of its staff (map 5.18), `young` all who are, or were, children or learners
    here and may be under 18, for whoever chooses one by name. `rota` says who is on duty when, `on_duty` who is
    now (map 8.8). `own_words` are swear words and the like that only this organisation has (map 3.1).
    `everyone` are the names of all on the register, `reached` what the adults of children are reached by (map 1.4), as hashes;
    `register` is everybody on it, for the checks, and `agreed` what people agreed to; None where nobody looked.
    `photo_desks` are the channels for pictures by platform, for the checks too; `purposes` is what spaces were declared to be
    for, by "platform/place", "" where only that it was declared counts.
    `statement` is its own statement as it is in force, by whose numbers notices cite; None where it has given none (map 10.6).
    `email_domains` are those of its staff's addresses (map 5.4, 5.11).
    `answers` is the address below which adults answer letters by a link; "" where letters carry none.
    `config` is the hash of the settings, words and contacts, for the record (map 7.6).
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
    everyone: Roster = NO_ROSTER
    reached: Reached = NOBODY_REACHED
    staff: tuple[str, ...] = ()
    young: tuple[Young, ...] = field(default=(), repr=False)
    rota: Rota = NO_ROTA
    on_duty: tuple[Contact, ...] = ()
    register: tuple[Person, ...] = ()
    own_words: tuple[OwnWord, ...] = ()
    agreed: Agreed | None = None
    photo_desks: Mapping[str, str] | None = None
    purposes: Mapping[str, str] | None = None
    statement: Statement | None = None
    email_domains: tuple[str, ...] = ()
    answers: str = ""

    def words(
        self,
        purpose: Purpose,
        reader: Reader,
        topic: str,
        place: str,
        clause: str = "",
        subjects: Collection[str] = (),
        **values: str,
    ) -> str:
        """A notice in the organisation's words. It is given no name but those of the organisation, the lead and the place,
        in whose name a number is masked. Where the lead is among the `subjects`, the next in the chain whom it is not about
        stands in the lead's place: nobody who told of somebody is sent to them.
        """
        lead = next((each for each in self.contacts.chain if each.person not in subjects), self.contacts.lead)
        return self.wording.say(
            purpose,
            reader,
            topic,
            lead=lead.name,
            lead_title=lead.title,
            organisation=self.contacts.organisation,
            place=named(place),
            clause=self.cited(clause),
            **values,
        )

    def cited(self, clause: str) -> str:
        """A row of the policy map as a notice cites it: by number and version of the organisation's own clause that says it.

        Without a statement of its own it is the number of the row; what its statement does not say has none.
        """
        if self.statement is None or not clause:
            return self.wording.cited(clause)
        named = self.wording.rules.get(clause)
        number = next((each.number for each in self.statement.clauses if clause in each.says), "")
        cited = f"{number} (version {self.statement.version})" if number else "about this"
        return f"{cited}: {named}" if named else cited

    @property
    def version(self) -> int:
        """The version of its statement that is in force, for the record; 0 for none."""
        return self.statement.version if self.statement else 0

    @property
    def calendar(self) -> Calendar:
        """Its working days, office hours and sessions, as the profile has them."""
        return Calendar.of(self.profile.hours)

    def called_in(self, event: Event) -> tuple[str, ...]:
        """Whose whole registered name stands in a message: their ids, each once."""
        return tuple(dict.fromkeys(id_ for part in event.parts for id_ in self.everyone.named_in(part.text)))

    def can(self, platform: str, capability: Capability) -> bool:
        return capability in self.capabilities.get(platform, frozenset())


@dataclass(frozen=True, slots=True)
class Context:
    """A snapshot; intake makes it, detectors and policy read it.

    author         who wrote: someone on the register, or an unknown stand-in
    present        who is in a closed place, the author included; empty for an open channel
    affected       who was mentioned or replied to
    reached        adults whose number or e-mail address stands in it, each with a child for whom they answer
    named          whose whole registered name stands in it; an account without an id is that of somebody who has none here
    window         earlier messages of the same conversation, oldest first
    speakers       who wrote the messages of the window
    open_cases     open concerns about messages of this author, and those that the author is a subject of
    small          of staff: the concerns whose small things may add up, also closed ones (`moderation.pattern`)
    notice_posted  whether this place was told of a removal within the profile's merging time already
    danger         whether an urgent concern that is not about the author is open here, or about whom they answer
    unknown        where the author is not on the register: how many others are whom an open concern says that of
    opinion        what the engine said of this message; nothing where rules alone are asked
    released       the pictures on it that the photo desk let out to be shown in this place
    approved       whether the place was opened for contact at this time, to which a child's adult said yes (map 5.13)
    """

    now: datetime
    organisation: Organisation
    author: Person
    audience: Audience
    present: tuple[Member, ...] = ()
    affected: tuple[Member, ...] = ()
    named: tuple[Member, ...] = ()
    reached: tuple[tuple[Person, ResponsibleAdult], ...] = ()
    window: tuple[Event, ...] = ()
    speakers: tuple[Member, ...] = ()
    open_cases: tuple[Case, ...] = ()
    small: tuple[Case, ...] = ()
    notice_posted: bool = False
    danger: bool = False
    unknown: int = 0
    opinion: Opinion = UNASKED
    released: frozenset[str] = frozenset()
    approved: bool = False

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
