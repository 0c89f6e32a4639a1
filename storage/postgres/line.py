"""Waiting for one of few things that many share: in the order in which they came, for as long as the line moves."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Final


class StandstillError(Exception):
    """Nobody has left for too long."""


class Line:
    """So many have a place at once. That thousands wait is no trouble while places are given back; that none is, is one."""

    def __init__(self, places: int, patience: float) -> None:
        """`patience` is how long it may be, in seconds, until the next one leaves."""
        self._free = places
        self._patience: Final = patience
        self._waiting: deque[threading.Lock] = deque()
        self._changing = threading.Lock()
        self._moved = monotonic()

    @property
    def length(self) -> int:
        """How many wait."""
        return len(self._waiting)

    @contextmanager
    def place(self, *, first: bool = False) -> Iterator[None]:
        """Have one for the time of this block; `first`, before all who wait. Raises StandstillError."""
        self._take(first)
        try:
            yield
        finally:
            self._leave()

    def _take(self, first: bool) -> None:
        with self._changing:
            if self._free:
                self._free -= 1
                return
            called = threading.Lock()
            called.acquire()
            (self._waiting.appendleft if first else self._waiting.append)(called)
        while not called.acquire(timeout=self._patience):
            with self._changing:
                if called not in self._waiting:  # it was called at this very moment
                    return
                if monotonic() - self._moved >= self._patience:
                    self._waiting.remove(called)
                    raise StandstillError

    def _leave(self) -> None:
        with self._changing:
            self._moved = monotonic()
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1
