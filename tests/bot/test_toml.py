"""The line of each key, in every form that TOML allows."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.toml import Document, FileError, Location, open_document, parse

ROOT = Path(__file__).parents[2]

EVERY_FORM = '''\
a = 1 # [not.a.table]
b.c = "]"
"d.e" = 'x = 1'
f = [1, { g = "}", h = """
several " lines
[like.a.table]
""" },
  # a comment, with a bracket ]
  3]
[t]
u = \'\'\'
v = 2
\'\'\'
w = { x = [ "a", "b" ], y = { z = 1.5 } }
[[m]]
n = 1
[m.o]
p = 1979-05-27 07:32:00
[[m.q]]
r = true
[[m]]
n = 2
[s."t.u".v]
'''

LINES: list[tuple[Location, int]] = [
    (("a",), 1),
    (("b", "c"), 2),
    (("d.e",), 3),
    (("f",), 4),
    (("f", 1, "g"), 4),
    (("f", 1, "h"), 4),
    (("f", 2), 9),
    (("t",), 10),
    (("t", "u"), 11),
    (("t", "w"), 14),
    (("t", "w", "x", 1), 14),
    (("t", "w", "y", "z"), 14),
    (("m", 0, "n"), 16),
    (("m", 0, "o", "p"), 18),
    (("m", 0, "q", 0, "r"), 20),
    (("m", 1), 21),
    (("m", 1, "n"), 22),
    (("s", "t.u", "v"), 23),
    (("s", "t.u"), 23),
    # What is not there is shown where it should stand.
    (("m", 1, "missing"), 21),
    (("t", "w", "missing"), 14),
    (("missing",), 1),
]


@pytest.mark.parametrize(("location", "line"), LINES, ids=str)
def test_a_key_is_found_on_its_line(location: Location, line: int) -> None:
    assert parse(EVERY_FORM, "x.toml").line(location) == line


def test_line_ends_of_windows_count_the_same() -> None:
    document = parse(EVERY_FORM.replace("\n", "\r\n"), "x.toml")
    assert [document.line(location) for location, _ in LINES] == [line for _, line in LINES]


def everything(table: object, at: Location = ()) -> Iterator[Location]:
    items = table.items() if isinstance(table, dict) else enumerate(table) if isinstance(table, list) else ()
    for key, value in items:
        yield (*at, key)
        yield from everything(value, (*at, key))


PACKAGED = sorted(path for room in ("moderation", "bot") for path in (ROOT / room).rglob("*.toml"))


@pytest.mark.parametrize("path", [*PACKAGED, ROOT / "config.example.toml"], ids=lambda path: path.name)
def test_each_key_of_our_own_files_is_found_where_it_is_named(path: Path) -> None:
    document = open_document(path)
    lines = document.text.split("\n")
    for location in everything(document.table):
        if isinstance(location[-1], str):
            assert location[-1] in lines[document.lines[location] - 1], location


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=12)
VALUES = st.recursive(st.integers(0, 9) | st.booleans() | TEXT, lambda inner: st.lists(inner, max_size=3), max_leaves=6)


def written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ",\n ".join(map(written, value)) + "]"
    return str(value) if isinstance(value, int) else '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


@given(st.dictionaries(TEXT, VALUES, max_size=5))
def test_whatever_a_value_holds_the_keys_after_it_are_found(table: dict[str, object]) -> None:
    text, expected = "", {}
    for key, value in table.items():
        expected[(key,)] = text.count("\n") + 1
        text += f"{written(key)} = {written(value)}\n"
    document = parse(text, "x.toml")
    assert document.table == tomllib.loads(text) == table
    assert {location: document.lines[location] for location in expected} == expected


NOT_TOML = [
    ("a = word\n", 1, 'Text needs quotation marks: name = "like this".'),
    ("a = 1\na = 2\n", 2, "It is set twice: keep one of the two."),
    ("[a]\n[b]\n[a]\n", 3, "It is set twice: keep one of the two."),
    ("a = 1\n[b\n", 2, "Look for a missing quotation mark, bracket or equals sign."),
    ('a = "x\n', 1, "Look for a missing quotation mark, bracket or equals sign."),
    ("a 1\n", 1, "Look for a missing quotation mark, bracket or equals sign."),
]


@pytest.mark.parametrize(("text", "line", "do"), NOT_TOML, ids=[row[0] for row in NOT_TOML])
def test_what_is_not_toml_is_named_with_its_line(text: str, line: int, do: str) -> None:
    with pytest.raises(FileError) as caught:
        parse(text, "x.toml")
    (problem,) = caught.value.problems
    assert (problem.file, problem.line, problem.do) == ("x.toml", line, do)
    assert str(problem).startswith(f"x.toml:{line}: This is not valid TOML: ")


def refused(path: Path) -> str:
    with pytest.raises(FileError) as caught:
        open_document(path, "x.toml")
    return str(caught.value)


def test_a_file_that_cannot_be_used_says_so(tmp_path: Path) -> None:
    assert refused(tmp_path / "missing.toml") == "x.toml:1: This file does not exist. Check the path."
    assert "cannot be read" in refused(tmp_path)
    (tmp_path / "latin.toml").write_bytes(b"a = 1\nb = '\xe9'\n")
    assert refused(tmp_path / "latin.toml") == "x.toml:2: This is not UTF-8 text. Save the file as UTF-8."
    (tmp_path / "big.toml").write_bytes(b"#" * 1_000_001)
    assert "too large" in refused(tmp_path / "big.toml")


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes(b"\xef\xbb\xbfa = 1\n")
    document: Document = open_document(tmp_path / "x.toml")
    assert document.table == {"a": 1}
