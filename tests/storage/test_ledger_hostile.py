"""The verifier against hostile files, and the one file of it run where nothing of Touchline is."""

import ast
import io
import json
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import storage.ledger.verify as module
from storage.ledger.export import write_export
from storage.ledger.merkle import root
from storage.ledger.record import entry, leaf
from storage.ledger.verify import LINE_LIMIT, PROOF_LIMIT, Answer, verify

START = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
LEAF = "00" * 32
UNLIKE = "this is not an export of a ledger, or its start was changed"
HEADER = {"touchline": "ledger-export", "v": 1, "org": "o", "origin": "x"}


def entries(count: int) -> Iterator[tuple[int, bytes, bytes]]:
    for seq in range(1, count + 1):
        body = entry(seq, START, "post.removed", "p_bot", {"note": "x" * 500})
        yield seq, leaf(body), body


def exported(count: int) -> bytes:
    out = io.StringIO()
    write_export(entries(count), out, "example-club", "example.org/ledger")
    return out.getvalue().encode("ascii")


def head(size: int) -> tuple[int, bytes]:
    return size, root(leaf for _, leaf, _ in entries(size))


def checked(export: bytes, *held: tuple[int, bytes]) -> Answer:
    return verify(io.BytesIO(export), held)


def text(*lines: object) -> bytes:
    return b"".join((line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines)


HEAD = head(12)
WHOLE = exported(12)
LINES = WHOLE.splitlines(keepends=True)


@pytest.mark.parametrize(
    ("export", "line"),
    [
        (b"", 1),
        (b"\n", 1),
        (b"\xef\xbb\xbf" + WHOLE, 1),
        (WHOLE[1:], 1),
        (text(b"null"), 1),
        (text([HEADER]), 1),
        (text(HEADER | {"touchline": "else"}), 1),
        (text(HEADER | {"v": 2}), 1),
        (text(HEADER | {"v": True}), 1),
        (text(HEADER | {"org": 1}), 1),
        (text(HEADER | {"more": 1}), 1),
        (text(HEADER), 2),
        (text(HEADER, HEADER), 2),
        (text(HEADER, b""), 2),
        (text(HEADER, b"\xff\xfe"), 2),
        (text(HEADER, "é".encode()), 2),
        (text(HEADER, b'{"seq":1,"seq":1,"leaf":"' + LEAF.encode() + b'"}'), 2),
        (text(HEADER, {"seq": 1}), 2),
        (text(HEADER, {"leaf": LEAF}), 2),
        (text(HEADER, {"seq": 0, "leaf": LEAF}), 2),
        (text(HEADER, {"seq": True, "leaf": LEAF}), 2),
        (text(HEADER, {"seq": 1.0, "leaf": LEAF}), 2),
        (text(HEADER, {"seq": "1", "leaf": LEAF}), 2),
        (text(HEADER, {"seq": 1, "leaf": LEAF.upper() + "0"}), 2),
        (text(HEADER, {"seq": 1, "leaf": "AB" * 32}), 2),
        (text(HEADER, {"seq": 1, "leaf": [LEAF]}), 2),
        (text(HEADER, {"seq": 1, "leaf": LEAF, "body": None}), 2),
        (text(HEADER, {"seq": 1, "leaf": LEAF, "body": {"v": 1}}), 2),
        (text(HEADER, {"seq": 1, "leaf": LEAF, "text": ""}), 2),
        (text(HEADER, b'{"seq":' + b"9" * 200_000 + b',"leaf":"' + LEAF.encode() + b'"}'), 2),
        (text(HEADER, b'{"seq":' + b"[" * 200_000), 2),
        (text(HEADER, b'{"seq":' + b'{"a":' * 40_000), 2),
        (text(HEADER, b'"' + b"a" * LINE_LIMIT + b'"'), 2),
        (text(HEADER, {"size": 0}), 2),
        (text(HEADER, {"size": -1, "root": LEAF}), 2),
        (text(HEADER, {"size": False, "root": LEAF}), 2),
        (text(HEADER, {"size": 0, "root": None}), 2),
        (WHOLE + b"\n", 15),
        (WHOLE + WHOLE, 15),
        (b"".join(LINES[:-1]), 14),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_is_no_export_is_refused_by_line(export: bytes, line: int) -> None:
    for held in ([], [HEAD]):
        answer = checked(export, *held)
        assert answer.exit_code == 2
        why = f"{UNLIKE} (line 1: " if line == 1 else f"line {line} cannot be read: "
        assert answer.headline.startswith(f"CANNOT TELL - {why}")
        assert len(answer.headline) < 150
        assert ("`touchline ledger export`" if line == 1 else "The file says") in answer.details[-1]


@given(st.binary(max_size=80), st.integers(0, 13))
def test_whatever_is_in_a_file_is_answered(junk: bytes, after: int) -> None:
    assert checked(b"".join(LINES[:after]) + junk).exit_code in (1, 2)


def test_line_breaks_as_windows_writes_them_change_nothing() -> None:
    assert checked(WHOLE.replace(b"\n", b"\r\n"), HEAD).exit_code == 0


def test_a_gigabyte_without_a_line_break(tmp_path: Path) -> None:
    with (tmp_path / "export.jsonl").open("w+b") as export:
        export.write(LINES[0])
        export.truncate(1 << 30)  # a hole: it takes no room on the disk
        export.seek(0)
        tracemalloc.start()
        answer = verify(export)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert answer.headline == "CANNOT TELL - line 2 cannot be read: it is longer than 262,144 bytes."
    assert peak < 4 * LINE_LIMIT


def test_a_long_log_is_written_and_read_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "export.jsonl"
    tracemalloc.start()
    with path.open("w") as out:
        write_export(entries(4000), out, "example-club", "example.org/ledger")
    with path.open("rb") as export:
        answer = verify(export)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert answer.exit_code == 0
    assert peak < 500_000 < path.stat().st_size / 5


def test_a_hostile_name_cannot_command_the_terminal() -> None:
    lines = [text(HEADER | {"org": "\x1b[2J\x07", "origin": "\x9b\u202e" + "x" * 10_000}), *LINES[1:]]
    told = str(checked(b"".join(lines), HEAD))
    assert told.isascii()
    assert told.replace("\n", "").isprintable()
    assert len(told) < 1500


# On its own


SOURCE = Path(module.__file__)


@pytest.fixture
def handed_out(tmp_path: Path) -> Callable[..., tuple[int, list[str]]]:
    """The one file, copied to a place where nothing of Touchline is, and run there without site-packages."""
    program = tmp_path / "verify.py"
    program.write_bytes(SOURCE.read_bytes())
    (tmp_path / "export.jsonl").write_bytes(WHOLE)

    def run(*arguments: str) -> tuple[int, list[str]]:
        call = [sys.executable, "-I", "-S", str(program), *arguments]
        done = subprocess.run(call, capture_output=True, text=True, cwd=tmp_path, env={"PATH": os.defpath}, check=False)
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout.splitlines()

    return run


def test_the_one_file_runs_alone(handed_out: Callable[..., tuple[int, list[str]]], tmp_path: Path) -> None:
    held = ("--size", "12", "--root", HEAD[1].hex())
    whole = "YES - all 12 entries up to 21 Nov 2026 02:00 UTC are present and unchanged."
    assert handed_out("--log", "export.jsonl", *held) == (0, str(checked(WHOLE, HEAD)).splitlines())
    assert handed_out("--log", "export.jsonl", *held)[1][0] == whole
    assert handed_out("--log", "export.jsonl")[0] == 0
    prefix = ("--size", "7", "--root", head(7)[1].hex())
    assert handed_out("--log", "export.jsonl", *prefix)[1][0].startswith("YES - all 7 entries")

    (tmp_path / "export.jsonl").write_bytes(exported(9))
    code, lines = handed_out("--log", "export.jsonl", *held)
    assert (code, lines[0]) == (1, "NO - 3 of 12 entries are gone.")

    (tmp_path / "export.jsonl").write_bytes(b"\xff")
    code, lines = handed_out("--log", "export.jsonl", *held)
    assert (code, lines[0]) == (2, f"CANNOT TELL - {UNLIKE} (line 1: it is not plain JSON in ASCII).")

    code, lines = handed_out("--log", "missing.jsonl")
    assert (code, lines) == (2, ["CANNOT TELL - missing.jsonl cannot be read: No such file or directory."])


def test_a_file_that_is_given_as_another_kind_is_named(
    handed_out: Callable[..., tuple[int, list[str]]], tmp_path: Path
) -> None:
    assert handed_out("--proof", "export.jsonl") == (2, ["CANNOT TELL - this is an export: give it with --log."])
    with (tmp_path / "large.jsonl").open("wb") as large:
        large.write(WHOLE + b" " * PROOF_LIMIT)
    assert handed_out("--proof", "large.jsonl")[1] == ["CANNOT TELL - this is an export: give it with --log."]
    (tmp_path / "proof.json").write_text(json.dumps({"touchline": "ledger-proof", "v": 1}, indent=1))
    says = ["CANNOT TELL - proof.json is a proof: give it with --proof."]
    assert handed_out("--log", "proof.json") == handed_out("--log", "export.jsonl", "--log", "proof.json") == (2, says)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--log", "export.jsonl", "--size", "12"),
        ("--log", "export.jsonl", "--root", LEAF),
        ("--log", "export.jsonl", "--size", "twelve", "--root", LEAF),
        ("--log", "export.jsonl", "--size", "12", "--root", "xyz"),
        ("--log", "export.jsonl", "--size", "12", "--root", "abcd"),
        ("--log", "export.jsonl", "--size", "0", "--root", LEAF),
    ],
)
def test_a_wrong_call_says_neither_yes_nor_no(
    handed_out: Callable[..., tuple[int, list[str]]], arguments: tuple[str, ...]
) -> None:
    assert handed_out(*arguments) == (2, [])


def test_the_one_file_uses_only_what_python_3_8_has() -> None:
    tree = ast.parse(SOURCE.read_text(), feature_version=(3, 8))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    assert {str(name).split(".")[0] for name in imported} <= sys.stdlib_module_names
