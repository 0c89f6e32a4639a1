"""What needs no second look in an export, and other processes that look: the answer is the same as line by line."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import storage.ledger.verify as module
from storage.ledger.record import RecordError, decode, encode, leaf
from storage.ledger.verify import Audit, Frontier, Run, _Forms
from tests.storage.ledger_kit import exported, head, volume

KINDS = ["post.removed", "message.judged", "a", "", "\u00e9", 'with "quotes"', "back\\slash"]
AT = "2026-11-21T02:00:00.123456Z"
SCALARS = st.none() | st.booleans() | st.integers(-20, 1200) | st.integers() | st.sampled_from([*KINDS, AT, "{", "]},", ":1,"])
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["at", "seq", "v", "kind", "z"]), inner),
    max_leaves=12,
)
RECORDS = st.fixed_dictionaries(
    {"data": st.dictionaries(st.sampled_from(["at", "seq", "v", "rule", "score", "\u00e9"]), VALUES, max_size=4)},
    optional={"folder": st.sampled_from(["c_1", "c_2"]), "w": st.just(1), "seq": st.integers(0, 9), "v": st.integers(0, 2)},
)


def body(record: dict[str, Any], seq: int) -> str:
    whole = {"v": 1, "seq": seq, "at": AT, "kind": "a", "actor": "p_bot", **record}
    return json.dumps(whole, sort_keys=True, separators=(",", ":"))


def line(text: str, seq: int) -> str:
    raw = text.encode("utf-8", "surrogatepass")
    return json.dumps({"seq": seq, "leaf": leaf(raw).hex(), "body": text}, separators=(",", ":"))


def strictly(text: str, seq: int) -> bytes | None:
    """The leaf of a proper entry, found as the verifier does with what it does not know."""
    audit = Audit(io.BytesIO())
    try:
        audit._looked_at(text.encode("utf-8", "surrogatepass"))
    except RecordError:
        return None
    proper = not audit.faults and audit.newest == seq and audit.record
    return audit.tree.root() if proper else None  # the root of one leaf is that leaf


@settings(max_examples=400)
@given(st.data())
def test_whatever_passes_at_a_glance_passes_a_close_look_and_the_other_way_round(data: st.DataObject) -> None:
    """Records by the same forms, and records that are nearly those: a byte changed, dropped or put in, anywhere in the line."""
    forms = _Forms()
    for seq in range(1, 7):
        record = data.draw(RECORDS)
        for _ in range(data.draw(st.integers(1, 2))):  # the second time it is known
            text = line(body(record, seq), seq)
            if data.draw(st.booleans()):
                at = data.draw(st.integers(0, len(text) - 1))
                put = data.draw(
                    st.sampled_from(["", "0", "1", '"', '\\"', "\\", "\\\\", " ", ",", "}", "]", "-", ".", "e", "\x7f"])
                )
                changed = text[:at] + put + text[at + data.draw(st.integers(0, 2)) :]
                text = repaired(changed, seq) if data.draw(st.booleans()) else changed
            glance = forms.leaf(text, seq)
            assert glance is None or glance == strictly(text, seq), text


def repaired(text: str, seq: int) -> str:
    """A line with a changed text and the hash that fits it, so that the text itself is looked at."""
    try:
        return line(json.loads(text)["body"], seq)
    except (ValueError, KeyError, TypeError, AttributeError):
        return text


@settings(max_examples=300)
@given(RECORDS, RECORDS, st.integers(1, 10**14))
def test_a_proper_record_is_known_once_one_of_its_form_was_seen(one: dict[str, Any], other: dict[str, Any], seq: int) -> None:
    forms = _Forms()
    for record in (one, other, one, other):
        text = body(record, seq)
        try:
            proper = decode(text.encode())["seq"] == seq
        except RecordError:
            proper = False
        plain = proper and "\\" not in text and text.endswith(f'"seq":{seq},"v":1}}')
        assert (forms.leaf(line(text, seq), seq) is not None) == plain


def test_the_same_form_with_other_keys_instants_and_numbers_is_not_taken_for_known() -> None:
    forms = _Forms()
    good = body({"data": {"a": "x", "n": 5}}, 1)
    assert forms.leaf(line(good, 1), 1)
    assert forms.leaf(line(good.replace(":5", ":7"), 1), 1)
    for bad in (
        good.replace('"n"', '"A"'),  # out of order
        good.replace('"n"', '"a"'),  # twice
        good.replace(AT, "2026-02-30T02:00:00.123456Z"),
        good.replace(AT, "2026-11-21T24:00:00.123456Z"),
        good.replace('"p_bot"', '""'),
        good.replace(":5", ":05"),
        good.replace(":5", ":-0"),
        good.replace(":5", ":5.0"),
        good.replace(":5", ":9007199254740993"),
        good.replace('"seq":1', '"seq":2'),
        good.replace('"v":1', '"v":2'),
        good.replace('"x"', '"\t"'),
    ):
        assert forms.leaf(line(bad, 1), 1) is None, bad
        assert forms.leaf(line(good, 1), 1)


def test_a_number_that_only_looks_like_the_entry_s_is_not_taken_for_it() -> None:
    text = body({"data": {}, "w": 1, "seq": 99}, 1)  # ends with "v":1,"w":1}
    assert decode(text.encode())["seq"] == 99
    assert _Forms().leaf(line(text, 1), 1) is None


def test_a_hostile_file_cannot_fill_the_memory_with_forms() -> None:
    forms = _Forms()
    for seq in range(1, 3 * module.FORMS_KNOWN):
        assert forms.leaf(line(body({"data": {f"k{seq}": [0] * (seq % 97)}}, seq), seq), seq)
    assert forms._count <= module.FORMS_KNOWN
    assert sum(len(kinds) for _, kinds in forms._forms.values()) <= module.FORMS_KNOWN


def mixed(count: int) -> bytes:
    """An export with entries of every sort: plain, escaped, withheld."""
    entries = volume(count)
    for seq in range(7, count, 50):
        text = encode({"v": 1, "seq": seq, "at": AT, "kind": "k", "actor": "p", "data": {"said": "\u00e9\ud800"}})
        entries[seq - 1] = (seq, leaf(text), text)
    return exported(entries, withheld=lambda seq: seq % 41 == 0)


MIXED = mixed(400)


def looked(export: bytes, processes: int, sizes: Iterator[int] | range = range(0, 420, 7)) -> dict[str, Any]:
    audit = Audit(io.BytesIO(export), sizes, processes)
    root = audit.tree.root()
    return {name: value for name, value in vars(audit).items() if name not in {"tree", "_ahead"}} | {"root": root}


def damaged(export: bytes) -> Iterator[bytes]:
    lines = export.splitlines(keepends=True)
    yield export
    yield export.replace(b"\n", b"\r\n")
    yield b"".join([*lines[:200], *lines[203:]])
    yield b"".join([*lines[:200], lines[210], *lines[200:]])
    yield b"".join([*lines[:200], lines[199], *lines[200:]])
    yield b"".join([*lines[:-1], *lines[1:]])
    yield b"".join([*lines, lines[5]])
    yield b"".join([*lines[:300], b"\xff\n", *lines[300:]])
    yield b"".join([*lines[:300], b"\n", *lines[300:]])
    yield b"".join([*lines[:300], b'{"seq":299,"leaf":"' + b"a" * module.LINE_LIMIT + b'"}\n', *lines[300:]])
    yield b"".join([*lines[:300], b"x" * (3 * module.LINE_LIMIT)])
    yield export.replace(b"post.removed", b"post.removes")
    yield export[:-1]
    yield export[:-200]
    yield export.replace(b'\\"v\\":1}"}\n{"seq":77', b'\\"v\\":1}"} \n{"seq":77')


@pytest.mark.parametrize("export", list(damaged(MIXED)), ids=range(15))
def test_blocks_of_any_size_and_processes_of_any_number_find_the_same(export: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(module, "_known", lambda block: [])  # every line is looked at closely
        expected = looked(export, 1)
    for size in (module.BLOCK, 700, 100_000):
        monkeypatch.setattr(module, "BLOCK", size)
        assert looked(export, 1) == expected
    monkeypatch.setattr(module, "BLOCK_SENT", 5000)
    assert looked(export, 2) == expected


def test_where_other_processes_cannot_be_had_this_one_does_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise OSError("no semaphores here")

    expected = looked(MIXED, 1)
    monkeypatch.setattr(module, "ProcessPoolExecutor", none)
    assert looked(MIXED, 2) == expected


def test_known_entries_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    [run] = module._known(b"".join(exported(volume(100)).splitlines(keepends=True)[1:-1]))
    assert (run.place, run.seq, len(run.leaves)) == (0, 1, 100)
    assert isinstance(run, Run)


@given(st.lists(st.integers(0, 40), max_size=6))
def test_many_leaves_at_once_make_the_same_tree(counts: list[int]) -> None:
    one, other = Frontier(), Frontier()
    for count in counts:
        leaves = [leaf(b"%d" % number) for number in range(one.size, one.size + count)]
        for each in leaves:
            one.append(each)
        other.extend(leaves)
        assert (one.size, one.root(), one._peaks) == (other.size, other.root(), other._peaks)


def test_a_large_export_is_handed_to_other_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WORTH_HELPERS", 1)
    monkeypatch.setattr(module, "BLOCK_SENT", 4000)
    entries = volume(300)
    (tmp_path / "log.jsonl").write_bytes(exported(entries))
    assert module.main([f"--log={tmp_path / 'log.jsonl'}", "--size=300", f"--root={head(entries).hex()}"]) == 0
