"""A JSON object of unknown honesty, read field by field.

A field that is absent or null is empty. A field of the wrong type is empty too, and its name is remembered in `wrong`, so that
the rest of a message is still read and the loss is named.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Final

from bot.archive.entries import Piece
from bot.archive.read import Problem

# Half of a surrogate pair and NUL are no text: no database and no page takes them.
_NO_TEXT = re.compile("[\ud800-\udfff\x00]")

#: No export is older than the platforms, and arithmetic on instants near the ends of the calendar overflows.
EARLIEST: Final = datetime(1990, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC)


class Record:
    """One object. `raw` is for what has no fixed form (blocks, components)."""

    __slots__ = ("raw", "wrong")

    def __init__(self, raw: Mapping[str, object], wrong: set[str] | None = None) -> None:
        self.raw = raw
        self.wrong: set[str] = set() if wrong is None else wrong

    def text(self, name: str) -> str:
        return self._clean(name, (str,))

    def id(self, name: str) -> str:
        """An id: a string, or a whole number from an exporter that forgot how few digits JavaScript keeps."""
        return self._clean(name, (str, int)).strip()[:200]

    def flag(self, name: str) -> bool:
        value = self.raw.get(name)
        if value is not None and not isinstance(value, bool):
            self.wrong.add(name)
        return value is True

    def record(self, name: str) -> "Record | None":
        value = self.raw.get(name)
        if value is not None and not isinstance(value, dict):
            self.wrong.add(name)
        return Record(value, self.wrong) if isinstance(value, dict) else None

    def records(self, name: str) -> Iterator["Record"]:
        for value in self._list(name):
            if isinstance(value, dict):
                yield Record(value, self.wrong)
            elif value is not None:
                self.wrong.add(name)

    def ids(self, name: str) -> Iterator[str]:
        for value in self._list(name):
            if isinstance(value, str):
                yield clean(value)[:200]
            else:
                self.wrong.add(name)

    def _list(self, name: str) -> list[object]:
        value = self.raw.get(name)
        if value is not None and not isinstance(value, list):
            self.wrong.add(name)
        return value if isinstance(value, list) else []

    def _clean(self, name: str, types: tuple[type, ...]) -> str:
        value = self.raw.get(name)
        if value is None:
            return ""
        if not isinstance(value, types) or isinstance(value, bool):
            self.wrong.add(name)
            return ""
        return clean(str(value))

    def complaint(self, file: str, line: int) -> Problem | None:
        """The Problem of a message of which something could not be read, when the rest was."""
        if not self.wrong:
            return None
        names = ", ".join(sorted(self.wrong))
        return Problem(file, line, f"part of a message could not be read ({names}); the rest of it was")


def record_of(piece: Piece) -> Record | None:
    """The object that an entry is, or None where it is something else."""
    return Record(piece.value) if isinstance(piece.value, dict) else None


def clean(text: str) -> str:
    """Text without what no text holds: halves of letters, and NUL."""
    return _NO_TEXT.sub("\ufffd", text)


def instant(text: str) -> datetime | None:
    """An ISO 8601 instant in UTC; one without an offset is taken as UTC. None where it is none, or out of all range."""
    try:
        at = datetime.fromisoformat(text)
        return _within(at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC))
    except (ValueError, OverflowError):
        return None


def epoch_instant(text: str) -> datetime | None:
    """Slack's "1355517523.000005", seconds and a counter in place of microseconds, in UTC. None where it is none."""
    seconds, _, fraction = text.partition(".")
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) <= 12):
        return None
    if fraction and not (fraction.isascii() and fraction.isdigit()):
        return None
    try:
        return _within(datetime.fromtimestamp(int(seconds), UTC).replace(microsecond=int(fraction[:6].ljust(6, "0"))))
    except (ValueError, OverflowError, OSError):
        return None


def _within(at: datetime) -> datetime | None:
    return at if EARLIEST <= at < LATEST else None
