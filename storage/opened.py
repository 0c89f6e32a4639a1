"""What was opened lately, as values: the last messages of a conversation and the effects of a concern are read again and again.

It is memory of what people wrote, so it is bounded, and it never outlives the key that it was opened with: the vault that holds
the keys drops both together. It gives a value back only for the very bytes that it was opened from, which have to be read from
the database each time; so what was changed, blanked or rolled back is never answered from here.
"""

from collections import OrderedDict
from typing import Any, Final

#: Sealed bytes whose values are kept, of one organisation. As values they take some five times as much.
ROOM: Final = 4 << 20

_Key = tuple[str, tuple[str, ...]]


class Opened:
    """Values by the folder and the label of their box. Those used longest ago give way. Values must not be changed."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._kept: OrderedDict[_Key, tuple[bytes, Any]] = OrderedDict()
        self._size = 0

    def get(self, folder: str, ciphertext: bytes, label: tuple[str, ...]) -> Any:
        """The value that was opened from these bytes; None if there is none."""
        key = (folder, label)
        found = self._kept.get(key)
        if found is None or found[0] != ciphertext:
            return None
        self._kept.move_to_end(key)
        return found[1]

    def keep(self, folder: str, ciphertext: bytes, label: tuple[str, ...], value: Any) -> None:
        self.drop(folder, label)
        self._kept[folder, label] = ciphertext, value
        self._size += len(ciphertext)
        while self._size > self._room:
            _, (gone, _) = self._kept.popitem(last=False)
            self._size -= len(gone)

    def drop(self, folder: str, label: tuple[str, ...]) -> None:
        """Forget one value: what was sealed under its label is another."""
        ciphertext, _ = self._kept.pop((folder, label), (b"", None))
        self._size -= len(ciphertext)

    def drop_folder(self, folder: str) -> None:
        for key in [key for key in self._kept if key[0] == folder]:
            self.drop(*key)

    def clear(self) -> None:
        self._kept.clear()
        self._size = 0
