"""The temporary folder of a rehearsed restore: it holds all keys and the whole record, so it is taken away however that ends.

What a kill or a loss of power leaves all the same is taken away at the next rehearsal of the same user. A folder that somebody
uses is locked, which tells it from what was left.
"""

import fcntl
import os
import signal
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final

from storage.sqlite.folder import discard
from storage.store import StoreError

_PREFIX: Final = "touchline-rehearsal-"
#: How a host, a supervisor or a terminal that closes ends a program. Ctrl-C is an exception already.
_ENDS: Final = (signal.SIGTERM, signal.SIGHUP)


@contextmanager
def rehearsal_folder() -> Iterator[Path]:
    """A new folder that this user alone may read. At the end its keys are overwritten and it is deleted, also when the program
    is told to end. Raises StoreError, also where a folder that an older rehearsal left cannot be deleted.
    """
    _sweep(Path(tempfile.gettempdir()))
    with _ended_in_order():
        try:
            scratch = Path(tempfile.mkdtemp(prefix=_PREFIX))
            lock = os.open(scratch, os.O_RDONLY)
        except OSError as error:
            raise StoreError(f"{tempfile.gettempdir()} takes no new folder ({error.strerror}): check the disk") from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield scratch
        finally:
            discard(scratch)
            os.close(lock)


def _sweep(place: Path) -> None:
    """Take away what older rehearsals of this user left. Others write here too: nothing of theirs is touched or followed."""
    for left in place.glob(f"{_PREFIX}*"):
        try:
            found = os.open(left, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except OSError:
            continue  # it is somebody else's, no folder, or has just been taken away
        try:
            what = os.fstat(found)
            if what.st_uid == os.geteuid() and stat.S_IMODE(what.st_mode) == stat.S_IRWXU:
                fcntl.flock(found, fcntl.LOCK_EX | fcntl.LOCK_NB)
                discard(left)
        except BlockingIOError:
            continue  # a rehearsal uses it now
        finally:
            os.close(found)


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Turn the first signal to end into SystemExit, so that what was begun is taken away; further ones are not heeded then."""

    def end(number: int, _: FrameType | None) -> None:
        for each in _ENDS:
            signal.signal(each, signal.SIG_IGN)
        raise SystemExit(128 + number)

    before = {each: signal.signal(each, end) for each in _ENDS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
