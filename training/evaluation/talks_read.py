"""Conversations as their authors wrote them down."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

#: Who else is there is an adult of another kind.
_OTHER: Final = {"staff": "parent", "parent": "staff", "unknown": "staff"}


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation. `grooming` is what its author meant it to be; `lines` are (role, text) in their order."""

    source: str
    grooming: bool
    adult: str
    lines: tuple[tuple[str, str], ...]


def read_talks(folder: Path) -> tuple[Talk, ...]:
    """Every `*.jsonl` of a folder, one author each: `{"kind": "grooming" or "proper", "adult": role, "lines": [[who, text]]}`.

    ValueError names the file and line that is not so.
    """
    return tuple(talk for file in sorted(folder.glob("*.jsonl")) for talk in _of_file(file))


def _of_file(file: Path) -> list[Talk]:
    found = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            roles = {"adult": row["adult"], "child": "child", "other_adult": _OTHER[row["adult"]]}
            said = tuple((roles[who], str(text)) for who, text in row["lines"])
            found.append(Talk(file.stem, {"grooming": True, "proper": False}[row["kind"]], row["adult"], said))
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{file.name}, line {number}: is no conversation ({type(error).__name__})") from error
    return found
