"""Every store that the contract is held against. A new store joins by adding its way of opening to `KINDS`."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest

from storage.sqlite import SqliteStore
from storage.store import Clock as GivesInstant
from storage.store import Entropy, Store
from tests.storage.store_kit import ORG, Clock, Seeded

RETENTION_DAYS: Final = 7


def sqlite_store(folder: Path, clock: GivesInstant, entropy: Entropy) -> Store:
    return SqliteStore.open(folder, ORG, clock, retention_days=RETENTION_DAYS, entropy=entropy)


KINDS: Final[dict[str, Callable[[Path, GivesInstant, Entropy], Store]]] = {"sqlite": sqlite_store}


@dataclass
class Stores:
    """Opens stores of one kind. `open` of the same name gives the same memory again."""

    kind: str
    folder: Path
    opened: int = 0
    held: ExitStack = field(default_factory=ExitStack)

    def open(self, name: str = "club", clock: Clock | None = None) -> Store:
        store = KINDS[self.kind](self.folder / name, clock or Clock(), Seeded())
        return self.held.enter_context(closing(store))


@pytest.fixture(params=KINDS)
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stores]:
    opened = Stores(request.param, tmp_path)
    with opened.held:
        yield opened


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(stores: Stores, clock: Clock) -> Store:
    return stores.open(clock=clock)
