"""Who somebody is. A Person is not an Account: one person may have several accounts, on more than one platform."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from moderation.model.messages import Account


class Role(StrEnum):
    """What somebody is to the organisation. Role is not age: see `Person.minor`."""

    CHILD = "child"
    LEARNER = "learner"
    PARENT = "parent"
    EMPLOYER = "employer"
    STAFF = "staff"
    MODERATOR = "moderator"
    LEAD = "lead"
    UNKNOWN = "unknown"


#: Those who work or volunteer for the organisation and are bound by its staff rules. Nobody here is exempt from any rule.
STAFF_ROLES = frozenset({Role.STAFF, Role.MODERATOR, Role.LEAD})
#: Those whose presence makes a place accountable (policy map 5.2). Rights on a server never do (decisions 10).
SECOND_ADULT_ROLES = frozenset({*STAFF_ROLES, Role.PARENT})


class ResponsibleKind(StrEnum):
    """Why an adult is told about a child or learner: parents in a club, employers in an apprenticeship (map 1.6)."""

    PARENT = "parent"
    CARER = "carer"
    EMPLOYER = "employer"


class Reach(StrEnum):
    """How somebody is reached. `telephone` is a task for a human: the bot never rings anybody."""

    PLATFORM = "platform"
    EMAIL = "email"
    TELEPHONE = "telephone"


@dataclass(frozen=True, slots=True)
class ResponsibleAdult:
    """An adult to tell about a child. `address` is an account id, an e-mail address or a number, by `reach`.

    `confirmed` says that they answered for this address themselves; until then nothing of substance goes there (decisions 24).
    `code` is the keyed hash of the code that was sent there last and not given back, `tries` how often another was given.
    `paper` is the id of whoever saw it confirmed on paper, "" where it was by a code or is not confirmed.
    """

    name: str
    kind: ResponsibleKind
    reach: Reach
    address: str
    no_contact: bool = False
    confirmed: bool = False
    code: str = ""
    tries: int = 0
    paper: str = ""


class Evidence(StrEnum):
    """What somebody must have shown to watch over children (map 8.3, 8.4). Of each only dates are kept, never a number.

    A drill by Touchline is none of it: it takes the place of no training.
    """

    BACKGROUND_CHECK = "background_check"
    TRAINING = "training"
    DRILL = "drill"


@dataclass(frozen=True, slots=True)
class Shown:
    """Evidence that somebody showed: on which day `by`, a person's id, saw it, and by when it is to be renewed."""

    what: Evidence
    seen: date
    by: str
    renew_by: date


@dataclass(frozen=True, slots=True)
class Appointment:
    """By whom somebody was appointed to watch or to lead, by which minute or on which day, and until when (map 8.2).

    `until` is the last day of it, None for no end.
    """

    role: Role
    by: str
    minute: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the register, or an unknown stand-in for an account that is not.

    `minor` is None when nobody has said. `turns_18` is "YYYY-MM" and nothing more (decisions 14).
    `no_tags` is set for whoever asked not to be mentioned with an @ (map 2.9).

    Whoever has left has no role: `former` is the one that they had, `left` the day. A former child is protected like a child
    (map 5.5) until a lead says that it is long enough ago, and then `former` is None.
    """

    id: str
    name: str
    role: Role = Role.UNKNOWN
    minor: bool | None = None
    turns_18: str | None = None
    known_as: str = ""
    responsible_adults: tuple[ResponsibleAdult, ...] = ()
    no_tags: bool = False
    appointments: tuple[Appointment, ...] = ()
    shown: tuple[Shown, ...] = ()
    former: Role | None = None
    left: date | None = None

    @property
    def called_at_home(self) -> str:
        """What a child is called to their own adults. The register may have no name of theirs."""
        return self.known_as or next(iter(self.name.split()), "your child")

    @property
    def is_staff(self) -> bool:
        return self.role in STAFF_ROLES

    @property
    def may_be_child(self) -> bool:
        """True for whoever must be protected as a child when contacted: the unknown too (map 5.20, 10.12; decisions 10)."""
        if self.former is Role.CHILD:
            return True
        if self.minor is not None:
            return self.minor
        return (self.former or self.role) in {Role.CHILD, Role.LEARNER, Role.UNKNOWN}

    @property
    def may_be_adult(self) -> bool:
        """True for whoever must be treated as an adult when they contact a child: the unknown too (decisions 10)."""
        if self.minor is not None:
            return not self.minor
        return self.role is not Role.CHILD

    @property
    def counts_as_second_adult(self) -> bool:
        """True only for a known adult with a known role: an unknown person never makes a place safe."""
        return self.role in SECOND_ADULT_ROLES and self.minor is not True


@dataclass(frozen=True, slots=True)
class Member:
    """A person as met in one place: the account that was used, and who it is."""

    account: Account
    person: Person


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who can be alerted or asked. `person` is None for someone outside the platforms (the chair by e-mail).

    `email` is another way to somebody whose `address` is an account: where that does not answer, a letter goes there (map 8.9).
    """

    name: str
    title: str
    reach: Reach
    address: str
    person: str | None = None
    email: str = field(default="", metadata={"added": True})

    @property
    def second(self) -> "Contact | None":
        """The same person by the other way, where they have one."""
        return replace(self, reach=Reach.EMAIL, address=self.email, email="") if self.email else None


@dataclass(frozen=True, slots=True)
class Contacts:
    """Who answers for the organisation, in the order in which a concern looks for someone it is not about."""

    organisation: str
    lead: Contact
    deputy: Contact | None = None
    chair: Contact | None = None
    outside: Contact | None = None
    monitors: tuple[Contact, ...] = ()

    @property
    def chain(self) -> tuple[Contact, ...]:
        return tuple(c for c in (self.lead, self.deputy, self.chair, self.outside) if c is not None)

    def of_person(self, person: str) -> Contact | None:
        """The contact who is somebody on the register; None when nobody here is."""
        return next((c for c in (*self.chain, *self.monitors) if c.person == person), None)
