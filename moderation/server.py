"""A chat server as it stands at one moment: who is in it, which places it has, who can be in them, and how it is guarded.

Adapters make these facts from what their platform tells; the checks (`moderation/checks/`) look at them and at nothing else.
What a platform does not have or does not tell is None, so that nothing is ever guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from moderation.model import Account, Person, PlaceKind, Speed


class Right(StrEnum):
    """What a role or a member may do on the server, where it matters to safeguarding."""

    ADMINISTRATOR = "administrator"
    MANAGE_SERVER = "manage_server"
    MANAGE_ROLES = "manage_roles"
    MANAGE_PLACES = "manage_places"
    MANAGE_POSTS = "manage_posts"
    MANAGE_THREADS = "manage_threads"
    KICK = "kick"
    BAN = "ban"
    TIME_OUT = "time_out"
    INVITE = "invite"
    MENTION_EVERYONE = "mention_everyone"
    ATTACH = "attach"


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """Somebody on the server. `roles` are ids. `rights` are those of all their roles together; `owner` has every right
    whatever it says.
    """

    account: Account
    person: Person
    roles: tuple[str, ...] = ()
    rights: frozenset[Right] = frozenset()
    owner: bool = False


@dataclass(frozen=True, slots=True)
class RoleFacts:
    """A role. `everyone` is the one that every member has; `managed` belongs to an application."""

    id: str
    name: str
    rights: frozenset[Right] = frozenset()
    everyone: bool = False
    managed: bool = False


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """A channel, a thread or a voice room.

    `present` are the accounts that can be in it by what was granted to them: an owner's or administrator's sight of every place
    is not counted (decisions 10). In a private thread they are its members. `connected` are those in a voice room now.
    `all_may_post` says whether somebody can write there who has just joined, and has no role, `silences_some` whether some
    role is kept from writing there.
    `seen` says whether the bot sees what is written there, `threads_seen` whether it sees every private thread in it. `purpose`
    is what stands above it, "" for nothing; None where nothing can, or the platform does not tell.
    """

    id: str
    name: str
    kind: PlaceKind
    present: frozenset[str] = frozenset()
    connected: frozenset[str] = frozenset()
    seen: bool = True
    threads_seen: bool = True
    open_to_all: bool = False
    all_may_attach: bool = False
    all_may_post: bool = False
    silences_some: bool = False
    parent: str = ""
    made_by_bot: bool = False
    purpose: str | None = None


@dataclass(frozen=True, slots=True)
class InviteFacts:
    """A way in. `code` is never written down; `by` is the account that made it."""

    code: str
    by: str = ""
    expires: datetime | None = None
    uses_left: int | None = None


@dataclass(frozen=True, slots=True)
class Guards:
    """How the server is guarded. None where the platform has no such thing or does not tell. `lead_channel` says whether
    concerns can be shown in the channel that was set up for them; None where none was. `gone` has for staff, by person, how
    many of their posts are gone in the last week that nobody asked Touchline to remove.

    `authorised` are the accounts whose owners let Touchline read their private messages, as far as they still do; `revoked`
    are those whose owners do not any more. `guests` may see some places only, `strangers` belong to another organisation
    that shares `shared_places`. `without_two_factor` are those with rights over the whole server who can use them with a
    password alone. `edit_minutes` is how long a post can be changed by its author: 0 is never, -1 for ever. `real_names`
    says whether people are shown by their real names. `notice_posted` says of each place that should have a visible notice
    of what is read whether it has. `attested` has for each thing that the platform does not tell, and that a person has to
    look at (`moderation.attesting`), until when somebody said that it is so; None where nobody did.
    `here_lately` are the persons who watch and did something in the last 30 days, or have not watched for so long.
    `email_domains` has for each account the domain of the e-mail address with which it signs in, "" where none is shown.
    """

    reads_messages: bool | None = None
    sees_members: bool | None = None
    missing_rights: frozenset[str] = frozenset()
    community: bool | None = None
    two_factor: bool | None = None
    verification_level: int | None = None
    content_filter: int | None = None
    discoverable: bool | None = None
    widget: bool | None = None
    vanity_link: bool | None = None
    direct_messages_locked_until: datetime | None = None
    can_lock_direct_messages: bool | None = None
    everyone_rights: frozenset[Right] = frozenset()
    invites: tuple[InviteFacts, ...] = ()
    contact_card_pinned: Mapping[str, bool] = field(default_factory=dict)
    lead_channel: bool | None = None
    mapped_roles: Mapping[str, str] = field(default_factory=dict)
    rules_drifted: tuple[str, ...] = ()
    unread: int | None = None
    gone: Mapping[str, int] = field(default_factory=dict)
    authorised: frozenset[str] | None = None
    revoked: frozenset[str] = frozenset()
    guests: frozenset[str] | None = None
    strangers: frozenset[str] | None = None
    shared_places: frozenset[str] | None = None
    without_two_factor: frozenset[str] | None = None
    edit_minutes: int | None = None
    all_may_upload: bool | None = None
    real_names: bool | None = None
    notice_posted: Mapping[str, bool] = field(default_factory=dict)
    attested: Mapping[str, datetime | None] = field(default_factory=dict)
    here_lately: frozenset[str] | None = None
    email_domains: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class ServerFacts:
    """One server at one moment. `members` are by account id."""

    platform: str
    server: str
    at: datetime
    members: Mapping[str, MemberFacts] = field(default_factory=dict)
    places: tuple[PlaceFacts, ...] = ()
    roles: tuple[RoleFacts, ...] = ()
    guards: Guards = field(default_factory=Guards)
    bot: str = ""


@dataclass(frozen=True, slots=True)
class Lapse:
    """Something about a server that a policy does not allow, as one check saw it.

    `key` says which thing it is about (a platform's id, or "" for the server), so that (check, key) is the same lapse tomorrow.
    `what`, `risk` and `fix` are a sentence each for a welfare officer; they may name places and people, so they are shown and
    never recorded. `about` are the persons it is about: they are not told of it. `mends` says that the bot can put it right.
    `grace` is how long it may last before anybody is told. `between` are persons who make it what it is, in any order: with
    others it is another lapse. `quiet` is how long after it was told nobody is told of it again when it comes back. `notice` is
    posted in the place itself when somebody is told, "" for nothing: it names nobody. With `calls` all who watch are told too.
    """

    check: str
    key: str
    clauses: tuple[str, ...]
    speed: Speed
    what: str
    risk: str
    fix: str
    about: tuple[str, ...] = ()
    mends: bool = False
    grace: timedelta = timedelta()
    between: frozenset[str] = frozenset()
    quiet: timedelta = timedelta(hours=1)
    notice: str = ""
    calls: bool = False

    @property
    def id(self) -> str:
        return f"{self.check}:{self.key}"
