"""A store on a disk of its own that becomes full. Run in a mount namespace of its own, where whoever runs it may mount a disk:

unshare --mount python -m tests.storage.on_a_small_disk FOLDER
"""

import asyncio
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

from moderation.model import Entry
from storage.sqlite import SqliteStore
from storage.store import UnavailableError
from storage.writer import Writer
from tests.storage.store_kit import ORG, START, Clock, noted, records, verified

SIZE = "2m"


async def fill_and_go_on(folder: Path) -> None:
    spare = folder / "spare"
    spare.write_bytes(bytes(300_000))
    with closing(SqliteStore.open(folder / "club", ORG, Clock(), retention_days=7)) as store, Writer(store) as writer:
        acknowledged: list[int] = []
        with suppress(UnavailableError):
            while True:
                acknowledged.append(await writer.run(lambda tx: tx.append(noted(filler="x" * 500), START)))
        assert isinstance(writer.failure, UnavailableError)
        assert writer.failure.why == "disk_full", writer.failure
        assert len(acknowledged) > 100, len(acknowledged)
        held = store.root()
        assert [record["seq"] for record in records(store)][1:] == acknowledged
        assert await writer.look(lambda tx: tx.people()) == [], "it can still be read"
        spare.unlink()
        after = await writer.resume(lambda tx: tx.append(Entry("log.gap", "p_bot", {}), START))
        assert after == acknowledged[-1] + 1, after
    with closing(SqliteStore.open(folder / "club", ORG, Clock(), retention_days=7)) as again:
        assert records(again)[-1]["kind"] == "log.gap"
        assert verified(again, [held, again.root()]).exit_code == 0
    sys.stdout.write("went on\n")


if __name__ == "__main__":
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", sys.argv[1]], check=True)
    asyncio.run(fill_and_go_on(Path(sys.argv[1])))
