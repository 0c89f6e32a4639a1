"""Writing what concerns one person: into a folder that is ours, readable by its owner alone, whole or not at all."""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

#: Under this name a folder says what it is, so that it is never written over as if it were ours.
MARKER: Final = "touchline.json"
_OWNER_READS_AND_WRITES: Final = 0o600
_OWNER_ALONE: Final = 0o700


class FolderError(Exception):
    """A folder cannot be written, or is not ours. The message says which, and what to do."""


def demand_ours(out: Path, person: str, data: Path) -> None:
    """Raises FolderError unless `out` is not there, empty, or holds nothing but the pack of this person. Nor may it lie in the
    folder of the record, which is backed up.
    """
    if out.resolve().is_relative_to(data.resolve()):
        raise FolderError(f"{out} lies in the folder of the record: choose another place, outside of it")
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise FolderError(f"{out} is not a folder: choose another name")
    for found in sorted(out.iterdir()) if out.exists() else ():
        if found.is_symlink() or marker_of(found).get("person") != person:
            raise FolderError(f"{out} is not empty, and holds {found.name}, which is not a pack of this person: choose another")


def marker_of(folder: Path) -> Mapping[str, Any]:
    """What a folder says that it is; nothing for one that is not ours."""
    try:
        found = json.loads((folder / MARKER).read_text("ascii"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write_folder(folder: Path, files: Mapping[str, str], marker: Mapping[str, Any]) -> Path:
    """Write files into a new folder beside the one that is meant, and give it: `put_in_place` makes it that one.

    Names may lead into folders within it. Raises FolderError.
    """
    part = folder.with_name(folder.name + ".part")
    try:
        _make(folder.parent)
        if part.exists():
            shutil.rmtree(part)
        _make(part)
        for name, text in {**files, MARKER: json.dumps(marker, indent=1) + "\n"}.items():
            _make((part / name).parent)
            _write(part / name, text)
    except OSError as error:
        raise FolderError(f"{folder} cannot be written: {error.strerror}") from error
    return part


def put_in_place(part: Path, folder: Path) -> None:
    """Let what was written stand under its name, in place of what stood there before. Raises FolderError."""
    try:
        if folder.exists():
            shutil.rmtree(folder)
        part.rename(folder)
    except OSError as error:
        raise FolderError(f"{folder} cannot be written: {error.strerror}") from error


def _make(folder: Path) -> None:
    folder.mkdir(mode=_OWNER_ALONE, parents=True, exist_ok=True)


def _write(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_READS_AND_WRITES)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        file.write(text)
