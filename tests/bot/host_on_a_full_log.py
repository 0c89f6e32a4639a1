"""A club on a host whose PostgreSQL has a small disk for its log (WAL), which becomes full. Run in a mount namespace of its
own, where whoever runs it may mount a disk:

unshare --mount python -m tests.bot.host_on_a_full_log FOLDER
"""

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import closing, suppress
from pathlib import Path

import psycopg

from bot import turns
from bot.homes import Homes
from bot.terminal.club import ALFIE
from moderation.model import Event
from storage.postgres.guards import BOT
from storage.postgres.tables import prepare
from storage.store import StoreError
from tests.bot.host_kit import acknowledged, all_is_done, demand_true_record, passes, worker
from tests.bot.mail_kit import mail_server, mailer
from tests.bot.running_kit import LEAD, Machine, Mailbox
from tests.bot.service_kit import NUMBER, START
from tests.postgres import Server, server

SIZE = "64m"
#: What somebody else writes at a time: a good part of a segment of the log.
_LOT = "INSERT INTO lot SELECT repeat('x', 1000) FROM generate_series(1, 2000)"


def move_log(cluster: Server, disk: Path) -> None:
    """Have PostgreSQL keep its log on another disk, as its manual says it is done."""
    ((data,),) = cluster.execute("SHOW data_directory")
    cluster.stop("fast")
    log, there = Path(data) / "pg_wal", disk / "pg_wal"
    owner = log.stat()
    shutil.copytree(log, there)
    for path in (disk, there, *there.rglob("*")):
        os.chown(path, owner.st_uid, owner.st_gid)
    there.chmod(0o700)
    shutil.rmtree(log)
    log.symlink_to(there)
    cluster.start()


def use_up(cluster: Server, name: str) -> bool:
    """Write a lot beside the bot; whether there was room in the log."""
    try:
        cluster.execute(_LOT, name)
    except psycopg.Error:
        return False
    return True


async def fill_and_go_on(folder: Path, cluster: Server, disk: Path, box: Mailbox, port: int) -> None:
    name = cluster.new_database()
    prepare(cluster.conninfo(name), START)
    cluster.execute("CREATE TABLE lot (of text)", name)
    database, events = cluster.conninfo(name, BOT), list[Event]()
    with closing(Homes(database)) as homes:
        machine = Machine(folder / "bot", box, mailer(port), homes=homes)
        machine.register_everybody()
        async with worker(machine, database) as made:
            await machine.until("service.started")
            spare, room = disk / "spare", os.statvfs(disk)
            spare.write_bytes(bytes(max(room.f_bavail * room.f_frsize - 600_000, 0)))
            with suppress(StoreError):
                for number in range(1000):
                    there = await asyncio.to_thread(use_up, cluster, name)
                    events.append(machine.event(ALFIE.account, f"ring {NUMBER}, {number}"))
                    await made.club.receive(events[-1])
                    assert there or number < 999, "the log does not become full"
            await passes(machine, lambda: made.club.is_unwritable)
            await passes(machine, lambda: bool(box.letters(LEAD.address)))
            spare.unlink()
            with suppress(AssertionError):  # whoever runs it starts it again: without room for its log it stops by itself
                cluster.start()
            await acknowledged(events[-1], [made.club], machine)
            events.append(machine.event(ALFIE.account, f"or {NUMBER}"))
            await acknowledged(events[-1], [made.club], machine)
            await passes(machine, lambda: all_is_done(machine))
        records = demand_true_record(machine, events, None, folder)
    gaps = [record["data"] for record in records if record["kind"] == "log.gap"]
    assert sum(gap["refused"] for gap in gaps) >= 1, gaps
    sys.stdout.write("went on\n")


def main(folder: Path) -> None:
    disk = folder / "log"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", disk], check=True)
    tempfile.tempdir = str(folder)
    for path in (folder, disk):
        path.chmod(0o755)
    turns.BEAT = 0.05  # type: ignore[misc]
    box = Mailbox()
    with server(durable=True) as cluster, mail_server(box) as port:
        for setting in ("min_wal_size = '32MB'", "max_wal_size = '32MB'", "wal_recycle = off"):
            cluster.execute(f"ALTER SYSTEM SET {setting}")
        move_log(cluster, disk)
        asyncio.run(fill_and_go_on(folder, cluster, disk, box, port))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
