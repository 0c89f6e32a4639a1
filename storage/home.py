"""Where one organisation's record lies, and how it is opened there: in the files of its folder, or on a host, with its keys in
the folder. Whoever works with a record is given its home and never asks which of the two it is.
"""

import os
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from storage.backup import Saved, back_up
from storage.rows.reader import LedgerReader
from storage.sqlite.audit import Whole, audit
from storage.sqlite.folder import is_held
from storage.sqlite.reader import CLUB_FILE, read_ledger
from storage.sqlite.store import SqliteStore
from storage.store import Clock, Entropy, Store


class Home(Protocol):
    """One organisation's. Each of these raises StoreError where the record is not there, or cannot be reached."""

    @property
    def folder(self) -> Path:
        """Where its keys are, and what is made for it; with files, all of it."""

    @property
    def where(self) -> str:
        """Where its record is, in words for whoever looks after the machine."""

    def open(self, org: str, clock: Clock, *, retention_days: int, entropy: Entropy = os.urandom) -> Store:
        """Open the record, or begin it where there is none. See `SqliteStore.open`."""

    def read(self, volume: int | None = None) -> AbstractContextManager[LedgerReader]:
        """A volume of the ledger as it stands at this instant, the newest if none is named, beside whoever writes."""

    def audit(self) -> Whole:
        """Read the whole ledger and hash it again. Raises DamageError if it is not whole."""

    def back_up(self, place: Path, now: datetime, keep: int | None = None) -> Saved:
        """Back up the record, without its keys, beside whoever works with it. See `storage.backup.back_up`."""

    def size(self) -> int:
        """How many bytes the record takes, without its keys."""

    @property
    def shared(self) -> bool:
        """Whether other processes may work with it at the same time."""

    def is_tended(self) -> bool:
        """Whether a Touchline that runs looks after the organisation now."""


@dataclass(frozen=True, slots=True)
class InFiles:
    """See `Home`. One process at a time has the folder."""

    folder: Path

    @property
    def where(self) -> str:
        return f"in {self.folder}"

    def open(self, org: str, clock: Clock, *, retention_days: int, entropy: Entropy = os.urandom) -> Store:
        return SqliteStore.open(self.folder, org, clock, retention_days=retention_days, entropy=entropy)

    def read(self, volume: int | None = None) -> AbstractContextManager[LedgerReader]:
        return read_ledger(self.folder, volume)

    def audit(self) -> Whole:
        return audit(self.folder / CLUB_FILE)

    def back_up(self, place: Path, now: datetime, keep: int | None = None) -> Saved:
        return back_up(self.folder, place, now, keep)

    def size(self) -> int:
        return sum(path.stat().st_size for path in self.folder.glob(f"{CLUB_FILE}*"))

    @property
    def shared(self) -> bool:
        return False

    def is_tended(self) -> bool:
        return is_held(self.folder)
