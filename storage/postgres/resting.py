"""What of many things may stay awake: those used last. The others are asked to rest, and wake when they are used again."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

#: An open key file takes a tenth of a megabyte and a file handle, and what was read with its keys more than that.
AWAKE: Final = 256


class Resting:
    """`most` stay awake. Whoever is asked says whether they do rest; who is busy is asked again later."""

    def __init__(self, most: int = AWAKE) -> None:
        self._most = most
        self._awake: OrderedDict[str, Callable[[], bool]] = OrderedDict()
        self._turn = threading.Lock()

    def used(self, name: str, rest: Callable[[], bool]) -> None:
        """Something is used now; `rest` lets go of what it holds, and answers at once."""
        with self._turn:
            self._awake[name] = rest
            self._awake.move_to_end(name)
            surplus = [*self._awake][: max(len(self._awake) - self._most, 0)]
            asked = [(each, self._awake.pop(each)) for each in surplus]
        for each, let_go in asked:
            if not let_go():
                with self._turn:
                    self._awake.setdefault(each, let_go)

    def gone(self, name: str) -> None:
        """It is there no more."""
        with self._turn:
            self._awake.pop(name, None)
