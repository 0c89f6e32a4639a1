"""JSON Lines: the form that `touchline check` reads, one message a line, of which only `text` is required.

{"id", "text", "author_role", "audience", "at", "author", "conversation", "minor"}: `docs/interfaces.md` fixes them. What a line
leaves out is filled so that nothing is claimed: a message without an id is known by its line; one without an instant comes a
moment after the line before it, and the first at noon on a working day, so that nobody seems to write at night; someone
without a name is whoever has that role; without a conversation a message has no talk before it. A role or an audience that is
not known is named and taken as unknown (or mixed), and the line is read.

One author may have two roles in a file. The second role is a second account ("sam#staff"), so that an account is one person.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from enum import StrEnum
from functools import cached_property
from typing import Final, TypeVar

from bot.archive.entries import Fault, Piece, lines
from bot.archive.files import Entry, Files
from bot.archive.names import ACCOUNTS_KEPT, Recent
from bot.archive.proposed import person_id
from bot.archive.read import Problem, Read
from bot.archive.record import Record, clean, instant, record_of
from moderation.model import Account, Audience, Event, EventKind, Part, PartKind, Person, Place, PlaceKind, Role

PLATFORM: Final = "archive"
FIELDS: Final = ("id", "text", "author_role", "audience", "at", "author", "conversation", "minor")
#: A Monday at noon, for lines that do not say when.
_NO_TIME: Final = datetime(2024, 1, 1, 12, tzinfo=UTC)
_MOMENT: Final = timedelta(milliseconds=1)
_UNTIMELY: Final = "its time cannot be read, so it is taken as that of the line before"

Choice = TypeVar("Choice", bound=StrEnum)


class JsonlArchive:
    """One file of lines."""

    kind: Final = "jsonl"
    platform: Final = PLATFORM

    def __init__(self, files: Files, entry: Entry) -> None:
        self._entry = entry
        self._problems = files.problems
        self.name = files.name
        self.size = entry.size

    def read(self, org: str) -> Iterator[Read]:
        """Every line in order: an event, a problem, or both where something beside the text could not be read."""
        for problem in self._problems:
            yield Read(problem, 0)
        reader = _Lines(org, self.name, self._entry.name)
        for piece in lines(self._entry.chunks()):
            for item in reader.items(piece):
                yield Read(item, min(piece.end, self._entry.size))

    def people(self) -> Mapping[str, Person]:
        """Whoever wrote, with the role and the age that the lines state. Reads the file once."""
        return self._people

    @cached_property
    def _people(self) -> Mapping[str, Person]:
        reader = _Lines("", self.name, self._entry.name)
        people: dict[str, Person] = {}
        for piece in lines(self._entry.chunks()):
            for _ in reader.items(piece):
                if reader.person and len(people) < ACCOUNTS_KEPT:
                    people[reader.account] = reader.person
        return people


class _Lines:
    """Turns lines into events. After each, `account` and `person` say who wrote it."""

    def __init__(self, org: str, name: str, file: str) -> None:
        self._org, self._name, self._file = org, name, file
        self._at = _NO_TIME - _MOMENT
        self._stated: Recent[tuple[Role, bool | None]] = Recent(ACCOUNTS_KEPT)
        self.account = ""
        self.person: Person | None = None

    def items(self, piece: Piece | Fault) -> Iterator[Event | Problem]:
        self.person = None
        record = None if isinstance(piece, Fault) else record_of(piece)
        if isinstance(piece, Fault):
            yield self._problem(piece, piece.what.replace("an entry", "this line", 1))
        elif record is None:
            yield self._problem(piece, "this line is not a JSON object, so it was skipped")
        elif not isinstance(text := record.raw.get("text"), str):
            yield self._problem(piece, 'this line has no "text", so it was skipped')
        else:
            role, doubt = _choice(Role, record, "author_role", Role.UNKNOWN)
            audience, other = _choice(Audience, record, "audience", Audience.MIXED)
            at = instant(record.text("at"))
            untimely = _UNTIMELY if record.text("at") and not at else ""
            yield from (self._problem(piece, why) for why in (doubt, other, untimely) if why)
            yield self._event(record, clean(text), at, role, audience, piece.line)
            if complaint := record.complaint(self._file, piece.line):
                yield complaint

    def _problem(self, piece: Piece | Fault, what: str) -> Problem:
        return Problem(self._file, piece.line, what)

    def _event(self, record: Record, text: str, at: datetime | None, role: Role, audience: Audience, line: int) -> Event:
        conversation, message = record.id("conversation"), record.id("id") or f"line-{line}"
        self._at = at or self._at + _MOMENT
        kind = PlaceKind.DIRECT if audience is Audience.PRIVATE else PlaceKind.CHANNEL
        place = Place(PLATFORM, conversation or self._name, conversation or self._name, kind, audience)
        return Event(
            id=f"{PLATFORM}:{place.id}:{message}",
            org=self._org,
            kind=EventKind.POSTED,
            at=self._at,
            author=self._author(record, role),
            place=place,
            message=message,
            parts=(Part(PartKind.BODY, text),) if text.strip() else (),
            conversation=conversation,
        )

    def _author(self, record: Record, role: Role) -> Account:
        """Who wrote, one account for each author and each thing that is said of them."""
        minor = record.flag("minor") if record.raw.get("minor") is not None else None
        if role is Role.CHILD and minor is False:
            minor = None
        name = record.id("author")
        id_ = name or f"unnamed-{role}"
        stated = self._stated.get(id_)
        if stated is None:
            self._stated.put(id_, (role, minor))
        elif stated != (role, minor):
            id_ += f"#{role}" + ("" if minor is None else "-minor" if minor else "-adult")
        self.account = id_
        self.person = Person(person_id(PLATFORM, id_), name or f"somebody ({role})", role, minor)
        return Account(PLATFORM, id_, name)


def _choice(kind: type[Choice], record: Record, name: str, otherwise: Choice) -> tuple[Choice, str]:
    """One of a fixed set of words, or what to take instead and why."""
    word = record.text(name).strip().casefold()
    if not word:
        return otherwise, ""
    if word in set(kind):
        return kind(word), ""
    close = get_close_matches(word[:40], [*kind], n=1)
    hint = f": did you mean {close[0]}?" if close else ""
    return otherwise, f"its {name} is not known and is taken as {otherwise}{hint}"
