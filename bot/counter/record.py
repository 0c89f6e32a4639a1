"""The record as those who watch ask for it: its newest checkpoint to keep elsewhere, and whether it is whole (map 7.2)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.anchors.words import number
from bot.counter import Look, words
from bot.platform import Office
from storage.sqlite.audit import DamageError
from storage.store import StoreError, Transaction

#: The newest volumes whose heads are shown.
SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The newest checkpoint: how many entries, when it was signed, and the note with what witnesses signed under it."""

    size: int
    at: datetime
    note: str

    def said(self, look: Look) -> str:
        return words.CHECKPOINT.format(size=number(self.size), at=look.moment(self.at))


def newest(tx: Transaction) -> Checkpoint | None:
    """None while none was signed. It holds a size and a hash, and nothing of anybody."""
    signed = tx.anchoring().signed
    if signed is None:
        return None
    found = tx.signed_at(signed)
    return Checkpoint(found.size, found.at, tx.cosigned(found))


async def verified(core: Office, look: Look) -> str:
    """Read the whole record, and say what was found."""
    try:
        found = await core.audit()
    except DamageError as error:
        return words.NOT_WHOLE.format(why=error, warning=words.ONLY_OUTSIDE)
    except StoreError:  # its text names files
        return words.CANNOT_READ
    heads = [words.HEAD.format(origin=each.origin, size=number(each.size), root=each.root.hex()) for each in found.volumes]
    return words.WHOLE.format(
        entries=number(found.entries),
        until=look.moment(found.until),
        heads="\n".join(heads[-SHOWN:]),
        warning=words.ONLY_OUTSIDE,
    )
