"""Who waits for a connection, and for how long."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from time import sleep

import pytest

from storage.postgres.line import Line, StandstillError

#: How long to wait for something that happens within a second.
PATIENCE = 30


class Waiting(threading.Thread):
    """Somebody who waits in a line, and leaves at once when it is their turn."""

    def __init__(self, line: Line, name: str, served: list[str], first: bool = False) -> None:
        super().__init__(daemon=True)
        self._line = line
        self._called = name
        self._served = served
        self._first = first

    def run(self) -> None:
        with self._line.place(first=self._first):
            self._served.append(self._called)


def wait_for(line: Line, *names: str, served: list[str], first: bool = False) -> Iterator[Waiting]:
    """Let some wait, each in the line before the next one comes."""
    for name in names:
        before = line.length
        waiting = Waiting(line, name, served, first)
        waiting.start()
        while line.length == before:
            sleep(0.001)
        yield waiting


def test_they_are_served_in_the_order_in_which_they_came_but_for_whoever_goes_first() -> None:
    line, served = Line(1, PATIENCE), list[str]()
    with line.place():
        some = [*wait_for(line, "one", "two", "three", served=served)]
        some += wait_for(line, "lease", served=served, first=True)
    for each in some:
        each.join(PATIENCE)
    assert served == ["lease", "one", "two", "three"]


def test_as_many_have_a_place_together_as_there_are() -> None:
    line, served = Line(2, PATIENCE), list[str]()
    with ExitStack() as held:
        held.enter_context(line.place())
        with line.place():
            (waiting,) = wait_for(line, "third", served=served)
            assert served == []
        waiting.join(PATIENCE)
        assert served == ["third"]
    assert line.length == 0


def test_where_nobody_leaves_that_is_said_and_the_place_is_not_lost() -> None:
    line = Line(1, 0.001)
    with line.place(), pytest.raises(StandstillError), line.place():
        pass
    with line.place():
        assert line.length == 0


def test_whoever_fails_gives_their_place_back() -> None:
    line = Line(1, 0.001)
    with pytest.raises(ValueError, match="in vain"), line.place():
        raise ValueError("in vain")
    with line.place():
        pass
