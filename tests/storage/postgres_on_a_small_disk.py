"""A PostgreSQL on a disk of its own that becomes full. Run in a mount namespace of its own, where whoever runs it may mount a
disk:

unshare --mount python -m tests.storage.postgres_on_a_small_disk FOLDER
"""

import asyncio
import os
import subprocess
import sys
import tempfile
from contextlib import closing, suppress
from pathlib import Path

from moderation.model import Entry
from storage.postgres import Database, PostgresStore
from storage.postgres.guards import BOT
from storage.postgres.tables import prepare
from storage.store import StoreError, UnavailableError
from storage.writer import Writer
from tests.postgres import Server, server
from tests.storage.store_kit import ORG, START, Clock, noted, records, verified

SIZE = "160m"
#: What is left free, at first: some for the tables, and none for another segment of the log.
LEFT = 600_000


def fill(folder: Path) -> Path:
    """Take what is free, but for a little."""
    spare, room = folder / "spare", os.statvfs(folder)
    spare.write_bytes(bytes(max(room.f_bavail * room.f_frsize - LEFT, 0)))
    return spare


def up(cluster: Server) -> None:
    """Whoever runs it starts it again, if it ended: without room for its log PostgreSQL stops by itself."""
    with suppress(AssertionError):
        cluster.start()


async def fill_and_go_on(folder: Path, cluster: Server) -> None:
    name = cluster.new_database()
    prepare(cluster.conninfo(name), START)
    keys, acknowledged = folder / "keys", list[int]()
    with (
        closing(Database(cluster.conninfo(name, BOT))) as database,
        closing(PostgresStore.open(database, keys, ORG, Clock(), retention_days=7)) as store,
        Writer(store) as writer,
    ):
        for _ in range(3):
            before, spare = len(acknowledged), fill(folder)
            with suppress(UnavailableError):
                while True:
                    acknowledged.append(await writer.run(lambda tx: tx.append(noted(filler="x" * 2000), START)))
            assert isinstance(writer.failure, UnavailableError)
            assert writer.failure.why in {"disk_full", "cannot_open", "disk_error"}, writer.failure
            sys.stderr.write(f"{writer.failure.why} after {len(acknowledged) - before}\n")
            spare.unlink()
            up(cluster)
            for patience in range(100):
                with suppress(StoreError):
                    acknowledged.append(await writer.resume(lambda tx: tx.append(Entry("log.gap", "p_bot", {}), START)))
                    break
                assert patience < 99, "it does not come back"
                await asyncio.sleep(0.1)
        held = store.root()
        there = [record["seq"] for record in records(store)]
        assert there == list(range(1, len(there) + 1)), "no gap"
        assert set(acknowledged) <= set(there), "what was acknowledged is there"
        # One may be on disk whose commit was on its way when the disk was full: it was not acknowledged, and is no harm.
        assert len(there) - len(acknowledged) - 1 <= 3
    with (
        closing(Database(cluster.conninfo(name, BOT))) as database,
        closing(PostgresStore.open(database, keys, ORG, Clock(), retention_days=7)) as again,
    ):
        assert verified(again, [held]).exit_code == 0
    sys.stdout.write("went on\n")


def main(folder: Path) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder], check=True)
    tempfile.tempdir = str(folder)
    folder.chmod(0o755)
    with server(durable=True) as cluster:
        for setting in ("min_wal_size = '32MB'", "max_wal_size = '32MB'", "wal_recycle = off"):
            cluster.execute(f"ALTER SYSTEM SET {setting}")
        cluster.execute("SELECT pg_reload_conf()")
        asyncio.run(fill_and_go_on(folder, cluster))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
