"""A running organisation whose record is on a host: what the practice club says, on a real PostgreSQL, and the commands."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot import running
from bot.__main__ import main
from bot.anchors import service as anchors
from bot.homes import Homes
from bot.terminal.club import ALFIE, JO
from bot.terminal.server import Standing
from storage.ledger import verify
from storage.store import StoreError
from tests.bot.mail_kit import mail_server, mailer, text_of
from tests.bot.running_kit import ANNE, BEN, LEAD, Machine, Mailbox, records, stopped
from tests.bot.service_kit import NUMBER
from tests.postgres import Cluster


@pytest.fixture
def database(cluster: Cluster) -> Iterator[str]:
    with cluster.prepared() as conninfo:
        yield conninfo


@pytest.fixture
def machine(tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    for module in (running, anchors):
        monkeypatch.setattr(module, "TICK", timedelta(milliseconds=50))
    monkeypatch.setenv("TOUCHLINE_DATABASE", database)
    box = Mailbox()
    with mail_server(box) as port, closing(Homes(database)) as homes:
        machine = Machine(tmp_path / "data", box, mailer(port), homes=homes)
        machine.register_everybody()
        yield machine


def typed(*words: object) -> Result:
    return CliRunner().invoke(main, [*map(str, words)])


def checked(machine: Machine, mail: str, folder: Path) -> tuple[int, str]:
    """What the checking program, run by itself, says of the record's export and an e-mail with a checkpoint."""
    export, pasted = folder / "export.jsonl", folder / "mail.txt"
    done = typed("ledger", "export", machine.folder / "practice", "--out", export)
    assert done.exit_code == 0, done.output
    pasted.write_text(mail, "utf-8")
    command = [sys.executable, "-I", verify.__file__, "--log", str(export), "--checkpoint", str(pasted)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    return answer.returncode, answer.stdout


async def test_a_club_on_a_host_is_looked_after_like_one_in_files(machine: Machine, tmp_path: Path) -> None:
    """Removal, concern, checkpoint, restart: and nothing of the record is in its folder but the keys."""
    folder = machine.folder / "practice"
    async with machine.running() as club:
        await machine.box.until(BEN, 1)
        await club.receive(machine.event(JO.account, "my stepdad hits me and i dont want to go home"))
        await club.receive(machine.event(ALFIE.account, f"ring me on {NUMBER}"))
        await machine.until("post.removed")
        await machine.until("lead.alerted", 2)
        await machine.box.until(LEAD.address, 2)
        whole = await club.audit()
        assert whole.entries >= len(machine.kinds()) - 1
        assert json.loads(typed("status", folder, "--json").stdout)["org"] == "practice"
    assert machine.server.posts["m2"].standing is Standing.REMOVED
    async with machine.running() as club:
        await club.receive(machine.event(ALFIE.account, "are we still on for saturday?"))
        await machine.until("service.started", 2)
        assert len(await club.look(lambda tx: tx.cases(open_only=True))) == 2
    kinds = machine.kinds()
    assert kinds.count("service.stopped") == 2
    assert kinds.count("post.removed") == 1, "a restart does nothing twice"
    letter = text_of(machine.box.letters(LEAD.address)[-1])
    code, answer = checked(machine, letter, tmp_path)
    assert (code, answer[:10]) == (0, "YES - all "), answer
    assert not (folder / "club.db").exists()
    assert (folder / "keys.db").exists()
    assert machine.box.letters(ANNE)


async def test_the_reading_commands_know_a_host(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    async with machine.running() as club:
        await club.receive(machine.event(ALFIE.account, f"ring me on {NUMBER}"))
        await machine.until("lead.alerted")
    folder = machine.folder / "practice"
    status = typed("status", folder)
    assert "NOT RUNNING" in status.output, "nobody looks after it now"
    monkeypatch.delenv("TOUCHLINE_DATABASE")
    for words in (("status", folder), ("ledger", "export", folder)):
        found = typed(*words)
        assert (found.exit_code, "say in TOUCHLINE_DATABASE how to reach it" in found.output) == (1, True), found.output


CONFIG = """\
data_folder = "data"

[store]
database_env = "TOUCHLINE_DATABASE"

[engine]
name = "none"

[organisation]
id = "practice"
name = "Larkmead Cricket Club"
profile = "sports_club"

[organisation.contacts.lead]
name = "Helen Marsh"
title = "welfare officer"
reach = "platform"
address = "helen"
person = "p_helen"

[organisation.contacts.chair]
name = "Tom Okafor"
title = "chair"
reach = "platform"
address = "tom"
person = "p_tom"
"""


async def test_officers_commands_work_beside_a_running_bot(machine: Machine, tmp_path: Path) -> None:
    """With files a running bot holds the record; on a host nobody need stop it."""
    config, folder = tmp_path / "config.toml", machine.folder / "practice"
    config.write_text(CONFIG, "utf-8")
    async with machine.running() as club:
        await club.receive(machine.event(ALFIE.account, f"ring me on {NUMBER}"))
        await machine.until("lead.alerted")
        officer = ("--as", "p_helen", "--config", config)
        listed = await asyncio.to_thread(typed, "read", folder, "--list", *officer)
        assert listed.exit_code == 0, listed.output
        reference = listed.output.split()[0]
        read = await asyncio.to_thread(typed, "read", folder, reference, "--reason", "to answer his mother", *officer)
        assert NUMBER in read.output, read.output
        held = await asyncio.to_thread(typed, "hold", "place", folder, reference, "--reference", "police 12", *officer)
        assert held.exit_code == 0, held.output
        await machine.until("hold.placed")
        await club.receive(machine.event(ALFIE.account, f"or on {NUMBER} again"))
        await machine.until("post.removed", 2)
    assert "sealed.opened" in machine.kinds()
    report = typed("report", folder, "--config", config, "--month", "2026-10", "--out", tmp_path)
    assert "begins after" in report.output, report.output


async def test_touchline_run_opens_the_store_that_its_configuration_names(machine: Machine, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(CONFIG, "utf-8")
    command = [sys.executable, "-m", "bot", "run", "--config", str(config)]
    child = await asyncio.create_subprocess_exec(*command, stderr=subprocess.PIPE)
    try:
        await machine.until("service.started")
        assert "Touchline    running" in typed("status", machine.folder / "practice", "--config", config).output
        (line,) = typed("org", "list", "--config", config, "--json").output.splitlines()
        assert json.loads(line)["running"]
    finally:
        said = await stopped(child)
    assert child.returncode == 0, said
    assert f"its record is on the host, its keys in {machine.folder / 'practice'}" in said
    assert machine.kinds()[-1] == "service.stopped"
    listed = typed("org", "list", "--config", config)
    assert (listed.exit_code, listed.output.split()[:3]) == (1, ["practice", "NOT", "RUNNING"]), listed.output
    assert "dbname" not in said, "how the database is reached is said nowhere"


async def test_one_organisation_is_backed_up_from_a_host_and_restored_anywhere(machine: Machine, tmp_path: Path) -> None:
    """Beside the processes that run: as it stood at one instant, in the file that a backup of a record in files is."""
    folder, place, keys = machine.folder / "practice", tmp_path / "backups", tmp_path / "keys"
    for each in (place, keys):
        each.mkdir()
    async with machine.running() as club:
        await club.receive(machine.event(ALFIE.account, f"ring me on {NUMBER}"))
        await machine.until("lead.alerted")
        saved = await asyncio.to_thread(typed, "backup", folder, "--to", place, "--keys-to", keys)
    assert saved.exit_code == 0, saved.output
    (backup,), (key,) = place.iterdir(), keys.iterdir()
    restored = typed("restore", backup, "--keys", key, "--to", tmp_path / "elsewhere" / "practice")
    assert "the keys open 1 concern and" in restored.output, restored.output
    said = [record["kind"] for record in records(tmp_path / "elsewhere" / "practice")]
    count = said.index("log.restored")
    assert said[:count] == machine.kinds()[:count]
    key.unlink()
    alone = typed("backup", folder, "--keys-to", keys)
    assert alone.exit_code == 0, alone.output
    nowhere = typed("backup", folder)
    assert "say with --to" in nowhere.output


async def test_whoever_answers_is_told_when_the_host_cannot_be_reached(tmp_path: Path) -> None:
    """A club that is not watched says so, whatever is broken."""
    box = Mailbox()
    with mail_server(box) as port, closing(Homes(f"host={tmp_path} dbname=nowhere connect_timeout=1")) as homes:
        machine = Machine(tmp_path / "data", box, mailer(port), homes=homes)
        (machine.folder / "practice").mkdir(parents=True)
        with pytest.raises(StoreError, match="PostgreSQL cannot be reached"):
            async with machine.club():
                raise AssertionError("it began without a record")
        (letter,) = box.letters(LEAD.address)
        assert "does not run" in text_of(letter) or "not running" in text_of(letter), text_of(letter)


def test_one_that_cannot_be_read_hides_none_of_the_others(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(CONFIG.replace('[store]\ndatabase_env = "TOUCHLINE_DATABASE"\n', ""), "utf-8")
    listed = typed("org", "list", "--config", config)
    assert (listed.exit_code, "practice" in listed.output, "there is no ledger in" in listed.output) == (1, True, True)
    (line,) = typed("org", "list", "--config", config, "--json").output.splitlines()
    assert json.loads(line)["problem"].startswith("there is no ledger in")
