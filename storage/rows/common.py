"""What both stores have in common that is no unit of work."""

from importlib.metadata import version
from typing import Final

from moderation.model import BOT, Entry
from storage.rows.session import Volume
from storage.vault import Vault

#: Forgets the days whose retention is over; named in the entry (map 7.6).
RULE: Final = "retention@1"


class Common:
    """Part of a store: see `storage.store.Store`. `_volume` is the one that is being written, as of the last unit here."""

    def __init__(self, org: str, vault: Vault) -> None:
        self._org = org
        self._vault = vault
        self._volume = Volume("")

    @property
    def org(self) -> str:
        return self._org

    @property
    def origin(self) -> str:
        """Where others write, too, as of the newest unit or `root` here: they may have begun a new volume since."""
        return self._volume.origin

    @property
    def stands(self) -> tuple[int, int]:
        """How far the ledger has come as of the newest unit here: its volume, and the entries in it."""
        volume = self._volume
        return volume.number, volume.tree.size

    @property
    def verifier_key(self) -> str:
        return self._vault.signer(self._volume.name).verifier_key

    def _first_entry(self) -> Entry:
        return Entry("log.opened", BOT, {"origin": self.origin, "key": self.verifier_key, "program": version("touchline")})
