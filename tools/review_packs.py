"""Fills the facts in docs/review-packs.md in from the code: `python -m tools.review_packs`. A test compares them.

What a platform's reviewers are told must be what the program does. So every table that lists what is asked for, read or kept is
made from the constants that the program runs with, between two marks in the page; the words around them are written by hand.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from bot.discord.client import INTENTS
from bot.discord.rights import NEEDED
from bot.documents.stored import stored
from bot.packaged import PROFILES, profile
from bot.slack.rights import BOT, BOT_EVENTS, REMOVER, STAFF, USER_EVENTS

PAGE: Final = Path(__file__).parent.parent / "docs" / "review-packs.md"
_PART: Final = re.compile(r"(<!-- made: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)

#: Those that Discord gives only after a review, above its threshold (discord.Intents has no word for that).
PRIVILEGED: Final = frozenset({"members", "message_content", "presences"})
#: What each intent is for. Which there are is the client's matter; one without a line here stops this program.
INTENT_REASONS: Final[Mapping[str, str]] = {
    "guilds": "to know the channels and threads, who can see each, and the roles: what may be said depends on who reads it",
    "members": "to know who is a child, a parent or staff in each channel; to see who joins, leaves, or changes their name",
    "moderation": "to hear of changes in the server's audit log that change who can see what",
    "guild_messages": "to be told of posts, edits and deletions in the channels that it was put into",
    "guild_reactions": "to see how staff react to what a child posted; nobody else's reactions are read",
    "dm_messages": "to read what somebody writes to the bot itself: a report, or “can I tell you something”",
    "message_content": "to read what is written: this is what Touchline is for",
    "voice_states": "to see that one adult and one child are alone in a voice room; voice is never received",
    "auto_moderation_configuration": "to keep Discord's own filter as the policy wants it",
    "auto_moderation_execution": "to know what that filter has stopped before anybody saw it",
}


def intents() -> Iterator[str]:
    yield from _table("Intent", "Privileged", "What it is for")
    for name, wanted in INTENTS:
        if wanted:
            yield from _rows([(f"`{name}`", "**yes**" if name in PRIVILEGED else "no", INTENT_REASONS[name])])


def rights() -> Iterator[str]:
    yield from _table("Right on the server", "What it is for")
    yield from _rows((f"`{name}`", reason) for name, reason in NEEDED.items())


def scopes() -> Iterator[str]:
    yield from _table("Scope", "Whose token", "What it is for")
    users = ("staff who agree, optional", STAFF), ("one administrator who agrees, optional", REMOVER)
    for whose, asked in (("bot", BOT), *users):
        yield from _rows((f"`{scope}`", whose, reason) for scope, reason in asked.items())


def events() -> Iterator[str]:
    yield from _table("Events", "Of what")
    yield from _rows([("for the bot", _named(BOT_EVENTS)), ("for staff who agreed", _named(USER_EVENTS))])


def kept() -> Iterator[str]:
    """What can be stored, a line for each table or sealed type."""
    yield from _table("What", "What for", "For how long", "Who sees it")
    yield from _rows((group.title, group.purpose, group.kept, group.seen_by) for group in stored())


def retention() -> Iterator[str]:
    yield from _table("Kind of organisation", "Days until a message that nobody is worried about cannot be opened any more")
    yield from _rows((name.replace("_", " "), str(profile(name).retention.arrivals_days)) for name in PROFILES)


PARTS: Final[Mapping[str, Callable[[], Iterable[str]]]] = {
    each.__name__: each for each in (intents, rights, scopes, events, kept, retention)
}


def filled(page: str) -> str:
    """The page with its parts made anew. Raises KeyError for one that there is no way of making."""
    return _PART.sub(lambda part: part[1] + "\n".join(PARTS[part[2]]()) + "\n" + part[3], page)


def _table(*heads: str) -> Iterator[str]:
    yield from _rows([heads, ["---"] * len(heads)])


def _rows(rows: Iterable[Iterable[str]]) -> Iterator[str]:
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _named(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text("utf-8")), "utf-8")
