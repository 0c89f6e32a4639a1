"""What every store can do for processes that share an organisation: part of `storage.store.Store`."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol


class Waking(Protocol):
    """In files there is one process, and nobody is woken."""

    def woken_by_others(self, wake: Callable[[], object]) -> AbstractContextManager[None]:
        """Call `wake`, perhaps from another thread, when another process has put something in that is to be judged or done. It
        is a hint: whoever waits looks from time to time all the same.
        """

    def changed_by_others(self, changed: Callable[[], object]) -> AbstractContextManager[None]:
        """Call `changed` in the same way when another process has changed who is who, a setting or a grant, or has said so."""

    def tell_others(self) -> None:
        """Say to other processes that something has changed that no row tells of, such as who is in a conversation."""
