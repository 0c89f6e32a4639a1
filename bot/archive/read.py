"""What reading an export gives, and what every kind of export must offer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from moderation.model import Event, Person


class ArchiveError(Exception):
    """Nothing here can be read as an export. The text says what is wrong, where, and what to do, for the person who asked."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the export that could not be read. `what` is plain English and never repeats what was written.

    `line` counts from 1; None where the whole file, or a file that is missing, is meant.
    """

    file: str
    line: int | None
    what: str

    def __str__(self) -> str:
        """Such as "people.csv, line 2: has no account, so it was skipped"."""
        return f"{self.file}: {self.what}" if self.line is None else f"{self.file}, line {self.line}: {self.what}"


@dataclass(frozen=True, slots=True)
class Read:
    """One thing that was read, and the bytes of input consumed so far, which never fall and never pass `Archive.size`."""

    item: Event | Problem
    done: int


class Archive(Protocol):
    """An export that was recognised.

    kind      "slack", "discord" or "jsonl"
    platform  the platform of its accounts: "slack", "discord" or "archive"
    name      the workspace, server or file, for headings
    size      bytes to read, for a progress bar
    """

    @property
    def kind(self) -> str: ...

    @property
    def platform(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def size(self) -> int: ...

    def read(self, org: str) -> Iterator[Read]:
        """Every event of the export, file by file, in flat memory. Read again, it gives the same ids in the same order."""
        ...

    def people(self) -> Mapping[str, Person]:
        """Account id to who the export says that is. Its roles only propose (decisions 3): a register comes first."""
        ...
