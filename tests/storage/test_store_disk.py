"""Real disks and other processes: a disk that is full, a file system that may not be written, a program that holds the file.

The tests that mount something need a mount namespace, which root has everywhere and others have on most machines.
"""

import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from storage.sqlite import SqliteStore
from storage.store import UnavailableError
from storage.writer import Writer
from tests.storage.store_kit import ORG, START, Clock, noted, records

ROOT = Path(__file__).parents[2]


@pytest.fixture
def apart() -> list[str]:
    """The beginning of a command that runs in a mount namespace of its own."""
    for command in (["unshare", "--mount"], ["unshare", "--map-root-user", "--mount"]):
        try:
            if subprocess.run([*command, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True).returncode == 0:
                return command
        except FileNotFoundError:
            break
    pytest.skip("nothing can be mounted here, not even apart from the rest of the machine")


def test_a_disk_that_is_really_full_loses_nothing_and_goes_on_when_there_is_room(apart: list[str], tmp_path: Path) -> None:
    command = [*apart, sys.executable, "-m", "tests.storage.on_a_small_disk", str(tmp_path)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (ran.stdout, ran.returncode) == ("went on\n", 0), ran.stderr


READ_ONLY = """
mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && exec "$2" -c '
import sys
from pathlib import Path
from storage.sqlite import read_ledger
from tests.storage.test_store_files import opened, StoreError
folder = Path(sys.argv[1])
try:
    opened(folder)
except StoreError as error:
    print(error)
with read_ledger(folder) as ledger:
    print(len(list(ledger.entries())))
' "$1"
"""


def test_a_file_system_that_may_not_be_written_is_named_and_its_record_can_be_read(apart: list[str], tmp_path: Path) -> None:
    """Root ignores who may write a file, but not this."""
    SqliteStore.open(tmp_path, ORG, Clock(), retention_days=7).close()
    command = [*apart, "sh", "-c", READ_ONLY, "sh", str(tmp_path), sys.executable]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    why, entries = ran.stdout.splitlines()
    assert "(Read-only file system): check the folder and who owns it" in why
    assert entries == "1"


HOLDS = """
import sqlite3, sys
other = sqlite3.connect(sys.argv[1], isolation_level=None)
other.execute("BEGIN IMMEDIATE")
print("holds it", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path: Path) -> Callable[[], subprocess.Popen[str]]:
    """Starts another program that holds the database until it is killed."""

    def start() -> subprocess.Popen[str]:
        command = [sys.executable, "-c", HOLDS, str(tmp_path / "club.db")]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert process.stdout.readline() == "holds it\n"
        return process

    return start


async def test_a_program_that_holds_the_database_for_longer_than_one_waits_loses_nothing(
    tmp_path: Path, holder: Callable[[], subprocess.Popen[str]]
) -> None:
    with closing(SqliteStore.open(tmp_path, ORG, Clock(), retention_days=7)) as store, Writer(store) as writer:
        store._connection.set_authorizer(None)
        store._connection.execute("PRAGMA busy_timeout=50")
        assert await writer.run(lambda tx: tx.append(noted(), START)) == 2
        with holder() as other:
            with pytest.raises(UnavailableError, match="another program holds it") as error:
                await writer.run(lambda tx: tx.append(noted(), START))
            assert error.value.why == "locked"
            assert await writer.look(lambda tx: tx.people()) == []
            other.kill()
        assert await writer.resume(lambda tx: tx.append(noted("log.gap"), START)) == 3
        assert [record["kind"] for record in records(store)] == ["log.opened", "message.judged", "log.gap"]
