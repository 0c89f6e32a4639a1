"""What all parts of a transaction share: the connection, the vault, the clock, and appending to the ledger."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from moderation.model import Entry
from storage.erasure import EVERYTHING, REASONS
from storage.ledger import record
from storage.ledger.merkle import Frontier, leaf_hash
from storage.rows.link import Found, Link
from storage.store import Clock, Recorded, StoreError, UnavailableError
from storage.vault import Sealed, Vault, holding_folder, is_holding_folder

#: The folder of the organisation's settings.
SETTINGS: Final = "settings"


@dataclass(slots=True)
class Volume:
    """The part of the ledger that is being written: its number from 1, its name in checkpoints, and the tree over its entries.

    `name` is that of the whole ledger, under which checkpoints are signed; the origin of a later volume begins with it.
    """

    name: str
    number: int = 1
    origin: str = ""
    tree: Frontier = field(default_factory=Frontier)

    def copy(self) -> "Volume":
        return replace(self, tree=self.tree.copy())


class Session:
    """One unit of work. `link` is what it works through; `volume` is the ledger as it will stand if this unit is committed."""

    def __init__(self, link: Link, vault: Vault, org: str, clock: Clock, volume: Volume) -> None:
        self.link = link
        self._vault = vault
        self._org = org
        self._clock = clock
        self._open = True
        self._given_up: BaseException | None = None
        self.volume = volume.copy()

    def end(self) -> None:
        """From here on every use is refused: the connection is another transaction's."""
        self._open = False

    def demand_whole(self) -> None:
        """Raise what made the database give up the whole transaction, if it did so within a savepoint."""
        if self._given_up is not None:
            raise self._given_up

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        kept = self.volume.copy()
        self._run("SAVEPOINT piece")
        try:
            with self.link.plainly():
                yield
                self._run("RELEASE piece")
        except BaseException as error:
            self.volume = kept
            if self.link.in_transaction:
                self._run("ROLLBACK TO piece")
                self._run("RELEASE piece")
            else:  # a full disk, or a lost connection, can end the whole transaction: there is nothing left to go back to
                self._given_up = self._given_up or error
            raise

    @property
    def next_seq(self) -> int:
        """The number of the entry that comes next."""
        return self.volume.tree.size + 1

    def append(self, entry: Entry, at: datetime) -> int:
        return self._append(entry, at)

    def newest_entry(self, *kinds: str) -> Recorded | None:
        return self._first_entry("volume DESC, seq DESC", kinds)

    def oldest_entry(self, *kinds: str) -> Recorded | None:
        return self._first_entry("volume, seq", kinds)

    def _first_entry(self, order: str, kinds: Sequence[str]) -> Recorded | None:
        # Searched as bytes, so that a long ledger is not decoded. Within a text a quotation mark is escaped: where these bytes
        # stand they are a key and its value, though perhaps not those of the entry itself.
        wanted = [f'"kind":"{kind}"'.encode("ascii") for kind in kinds]
        condition = " OR ".join(["instr(body, ?) > 0"] * len(wanted)) or "TRUE"
        for (body,) in self.link.stream(
            f"SELECT body FROM entry WHERE org = ? AND ({condition}) ORDER BY {order}",  # noqa: S608
            (self._org, *wanted),
        ):
            found = self._decoded(body)
            if found["kind"] in kinds or not kinds:
                return Recorded(found["kind"], datetime.fromisoformat(found["at"]), found["data"])
        return None

    def _decoded(self, body: bytes) -> dict[str, Any]:
        """What an entry says. Raises UnavailableError for one that is damaged: it is not passed over, because those who answer
        for the organisation must hear of it.
        """
        try:
            return record.decode(body)
        except record.RecordError as error:
            meaning = "an entry of its ledger is damaged: keep a copy of it, and restore the newest backup"
            raise UnavailableError(f"{self.link.where}: {meaning}", "damaged") from error

    def keyed_hash(self, *words: str) -> str:
        return self._vault.mark("value", *words).hex()

    def _append(self, entry: Entry, at: datetime, sealed: Sealed | None = None) -> int:
        """Append an entry, with what it commits to in its folder."""
        seq = self.next_seq
        commitment = {"box": sealed.box, "key": sealed.key} if sealed else None
        body = record.entry(seq, at, entry.kind, entry.actor, entry.data, entry.folder, commitment)
        leaf = leaf_hash(body)
        added = self._run(
            "INSERT INTO entry (org, volume, seq, leaf, body) VALUES (?, ?, ?, ?, ?)",
            self._org, self.volume.number, seq, leaf, body,
        )  # fmt: skip
        if added.rowcount != 1:  # a trigger with RAISE(IGNORE) swallows a row without a word
            raise StoreError(f"{self.link.where}: the ledger did not take its next entry, {seq}: something swallowed it")
        self.volume.tree.append(leaf)
        return seq

    def _seal_for_good(self, folder: str, plaintext: bytes, *name: str) -> Sealed:
        """Seal what an entry commits to. It can be found again by its name."""
        mark = self._vault.mark(*name)
        sealed = self._vault.seal(folder, plaintext, "sealed", mark.hex())
        added = self._run(
            "INSERT INTO sealed (org, box, folder, name, ciphertext) VALUES (?, ?, ?, ?, ?)",
            self._org, sealed.box, folder, mark, sealed.ciphertext,
        )  # fmt: skip
        if added.rowcount != 1:
            raise StoreError(f"{self.link.where}: a sealed box was swallowed")
        return sealed

    def _today(self) -> str:
        return holding_folder(self._clock())

    def _run(self, sql: str, *values: object) -> Found:
        """Run one statement. Outside of the transaction it would be committed by itself, so there it is refused."""
        self.demand_whole()
        if not (self._open and self.link.in_transaction):
            raise StoreError(f"{self.link.where}: this transaction is over, and nothing more can be done in it")
        return self.link.execute(sql, values)

    def _row(self, sql: str, *values: object) -> Sequence[Any] | None:
        row: Sequence[Any] | None = self._run(sql, *values).fetchone()
        return row

    def _rows(self, sql: str, *values: object) -> list[Sequence[Any]]:
        return self._run(sql, *values).fetchall()


def anew(due: str, set_at: str, now: datetime) -> datetime:
    """When something is due that was laid down at an instant that has yet to come: as long from now as it was from then."""
    return now + (datetime.fromisoformat(due) - datetime.fromisoformat(set_at))


def own_folder(name: str) -> str:
    """The folder of a concern or a person, which is named as they are. Raises ValueError for a name that is taken."""
    if not name or name in {SETTINGS, EVERYTHING} or is_holding_folder(name) or name.startswith(REASONS):
        raise ValueError("this id is the name of a folder that is kept for something else")
    return name
