"""A disk of PostgreSQL's that is full: nothing that was acknowledged is lost, and the record goes on when there is room."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.postgres import demand_installed

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.parametrize("script", ["tests.storage.postgres_on_a_small_disk", "tests.bot.host_on_a_full_log"])
def test_a_disk_that_is_really_full_loses_nothing(script: str) -> None:
    """One for all of it, again and again; and one for its log alone, under a club that is looked after, whose lead is told.

    It needs somebody who may mount a disk, and run PostgreSQL as somebody else there.
    """
    demand_installed()
    try:
        apart = subprocess.run(["unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True)
    except FileNotFoundError:
        pytest.skip("there is no `unshare` here")
    if apart.returncode != 0:
        pytest.skip("nothing can be mounted here, not even apart from the rest of the machine")
    with tempfile.TemporaryDirectory() as folder:  # pytest's own are closed to the user as whom PostgreSQL runs
        command = ["unshare", "--mount", sys.executable, "-m", script, folder]
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (ran.stdout, ran.returncode) == ("went on\n", 0), ran.stderr
