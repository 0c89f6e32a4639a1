"""Whatever officers do in whatever order, on a host and by turns in two processes; the rules are `test_erasure_machine`'s."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from hypothesis import settings

from storage.postgres import Database, PostgresStore
from storage.store import Store
from tests.storage.conftest import Cluster
from tests.storage.store_kit import ORG, Seeded
from tests.storage.test_erasure_machine import Officers

CLUSTERS: list[Cluster] = []


@pytest.fixture(scope="module", autouse=True)
def running(cluster: Cluster) -> Iterator[None]:
    """A machine takes no fixtures, so it finds the cluster here."""
    CLUSTERS.append(cluster)
    yield
    CLUSTERS.clear()


class OfficersOnAHost(Officers):
    def __init__(self) -> None:
        self.databases: list[Database] = []
        self.kept = ExitStack()
        super().__init__()

    def opened(self) -> Store:
        """Each start is in the other one of two processes."""
        if not self.databases:
            name = self.kept.enter_context(CLUSTERS[0].named())
            conninfo = CLUSTERS[0].server.conninfo(name, "touchline_bot")
            self.databases = [self.kept.enter_context(closing(Database(conninfo))) for _ in range(2)]
        self.databases.reverse()
        return PostgresStore.open(
            self.databases[0], Path(self.place.name), ORG, self.clock, retention_days=7, entropy=Seeded(str(self.clock.now))
        )

    def teardown(self) -> None:
        super().teardown()
        self.kept.close()


TestOfficersOnAHost = OfficersOnAHost.TestCase
TestOfficersOnAHost.settings = settings(max_examples=5, stateful_step_count=20, deadline=None)
