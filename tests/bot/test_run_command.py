"""`touchline run` as a supervisor sees it: a process that is started, told to stop, and says on standard error what it does."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.links.tokens import LENGTH
from storage.sqlite import SqliteStore
from tests.bot.mail_kit import mail_server, unused_port
from tests.bot.running_kit import ANNE, BEN, LEAD, PATIENCE, Mailbox, records

SECRET = "correct-horse"

ORGANISATION = """\
id = "{id}"
name = "Larkmead Cricket Club"
profile = "sports_club"

[{at}contacts.lead]
name = "Helen Marsh"
title = "welfare officer"
reach = "email"
address = "helen@example.org"

[{at}contacts.deputy]
name = "Tom Okafor"
title = "deputy welfare officer"
reach = "email"
address = "tom@example.org"
"""
OFFICERS = """
[[anchors.officers]]
name = "Anne Pell"
address = "anne@example.org"

[[anchors.officers]]
name = "Ben Lowe"
address = "ben@example.com"
"""
MAIL = """
[mail]
host = "127.0.0.1"
port = {port}
security = "none"
from_address = "touchline@example.org"
"""
ENGINE = '\n[engine]\nname = "none"\n'


@pytest.fixture
def box() -> Mailbox:
    return Mailbox()


@pytest.fixture
def port(box: Mailbox) -> Iterator[int]:
    with mail_server(box) as port:
        yield port


def written(folder: Path, port: int, more: str = "", id_: str = "practice") -> Path:
    organisation = ORGANISATION.format(id=id_, at="organisation.")
    text = f'data_folder = "data"\n\n[organisation]\n{organisation}{OFFICERS}{MAIL.format(port=port)}{ENGINE}{more}'
    (folder / "config.toml").write_text(text, "utf-8")
    return folder / "config.toml"


@contextmanager
def started(config: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "bot", "run", "--config", str(config)]
    environment = os.environ | {"A_TOKEN": SECRET}
    child = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        yield child
    finally:
        with suppress(ProcessLookupError):
            child.kill()
        child.communicate()


def stopped(child: subprocess.Popen[str], number: int = signal.SIGTERM) -> tuple[int, str]:
    """Tell it to stop. Gives its exit code and what it said."""
    child.send_signal(number)
    _, said = child.communicate(timeout=PATIENCE)
    return child.returncode, said


def status_of(listener: str, path: str) -> int:
    """What a browser is answered that asks for a path."""
    with closing(HTTPConnection(listener, timeout=PATIENCE)) as connection:
        connection.request("GET", path)
        return connection.getresponse().status


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_order(tmp_path: Path, box: Mailbox, port: int, number: int) -> None:
    with started(written(tmp_path, port)) as child:
        box.wait_for(lambda: bool(box.letters(ANNE)) and bool(box.letters(BEN)))
        code, said = stopped(child, number)
    assert code == 0, said
    kinds = [record["kind"] for record in records(tmp_path / "data" / "practice")]
    assert kinds == ["log.opened", "service.started", "anchor.holders", "service.stopped"]
    assert "WARNING no chat platform is configured: nothing is being watched" in said
    assert "practice: practice mode until" in said
    assert "practice: checkpoints go to 2 officers and 0 witnesses" in said
    assert said.splitlines()[-1].endswith("INFO practice: stopped")
    assert "@" not in said, "no address is ever said"
    assert "Helen" not in said


def test_a_copied_example_is_told_where_its_password_belongs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TOUCHLINE_MAIL_USERNAME", raising=False)
    config = tmp_path / "config.toml"
    text = (Path(__file__).parents[2] / "config.example.toml").read_text("utf-8")
    config.write_text(text, "utf-8")
    line = text.splitlines().index('username_env = "TOUCHLINE_MAIL_USERNAME"') + 1
    said = CliRunner().invoke(main, ["run", "--config", str(config)]).output
    assert f"Error: {config}:{line}: the environment variable TOUCHLINE_MAIL_USERNAME is not set. " in said
    assert "“Set it up for your club” in README.md" in said


def test_what_is_not_watched_is_never_claimed_to_be(tmp_path: Path, box: Mailbox, port: int) -> None:
    """Nothing pretends to enforce what it does not (safeguarding rule 7)."""
    with started(written(tmp_path, port, '\n[discord]\ntoken_env = "A_TOKEN"\n')) as child:
        box.wait_for(lambda: bool(box.letters(ANNE)))
        code, said = stopped(child)
    assert code == 0
    assert "WARNING Discord is configured, and no organisation names its server there: nothing is being watched there" in said
    assert "no chat platform is configured" not in said
    assert SECRET not in said


def test_one_that_cannot_begin_leaves_the_others_running(tmp_path: Path, box: Mailbox, port: int) -> None:
    for id_ in ("first", "second"):
        (tmp_path / f"{id_}.toml").write_text(ORGANISATION.format(id=id_, at="") + OFFICERS, "utf-8")
    config = tmp_path / "config.toml"
    names = 'data_folder = "data"\norganisations = ["first.toml", "second.toml"]\npublic_address = "https://example.org"\n'
    pages = f"127.0.0.1:{unused_port()}"
    config.write_text(f'{names}{MAIL.format(port=port)}{ENGINE}[pages]\nlisten = "{pages}"\n', "utf-8")
    (tmp_path / "data" / "first").mkdir(parents=True)
    (tmp_path / "data" / "first" / "club.db").write_bytes(b"This is no database. " * 500)
    with started(config) as child:
        box.wait_for(lambda: bool(box.letters(ANNE)) and bool(box.letters(LEAD.address)))
        answered = {id_: status_of(pages, f"/answer/{id_}/{'0' * LENGTH}") for id_ in ("first", "second", "third")}
        code, said = stopped(child)
    assert answered == {"first": 503, "second": 404, "third": 404}, "its pages say so, too"
    assert "/answer/" not in said
    assert code == 1
    (letter,) = box.letters(LEAD.address)
    assert "please look now" in letter["Subject"]
    assert "ERROR first does not run:" in said
    assert "Error: first does not run:" in said.splitlines()[-1]
    assert records(tmp_path / "data" / "second")[-1]["kind"] == "service.stopped"


def test_alone_it_ends_with_a_sentence(tmp_path: Path, box: Mailbox, port: int) -> None:
    config = written(tmp_path, port)
    store = SqliteStore.open(tmp_path / "data" / "practice", "practice", lambda: datetime.now(UTC), retention_days=1)
    with closing(store), started(config) as child:
        _, said = child.communicate(timeout=PATIENCE)
        assert child.returncode == 1
    assert said.splitlines()[-1].startswith("Error: practice does not run: another Touchline is running on ")
    assert not box.received


def test_what_it_needs_and_has_not_is_said_in_a_sentence(tmp_path: Path, port: int) -> None:
    login = 'username_env = "TOUCHLINE_NOT_THERE"\npassword_env = "TOUCHLINE_NOT_THERE_EITHER"\n'
    config = written(tmp_path, port)
    config.write_text(config.read_text("utf-8").replace("\n[engine]", f"{login}\n[engine]"), "utf-8")
    result = CliRunner().invoke(main, ["run", "--config", str(config)])
    assert result.exit_code == 1
    assert "the environment variable TOUCHLINE_NOT_THERE is not set" in result.output
    config.write_text(written(tmp_path, port).read_text("utf-8").replace('"none"\n', '"detoxify"\n'), "utf-8")
    result = CliRunner().invoke(main, ["run", "--config", str(config)])
    assert result.exit_code == 1
    assert "Error: " in result.output
