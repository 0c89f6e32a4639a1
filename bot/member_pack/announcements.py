"""What somebody wrote to be announced, in their own words; not who looked at it, nor what the program saw (map 7.4)."""

from collections.abc import Callable, Iterator

from bot.announcing.words import STANDS
from bot.member_pack.asking import Whose
from bot.member_pack.items import Choice, Item, Sort, Words
from moderation.model import Announcement
from moderation.third_parties import Span
from storage.store import Transaction


def announcement_items(
    tx: Transaction, whose: Whose, names_in: Callable[[str], tuple[Span, ...]]
) -> Iterator[tuple[Announcement, Item]]:
    """Each of theirs with its item, whose id is still to be given."""
    for each in tx.announcements(whose.id):
        words = Words("", each.text, names_in(each.text))
        yield (
            each,
            Item(
                "",
                Sort.MESSAGE,
                f"You wrote something to be announced: it {STANDS[each.stage]}.",
                Choice.MASKED if words.masks else Choice.INCLUDE,
                "Their own words. Who looked at it is not named.",
                at=each.at,
                words=(words,),
                folder=whose.id,
            ),
        )
