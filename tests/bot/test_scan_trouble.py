"""Scans that go wrong: hostile and broken exports, no export at all, interruptions, and folders that are in use."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from bot.archive import open_archive
from bot.commands import scan as command
from bot.scan import BATCH, SAID
from bot.scan import scan as read_archive
from moderation.model import Event
from storage.ledger.verify import verify
from tests.bot.archive_exports import channel, post, said, workspace, write, zipped
from tests.bot.scan_kit import (
    CRICKET,
    NUMBER,
    PEOPLE,
    ROOT,
    SPORT,
    TRAINING,
    Scanned,
    concerns_of,
    json_of,
    ledger_of,
    scan,
    scanned,
)

# Hostile exports


EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(2)></blockquote><a href="javascript:alert(3)">'


def test_what_people_wrote_stays_text(tmp_path: Path) -> None:
    author = {"id": "100000000000000003", "name": EVIL, "nickname": EVIL, "isBot": False, "roles": []}
    content = channel([said(1, f"{EVIL} {NUMBER}", author)], name=EVIL)
    content["guild"]["name"] = EVIL
    content["channel"]["id"] = f"2'{EVIL}"
    export = write(tmp_path / "in", {"evil.json": content, "<b>broken</b>.json": b'{"guild":{},"channel":{},"messages":[{]}'})
    done = scanned(export, tmp_path / "out")
    [page] = done.pages
    assert not {"script", "img"} & {name for name, _ in page.elements}
    assert all(str(link["href"]).startswith("https://discord.com/channels/") for link in page.all("a"))
    assert page.all("b") == [{}] * len(page.all("b"))
    assert "<script>alert(1)</script>" in page.text


def test_an_export_cannot_speak_to_the_terminal(tmp_path: Path) -> None:
    content = channel([said(1, "hello")])
    content["guild"]["name"] = "Wexley\x1b]0;owned\x07\x1b[2J\r[red]"
    files = {"one.json": content, "two\x1b[2J.json": as_cut(channel([said(2), said(3)]))}
    output = scanned(write(tmp_path / "in", files), tmp_path / "out").result.output
    assert not [c for c in output if not c.isprintable() and c != "\n"]
    assert "[red]" in output


def as_cut(content: Mapping[str, Any]) -> bytes:
    """A file of which the download stopped."""
    return json.dumps(content, indent=2).encode()[:-200]


# Broken exports


def test_what_cannot_be_read_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    whole, broken = f"ring me {NUMBER}", b'[\n {"type": "message", "user": "U0CHILD1", "text": "cut'
    files = workspace(post(1, whole)) | {"general/2026-09-02.json": broken}
    done = scanned(write(tmp_path / "in", files), tmp_path / "out")
    named = r"general/2026-09-02\.json, line 2: .+"
    assert re.search(named, done.result.output)
    assert "1 thing(s) could not be read" in done.result.output
    [page] = done.pages
    assert "general/2026-09-02.json" in page.text
    assert [quote.strip() for quote in page.quotes] == [f"ring me 07{'•' * 8}23"]
    assert json_of(tmp_path / "in", tmp_path / "out")[1]["unreadable"] == 1


def test_of_many_problems_the_first_are_listed_and_all_are_counted(tmp_path: Path) -> None:
    export = write(tmp_path, {"many.jsonl": b'{"text":"whole"}\n' + b"broken\n" * 300}) / "many.jsonl"
    done = scanned(export, tmp_path / "out")
    assert "300 thing(s) could not be read" in done.result.output
    assert "many.jsonl, line 2: " in done.result.output
    assert "The first 200 are listed." in done.pages[0].text


@pytest.mark.parametrize(
    "files",
    [{"notes.txt": b"minutes of the committee"}, {"page.html": b"<html></html>"}, {"a.json": b'{"minutes": 1}'}, {}],
    ids=["text", "a web page", "other JSON", "nothing"],
)
def test_what_is_no_export_is_refused_with_a_reason(files: dict[str, bytes], tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    done = scan(write(folder, files), tmp_path / "out")
    assert (done.result.exit_code, type(done.result.exception)) == (1, SystemExit)
    assert done.result.stderr.startswith("Error: ")
    assert not done.folder.exists()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = scan(SPORT, tmp_path / "file" / "out")
    assert (done.result.exit_code, type(done.result.exception)) == (1, SystemExit)
    assert "Error: " in done.result.stderr


def test_a_report_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "out" / "report.html").mkdir(parents=True)
    done = scan(write(tmp_path, {"quiet.jsonl": b'{"text":"see you at nets"}\n'}) / "quiet.jsonl", tmp_path / "out")
    assert (done.result.exit_code, type(done.result.exception)) == (1, SystemExit)
    assert "the report cannot be written" in done.result.stderr


# Interrupted, continued, repeated


def had_been_read(batches: int) -> str:
    """What the next run says of messages that were read in so many batches. Names and deletions are no messages."""
    events = [read.item for read in open_archive(CRICKET).read("club") if isinstance(read.item, Event)]
    return f"{sum(event.kind in SAID for event in events[: batches * BATCH])} of them had been read before"


Concerns = tuple[list[dict[str, Any]], dict[str, Any]]


@pytest.fixture(scope="module")
def uninterrupted(example: Callable[[Path], Scanned], tmp_path_factory: pytest.TempPathFactory) -> Concerns:
    """What is found in the club's export that is read in one go."""
    return concerns_of(CRICKET, example(CRICKET).copy(tmp_path_factory.mktemp("whole") / "out"))


@pytest.mark.parametrize("batches", [pytest.param(1, marks=pytest.mark.slow), 2, pytest.param(3, marks=pytest.mark.slow)])
def test_an_interrupted_scan_goes_on_as_if_nothing_had_happened(
    batches: int, uninterrupted: Concerns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def interrupted(archive: Any, organisation: Any, writer: Any, clock: Any, adviser: Any, progress: Any) -> Any:
        """The real scan, at which somebody presses Ctrl-C."""
        left = iter(range(batches - 1))

        def pressed(done: int, messages: int) -> None:
            progress(done, messages)
            if next(left, None) is None:
                raise KeyboardInterrupt

        return await read_archive(archive, organisation, writer, clock, adviser, pressed)

    with monkeypatch.context() as patch:
        patch.setattr(command, "read_archive", interrupted)
        stopped = scan(CRICKET, tmp_path / "out")
    assert stopped.result.exit_code == 130
    assert "the same command goes on from there" in stopped.result.stderr
    assert had_been_read(batches) in scanned(CRICKET, tmp_path / "out").result.output
    assert concerns_of(CRICKET, tmp_path / "out") == uninterrupted
    assert verify(BytesIO(ledger_of(tmp_path / "out"))).exit_code == 0


#: The program, killed by the system after its second batch.
KILLED = """
import os, signal
from bot.__main__ import main
from bot.commands import scan as command

read_archive = command.read_archive

def dying(archive, organisation, writer, clock, adviser, progress):
    left = iter(range(1))
    def die(done, messages):
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
    return read_archive(archive, organisation, writer, clock, adviser, die)

command.read_archive = dying
main()
"""


def test_a_scan_that_was_killed_goes_on_too(uninterrupted: Concerns, tmp_path: Path) -> None:
    arguments = ["scan", str(CRICKET), "--people", str(PEOPLE[CRICKET]), "--out", str(tmp_path / "out")]
    done = subprocess.run([sys.executable, "-c", KILLED, *arguments], cwd=ROOT, capture_output=True, timeout=300)
    assert done.returncode == -9
    assert had_been_read(2) in scanned(CRICKET, tmp_path / "out").result.output
    assert concerns_of(CRICKET, tmp_path / "out") == uninterrupted


def test_reading_again_changes_nothing(example: Callable[[Path], Scanned], tmp_path: Path) -> None:
    first = example(SPORT)
    before, page = ledger_of(first.folder), first.pages[0].quotes
    again = scanned(SPORT, first.copy(tmp_path / "out"))
    assert "266 of them had been read before" in again.result.output
    assert ledger_of(again.folder) == before
    assert again.pages[0].quotes == page


def test_another_reading_is_not_mixed_into_the_folder(example: Callable[[Path], Scanned], tmp_path: Path) -> None:
    """Messages are judged once, so a second profile or register would be shown with the verdicts of the first."""
    example(SPORT).copy(tmp_path / "out")
    before = ledger_of(tmp_path / "out")
    empty = tmp_path / "people.csv"
    empty.write_text("account,platform,role\n", "utf-8")
    for done in (
        scan(SPORT, tmp_path / "out", "--profile", "school"),
        scan(SPORT, tmp_path / "out", people=empty),
        scan(TRAINING, tmp_path / "out"),
    ):
        assert (done.result.exit_code, type(done.result.exception)) == (1, SystemExit)
        assert "this folder holds another reading" in done.result.stderr
    assert ledger_of(tmp_path / "out") == before


def test_a_zip_gives_the_same_as_its_folder(example: Callable[[Path], Scanned], tmp_path: Path) -> None:
    content = {file.relative_to(TRAINING).as_posix(): file.read_bytes() for file in TRAINING.rglob("*") if file.is_file()}
    packed = zipped(tmp_path / f"{TRAINING.name}.zip", content)
    people = PEOPLE[TRAINING]
    assert concerns_of(packed, tmp_path / "zip", people) == concerns_of(TRAINING, example(TRAINING).copy(tmp_path / "folder"))
