"""The shape of a configuration file; `config.example.toml` shows every key and says what it is for.

A section within another is a plain table here and is read by its own shape, so that a mistake in one hides none in another.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

Name = Annotated[str, Field(min_length=1, max_length=200)]
Port = Annotated[int, Field(ge=1, le=65535)]


@dataclass(frozen=True, slots=True)
class MailTable:
    """The mail server that alerts and notices go through."""

    host: Name = field(metadata={"example": '"mail.example.org"'})
    from_address: Name = field(metadata={"example": '"touchline@example.org"'})
    port: Port = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    username_env: str | None = None
    password_env: str | None = None
    password_file: str | None = None


@dataclass(frozen=True, slots=True)
class OfficerTable:
    """Somebody who holds the record's checkpoints in a mailbox of their own. `person` is their id on the register."""

    name: Name = field(metadata={"example": '"Sam Okoro"'})
    address: Name = field(metadata={"example": '"sam.okoro@example.org"'})
    person: str | None = None


@dataclass(frozen=True, slots=True)
class WitnessHolderTable:
    """A witness that holds the record's checkpoints, such as another organisation's Touchline. `key` is its verifier key."""

    name: Name = field(metadata={"example": '"Otterford Cricket Club"'})
    url: Name = field(metadata={"example": '"https://witness.example.org"'})
    key: Name = field(metadata={"example": '"otterford.example.org/witness+…"'})


@dataclass(frozen=True, slots=True)
class AnchorsTable:
    """Who holds the record's checkpoints outside of this machine."""

    officers: tuple[OfficerTable, ...] = ()
    witnesses: tuple[WitnessHolderTable, ...] = ()


@dataclass(frozen=True, slots=True)
class EngineTable:
    """What reads a message as a whole, beside the rules."""

    name: Literal["shipped", "detoxify", "none"] = "shipped"
    variant: Literal["original", "unbiased", "multilingual", "original-small", "unbiased-small"] = "unbiased"


@dataclass(frozen=True, slots=True)
class DiscordTable:
    """Discord: where its token is kept, and its addresses, which only a test changes."""

    token_env: str | None = None
    token_file: str | None = None
    api_address: str = "https://discord.com/api/v10"
    gateway_address: str = "wss://gateway.discord.gg/"


@dataclass(frozen=True, slots=True)
class ServerTable:
    """The Discord server of one organisation, by its id."""

    server: str = field(metadata={"example": '"100000000000000002"'})


@dataclass(frozen=True, slots=True)
class SlackTable:
    """Slack: its address, which only a test changes, and where this machine listens to it by HTTP."""

    api_address: str = "https://slack.com/api/"
    listen: str = "127.0.0.1:3000"


@dataclass(frozen=True, slots=True)
class SlackAppTable:
    """One organisation's own Slack app: its workspace, by its id, and where its tokens and secrets are kept."""

    workspace: str = field(metadata={"example": '"T012ABCDEF"'})
    bot_token_env: str | None = None
    bot_token_file: str | None = None
    app_token_env: str | None = None
    app_token_file: str | None = None
    signing_secret_env: str | None = None
    signing_secret_file: str | None = None
    client_id: str | None = None
    client_secret_env: str | None = None
    client_secret_file: str | None = None


@dataclass(frozen=True, slots=True)
class ContactsTable:
    """Who answers for the organisation, and those who watch: each a `Contact`, with the id of a person on its register."""

    lead: Mapping[str, Any]
    deputy: Mapping[str, Any] | None = None
    chair: Mapping[str, Any] | None = None
    outside: Mapping[str, Any] | None = None
    monitors: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class AllowTable:
    """A contact or a place of the organisation's own that everybody may post. Somebody answers for it, and it ends."""

    value: Name = field(metadata={"example": '"Example Ground, 1 Example Lane, ZZ99 3CZ"'})
    owner: Name = field(metadata={"example": '"Sam Okoro"'})
    until: date = field(metadata={"example": "2027-08-31"})


@dataclass(frozen=True, slots=True)
class WordTable:
    """A word or a phrase that is swearing, an insult or a slur in this organisation (map 3.1). Somebody answers for it, and it
    ends.
    """

    value: Name = field(metadata={"example": '"nut case"'})
    category: Literal["swearing", "insult", "slur", "sexual"]
    owner: Name = field(metadata={"example": '"Sam Okoro"'})
    until: date = field(metadata={"example": "2027-08-31"})


@dataclass(frozen=True, slots=True)
class LimitsTable:
    """What one organisation may use of a machine that it shares with others."""

    messages_per_second: Annotated[int, Field(ge=1, le=10_000)] | None = None
    storage_megabytes: Annotated[int, Field(ge=10, le=10_000_000)] | None = None
    accounts: Annotated[int, Field(ge=1, le=10_000_000)] | None = None


@dataclass(frozen=True, slots=True)
class OrganisationTable:
    """One organisation, as it is when it begins. What it changes later is kept in its own record (decisions 2)."""

    id: str = field(metadata={"example": '"example-cc"'})
    name: Name = field(metadata={"example": '"Example Cricket Club"'})
    profile: str = field(metadata={"example": '"sports_club"'})
    contacts: Mapping[str, Any]
    time_zone: str | None = None
    allow: tuple[AllowTable, ...] = ()
    words: tuple[WordTable, ...] = ()
    starts_shadow: bool = True
    review: date | None = None
    email_domains: tuple[Name, ...] = ()
    mailbox: Name | None = None
    schools: Name | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    anchors: Mapping[str, Any] | None = None
    discord: Mapping[str, Any] | None = None
    slack: Mapping[str, Any] | None = None
    limits: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class StoreTable:
    """Where the records are kept, if not in files: where it is said how a host's PostgreSQL is reached."""

    database_env: str | None = None
    database_file: str | None = None


@dataclass(frozen=True, slots=True)
class HealthTable:
    """Where this machine says how the process stands. It is for the machine's own supervisor and Prometheus."""

    listen: Name = field(metadata={"example": '"127.0.0.1:9464"'})


@dataclass(frozen=True, slots=True)
class PagesTable:
    """Where this machine listens for browsers that open a link in a letter; a proxy brings them from `public_address`."""

    listen: str = "127.0.0.1:3080"


@dataclass(frozen=True, slots=True)
class ConfigTable:
    """The whole file. One organisation may stand in it; several have a file each, which it names."""

    data_folder: Name = field(metadata={"example": '"data"'})
    public_address: str | None = None
    organisation: Mapping[str, Any] | None = None
    organisations: tuple[str, ...] = ()
    store: Mapping[str, Any] | None = None
    limits: Mapping[str, Any] | None = None
    health: Mapping[str, Any] | None = None
    pages: Mapping[str, Any] | None = None
    engine: Mapping[str, Any] | None = None
    mail: Mapping[str, Any] | None = None
    anchors: Mapping[str, Any] | None = None
    discord: Mapping[str, Any] | None = None
    slack: Mapping[str, Any] | None = None
