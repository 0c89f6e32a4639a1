"""The wire between a program and PostgreSQL, which a test can cut, hold up, or cut just when something was committed.

A proxy on a socket of its own: what it does to bytes is what a broken switch, a firewall or a machine that swaps does to them.
"""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

_PORT = 5432
_CHUNK = 65536


class Wire:
    """Connections through it behave as the real ones until told otherwise."""

    def __init__(self, folder: Path, server: str) -> None:
        """`server` is the address of PostgreSQL's own socket."""
        self._server = server
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(folder / f".s.PGSQL.{_PORT}"))
        self._listener.listen(64)
        self._flows = threading.Event()
        self._flows.set()
        self._whole = True
        self._pairs: set[tuple[socket.socket, socket.socket]] = set()
        self._changing = threading.Lock()
        #: Asked whenever a commit has been sent: whether its answer is to be lost, and the connection with it.
        self.loses: Callable[[], bool] = lambda: False
        #: How many answers were lost so.
        self.lost = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Nothing goes through, and whoever is connected is told so."""
        self._whole = False
        with self._changing:
            for pair in tuple(self._pairs):
                _break(*pair)

    def mend(self) -> None:
        self._whole = True

    def hold_up(self) -> None:
        """Nothing goes through, and nobody is told: connections stay half open."""
        self._flows.clear()

    def let_go(self) -> None:
        self._flows.set()

    def close(self) -> None:
        self.cut()
        self._flows.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):  # it is closed
            while True:
                near, _ = self._listener.accept()
                if not self._whole:
                    near.close()
                    continue
                far = socket.socket(socket.AF_UNIX)
                try:
                    far.connect(self._server)
                except OSError:  # PostgreSQL is away
                    _break(near, far)
                    continue
                pair = near, far
                with self._changing:
                    self._pairs.add(pair)
                committed = threading.Event()
                threading.Thread(target=self._carry, args=(near, far, pair, committed, True), daemon=True).start()
                threading.Thread(target=self._carry, args=(far, near, pair, committed, False), daemon=True).start()

    def _carry(
        self, source: socket.socket, sink: socket.socket, pair: tuple[socket.socket, socket.socket],
        committed: threading.Event, there: bool,
    ) -> None:  # fmt: skip
        """Carry bytes one way until either end is gone. `there` is the way to PostgreSQL."""
        with suppress(OSError):
            while data := source.recv(_CHUNK):
                self._flows.wait()
                if there and b"COMMIT" in data and self.loses():
                    committed.set()
                if not there and committed.is_set():  # it was done, and nobody hears of it
                    self.lost += 1
                    break
                sink.sendall(data)
        _break(*pair)
        with self._changing:
            self._pairs.discard(pair)


@contextmanager
def wired(folder: Path, conninfo: str) -> Iterator[tuple[Wire, str]]:
    """A wire to a database that is reached by a socket, and how the database is reached through it. `folder` is its own, and
    its path short, as those of sockets have to be.
    """
    parts = conninfo_to_dict(conninfo)
    wire = Wire(folder, f"{parts['host']}/.s.PGSQL.{_PORT}")
    try:
        yield wire, make_conninfo(conninfo, host=str(folder))
    finally:
        wire.close()


def _break(*ends: socket.socket) -> None:
    for end in ends:
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()
