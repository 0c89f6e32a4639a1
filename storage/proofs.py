"""Proofs from the stored ledger, for whoever holds an older checkpoint of it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from storage.home import Home
from storage.ledger.merkle import consistency_proof
from storage.rows.reader import LedgerReader
from storage.store import StoreError


def growth(home: Home, origin: str, first: int, second: int) -> list[bytes]:
    """The proof that the tree of `second` entries begins with that of `first`, in the volume of this name: 32-byte hashes.

    All leaves are read once, in little memory. Raises StoreError if there is no such volume, TreeError if there are not so many
    entries in it.
    """
    with _volume(home, origin) as volume, closing(volume.entries()) as entries:
        return consistency_proof((leaf for _, leaf, _ in entries), first, second)


def size_of(home: Home, origin: str) -> int:
    """How many entries the volume of this name has now. Raises StoreError if there is none."""
    with _volume(home, origin) as volume:
        return volume.size()


@contextmanager
def _volume(home: Home, origin: str) -> Iterator[LedgerReader]:
    with home.read() as newest:
        number = next((number for number, name in newest.volumes().items() if name == origin), None)
    if number is None:
        raise StoreError(f"the ledger {home.where} has no volume that is called {origin}")
    with home.read(number) as volume:
        yield volume
