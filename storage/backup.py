"""Backups of a record beside a running bot, and of its keys, which lie somewhere else and not for long.

A backup is one file: the database as it stood at one instant, written anew by SQLite (VACUUM INTO), so that it needs no log
beside it and holds nothing that was deleted. What it holds of people's words is sealed, and the keys are not in it. Those go
into a folder of their own, into a file that names the instant from which on it is refused and deleted: the key of what has been
erased lives on in such files until then.

A file gets its name when it is complete and was checked. What a crash leaves behind ends in `.partial`, and the next backup
takes it away.
"""

import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final
from urllib.parse import quote

from storage.codec import instant
from storage.database import connect, plain_errors
from storage.sqlite.audit import DamageError, Relation, Whole, audit, beside
from storage.sqlite.folder import KEYS_FILE, shred, sync
from storage.sqlite.reader import CLUB_FILE, read_ledger
from storage.store import StoreError, UnavailableError
from storage.vault import whose_keys

#: How long the key backups are kept unless somebody says otherwise: our proposal, and no law.
KEY_DAYS: Final = 14
_PARTIAL: Final = ".partial"
#: What is said of a backup in which SQLite finds a fault.
CUT_OFF: Final = "this backup is damaged or was cut off. Nothing was changed. Try an older one"


class Kind(StrEnum):
    """What a backup is of, as its label says; also the end of its file's name."""

    RECORD = "touchline-backup"
    KEYS = "touchline-keys"


@dataclass(frozen=True, slots=True)
class Label:
    """What a backup says about itself. `expires` is None for one of a record, which does not."""

    kind: Kind
    org: str
    made: datetime
    expires: datetime | None

    @property
    def file(self) -> str:
        until = f"-until-{_stamp(self.expires)}" if self.expires else ""
        return f"{_written(self.org)}-{_stamp(self.made)}{until}.{self.kind}"


@dataclass(frozen=True, slots=True)
class Saved:
    """A backup that was written and checked. `strays` are older ones that this one does not continue, or that are unreadable,
    each with the reason; `pruned` are those that were deleted.
    """

    path: Path
    whole: Whole
    bytes: int
    strays: tuple[tuple[Path, str], ...]
    pruned: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class SavedKeys:
    """A key backup that was written, those that had expired and were deleted, and those that do not say when they do."""

    path: Path
    expires: datetime
    expired: tuple[Path, ...]
    strays: tuple[Path, ...]


def demand_apart(folder: Path, place: Path | None, keys_place: Path | None) -> None:
    """Raises StoreError unless the places are there, and apart from each other and from the folder that is backed up."""
    for option, each in ((name, path) for name, path in (("--to", place), ("--keys-to", keys_place)) if path):
        if each.is_file():
            raise StoreError(f"{each} ({option}) is a file, not a folder: name the folder that the backup is to lie in")
        if not each.is_dir():
            raise StoreError(f"{each} ({option}) is not there: is the disk connected? If it is new, make the folder first")
        if _within(each, folder):
            raise StoreError(f"{each} ({option}) lies in the folder that is backed up: what takes one takes the other")
    if place and keys_place and (_within(keys_place, place) or _within(place, keys_place)):
        raise StoreError(
            f"{keys_place} (--keys-to) and {place} (--to) are one place: whoever finds the backup would find the keys to it."
            " Keep the keys on another disk or account"
        )


def back_up(folder: Path, place: Path, now: datetime, keep: int | None = None) -> Saved:
    """Back up the record in `folder` into a new file in `place`, beside a running bot or without, and check what was written.

    With `keep`, older backups of this organisation are deleted but for the newest so many, this one among them; only such as
    the new one continues. Raises StoreError; then there is no new file, and the older ones are as they were.
    """
    with read_ledger(folder) as ledger:
        org = ledger.org
    return save(org, lambda partial: copy(folder / CLUB_FILE, partial), f"the record in {folder}", place, now, keep)


def save(org: str, write: Callable[[Path], object], where: str, place: Path, now: datetime, keep: int | None = None) -> Saved:
    """The same for a record that lies anywhere: `write` makes a file of it at a path, `where` says in words where it lies."""
    label = Label(Kind.RECORD, org, now, None)
    older = backups(place, Kind.RECORD, org)
    with _new(place, label) as partial:
        try:
            write(partial)
            _attach(partial, label)
            sync(partial)
            whole = audit(partial)
        except DamageError as error:
            raise StoreError(
                f"{where} is not whole, so this would be no backup of it: {error}. Nothing was written, and"
                " older backups are as they were. Keep a copy of the whole record, and ask `touchline ledger verify`"
            ) from error
    path = place / label.file
    spare = older[max(keep - 1, 0) :] if keep else ()
    strays = []
    pruned = []
    # The newest is looked at in any case: should the ledger have gone another way since, it must be said at once.
    for old in dict.fromkeys((*older[:1], *spare)):
        if reason := _stray(old, path):
            strays.append((old, reason))
        elif old in spare:
            _delete(old)
            pruned.append(old)
    return Saved(path, whole, path.stat().st_size, tuple(strays), tuple(pruned))


def back_up_keys(folder: Path, place: Path, now: datetime, days: int = KEY_DAYS) -> SavedKeys:
    """Copy the keys in `folder` into a new file in `place` that expires, then delete all that have expired there.

    To be called after `back_up`, so that the keys of everything in that backup are in it; also for a record on a host, whose
    keys alone are here. Raises StoreError.
    """
    keys = folder / KEYS_FILE
    org = whose_keys(keys)
    expires = now + timedelta(days=days)
    label = Label(Kind.KEYS, org, now, expires)
    with _new(place, label) as partial:
        copy(keys, partial)
        _attach(partial, label)
        sync(partial)
        _demand_same_keys(keys, partial, org)
    expired, strays = _delete_expired(place, now)
    return SavedKeys(place / label.file, expires, expired, strays)


def read_label(path: Path, kind: Kind) -> Label:
    """What a backup says about itself. Raises StoreError if it is none of this kind."""
    if not path.is_file():
        raise StoreError(f"{path} is not there")
    what = "a backup of the keys" if kind is Kind.KEYS else "a backup of a record"
    with closing(connect(path, read_only=True)) as connection, backup_errors(path):
        try:
            row = connection.execute("SELECT kind, org, made, expires FROM backup").fetchone()
        except sqlite3.DatabaseError as error:
            foreign = "no such table" in str(error) or error.sqlite_errorcode == sqlite3.SQLITE_NOTADB
            if not foreign:
                raise
            row = None
    if row is None or row[0] != kind:
        raise StoreError(f"{path} is not {what}: give a file that `touchline backup` made, its name ends in .{kind}")
    try:
        made, expires = datetime.fromisoformat(row[2]), datetime.fromisoformat(row[3]) if row[3] else None
    except (TypeError, ValueError):
        raise StoreError(f"{path}: its label is damaged") from None
    if kind is Kind.KEYS and expires is None:
        raise StoreError(f"{path}: its label does not say when it expires")
    return Label(kind, str(row[1]), made, expires)


@contextmanager
def backup_errors(path: Path) -> Iterator[None]:
    """As `plain_errors`, for a backup: what is damaged there is no record in use, so another thing is to be done about it."""
    try:
        with plain_errors(path):
            yield
    except UnavailableError as error:
        if error.why != "damaged":
            raise
        raise StoreError(f"{path}: {CUT_OFF}") from error


def copy(source: Path, target: Path) -> None:
    """Write a database anew, as it stands at this instant, into a file that its owner alone may read. Raises StoreError."""
    if not target.exists():
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with closing(connect(source, read_only=True)) as connection:
        connection.execute("PRAGMA temp_store=MEMORY")
        with plain_errors(source):
            connection.execute("SELECT count(*) FROM sqlite_schema")
        with plain_errors(target):
            connection.execute("VACUUM INTO ?", (str(target.absolute()),))


def detach(path: Path) -> None:
    """Take the label off a copy of a backup."""
    with closing(connect(path)) as connection, plain_errors(path):
        connection.execute("DROP TABLE backup")


@contextmanager
def _new(place: Path, label: Label) -> Iterator[Path]:
    """A new file to write into. It gets its name at the end, and is taken away if anything goes wrong."""
    path = place / label.file
    partial = place / f".{label.file}{_PARTIAL}"
    try:
        _sweep(place, label)
        # Locked as long as it is written, which tells it from what a crash has left.
        with os.fdopen(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)) as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            try:
                if path.exists():
                    raise FileExistsError
                yield partial
                partial.rename(path)
            except BaseException:
                if partial.exists():
                    _take_away(partial, label.kind)
                raise
        sync(place)
    except FileExistsError:
        raise StoreError(f"{path} is there already, or being written: nothing is overwritten. Try again in a minute") from None
    except OSError as error:
        raise StoreError(f"{place}: the backup cannot be written ({error.strerror}): check the disk and who owns it") from error


def _sweep(place: Path, label: Label) -> None:
    """Take away what backups of this kind and organisation have left here that were cut off."""
    for left in place.glob(f".{_written(label.org)}-*.{label.kind}{_PARTIAL}*"):
        with left.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue  # it is being written now
            _take_away(left, label.kind)


def _take_away(path: Path, kind: Kind) -> None:
    if kind is Kind.KEYS:
        shred(path)
    else:
        path.unlink()


def _attach(path: Path, label: Label) -> None:
    """Write the label into a backup."""
    with closing(connect(path)) as connection, plain_errors(path):
        connection.execute("PRAGMA journal_mode=MEMORY")
        connection.execute("CREATE TABLE backup (kind TEXT, org TEXT, made TEXT, expires TEXT) STRICT")
        expires = instant(label.expires) if label.expires else None
        connection.execute("INSERT INTO backup VALUES (?, ?, ?, ?)", (label.kind, label.org, instant(label.made), expires))


def _demand_same_keys(keys: Path, written: Path, org: str) -> None:
    """Raises StoreError unless what was written can be read, and holds the keys of the organisation that always stay."""
    query = "SELECT purpose, key FROM organisation_key WHERE org = ? ORDER BY purpose"
    found = []
    for path in (keys, written):
        with closing(connect(path, read_only=True)) as connection, plain_errors(path):
            if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                raise StoreError(f"{path}: the file is damaged")
            found.append(connection.execute(query, (org,)).fetchall())
    if not found[0] or found[0] != found[1]:
        raise StoreError(f"{keys}: the keys of {org} are not in it, or were not written as they are")


def _delete_expired(place: Path, now: datetime) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Delete the key backups in a place that have expired, of whichever organisation. Gives them, and the unreadable ones."""
    expired, strays = [], []
    for path in sorted(place.glob(f"*.{Kind.KEYS}")):
        try:
            expires = read_label(path, Kind.KEYS).expires
        except StoreError:
            strays.append(path)
            continue
        if expires is not None and expires <= now:
            try:
                shred(path)
            except OSError as error:
                raise StoreError(f"{path} has expired and cannot be deleted ({error.strerror}): delete it yourself") from error
            expired.append(path)
    return tuple(expired), tuple(strays)


def backups(place: Path, kind: Kind, org: str) -> Sequence[Path]:
    """The backups of an organisation in a place, the newest first: their names sort as their instants do."""
    stamp = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9][0-9][0-9][0-9][0-9]Z"
    until = f"-until-{stamp}" if kind is Kind.KEYS else ""
    return sorted(place.glob(f"{_written(org)}-{stamp}{until}.{kind}"), reverse=True)


def _stray(old: Path, new: Path) -> str:
    """Why an older backup cannot be deleted in favour of a newer one; "" if all of its record is in that."""
    try:
        relation = beside(new, old).relation
    except StoreError as error:
        return f"it cannot be read ({error})"
    return "" if relation in {Relation.SAME, Relation.SHORTER} else "its history is not in the new one"


def _delete(path: Path) -> None:
    try:
        path.unlink()
    except OSError as error:
        raise StoreError(f"{path} cannot be deleted ({error.strerror}): check who owns it") from error


def _within(inner: Path, outer: Path) -> bool:
    return inner.resolve().is_relative_to(outer.resolve())


def _written(org: str) -> str:
    """An organisation's id as it can stand in any file's name."""
    return quote(org, safe="")


def _stamp(at: datetime) -> str:
    return instant(at)[: len("2026-11-21T02:00:00")].replace(":", "") + "Z"
