"""Taking a JSON file apart: the same values as a parser that holds it all, with their lines."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.archive.entries import Fault, Piece, lines
from bot.archive.pieces import pieces

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def cut(raw: bytes, size: int) -> list[bytes]:
    return [raw[at : at + size] for at in range(0, len(raw), size)]


def values(raw: bytes, size: int = 7) -> list[Any]:
    found = list(pieces(cut(raw, size)))
    assert not [piece for piece in found if isinstance(piece, Fault)]
    return [piece.value for piece in found if isinstance(piece, Piece)]


@given(st.lists(JSON, max_size=5), st.integers(1, 40), st.sampled_from([None, 0, 1, 4]), st.booleans())
def test_a_list_in_any_layout_and_any_chunks(entries: list[Any], size: int, indent: int | None, ascii_only: bool) -> None:
    assert values(json.dumps(entries, indent=indent, ensure_ascii=ascii_only).encode(), size) == entries


@given(
    st.lists(JSON.filter(lambda v: v != []), max_size=4),
    st.dictionaries(st.text(max_size=5), JSON, max_size=2),
    st.integers(1, 40),
)
def test_an_object_of_lists(entries: list[Any], head: dict[str, Any], size: int) -> None:
    raw = json.dumps({"head": head, "messages": entries, "count": 3}, indent=2).encode()
    found = [(p.key, p.value) for p in pieces(cut(raw, size)) if isinstance(p, Piece)]
    assert found == [("head", head), *(("messages", entry) for entry in entries), ("count", 3)]


@given(st.lists(st.dictionaries(st.text(max_size=5), JSON, min_size=1, max_size=3), min_size=1, max_size=5), st.integers(1, 60))
def test_lines_are_those_on_which_entries_begin(entries: list[Any], size: int) -> None:
    raw = json.dumps(entries, indent=2).encode()
    starts = [number for number, line in enumerate(raw.split(b"\n"), 1) if line.startswith(b"  {")]
    assert [piece.line for piece in pieces(cut(raw, size))] == starts


@pytest.mark.parametrize("damage", [b'"', b"{", b"}", b"[", b"]", b"\\", b"\n", b":", b",", b"nul", b"\x00", b'"\n'])
@given(data=st.data())
def test_damage_in_one_entry_costs_that_entry_alone(damage: bytes, data: st.DataObject) -> None:
    entries = [{"n": n, "text": f"message {n}", "more": [{"a": "b"}]} for n in range(4)]
    raw = json.dumps(entries, indent=4).encode()
    start, end = raw.index(b'"n": 1'), raw.index(b'"n": 2') - 20
    at = data.draw(st.integers(start, end))
    kept = [p.value for p in pieces(cut(raw[:at] + damage + raw[at:], data.draw(st.integers(1, 80)))) if isinstance(p, Piece)]
    assert [entry for entry in kept if entry in entries and entry["n"] != 1] == [entries[0], entries[2], entries[3]]


@given(st.binary(max_size=300), st.integers(1, 50))
def test_no_bytes_raise_and_progress_never_falls(raw: bytes, size: int) -> None:
    for read in (pieces, lines):
        ends = [piece.end for piece in read(cut(raw, size))]
        assert ends == sorted(ends)


@given(st.text(alphabet='{}[]",:\\ \nabn1', max_size=200), st.integers(1, 50))
def test_no_brackets_raise(text: str, size: int) -> None:
    for piece in pieces(cut(text.encode(), size)):
        assert piece.line <= text.count("\n") + 1


@given(st.lists(JSON, max_size=6), st.integers(1, 30))
def test_json_lines(entries: list[Any], size: int) -> None:
    raw = "\n\n".join(json.dumps(entry) for entry in entries).encode()
    found = list(lines(cut(raw, size)))
    assert [(p.value, p.line) for p in found if isinstance(p, Piece)] == [(entry, 2 * n + 1) for n, entry in enumerate(entries)]
