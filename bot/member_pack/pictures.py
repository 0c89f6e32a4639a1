"""What the photo desk has about somebody: that they can be seen in a picture, as somebody answered, or brought one there."""

from collections.abc import Iterator

from bot.member_pack.asking import Whose
from bot.member_pack.items import Choice, Item, Sort, Words
from moderation.model import Picture, PictureStage
from storage.store import Transaction

_STANDS = {
    PictureStage.WAITING: "It has not been shown.",
    PictureStage.RELEASED: "It may be shown.",
    PictureStage.SHOWN: "It was shown.",
    PictureStage.DOWN: "It was shown, and taken down.",
    PictureStage.GONE: "It was never shown.",
}


def picture_items(tx: Transaction, whose: Whose) -> Iterator[tuple[Picture, Item]]:
    """One for each picture, with it. The picture itself is not kept here, and nobody else who is in it is named."""
    for picture in tx.pictures(*PictureStage):
        lines = [*_lines(tx, picture, whose)]
        if lines:
            yield (
                picture,
                Item(
                    "",
                    Sort.ACTS if picture.person in whose.people else Sort.REGISTER,
                    "A picture or video at the photo desk.",
                    Choice.INCLUDE,
                    "Their own part in it. Others do not stand in it, and no picture is kept.",
                    at=picture.at,
                    words=tuple(Words("", line) for line in (*lines, _STANDS[picture.stage])),
                ),
            )


def _lines(tx: Transaction, picture: Picture, whose: Whose) -> Iterator[str]:
    if picture.person in whose.people:
        yield "You posted it there."
    if whose.people.intersection(tx.pictured(picture.id)):
        yield "Somebody answered that you can be seen in it."
    if whose.people.intersection(picture.named):
        yield "Your name stood beside it."
    if picture.answers is not None and picture.answers.by in whose.people:
        yield "You answered for it."
