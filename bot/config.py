"""The configuration file of a deployment: read as a whole, and everything that is wrong with it named with its line.

TOML holds what belongs to the machine: folders, the mail server, where tokens are kept, addresses. An organisation's own part
is read at each start as well until its settings are versioned rows (decisions 2); a change is an entry (`bot.lifetime`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import phonenumbers

from bot import config_chat
from bot.config_chat import Discord, Slack, SlackApp
from bot.config_pages import pages
from bot.config_reader import LOOPBACK, Reader
from bot.config_shape import (
    AllowTable,
    AnchorsTable,
    ConfigTable,
    ContactsTable,
    EngineTable,
    HealthTable,
    LimitsTable,
    MailTable,
    OrganisationTable,
    StoreTable,
    WitnessHolderTable,
    WordTable,
)
from bot.credentials import Credential
from bot.gazetteer.file import read_gazetteer, schools
from bot.limits import Limits
from bot.packaged import PROFILES, places_of_schools, profile_document
from bot.profiles import merged, read_profile, time_zone_problems
from bot.shapes import did_you_mean, shown
from bot.toml import FileError, Location, open_document
from bot.witness.settings import key_problem
from moderation.mail_domains import DOMAIN, is_free
from moderation.model import Contact, Contacts, Reach
from moderation.own_words import KINDS, LEAST, OwnWord
from moderation.profiles import Profile
from moderation.schools import Schools
from storage.ledger.note import COSIGNATURE


@dataclass(frozen=True, slots=True)
class Mail:
    host: str
    port: int
    security: str
    from_address: str
    username: Credential | None
    password: Credential | None


@dataclass(frozen=True, slots=True)
class OrganisationConfig:
    """What one organisation begins with: its profile with its own changes, who answers for it, and what anybody may post.

    `schools` are those of its own area, if it has imported them. `anchors` are read at each start. `discord_server` is the id
    of the Discord server that is watched for it, `slack` its app on a Slack workspace; None where there is none.
    """

    id: str
    profile: Profile
    contacts: Contacts
    allow: tuple[AllowTable, ...]
    starts_shadow: bool
    schools: Schools | None = None
    anchors: AnchorsTable = field(default_factory=AnchorsTable)
    discord_server: int | None = None
    slack: SlackApp | None = None
    words: tuple[WordTable, ...] = ()
    #: A day on which the committee looks at how things are kept; it comes again each year (map 8.11).
    review: date | None = None
    #: The domains of its staff's e-mail addresses, if they are not those of the contacts (map 5.4).
    email_domains: tuple[str, ...] = ()
    #: Its own mailbox, which takes answers to what staff write to parents (map 5.10); "" where it has none.
    mailbox: str = ""
    #: What it may use of a machine that it shares with others.
    limits: Limits = field(default_factory=Limits)

    def allowed(self, today: date) -> tuple[str, ...]:
        """The values that `AllowList.of` takes on a day: entries that have not ended, and the published contacts (map 2.3)."""
        people = (*self.contacts.chain, *self.contacts.monitors)
        published = [person.address for person in people if person.reach is not Reach.PLATFORM]
        return (*published, *(entry.value for entry in self.allow if entry.until >= today))

    def own_words(self, today: date) -> tuple[OwnWord, ...]:
        """The organisation's own swear words and the like that hold on a day (map 3.1)."""
        return tuple(OwnWord(word.value, KINDS[word.category]) for word in self.words if word.until >= today)


@dataclass(frozen=True, slots=True)
class Config:
    """A deployment. Relative paths were taken from the folder of the configuration file. `database` is where it is said how the
    host's PostgreSQL is reached; None where records are in files. `health` is where it is said how a process stands, `pages`
    where browsers come that open a link in a letter; None where letters carry none.
    """

    data_folder: Path
    organisations: tuple[OrganisationConfig, ...]
    public_address: str | None
    engine: str
    variant: str
    mail: Mail | None
    discord: Discord | None
    slack: Slack
    database: Credential | None = None
    health: tuple[str, int] | None = None
    pages: tuple[str, int] | None = None


def read_config(path: Path) -> Config:
    """Read a configuration file and those that it names. Raises FileError with every problem, in the order of the lines."""
    reading = _Reading(open_document(path), path.parent)
    config = reading.config()
    problems = dict.fromkeys(reading.problems)
    if problems or config is None:
        raise FileError(tuple(sorted(problems, key=lambda p: (p.file != str(path), p.file, p.line))))
    return config


#: What an organisation's id, and an e-mail address, look like.
ORGANISATION_ID: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
EMAIL: Final = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,63}")
_ACCOUNT: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_CHAIN: Final = ("lead", "deputy", "chair", "outside")


def _is_same(one: Contact, other: Contact) -> bool:
    return one.address == other.address or (one.person is not None and one.person == other.person)


class _Reading(Reader):
    """Reads one file, and those that it names, and gathers what is wrong."""

    def config(self) -> Config | None:
        table = self.fill(ConfigTable, self.document.table, ())
        raw = self.document.table
        engine = self.section(EngineTable, raw.get("engine", {}), ("engine",))
        mail = self._mail(raw.get("mail"))
        discord, slack = config_chat.discord(self, raw.get("discord")), config_chat.slack(self, raw.get("slack"))
        self.address(raw.get("public_address"), ("public_address",), "https")
        store = self.section(StoreTable, raw.get("store"), ("store",))
        database = self.credential(store, ("store",), "database") if store is not None else None
        told = self.section(HealthTable, raw.get("health"), ("health",))
        health = self.listener(told.listen, ("health", "listen"), "127.0.0.1:9464") if told is not None else None
        links = pages(self, raw, [*([slack.port] if slack else []), *([health[1]] if health else [])])
        organisations = self._organisations(raw)
        officers = [officer for organisation in organisations for officer in organisation.anchors.officers]
        if mail and any(same_mailbox(mail.from_address, officer.address) for officer in officers):
            what = "[mail] from_address is also an officer's mailbox: what the bot can delete is no copy outside."
            self.wrong(("mail", "from_address"), what, "Give the bot an address of its own.")
        if table is None or engine is None or slack is None:
            return None
        folder = self.folder / table.data_folder
        clubs, address = tuple(organisations), table.public_address
        return Config(folder, clubs, address, engine.name, engine.variant, mail, discord, slack, database, health, links)

    def organisation(self, raw: object, at: Location, deployment: Mapping[str, Any]) -> OrganisationConfig | None:
        """One organisation. `deployment` is the whole file that says what all of them share."""
        if not isinstance(raw, Mapping):
            return None
        table = self.fill(OrganisationTable, raw, at)
        profile = self._profile(raw, at)
        contacts = self._contacts(raw, (*at, "contacts"), "mail" in deployment)
        if table is not None and not ORGANISATION_ID.fullmatch(table.id):
            what = f"{shown((*at, 'id'))} must be 1 to 40 small letters, digits and hyphens."
            self.wrong((*at, "id"), what, 'For instance: id = "example-cc"')
        if profile is not None and contacts is not None and getattr(contacts, profile.retention.owner) is None:
            where = (*at, "changes", "retention", "owner")
            what = f"{shown(where)} names the {profile.retention.owner}, and there is none in the contacts (policy map 7.3)."
            self.wrong(where, what, f"Add [{'.'.join(str(k) for k in (*at, 'contacts', profile.retention.owner))}].")
        if at and "anchors" in raw:
            what = f"{shown((*at, 'anchors'))} stands in the wrong place."
            self.wrong((*at, "anchors"), what, "Write [[anchors.officers]], by itself.")
        anchors = self._anchors(self.document.table.get("anchors", {}), "mail" in deployment)
        server = config_chat.server(self, raw.get("discord"), (*at, "discord"), deployment)
        slack = config_chat.slack_app(self, raw.get("slack"), (*at, "slack"), deployment)
        if table is None or profile is None or contacts is None or anchors is None:
            return None
        own = self._schools(table.schools)
        return OrganisationConfig(
            table.id,
            profile,
            contacts,
            table.allow,
            table.starts_shadow,
            own,
            anchors,
            server,
            slack,
            self._words(table, at),
            table.review,
            self._email_domains(table, at),
            self._mailbox(table, at),
            self._limits(raw.get("limits"), (*at, "limits"), self._limits(deployment.get("limits"), ("limits",), Limits())),
        )

    def _limits(self, raw: object, at: Location, otherwise: Limits) -> Limits:
        """What a section lays down, and for the rest what holds otherwise."""
        table = self.section(LimitsTable, raw, at)
        if table is None:
            return otherwise
        messages, storage = table.messages_per_second or otherwise.messages, table.storage_megabytes or otherwise.storage
        return Limits(messages, storage, table.accounts or otherwise.accounts)

    def _mailbox(self, table: OrganisationTable, at: Location) -> str:
        if table.mailbox is not None and not EMAIL.fullmatch(table.mailbox):
            what = f"{shown((*at, 'mailbox'))} must be an e-mail address."
            self.wrong((*at, "mailbox"), what, 'For instance: mailbox = "office@example.org"')
        return table.mailbox or ""

    def _email_domains(self, table: OrganisationTable, at: Location) -> tuple[str, ...]:
        for index, domain in enumerate(table.email_domains):
            where = (*at, "email_domains", index)
            if not DOMAIN.fullmatch(domain):
                what = f"{shown(where)} must be a domain in small letters, without a name and “@” before it."
                self.wrong(where, what, 'For instance: email_domains = ["example.org"]')
            elif is_free(domain):
                what = f"{shown(where)} gives addresses to anybody: they say nothing about who works for you."
                self.wrong(where, what, "Leave it out, if you have no domain of your own.")
        return table.email_domains

    def _words(self, table: OrganisationTable, at: Location) -> tuple[WordTable, ...]:
        for index, word in enumerate(table.words):
            if not OwnWord(word.value, KINDS[word.category]).is_long_enough:
                where = (*at, "words", index, "value")
                what = f"{shown(where)} must have {LEAST} letters or digits: a shorter word is found where nobody meant it."
                self.wrong(where, what, "Write the whole word.")
        return table.words

    def _organisations(self, raw: Mapping[str, Any]) -> list[OrganisationConfig]:
        names = [name for name in raw.get("organisations", ()) if isinstance(name, str)]
        if ("organisation" in raw) == bool(names):
            what = "There must be either [organisation] or a list of files, and not both."
            where = ("organisation",) if "organisation" in raw else ("organisations",)
            self.wrong(where, what, 'Describe the one organisation here, or write organisations = ["first.toml"].')
        if names and "anchors" in raw:
            what = "[anchors] is about one organisation, and there are several."
            self.wrong(("anchors",), what, "Write it into the file of each.")
        found = [self.organisation(raw.get("organisation"), ("organisation",), raw)]
        files: dict[str, str] = {}
        watched: dict[int | str, str] = {}
        for index, name in enumerate(names):
            try:
                reading = _Reading(open_document(self.folder / name), self.folder)
            except FileError as error:
                self.problems.extend(error.problems)
                continue
            organisation = reading.organisation(reading.document.table, (), raw)
            self.problems.extend(reading.problems)
            found.append(organisation)
            if organisation is not None and files.setdefault(organisation.id, name) != name:
                what = f"“{name}” has the same id as “{files[organisation.id]}”."
                self.wrong(("organisations", index), what, "Give each organisation an id of its own.")
            for server, called in _watched(organisation):
                if watched.setdefault(server, name) != name:
                    what = f"“{name}” names the same {called} as “{watched[server]}”: its talk would be in two records."
                    self.wrong(("organisations", index), what, "Give each organisation one of its own.")
        profiles: dict[str, Profile] = {}  # thousands of organisations have one of a few
        organisations = (organisation for organisation in found if organisation is not None)
        return [replace(each, profile=profiles.setdefault(repr(each.profile), each.profile)) for each in organisations]

    def _profile(self, raw: Mapping[str, Any], at: Location) -> Profile | None:
        """The ready profile with the organisation's changes, read from the raw table: other mistakes do not hide these."""
        name, changes, zone = raw.get("profile"), raw.get("changes", {}), raw.get("time_zone")
        if name not in PROFILES:
            if isinstance(name, str):
                what = f"{shown((*at, 'profile'))} must be the name of a ready profile."
                self.wrong((*at, "profile"), what, did_you_mean(name, PROFILES))
            return None
        if not isinstance(changes, Mapping):
            return None
        table = merged(profile_document(name).table, changes)
        if isinstance(zone, str):
            unknown = time_zone_problems(zone, self.document, (*at, "time_zone"))
            self.problems.extend(unknown)
            table = table if unknown else merged(table, {"hours": {"time_zone": zone}})
        profile, problems = read_profile(table, self.document, (*at, "changes"))
        self.problems.extend(problems)
        return profile

    def _schools(self, name: str | None) -> Schools | None:
        try:
            return schools(read_gazetteer(self.folder / name), places_of_schools()) if name else None
        except FileError as error:
            self.problems.extend(error.problems)
            return None

    def _contacts(self, raw: Mapping[str, Any], at: Location, has_mail: bool) -> Contacts | None:
        table = self.section(ContactsTable, raw.get("contacts"), at)
        if table is None:
            return None
        chain: dict[str, Contact] = {}
        for role in _CHAIN:
            contact = self._contact(getattr(table, role), (*at, role), has_mail)
            if contact is not None:
                chain[role] = contact
        found = [self._contact(each, (*at, "monitors", index), has_mail) for index, each in enumerate(table.monitors)]
        monitors = tuple(contact for contact in found if contact is not None)
        if any(getattr(table, role) is not None and role not in chain for role in _CHAIN):
            return None
        self._chain(chain, found, at)
        return Contacts(str(raw.get("name")), **chain, monitors=monitors)

    def _chain(self, chain: Mapping[str, Contact], monitors: Sequence[Contact | None], at: Location) -> None:
        """Whether a concern about anybody in the chain can still reach somebody else (safeguarding rule 1)."""
        taken: dict[str, str] = {}
        for role, contact in chain.items():
            for key in ("address", *(["email"] if contact.email else [])):
                same = taken.setdefault(getattr(contact, key).casefold(), role)
                if same != role:
                    what = f"{shown((*at, role))} has the {key} of the {same}: a concern about one would reach the same person."
                    self.wrong((*at, role, key), what, "Give somebody else (policy map 8.17).")
        for index, each in enumerate(monitors):
            same = taken.get(each.email.casefold(), "") if each is not None else ""
            if each is not None and same and not _is_same(each, chain[same]):
                here = (*at, "monitors", index, "email")
                what = f"{shown(here)} is that of the {same}: a concern about the {same} would reach them."
                self.wrong(here, what, "Give an address of their own (policy map 8.17).")
        if chain["lead"].reach is Reach.TELEPHONE:
            what = "The lead cannot be alerted by telephone: the bot rings nobody."
            self.wrong((*at, "lead", "reach"), what, 'Write reach = "platform" or reach = "email".')
        if not any(contact.reach is not Reach.TELEPHONE for role, contact in chain.items() if role != "lead"):
            what = "Nobody but the lead can be alerted, so a concern about the lead would reach nobody (policy map 8.17)."
            self.wrong(at, what, "Add a deputy, a chair or somebody outside, with an e-mail address or an account.")

    def _contact(self, raw: object, at: Location, has_mail: bool) -> Contact | None:
        contact = self.section(Contact, raw, at)
        if contact is None:
            return None
        for key in ("name", "title"):
            if not getattr(contact, key).strip():
                self.wrong((*at, key), f"{shown((*at, key))} is empty.", "Children read it when they are told whom to ask.")
        where, do = (*at, "address"), ""
        match contact.reach:
            case Reach.EMAIL if not EMAIL.fullmatch(contact.address):
                do = 'An e-mail address is needed, such as "lead@example.org".'
            case Reach.TELEPHONE if not is_number(contact.address):
                do = 'A telephone number is needed, such as "01632 960123".'
            case Reach.PLATFORM if not _ACCOUNT.fullmatch(contact.address):
                do = "The id of an account is needed: on Discord its long number, on Slack a word such as U012ABCDEF."
            case Reach.EMAIL if not has_mail:
                self.wrong(where, f"{shown(where)} is reached by e-mail, and there is no mail server.", "Add [mail].")
        if contact.email and (contact.reach is not Reach.PLATFORM or not EMAIL.fullmatch(contact.email) or not has_mail):
            what = "It is an e-mail address, for somebody with reach = “platform”, where there is a mail server ([mail])."
            self.wrong((*at, "email"), f"{shown((*at, 'email'))} is no second way to them.", what)
        if do:
            self.wrong(where, f"{shown(where)} does not fit reach = “{contact.reach}”.", do)
        return contact

    def _anchors(self, raw: object, has_mail: bool) -> AnchorsTable | None:
        table = self.section(AnchorsTable, raw, ("anchors",))
        if table is None:
            return None
        for index, officer in enumerate(table.officers):
            where = ("anchors", "officers", index, "address")
            if not EMAIL.fullmatch(officer.address):
                self.wrong(where, f"{shown(where)} must be an e-mail address.", 'For instance: address = "sam@example.org"')
            elif not has_mail:
                self.wrong(where, f"{shown(where)} is written to by e-mail, and there is no mail server.", "Add [mail].")
            if any(same_mailbox(officer.address, other.address) for other in table.officers[:index]):
                what = f"{shown(where)} is another officer's too: two officers hold two copies only in two mailboxes."
                self.wrong(where, what, "Give each their own.")
        self._witnesses(table.witnesses)
        return table

    def _witnesses(self, tables: tuple[WitnessHolderTable, ...]) -> None:
        for index, witness in enumerate(tables):
            where = ("anchors", "witnesses", index)
            problem = key_problem(witness.key, COSIGNATURE, self.document, (*where, "key"))
            if problem is not None and problem.line not in self.secret_lines:
                self.problems.append(problem)
            if self.address(witness.url, (*where, "url"), "https") in LOOPBACK:
                what = f"{shown((*where, 'url'))} is on this machine: what lies here is no copy outside."
                self.wrong((*where, "url"), what, "Ask another organisation to be your witness (docs/ledger.md).")
            if any(witness.key == other.key or witness.url == other.url for other in tables[:index]):
                what = f"{shown((*where, 'key'))} or its url stands here already: one witness is one holder."
                self.wrong((*where, "key"), what, "Keep it once.")

    def _mail(self, raw: object) -> Mail | None:
        table = self.section(MailTable, raw, ("mail",))
        if table is None:
            return None
        if not EMAIL.fullmatch(table.from_address):
            what = "[mail] from_address must be an e-mail address."
            self.wrong(("mail", "from_address"), what, 'For instance: from_address = "touchline@example.org"')
        password = self.credential(table, ("mail",), "password", needed=False)
        username = self.credential(table, ("mail",), "username", needed=False)
        if (username is None) != (password is None):
            what = "[mail] has a user name without a password, or a password without a user name."
            self.wrong(("mail",), what, "Give username_env, and password_env or password_file; or none of them.")
        if table.security == "none" and table.host not in LOOPBACK:
            what = "[mail] security is “none”, so alerts about children would travel in the clear."
            self.wrong(("mail", "security"), what, 'Write security = "starttls" or security = "tls".')
        return Mail(table.host, table.port, table.security, table.from_address, username, password)


def _watched(organisation: OrganisationConfig | None) -> Iterator[tuple[int | str, str]]:
    """What is watched for an organisation: its id, and what it is called."""
    if organisation is not None and organisation.discord_server is not None:
        yield organisation.discord_server, "Discord server"
    if organisation is not None and organisation.slack is not None:
        yield organisation.slack.workspace, "Slack workspace"


def same_mailbox(one: str, other: str) -> bool:
    """Whether two addresses are one person's. A tag after a plus sign makes no second mailbox."""
    return _mailbox(one) == _mailbox(other)


def _mailbox(address: str) -> str:
    local, _, domain = address.casefold().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def is_number(text: str) -> bool:
    """Whether it can be a telephone number, as one writes it in Britain."""
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(text, "GB"))
    except phonenumbers.NumberParseException:
        return False
