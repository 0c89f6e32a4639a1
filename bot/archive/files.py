"""The files of an export, wherever they lie: one file, a folder or a zip. Read in pieces, never unpacked to disk.

A zip is hostile until shown otherwise: names that point outside it, links, encrypted members and members that unpack to
far more than a chat export would are named and left alone. Links in folders are not followed. Files of attachments are
never opened: the adapters ask by name, and only for their own JSON files.
"""

import lzma
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO

from bot.archive.read import ArchiveError, Problem

CHUNK = 64 * 1024
#: No day of a workspace, and no channel of a server, is larger: DiscordChatExporter splits its files long before.
FILE_LIMIT = 4 * 1024**3
#: Chat as JSON is packed 5 to 40 times smaller; a bomb 1000 times. Small members are let be: they cannot hurt.
RATIO_LIMIT = 200
RATIO_FROM = 1024**2
COUNT_LIMIT = 500_000

#: What opening and reading a file, or a damaged zip, has been seen to raise.
_FAILURES = (
    *(OSError, EOFError, RuntimeError, ValueError, IndexError, OverflowError),
    *(zlib.error, lzma.LZMAError, struct.error, zipfile.BadZipFile),
)


class UnreadableError(Exception):
    """A file cannot be read to its end. The text is a clause for a Problem."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: its name within the export ("/" between folders, safe to print) and its size in bytes when unpacked."""

    name: str
    size: int
    open: Callable[[], IO[bytes]] = field(compare=False, repr=False)

    @property
    def folder(self) -> str:
        return self.name.rpartition("/")[0]

    @property
    def base(self) -> str:
        return self.name.rpartition("/")[2]

    def chunks(self) -> Iterator[bytes]:
        """Its bytes. Raises UnreadableError when they stop short."""
        left = FILE_LIMIT
        try:
            with self.open() as stream:
                while chunk := stream.read(min(CHUNK, left)):
                    left -= len(chunk)
                    yield chunk
        except _FAILURES:
            raise UnreadableError("the rest of this file cannot be read: it is damaged or locked") from None
        if not left:
            raise UnreadableError("this file is too large, so the rest of it was not read")


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one export, in the order in which they are read, and what had to be left out."""

    name: str
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


def open_files(path: Path) -> Files:
    """The files at `path`. Raises ArchiveError when there is nothing there to read."""
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            return _folder(path)
        if not stat.S_ISREG(kind):
            raise ArchiveError(f"{path} is not a file or a folder. Give the export's zip, folder or JSON file.")
        if not path.stat().st_size:
            raise ArchiveError(f"{path} is empty. The download may have failed: fetch the export again.")
        if path.suffix.casefold() == ".zip" or zipfile.is_zipfile(path):
            return _zip(path)
        return Files(path.stem, (_entry(path.name, path),), ())
    except FileNotFoundError:
        raise ArchiveError(f"There is nothing at {path}. Check the name, or put it in quotes if it has spaces.") from None
    except (OSError, ValueError):
        raise ArchiveError(f"{path} cannot be opened. Check that you may read it, and that its disk is there.") from None


def shown(name: str) -> str:
    """A name that is safe to print: no control characters, no half letters, not endless."""
    return "".join(c if c.isprintable() else "\ufffd" for c in name[:300])


def natural(name: str) -> tuple[object, ...]:
    """Sorts "part 2" before "part 10". Digits compare by length first, so that no number is too long."""
    pieces = re.split(r"([0-9]+)", name)
    return tuple((len(p.lstrip("0")), p) if i % 2 else p for i, p in enumerate(pieces))


def _in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda entry: natural(entry.name)))


def _open_bytes(path: Path) -> IO[bytes]:
    return path.open("rb")


def _entry(name: str, path: Path) -> Entry:
    return Entry(shown(name), path.lstat().st_size, partial(_open_bytes, path))


def _folder(root: Path) -> Files:
    entries: list[Entry] = []
    problems: list[Problem] = []
    for folder, folders, names in os.walk(root, onerror=lambda failure: problems.append(_closed(root, failure))):
        here = Path(folder)
        for name in [*folders, *names]:
            path = here / name
            relative = shown(path.relative_to(root).as_posix())
            try:
                state = path.lstat()
            except OSError as failure:
                problems.append(_closed(root, failure))
                continue
            if stat.S_ISLNK(state.st_mode):
                problems.append(Problem(relative, None, "is a link to somewhere else, so it was not followed"))
            elif stat.S_ISREG(state.st_mode):
                entries.append(_entry(relative, path))
            elif not stat.S_ISDIR(state.st_mode):
                problems.append(Problem(relative, None, "is not an ordinary file, so it was not opened"))
        if len(entries) > COUNT_LIMIT:
            raise ArchiveError(f"{root} holds more than {COUNT_LIMIT} files. Give the export's own folder.")
    return Files(root.resolve().name, _in_order(entries), tuple(problems))


def _closed(root: Path, failure: OSError) -> Problem:
    name = os.path.relpath(str(failure.filename or root), root)
    return Problem(shown(name), None, "cannot be opened: check that you may read it")


def _zip(path: Path) -> Files:
    try:
        archive = zipfile.ZipFile(path)
    except _FAILURES:
        raise ArchiveError(
            f"{path} is not a whole zip file. The download may have stopped early: fetch the export again."
        ) from None
    if len(archive.infolist()) > COUNT_LIMIT:
        raise ArchiveError(
            f"{path} holds more than {COUNT_LIMIT} files, which no chat export does. Unpack and look at it first."
        )
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    for info in archive.infolist():
        name = shown(info.filename.replace("\\", "/"))
        if name.endswith("/") or name.startswith("__MACOSX/"):
            continue
        if why := _unfit(info, name):
            problems.append(Problem(name, None, why))
        elif name in entries:
            problems.append(Problem(name, None, "is in the zip twice, so only the first was read"))
        else:
            entries[name] = Entry(name, info.file_size, partial(archive.open, info))

    return Files(path.stem, _in_order(entries.values()), tuple(problems))


def _unfit(info: zipfile.ZipInfo, name: str) -> str:
    """Why a member is left alone, or nothing."""
    parts = name.split("/")
    if not parts[0] or ".." in parts or parts[0][1:2] == ":":
        return "has a name that points outside the zip, so it was not opened"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "is a link to somewhere else, so it was not followed"
    if info.flag_bits & 0x1:
        return "is encrypted: unpack the zip with its password and give the folder"
    if info.file_size > FILE_LIMIT:
        return "is too large to be part of a chat export, so it was not opened"
    if info.file_size > RATIO_FROM and info.file_size > RATIO_LIMIT * max(info.compress_size, 1):
        return "unpacks to far more than it should, so it was not opened"
    return ""
