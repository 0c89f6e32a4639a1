"""What every store can do with the pictures of the photo desk: part of `storage.store.Transaction`.

Of a picture are kept ids and answers, sealed. Who can be seen in it is kept apart, by a keyed mark of the picture beside each
child's id: nobody reads it without the keys, and it goes when the child is erased. By keyed marks as well a picture is found
by its files and by the messages that show it.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol

from moderation.model import Picture, PictureStage


class Pictured(Protocol):
    """Valid only inside a transaction."""

    def picture(self, id_: str) -> Picture | None:
        """A picture as it stands; None where there is none of that id."""

    def pictures(self, *stages: PictureStage) -> Sequence[Picture]:
        """Those that stand at one of these stages, by id."""

    def pictures_with(self, platform: str, ids: Iterable[str]) -> Sequence[Picture]:
        """Those on which one of these files of a platform hangs, or which one of these messages shows or offers to take down,
        by id: however many there are, no other is read.
        """

    def keep_picture(self, picture: Picture) -> None:
        """Lay a picture down as it now stands. Makes no entry."""

    def pictured(self, id_: str) -> Sequence[str]:
        """The ids of the children of whom it was answered that they can be seen in it, as far as they were not erased."""

    def keep_pictured(self, id_: str, people: Iterable[str]) -> None:
        """Lay down who can be seen in it, in place of what was answered before. Makes no entry."""
