"""What the tests of backups share: a club with a concern in it, its backups, and a way to kill a program at a step."""

import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

from storage.backup import Saved, SavedKeys, back_up, back_up_keys
from storage.restore import Order, Restored, restore
from storage.sqlite import SqliteStore
from storage.store import Checkpoint, Store
from tests.storage.erasure_kit import LEAD, a_concern, set_retention, somebody
from tests.storage.store_kit import ORG, Clock, noted, said

RETENTION_DAYS: Final = 7


@dataclass
class House:
    """A folder with a club, and the two places to which it is backed up."""

    root: Path
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        for place in (self.place, self.keys_place):
            place.mkdir(exist_ok=True)

    @property
    def club(self) -> Path:
        return self.root / ORG

    @property
    def place(self) -> Path:
        return self.root / "backups"

    @property
    def keys_place(self) -> Path:
        return self.root / "keys"

    def open(self, folder: Path | None = None) -> SqliteStore:
        return SqliteStore.open(folder or self.club, ORG, self.clock, retention_days=RETENTION_DAYS)

    def begin(self) -> Checkpoint:
        """A concern that is over, somebody on the register, a message that waits, and a checkpoint."""
        with closing(self.open()) as store:
            with store.transaction() as tx:
                set_retention(tx)
                somebody(tx)
            a_concern(store)
            with store.transaction() as tx:
                tx.receive(said("and it waits", 77))
                return tx.checkpoint(self.clock())

    def go_on(self, count: int = 1, kind: str = "message.judged") -> Checkpoint:
        """More entries, and a checkpoint of them."""
        with closing(self.open()) as store, store.transaction() as tx:
            for number in range(count):
                tx.append(noted(kind, number=number), self.clock())
            return tx.checkpoint(self.clock())

    def back_up(self, keep: int | None = None) -> Saved:
        return back_up(self.club, self.place, self.clock(), keep)

    def back_up_keys(self, days: int = 14) -> SavedKeys:
        return back_up_keys(self.club, self.keys_place, self.clock(), days)

    def both(self) -> Order:
        """A backup with its keys, to be restored."""
        return Order(self.back_up().path, self.back_up_keys().path)

    def restore(self, order: Order, folder: Path | None = None) -> Restored:
        done = restore(order, folder or self.club, self.clock)
        assert done is not None
        return done


def reads_the_concern(store: Store, name: str = "c_case", number: int = 1) -> str:
    """The text of a concern, as the lead opens it."""
    with store.transaction() as tx:
        event = said("", number)
        return tx.sealed_text(name, event.id, LEAD, "to look").parts[0].text


def files(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, by name, but for the lock and for what SQLite keeps beside a database while it is read."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith((".lock", "-shm", "-wal"))
    }


def keys_in(path: Path) -> list[bytes]:
    with closing(sqlite3.connect(path)) as connection:
        return [
            key
            for table in ("folder_key", "organisation_key")
            for (key,) in connection.execute(f"SELECT key FROM {table}")  # noqa: S608
        ]


# Dying at a step


class _Counting(sqlite3.Connection):
    step: Callable[[], None] = staticmethod(lambda: None)

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        changes = sql.startswith(("COMMIT", "VACUUM", "DROP", "CREATE TABLE backup", "PRAGMA wal_checkpoint"))
        if changes:
            _Counting.step()
        cursor = super().execute(sql, *values)
        if changes:
            _Counting.step()
        return cursor


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Do some work in a process that is killed at a step of it: before or after it changed something on the disk. False if it
    has fewer steps, and came to its end.
    """
    child = os.fork()
    if child == 0:
        try:
            _die_at(step)
            work()
        except BaseException:
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert os.WEXITSTATUS(status) == 0
    return False


def _die_at(last: int) -> None:
    passed = 0

    def step() -> None:
        nonlocal passed
        passed += 1
        if passed == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def stepping(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*values: Any, **named: Any) -> Any:
            step()
            result = function(*values, **named)
            step()
            return result

        return call

    _Counting.step = step
    sqlite3.connect = partial(sqlite3.connect, factory=_Counting)  # type: ignore[assignment]
    for name in ("rename", "unlink", "rmdir", "mkdir", "fsync"):
        setattr(os, name, stepping(getattr(os, name)))


@contextmanager
def tampered(path: Path) -> Iterator[sqlite3.Connection]:
    """A database with every guard in it taken off, as root can."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        yield connection


def damage_entries(path: Path, kind: str) -> None:
    """Flip a bit in the entries of a kind: each becomes one of version 3, which there is not. Once more, and they are whole."""
    with tampered(path) as connection:
        damaged = [
            (bytes(body).replace(old, new), body)
            for (body,) in connection.execute("SELECT body FROM entry WHERE instr(body, ?)", (f'"kind":"{kind}"'.encode(),))
            for old, new in ((b'"v":1}', b'"v":3}'), (b'"v":3}', b'"v":1}'))
            if old in body
        ]
        assert damaged
        connection.executemany("UPDATE entry SET body = ? WHERE body = ?", damaged)
