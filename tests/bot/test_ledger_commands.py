"""`touchline ledger export` and `verify`: handing the record out, and what is answered about it."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from bot.__main__ import main
from moderation.model import BOT, Entry
from storage.sqlite import SqliteStore

ROOT = Path(__file__).parents[2]
LINE = Draft202012Validator(json.loads((ROOT / "bot" / "schemas" / "ledger-export.schema.json").read_text("utf-8")))

START = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
ENTRIES = 20


def ledger(*arguments: str | Path) -> Result:
    """A call that ends as a command should: with an exit code and no traceback."""
    result = CliRunner().invoke(main, ["ledger", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def verified(log: Path, *held: str) -> tuple[int, list[str]]:
    """The exit code and the lines of the answer."""
    result = ledger("verify", "--log", log, *held)
    return result.exit_code, result.output.splitlines()


def begun(folder: Path, count: int = ENTRIES, kind: str = "message.judged") -> SqliteStore:
    """An open store with so many entries in its ledger, the first of which opened it."""
    store = SqliteStore.open(folder, "larkmead", lambda: START, retention_days=7)
    with store.transaction() as tx:
        for number in range(2, count + 1):
            tx.append(Entry(kind, BOT, {"number": number}), START + timedelta(minutes=number))
    return store


@pytest.fixture
def club(tmp_path: Path) -> Path:
    """The folder of an organisation whose store is closed."""
    begun(tmp_path / "club").close()
    return tmp_path / "club"


@pytest.fixture
def log(club: Path, tmp_path: Path) -> Path:
    """Its ledger, exported."""
    assert ledger("export", club, "--out", tmp_path / "log.jsonl").exit_code == 0
    return tmp_path / "log.jsonl"


def closing_line(log: Path) -> tuple[str, str, str, str]:
    """The checkpoint that an export ends with, as options."""
    last = json.loads(log.read_text("ascii").splitlines()[-1])
    return "--size", str(last["size"]), "--root", last["root"]


def rewritten(log: Path, change: Callable[[list[dict[str, Any]]], object]) -> Path:
    """The same export with something changed in its lines."""
    lines = [json.loads(line) for line in log.read_text("ascii").splitlines()]
    change(lines)
    log.write_text("".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines), "ascii")
    return log


# Export


def test_an_export_is_as_its_schema_says(log: Path) -> None:
    header, *entries, trailer = [json.loads(line) for line in log.read_text("ascii").splitlines()]
    for line in (header, *entries, trailer):
        LINE.validate(line)
    assert header == {"touchline": "ledger-export", "v": 1, "org": "larkmead", "origin": "touchline/larkmead"}
    assert [entry["seq"] for entry in entries] == list(range(1, ENTRIES + 1))
    assert trailer["size"] == ENTRIES
    assert json.loads(entries[0]["body"])["kind"] == "log.opened"


def test_without_a_file_it_goes_to_standard_output(club: Path, log: Path) -> None:
    assert ledger("export", club).output == log.read_text("ascii")
    assert ledger("export", club, "--out", "-").output == log.read_text("ascii")


def test_it_can_be_exported_beside_a_running_bot(tmp_path: Path) -> None:
    with closing(begun(tmp_path / "club")) as store:
        exported = ledger("export", tmp_path / "club").output
        size, root = store.root()
        assert json.loads(exported.splitlines()[-1]) == {"size": size, "root": root.hex()}


def test_a_folder_without_a_ledger_is_named_and_no_file_is_touched(tmp_path: Path, log: Path) -> None:
    before = log.read_bytes()
    for folder in (tmp_path, tmp_path / "nowhere", log):
        result = ledger("export", folder, "--out", log)
        assert result.exit_code == 1
        assert result.output == f"Error: there is no ledger in {folder}: it would be in a file named club.db\n"
    assert log.read_bytes() == before


def test_a_damaged_database_is_named(club: Path) -> None:
    (club / "club.db").write_bytes(b"no database" * 1000)
    result = ledger("export", club)
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")


@pytest.mark.parametrize("where", ["missing/log.jsonl", "."])
def test_a_place_that_cannot_be_written_is_named(club: Path, tmp_path: Path, where: str) -> None:
    result = ledger("export", club, "--out", tmp_path / where)
    assert result.exit_code in {1, 2}
    assert "Error: " in result.output


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_disk_is_named(club: Path) -> None:
    result = ledger("export", club, "--out", "/dev/full")
    assert (result.exit_code, result.output) == (1, "Error: [Errno 28] No space left on device\n")


def test_a_reader_who_has_seen_enough_ends_it_quietly(tmp_path: Path) -> None:
    begun(tmp_path / "club", 2000).close()  # more than a pipe holds
    command = [sys.executable, "-m", "bot", "ledger", "export", str(tmp_path / "club")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


# Verify: YES


def test_an_export_agrees_with_itself(log: Path) -> None:
    code, lines = verified(log)
    assert code == 0
    assert lines[0] == "YES - all 20 entries up to 21 Nov 2026 09:50 are in order, but no checkpoint was compared."
    assert lines[-1] == 'The file says that it is the log "touchline/larkmead" of "larkmead".'


def test_a_checkpoint_that_was_kept_covers_it(log: Path) -> None:
    code, lines = verified(log, *closing_line(log))
    assert (code, lines[0]) == (0, "YES - all 20 entries up to 21 Nov 2026 09:50 are present and unchanged.")


def test_an_older_checkpoint_covers_what_it_can(tmp_path: Path) -> None:
    with closing(begun(tmp_path / "club")) as store:
        size, root = store.root()
        with store.transaction() as tx:
            tx.append(Entry("message.judged", BOT, {}), START)
        ledger("export", tmp_path / "club", "--out", tmp_path / "log.jsonl")
    code, lines = verified(tmp_path / "log.jsonl", "--size", str(size), "--root", root.hex().upper())
    assert (code, lines[0]) == (0, "YES - all 20 entries up to 21 Nov 2026 09:50 are present and unchanged.")
    assert "In order, but newer than any checkpoint compared: 1 entry." in lines


# Verify: NO


def changed(lines: list[dict[str, Any]]) -> None:
    lines[5]["body"] = lines[5]["body"].replace('"number":5', '"number":6')


def cut(lines: list[dict[str, Any]]) -> None:
    del lines[3:6]


def swapped(lines: list[dict[str, Any]]) -> None:
    lines[4], lines[5] = lines[5], lines[4]


def closed_early(lines: list[dict[str, Any]]) -> None:
    lines[-1]["size"] -= 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (changed, "NO - entry 5 was changed: its text does not give the hash beside it (line 6)."),
        (cut, "NO - 3 of 20 entries are gone."),
        (swapped, "NO - entry 4 stands after entry 5 (line 6)."),
        (closed_early, "NO - the closing line does not fit these entries."),
    ],
)
def test_what_was_done_to_an_export_is_found(log: Path, change: Callable[[list[dict[str, Any]]], object], says: str) -> None:
    """Nothing in the record is changed or removed unseen (map 7.4)."""
    held = closing_line(log)
    rewritten(log, change)
    for arguments in ((), held):
        code, lines = verified(log, *arguments)
        assert (code, lines[0]) == (1, says)


def test_a_history_that_was_rewritten_whole_is_found_by_a_checkpoint(tmp_path: Path, log: Path) -> None:
    held = closing_line(log)
    begun(tmp_path / "rewritten", kind="message.allowed").close()
    ledger("export", tmp_path / "rewritten", "--out", log)
    assert verified(log)[0] == 0, "it agrees with itself"
    code, lines = verified(log, *held)
    assert (code, lines[0]) == (1, "NO - history up to entry 20 was changed.")


def test_less_than_was_promised_is_found(log: Path) -> None:
    code, lines = verified(log, "--size", "25", "--root", "0" * 64)
    assert (code, lines[0]) == (1, "NO - 5 of 25 entries are gone.")


# Verify: CANNOT TELL


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the file ends before its closing line"),
        (b"minutes of the committee\n", "it is not plain JSON in ASCII"),
        (b'{"touchline":"ledger-export","v":2,"org":"a","origin":"b"}\n', "in a format that this program does not know"),
        (b'{"touchline":"ledger-export","v":1,"org":"a","origin":"b"}\n', "the file ends before its closing line"),
        (b"\xff\xfe" * 200_000, "it is longer than"),
    ],
)
def test_what_is_no_export_cannot_be_told(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "log.jsonl").write_bytes(content)
    code, lines = verified(tmp_path / "log.jsonl")
    assert (code, lines[0][:14]) == (2, "CANNOT TELL - ")
    assert says in lines[0]


def test_an_export_that_was_cut_short_cannot_be_told(log: Path) -> None:
    log.write_bytes(log.read_bytes()[:-200])
    code, lines = verified(log)
    assert (code, lines[0][:14]) == (2, "CANNOT TELL - ")


def test_a_file_that_is_not_there_cannot_be_told(tmp_path: Path) -> None:
    assert verified(tmp_path / "nowhere.jsonl") == (
        2,
        ["CANNOT TELL - the export cannot be read: No such file or directory."],
    )


@pytest.mark.parametrize(
    "held",
    [
        ("--size", "20"),
        ("--root", "0" * 64),
        ("--size", "0", "--root", "0" * 64),
        ("--size", "-1", "--root", "0" * 64),
        ("--size", "20", "--root", "0" * 63),
        ("--size", "20", "--root", "0" * 62),
        ("--size", "20", "--root", "xyz"),
        ("--size", "20", "--root", ""),
        ("--size", "many", "--root", "0" * 64),
    ],
    ids=" ".join,
)
def test_a_checkpoint_that_is_none_is_refused_and_never_taken_for_an_answer(log: Path, held: tuple[str, ...]) -> None:
    result = ledger("verify", "--log", log, *held)
    assert result.exit_code == 2
    assert "Usage: " in result.output
    assert "YES" not in result.output


def test_the_file_that_needs_nothing_else_answers_the_same(log: Path, tmp_path: Path) -> None:
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copy(ROOT / "storage" / "ledger" / "verify.py", alone)

    def answer(*held: str) -> tuple[int, list[str]]:
        command = [sys.executable, "-I", "verify.py", "--log", str(log), *held]
        done = subprocess.run(command, cwd=alone, capture_output=True, text=True)
        return done.returncode, done.stdout.splitlines()

    held = closing_line(log)
    assert answer(*held) == verified(log, *held)
    assert answer() == verified(log)
    rewritten(log, changed)
    assert answer() == verified(log)
    log.write_bytes(b"")
    assert answer() == verified(log)
    log.unlink()
    assert answer() == verified(log)
