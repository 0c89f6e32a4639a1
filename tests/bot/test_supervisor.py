"""What a supervisor is told, on a socket as systemd opens one."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.supervisor import READY, STOPPING, Readiness, tell


@pytest.fixture(params=["path", "abstract"])
def listening(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[socket.socket, str]]:
    named = str(tmp_path / "notify") if request.param == "path" else f"@touchline-test-{tmp_path.name}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ours:
        ours.bind("\0" + named[1:] if named.startswith("@") else named)
        ours.setblocking(False)
        yield ours, named


def heard(ours: socket.socket) -> list[bytes]:
    found = []
    while True:
        try:
            found.append(ours.recv(100))
        except BlockingIOError:
            return found


def test_it_is_ready_once_when_every_part_has_begun(listening: tuple[socket.socket, str]) -> None:
    ours, named = listening
    environment = {"NOTIFY_SOCKET": named}
    ready = Readiness(["first", "second"], environment)
    ready.begun("first")
    ready.begun("first")
    assert heard(ours) == []
    ready.begun("second")
    ready.begun("second")
    assert heard(ours) == [READY.encode()]
    tell(STOPPING, environment)
    assert heard(ours) == [STOPPING.encode()]


def test_without_a_supervisor_nothing_happens(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    tell(READY, {})
    assert not caplog.records
    tell(READY, {"NOTIFY_SOCKET": str(tmp_path / "gone")})
    assert "could not be told" in caplog.text
