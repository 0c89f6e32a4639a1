"""A gazetteer's file: lines with "#" that say where it comes from, then a name a line with its schools' postcode districts.

    beechen cliff<TAB>BA2
    QEGS<TAB>WF1 DE6

A name in capitals is what a school is called by its first letters. Districts are there so that a list can be cut to an area.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from bot.toml import FileError, Problem
from moderation.schools import Schools

HEAD: Final = "# Touchline's names of schools, version 1"
#: The whole of England takes a third of a megabyte.
SIZE_LIMIT: Final = 16 * 1024**2

_DISTRICT: Final = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?")
_AREA: Final = re.compile(r"[A-Z]{1,2}(?:[0-9][0-9A-Z]?)?")
_FIRST_DIGIT: Final = re.compile("[0-9]")
_NAME: Final = re.compile(r"[a-z0-9]+(?: [a-z0-9]+){0,7}|[A-Z]{3,6}")

#: Each name with the districts of its schools.
Gazetteer = Mapping[str, Collection[str]]


def written(names: Gazetteer, source: Iterable[str]) -> str:
    """A gazetteer as its file's text; `source` says in a few lines where the names come from and under which licence."""
    lines = [HEAD, *(f"# {line}" for line in source)]
    lines.extend(f"{name}\t{' '.join(sorted(names[name]))}" for name in sorted(names))
    return "\n".join(lines) + "\n"


def read_gazetteer(path: Path) -> Gazetteer:
    """The names in a file that `touchline schools import` wrote. Raises FileError with the line of each mistake."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(SIZE_LIMIT + 1)
        text = raw.decode("utf-8")
    except OSError as error:
        raise FileError((Problem(str(path), 1, f"The list of schools cannot be read: {error.strerror}."),)) from error
    except UnicodeDecodeError as error:
        raise FileError((_not_ours(path),)) from error
    if len(raw) > SIZE_LIMIT or not text.startswith(HEAD):
        raise FileError((_not_ours(path),))
    return parse(text, str(path))


def parse(text: str, file: str) -> Gazetteer:
    """The names in a gazetteer's text. Raises FileError with the line of each mistake."""
    names: dict[str, Collection[str]] = {}
    problems = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        name, _, districts = line.rstrip("\r").partition("\t")
        if _NAME.fullmatch(name) and all(map(_DISTRICT.fullmatch, districts.split())):
            names[name] = tuple(districts.split())
        else:
            problems.append(Problem(file, number, "This is no name of a school with its postcode districts.", _AGAIN))
    if problems:
        raise FileError(tuple(problems[:20]))
    return names


def schools(names: Iterable[str], towns: Iterable[str] = ()) -> Schools:
    """The index that detectors look names up in."""
    every = list(names)
    return Schools.of((name for name in every if not name.isupper()), (name for name in every if name.isupper()), towns)


def is_area(text: str) -> bool:
    """Whether a text is a postcode area or district: "BD", "LS29"."""
    return _AREA.fullmatch(text) is not None


def is_near(district: str, areas: Collection[str]) -> bool:
    """Whether a district is one of those, or lies in one of the areas."""
    return district in areas or _FIRST_DIGIT.split(district, 1)[0] in areas


def near(names: Gazetteer, areas: Collection[str]) -> Iterator[tuple[str, Collection[str]]]:
    """The names that a school of these areas has, with its districts there."""
    for name, districts in names.items():
        if here := [district for district in districts if is_near(district, areas)]:
            yield name, here


_AGAIN: Final = "Write the list again with `touchline schools import`."


def _not_ours(path: Path) -> Problem:
    return Problem(str(path), 1, "This is no list of schools that Touchline wrote.", _AGAIN)
