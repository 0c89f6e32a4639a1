"""An organisation's folder: its files, who holds it, and how restored files take the place of those that were there.

A restore makes its files ready in `restoring.partial`, which means nothing to anybody. Renaming that folder to `restoring` is
the one step that counts: from then on the restore is done, and only the renaming of single files is left. Whoever opens the
folder next, the bot or another restore, finishes that first; so nobody ever works on a new database with old keys, or begins a
new record because the old one has just been moved away. What was cut off before that step is taken away first, because it holds
the keys of a backup, and with them what has been erased since.
"""

import fcntl
import os
import shutil
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from storage.database import make
from storage.store import HeldError, StoreError

CLUB_FILE: Final = "club.db"
KEYS_FILE: Final = "keys.db"
LOCK_FILE: Final = "club.lock"
#: Says since when the record is on a host (`storage.moving`). It only gives the words: that it is there, the missing file says.
HOSTED_FILE: Final = "club.hosted"
#: Where a restore makes its files ready, and what that folder is called once they are.
STAGING: Final = "restoring.partial"
READY: Final = "restoring"
#: How the name begins of the folder in which a restore sets aside what was there. It is made empty, beside the new files.
ASIDE: Final = "replaced-"

#: Everything of a record, with the logs that SQLite needs to make a file whole after a crash: they belong together.
_RECORD: Final = tuple(f"{name}{log}" for name in (KEYS_FILE, CLUB_FILE) for log in ("", "-journal", "-wal", "-shm"))


def make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder} cannot be made ({error.strerror}): check who owns the folder above it") from error


def hold(folder: Path, held: ExitStack) -> None:
    """Hold the folder until the process ends, however it ends. SQLite's own locks last only as long as a transaction."""
    make(folder / LOCK_FILE)
    file = held.enter_context((folder / LOCK_FILE).open("rb"))
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise HeldError(f"another Touchline is running on {folder}: stop that one first") from error


def is_hosted(folder: Path) -> bool:
    """Whether the record of this folder is on a host."""
    return (folder / HOSTED_FILE).is_file() and not (folder / CLUB_FILE).exists()


def say_hosted(folder: Path, since: str) -> None:
    """Write down that the record is on a host. Raises OSError."""
    (folder / HOSTED_FILE).write_text(f"{since}\n", "ascii")


def demand_not_hosted(folder: Path) -> None:
    """Raises StoreError if the record of this folder is on a host: nothing is to be begun, or restored, in its place."""
    if is_hosted(folder):
        since = (folder / HOSTED_FILE).read_text("ascii", "replace").strip()
        raise StoreError(
            f"the record of {folder} is on a host, since {since}: say in TOUCHLINE_DATABASE how to reach it, or bring it back"
            f" with `touchline store migrate {folder} --back`"
        )


def is_held(folder: Path) -> bool:
    """Whether a Touchline has the folder now, by trying whether it could be had, and letting go at once. Raises StoreError."""
    try:
        with (folder / LOCK_FILE).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    except OSError as error:
        raise StoreError(f"{folder / LOCK_FILE} cannot be looked at ({error.strerror}): check who owns it") from error
    return False


def finish_restore(folder: Path) -> bool:
    """Put the files of a restore in place, if one is ready, and take away one that was not. Whoever calls it holds the folder.
    Can be cut off at any step.

    The keys are the first to go in: as long as the new ones are not in place, what lies in the folder is the old record.
    """
    discard(folder / STAGING)
    ready = folder / READY
    if not ready.is_dir():
        return False
    try:
        aside = next(ready.glob(f"{ASIDE}*"), None)
        if aside is not None and (ready / KEYS_FILE).exists():
            for name in _RECORD:
                if (folder / name).exists():
                    (folder / name).rename(aside / name)
            sync(aside)
            sync(folder)
        for name in (KEYS_FILE, CLUB_FILE):
            if (ready / name).exists():
                (ready / name).rename(folder / name)
                sync(folder)
        if aside is not None:
            if any(aside.iterdir()):
                aside.rename(folder / aside.name)
            else:
                aside.rmdir()
            sync(folder)
        ready.rmdir()
    except OSError as error:
        raise StoreError(
            f"{folder}: a restore that was made ready in {ready} cannot be put in place ({error.strerror}):"
            " check the disk and who owns the folder, then start again"
        ) from error
    sync(folder)
    return True


def discard(staging: Path) -> None:
    """Take away what was made ready and is not wanted, its keys and their journals first, however deep. Raises StoreError."""
    try:
        if staging.is_dir():
            for path in list(staging.rglob(f"{KEYS_FILE}*")):
                shred(path)
            shutil.rmtree(staging)
    except OSError as error:
        raise StoreError(
            f"{staging} is left from a restore that was cut off, holds keys, and cannot be deleted ({error.strerror}):"
            " check who owns it, or delete it yourself"
        ) from error


def set_aside(folder: Path) -> tuple[str, ...]:
    """The names of the folders in which restores set aside what was there before, and which nobody has deleted yet."""
    return tuple(sorted(path.name for path in folder.glob(f"{ASIDE}*")))


def shred(path: Path) -> None:
    """Overwrite a file that holds keys, then delete it. On some disks the old bytes stay for a while all the same. OSError."""
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()


def sync(path: Path) -> None:
    """Wait until a file, or a folder's list of names, is on the disk. Raises OSError."""
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
