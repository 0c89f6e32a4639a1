"""Proofs that are handed out: one entry without the others, and that a log only grew; what is said of true and false ones."""

import json
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.ledger.merkle import TreeError, consistency_proof, inclusion_proof
from storage.ledger.note import Signer
from storage.ledger.proof import End, prove_entry, prove_growth
from storage.ledger.record import entry, leaf
from storage.ledger.verify import Answer, Evidence, Key, find_notes, verify_proof
from tests.storage.ledger_kit import KEY, LOG, START, STRANGER, Entry, head, note, volume

TWELVE = volume(12)
CHANGED = volume(12, change=7)
SIBLING = f"{LOG}-cc"  # another log, which the same key signs after everything was written anew
RENAMED = volume(12, change=7, origin=SIBLING)


def end(entries: list[Entry], size: int = 12, signed: bool = True) -> End:
    return End(size, head(entries[:size]), note(entries, size) if signed else "")


def asked(proof: str, *texts: str, key: Key | None = None, known: tuple[tuple[int, bytes], ...] = ()) -> Answer:
    return verify_proof(proof.encode(), known, Evidence([find_notes(text.encode()) for text in texts], [key] if key else []))


ENTRY = prove_entry(TWELVE, LOG, 7, end(TWELVE))
GROWTH = prove_growth(TWELVE, LOG, end(TWELVE, 5), end(TWELVE))
IS_IN = "YES - entry 7 of 21 Nov 2026 08:00 UTC is in the log, unchanged, with 12 entries in all."
GREW = "YES - the log of 5 entries only grew: they are unchanged in that of 12 entries."


def test_one_entry_is_proved_without_the_others() -> None:
    assert '"number\\":6' not in ENTRY
    for answer in (
        asked(ENTRY, note(TWELVE)),
        asked(ENTRY, note(TWELVE), key=KEY),
        asked(ENTRY, key=KEY),  # by the note in the proof itself, with a key that the reader knows
        asked(ENTRY, known=((12, head(TWELVE)),)),
    ):
        assert (answer.exit_code, answer.headline) == (0, IS_IN)


def test_that_a_log_only_grew() -> None:
    for answer in (
        asked(GROWTH, note(TWELVE, 5) + note(TWELVE)),
        asked(GROWTH, note(TWELVE, 5), note(TWELVE), key=KEY),
        asked(GROWTH, key=KEY),
        asked(GROWTH, note(TWELVE, 5), known=((12, head(TWELVE)),)),
    ):
        assert (answer.exit_code, answer.headline) == (0, GREW)


@given(st.data())
def test_every_entry_and_every_two_sizes_can_be_proved(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 12))
    seq = data.draw(st.integers(1, size))
    assert asked(prove_entry(TWELVE, LOG, seq, end(TWELVE, size)), note(TWELVE, size)).exit_code == 0
    assert (
        asked(prove_growth(TWELVE, LOG, end(TWELVE, seq), end(TWELVE, size)), note(TWELVE, seq), note(TWELVE, size)).exit_code
        == 0
    )


@pytest.mark.parametrize(
    ("proof", "texts", "key", "headline"),
    [
        (ENTRY, [], None, "CANNOT TELL - the proof needs the checkpoint of 12 entries, which you did not give."),
        (
            ENTRY,  # its own note is signed with the key that was given, and may be of another history than what is held
            [note(TWELVE, 9)],
            KEY,
            "CANNOT TELL - this proof does not reach the checkpoint of 9 entries that you hold:"
            " ask for the proof of growth from 9 to 12 entries too.",
        ),
        (
            prove_entry(CHANGED, LOG, 7, end(CHANGED)),
            [note(TWELVE, 10)],
            KEY,
            "CANNOT TELL - this proof does not reach the checkpoint of 10 entries that you hold",
        ),
        (GROWTH, [note(TWELVE, 7)], KEY, "CANNOT TELL - this proof does not reach the checkpoint of 7 entries that you hold"),
        (
            prove_entry(TWELVE, f"{LOG}/2027", 7, End(12, head(TWELVE), note(TWELVE, origin=f"{LOG}/2027"))),
            [note(TWELVE, 5)],
            KEY,
            f'CANNOT TELL - a checkpoint that you hold is from another volume of this log, "{LOG}".',
        ),
        (ENTRY, [note(TWELVE, 9)], None, "CANNOT TELL - the proof needs the checkpoint of 12 entries, which you did not give."),
        (GROWTH, [note(TWELVE)], None, "CANNOT TELL - the proof needs the checkpoint of 5 entries, which you did not give."),
        (ENTRY, ["Dear Asha"], None, "CANNOT TELL - there is no checkpoint in what you gave."),
        (
            ENTRY,
            [note(TWELVE, origin="touchline/brightfield", signer=Signer("touchline/brightfield", bytes(32)))],
            None,
            "CANNOT TELL - this checkpoint is from another log.",
        ),
        (
            ENTRY.replace(json.dumps(note(TWELVE))[1:-1], ""),
            [note(TWELVE, signer=STRANGER)],
            KEY,
            "CANNOT TELL - this checkpoint is not signed with the key that you gave.",
        ),
        (ENTRY, [note(CHANGED)], KEY, "NO - this proof is of another history than the checkpoint of 12 entries"),
        (
            ENTRY,  # whose it is, nobody can tell
            [note(TWELVE), note(CHANGED)],
            None,
            "CANNOT TELL - a checkpoint of 12 entries disagrees with this proof, and cannot be checked without the key",
        ),
        (
            prove_entry(RENAMED, SIBLING, 7, End(12, head(RENAMED), note(RENAMED, origin=SIBLING))),
            [note(TWELVE, 10)],
            KEY,
            "CANNOT TELL - this checkpoint is from another log.",
        ),
        (
            prove_entry(RENAMED, SIBLING, 7, End(12, head(RENAMED), note(RENAMED, origin=SIBLING))),
            [note(TWELVE, 10), note(RENAMED, origin=SIBLING)],
            None,
            "CANNOT TELL - a checkpoint that you hold is from another log.",
        ),
        (
            ENTRY,
            [note(TWELVE), note(TWELVE, 5).split("\n\n")[0]],
            KEY,
            "CANNOT TELL - not every checkpoint in what you gave can be read: the one of",
        ),
        (GROWTH, [note(TWELVE), note(volume(12, change=3), 5)], KEY, "NO - this proof is of another history"),
        (ENTRY.replace("post.removed", "post.kept"), [note(TWELVE)], KEY, "NO - this does not show that this is entry 7"),
        (ENTRY.replace('"seq": 7', '"seq": 8'), [note(TWELVE)], KEY, "NO - this does not show that this is entry 8"),
        ("", [note(TWELVE)], KEY, "CANNOT TELL - this is not a proof that can be read: it is not plain JSON in ASCII."),
        ("{}", [note(TWELVE)], KEY, "CANNOT TELL - this is not a proof that can be read: it is not a proof of this format."),
        (ENTRY[:-5], [note(TWELVE)], KEY, "CANNOT TELL - this is not a proof that can be read"),
        (" " * 600_000, [], None, "CANNOT TELL - this is not a proof that can be read: it is longer than 524,288 bytes."),
        ("[" * 100_000, [], None, "CANNOT TELL - this is not a proof that can be read"),
    ],
    ids=range(23),
)  # fmt: skip
def test_what_is_answered(proof: str, texts: list[str], key: Key | None, headline: str) -> None:
    answer = asked(proof, *texts, key=key)
    assert answer.headline.startswith(headline)
    assert answer.exit_code == ("YES", "NO ", "CAN").index(headline[:3])


def test_a_held_checkpoint_of_another_size_is_joined_by_a_proof_of_growth() -> None:
    held = note(TWELVE, 5)
    assert asked(ENTRY, held, key=KEY).exit_code == 2
    assert asked(GROWTH, held, key=KEY).headline == GREW
    assert asked(ENTRY, held, key=KEY, known=((12, head(TWELVE)),)).headline == IS_IN  # the root that the other proof showed


def test_an_entry_with_a_true_path_and_another_s_number_is_a_no() -> None:
    odd = entry(9, START, "k", "p", {})
    entries = [*TWELVE[:6], (7, leaf(odd), odd), *TWELVE[7:]]
    answer = asked(prove_entry(entries, LOG, 7, end(entries)), note(entries))
    assert answer.headline == "NO - the entry in this proof has another number than the proof says."


def changes(proof: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The same proof with each of its parts changed, left out or of another type."""
    for name in proof:
        yield {other: value for other, value in proof.items() if other != name}
        for value in (None, 1, -1, "", "x", [], ["x"], {}, True, 2**60, "0" * 64):
            if value != proof[name]:
                yield proof | {name: value}
    for place in range(len(proof["path"])):
        yield proof | {"path": [*proof["path"][:place], "0" * 64, *proof["path"][place + 1 :]]}
        yield proof | {"path": [*proof["path"][:place], *proof["path"][place + 1 :]]}
    for name in ("to", "from"):
        for part in proof.get(name, ()):
            for value in (None, 1, "", "0" * 64, 0):
                yield proof | {name: proof[name] | {part: value}}


@pytest.mark.parametrize("proof", [ENTRY, GROWTH], ids=["entry", "growth"])
def test_no_changed_proof_is_a_yes_for_anything_else(proof: str) -> None:
    for changed in changes(json.loads(proof)):
        answer = asked(json.dumps(changed), note(TWELVE, 5), note(TWELVE), key=KEY)
        notes_alone = {**changed, "to": None, "from": None} == {**json.loads(proof), "to": None, "from": None}
        assert answer.exit_code in (1, 2) or notes_alone
        assert answer.exit_code or answer.headline in (IS_IN, GREW)


@settings(max_examples=200)
@given(st.integers(0, len(ENTRY) - 1), st.characters(max_codepoint=127))
def test_no_changed_character_of_a_proof_gives_another_yes(at: int, put: str) -> None:
    answer = asked(ENTRY[:at] + put + ENTRY[at + 1 :], note(TWELVE), key=KEY)
    assert answer.exit_code in (1, 2) or answer.headline == IS_IN


# Making them


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: prove_entry(TWELVE, LOG, 12, end(TWELVE, 11)), "no such leaf"),
        (lambda: prove_entry(TWELVE[:9], LOG, 3, end(TWELVE)), "fewer leaves"),
        (lambda: prove_entry(CHANGED, LOG, 3, end(TWELVE)), "does not lead"),
        (lambda: prove_entry([*TWELVE[:4], *TWELVE[5:]], LOG, 3, end(TWELVE, 11)), "entry 5 is missing"),
        (lambda: prove_growth(TWELVE, LOG, end(TWELVE), end(TWELVE, 5)), "no two trees"),
        (lambda: prove_growth(CHANGED, LOG, end(TWELVE, 5), end(TWELVE)), "does not lead"),
    ],
)
def test_what_cannot_be_proved_is_not(make: Callable[[], str], why: str) -> None:
    with pytest.raises(TreeError, match=why):
        make()


def test_the_stored_leaf_of_an_edited_entry_proves_nothing() -> None:
    edited = [(seq, leaf(body), CHANGED[seq - 1][2]) for seq, _, body in TWELVE]
    with pytest.raises(TreeError):
        prove_entry(edited, LOG, 3, end(TWELVE))


def test_proofs_of_a_long_log_are_made_in_one_pass_and_little_memory() -> None:
    count, hashed = 20_000, leaf(b"")
    read = 0

    def leaves() -> Iterator[bytes]:
        nonlocal read
        for _ in range(count):
            read += 1
            yield hashed

    tracemalloc.start()
    inclusion_proof(leaves(), 12_345, count)
    consistency_proof(leaves(), 12_345, count)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert read == 2 * count
    assert peak < 300_000
