"""A public register of schools as it is downloaded: a table of which only a few columns matter.

The register of the Department for Education ("Get information about schools": EstablishmentName, EstablishmentStatus (name),
Postcode, Town, OpenDate, CloseDate) and the other nations' lists have named their columns differently over the years; each
name is known here. Excel's saving (semicolons, tabs, Windows letters) is met too.
"""

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bot.archive.files import shown
from bot.gazetteer.cores import Places, cores, initials
from bot.gazetteer.file import is_near
from bot.toml import FileError, Problem

#: The whole English register with all its columns is some sixty megabytes.
SIZE_LIMIT: Final = 256 * 1024**2
#: More mistakes than these are counted and not listed.
MOST_PROBLEMS: Final = 20

_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("establishmentname", "schoolname", "schname", "institutionname", "centrename", "name", "school"),
    "postcode": ("postcode", "postalcode", "schoolpostcode", "schpostcode", "pcode"),
    "town": ("town", "towncity", "schooltown", "posttown", "addresstown"),
    "status": ("establishmentstatusname", "establishmentstatus", "schstatus", "schoolstatus", "status"),
    "closed": ("closedate", "closeddate", "closingdate", "dateclosed"),
}
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_PLAIN: Final = re.compile(r"[^a-z]")
_POSTCODE: Final = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?) ?[0-9][A-Z]{2}")
_NOT_OPEN: Final = ("closed", "proposed", "notopen")
_FORMS: Final = "EstablishmentName, Postcode, EstablishmentStatus (name) and CloseDate"


@dataclass
class Register:
    """What was read: names with the districts of their schools, the towns met with how many schools each, and the mistakes."""

    names: dict[str, set[str]] = field(default_factory=dict)
    towns: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    schools: int = 0
    closed: int = 0
    elsewhere: int = 0
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One school of a register. `district` is empty when there is no postcode."""

    line: int
    name: str
    town: str
    district: str
    open: bool


def read_register(path: Path, places: Places, areas: Collection[str] = ()) -> Register:
    """The names of the open schools in a file, all or those near. Raises FileError when it cannot be used at all.

    A row that cannot be read is a Problem with its line and column; the others are used.
    """
    register = Register()
    for row in rows(path, register, needs_postcode=bool(areas)):
        if row.town:
            register.towns[row.town] = register.towns.get(row.town, 0) + 1
        if not row.open:
            register.closed += 1
        elif areas and not (row.district and is_near(row.district, areas)):
            register.elsewhere += 1
        else:
            register.schools += 1
            for name in (*cores(row.name, places), *filter(None, [initials(row.name)])):
                register.names.setdefault(name, set()).update(filter(None, [row.district]))
    return register


def rows(path: Path, register: Register, needs_postcode: bool = False) -> Iterator[Row]:
    """The rows of a register, what is wrong with single ones written into `register`. Raises FileError."""
    text, file = _text(path), str(path)
    lines = _LINE_END.split(text)
    head = next((n for n, line in enumerate(lines) if line.strip()), None)
    if head is None:
        raise FileError((Problem(file, 1, "The file is empty.", "Download the register as CSV again."),))
    delimiter = max(",;\t|", key=lines[head].count)
    reader = csv.reader(io.StringIO("\n".join(lines[head:])), delimiter=delimiter)
    try:
        columns = _columns(next(reader), file, head + 1, needs_postcode)
        for cells in reader:
            if row := _row(cells, columns, register, file, head + reader.line_num):
                yield row
    except csv.Error as error:
        what = f"The table cannot be read from here on: {error}."
        raise FileError((Problem(file, head + reader.line_num, what, "Save it as CSV again."),)) from error


def _columns(cells: list[str], file: str, line: int, needs_postcode: bool) -> Mapping[str, int]:
    heads = [_PLAIN.sub("", cell.lower()) for cell in cells]
    found = {}
    for column, names in _COLUMNS.items():
        known = [heads.index(name) for name in names if name in heads]
        if known:
            found[column] = known[0]
    missing = [column for column in ("name", *(["postcode"] if needs_postcode else [])) if column not in found]
    if missing:
        what = f"There is no column for the {' and the '.join(missing)} of a school."
        raise FileError((Problem(file, line, what, f"The first line must name the columns, such as {_FORMS}."),))
    return found


def _row(cells: list[str], columns: Mapping[str, int], register: Register, file: str, line: int) -> Row | None:
    if not any(cell.strip() for cell in cells):
        return None
    said = {column: cells[at].strip() for column, at in columns.items() if at < len(cells)}
    name = said.get("name", "")
    if not name or len(name) > 300:
        _say(
            register, Problem(file, line, f"Column {columns['name'] + 1} should hold the name of a school.", "It was skipped.")
        )
        return None
    postcode = re.sub(r"\s+", " ", said.get("postcode", "")).upper()
    found = _POSTCODE.fullmatch(postcode)
    if postcode and not found and postcode[:1].isalpha():
        column = columns["postcode"] + 1
        _say(
            register, Problem(file, line, f"Column {column} holds no UK postcode: {shown(postcode[:12])}.", "It was not used.")
        )
    status = _PLAIN.sub("", said.get("status", "").lower())
    is_open = not status.startswith(_NOT_OPEN) and (status.startswith("open") or not said.get("closed"))
    return Row(line, name, said.get("town", "").lower(), found[1] if found else "", is_open)


def _say(register: Register, problem: Problem) -> None:
    register.unread += 1
    if len(register.problems) < MOST_PROBLEMS:
        register.problems.append(problem)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            raw = stream.read(SIZE_LIMIT + 1)
    except OSError as error:
        what = f"The register cannot be read: {error.strerror}."
        raise FileError((Problem(str(path), 1, what, "Check its name."),)) from error
    if len(raw) > SIZE_LIMIT:
        raise FileError((Problem(str(path), 1, "The file is larger than 256 MB, which no register is.", "Check its name."),))
    if raw.startswith(b"PK"):
        do = "Save it as CSV (UTF-8); out of a ZIP file, take the CSV file."
        raise FileError((Problem(str(path), 1, "This is an Excel workbook or a ZIP file.", do),))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
