"""The vault: content sealed per folder, keys in a file of their own, and forgetting by destroying keys.

What is forgotten together is a *folder*: a concern, a person, the settings, or a day of arrivals. Each has a random AES-256 key
in `keys.db`, which holds nothing but keys, is never backed up with the database, and commits before anything refers to a new
key. Destroying the key forgets the folder, whatever copies of its ciphertext exist.

How a box is bound. A box is nonce||ciphertext of AES-256-GCM with a fresh 96-bit random nonce. Its id is the SHA-256 of those
bytes, so it cannot be associated data of itself; associated data are the organisation, the folder and the *label*: what the box
is, such as `("event", "<id>")`. So no box can be passed off as that of another organisation, folder or purpose. The ledger's
entry commits to the box's id and to the key's id (SHA-256 over a fixed prefix and the random key). Both are needed: GCM by
itself lets somebody craft one ciphertext that opens to two texts under two keys; with the key's id recorded there is only one.
"""

import hashlib
import hmac
import json
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Self, TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.database import connect, plain_errors
from storage.ledger.note import Signer
from storage.migrations import KEYS, migrate
from storage.opened import Opened
from storage.store import Entropy, StoreError, TextErasedError

T = TypeVar("T")

_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_DAY: Final = "day/"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed box, its nonce first. `box` and `key` are the ids, SHA-256 in hex, that a ledger entry commits to."""

    box: str
    key: str
    ciphertext: bytes


class Vault:
    """The keys of one organisation. Used by one thread at a time, like the connection that it holds."""

    def __init__(self, path: Path, connection: sqlite3.Connection, org: str, entropy: Entropy) -> None:
        self._path = path
        self._held: sqlite3.Connection | None = connection
        self._org = org
        self._entropy = entropy
        self._folders: dict[str, tuple[AESGCM, str]] = {}
        self._opened = Opened()
        self._pseudonym_key = b""
        self._signing_key = b""
        self._changed = 0
        self._closed = False

    @classmethod
    def open(cls, path: Path, org: str, entropy: Entropy, now: datetime, *, new: bool) -> Self:
        """Open `keys.db`; with `new`, for an organisation that has no record yet, its first key may be made.

        Raises StoreError, also when the keys of an organisation that has a record are not there: a fresh key would turn
        everybody on its register into a stranger without a word.
        """
        connection = _connected(path)
        try:
            migrate(connection, KEYS, path, now)
            vault = cls(path, connection, org, entropy)
            vault._pseudonym_key = vault._organisations_key("pseudonyms", new)
            vault._signing_key = vault._organisations_key("checkpoints", new)
        except BaseException:
            connection.close()
            raise
        return vault

    def refresh(self) -> None:
        """Forget which keys there were if another process has changed the file since. Where several work with one file it goes
        before each unit of work, so that none seals with a key that another has destroyed.
        """
        with plain_errors(self._path):
            (changed,) = self._connection.execute("PRAGMA data_version").fetchone()
        if changed != self._changed:
            self._folders.clear()
            self._opened.clear()
            self._changed = changed

    def rest(self) -> None:
        """Let go of all that can be read again. The next use does that: of thousands of vaults few are used at a time."""
        self._folders.clear()
        self._opened.clear()
        if self._held is not None:
            self._held.close()
            self._held = None

    def close(self) -> None:
        self.rest()
        self._closed = True

    @property
    def _connection(self) -> sqlite3.Connection:
        if self._closed:
            raise StoreError(f"{self._path} was closed, and can be used no more")
        if self._held is None:
            demand_keys(self._path)
            self._held = _connected(self._path)
        return self._held

    # Folders

    def seal(self, folder: str, plaintext: bytes, *label: str) -> Sealed:
        """Seal under the folder's key. A new folder's key is on disk when this returns."""
        cipher, key = self._folder(folder) or self._new_folder(folder)
        self._opened.drop(folder, label)  # what was sealed under it before is to be forgotten, perhaps
        nonce = self._entropy(_NONCE_BYTES)
        ciphertext = nonce + cipher.encrypt(nonce, plaintext, self._bound_to(folder, label))
        return Sealed(hashlib.sha256(ciphertext).hexdigest(), key, ciphertext)

    def open_box(self, folder: str, ciphertext: bytes, *label: str) -> bytes:
        """What was sealed in this folder under this label. Raises TextErasedError once its key was destroyed."""
        found = self._folder(folder)
        if found is None:
            raise TextErasedError(f"what was kept in {folder} has been erased")
        try:
            return found[0].decrypt(ciphertext[:_NONCE_BYTES], ciphertext[_NONCE_BYTES:], self._bound_to(folder, label))
        except (InvalidTag, ValueError):
            raise StoreError(f"what was kept in {folder} was changed from outside, or sealed with another key") from None

    def read_box(self, unpack: Callable[[bytes], T], folder: str, ciphertext: bytes, *label: str) -> T:
        """What `unpack` makes of a box that is opened. For what is read often: it is remembered for a while, and no longer than
        the folder has its key. The value must be one that nobody changes, and not None.
        """
        value: T | None = self._opened.get(folder, ciphertext, label)
        if value is None:
            value = unpack(self.open_box(folder, ciphertext, *label))
            self._opened.keep(folder, ciphertext, label, value)
        return value

    def key_id(self, folder: str) -> str | None:
        """The id of a folder's key, as ledger entries name it; None if there is no key."""
        found = self._folder(folder)
        return found[1] if found else None

    def destroy(self, folders: Iterable[str]) -> None:
        """Forget folders for good. Those without a key are forgotten already."""
        deleted = 0
        with plain_errors(self._path):
            for folder in folders:
                self._folders.pop(folder, None)
                self._opened.drop_folder(folder)
                deleted += self._connection.execute(
                    "DELETE FROM folder_key WHERE org = ? AND folder = ?", (self._org, folder)
                ).rowcount
        if deleted:
            self.scrub()

    def destroy_exactly(self, keys: Iterable[tuple[str, str]]) -> frozenset[str]:
        """Destroy keys named by folder and key id; a newer key of the same folder stays. Gives the folders that had them."""
        found = frozenset(folder for folder, key in keys if self.key_id(folder) == key)
        self.destroy(found)
        return found

    def scrub(self) -> None:
        """Write the file anew. SQLite overwrites a deleted row where it lies, and not the copies that it left when it moved the
        row from page to page: in a file of some thousand keys a scan of its bytes finds destroyed ones.
        """
        with plain_errors(self._path):
            self._connection.execute("VACUUM")

    def folders(self) -> frozenset[str]:
        """Every folder that has a key."""
        with plain_errors(self._path):
            rows = self._connection.execute("SELECT folder FROM folder_key WHERE org = ?", (self._org,))
            return frozenset(folder for (folder,) in rows)

    def sweep(self, used: Iterable[str]) -> frozenset[str]:
        """Destroy the keys of folders that nothing refers to, such as those of a transaction that was rolled back."""
        unused = self.folders().difference(used)
        self.destroy(unused)
        return unused

    # Holding folders

    def expired(self, now: datetime, retention_days: int) -> frozenset[str]:
        """The holding folders in which everything is older than the retention."""
        first_kept = holding_folder(now - timedelta(days=retention_days))
        return frozenset(folder for folder in self.folders() if is_holding_folder(folder) and folder < first_kept)

    # Pseudonyms

    def pseudonym(self, platform: str, account: str) -> str:
        """A stable id for an account, which means nothing to anybody without the organisation's key."""
        return "a_" + self.mark("account", platform, account).hex()[:20]

    def mark(self, *of: str) -> bytes:
        """32 bytes that are the same for the same words, so that a row can be found without holding them in the clear."""
        return hmac.digest(self._pseudonym_key, _joined(of), "sha256")

    # Checkpoints

    def signer(self, name: str) -> Signer:
        """What signs this organisation's checkpoints, under a name. Its key is made once and does not leave this file."""
        return Signer(name, self._signing_key)

    def _bound_to(self, folder: str, label: tuple[str, ...]) -> bytes:
        return _joined((self._org, folder, *label))

    def _folder(self, folder: str) -> tuple[AESGCM, str] | None:
        if folder not in self._folders:
            with plain_errors(self._path):
                row = self._connection.execute(
                    "SELECT key FROM folder_key WHERE org = ? AND folder = ?", (self._org, folder)
                ).fetchone()
            if row is None:
                return None
            self._folders[folder] = _ready(row[0])
        return self._folders[folder]

    def _new_folder(self, folder: str) -> tuple[AESGCM, str]:
        drawn = self._entropy(_KEY_BYTES)
        with plain_errors(self._path):
            # Another process may have been quicker since it was looked whether there is one: then it is that one.
            self._connection.execute(
                "INSERT INTO folder_key (org, folder, key) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", (self._org, folder, drawn)
            )
            where = "SELECT key FROM folder_key WHERE org = ? AND folder = ?"
            (key,) = self._connection.execute(where, (self._org, folder)).fetchone()
        self._folders[folder] = _ready(key)
        return self._folders[folder]

    def _organisations_key(self, purpose: str, new: bool) -> bytes:
        """The one key that serves a purpose of the whole organisation; made now if the organisation is new."""
        with plain_errors(self._path):
            row = self._connection.execute(
                "SELECT key FROM organisation_key WHERE org = ? AND purpose = ?", (self._org, purpose)
            ).fetchone()
            if row is not None:
                found: bytes = row[0]
                return found
            if not new:
                raise StoreError(f"{self._path}: the keys of {self._org} are missing: put back the key file that belongs to it")
            made = self._entropy(_KEY_BYTES)
            self._connection.execute(
                "INSERT INTO organisation_key (org, purpose, key) VALUES (?, ?, ?)", (self._org, purpose, made)
            )
            return made


def _connected(path: Path) -> sqlite3.Connection:
    connection = connect(path)
    try:
        with plain_errors(path):
            # A rollback journal is removed at each commit: no key lingers in a log. Deleted keys are overwritten.
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("PRAGMA secure_delete=ON")
            connection.execute("PRAGMA synchronous=FULL")
            # VACUUM copies the file: in memory, and never into a folder for temporary files.
            connection.execute("PRAGMA temp_store=MEMORY")
    except BaseException:
        connection.close()
        raise
    return connection


def demand_keys(path: Path) -> None:
    """Raises StoreError unless the key file is there."""
    if not path.is_file():
        raise StoreError(f"{path} is not there: without its keys a record cannot be read anywhere")


def whose_keys(path: Path) -> str:
    """The organisation whose keys are in a key file. Raises StoreError if there are none."""
    demand_keys(path)
    with closing(connect(path, read_only=True)) as connection, plain_errors(path):
        row = connection.execute("SELECT org FROM organisation_key LIMIT 1").fetchone()
    if row is None:
        raise StoreError(f"{path} holds no keys of an organisation")
    return str(row[0])


def holding_folder(at: datetime) -> str:
    """The folder of what arrives on the UTC day of an instant. These names sort as their days do."""
    return f"{_DAY}{at.astimezone(UTC).date().isoformat()}"


def is_holding_folder(folder: str) -> bool:
    return folder.startswith(_DAY)


def _ready(key: bytes) -> tuple[AESGCM, str]:
    return AESGCM(key), hashlib.sha256(b"touchline folder key\x00" + key).hexdigest()


def _joined(words: tuple[str, ...]) -> bytes:
    """Words as bytes that no other words give, whatever is in them."""
    return json.dumps(words).encode("ascii")
