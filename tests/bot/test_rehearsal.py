"""What a rehearsed restore leaves in the temporary folder: nothing, however it ends, and no keys in what is overwritten."""

import fcntl
import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main
from storage.restore import Order
from tests.storage.backup_kit import House
from tests.storage.store_kit import Clock

Does = Callable[[Path], None]


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The temporary folder."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.fixture
def order(tmp_path: Path) -> Order:
    house = House(tmp_path, Clock(datetime.now(UTC) - timedelta(days=1)))
    house.begin()
    return house.both()


def rehearse(order: Order) -> Result:
    return CliRunner().invoke(main, ["restore", str(order.backup), "--keys", str(order.keys), "--rehearse"])


def while_keys_lie_there(scratch: Path, monkeypatch: pytest.MonkeyPatch, does: Does) -> None:
    """Have something done once with the file that holds the keys of a rehearsal, when that asks for the time."""
    done: list[Path] = []

    def now() -> datetime:
        keys = sorted(scratch.rglob("restoring.partial/keys.db"))
        if keys and not done:
            done.extend(keys)
            does(keys[0])
        return datetime.now(UTC)

    monkeypatch.setattr("bot.commands.restore._now", now)


def test_its_keys_are_overwritten_when_it_ends_well(order: Order, scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = scratch.parent / "kept"
    while_keys_lie_there(scratch, monkeypatch, lambda keys: os.link(keys, kept))
    result = rehearse(order)
    assert result.exit_code == 0, result.output
    assert set(kept.read_bytes()) == {0}
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_told_to_end_it_leaves_nothing(
    order: Order, scratch: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    before, kept = signal.getsignal(number), scratch.parent / "kept"

    def end(keys: Path) -> None:
        os.link(keys, kept)
        os.kill(os.getpid(), number)

    while_keys_lie_there(scratch, monkeypatch, end)
    assert rehearse(order).exit_code == 128 + number
    assert set(kept.read_bytes()) == {0}
    assert list(scratch.iterdir()) == []
    assert signal.getsignal(number) == before


def left(scratch: Path, name: str, mode: int = 0o700) -> Path:
    """What a rehearsal leaves that was killed. Gives the file with its keys."""
    folder = scratch / f"touchline-rehearsal-{name}"
    keys = folder / "club" / "restoring.partial" / "keys.db"
    keys.parent.mkdir(parents=True)
    keys.write_bytes(b"keys")
    folder.chmod(mode)
    return keys


def test_the_next_one_takes_away_what_a_killed_one_left(order: Order, scratch: Path) -> None:
    keys, kept = left(scratch, "old"), scratch.parent / "kept"
    os.link(keys, kept)
    assert rehearse(order).exit_code == 0
    assert set(kept.read_bytes()) == {0}
    assert list(scratch.iterdir()) == []


def test_but_nothing_that_is_in_use_or_that_others_can_write_to(order: Order, scratch: Path) -> None:
    """A folder that others can write to may lead anywhere, and is none that a rehearsal made."""
    elsewhere = left(scratch.parent, "elsewhere")
    (scratch / "touchline-rehearsal-link").symlink_to(elsewhere.parents[2])
    (scratch / "touchline-rehearsal-file").write_text("no folder")
    open_to_others, used = left(scratch, "open", 0o777), left(scratch, "used")
    lock = os.open(used.parents[2], os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = rehearse(order)
    finally:
        os.close(lock)
    assert result.exit_code == 0, result.output
    assert [keys.read_bytes() for keys in (elsewhere, open_to_others, used)] == [b"keys"] * 3
    assert len(list(scratch.iterdir())) == 4
