"""The practice screen's own words for people, places and ledger entries. What Touchline says comes from the notices."""

from collections.abc import Sequence
from typing import Final

from bot.terminal.club import CONTACTS, Club
from bot.terminal.server import BOT_ACCOUNT, Standing
from moderation.model import BOT, Audience, Member, Place, PlaceKind, Role

#: What is written under a post that its readers no longer see as it was.
STANDINGS: Final = {
    Standing.REMOVED: "removed – only you, watching, can still see this",
    Standing.HELD: "held until somebody decides – only you, watching, can see this",
    Standing.TAKEN_AWAY: "taken away by its author – only you, watching, can still see this",
}

_ROLES = {
    Role.CHILD: "child",
    Role.PARENT: "parent",
    Role.STAFF: "coach",
    Role.MODERATOR: "moderator",
    Role.LEAD: "welfare officer",
}


def described(member: Member) -> str:
    """A member with what they are in the club, such as "Dave Ridley, coach"."""
    titles = {contact.person: contact.title for contact in (*CONTACTS.chain, *CONTACTS.monitors)}
    return f"{member.person.name}, {titles.get(member.person.id) or _ROLES[member.person.role]}"


def named(place: Place) -> str:
    """A place as the heading over what was said in it."""
    if place.kind is PlaceKind.DIRECT:
        return f"Private messages: {place.name}"
    return f"#{place.name} (adults only)" if place.audience is Audience.ADULTS else f"#{place.name}"


def entry_kind(kind: str) -> str:
    """The code of a ledger entry as words: "case.restore_asked" is "case restore asked"."""
    return kind.replace(".", " ").replace("_", " ")


def entry_by(actor: str, club: Club) -> str:
    """Who made a ledger entry, by name."""
    return next((m.person.name for m in club.members if m.person.id == actor), BOT_ACCOUNT.name if actor == BOT else actor)


def record_line(checkpoint: str) -> str:
    """A signed note in a few words: "Record: 1,284 entries, CsUYap…"."""
    _, size, root, *_ = checkpoint.split("\n")
    return f"Record: {int(size):,} entries, {root[:6]}…"


def listed(items: Sequence[str]) -> str:
    """Items as a reader would say them: "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"
