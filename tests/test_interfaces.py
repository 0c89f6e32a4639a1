"""What others build on: `docs/interfaces.md`, the schemas, the README and the program say the same."""

import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args

import click
import pytest
from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for

from bot.__main__ import main
from bot.archive import jsonl
from bot.check import Line, finding_json
from bot.people_file import KNOWN
from bot.people_values import PLATFORMS
from moderation import reports
from moderation.case_types import MANY_PEOPLE
from moderation.detectors import all_detectors
from moderation.directly import PROCEDURE
from moderation.model import Audience, Category, Effect, Finding, PlaceKind, Role, Speed, Verdict
from moderation.pattern import KIND as PATTERN
from moderation.records import CONFIRMED
from moderation.unregistered import KIND as UNREGISTERED
from storage.ledger.verify import OPTIONS

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "interfaces.md").read_text("utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "examples" / "README.md"]
SCHEMAS = {path.name: json.loads(path.read_text("utf-8")) for path in (ROOT / "bot" / "schemas").glob("*.json")}
INPUT = SCHEMAS["check-input.schema.json"]["properties"]
CHECKED = SCHEMAS["check-output.schema.json"]
SCANNED = SCHEMAS["scan-output.schema.json"]["oneOf"][0]["properties"]

#: Categories without kinds of their own: nothing finds them yet, or the program itself says that a person must read.
RESERVED = {Category.MEDIA}


def codes(text: str) -> list[str]:
    """What stands between back-quotes, but for blocks of code."""
    return re.findall(r"`([^`]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE))


def table(first_head: str) -> Iterator[list[str]]:
    """The rows of the table on the page whose first head is this, without its head."""
    found = re.search(rf"^\| *{re.escape(first_head)} *\|.*\n\|[-| ]+\|\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    assert found, f"there is no table of {first_head}"
    for row in found[1].splitlines():
        yield [cell.strip() for cell in row.strip("|").split("|")]


def rows(first_head: str) -> dict[str, list[str]]:
    """The table's rows by each code that their first cell names."""
    return {code: cells[1:] for cells in table(first_head) for code in codes(cells[0])}


def values(kind: type[StrEnum]) -> set[str]:
    return {member.value for member in kind}


# The schemas


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one_and_is_named_on_the_page(name: str) -> None:
    validator_for(SCHEMAS[name]).check_schema(SCHEMAS[name])
    assert f"`{name}`" in PAGE


def test_the_page_names_no_schema_that_is_not_there() -> None:
    assert set(re.findall(r"[\w-]+\.schema\.json", PAGE)) == set(SCHEMAS)


@pytest.mark.parametrize(
    ("listed", "kind"),
    [
        (INPUT["author_role"]["enum"], Role),
        (INPUT["audience"]["enum"], Audience),
        (CHECKED["oneOf"][0]["properties"]["verdict"]["enum"], Verdict),
        (CHECKED["$defs"]["finding"]["properties"]["category"]["enum"], Category),
        (SCANNED["author_role"]["enum"], Role),
        (SCANNED["place_kind"]["enum"], PlaceKind),
        (SCANNED["speed"]["enum"], Speed),
        ([*SCANNED["verdict"]["enum"], Verdict.ALLOW.value], Verdict),
    ],
)
def test_a_schema_lists_the_words_of_the_program(listed: Sequence[str], kind: type[StrEnum]) -> None:
    assert sorted(listed) == sorted(values(kind))


def test_the_schema_lists_every_effect() -> None:
    kinds = {get_args(field.type)[0] for effect in get_args(Effect) for field in fields(effect) if field.name == "kind"}
    assert set(CHECKED["$defs"]["effect"]["properties"]["kind"]["enum"]) == kinds == set(CONFIRMED)


def test_the_schema_lists_what_a_line_may_have() -> None:
    names = {field.name for field in fields(Line)}
    assert set(INPUT) == names == set(jsonl.FIELDS)


def test_a_finding_is_written_as_the_schema_says() -> None:
    schema = CHECKED["$defs"]["finding"]
    rules = [f"{detector.name}@{detector.version}" for detector in all_detectors()]
    for rule in rules:
        finding = finding_json(Finding(Category.UNREAD, "too_long", 0, 3, 8, 1000, rule, ("9.2",), "It is too long."))
        assert list(finding) == list(schema["properties"]) == schema["required"]
        Draft202012Validator(schema).validate(finding)


# The page


def test_the_page_lists_what_a_line_may_have() -> None:
    listed = rows("input")
    assert set(listed) == set(INPUT)
    assert [name for name, cells in listed.items() if cells[0] == "required"] == ["text"]


@pytest.mark.parametrize(("row", "kind"), [("author_role", Role), ("audience", Audience)])
def test_the_page_lists_the_words_of_the_program(row: str, kind: type[StrEnum]) -> None:
    assert set(codes(rows("input")[row][0])) == values(kind)


def test_the_page_lists_the_verdicts_and_which_is_the_gravest() -> None:
    [listed] = re.findall(r"^\* `verdict`: ((?:.|\n)+?)\n\*", PAGE, re.MULTILINE)
    first, ranked = listed.split(". ", 1)
    assert set(codes(first)) == values(Verdict)
    order = [code for code in codes(ranked) if code in values(Verdict)]
    assert order == [verdict.value for verdict in sorted(Verdict, key=lambda v: -v.rank) if verdict is not Verdict.ALLOW]


def kinds_on_the_page() -> dict[str, set[str]]:
    """The kinds of each category, as the page lists them; those of a reserved one are empty."""
    return {code: set(codes(cells[1])) for cells in table("category") for code in codes(cells[0])}


def test_the_page_lists_every_category() -> None:
    listed = kinds_on_the_page()
    assert set(listed) == values(Category)
    assert {name for name, kinds in listed.items() if not kinds} == {category.value for category in RESERVED}


def kinds_in_the_examples() -> dict[str, set[str]]:
    """What detectors find: each has examples of every kind of its own (`tests/moderation/test_detector_examples.py`); and what
    policy finds in what they found before."""
    found: dict[str, set[str]] = {Category.STAFF_CONDUCT.value: {PATTERN, *PROCEDURE}, MANY_PEOPLE[0].value: {MANY_PEOPLE[1]}}
    found[Category.IMPERSONATION.value] = {UNREGISTERED}
    folder = ROOT / "moderation" / "detectors"
    for path in folder.glob("*.examples.toml"):
        module = path.name.removesuffix(".examples.toml")
        [detector] = [d for d in all_detectors() if type(d).__module__ == f"moderation.detectors.{module}"]
        category = detector.name.split("/")[0].replace("-", "_")
        flagged = tomllib.loads(path.read_text("utf-8"))["flag"]
        found.setdefault(category, set()).update(row["kind"] for row in flagged)
    return found


def test_the_page_lists_the_kinds_that_detectors_find() -> None:
    listed = kinds_on_the_page()
    unread = listed.pop(Category.UNREAD.value)
    assert listed.pop(Category.REPORT.value) == set(reports.KINDS)
    assert {name: kinds for name, kinds in listed.items() if kinds} == kinds_in_the_examples()
    source = "".join((ROOT / path).read_text("utf-8") for path in ("moderation/detectors/__init__.py", "bot/intake.py"))
    assert unread == set(re.findall(r'Category\.UNREAD,\s*"(\w+)"', source))


def test_the_examples_on_the_page_are_as_the_schemas_say() -> None:
    checked, ledger, proof = re.findall(r"```json\n(.+?)\n```", PAGE, re.DOTALL)
    Draft202012Validator(CHECKED).validate(json.loads(checked))
    lines = [json.loads(line.replace("<64 hex>", "0" * 64)) for line in ledger.splitlines()]
    for line in lines:
        Draft202012Validator(SCHEMAS["ledger-export.schema.json"]).validate(line)
    assert json.loads(lines[1]["body"].replace(",…}", "}"))["actor"] == "p_bot"
    Draft202012Validator(SCHEMAS["ledger-proof.schema.json"]).validate(json.loads(proof.replace("<64 hex>", "0" * 64)))


def test_the_page_lists_the_columns_of_people_csv() -> None:
    listed = rows("column")
    assert set(listed) == set(KNOWN)
    assert set(codes(listed["role"][0])) == values(Role)
    assert set(codes(listed["platform"][0])) == set(PLATFORMS)


def test_the_page_lists_the_variables_of_the_example_configuration() -> None:
    example = (ROOT / "config.example.toml").read_text("utf-8")
    assert set(rows("variable")) == set(re.findall(r'_env = "(\w+)"', example))


def test_the_page_lists_the_options_of_the_verifier() -> None:
    assert {code.split()[0] for code in rows("option")} | {"--root"} == set(OPTIONS)


# Commands


def command_of(words: Sequence[str]) -> tuple[click.Command, Sequence[str]]:
    """The command that begins a line, and the words behind it."""
    found: click.Command = main
    while words and isinstance(found, click.Group) and words[0] in (inner := within(found)):
        found, words = inner[words[0]], words[1:]
    return found, words


def within(group: click.Group) -> dict[str, click.Command]:
    """The commands of a group, by name."""
    context = click.Context(group)
    found = {name: group.get_command(context, name) for name in group.list_commands(context)}
    return {name: command for name, command in found.items() if command}


def calls(path: Path) -> Iterator[list[str]]:
    """Every call of `touchline` that a page shows, in a line of its own or within one."""
    text = path.read_text("utf-8")
    for call in (*codes(text), *re.findall(r"^ *(?:\.venv/bin/)?touchline .+$", text, re.MULTILINE)):
        program, *words = call.split() or [""]
        if program.endswith("touchline") and program != "/touchline":  # which is typed on Slack
            yield words


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_command_and_option_that_a_page_names_exists(path: Path) -> None:
    for words in calls(path):
        command, rest = command_of(words)
        assert command is not main or not words, words
        assert not isinstance(command, click.Group) or not rest, words
        options = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
        assert {re.split(r"[=\]]", word)[0].lstrip("[") for word in rest if word.lstrip("[").startswith("--")} <= options, words


def test_every_command_is_in_the_readme() -> None:
    """Each by itself, or the group that it is of."""
    named = {tuple(words[: len(words) - len(command_of(words)[1])]) for words in calls(PAGES[0])}
    text = PAGES[0].read_text("utf-8")
    for name, command in within(main).items():
        each = [(name, inner) for inner in within(command)] if isinstance(command, click.Group) else [(name,)]
        for words in each:
            assert words in named or (name,) in named or f"`{' '.join(words)}`" in text, words


@pytest.mark.parametrize("name", ["check", "scan"])
def test_the_options_of_check_and_scan_are_on_the_page(name: str) -> None:
    section = PAGE[PAGE.index("## Options of `check` and `scan`") :].split("\n## ")[0]
    shared = {"--profile", "--config", "--people"}
    assert set(re.findall(r"`(--\w+)", section)) == shared
    assert shared <= {option for parameter in within(main)[name].params for option in parameter.opts}


def test_the_commands_alone_read_the_machine_s_clock() -> None:
    """“No part that decides anything” does, says the page: a clock is handed to it."""
    reading = re.compile(r"\.now\(|\.utcnow\(|\b(?:date|datetime)\.today\(|time\.time\(")
    found = {
        path.relative_to(ROOT).as_posix()
        for room in ("bot", "moderation", "storage")
        for path in (ROOT / room).rglob("*.py")
        if reading.search(path.read_text("utf-8"))
    }
    assert {name for name in found if not name.startswith("bot/commands/")} == set()


def every(value: Any) -> Iterator[Any]:
    """Everything within a JSON value."""
    yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from every(inner)


def test_a_reference_between_schemas_leads_somewhere() -> None:
    for schema in SCHEMAS.values():
        for found in every(schema):
            if isinstance(found, dict) and "$ref" in found:
                file, _, inside = found["$ref"].partition("#/")
                target = SCHEMAS[file] if file else schema
                for step in inside.split("/"):
                    target = target[step]
                assert target
