"""What the tests of the store in PostgreSQL share: a record that two processes work with, and connections of every role."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import Connection

from storage.postgres import Database, PostgresStore
from storage.postgres.guards import BOT, SCHEMA, WHOSE
from storage.postgres.tables import prepare
from storage.store import Entropy
from tests.storage.conftest import RETENTION_DAYS, Cluster
from tests.storage.store_kit import ORG, START, Clock, Seeded


@dataclass
class Host:
    """A database with many organisations, and a folder for their keys."""

    cluster: Cluster
    name: str
    folder: Path
    held: ExitStack

    def database(self) -> Database:
        """As another process has it: connections of its own."""
        return self.held.enter_context(closing(Database(self.cluster.server.conninfo(self.name, BOT))))

    def store(
        self, database: Database, org: str = ORG, clock: Clock | None = None, entropy: Entropy | None = None
    ) -> PostgresStore:
        folder = self.folder / org
        store = PostgresStore.open(
            database, folder, org, clock or Clock(), retention_days=RETENTION_DAYS, entropy=entropy or Seeded()
        )
        return self.held.enter_context(closing(store))

    def connect(self, user: str = BOT, org: str = ORG) -> Connection[Any]:
        """Somebody who runs statements of their own."""
        conninfo = self.cluster.server.conninfo(self.name, user)
        connection = self.held.enter_context(psycopg.connect(conninfo, autocommit=True))
        connection.execute(f"SET search_path = {SCHEMA}, pg_temp")
        connection.execute("SELECT set_config(%s, %s, false)", (WHOSE, org))
        return connection


@contextmanager
def hosted(cluster: Cluster, folder: Path) -> Iterator[Host]:
    with cluster.named() as name, ExitStack() as held:
        prepare(cluster.server.conninfo(name), START)  # a copy has no privileges of its own
        yield Host(cluster, name, folder, held)
