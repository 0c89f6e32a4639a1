"""`touchline ledger export` and `verify`: handing the record out, and what is answered about it."""

import json
import os
import pwd
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from bot.__main__ import main
from moderation.model import BOT, Entry
from storage.ledger.verify import OPTIONS
from storage.sqlite import SqliteStore

ROOT = Path(__file__).parents[2]
LINE = Draft202012Validator(json.loads((ROOT / "bot" / "schemas" / "ledger-export.schema.json").read_text("utf-8")))
PROOF = Draft202012Validator(json.loads((ROOT / "bot" / "schemas" / "ledger-proof.schema.json").read_text("utf-8")))

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
    assert ledger("export", club).stdout == log.read_text("ascii")
    assert ledger("export", club, "--out", "-").stdout == log.read_text("ascii")


@pytest.mark.parametrize("command", [("export",), ("prove", "--entry", "7")], ids=["export", "prove"])
def test_no_file_is_ever_written_over_and_none_in_the_folder_of_the_record(
    club: Path, notes: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "way-in").symlink_to(club, target_is_directory=True)
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop").symlink_to("loop")
    inside = [club / "club.db", club / "keys.db", club / "new.jsonl", tmp_path / "way-in" / "keys.db"]

    def files() -> dict[Path, bytes]:
        """All of them but for what SQLite keeps beside a database while somebody reads it."""
        found = (path for path in tmp_path.rglob("*") if path.is_file() and not path.name.endswith(("-shm", "-wal")))
        return {path: path.read_bytes() for path in found}

    before = files()
    for out, says in (
        *((path, "lies in the folder of the record: choose another place, outside of it") for path in inside),
        *((tmp_path / name, "is there already: name another file") for name in ("notes.txt", "dangling", "loop", ".")),
    ):
        result = ledger(*command, club, "--out", out)
        assert (result.exit_code, result.output) == (1, f"Error: {out} {says}\n")
    assert files() == before


def test_what_is_written_is_for_its_owner_alone_and_whole_or_not_at_all(log: Path, tmp_path: Path) -> None:
    assert log.stat().st_mode & 0o777 == 0o600
    begun(tmp_path / "large", 2000).close()
    before, after = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, after))  # enough for what SQLite needs, and not for the export
    try:
        result = ledger("export", tmp_path / "large", "--out", tmp_path / "half.jsonl")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, after))
    assert (result.exit_code, result.output) == (1, "Error: [Errno 27] File too large\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["club", "large", "log.jsonl"]


def test_it_can_be_exported_beside_a_running_bot(tmp_path: Path) -> None:
    with closing(begun(tmp_path / "club")) as store:
        exported = ledger("export", tmp_path / "club").stdout
        size, root = store.root()
        assert json.loads(exported.splitlines()[-1]) == {"size": size, "root": root.hex()}


def test_a_folder_without_a_ledger_is_named_and_no_file_is_touched(tmp_path: Path, log: Path) -> None:
    before = log.read_bytes()
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "empty", tmp_path / "nowhere", log):
        result = ledger("export", folder, "--out", log)
        assert result.exit_code == 1
        assert result.output == f"Error: there is no ledger in {folder}: it would be in a file named club.db\n"
    assert log.read_bytes() == before


@pytest.mark.parametrize("command", [("ledger", "export"), ("status",), ("backup", "--to", ".")], ids=" ".join)
def test_the_folder_that_was_meant_is_named(tmp_path: Path, command: tuple[str, ...]) -> None:
    begun(tmp_path / "data" / "larkmead").close()
    shutil.copytree(tmp_path / "data" / "larkmead", tmp_path / "data" / "replaced-2026-11-21")
    meant = tmp_path / "data" / "larkmead"
    for given in (tmp_path, tmp_path / "data", meant / "club.db"):
        result = CliRunner().invoke(main, [*command, str(given)])
        says = f"Error: there is no ledger in {given}: did you mean {meant}?\n"
        assert (result.exit_code, result.output) == (1, says)


@pytest.fixture
def stranger() -> Iterator[Path]:
    """A folder with root's record in it; while the test runs, it is somebody else who looks."""
    if os.getuid():
        pytest.skip("only root can become somebody else")
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        begun(Path(folder) / "club").close()
        (Path(folder) / "config.toml").touch()
        (Path(folder) / "link").symlink_to("club/within")
        os.setresuid(65534, 65534, 0)
        try:
            yield Path(folder)
        finally:
            os.setresuid(0, 0, 0)


@pytest.mark.parametrize(
    "command",
    [
        ("ledger", "export", "club"),
        ("status", "club"),
        ("status", "link"),
        ("backup", "club", "--to", "."),
        ("read", "club", "c_1", "--as", "p_sam", "--config", "config.toml", "--reason", "asked"),
        ("restore", "none", "--keys", "club/keys.db", "--to", "there"),
        ("restore", "none", "--without-keys", "--to", "club"),
    ],
    ids=" ".join,
)
def test_whoever_may_not_read_the_folder_is_told_whose_it_is(
    stranger: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(stranger)
    result = CliRunner().invoke(main, command)
    me = pwd.getpwuid(65534).pw_name
    assert result.exit_code == 1
    assert result.output == (
        f"Error: {stranger / 'club'} belongs to root, and you are {me}, who may not read it:"
        " give this command as root, or ask whoever looks after this machine\n"
    )


def test_a_damaged_database_is_named(club: Path) -> None:
    (club / "club.db").write_bytes(b"no database" * 1000)
    result = ledger("export", club)
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")


@pytest.mark.parametrize("where", ["missing/log.jsonl", "."])
def test_a_place_that_cannot_be_written_is_named(club: Path, tmp_path: Path, where: str) -> None:
    result = ledger("export", club, "--out", tmp_path / where)
    assert result.exit_code == 1
    assert "Error: " in result.output


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_disk_is_named(club: Path) -> None:
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "bot", "ledger", "export", str(club)]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (1, "Error: [Errno 28] No space left on device\n")


def test_a_reader_who_has_seen_enough_ends_it_quietly(tmp_path: Path) -> None:
    begun(tmp_path / "club", 2000).close()  # more than a pipe holds
    command = [sys.executable, "-m", "bot", "ledger", "export", str(tmp_path / "club")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            process.stdout.readline()
            process.stdout.close()
            assert process.stderr.read() == b""
        finally:
            process.kill()


# Verify: YES


def test_an_export_agrees_with_itself(log: Path) -> None:
    code, lines = verified(log)
    assert code == 0
    assert lines[0] == "YES - all 20 entries up to 21 Nov 2026 09:50 UTC are in order, but no checkpoint was compared."
    assert lines[-1] == 'The file says that it is the log "touchline/larkmead" of "larkmead".'


def test_a_checkpoint_that_was_kept_covers_it(log: Path) -> None:
    code, lines = verified(log, *closing_line(log))
    assert (code, lines[0]) == (0, "YES - all 20 entries up to 21 Nov 2026 09:50 UTC are present and unchanged.")


def test_an_older_checkpoint_covers_what_it_can(tmp_path: Path) -> None:
    with closing(begun(tmp_path / "club")) as store:
        size, root = store.root()
        with store.transaction() as tx:
            tx.append(Entry("message.judged", BOT, {}), START)
        ledger("export", tmp_path / "club", "--out", tmp_path / "log.jsonl")
    code, lines = verified(tmp_path / "log.jsonl", "--size", str(size), "--root", root.hex().upper())
    assert (code, lines[0]) == (0, "YES - all 20 entries up to 21 Nov 2026 09:50 UTC are present and unchanged.")
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
    log.unlink()
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
        (b"", "the file is empty"),
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
    path = tmp_path / "nowhere.jsonl"
    assert verified(path) == (2, [f"CANNOT TELL - {path} cannot be read: No such file or directory."])


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
    assert "usage: " in result.output
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


# Prove


def checkpoint(folder: Path) -> str:
    """A signed checkpoint of the ledger as it stands."""
    with closing(SqliteStore.open(folder, "larkmead", lambda: START, retention_days=7)) as store, store.transaction() as tx:
        return tx.checkpoint(START).note


def appended(folder: Path, count: int = 5) -> None:
    with closing(SqliteStore.open(folder, "larkmead", lambda: START, retention_days=7)) as store, store.transaction() as tx:
        for number in range(count):
            tx.append(Entry("message.judged", BOT, {"number": number}, folder="c_1"), START)


@pytest.fixture
def notes(club: Path, tmp_path: Path) -> Path:
    """The ledger's checkpoints of 20 and 25 entries, in a file; three entries are newer."""
    older = checkpoint(club)
    appended(club)
    (tmp_path / "notes.txt").write_text(f"Dear Asha,\n\n{older}\n> {checkpoint(club)}", "utf-8")
    appended(club, 3)
    return tmp_path / "notes.txt"


def proved(out: Path, *arguments: str | Path) -> tuple[int, list[str]]:
    """What is answered of a proof that was just made."""
    out.unlink(missing_ok=True)
    result = ledger("prove", *arguments, "--out", out)
    assert result.exit_code == 0, result.output
    PROOF.validate(json.loads(out.read_text("ascii")))
    answer = ledger("verify", "--proof", out, "--checkpoint", out.parent / "notes.txt")
    return answer.exit_code, answer.output.splitlines()


def test_one_entry_is_proved_and_verified(club: Path, notes: Path, tmp_path: Path) -> None:
    code, lines = proved(tmp_path / "proof.json", club, "--entry", "7")
    assert (code, lines[0]) == (0, "YES - entry 7 of 21 Nov 2026 09:37 UTC is in the log, unchanged, with 25 entries in all.")
    older = tmp_path / "older.txt"
    older.write_text(notes.read_text("utf-8").split("> ")[0], "utf-8")
    code, lines = proved(tmp_path / "proof.json", club, "--entry", "7", "--checkpoint", older)
    assert (code, lines[0]) == (0, "YES - entry 7 of 21 Nov 2026 09:37 UTC is in the log, unchanged, with 20 entries in all.")


def test_that_the_log_only_grew_is_proved_and_verified(club: Path, notes: Path, tmp_path: Path) -> None:
    for to in (("--to", "25"), ()):
        code, lines = proved(tmp_path / "proof.json", club, "--from", "20", *to)
        assert (code, lines[0]) == (0, "YES - the log of 20 entries only grew: they are unchanged in that of 25 entries.")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "give either --entry, or --from with --to"),
        (("--entry", "1", "--from", "20"), "give either --entry, or --from with --to"),
        (("--entry", "26"), "entry 26 is newer than the checkpoint of 25 entries: wait for the next one"),
        (
            ("--from", "19"),
            "no checkpoint of 19 entries is kept in touchline/larkmead: give the one that you hold (--checkpoint)",
        ),
        (("--entry", "1", "--volume", "2"), "its ledger has no volume 2, only 1 to 1"),
    ],
)
def test_what_cannot_be_proved_is_said(club: Path, notes: Path, arguments: tuple[str, ...], says: str) -> None:
    result = ledger("prove", club, *arguments)
    assert result.exit_code in (1, 2)
    assert says in result.output


def test_a_checkpoint_of_another_log_proves_nothing_here(club: Path, notes: Path, tmp_path: Path) -> None:
    begun(tmp_path / "other", 3).close()
    other = tmp_path / "other.txt"
    other.write_text(checkpoint(tmp_path / "other").replace("larkmead", "elsewhere"), "utf-8")
    result = ledger("prove", club, "--entry", "1", "--checkpoint", other)
    assert (result.exit_code, result.output) == (1, "Error: there is no checkpoint of touchline/larkmead in what you gave\n")


def test_a_checkpoint_of_another_history_is_found_while_proving(club: Path, tmp_path: Path) -> None:
    begun(tmp_path / "rewritten", kind="message.allowed").close()
    (tmp_path / "kept.txt").write_text(checkpoint(tmp_path / "rewritten"), "utf-8")
    result = ledger("prove", club, "--entry", "1", "--checkpoint", tmp_path / "kept.txt")
    assert result.exit_code == 1
    assert "does not fit that checkpoint" in result.output


# What an export shows, and volumes


def bodies(log: Path) -> list[int]:
    """The entries of an export whose text is shown."""
    return [line["seq"] for line in map(json.loads, log.read_text("ascii").splitlines()) if "body" in line]


def test_entries_can_be_withheld_by_number_and_by_folder(club: Path, notes: Path, tmp_path: Path) -> None:
    (tmp_path / "hide.txt").write_text("3\n\n5\n", "utf-8")
    log = tmp_path / "log.jsonl"
    result = ledger("export", club, "--out", log, "--withhold", tmp_path / "hide.txt", "--without-folder", "c_1")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Written: 28 entries, 10 of them by their hashes only.\n"
    assert bodies(log) == [seq for seq in range(1, 21) if seq not in (3, 5)]
    code, lines = verified(log, "--checkpoint", str(notes))
    assert (code, lines[0]) == (0, "YES - all 25 entries are present and unchanged.")
    assert "Withheld, and checked by hash alone: 10 entries." in lines
    (tmp_path / "hide.txt").write_text("three\n", "utf-8")
    assert ledger("export", club, "--withhold", tmp_path / "hide.txt").exit_code == 2


@pytest.mark.parametrize(
    ("numbers", "folders", "says"),
    [
        ("3\n", ("c_1", "c_9"), "No entry belongs to c_9, so nothing would be hidden. Check the id."),
        ("3\n29\n", ("c_1",), "There is no entry with the number 29, so nothing would be hidden. Check the numbers."),
        ("0\n", (), "There is no entry with the number 0, so nothing would be hidden. Check the numbers."),
        ("\n", ("c_1",), "There is no number in {}, so nothing would be hidden. Check the file."),
    ],
)
def test_what_would_hide_nothing_is_said_and_nothing_is_written(
    club: Path, notes: Path, tmp_path: Path, numbers: str, folders: tuple[str, ...], says: str
) -> None:
    hide, log = tmp_path / "hide.txt", tmp_path / "log.jsonl"
    hide.write_text(numbers, "utf-8")
    without = [argument for folder in folders for argument in ("--without-folder", folder)]
    result = ledger("export", club, "--out", log, "--withhold", hide, *without)
    assert (result.exit_code, result.output) == (1, f"Error: {says.format(hide)}\n")
    assert not log.exists()


def test_a_concern_to_be_hidden_goes_by_its_reference(tmp_path: Path) -> None:
    with closing(begun(tmp_path / "club")) as store, store.transaction() as tx:
        for folder in ("c_4900dc00000000000001", "c_365ccb00000000000001", "c_365ccb00000000000002"):
            tx.append(Entry("message.judged", BOT, {}, folder=folder), START)
    for typed in ("4900DC", "c_4900dc", "c_4900dc00000000000001"):
        result = ledger("export", tmp_path / "club", "--without-folder", typed)
        assert (result.exit_code, "1 of them by their hashes only" in result.stderr) == (0, True)
    several = ledger("export", tmp_path / "club", "--without-folder", "365CCB")
    assert "Several concerns begin with 365CCB: c_365ccb00000000000001, c_365ccb00000000000002." in several.output


@pytest.mark.parametrize("command", [("export",), ("prove", "--entry", "7"), ("page",), ("verifier",)])
def test_where_it_was_written_is_said_and_a_missing_folder_is_named(
    club: Path, notes: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    def to(out: Path) -> Result:
        return ledger(*command, out) if command[0] in {"page", "verifier"} else ledger(*command, club, "--out", out)

    missing = tmp_path / "nodir" / "out"
    folder = missing.parent
    assert to(missing).output == f"Error: {missing} cannot be written: there is no folder {folder}. Make it first\n"
    written = to(tmp_path / "out").output
    assert written.startswith("Written: 2") if command[0] == "export" else written == f"Written: {tmp_path / 'out'}\n"


def test_a_proof_of_growth_goes_forward(club: Path) -> None:
    assert "--from must be smaller than --to" in ledger("prove", club, "--from", "9", "--to", "7").output


def test_the_volume_is_named_in_which_nothing_would_be_hidden(tmp_path: Path) -> None:
    with closing(begun(tmp_path / "club")) as store, store.transaction() as tx:
        tx.append(Entry("message.judged", BOT, {}, folder="c_1"), START)
        tx.open_volume("touchline/larkmead/2027", START + timedelta(days=1))
    result = ledger("export", tmp_path / "club", "--without-folder", "c_1")
    says = "No entry of volume 2 belongs to c_1, so nothing would be hidden. Check the id, and the volume."
    assert (result.exit_code, result.output) == (1, f"Error: {says}\n")
    assert ledger("export", tmp_path / "club", "--without-folder", "c_1", "--volume", "1").exit_code == 0


def test_each_volume_is_exported_and_both_verify_together(tmp_path: Path) -> None:
    with closing(begun(tmp_path / "club")) as store, store.transaction() as tx:
        tx.open_volume("touchline/larkmead/2027", START + timedelta(days=1))
        note = tx.checkpoint(START + timedelta(days=1)).note
    (tmp_path / "mail.txt").write_text(note, "utf-8")
    for volume in ("1", "2"):
        ledger("export", tmp_path / "club", "--volume", volume, "--out", tmp_path / volume)
    code, lines = verified(tmp_path / "1", "--log", str(tmp_path / "2"), "--checkpoint", str(tmp_path / "mail.txt"))
    assert (code, lines[0]) == (0, "YES - all 22 entries up to 22 Nov 2026 09:30 UTC are present and unchanged.")


def test_the_verifier_is_handed_out_as_one_file(log: Path, tmp_path: Path) -> None:
    out = tmp_path / "for-asha.py"
    assert ledger("verifier", out).exit_code == 0
    done = subprocess.run([sys.executable, "-I", "-S", out, "--log", log], capture_output=True, text=True)
    assert done.stdout.splitlines() == verified(log)[1]
    again = ledger("verifier", out)
    assert (again.exit_code, again.output) == (1, f"Error: {out} is there already: name another file\n")
    assert ledger("verifier", tmp_path / "missing" / "verify.py").exit_code == 1


def test_the_command_and_the_one_file_have_the_same_options() -> None:
    shown = ledger("verify", "--help").output
    assert all(name in shown for name in OPTIONS)


def test_a_key_that_is_none_is_refused(log: Path) -> None:
    for option in ("--key", "--witness"):
        result = ledger("verify", "--log", log, option, "touchline/larkmead")
        assert result.exit_code == 2
        assert "verifier key" in result.output


def test_a_checkpoint_is_read_from_what_is_pasted(log: Path, club: Path) -> None:
    result = CliRunner().invoke(main, ["ledger", "verify", "--log", str(log), "--checkpoint", "-"], input=checkpoint(club))
    assert result.output.startswith("YES - all 20 entries")
