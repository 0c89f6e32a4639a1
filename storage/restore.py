"""Putting a backup in the place of a record that is lost, damaged or was lost with its machine.

Everything is looked at before anything is touched, and everything is made ready in a folder of its own: the copies, the keys
that belong to them, the erasures that the backup does not know of yet, and the entry `log.restored` that comes before all that
follows. `storage.sqlite.folder` says how the files then take their place, so that a crash at any step leaves the old record
or the whole new one. What was there before is set aside and never deleted.

A restore goes back in time. What it cannot do is decided here: it does not go back before entries that the folder still has, it
does not take a backup of another history, and it does not bring back what was erased.
"""

import os
from collections.abc import Collection, Sequence
from contextlib import ExitStack, closing
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from moderation.model import BOT, Entry
from storage.backup import CUT_OFF, Kind, Label, backup_errors, copy, detach, read_label
from storage.codec import instant
from storage.database import connect, plain_errors
from storage.exports import Told, read_exports
from storage.ledger.note import Head
from storage.sqlite.audit import Beside, DamageError, Relation, Whole, audit, beside, erased_in, standing_in
from storage.sqlite.folder import (
    ASIDE,
    KEYS_FILE,
    LOCK_FILE,
    READY,
    STAGING,
    demand_not_hosted,
    discard,
    finish_restore,
    hold,
    make_folder,
    sync,
)
from storage.sqlite.reader import CLUB_FILE
from storage.sqlite.store import SqliteStore
from storage.standing import Lost, Placed, lost
from storage.store import Clock, Entropy, StoreError, UnavailableError
from storage.vault import Vault

Erased = frozenset[tuple[str, str]]
"""Folders that were erased, each with the id of the key that was destroyed."""

#: How many folders of a kind the entry of a restore names at most, so that it is one in any case.
_NAMED: Final = 100


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be restored. `keys` is a key backup, or None to go on without; `held` are checkpoints that officers hold and
    whose signatures were checked; `exports` are exports that may know of later erasures; `over` says that the record in the
    folder is given up, whatever state it is in.
    """

    backup: Path
    keys: Path | None
    held: Sequence[Head] = ()
    exports: Sequence[Path] = ()
    over: bool = False


@dataclass(frozen=True, slots=True)
class Readable:
    """What lies in the restored record and can be opened with its keys: concerns, and people on the register."""

    concerns: int = 0
    people: int = 0


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What lies in the restored record and has no key: concerns, people on the register, and arrivals that nobody judged."""

    concerns: int
    people: int
    arrivals: int


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done. `lost` is how many entries officers' checkpoints cover that the backup has not; `aside` is where the
    files lie that were there before; `officers` is what officers had laid down or called off since, of which the holds are
    placed and the requests withdrawn again; `unknown` is why the record that lay there tells of erasures only in part, "" if it
    does not; `told` is what the exports that were given tell, None if there were none.
    """

    label: Label
    whole: Whole
    keys: Label | None
    verifier_key: str
    was: Beside
    lost: int
    erased: int
    officers: Lost
    unknown: str
    told: Told | None
    unreadable: Unreadable
    readable: Readable
    aside: Path | None


def restore(order: Order, folder: Path, clock: Clock, entropy: Entropy = os.urandom) -> Restored | None:
    """Restore a backup into a folder; None if an earlier restore there had been cut off, which was finished instead.

    Raises StoreError, which says what is wrong and what to do; then the folder is as it was.
    """
    with ExitStack() as held:
        make_folder(folder)
        hold(folder, held)
        demand_not_hosted(folder)
        if finish_restore(folder):
            return None
        label, whole = _checked(order)
        keys = _checked_keys(order.keys, whole, clock()) if order.keys else None
        was = _beside(order.backup, folder)
        _demand_no_loss(was, label, folder, order.over)
        erased, unknown, told, officers = _erased(whole, was, folder, order)
        staging = folder / STAGING
        try:
            missing = sum(max(0, size - (whole.size_of(origin) or 0)) for origin, size in _newest(order.held).items())
            stage = _Stage(staging, whole, clock, entropy)
            stage.copy(order.backup, order.keys)
            unreadable = stage.take_out_unreadable(erased)
            new_key = stage.verifier_key if keys is None else ""
            entry = _entry(label, whole, keys, was, missing, officers, unreadable, new_key)
            count = stage.open(entry, erased, officers)
            aside = folder / f"{ASIDE}{instant(clock()).replace(':', '')}"
            (staging / aside.name).mkdir(mode=0o700)
            for path in (*staging.iterdir(), staging):
                sync(path)
            staging.rename(folder / READY)
        except BaseException as error:
            discard(staging)
            if isinstance(error, OSError):
                raise StoreError(f"{folder}: the restore cannot be made ready ({error.strerror}): check the disk") from error
            raise
        sync(folder)
        finish_restore(folder)
        there = aside if aside.is_dir() else None
        key, readable = stage.verifier_key, stage.readable
        return Restored(label, whole, keys, key, was, missing, count, officers, unknown, told, unreadable, readable, there)


class _Stage:
    """The folder in which the files are made ready."""

    def __init__(self, folder: Path, whole: Whole, clock: Clock, entropy: Entropy) -> None:
        self._folder = folder
        self._club = folder / CLUB_FILE
        self._whole = whole
        self._clock = clock
        self._entropy = entropy
        self._keys: frozenset[str] = frozenset()
        self.verifier_key = ""
        self.readable = Readable()

    def copy(self, backup: Path, keys: Path | None) -> None:
        """Copy both files and take off their labels; without a key backup, make new keys."""
        self._folder.mkdir(mode=0o700)
        copy(backup, self._club)
        detach(self._club)
        if audit(self._club) != self._whole:
            raise StoreError(f"{backup} changed while it was read: try again with a backup that nobody else writes to")
        if keys is not None:
            copy(keys, self._folder / KEYS_FILE)
            detach(self._folder / KEYS_FILE)
        opened = Vault.open(self._folder / KEYS_FILE, self._whole.org, self._entropy, self._clock(), new=keys is None)
        with closing(opened) as vault:
            self._keys = vault.folders()
            self.verifier_key = vault.signer(self._whole.name).verifier_key
        if keys is not None and self.verifier_key not in self._whole.keys[-1:]:
            raise StoreError(f"{keys} holds other keys than those of this record: give a key backup of the same time or later")

    def take_out_unreadable(self, erased: Erased) -> Unreadable:
        """Delete what waits in the inbox and cannot be read, because nothing would ever take it from there; count the rest."""
        org, gone = self._whole.org, {folder for folder, _ in erased}
        with closing(connect(self._club)) as connection, plain_errors(self._club):
            waiting = connection.execute(
                "SELECT folder, sum(decision IS NULL) FROM inbox WHERE org = ? GROUP BY folder", (org,)
            ).fetchall()
            days = {folder: count for folder, count in waiting if folder not in self._keys}
            connection.executemany("DELETE FROM inbox WHERE org = ? AND folder = ?", [(org, folder) for folder in days])
            concerns = {name for (name,) in connection.execute("SELECT id FROM concern WHERE org = ?", (org,))}
            people = {name for (name,) in connection.execute("SELECT DISTINCT id FROM person WHERE org = ?", (org,))}
        closed = gone | self._keys
        return Unreadable(len(concerns - closed), len(people - closed), sum(days.values()))

    def open(self, entry: Entry, erased: Erased, officers: Lost) -> int:
        """Begin the restored record with its entry, erase, place holds and withdraw requests again, and sign. Gives how many
        folders came back.
        """
        # The retention matters to a store in service alone, and the bot opens this one with its own.
        opened = SqliteStore.open(
            self._folder, self._whole.org, self._clock, retention_days=0, entropy=self._entropy, first=entry
        )
        with closing(opened) as store:
            count = store.replay_erasures(erased, BOT)
            with store.transaction() as unit:
                for each in officers.holds:
                    unit.replay_hold(each.id, each.folder, each.by, BOT)
                for each in officers.withdrawn:
                    unit.replay_withdrawal(each.id, BOT)
                unit.checkpoint(self._clock())
        self.readable = self._readable()
        (self._folder / LOCK_FILE).unlink()
        left = sorted(path.name for path in self._folder.iterdir())
        if left != sorted((CLUB_FILE, KEYS_FILE)):
            raise StoreError(f"{self._folder}: the restored files are in use by another program: stop that, then restore again")
        return count

    def _readable(self) -> Readable:
        keys, org = self._folder / KEYS_FILE, self._whole.org
        with closing(Vault.open(keys, org, self._entropy, self._clock(), new=False)) as vault:
            open_ = vault.folders()
        with closing(connect(self._club)) as connection, plain_errors(self._club):
            concerns = {name for (name,) in connection.execute("SELECT id FROM concern WHERE org = ?", (org,))}
            people = {name for (name,) in connection.execute("SELECT DISTINCT id FROM person WHERE org = ?", (org,))}
        return Readable(len(concerns & open_), len(people & open_))


def _checked(order: Order) -> tuple[Label, Whole]:
    label = read_label(order.backup, Kind.RECORD)
    try:
        whole = audit(order.backup, order.held)
    except DamageError as error:
        raise StoreError(f"{order.backup} cannot be restored: {error}. Nothing was changed. Try an older backup") from error
    return label, whole


def _checked_keys(path: Path, whole: Whole, now: datetime) -> Label:
    label = read_label(path, Kind.KEYS)
    if label.org != whole.org:
        raise StoreError(f"{path} holds the keys of {label.org}, and this is a backup of {whole.org}")
    if label.expires is not None and label.expires <= now:
        raise StoreError(
            f"{path} expired on {_moment(label.expires)}: what was erased since it was made could be read with it. Delete it."
            " If there is no newer one, restore with --without-keys; its help says what that costs"
        )
    with closing(connect(path, read_only=True)) as connection, backup_errors(path):
        whole_file = connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
    if not whole_file:
        raise StoreError(f"{path}: {CUT_OFF}")
    return label


def _beside(backup: Path, folder: Path) -> Beside:
    """How the record that lies in the folder stands to the backup."""
    present = folder / CLUB_FILE
    if not present.exists():
        return Beside(Relation.NONE)
    try:
        return beside(backup, present)
    except UnavailableError as error:
        if error.why != "damaged":
            raise
    except StoreError:  # it is none of ours, or not whole enough to have the table of entries
        if present.stat().st_size == 0:
            return Beside(Relation.NONE)
    return Beside(Relation.DAMAGED)


def _demand_no_loss(was: Beside, label: Label, folder: Path, over: bool) -> None:
    """Raises StoreError if the folder has what the backup has not, unless that record is given up."""
    nothing_more = was.relation in {Relation.NONE, Relation.SAME, Relation.SHORTER} and not was.waiting
    if over or nothing_more:
        return
    until = f", the newest of {_moment(was.until)}" if was.until else ""
    messages = f"{was.waiting:,} {'message' if was.waiting == 1 else 'messages'}"
    because = {
        Relation.SAME: f"the record in {folder} holds {messages} that came in and nobody has judged yet, and this backup does"
        " not: they would be lost. If the bot can run on it, nothing needs to be restored",
        Relation.LONGER: f"the record in {folder} is ahead of this backup: it has {_entries(was.more)} more{until}. If the bot"
        " can run on it, nothing needs to be restored",
        Relation.FORKED: f"the record in {folder} and this backup are two histories: the first {_entries(was.common)} are"
        " the same in both, then they differ. Keep both: one of them was changed, and an officer's checkpoint tells which"
        " (--checkpoint; `touchline ledger verify`)",
        Relation.DAMAGED: f"the record in {folder} cannot be read to its end, so it may be ahead of this backup",
    }[was.relation]
    raise StoreError(
        f"{because}. Nothing was changed. To restore the backup of {_moment(label.made)} all the same, say"
        " --over-a-damaged-ledger: the files that are there now are then set aside, not deleted"
    )


def _erased(whole: Whole, was: Beside, folder: Path, order: Order) -> tuple[Erased, str, Told | None, Lost]:
    """What was erased as far as the backup, the record in the folder and the exports know; what keeps that record from telling;
    what the exports tell; and what officers laid down or called off that the backup does not know.
    """
    found, unknown, told = set(whole.erased), "", None
    ours, standing = standing_in(order.backup), []
    if was.relation is not Relation.NONE:
        present, unknown = erased_in(folder / CLUB_FILE)
        found |= present
        standing.append(standing_in(folder / CLUB_FILE))
    if order.exports:
        # They continue the backup, so what they call off may have been laid down in a volume that only the backup has.
        standing.append(deepcopy(ours))
        told = read_exports(order.exports, whole, standing[-1])
        found |= told.erased
    return frozenset(found), unknown, told, lost(ours, standing)


def _entry(
    label: Label,
    whole: Whole,
    keys: Label | None,
    was: Beside,
    lost: int,
    officers: Lost,
    unreadable: Unreadable,
    new_key: str,
) -> Entry:
    """`log.restored`: from which backup, what had been in its place, and what is missing since. Holds that are placed again and
    requests that are withdrawn again have entries of their own.
    """
    end = whole.volumes[-1]
    data: dict[str, object] = {
        "backup": {"origin": end.origin, "size": end.size, "root": end.root.hex(), "made": instant(label.made)},
        "keys": {"made": instant(keys.made)} if keys else "new",
        "replaced": {"is": was.relation.value, "more": was.more, "waiting": was.waiting},
        "lost": lost,
        "officers": {
            "requests": _folders(officers.requests),
            "settings": officers.settings,
            "lifted": _folders(officers.lifted),
        },
        "unreadable": {"concerns": unreadable.concerns, "people": unreadable.people, "arrivals": unreadable.arrivals},
    }
    return Entry("log.restored", BOT, data | ({"key": new_key} if new_key else {}))


def _folders(placed: Sequence[Placed]) -> list[str]:
    return sorted({each.folder for each in placed})[:_NAMED]


def _newest(held: Collection[Head]) -> dict[str, int]:
    """The largest checkpoint that is held of each volume."""
    newest: dict[str, int] = {}
    for head in held:
        newest[head.origin] = max(head.size, newest.get(head.origin, 0))
    return newest


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count:,} entries"
