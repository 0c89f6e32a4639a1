"""Letters of staff to the adults who answer for a child: of whoever wrote one, and of the child whom it is about (map 7.4).

Who wrote it and to whom it went is not named to the child, and an officer decides whether they are given it: it may be about
what the child told somebody.
"""

from collections.abc import Callable, Iterator
from typing import Final

from bot.member_pack.asking import Whose
from bot.member_pack.items import Choice, Item, Sort, Words
from moderation.model import AdultLetter
from moderation.third_parties import Span
from storage.store import Transaction

_WROTE: Final = "You wrote to the adults of a child."
_ABOUT: Final = "A member of staff wrote to the adults who answer for you."


def letter_items(
    tx: Transaction, whose: Whose, names_in: Callable[[str], tuple[Span, ...]]
) -> Iterator[tuple[AdultLetter, Item]]:
    """Each with its item, whose id is still to be given."""
    for each in tx.adult_letters():
        wrote, about = each.author in whose.people, each.child in whose.people
        if wrote or about:
            words = Words("", each.text, names_in(each.text))
            own = Choice.MASKED if words.masks else Choice.INCLUDE
            yield (
                each,
                Item(
                    "",
                    Sort.MESSAGE if wrote else Sort.REGISTER,
                    _WROTE if wrote else _ABOUT,
                    own if wrote else Choice.DECIDE,
                    "What was written. Whoever wrote it and to whom it went is not named, and no other child.",
                    at=each.at,
                    words=(words,),
                    folder=each.child,
                ),
            )
