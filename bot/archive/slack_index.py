"""The lists at the top of a Slack export: who is in the workspace, which conversations there are, and who is in those.

Source: slack.com/help "How to read Slack data exports" and exports as they are handed out. `channels.json` and `users.json` are
in every export, `groups.json` (private channels), `dms.json` and `mpims.json` (group messages) in one of all conversations. An
Enterprise organisation has `org_users.json`. Folders are named as the conversation is, those of direct messages by its id.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.archive.entries import Fault
from bot.archive.files import Entry
from bot.archive.names import ACCOUNTS_KEPT
from bot.archive.pieces import pieces
from bot.archive.read import Problem
from bot.archive.record import Record, record_of
from moderation.model import Account, Audience, Place, PlaceKind

PLATFORM: Final = "slack"
USERS: Final = ("users.json", "org_users.json")
PLACES: Final[Mapping[str, PlaceKind]] = {
    "channels.json": PlaceKind.CHANNEL,
    "groups.json": PlaceKind.PRIVATE_CHANNEL,
    "mpims.json": PlaceKind.GROUP_DIRECT,
    "dms.json": PlaceKind.DIRECT,
}
_PRIVATE: Final = {PlaceKind.DIRECT, PlaceKind.GROUP_DIRECT}


@dataclass
class Index:
    """accounts   by id; the name is the one that others see, the title stands as the only role
    handles    the account's own name, by id
    names      what an id in a message is shown as: people and channels
    places     by the name of their folder, and by id
    """

    accounts: dict[str, Account] = field(default_factory=dict)
    handles: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def account(self, id_: str, name: str = "") -> Account:
        """Somebody by id: unknown to the export's list they are an id, and the name that the message gives them."""
        return self.accounts.get(id_) or Account(PLATFORM, id_, name)


def read_index(lists: Mapping[str, Entry]) -> Index:
    """Everything that the lists say. What is missing or broken in them is a problem, and never an end."""
    index = Index()
    users = [lists[name] for name in USERS if name in lists]
    for entry in users:
        for record in _records(entry, index):
            _add_user(record, index)
    if not users:
        index.problems.append(Problem(USERS[0], None, "is missing, so people are known by their ids alone"))
    for name, kind in PLACES.items():
        if name in lists:
            for record in _records(lists[name], index):
                _add_place(record, kind, index)
    if not any(name in lists for name in PLACES):
        index.problems.append(Problem("channels.json", None, "is missing, so what kind of place each folder was is not known"))
    return index


def _records(entry: Entry, index: Index) -> Iterator[Record]:
    for piece in pieces(entry.chunks()):
        record = None if isinstance(piece, Fault) else record_of(piece)
        if isinstance(piece, Fault):
            index.problems.append(Problem(entry.name, piece.line, piece.what))
        elif record is None or not record.id("id"):
            index.problems.append(Problem(entry.name, piece.line, "an entry has no id, so it was skipped"))
        else:
            yield record
            if record.wrong:
                what = f"part of an entry could not be read ({', '.join(sorted(record.wrong))}); the rest of it was"
                index.problems.append(Problem(entry.name, piece.line, what))


def _add_user(user: Record, index: Index) -> None:
    if len(index.accounts) >= ACCOUNTS_KEPT:
        return
    id_, profile = user.id("id"), user.record("profile") or Record({})
    own = user.text("real_name") or profile.text("real_name") or user.text("name")
    name = profile.text("display_name") or own
    title = profile.text("title")
    automated = user.flag("is_bot") or id_ == "USLACKBOT"
    index.accounts[id_] = Account(PLATFORM, id_, name, (title,) if title else (), automated)
    index.handles[id_] = own
    index.names[id_] = name


def _add_place(place: Record, kind: PlaceKind, index: Index) -> None:
    if len(index.places) >= ACCOUNTS_KEPT:
        return
    id_, name = place.id("id"), place.text("name")
    # A public channel is open to whoever joins: its list of members says nothing about who can read it.
    members = () if kind is PlaceKind.CHANNEL else tuple(index.account(member) for member in place.ids("members"))
    if kind in _PRIVATE:
        name = ", ".join(member.name or member.id for member in members) or name
    audience = Audience.PRIVATE if kind in _PRIVATE else Audience.MIXED
    there = Place(PLATFORM, id_, name, kind, audience, members)
    index.names.setdefault(id_, place.text("name"))
    for folder in filter(None, (id_, place.text("name"))):
        index.places.setdefault(folder, there)
