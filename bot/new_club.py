"""A new club's configuration: from what was answered to a commented file that `read_config` takes as it is.

It holds no secret: only the names of the environment variables in which those are kept.
"""

import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bot.archive.proposed import person_id
from bot.config import EMAIL, ORGANISATION_ID, Config, is_number, read_config, same_mailbox
from bot.config_chat import CLIENT, WORKSPACE
from bot.discord import club as discord
from bot.slack import workspace as slack
from moderation.model import Contact, Reach

#: Discord's and Slack's own rules (decisions 25). Younger children are reached through their parents.
YOUNGEST: Final = 13
UNDER_AGE: Final = (
    "Discord is not for children under 13: its own terms say so, and Touchline is not set up for them there. "
    "If only those of 13 and over have accounts, and younger children are reached through their parents, answer 13."
)
YOUNGEST_ON_SLACK: Final = 16
UNDER_AGE_ON_SLACK: Final = (
    "Slack is not for anybody under 16: its own terms say so, and Touchline is not set up for them there. "
    "If only those of 16 and over have accounts, and younger ones are reached through their parents, answer 16."
)
#: What the ready profiles are, for whoever chooses one.
KINDS: Final[Mapping[str, str]] = {
    "sports_club": "a community sports club",
    "sport_provider": "somebody who offers sport to young people, such as a coach or a sport psychologist",
    "training_provider": "a provider of training or apprenticeships",
    "pre_school": "a pre-school or nursery, with its staff and parents",
    "school": "a school",
}
CHAIN: Final = ("lead", "deputy", "chair", "outside")

#: Ids of Discord's since it has a developer mode to copy them in.
_DISCORD: Final = re.compile(r"[1-9][0-9]{16,19}")
_SLACK: Final = re.compile(r"[UW][A-Z0-9]{5,20}")
_ABOUT: Final = {
    "lead": "# The first to be told of every concern.",
    "deputy": "# Next, and whenever it is about the lead.",
    "chair": "# Then. An e-mail address is best: a concern about who owns the server or workspace must not be told on it.",
    "outside": "# Somebody outside the organisation, for a concern about everybody above.",
}


class AnswerError(ValueError):
    """An answer cannot be used. The text is a sentence for whoever gave it."""


@dataclass(frozen=True, slots=True)
class MailServer:
    host: str
    from_address: str


@dataclass(frozen=True, slots=True)
class NewClub:
    """What was answered. `server` is on Discord, `workspace` on Slack: one of them is "". `contacts` are by "lead", "deputy",
    "chair" and "outside"; `officers` are (name, mailbox). Without a `client_id` nobody can authorise the Slack app.
    """

    id: str
    name: str
    profile: str
    contacts: Mapping[str, Contact]
    server: str = ""
    workspace: str = ""
    client_id: str = ""
    monitors: tuple[Contact, ...] = ()
    officers: tuple[tuple[str, str], ...] = ()
    mail: MailServer | None = None
    token_env: str = "TOUCHLINE_DISCORD_TOKEN"  # noqa: S105 - the name of a variable
    minimum_age: int = YOUNGEST
    data_folder: str = field(default="data")

    @property
    def writes(self) -> bool:
        """Whether anybody is written to by e-mail."""
        people = (*self.contacts.values(), *self.monitors)
        return bool(self.officers) or any(each.reach is Reach.EMAIL for each in people)


def discord_id_of(answer: str) -> str:
    """The id of a server or an application. Raises AnswerError."""
    if not _DISCORD.fullmatch(answer.strip()):
        raise AnswerError("It is a long number, of 17 to 20 digits, which Discord copies for you.")
    return answer.strip()


def workspace_id_of(answer: str) -> str:
    """The id of a Slack workspace. Raises AnswerError."""
    if not WORKSPACE.fullmatch(answer.strip()):
        raise AnswerError("It begins with T, such as T012ABCDEF: open the workspace in a browser, it stands behind /client/.")
    return answer.strip()


def place_id_of(answer: str) -> str:
    """The id of a Discord server or of a Slack workspace. Raises AnswerError."""
    if answer.strip().isdecimal():
        return discord_id_of(answer)
    if answer.strip().startswith("T"):
        return workspace_id_of(answer)
    raise AnswerError("On Discord it is a long number, of 17 to 20 digits; on Slack it begins with T.")


def client_id_of(answer: str) -> str:
    """The id of a Slack app, as it authorises. Raises AnswerError."""
    if not CLIENT.fullmatch(answer.strip()):
        raise AnswerError("It is two numbers with a point between them: Basic Information, App Credentials, Client ID.")
    return answer.strip()


def organisation_id_of(answer: str) -> str:
    """A club's short id. Raises AnswerError."""
    if not ORGANISATION_ID.fullmatch(answer.strip()):
        raise AnswerError("Use 1 to 40 small letters, digits and hyphens, such as otterford-cc, with no hyphen at either end.")
    return answer.strip()


def contact_of(answer: str) -> Contact:
    """Somebody as "name, title, how to reach them", such as "Sam Okoro, Welfare Officer, welfare@example.org".

    They are reached by e-mail, by the id of their account on Discord or Slack, or by telephone (a person rings them). The id of
    their account may come last besides: then a concern about them is never shown to them. Raises AnswerError.
    """
    parts = [part.strip() for part in answer.split(",") if part.strip()]
    if not 3 <= len(parts) <= 4 or not answer.isprintable():
        raise AnswerError("Write it as: name, title, e-mail address or the id of their account (with commas between).")
    name, title, address = parts[:3]
    account, platform = next(((part, where) for part in parts[2:] if (where := _platform(part))), ("", ""))
    if len(parts) == 4 and not _platform(parts[3]):
        raise AnswerError("What comes last is the id of their account: “Copy User ID” on Discord, “Copy member ID” on Slack.")
    reach = Reach.PLATFORM if address == account else Reach.EMAIL if "@" in address else Reach.TELEPHONE
    if (reach is Reach.EMAIL and not EMAIL.fullmatch(address)) or (reach is Reach.TELEPHONE and not is_number(address)):
        raise AnswerError(
            "What comes third is an e-mail address, the id of an account on Discord (17 to 20 digits) or on Slack (it begins "
            "with U), or a telephone number."
        )
    # The same id that `/setup` and `touchline people import` give to the account.
    return Contact(name, title, reach, address, person_id(platform, account) if account else None)


def _platform(account: str) -> str:
    """On which platform this is the id of an account; "" for none."""
    return discord.NAME if _DISCORD.fullmatch(account) else slack.NAME if _SLACK.fullmatch(account) else ""


def alertable_of(answer: str) -> Contact:
    """Somebody whom a program can reach, such as the lead. Raises AnswerError."""
    contact = contact_of(answer)
    if contact.reach is Reach.TELEPHONE:
        raise AnswerError("Touchline rings nobody: give their e-mail address, or the id of their account.")
    return contact


def another(contact: Contact, chain: Mapping[str, Contact]) -> Contact:
    """Somebody who is reached in another way than each of those who were named. Raises AnswerError."""
    for role, named in chain.items():
        if named.address.casefold() == contact.address.casefold():
            raise AnswerError(f"That is the address of the {role}: a concern about one would reach the same person.")
    return contact


def officer_of(answer: str, others: Sequence[tuple[str, str]] = ()) -> tuple[str, str]:
    """An officer as "name, mailbox", in another mailbox than the `others`. Raises AnswerError."""
    name, comma, address = (part.strip() for part in answer.rpartition(","))
    if not comma or not name or not EMAIL.fullmatch(address) or not answer.isprintable():
        raise AnswerError("Write it as: name, their own e-mail address (with a comma between).")
    if any(same_mailbox(address, mailbox) for _, mailbox in others):
        raise AnswerError("That is another officer's mailbox: two copies need two mailboxes.")
    return name, address


def sender_of(answer: str, officers: Sequence[tuple[str, str]] = ()) -> str:
    """The address that e-mails come from: nobody's who keeps a copy. Raises AnswerError."""
    if not EMAIL.fullmatch(answer.strip()):
        raise AnswerError("It is an e-mail address, such as touchline@example.org.")
    if any(same_mailbox(answer.strip(), mailbox) for _, mailbox in officers):
        raise AnswerError("That is also an officer's mailbox: what Touchline itself can delete is no copy outside.")
    return answer.strip()


def suggested_id(name: str) -> str:
    """A club's id out of its name: small letters, digits and hyphens, at most forty."""
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()[:200]).strip("-")[:40].strip("-") or "club"


def text_of(club: NewClub) -> str:
    """The file."""
    return "\n".join(_lines(club)) + "\n"


def checked(text: str) -> Config:
    """What the file would be read as. Raises FileError with what is wrong in it, as "club.toml"."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "club.toml"
        path.write_text(text, "utf-8")
        return read_config(path)


def _lines(club: NewClub) -> Iterator[str]:
    yield f"""\
# Touchline's configuration, as `touchline setup` wrote it. Change what you like, and let it be checked:
#
#     touchline config check club.toml
#
# No password and no token stands in here, only the names of the environment variables in which they are kept.
# config.example.toml shows everything that may stand here.

# Where Touchline keeps its records. From the folder of this file, unless it begins with "/".
data_folder = {_quoted(club.data_folder)}

[organisation]
id = {_quoted(club.id)}  # it never changes, because each record carries it
name = {_quoted(club.name)}
profile = {_quoted(club.profile)}  # {KINDS[club.profile]}
starts_shadow = true  # at first only report what would have been removed, for as many days as the profile says

{_place(club)}

# Who answers for the organisation. A concern is never shown to somebody whom it is about: it goes to the next in this order.
# reach: "platform" (address is the id of their account), "email", or "telephone" for whom only a person can ring.
# person: their id on the register, by which the bot knows when a concern is about them."""
    for role in CHAIN:
        if role in club.contacts:
            yield f"\n{_ABOUT[role]}\n[organisation.contacts.{role}]\n{_contact(club.contacts[role])}"
    if club.monitors:
        yield "\n# Those who watch, and who look again when somebody says that a removal was wrong."
    for monitor in club.monitors:
        yield f"[[organisation.contacts.monitors]]\n{_contact(monitor)}"
    if club.server:
        yield f"\n[discord]\ntoken_env = {_quoted(club.token_env)}"
    if club.mail is not None:
        yield f"""
# The mail server, for alerts and for parents without an account.
[mail]
host = {_quoted(club.mail.host)}
from_address = {_quoted(club.mail.from_address)}
username_env = "TOUCHLINE_MAIL_USERNAME"
password_env = "TOUCHLINE_MAIL_PASSWORD"
"""
    yield """\
# Who holds the record's checkpoints outside of this machine (docs/ledger.md): at least two officers, each with a mailbox of
# their own, not a shared one and not one that the host or the bot can open."""
    for name, address in club.officers:
        person = next((each.person for each in club.contacts.values() if each.name == name and each.person), None)
        known = f"\nperson = {_quoted(person)}" if person else ""
        yield f"[[anchors.officers]]\nname = {_quoted(name)}\naddress = {_quoted(address)}{known}\n"


def _place(club: NewClub) -> str:
    everybody = f"Everybody with an account on it is {club.minimum_age} or over."
    if club.server:
        lines = [
            f"# The Discord server that is watched. {everybody}",
            "[organisation.discord]",
            f"server = {_quoted(club.server)}",
        ]
        return "\n".join(lines)
    lines = [
        f"# The Slack workspace that is watched, by an app of its own. {everybody}",
        "[organisation.slack]",
        f"workspace = {_quoted(club.workspace)}",
        'bot_token_env = "TOUCHLINE_SLACK_BOT_TOKEN"',
        'app_token_env = "TOUCHLINE_SLACK_APP_TOKEN"',
    ]
    if club.client_id:
        lines += [f"client_id = {_quoted(club.client_id)}", 'client_secret_env = "TOUCHLINE_SLACK_CLIENT_SECRET"']
    return "\n".join(lines)


def _contact(contact: Contact) -> str:
    values = {"name": contact.name, "title": contact.title, "reach": contact.reach.value, "address": contact.address}
    if contact.person:
        values["person"] = contact.person
    return "\n".join(f"{key} = {_quoted(value)}" for key, value in values.items())


def _quoted(text: str) -> str:
    """Text as TOML writes it, which for printable text is as JSON does."""
    return json.dumps(text, ensure_ascii=False)
