"""The talk around a message: who is in it, who said what to whom. What detectors share that look at several messages."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from moderation.context import Context
from moderation.detectors import View
from moderation.model import Account, Event, EventKind, Part, PartKind, Person, Place, Reach

#: Who an account is, whatever name it shows: (platform, id).
Key = tuple[str, str]
#: So much of one message is read again when a later one is judged.
LENGTH: Final = 600
#: Somebody who writes so soon after another, and names nobody, answers them.
ANSWERS_WITHIN: Final = timedelta(minutes=10)

_SAID = frozenset({PartKind.BODY, PartKind.TRANSCRIPT, PartKind.POLL, PartKind.STICKER, PartKind.ALT_TEXT, PartKind.FORWARD})
_KINDS = frozenset({EventKind.POSTED, EventKind.EDITED})


def key(account: Account) -> Key:
    return (account.platform, account.id)


def people(view: View, context: Context) -> Mapping[Key, Person]:
    """Everybody in the talk who is not a program: the author, those present, those addressed and those who wrote before."""
    known = (*context.speakers, *context.present, *context.affected)
    return {key(each.account): each.person for each in known} | {key(view.event.author): context.author}


def earlier(view: View, context: Context, within: timedelta) -> tuple[Event, ...]:
    """The messages before this one, every version of each, oldest first. What somebody wrote and changed was still read."""
    now = view.event
    return tuple(
        event
        for event in context.window
        if event.message != now.message and event.kind in _KINDS and now.at - within <= event.at <= now.at
    )


def words_of(event: Event) -> str:
    """What a message says, all its parts in lines, up to `LENGTH` characters."""
    return "\n".join(part.text[:LENGTH] for part in event.parts if part.kind in _SAID and part.text)[:LENGTH]


def alone(text: str) -> View:
    """A text by itself as detectors see it, whoever wrote it and whenever."""
    nobody, nowhere, never = Account("", ""), Place("", "", ""), datetime.min.replace(tzinfo=UTC)
    return View.of(Event("", "", EventKind.POSTED, never, nobody, nowhere, "", (Part(PartKind.BODY, text),)))


def named(event: Event) -> frozenset[Key]:
    """Whom a message replies to or mentions. Programs are nobody."""
    replied = (event.reply_to,) if event.reply_to else ()
    return frozenset(key(account) for account in (*event.mentions, *replied) if not account.automated)


def answered(event: Event, before: Event | None) -> Key | None:
    """Whose message this one answers by coming right after it, `before` being the last message of another; None for nobody."""
    if before is None or event.at - before.at > ANSWERS_WITHIN or before.author.automated:
        return None
    return key(before.author)


def family(adult: Account, child: Person) -> bool:
    """Whether the register names this account as an adult of this child's, and no order forbids their contact."""
    return any(
        known.reach is Reach.PLATFORM and known.address == adult.id and not known.no_contact
        for known in child.responsible_adults
    )
