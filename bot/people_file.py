"""`people.csv`: who is who, as a club keeps it in a spreadsheet.

Columns, in any order: account, platform, name, role, minor, turns_18, responsible_adult, responsible_adult_kind,
responsible_adult_email, no_contact, known_as; and, if wanted, no_tags, person, and those of `APPOINTED` and `SHOWN`: who
appointed somebody to watch, and when what they had to show was seen. Only account and role must be there. A second
responsible adult is a second row with the same account; a second account of somebody is a second row with the same word in
`person`.

It is written by people in a hurry, mostly in Excel: semicolons, tabs, a byte order mark, Windows letters, months turned into
dates and account numbers turned into "1.23E+17" are all met. Each mistake is a Problem with its line; the row is still read,
and what could not be read is taken the safe way round: an unknown role is nobody's second adult, an unclear `no_contact` is a
yes, an adult of an unclear kind, or with an unclear address, is told nothing.
"""

import codecs
import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from bot.archive.files import shown
from bot.archive.proposed import person_id
from bot.archive.read import Problem
from bot.archive.record import clean
from bot.people_values import CellError, account_id, day, doubt_about, kind_of, month, platform_of, reach_of, role_of, yes_or_no
from moderation.model import Account, Appointment, Evidence, Person, ResponsibleAdult, Role, Shown

COLUMNS: Final = (
    *("account", "platform", "name", "role", "minor", "turns_18", "responsible_adult", "responsible_adult_kind"),
    *("responsible_adult_email", "no_contact", "known_as"),
)
#: Somebody on the staff who asked not to be tagged (map 2.9).
NO_TAGS: Final = "no_tags"
#: A word of the club's own that is the same for all accounts of one person.
PERSON: Final = "person"
#: Who appointed somebody to watch or to lead, by which minute, on which day, and until when (map 8.2).
APPOINTED: Final = ("appointed_by", "appointed_minute", "appointed_on", "appointed_until")
#: When evidence was seen, and by when it is to be renewed: dates, never a number (map 8.3, 8.4).
SHOWN: Final = {what: (f"{what}_seen", f"{what}_renew_by") for what in (Evidence.BACKGROUND_CHECK, Evidence.TRAINING)}
#: All that a head may name.
KNOWN: Final = (*COLUMNS, NO_TAGS, PERSON, *APPOINTED, *(column for pair in SHOWN.values() for column in pair))
NEEDED: Final = ("account", "role")
#: Five thousand people with three adults each make two megabytes.
SIZE_LIMIT: Final = 16 * 1024**2

_LINE = re.compile(r"\r\n|\r|\n")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """Everyone in the file with their accounts, in the order of the file, and what could not be read."""

    members: tuple[tuple[Person, tuple[Account, ...]], ...]
    problems: tuple[Problem, ...]


def read_people(path: Path) -> PeopleFile:
    """The register in a file. Never raises for what is in it: a file that cannot be read at all is one Problem."""
    reader = _Reader(shown(path.name))
    reader.read(path)
    return PeopleFile(tuple(entry.member() for entry in reader.people.values()), tuple(reader.problems))


@dataclass
class _Entry:
    """A person as their rows add up."""

    id: str
    line: int | None
    said: dict[str, object] = field(default_factory=dict)
    accounts: dict[tuple[str, str], Account] = field(default_factory=dict)
    adults: dict[ResponsibleAdult, None] = field(default_factory=dict)
    appointments: dict[Appointment, None] = field(default_factory=dict)
    shown: dict[Shown, None] = field(default_factory=dict)

    def member(self) -> tuple[Person, tuple[Account, ...]]:
        role, minor = self.said.get("role"), self.said.get("minor")
        person = Person(
            self.id,
            str(self.said.get("name", "")),
            role if isinstance(role, Role) else Role.UNKNOWN,
            minor if isinstance(minor, bool) else None,
            str(self.said["turns_18"]) if "turns_18" in self.said else None,
            str(self.said.get("known_as", "")),
            tuple(self.adults),
            no_tags=self.said.get("no_tags") is True,
            appointments=tuple(self.appointments),
            shown=tuple(self.shown),
        )
        return person, tuple(self.accounts.values())


class _Reader:
    """Reads row by row; everything that goes wrong is written down and passed over."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._line: int | None = None  # None while it is about the file as a whole
        self._owners: dict[tuple[str, str], str] = {}
        self.people: dict[str, _Entry] = {}
        self.problems: list[Problem] = []

    def read(self, path: Path) -> None:
        try:
            with path.open("rb") as stream:
                raw = stream.read(SIZE_LIMIT + 1)
        except OSError:
            self._say("cannot be opened: check its name, and that you may read it")
            return
        if len(raw) > SIZE_LIMIT:
            self._say("is larger than 16 MB, which no register is")
        elif raw.startswith(b"PK"):
            self._say("is an Excel workbook: save it as CSV (UTF-8)")
        else:
            self._rows(_LINE.split(_decoded(raw)))

    def _rows(self, lines: list[str]) -> None:
        number = next((n for n, line in enumerate(lines) if line.strip()), None)
        if number is None:
            self._say("is empty")
            return
        self._line = number + 1
        delimiter = max(",;\t|", key=lines[number].count)
        columns = [cell.strip().casefold().replace(" ", "_") for cell in self._cells(lines[number], delimiter)]
        if self._fit(columns):
            for self._line, line in enumerate(lines[number + 1 :], number + 2):
                cells = [clean(cell).strip() for cell in self._cells(line, delimiter)]
                if any(cells):
                    if any(cells[len(columns) :]):
                        self._say("has more cells than there are columns: put a name with a comma in it in quotes")
                    self._row(dict(zip(columns, [*cells, *[""] * len(columns)], strict=False)))

    def _cells(self, line: str, delimiter: str) -> list[str]:
        """One line is one row: a quotation mark that is not closed must not swallow the people below it."""
        try:
            return next(csv.reader([line], delimiter=delimiter, strict=True), [])
        except csv.Error:
            self._say("has a quotation mark that is not closed, or is not a row of a table, so it was skipped")
            return []

    def _fit(self, columns: list[str]) -> bool:
        """Whether the head has what is needed. Columns that are not known are named and not read."""
        for column in columns:
            if column and column not in KNOWN:
                close = get_close_matches(column[:60], KNOWN, n=1)
                hint = f"did you mean {close[0]}?" if close else "it was not read"
                self._say(f"column '{shown(column[:40])}' is not known: {hint}")
            elif column and columns.count(column) > 1:
                self._say(f"column '{column}' is there twice, so the file was not read")
                return False
        missing = [name for name in NEEDED if name not in columns]
        if missing:
            self._say(f"there is no column {' or '.join(missing)}: the first line must name the columns, {', '.join(COLUMNS)}")
        return not missing

    def _row(self, cells: Mapping[str, str]) -> None:
        account = self._value(lambda: account_id(cells["account"]), "")
        platform = self._value(lambda: platform_of(cells.get("platform", ""), account), "") if account else ""
        if not cells["account"]:
            self._say("has no account, so it was skipped")
        if not platform:
            return
        if doubt := doubt_about(platform, account):
            self._say(doubt)
        entry = self._entry(platform, account, cells)
        for name, value in self._said(cells):
            before = entry.said.setdefault(name, value)
            if before != value:
                self._say(f"{name} is not the same as in line {entry.line}, which was kept")
        if cells.get("responsible_adult") or cells.get("responsible_adult_email"):
            self._add_adult(entry, cells)
        self._add_appointment(entry, cells)
        self._add_shown(entry, cells)

    def _entry(self, platform: str, account: str, cells: Mapping[str, str]) -> _Entry:
        """The person that a row is about, by the club's own word or by the account."""
        word = cells.get(PERSON, "")
        id_ = person_id(PERSON, word) if word else self._owners.get((platform, account)) or person_id(platform, account)
        owner = self._owners.setdefault((platform, account), id_)
        if owner != id_:
            self._say(f"this account is another person's in line {self.people[owner].line}, which was kept")
        entry = self.people.setdefault(owner, _Entry(owner, self._line))
        entry.accounts.setdefault((platform, account), Account(platform, account, cells.get("name", "")))
        return entry

    def _said(self, cells: Mapping[str, str]) -> Iterator[tuple[str, object]]:
        """What a row says of a person; an empty cell says nothing."""
        role = self._value(lambda: role_of(cells["role"]), Role.UNKNOWN)
        minor = self._value(lambda: yes_or_no("minor", cells.get("minor", "")), None)
        if role is Role.CHILD and minor is False:
            self._say("is a child and not a minor: write learner for an adult who learns; taken as a child")
            minor = None
        turns_18 = self._value(lambda: month(cells.get("turns_18", "")), None)
        if cells["role"]:
            yield "role", role
        if minor is not None:
            yield "minor", minor
        if turns_18:
            yield "turns_18", turns_18
        if self._value(lambda: yes_or_no(NO_TAGS, cells.get(NO_TAGS, "")), None):
            yield NO_TAGS, True
        for name in ("name", "known_as"):
            if text := cells.get(name):
                yield name, text[:200]

    def _add_adult(self, entry: _Entry, cells: Mapping[str, str]) -> None:
        """A responsible adult; one of whom the kind or the address cannot be read must not be written to."""
        kind = self._value(lambda: kind_of(cells.get("responsible_adult_kind", "")), None)
        reached = self._value(lambda: reach_of(cells.get("responsible_adult_email", "")), None)
        if kind is None or reached is None:
            return
        no_contact = self._value(lambda: bool(yes_or_no("no_contact", cells.get("no_contact", ""))), True)
        name = cells.get("responsible_adult", "")[:200]
        entry.adults[ResponsibleAdult(name, kind, *reached, no_contact=no_contact)] = None

    def _add_appointment(self, entry: _Entry, cells: Mapping[str, str]) -> None:
        """By whom somebody was appointed, for the role that the row gives them; without the day there is none."""
        by, minute, on, until = (cells.get(column, "") for column in APPOINTED)
        if not any((by, minute, on, until)):
            return
        role = entry.said.get("role")
        since = self._value(lambda: day("appointed_on", on), None)
        if not isinstance(role, Role) or role not in {Role.MODERATOR, Role.LEAD} or not by or since is None:
            self._say("an appointment needs a moderator or lead, appointed_by and appointed_on: it was not read")
            return
        try:
            last = day("appointed_until", until)
        except CellError as error:
            self._say(f"{error}, so the appointment was not read")
            return
        entry.appointments[Appointment(role, by[:100], minute[:100] or on[:100], since, last)] = None

    def _add_shown(self, entry: _Entry, cells: Mapping[str, str]) -> None:
        """What was seen of somebody. Who saw it is whoever imports the file."""
        for what, (seen, renew_by) in SHOWN.items():
            first, last = (self._value(partial(day, column, cells.get(column, "")), None) for column in (seen, renew_by))
            if first and last and first < last:
                entry.shown[Shown(what, first, "", last)] = None
            elif cells.get(seen) or cells.get(renew_by):
                self._say(f"{seen} and {renew_by} are two dates, the earlier first: they were not read")

    def _value(self, read: Callable[[], Value], otherwise: Value) -> Value:
        try:
            return read()
        except CellError as error:
            self._say(str(error))
            return otherwise

    def _say(self, what: str) -> None:
        self.problems.append(Problem(self._file, self._line, what))


def _decoded(raw: bytes) -> str:
    """Text as Excel and its like write it: UTF-8 with or without a mark, "Unicode" (UTF-16), or Windows-1252."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
