"""Every store that the contract is held against. A new store joins by adding its way of opening to `KINDS`."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest

from storage import postgres, sqlite
from storage.postgres import Database, PostgresStore
from storage.rows.reader import LedgerReader
from storage.sqlite import SqliteStore
from storage.store import Clock as GivesInstant
from storage.store import Entropy, Store
from tests.postgres import Cluster
from tests.storage.store_kit import ORG, Clock, Seeded

RETENTION_DAYS: Final = 7


@dataclass(frozen=True)
class Kind:
    """How to open the record that lies in a folder, or goes by its name; and how to read its ledger beside that."""

    open: Callable[[Path, GivesInstant, Entropy], Store]
    read: Callable[[Path], AbstractContextManager[LedgerReader]]


@contextmanager
def sqlite_stores(request: pytest.FixtureRequest) -> Iterator[Kind]:
    def opened(folder: Path, clock: GivesInstant, entropy: Entropy) -> Store:
        return SqliteStore.open(folder, ORG, clock, retention_days=RETENTION_DAYS, entropy=entropy)

    yield Kind(opened, sqlite.read_ledger)


@contextmanager
def postgres_stores(request: pytest.FixtureRequest) -> Iterator[Kind]:
    """Each record in a database of its own, as they all are the same organisation's."""
    cluster: Cluster = request.getfixturevalue("cluster")
    databases: dict[Path, Database] = {}
    with ExitStack() as held:

        def opened(folder: Path, clock: GivesInstant, entropy: Entropy) -> Store:
            if folder not in databases:
                databases[folder] = held.enter_context(cluster.database())
            return PostgresStore.open(databases[folder], folder, ORG, clock, retention_days=RETENTION_DAYS, entropy=entropy)

        yield Kind(opened, lambda folder: postgres.read_ledger(databases[folder], ORG))


KINDS: Final[dict[str, Callable[[pytest.FixtureRequest], AbstractContextManager[Kind]]]] = {
    "sqlite": sqlite_stores,
    "postgres": postgres_stores,
}


@dataclass
class Stores:
    """Opens stores of one kind. `open` of the same name gives the same memory again."""

    kind: Kind
    folder: Path
    opened: int = 0
    held: ExitStack = field(default_factory=ExitStack)

    def open(self, name: str = "club", clock: Clock | None = None) -> Store:
        return self.held.enter_context(closing(self.kind.open(self.folder / name, clock or Clock(), Seeded())))

    def read(self, name: str = "club") -> AbstractContextManager[LedgerReader]:
        return self.kind.read(self.folder / name)


@pytest.fixture(params=KINDS)
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stores]:
    with KINDS[request.param](request) as kind:
        opened = Stores(kind, tmp_path)
        with opened.held:
            yield opened


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(stores: Stores, clock: Clock) -> Store:
    return stores.open(clock=clock)
