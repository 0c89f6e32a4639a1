"""Any damage whatever to a good export: it is read as far as it goes, or refused in a sentence. Never anything else."""

import json
import tracemalloc
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.archive import ArchiveError, open_archive
from moderation.model import Event
from tests.bot.archive_exports import CHILD, COACH, as_bytes, channel, discord, post, reads, said, workspace, write, zipped

CHAT = as_bytes(channel([said(n, f"message {n}", (CHILD, COACH)[n % 2], mentions=[COACH]) for n in range(6)]))
SLACK = {
    name: as_bytes(content) for name, content in workspace(*[post(n, f"<@U0COACH1> message {n}") for n in range(6)]).items()
}
TALK = b"".join(json.dumps({"text": f"message {n}", "author": "a", "author_role": "child"}).encode() + b"\n" for n in range(9))

SHARP = st.sampled_from(
    [
        b'"',
        b"{",
        b"}",
        b"[",
        b"]",
        b"\\",
        b"\n",
        b",",
        b":",
        b"\x00",
        b"\xff",
        b"\\ud800",
        b"null",
        b"1e999",
        b"\xef\xbb\xbf",
        b"-",
    ]
)
#: (where in thousandths, bytes to take out, bytes to put in)
DAMAGE = st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 40), SHARP | st.binary(max_size=6)), min_size=1, max_size=6)


def damaged(raw: bytes, damage: list[tuple[int, int, bytes]]) -> bytes:
    for where, out, put in damage:
        at = where * len(raw) // 1000
        raw = raw[:at] + put + raw[at + out :]
    return raw


def read_whatever(path: Path) -> None:
    try:
        found = reads(path)
    except ArchiveError:
        return
    for read in found:
        if isinstance(read.item, Event):
            for part in read.item.parts:
                part.text.encode()
    open_archive(path).people()


def damaged_files(files: Mapping[str, bytes], damage: list[tuple[int, int, bytes]], hit: int) -> dict[str, bytes]:
    return {name: damaged(raw, damage) if hit >> n & 1 else raw for n, (name, raw) in enumerate(files.items())}


@settings(deadline=None)
@given(DAMAGE)
def test_a_damaged_channel(damage: list[tuple[int, int, bytes]]) -> None:
    with TemporaryDirectory() as folder:
        read_whatever(write(Path(folder), {"a.json": damaged(CHAT, damage)}) / "a.json")


@settings(deadline=None)
@given(DAMAGE, st.integers(1, 63))
def test_a_damaged_workspace(damage: list[tuple[int, int, bytes]], hit: int) -> None:
    with TemporaryDirectory() as folder:
        read_whatever(write(Path(folder), damaged_files(SLACK, damage, hit)))


@settings(deadline=None)
@given(DAMAGE)
def test_a_damaged_zip(damage: list[tuple[int, int, bytes]]) -> None:
    with TemporaryDirectory() as folder:
        path = zipped(Path(folder) / "a.zip", SLACK)
        path.write_bytes(damaged(path.read_bytes(), damage))
        read_whatever(path)


@settings(deadline=None)
@given(DAMAGE)
def test_damaged_lines(damage: list[tuple[int, int, bytes]]) -> None:
    with TemporaryDirectory() as folder:
        read_whatever(write(Path(folder), {"a.jsonl": damaged(TALK, damage)}) / "a.jsonl")


@settings(deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.json", "a.jsonl", "a.zip", "2026-09-01.json"]))
def test_any_file_at_all(raw: bytes, name: str) -> None:
    with TemporaryDirectory() as folder:
        read_whatever(write(Path(folder), {name: raw}) / name)


@pytest.mark.slow
def test_memory_is_flat(tmp_path: Path) -> None:
    """Of two hundred thousand messages the last fifty thousand take only what is remembered of the latest twenty thousand."""
    path = discord(tmp_path)
    head, tail = path.read_bytes().split(b'"messages": []')
    message = json.dumps(said(1, "a message of an ordinary length, about the lift on Saturday", mentions=[COACH]), indent=2)
    with path.open("wb") as file:
        file.write(head + b'"messages": [')
        for number in range(200_000):
            file.write((b",\n" if number else b"\n") + message.replace("300000000000000001", str(3 * 10**17 + number)).encode())
        file.write(b"]" + tail)
    archive = open_archive(path)
    assert archive.size > 100 * 1024**2
    found = archive.read("club")
    early = sum(1 for _ in islice(found, 150_000))
    tracemalloc.start()
    try:
        late = sum(1 for _ in found)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert early + late == 200_000
    assert peak < 16 * 1024**2
