"""What the tests of `touchline scan` share: the examples, a scan through the command line, and a page as a browser reads it."""

import json
import shutil
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from bot.__main__ import main

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
CRICKET = EXAMPLES / "wexley-cricket-club-discord"
TRAINING = EXAMPLES / "harbour-training-slack"
SPORT = EXAMPLES / "brightfield-sport-psychology.jsonl"
PEOPLE = {CRICKET: CRICKET / "people.csv", TRAINING: TRAINING / "people.csv", SPORT: EXAMPLES / "brightfield-people.csv"}

NUMBER = "07700 900123"


def schema(name: str) -> Any:
    return json.loads((ROOT / "bot" / "schemas" / f"{name}.schema.json").read_text("utf-8"))


CHECK = Resource.from_contents(schema("check-output"))
LINE = Draft202012Validator(schema("scan-output"), registry=Registry().with_resource("check-output.schema.json", CHECK))


class Page(HTMLParser):
    """A page as a browser reads it: its elements, its visible text, and whether every element is closed in its turn."""

    VOID = frozenset({"meta", "br"})

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.source = path.read_text("utf-8")
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.quotes: list[str] = []
        self._texts: list[str] = []
        self._open: list[str] = []
        self.feed(self.source)
        self.close()
        assert self._open == [], "every element is closed"

    @property
    def text(self) -> str:
        return "".join(self._texts)

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for element, attributes in self.elements if element == name]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self._open.append(tag)
        if tag == "blockquote":
            self.quotes.append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self._open:
            self._texts.append(data)
        if "blockquote" in self._open:
            self.quotes[-1] += data


@dataclass(frozen=True)
class Scanned:
    """What a scan printed and left behind."""

    result: Result
    folder: Path

    @property
    def pages(self) -> list[Page]:
        return [Page(path) for path in sorted(self.folder.glob("*.html"))]

    def copy(self, folder: Path) -> Path:
        """The folder that it left behind once more, to be changed."""
        return Path(shutil.copytree(self.folder, folder))


def scan(export: Path, out: Path, *options: str, people: Path | None = None) -> Scanned:
    registered = people or PEOPLE.get(export)
    arguments = ["scan", str(export), "--out", str(out), *options, *(["--people", str(registered)] if registered else [])]
    return Scanned(CliRunner().invoke(main, arguments), out)


def scanned(export: Path, out: Path, *options: str, people: Path | None = None) -> Scanned:
    """A scan that must come to its end."""
    done = scan(export, out, *options, people=people)
    assert done.result.exit_code == 0, done.result.output
    return done


def json_of(export: Path, out: Path, people: Path | None = None) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The lines of `--json` and the summary at their end, each as the schema says."""
    printed = [json.loads(line) for line in scanned(export, out, "--json", people=people).result.stdout.splitlines()]
    for line in printed:
        LINE.validate(line)
    *lines, last = printed
    return lines, last["summary"]


def concerns_of(export: Path, out: Path, people: Path | None = None) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The same, so that two folders can be compared: the pseudonym of a stranger is another in each of them."""
    lines, summary = json_of(export, out, people)
    return [{**line, "author": "" if line["author"].startswith("a_") else line["author"]} for line in lines], summary


def ledger_of(folder: Path) -> bytes:
    return CliRunner().invoke(main, ["ledger", "export", str(folder)]).stdout_bytes
