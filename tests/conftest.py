"""What all tests share."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from hypothesis import settings

from tests.postgres import Cluster, started

# No test is about how long something takes: a busy machine must not fail one. Speed belongs in `make bench`.
settings.register_profile("touchline", deadline=None)
settings.load_profile("touchline")

#: Files in memory, where a system has them, and the room that a run of all tests may take there.
MEMORY: Final = Path("/dev/shm")  # noqa: S108 -- it is no file of ours but where Linux keeps such
ROOM: Final = 6 << 30
#: The files that take longest, begun first: several run at once, and one of these at the end would be waited for alone.
FIRST: Final = (
    "bot/test_practice_screen.py",
    "bot/test_scan.py",
    "bot/test_scan_trouble.py",
    "bot/test_crash_points.py",
    "bot/test_run_command.py",
    "bot/discord/test_adversary.py",
    "bot/year/test_year.py",
    "storage/test_ledger_page.py",
    "bot/slack/test_direct.py",
    "bot/slack/test_slack_commands.py",
    "bot/test_member_pack.py",
    "storage/test_erasure_bytes.py",
    "storage/test_ledger_known.py",
    "storage/test_postgres_guards.py",
)


def pytest_configure(config: pytest.Config) -> None:
    """What tests write lies in memory where there is room: they make thousands of stores, and a disk is waited for at each
    commit. That it is waited for is no test's matter: whoever is killed there is killed by a signal.
    """
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ROOM
    if config.option.basetemp is None and roomy:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
        tempfile.tempdir = str(MEMORY)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files of `FIRST` come first, and the rest as it was."""
    places = {Path(__file__).parent / name: place for place, name in enumerate(FIRST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL, started once, by the first test that asks."""
    with started() as running:
        yield running
