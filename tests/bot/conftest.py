"""What the tests of the service are given."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache, partial
from pathlib import Path

import pytest

from bot import intake, running
from bot.anchors import service as anchors
from moderation.detectors import look
from moderation.detectors.phone import DETECTOR as PHONE
from tests.bot import service_kit
from tests.bot.mail_kit import mail_server, mailer
from tests.bot.running_kit import Machine, Mailbox
from tests.bot.scan_kit import Scanned, scanned
from tests.bot.service_kit import House, Marked

pytest.register_assert_rewrite("tests.bot.platform_contract")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """The practice club, running."""
    with service_kit.running(tmp_path) as house:
        yield house


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    """A machine on which clocks are looked at often."""
    for module in (running, anchors):
        monkeypatch.setattr(module, "TICK", timedelta(milliseconds=50))
    box = Mailbox()
    with mail_server(box) as port:
        machine = Machine(tmp_path / "data", box, mailer(port))
        machine.register_everybody()
        yield machine


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Scanned]:
    """The scan of an example, made once, because the engine reads every message of it. What a test changes is a `copy`."""
    return cache(lambda export: scanned(export, tmp_path_factory.mktemp("scan") / "out"))


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages are looked at by the telephone numbers' detector and by one that sees what a text names: see `Marked`."""
    monkeypatch.setattr(intake, "look", partial(look, detectors=(PHONE, Marked())))
