"""`touchline scan`: an old export becomes a report that can be handed to a welfare officer, and nothing else happens."""

import csv
import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.archive import open_archive
from bot.report.figures import NAMES
from moderation.model import Category, Event
from storage.ledger.verify import verify
from tests.bot.archive_exports import DAY, post, workspace, write
from tests.bot.scan_kit import EXAMPLES, NUMBER, PEOPLE, SPORT, Page, Scanned, json_of, ledger_of, scanned

OTHER = "report-not-for-the-lead.html"


Lines = tuple[list[dict[str, Any]], dict[str, Any]]


@pytest.fixture(scope="module")
def lines_of(example: Callable[[Path], Scanned], tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Lines]:
    """What `--json` prints of an example, made once."""
    return cache(lambda export: json_of(export, example(export).copy(tmp_path_factory.mktemp("lines") / "out")))


each_example = pytest.mark.parametrize("export", PEOPLE, ids=lambda path: path.name)


# The report of each example


@each_example
def test_the_report_needs_nothing_but_itself(export: Path, example: Callable[[Path], Scanned]) -> None:
    links = {read.item.link for read in open_archive(export).read("club") if isinstance(read.item, Event)}
    for page in example(export).pages:
        names = {name for name, _ in page.elements}
        assert not names & {"script", "link", "img", "iframe", "object", "embed", "form", "base", "video", "audio", "use"}
        attributes = [(key, value) for _, found in page.elements for key, value in found.items()]
        assert not [key for key, _ in attributes if key.startswith("on") or key in {"src", "srcset", "background", "action"}]
        assert {value for key, value in attributes if key in {"href", "xlink:href"}} <= links
        assert all(found.get("rel") == "noreferrer" for found in page.all("a"))
        assert not re.search(r"url\(|@import|expression\(", page.source)
        policy = {"http-equiv": "Content-Security-Policy", "content": "default-src 'none'; style-src 'unsafe-inline'"}
        assert policy in page.all("meta")


@each_example
def test_the_report_is_well_formed_and_says_what_it_is(export: Path, example: Callable[[Path], Scanned]) -> None:
    done = example(export)
    assert (done.folder / "report.html").is_file()
    for page in done.pages:
        assert page.source.startswith("<!doctype html>")
        assert page.all("html") == [{"lang": "en-GB"}]
        assert [len(page.all(name)) for name in ("h1", "main")] == [1, 1]
        assert all(figure.get("aria-label") for figure in page.all("svg"))
        assert "Nothing was changed, and nobody was told anything." in page.text.replace("\n", " ")
        assert "What this report cannot tell you" in page.text


@each_example
def test_only_its_owner_can_read_what_a_scan_leaves(export: Path, example: Callable[[Path], Scanned]) -> None:
    folder = example(export).folder
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def marked(export: Path) -> Sequence[str]:
    """The telephone numbers and e-mail addresses that the answer key marks, as they were written."""
    with (EXAMPLES / "expected.csv").open(encoding="utf-8", newline="") as file:
        wanted = {"personal_details/phone", "personal_details/email"}
        ids = {
            row["message_id"] for row in csv.DictReader(file) if export.name.startswith(row["export"]) and row["what"] in wanted
        }
    events = [read.item for read in open_archive(export).read("club") if isinstance(read.item, Event)]
    texts = [part.text for event in events if event.message in ids for part in event.parts]
    pattern = r"[\w.+-]+@[\w-]+\.[\w.-]*\w|[+(]?\d[\d ().\-]{7,16}\d"
    return [found for text in texts for found in re.findall(pattern, text)]


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


@each_example
def test_no_number_or_address_of_the_answer_key_is_shown(export: Path, example: Callable[[Path], Scanned]) -> None:
    """Masked wherever it is shown, in the report and on the terminal (map 7.5)."""
    done = example(export)
    assert marked(export)
    for shown in marked(export):
        assert shown not in done.result.output
        for page in done.pages:
            assert shown not in page.text
            assert len(digits(shown)) < 9 or not [quote for quote in page.quotes if digits(shown) in digits(quote)]


@each_example
def test_what_was_found_is_masked_in_every_quotation(
    export: Path, example: Callable[[Path], Scanned], lines_of: Callable[[Path], Lines]
) -> None:
    events = {read.item.id: read.item for read in open_archive(export).read("club") if isinstance(read.item, Event)}
    lines, _ = lines_of(export)
    covered = {
        part.text[finding["start"] : finding["end"]]
        for line in lines
        for finding in line["findings"]
        if finding["category"] == "personal_details" and finding["end"] - finding["start"] > 6
        for part in events[line["id"]].parts
    }
    assert covered - {""}
    quotes = [quote for page in example(export).pages for quote in page.quotes]
    for slice_ in covered - {""}:
        of_one = [line for line in lines for part in events[line["id"]].parts if slice_ in part.text]
        assert not of_one or not [quote for quote in quotes if slice_ in quote]


@each_example
def test_the_terminal_counts_and_names_nobody(export: Path, example: Callable[[Path], Scanned]) -> None:
    output = example(export).result.output
    people = {person.name for person in open_archive(export).people().values() if " " in person.name}
    assert not [name for name in people if name in output]
    assert "•" not in output


# Counts and lines for machines


def counted(terminal: str) -> dict[str, int]:
    """The terminal's table: a category's messages, over all its columns."""
    rows = {name: re.search(rf"^{re.escape(name)}  +([\d ]+)$", terminal, re.MULTILINE) for name in NAMES.values()}
    return {name: sum(map(int, row[1].split())) for name, row in rows.items() if row}


@each_example
def test_the_summary_the_lines_and_the_report_give_the_same_counts(
    export: Path, example: Callable[[Path], Scanned], lines_of: Callable[[Path], Lines]
) -> None:
    done = example(export)
    lines, summary = lines_of(export)
    assert lines == sorted(lines, key=lambda line: (line["at"], line["id"]))
    assert summary["concerns"] == len({line["case"] for line in lines})
    assert sum(summary["by_category"].values()) == len(lines)
    assert counted(done.result.output) == {NAMES[Category(name)]: count for name, count in summary["by_category"].items()}
    assert f": {summary['messages']:,} messages, " in done.result.output
    assert f"one adult and children: {summary['alone']}, " in done.result.output
    shown = Counter(found["class"] for page in done.pages for found in page.all("article"))
    assert shown == Counter(line["speed"] for line in lines)


def test_a_line_tells_nothing_that_was_written(tmp_path: Path) -> None:
    done = scanned(SPORT, tmp_path / "out", "--json")
    texts = {part.text for read in open_archive(SPORT).read("") if isinstance(read.item, Event) for part in read.item.parts}
    assert not [text for text in texts if len(text) > 20 and text in done.result.output]
    assert list(done.folder.glob("*.html")) == []


def test_an_export_in_which_nothing_is_found(tmp_path: Path) -> None:
    export = write(tmp_path, {"quiet.jsonl": b'{"text":"see you at nets"}\n'}) / "quiet.jsonl"
    assert "Nothing reached the point" in scanned(export, tmp_path / "out").result.output
    [page] = scanned(export, tmp_path / "out").pages
    assert "That is no proof that all is well" in page.text
    assert json_of(export, tmp_path / "out")[0] == []


def test_without_a_folder_it_writes_beside_the_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export = write(tmp_path, {"old-chat.jsonl": b'{"text":"see you at nets"}\n'}) / "old-chat.jsonl"
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["scan", str(export)])
    assert result.exit_code == 0, result.output
    assert (tmp_path / "touchline-scan-old-chat" / "report.html").is_file()


@each_example
def test_the_ledger_of_a_scan_is_whole_and_claims_no_act(export: Path, example: Callable[[Path], Scanned]) -> None:
    """Nothing was done, so no entry says that anything was (map 7.6)."""
    exported = ledger_of(example(export).folder)
    assert verify(BytesIO(exported)).exit_code == 0
    bodies = [json.loads(line["body"]) for line in map(json.loads, exported.splitlines()) if "body" in line]
    assert {body["kind"] for body in bodies} == {
        *("log.opened", "setting.changed", "person.registered", "message.judged", "effect.withheld")
    }
    judged = [body for body in bodies if body["kind"] == "message.judged"]
    planned = {effect["id"] for body in judged for effect in body["data"]["effects"]}
    assert {body["data"]["effect"] for body in bodies if body["kind"] == "effect.withheld"} == planned


# Whom a report is for


def about_the_lead(folder: Path) -> tuple[Path, Path]:
    """The lead and a child each post a number; the lead also writes to the child alone."""
    files = {
        "dms.json": [{"id": "D0LEAD", "members": ["U0LEAD01", "U0CHILD1"]}],
        "general/2026-09-01.json": [
            post(1, "01632 960001 is how to reach me", "U0LEAD01"),
            post(2, f"ring me {NUMBER}", "U0CHILD1"),
        ],
        "D0LEAD/2026-09-01.json": [post(3, "are you coming on Saturday", "U0LEAD01")],
    }
    export = write(folder / "export", workspace() | {DAY: []} | files)
    people = folder / "people.csv"
    people.write_text(
        "account,platform,name,role,minor\nU0LEAD01,slack,Helen Marsh,lead,no\nU0CHILD1,slack,Ola Brandt,child,yes\n", "utf-8"
    )
    return export, people


def test_what_is_about_the_lead_goes_to_somebody_else_alone(tmp_path: Path) -> None:
    """Safeguarding rule 1: the subject of a concern is never told of it."""
    export, people = about_the_lead(tmp_path)
    done = scanned(export, tmp_path / "out", people=people)
    report, other = Page(tmp_path / "out" / "report.html"), Page(tmp_path / "out" / OTHER)
    assert "Helen Marsh" not in report.text
    assert [quote.strip() for quote in report.quotes] == [f"ring me 07{'•' * 8}23"]
    assert "None was found in this export" in report.text
    assert "for the welfare officer only" in report.text.lower()
    assert "01••••••••01" in other.text
    assert "Helen Marsh" in other.text
    assert not [quote for quote in other.quotes if "ring me" in quote]
    assert "somebody whom it is not about, such as the deputy or the chair" in other.text
    assert "not for the lead" in done.result.output


def test_without_anything_about_the_lead_there_is_one_report(example: Callable[[Path], Scanned]) -> None:
    assert not (example(SPORT).folder / OTHER).exists()
