"""`touchline witness` and its file: keys, mistakes with their lines, serving in a process of its own, and the evidence."""

import asyncio
import json
import signal
import socket
import stat
import subprocess
import sys
from contextlib import closing
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main
from bot.config import read_config
from bot.toml import FileError
from bot.witness.client import Reply, WitnessClient
from bot.witness.settings import LogTable, WitnessTable, read_settings
from storage.ledger.note import Cosigner, VerifierKey, opened
from storage.witness import WitnessBook
from tests.bot.test_config import GOOD
from tests.bot.test_witness_server import FORKED, GROWN, TEN, shown
from tests.bot.witness_kit import AT, COSIGNER, ORIGIN, SIGNER

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "witness.example.toml"
FILE = f"""\
name = "otterford.example.org/witness"
key_file = "witness-key"
port = 0

[[logs]]
key = "{SIGNER.verifier_key}"
volumes = true
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "witness.toml"
    path.write_text(FILE.replace("port = 0\n", ""), "utf-8")
    return path


def run(*words: str | Path, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(main, ["witness", *map(str, words)], env=env)


def problems(folder: Path, text: str) -> list[str]:
    path = folder / "witness.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(FileError) as error:
        read_settings(path)
    return [f"{problem.line}: {problem.what}" for problem in error.value.problems]


def test_the_example_is_complete_and_without_a_mistake() -> None:
    settings = read_settings(EXAMPLE)
    assert settings.book == ROOT / "witness.db"
    assert settings.log("touchline/other-club/2027") is settings.logs[0]
    text = EXAMPLE.read_text("utf-8")
    for shape in (WitnessTable, LogTable):
        assert all(f"{each.name}" in text for each in fields(shape))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('name = "otterford.example.org/witness"', 'name = "Otterford Club"', "1: name cannot be that of a witness: "),
        ('key_file = "witness-key"\n', "", "1: The file must say where the private key is kept, once."),
        ('key_file = "witness-key"', 'key_file = "k"\nkey_env = "K"', "2: The file must say where the private key"),
        ("port = 0", "port = 99999", "3: port must be "),
        (SIGNER.verifier_key, SIGNER.verifier_key[:-1], "6: [logs.#1] key is no verifier key: "),
        (SIGNER.verifier_key, COSIGNER.written(), "6: This looks like a private key."),
        (SIGNER.verifier_key, str(COSIGNER.verifier_key), "6: [logs.#1] key is the key of a witness, and not of a log."),
        ("volumes = true", "volume = true", "7: [logs.#1] volume is not a setting."),
        ("volumes = true", f'[[logs]]\nkey = "{SIGNER.verifier_key}"', "8: [logs.#2] key is of a log that stands here"),
        (FILE[FILE.index("[[logs]]") :], "", "1: There is no log to watch."),
    ],
)  # fmt: skip
def test_each_mistake_is_told_with_its_line(tmp_path: Path, before: str, after: str, told: str) -> None:
    assert before in FILE
    [problem] = problems(tmp_path, FILE.replace(before, after).replace("port = 0", "port = 8650"))
    assert problem.startswith(told)
    assert COSIGNER.written() not in problem


def test_a_key_is_made_once_shown_each_time_and_readable_by_its_owner_alone(tmp_path: Path, config: Path) -> None:
    first, again = run("key", "--config", config), run("key", "--config", config)
    key = VerifierKey.read(again.stdout.strip())
    assert first.stdout == again.stdout
    assert first.exit_code == again.exit_code == 0
    file = tmp_path / "witness-key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert Cosigner.read(file.read_text().strip()).verifier_key == key
    assert file.read_text().strip() not in first.output + again.output


def test_a_key_in_the_environment_must_be_there_and_be_this_witness_s(config: Path) -> None:
    config.write_text(config.read_text().replace('key_file = "witness-key"', 'key_env = "WITNESS_KEY"'), "utf-8")
    assert run("key", "--config", config, env={"WITNESS_KEY": COSIGNER.written()}).stdout == f"{COSIGNER.verifier_key}\n"
    secret = Cosigner("elsewhere.example.org/w", b"\x06" * 32).written()
    for env, told in (({}, "is not set"), ({"WITNESS_KEY": "x"}, "holds no key"), ({"WITNESS_KEY": secret}, "another name")):
        result = run("key", "--config", config, env=env)
        assert result.exit_code == 1
        assert told in result.output
        assert secret not in result.output


def test_serving_needs_a_key_and_a_book_that_was_begun(config: Path) -> None:
    assert "touchline witness key" in run("serve", "--config", config).output
    run("key", "--config", config)
    result = run("serve", "--config", config)
    assert result.exit_code == 1
    assert "--begin" in result.output
    assert "make a new key" in result.output


def test_a_witness_serves_in_a_process_of_its_own_and_remembers(tmp_path: Path, config: Path) -> None:
    config.write_text(FILE.replace("port = 0", f"port = {free_port()}"), "utf-8")
    key = VerifierKey.read(run("key", "--config", config).stdout.strip())
    for begin, ledger, reply in (
        (["--begin"], TEN, Reply.COSIGNED),
        ([], GROWN, Reply.COSIGNED),
        ([], FORKED, Reply.OTHER_HISTORY),
    ):
        call = [sys.executable, "-m", "bot", "witness", "serve", "--config", str(config), *begin]
        with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            try:
                url = process.stdout.readline().split(" at ")[1].strip().removesuffix("/add-checkpoint")
                assert asyncio.run(WitnessClient(url, key, ledger.growth).cosigned(ledger.checkpoint())).reply is reply
                process.send_signal(signal.SIGTERM)
                assert process.wait(60) == 0
            finally:
                process.kill()  # else a failure would wait for its end, which nobody has told it to come to
            said = process.stderr.read()
            assert ("evidence of another history" in said) == (reply is Reply.OTHER_HISTORY)
    assert "1 piece of evidence." in run("evidence", "--config", config).output


def free_port() -> int:
    with closing(socket.socket()) as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


def test_the_evidence_can_be_read_and_handed_on(tmp_path: Path, config: Path) -> None:
    assert run("evidence", "--config", config).exit_code == 1
    with closing(WitnessBook.open(tmp_path / "witness.db", str(COSIGNER.verifier_key), AT, begin=True)) as book:
        assert run("evidence", "--config", config).output == "NONE - this witness has not received a checkpoint yet.\n"
        book.add(shown(TEN, 0, 10), AT)
        clean = run("evidence", "--config", config)
        assert clean.output.startswith("NONE - no other history")
        assert f"{ORIGIN}: 10 entries, last shown 2026-11-21T02:00:00.000000Z" in clean.output
        book.add(shown(FORKED, 10, 10), AT)
        book.add(shown(FORKED, 10, 15), AT)
    text = run("evidence", "--config", config).output
    assert "1. touchline/larkmead, 2026-11-21T02:00:00.000000Z: fork. The log signed two different histories" in text
    assert TEN.checkpoint().note in text
    assert FORKED.checkpoint(10).note in text
    lines = [json.loads(line) for line in run("evidence", "--config", config, "--json").stdout.splitlines()]
    assert [line["kind"] for line in lines] == ["fork", "unproven"]
    keys = [VerifierKey.read(SIGNER.verifier_key)]
    assert all(opened(line[side], keys) for line in lines for side in ("held", "shown"))


# The other side: [[anchors.witnesses]] in the bot's configuration

WITNESS = f"""
[[anchors.witnesses]]
name = "Otterford"
url = "https://witness.example.org"
key = "{COSIGNER.verifier_key}"
"""


def told(folder: Path, text: str) -> list[str]:
    path = folder / "config.toml"
    path.write_text(GOOD + text, "utf-8")
    with pytest.raises(FileError) as error:
        read_config(path)
    return [problem.what for problem in error.value.problems]


def test_a_witness_in_the_configuration(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(GOOD + WITNESS, "utf-8")
    [organisation] = read_config(path).organisations
    [witness] = organisation.anchors.witnesses
    assert VerifierKey.read(witness.key) == COSIGNER.verifier_key
    where = "[anchors.witnesses.#1]"
    for before, after, what in (
        (str(COSIGNER.verifier_key), COSIGNER.written(), "This looks like a private key."),
        (str(COSIGNER.verifier_key), SIGNER.verifier_key, f"{where} key is the key of a log, and not of a witness."),
        (str(COSIGNER.verifier_key), "x", f"{where} key is no verifier key: a key has the form name+id+key."),
        ("https://", "http://", f"{where} url is not an encrypted address."),
        ("https://witness.example.org", "https://[", f"{where} url is not an encrypted address."),
        (
            "https://witness.example.org",
            "http://127.0.0.1:8650",
            f"{where} url is on this machine: what lies here is no copy outside.",
        ),
        ("key =", "keys =", f"{where} keys is not a setting."),
    ):
        assert what in told(tmp_path, WITNESS.replace(before, after))
    assert told(tmp_path, WITNESS * 2) == [
        "[anchors.witnesses.#2] key or its url stands here already: one witness is one holder."
    ]
