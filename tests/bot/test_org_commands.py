"""`touchline org`: organisations are added, suspended and looked after again, each in both records, or nothing is changed."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot import running, turns
from bot.__main__ import main
from bot.anchors import service as anchors
from bot.commands import hosting as commands
from bot.config import read_config
from bot.homes import Homes
from bot.terminal.club import ALFIE
from storage.home import InFiles
from storage.sqlite.audit import audit
from tests.bot.mail_kit import mail_server, mailer, text_of
from tests.bot.running_kit import PATIENCE, Machine, Mailbox, records_of
from tests.bot.service_kit import NUMBER
from tests.bot.test_host import CONFIG
from tests.bot.test_host_workers import one_of, worker
from tests.postgres import Cluster

CLUB = """\
id = "{id}"
name = "{id} Cricket Club"
profile = "sports_club"

[contacts.lead]
name = "Asha Pell"
title = "welfare officer"
reach = "email"
address = "asha@example.org"
person = "p_asha"

[contacts.chair]
name = "Tom Hale"
title = "chair"
reach = "platform"
address = "100000000000000007"
person = "p_tom"
"""
HOST = """\
# What all clubs share.
organisations = [
  "first.toml", # the first, and "] not the end"
  'second.toml' # no comma here
]
data_folder = "data"

[engine]
name = "none"

[mail]
host = "127.0.0.1"
from_address = "touchline@example.org"
"""


now = partial(datetime.now, UTC)


def typed(*words: object) -> Result:
    """A call that ends as a command should: with an exit code and no traceback."""
    result = CliRunner().invoke(main, [*map(str, words)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def host(tmp_path: Path) -> Iterator[tuple[Path, Mailbox]]:
    """A deployment with two organisations in files, and a mail server."""
    for name in ("first", "second", "third"):
        (tmp_path / f"{name}.toml").write_text(CLUB.format(id=name), "utf-8")
    box = Mailbox()
    with mail_server(box) as port:
        config = tmp_path / "host.toml"
        config.write_text(f'{HOST}port = {port}\nsecurity = "none"\n', "utf-8")
        yield config, box


def kinds(config: Path, org: str) -> list[str]:
    return [record["kind"] for record in records_of(InFiles(config.parent / "data" / org))]


def test_one_more_is_added_and_nothing_else_in_the_file_is_touched(host: tuple[Path, Mailbox]) -> None:
    config, _ = host
    before = config.read_text("utf-8")
    added = typed("org", "add", config.parent / "third.toml", "--config", config, "--by", "Priya N")
    assert added.exit_code == 0, added.output
    assert [each.id for each in read_config(config).organisations] == ["first", "second", "third"]
    after = config.read_text("utf-8")
    assert after.replace('\n  ,\n  "third.toml",', "") == before
    assert "organisation.added" in kinds(config, "third")
    (line,) = typed("org", "journal", "--config", config).output.splitlines()
    assert line.split()[3:] == ["third", "added", "by", "Priya", "N"]
    audit(config.parent / "data" / "_host" / "club.db")
    again = typed("org", "add", config.parent / "third.toml", "--config", config, "--by", "Priya N")
    assert (again.exit_code, "stands in the list already" in again.output) == (1, True), again.output
    assert config.read_text("utf-8") == after


def test_the_first_of_all_is_added(tmp_path: Path) -> None:
    config, file = tmp_path / "host.toml", tmp_path / "clubs" / "first.toml"
    config.write_text('data_folder = "data"\n[mail]\nhost = "127.0.0.1"\nfrom_address = "touchline@example.org"\n', "utf-8")
    file.parent.mkdir()
    file.write_text(CLUB.format(id="first"), "utf-8")
    assert typed("org", "add", file, "--config", config, "--by", "PN").exit_code == 0
    assert [each.id for each in read_config(config).organisations] == ["first"]


@pytest.mark.parametrize(
    ("club", "says"),
    [
        (CLUB.format(id="first"), "has the same id as “first.toml”"),
        (CLUB.format(id="_host"), "must be 1 to 40 small letters"),
        (CLUB.format(id="third").replace("sports_club", "sport club"), "must be the name of a ready profile"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_changed(host: tuple[Path, Mailbox], club: str, says: str) -> None:
    config, _ = host
    before, wrong = config.read_text("utf-8"), config.parent / "wrong.toml"
    wrong.write_text(club, "utf-8")
    refused = typed("org", "add", wrong, "--config", config, "--by", "PN")
    assert (refused.exit_code, says in refused.output, ".adding" in refused.output) == (1, True, False), refused.output
    assert config.read_text("utf-8") == before
    assert not (config.parent / "data").exists()
    assert sorted(path.name for path in config.parent.glob(".*")) == []


def test_one_that_describes_itself_is_told_what_to_do(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(CONFIG.replace('[store]\ndatabase_env = "TOUCHLINE_DATABASE"\n', ""), "utf-8")
    refused = typed("org", "add", config, "--config", config, "--by", "PN")
    assert (refused.exit_code, "Write it into a file of its own" in refused.output) == (1, True)


def test_one_is_suspended_and_resumed_and_everybody_who_answers_for_it_hears_of_it(host: tuple[Path, Mailbox]) -> None:
    config, box = host
    command = ("org", "suspend", "first", "--why", "agreement_ended", "--config", config, "--by", "PN")
    done = typed(*command)
    assert done.exit_code == 0, done.output
    assert "TELL THEM YOURSELF, no e-mail has reached them: Tom Hale, chair." in done.output
    (letter,) = box.letters("asha@example.org")
    text = " ".join(text_of(letter).split())
    assert "because the agreement with whoever runs it has ended" in text
    assert "whom to tell instead" in text
    again = typed(*command)
    assert (again.exit_code, "suspended already" in again.output) == (1, True)
    listed = typed("org", "list", "--config", config, "--json")
    first = json.loads(listed.output.splitlines()[0])
    assert (first["suspended"], first["running"]) == (True, False)
    assert "SUSPENDED: nobody is watching" in typed("status", config.parent / "data" / "first").output
    assert typed("org", "resume", "first", "--config", config, "--by", "PN").exit_code == 0
    assert not json.loads(typed("org", "list", "--config", config, "--json").output.splitlines()[0])["suspended"]
    refused = typed("org", "resume", "first", "--config", config, "--by", "PN")
    assert (refused.exit_code, "it is not suspended" in refused.output) == (1, True)
    assert [kind for kind in kinds(config, "first") if kind.startswith("organisation")] == [
        "organisation.suspended",
        "organisation.resumed",
    ]
    assert len(typed("org", "journal", "--config", config).output.splitlines()) == 2
    assert kinds(config, "_host")[-1] == "organisation.resumed"
    unknown = typed("org", "suspend", "nobody", "--why", "asked", "--config", config, "--by", "PN")
    assert "names no organisation nobody; there are: first, second" in unknown.output


def test_neither_record_is_written_without_the_other_and_who_cannot_be_told_is_named(host: tuple[Path, Mailbox]) -> None:
    config, box = host
    command = ("org", "suspend", "first", "--why", "misuse", "--config", config, "--by", "PN")
    assert typed("org", "suspend", "second", "--why", "asked", "--config", config, "--by", "PN").exit_code == 0
    with closing(InFiles(config.parent / "data" / "_host").open("_host", now, retention_days=30)):
        held = typed(*command)
    assert (held.exit_code, "another Touchline is running" in held.output) == (1, True), held.output
    assert "organisation.suspended" not in kinds(config, "first")
    text = config.read_text("utf-8").replace("[mail]", '[mail]\nusername_env = "NO_NAME"\npassword_env = "NO_PASSWORD"')
    config.write_text(text, "utf-8")
    told = len(box.letters("asha@example.org"))
    done = typed(*command)
    assert done.exit_code == 0, done.output
    assert done.output.count("TELL THEM YOURSELF") == 2
    assert len(box.letters("asha@example.org")) == told


# Beside running processes


@pytest.fixture
def machine(tmp_path: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Machine, str]]:
    for module in (running, anchors):
        monkeypatch.setattr(module, "TICK", timedelta(milliseconds=50))
    monkeypatch.setattr(turns, "BEAT", 0.05)
    box = Mailbox()
    with cluster.prepared() as database, mail_server(box) as port, closing(Homes(database)) as homes:
        monkeypatch.setenv("TOUCHLINE_DATABASE", database)
        machine = Machine(tmp_path / "data", box, mailer(port), homes=homes)
        monkeypatch.setattr(commands, "now", machine.clock)
        machine.register_everybody()
        yield machine, database


async def test_processes_that_run_let_go_of_one_that_is_suspended_and_one_that_begins_does_not_touch_it(
    machine: tuple[Machine, str], tmp_path: Path
) -> None:
    ours, database = machine
    config = tmp_path / "config.toml"
    config.write_text(CONFIG, "utf-8")
    async with worker(ours, database) as first, worker(ours, database) as second:
        tending, other = await one_of((first, second))
        await tending.club.receive(ours.event(ALFIE.account, f"ring {NUMBER}"))
        await ours.until("post.removed")
        command = ("org", "suspend", "practice", "--why", "asked", "--config", config, "--by", "PN")
        done = await asyncio.to_thread(typed, *command)
        assert done.exit_code == 0, done.output
        async with asyncio.timeout(PATIENCE):
            while not all(each.deployment.suspended for each in (tending, other)):  # noqa: ASYNC110 - nothing rings
                await asyncio.sleep(0.02)
        assert not tending.deployment.open
        assert not other.deployment.open
        assert not ours.home.is_tended()
    said = ours.kinds()
    assert said.index("organisation.suspended") < said.index("service.stopped"), "what was begun was brought to its end"
    async with worker(ours, database) as third:
        async with asyncio.timeout(PATIENCE):
            while not third.deployment.suspended:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
    assert ours.kinds().count("service.started") == 1
    resumed = await asyncio.to_thread(typed, "org", "resume", "practice", "--config", config, "--by", "PN")
    assert resumed.exit_code == 0, resumed.output
    async with worker(ours, database):
        await ours.until("service.started", 2)
    assert ours.kinds()[-1] == "service.stopped"
