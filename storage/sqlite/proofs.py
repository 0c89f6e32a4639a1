"""Proofs from the stored ledger, for whoever holds an older checkpoint of it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from storage.ledger.merkle import consistency_proof
from storage.sqlite.reader import LedgerReader, read_ledger
from storage.store import StoreError


def growth(folder: Path, origin: str, first: int, second: int) -> list[bytes]:
    """The proof that the tree of `second` entries begins with that of `first`, in the volume of this name: 32-byte hashes.

    All leaves are read once, in little memory. Raises StoreError if there is no such volume, TreeError if there are not so many
    entries in it.
    """
    with _volume(folder, origin) as volume, closing(volume.entries()) as entries:
        return consistency_proof((leaf for _, leaf, _ in entries), first, second)


def size_of(folder: Path, origin: str) -> int:
    """How many entries the volume of this name has now. Raises StoreError if there is none."""
    with _volume(folder, origin) as volume:
        return volume.size()


@contextmanager
def _volume(folder: Path, origin: str) -> Iterator[LedgerReader]:
    with read_ledger(folder) as newest:
        number = next((number for number, name in newest.volumes().items() if name == origin), None)
    if number is None:
        raise StoreError(f"{folder}: its ledger has no volume that is called {origin}")
    with read_ledger(folder, number) as volume:
        yield volume
