"""Checkpoints of the ledger, and its yearly volumes."""

import base64
from datetime import datetime

from moderation.model import BOT, Entry
from storage.anchoring import Position
from storage.codec import instant
from storage.ledger.note import checkpoint_text
from storage.rows.session import Session
from storage.store import Checkpoint, StoreError


class Checkpoints(Session):
    """Part of a transaction: see `storage.store.Transaction`."""

    def checkpoint(self, at: datetime) -> Checkpoint:
        origin, size, root = self.volume.origin, self.volume.tree.size, self.volume.tree.root()
        row = self._row(
            "SELECT at, note FROM checkpoint WHERE org = ? AND volume = ? AND size = ?", self._org, self.volume.number, size
        )
        if row is not None:
            return Checkpoint(origin, size, root, datetime.fromisoformat(row[0]), row[1])
        note = self._vault.signer(self.volume.name).sign(checkpoint_text(origin, size, root))
        added = self._run(
            "INSERT INTO checkpoint (org, volume, size, at, note) VALUES (?, ?, ?, ?, ?)",
            self._org, self.volume.number, size, instant(at), note,
        )  # fmt: skip
        if added.rowcount != 1:
            raise StoreError(f"{self.link.where}: the ledger did not take its checkpoint: something swallowed it")
        return Checkpoint(origin, size, root, at, note)

    def signed_at(self, position: Position) -> Checkpoint:
        row = self._row(
            "SELECT at, note FROM checkpoint WHERE org = ? AND volume = ? AND size = ?",
            self._org, position.volume, position.size,
        )  # fmt: skip
        if row is None:
            raise StoreError(
                f"{self.link.where}: no checkpoint was signed at entry {position.size} of volume {position.volume}"
            )
        origin, size, root = row[1].split("\n")[:3]
        return Checkpoint(origin, int(size), base64.b64decode(root), datetime.fromisoformat(row[0]), row[1])

    def keep_cosignature(self, checkpoint: Checkpoint, witness: str, line: str, at: datetime) -> None:
        key = (self._org, witness, checkpoint.origin, checkpoint.size, instant(at))
        found = "SELECT 1 FROM cosignature WHERE org = ? AND witness = ? AND origin = ? AND size = ? AND at = ?"
        if self._row(found, *key) is None:  # asked twice within a second, a witness signs the same again
            self._run("INSERT INTO cosignature (org, witness, origin, size, at, line) VALUES (?, ?, ?, ?, ?, ?)", *key, line)

    def cosigned(self, checkpoint: Checkpoint) -> str:
        rows = self._rows(
            "SELECT line FROM cosignature AS newest WHERE org = ? AND origin = ? AND size = ? AND at = (SELECT max(at)"
            " FROM cosignature WHERE org = newest.org AND witness = newest.witness AND origin = newest.origin"
            " AND size = newest.size) ORDER BY witness",
            self._org, checkpoint.origin, checkpoint.size,
        )  # fmt: skip
        return checkpoint.note + "".join(row[0] for row in rows)

    def open_volume(self, origin: str, at: datetime) -> Checkpoint:
        if not origin.startswith(f"{self.volume.name}/"):
            raise ValueError("the name of a volume begins with that of its ledger and a slash")
        self._append(Entry("log.closed", BOT, {"next": origin}), at)
        last = self.checkpoint(at)
        self.volume.number += 1
        self.volume.origin, self.volume.tree = origin, type(self.volume.tree)()
        previous = {"origin": last.origin, "size": last.size, "root": last.root.hex()}
        # Each volume may be all that somebody has, so each names the key that its checkpoints are checked with.
        key = self._vault.signer(self.volume.name).verifier_key
        self._append(Entry("log.opened", BOT, {"origin": origin, "previous": previous, "key": key}), at)
        return last
