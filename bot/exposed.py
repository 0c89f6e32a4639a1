"""Who may have seen a message before it was gone: for those who answer for the organisation alone (map 1.4).

No platform says who read a post. What is known is who replied to it, who reacted to it as far as reactions are read, and who
wrote in the same conversation while it stood; and that only for as long as arrivals are kept.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from bot import desk
from bot.desk import Denied
from bot.intake import person_of
from bot.register.desk import keeps
from moderation.cards import Card
from moderation.context import Organisation
from moderation.model import Account, Case, Event, PartKind, RemovePost, Sighting
from storage.store import Transaction

#: So many of the messages before a removal are looked at.
MOST: Final = 200

NOT_YOURS: Final = "Who may have seen something is for the lead, and for those who answer for the organisation."
CANNOT_TELL: Final = "Who only read it, no platform tells."
NOBODY: Final = "Nobody is known to have replied, reacted or written there while it stood."
FORGOTTEN: Final = "What came after it is no longer kept, so it cannot be said who replied."


def exposed(tx: Transaction, by: Account, organisation: Organisation, called: str, now: datetime) -> Sequence[str] | Denied:
    """Who may have seen the newest message of a concern, in lines, or why that is not said."""
    found = desk.concern(tx, by, organisation, called)
    if not isinstance(found, Card):
        return found
    case = tx.case(found.case)
    if case is None or not keeps(organisation, person_of(tx, by)):
        return Denied(NOT_YOURS)
    return tuple(_lines(tx, case, now))


def _lines(tx: Transaction, case: Case, now: datetime) -> Iterator[str]:
    sighting = case.newest
    post = tx.arrival(sighting.event)
    if not isinstance(post, Event) or not post.conversation:
        yield FORGOTTEN
        return
    after = [
        each for each in tx.window(post.conversation, _gone_at(tx, case, sighting) or now, MOST)
        if each.at >= post.at and each.author.id != post.author.id
    ]  # fmt: skip
    reacted = [each for each in after if _reacts(each, post)]
    replied = [
        each for each in after if each.reply_to is not None and each.reply_to.id == post.author.id and each not in reacted
    ]
    wrote = [each for each in after if each not in reacted and each not in replied]
    said = set[str]()
    for what, events in (("Replied to its author", replied), ("Reacted to it", reacted), ("Wrote there while it stood", wrote)):
        names = [name for name in dict.fromkeys(_name(tx, each) for each in events) if name not in said]
        said.update(names)
        if names:
            yield f"{what}: {', '.join(names)}."
    if not said:
        yield NOBODY
    yield CANNOT_TELL


def _gone_at(tx: Transaction, case: Case, sighting: Sighting) -> datetime | None:
    """When the platform confirmed that a message was taken away; None while it was not."""
    effects = tx.effects_by_id(case.id)
    for placed in tx.entries_of((), (case.id,)):
        effect = effects.get(str(placed.record["data"].get("effect")))
        if placed.record["kind"] == "post.removed" and isinstance(effect, RemovePost) and effect.message == sighting.message:
            return placed.at
    return None


def _reacts(event: Event, post: Event) -> bool:
    return any(part.kind is PartKind.REACTION for part in event.parts) and post.message in event.message.split(":")


def _name(tx: Transaction, event: Event) -> str:
    return person_of(tx, event.author).name or "somebody not on the register"
