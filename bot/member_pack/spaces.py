"""What somebody applied for as a channel, in their own words; not who decided on it, nor why it came to nothing (map 7.4)."""

from collections.abc import Callable, Iterator

from bot.member_pack.asking import Whose
from bot.member_pack.items import Choice, Item, Sort, Words
from bot.spaces.words import STANDS
from moderation.model import SpaceRequest
from moderation.third_parties import Span
from storage.store import Transaction


def space_items(
    tx: Transaction, whose: Whose, names_in: Callable[[str], tuple[Span, ...]]
) -> Iterator[tuple[SpaceRequest, Item]]:
    """Each of theirs with its item, whose id is still to be given."""
    for each in tx.space_requests(whose.id):
        lines = (f"Its name: {each.name}", f"Its aim: {each.aim}", f"How people hear of it: {each.promoted}")
        words = tuple(Words("", line, names_in(line)) for line in lines)
        yield (
            each,
            Item(
                "",
                Sort.MESSAGE,
                f"You applied for a channel: it {STANDS[each.state]}.",
                Choice.MASKED if any(each.masks for each in words) else Choice.INCLUDE,
                "Their own words. Who decided on it, and who was to run it, is not named.",
                at=each.asked_at,
                words=words,
                folder=whose.id,
            ),
        )
