"""The verifier: what it says of a whole log, of a withheld entry, and of every kind of damage."""

import base64
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.ledger.export import write_export
from storage.ledger.merkle import Frontier, TreeError, leaf_hash, root
from storage.ledger.record import encode, entry, leaf
from storage.ledger.verify import Answer, verify

START = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
SECRET = "Robin lives at 7 Example Lane"
TESSERA = Path(__file__).parents[3] / "shared" / "vectors" / "tessera"


def bodies(count: int) -> list[bytes]:
    return [
        entry(
            seq, START + timedelta(hours=seq - 1), "post.removed", "p_bot", {"note": f"\ud800 {SECRET} {seq}"}, folder="c_7f3k"
        )
        for seq in range(1, count + 1)
    ]


def rows(texts: list[bytes]) -> list[tuple[int, bytes, bytes]]:
    return [(seq, leaf(body), body) for seq, body in enumerate(texts, start=1)]


def exported(entries: list[tuple[int, bytes, bytes]], withheld: Callable[[int], bool] = lambda seq: False) -> bytes:
    out = io.StringIO()
    write_export(entries, out, "example-club", "example.org/ledger", withheld)
    return out.getvalue().encode("ascii")


def checked(export: bytes, *held: tuple[int, bytes]) -> Answer:
    return verify(io.BytesIO(export), held)


def head(texts: list[bytes]) -> tuple[int, bytes]:
    """The checkpoint over these bodies."""
    return len(texts), root(map(leaf, texts))


TWELVE = bodies(12)
HEAD = head(TWELVE)
WHOLE = exported(rows(TWELVE))
LINES = WHOLE.splitlines(keepends=True)


# What it says


def test_yes() -> None:
    answer = checked(WHOLE, HEAD)
    assert answer.exit_code == 0
    assert answer.headline == "YES - all 12 entries up to 21 Nov 2026 13:00 UTC are present and unchanged."
    assert f"The checkpoint of 12 entries, root {HEAD[1].hex()}, matches." in answer.details
    assert str(answer).splitlines()[0] == answer.headline


def test_yes_without_a_checkpoint_claims_no_more_than_it_knows() -> None:
    rewritten = bodies(12)
    rewritten[4] = entry(5, START, "post.kept", "p_bot", {})
    for export in (WHOLE, exported(rows(rewritten)), exported(rows(TWELVE[:9]))):
        answer = checked(export)
        assert answer.exit_code == 0
        assert answer.headline.endswith("are in order, but no checkpoint was compared.")
        assert answer.details[0].endswith("Only a checkpoint you hold shows that nothing was cut or rewritten.")
    assert checked(exported(rows(rewritten)), HEAD).headline == "NO - history up to entry 12 was changed."
    assert checked(exported(rows(TWELVE[:9])), HEAD).headline == "NO - 3 of 12 entries are gone."


def test_yes_is_said_only_of_what_a_checkpoint_covers() -> None:
    answer = checked(WHOLE, head(TWELVE[:7]), head(TWELVE[:1]))
    assert answer.headline == "YES - all 7 entries up to 21 Nov 2026 08:00 UTC are present and unchanged."
    assert answer.details[0] == "In order, but newer than any checkpoint compared: 5 entries."
    one = checked(WHOLE, head(TWELVE[:1]))
    assert one.headline == "YES - the 1 entry up to 21 Nov 2026 02:00 UTC is present and unchanged."


def test_the_first_entry_and_the_empty_log() -> None:
    assert checked(exported([])).headline == "YES - all 0 entries are in order, but no checkpoint was compared."
    assert checked(exported(rows(TWELVE[:1]))).headline.startswith("YES - the 1 entry up to 21 Nov 2026 02:00 UTC is in order")
    assert checked(exported([]), head(TWELVE[:1])).headline == "NO - 1 of 1 entry is gone."


def test_the_size_of_a_log_is_easy_to_read() -> None:
    many = bodies(1284)
    assert checked(exported(rows(many)), head(many)).headline.startswith(
        "YES - all 1,284 entries up to 13 Jan 2027 13:00 UTC are"
    )
    assert checked(exported(rows(many[:1264])), head(many)).headline == "NO - 20 of 1,284 entries are gone."
    assert checked(exported(rows(many[:-1] + TWELVE[:1])), head(many)).details[0] == (
        "Also: history up to entry 1,284 was changed."
    )


def test_each_checkpoint_is_told_apart() -> None:
    changed = bodies(12)
    changed[7] = entry(8, START, "post.kept", "p_bot", {})
    answer = checked(exported(rows(changed)), HEAD, head(TWELVE[:7]), head(TWELVE[:8]), head(bodies(20)))
    assert answer.exit_code == 1
    assert answer.headline == "NO - 8 of 20 entries are gone."
    assert answer.details[:2] == (
        "Also: history up to entry 8 was changed.",
        "Also: history up to entry 12 was changed.",
    )
    assert [line.split(",")[-1].strip() for line in answer.details if line.startswith("The checkpoint of")] == [
        "matches.",
        "does not match.",
        "does not match.",
        "has more than were read; an older export cannot reach it.",
    ]


def test_two_checkpoints_of_one_size_cannot_both_be_true() -> None:
    other = (12, leaf_hash(b"another history"))
    answer = checked(WHOLE, HEAD, other)
    assert answer.headline == "NO - history up to entry 12 was changed."
    assert {HEAD[1].hex(), other[1].hex()} <= set(str(answer).replace(",", "").split())


@pytest.mark.parametrize("checkpoint", [(0, root([])), (-1, bytes(32)), (12, bytes(15)), (12, b"")])
def test_a_checkpoint_that_covers_nothing_is_refused(checkpoint: tuple[int, bytes]) -> None:
    with pytest.raises(TreeError):
        checked(WHOLE, checkpoint)


# Withheld entries


def test_withheld_entries_are_counted_and_still_verify() -> None:
    export = exported(rows(TWELVE), withheld=lambda seq: seq in (3, 5))
    answer = checked(export, HEAD)
    assert answer.headline == "YES - all 12 entries up to 21 Nov 2026 13:00 UTC are present and unchanged."
    assert "Withheld, and checked by hash alone: 2 entries." in answer.details
    assert f"{SECRET} 3" not in export.decode()
    assert checked(exported(rows(TWELVE), lambda seq: seq == 12), HEAD).headline == (
        "YES - all 12 entries are present and unchanged."
    )


@pytest.mark.parametrize("withheld", [False, True])
def test_an_entry_that_was_edited_in_the_database_is_found_without_any_checkpoint(withheld: bool) -> None:
    edited = rows(TWELVE)
    edited[4] = (5, edited[4][1], TWELVE[4].replace(b"removed", b"kept"))
    answer = checked(exported(edited, lambda seq: withheld and seq == 5))
    assert answer.exit_code == 1
    # Nor is the hash that stands beside a text ever taken for the entry's own.
    assert "does not match." in str(checked(exported(edited, lambda seq: withheld and seq == 5), HEAD))
    if not withheld:
        assert answer.headline == "NO - entry 5 was changed: its text does not give the hash beside it (line 6)."


def test_a_body_damaged_beyond_ascii_is_still_written_out_and_found() -> None:
    edited = rows(TWELVE)
    edited[4] = (5, edited[4][1], TWELVE[4][:-1] + b"\xff")
    assert checked(exported(edited)).headline.startswith("NO - entry 5 was changed")


# Every change is found


def content(export: bytes) -> list[Any] | None:
    """What an export says, whatever its spaces and escapes; None if a line is not JSON."""
    try:
        return [json.loads(line) for line in export.decode("ascii").strip("\r\n").split("\n")]
    except ValueError:
        return None


@settings(max_examples=400)
@given(st.integers(len(LINES[0]), len(WHOLE) - 1), st.integers(0, 255), st.sampled_from(["replace", "insert", "delete"]))
def test_no_changed_byte_of_an_entry_passes(position: int, byte: int, way: str) -> None:
    middle = b"" if way == "delete" else bytes([byte])
    changed = WHOLE[:position] + middle + WHOLE[position + (way != "insert") :]
    answer = checked(changed)  # even by itself: the file does not agree with itself any more
    assert (answer.exit_code == 0) == (content(changed) == content(WHOLE))
    assert SECRET not in str(answer)


@settings(max_examples=200)
@given(st.data())
def test_no_line_can_be_dropped_doubled_moved_or_replaced(data: st.DataObject) -> None:
    entries = data.draw(st.lists(st.sampled_from(LINES[1:-1]), min_size=0, max_size=14) | st.permutations(LINES[1:-1]))
    changed = b"".join([LINES[0], *entries, LINES[-1]])
    assert checked(changed).exit_code == (0 if changed == WHOLE else 1)
    assert checked(changed, HEAD).exit_code == (0 if changed == WHOLE else 1)


@settings(max_examples=200)
@given(st.integers(0, len(WHOLE) - 2))
def test_a_copy_that_was_cut_short_is_never_a_yes(length: int) -> None:
    assert checked(WHOLE[:length]).exit_code == 2


def test_only_the_very_last_line_break_may_be_missing() -> None:
    assert checked(WHOLE[:-1], HEAD).exit_code == 0


@settings(max_examples=200)
@given(st.data())
def test_a_log_that_was_forged_as_a_whole_fails_against_a_checkpoint(data: st.DataObject) -> None:
    """Root on the log's machine re-makes every hash. Whoever holds a checkpoint sees it; nobody else can."""
    forged = list(TWELVE)
    at = data.draw(st.integers(0, 11))
    match data.draw(st.sampled_from(["edit", "drop", "insert", "swap", "cut"])):
        case "edit":
            forged[at] = forged[at].replace(b"removed", b"kept")
        case "drop":
            del forged[at]
        case "insert":
            forged.insert(at, TWELVE[0])
        case "swap":
            forged[at], forged[at - 1] = forged[at - 1], forged[at]
        case _:
            del forged[at:]
    renumbered = [encode({**json.loads(body), "seq": seq}) for seq, body in enumerate(forged, start=1)]
    forgery = exported(rows(renumbered))
    assert checked(forgery).exit_code == 0
    assert checked(forgery, HEAD).exit_code == 1


def renamed(seq: int, shown: int) -> bytes:
    return LINES[seq].replace(b'"seq":%d,' % seq, b'"seq":%d,' % shown, 1)


@pytest.mark.parametrize(
    ("lines", "headline"),
    [
        (LINES[:5] + LINES[8:], "NO - 3 of 12 entries are gone."),
        (LINES[:1] + LINES[2:], "NO - 1 of 12 entries is gone."),
        (LINES[:-2] + LINES[-1:], "NO - 1 of 12 entries is gone."),
        ([*LINES[:4], LINES[5], LINES[4], *LINES[6:]], "NO - entry 4 stands after entry 5 (line 6)."),
        ([*LINES[:5], LINES[4], *LINES[5:]], "NO - entry 4 stands after entry 4 (line 6)."),
        ([*LINES[:12], renamed(12, 13), LINES[-1]], "NO - 1 of 13 entries is gone."),
        ([*LINES[:5], LINES[5].replace(b"removed", b"kept"), *LINES[6:]], "NO - entry 5 was changed: its text does not give"),
        ([*LINES[:-1], exported(rows(TWELVE[:5])).splitlines(True)[-1]], "NO - the closing line does not fit these entries."),
        ([*LINES[:-1], LINES[-1].replace(b'"root":"', b'"root":"' + b"0" * 64 + b'","x":"')], "CANNOT TELL - line 14"),
    ],
)
def test_how_damage_is_named(lines: list[bytes], headline: str) -> None:
    assert checked(b"".join(lines)).headline.startswith(headline)


def forged_line(seq: int, body: bytes) -> bytes:
    """An entry with a true hash over a text that no proper record has."""
    return json.dumps({"seq": seq, "leaf": leaf_hash(body).hex(), "body": body.decode("latin-1")}).encode() + b"\n"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (TWELVE[0].replace(b'"seq":1', b'"seq":1,"seq":1'), "a key stands twice"),
        (TWELVE[0].replace(b":", b": ", 1), "not equal to its own re-encoding"),
        (TWELVE[0].replace(b'"v":1', b'"v":1.0'), "version"),
        (TWELVE[0].replace(b'"c_7f3k"', b"1180000000000000001"), "beyond 2**53"),
        (TWELVE[0].replace(b'"c_7f3k"', b"[" * 60_000 + b"]" * 60_000), "nested|plain JSON"),
        (b"null", "not a JSON object"),
        (b"", "not plain JSON"),
    ],
)
def test_a_true_hash_over_an_improper_record_is_a_fault(body: bytes, why: str) -> None:
    answer = checked(LINES[0] + forged_line(1, body) + json.dumps({"size": 1, "root": leaf_hash(body).hex()}).encode())
    assert answer.exit_code == 1
    assert answer.headline.startswith("NO - entry 1 is not a proper record: ")
    assert any(reason in answer.headline for reason in why.split("|"))


def test_a_bare_delete_in_an_entry_is_found_among_entries_that_need_no_second_look() -> None:
    texts = [*TWELVE[:5], TWELVE[5].replace(b"p_bot", b"p\x7fbot"), *TWELVE[6:]]
    export = exported(rows(texts)).replace(b"\\u007f", b"\x7f")
    assert checked(export).headline == ("NO - entry 6 is not a proper record: it is not equal to its own re-encoding (line 7).")


def test_an_entry_whose_text_has_another_number_was_moved() -> None:
    body = TWELVE[1]
    answer = checked(LINES[0] + forged_line(1, body) + json.dumps({"size": 1, "root": leaf_hash(body).hex()}).encode())
    assert answer.headline == "NO - entry 1 was moved: its text is that of entry 2 (line 2)."


def test_a_fault_that_was_found_outweighs_a_line_that_cannot_be_read() -> None:
    answer = checked(b"".join([*LINES[:3], LINES[3].replace(b"removed", b"kept"), b"garbage\n", *LINES[4:]]), HEAD)
    assert answer.exit_code == 1
    assert answer.headline.startswith("NO - entry 3 was changed")
    assert "The check ended early: line 5 cannot be read: it is not plain JSON in ASCII." in answer.details


def test_the_faults_of_a_hostile_file_do_not_fill_the_memory() -> None:
    many = [(seq, bytes(32), body) for seq, body in enumerate(bodies(100), start=1)]
    answer = checked(exported(many))
    assert len(answer.details) < 30
    assert "Also: 80 more faults in entries." in answer.details


# Another log's checkpoints


@pytest.mark.skipif(not TESSERA.is_dir(), reason="../shared/vectors is not here")
def test_the_checkpoints_of_tesseras_test_log() -> None:
    # Its leaves, spelled as its authors do: transparency-dev/tessera, testdata/build_log.sh.
    words = b"one two three four five six seven eit nain ten ileven twelf threeten fourten fivten"
    notes = [(TESSERA / f"checkpoint.{size}").read_text().splitlines() for size in range(16)]
    roots = [(int(note[1]), base64.b64decode(note[2])) for note in notes]
    assert roots[0] == (0, Frontier().root())
    answer = checked(exported(rows(words.split()), withheld=lambda seq: True), *roots[1:])
    assert answer.headline == "YES - all 15 entries are present and unchanged."
    assert sum("matches." in line for line in answer.details) == 15
