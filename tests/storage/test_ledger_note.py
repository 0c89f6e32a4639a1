"""Signed notes, checkpoints and cosignatures: known answers, and everything that is not by their letter."""

import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.ledger.note import (
    NOTE_LIMIT,
    NUMBER_LIMIT,
    SIGNATURES_LIMIT,
    Cosigner,
    Head,
    NoteError,
    Signer,
    VerifierKey,
    checkpoint_text,
    opened,
    read_checkpoint,
    read_number,
    split,
)

# The example of C2SP's signed-note.
SPEC_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
SPEC_TEXT = "This is an example message.\n"
SPEC_SIGNATURE = "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM="
SPEC_NOTE = f"{SPEC_TEXT}\n— example.com/foo {SPEC_SIGNATURE}\n"

# The examples of C2SP's tlog-checkpoint and tlog-cosignature, which are published without their keys.
WITNESSED = "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA=="
SOFA = f"""\
example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 {WITNESSED}
"""

# Tessera's test log, as its documentation gives the key.
TESSERA_KEY = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"
VECTORS = Path(__file__).parents[3] / "shared" / "vectors" / "tessera"

ROOT = bytes(range(32))
TEXT = checkpoint_text("touchline/larkmead", 7, ROOT)
SIGNER = Signer("touchline/larkmead", b"\x01" * 32)
WITNESS = Cosigner("witness.example.org/w", b"\x02" * 32)
LOG_KEY = VerifierKey.read(SIGNER.verifier_key)
NOTE = SIGNER.sign(TEXT)


def test_the_example_of_signed_note() -> None:
    key = VerifierKey.read(SPEC_KEY)
    note = opened(SPEC_NOTE, [key])
    assert note.text == SPEC_TEXT
    assert [(each.key, each.at) for each in note.by] == [(key, None)]
    assert note.by[0].line == f"— example.com/foo {SPEC_SIGNATURE}\n"
    assert str(key) == SPEC_KEY


def test_the_examples_of_checkpoint_and_cosignature() -> None:
    text, signatures = split(SOFA)
    root = base64.b64decode("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")
    assert read_checkpoint(text) == Head("example.com/behind-the-sofa", 20852163, root)
    assert [name for name, _, _ in signatures] == ["example.com/behind-the-sofa", "witness.example.com/w1"]
    assert int.from_bytes(signatures[1][1][4:12], "big") == 1679315147  # as the page says in its signed message
    assert len(signatures[1][1]) == 4 + 8 + 64


@pytest.mark.parametrize("size", range(16))
def test_the_checkpoints_of_tessera(size: int) -> None:
    path = VECTORS / f"checkpoint.{size}"
    if not path.is_file():
        pytest.skip("../shared/vectors is not here")
    head = read_checkpoint(opened(path.read_text("utf-8"), [VerifierKey.read(TESSERA_KEY)]).text)
    assert (head.origin, head.size) == ("example.com/log/testdata", size)


def test_a_text_may_hold_empty_lines_and_the_last_one_ends_it() -> None:
    signer = Signer("n", b"\x03" * 32)
    line = signer.sign("one\n").split("\n\n")[1]
    assert split(f"one\n\ntwo\n\n{line}")[0] == "one\n\ntwo\n"


def test_a_cosignature_is_checked_with_its_time() -> None:
    line = WITNESS.cosign(TEXT, 1679315147)
    both = opened(NOTE + line, [LOG_KEY, WITNESS.verifier_key])
    assert [(each.key.name, each.at) for each in both.by] == [
        ("touchline/larkmead", None), ("witness.example.org/w", 1679315147)
    ]  # fmt: skip
    assert both.by[1].line == line
    later = WITNESS.cosign(TEXT, 1679315148)
    # The time of one with the signature of the other.
    mixed = base64.b64decode(line.split(" ")[2])[:12] + base64.b64decode(later.split(" ")[2])[12:]
    with pytest.raises(NoteError, match="not one of this text"):
        opened(f"{NOTE}— witness.example.org/w {base64.b64encode(mixed).decode()}\n", [WITNESS.verifier_key])


def test_a_cosignature_is_no_plain_signature_and_the_other_way_round() -> None:
    """One key for both would sign both; the types keep them apart."""
    plain = Signer("witness.example.org/w", b"\x02" * 32)
    key = VerifierKey.read(plain.verifier_key)
    with pytest.raises(NoteError, match="nobody who is known"):
        opened(plain.sign(TEXT), [WITNESS.verifier_key])
    with pytest.raises(NoteError, match="nobody who is known"):
        opened(f"{TEXT}\n{WITNESS.cosign(TEXT, 1)}", [key])


def test_unknown_keys_are_passed_over_and_a_false_signature_of_a_known_one_is_not() -> None:
    stranger = Signer("touchline/larkmead", b"\x09" * 32)  # the same name, another key
    line = stranger.sign(TEXT).split("\n\n")[1]
    assert len(opened(NOTE + line, [LOG_KEY]).by) == 1
    with pytest.raises(NoteError, match="nobody who is known"):
        opened(stranger.sign(TEXT), [LOG_KEY])
    with pytest.raises(NoteError, match="nobody who is known"):
        opened(NOTE, [])
    changed = NOTE.replace("\n7\n", "\n8\n")
    with pytest.raises(NoteError, match="not one of this text"):
        opened(changed, [LOG_KEY])
    with pytest.raises(NoteError, match="not one of this text"):
        opened(NOTE + changed_signature(NOTE), [LOG_KEY])  # the first holds, the second does not


def changed_signature(note: str) -> str:
    line = note.split("\n\n")[1]
    raw = bytearray(base64.b64decode(line.split(" ")[2]))
    raw[-1] ^= 1
    return f"— touchline/larkmead {base64.b64encode(bytes(raw)).decode()}\n"


def test_somebody_who_signed_twice_is_counted_once() -> None:
    assert len(opened(NOTE + NOTE.split("\n\n")[1], [LOG_KEY]).by) == 1


SIGNATURE = "— n " + base64.b64encode(bytes(68)).decode()


@pytest.mark.parametrize(
    "note",
    [
        "",
        "\n",
        "\n\n",
        "text\n",
        "text\n\n",
        f"text\n{SIGNATURE}\n",
        f"text\n\n{SIGNATURE}",
        f"\n\n{SIGNATURE}\n",
        f"text\n\n{SIGNATURE}\n\n",
        f"text\n\n{SIGNATURE}\ntext\n",
        f"text\r\n\r\n{SIGNATURE}\r\n",
        f"te\x00xt\n\n{SIGNATURE}\n",
        f"te\txt\n\n{SIGNATURE}\n",
        f"te\ud800xt\n\n{SIGNATURE}\n",
        f"text\n\n- {SIGNATURE[2:]}\n",
        f"text\n\n—{SIGNATURE[2:]}\n",
        f"text\n\n{SIGNATURE} \n",
        f"text\n\n {SIGNATURE}\n",
        f"text\n\n{SIGNATURE.replace(' n ', ' n+ ')}\n",
        "text\n\n" + SIGNATURE.replace(" n ", " n\u00a0n ") + "\n",
        f"text\n\n{SIGNATURE.replace(' n ', '  ')}\n",
        "text\n\n— n AAAA\n",
        "text\n\n— n AAAAAA==\n",
        "text\n\n— n !!!!\n",
        f"text\n\n{SIGNATURE[:-1]}\n",
        f"text\n\n{SIGNATURE[:-2]}B=\n",  # bits that belong to no byte
        "text\n\n" + f"{SIGNATURE}\n" * (SIGNATURES_LIMIT + 1),
        "x" * NOTE_LIMIT + f"\n\n{SIGNATURE}\n",
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_is_no_note_is_refused(note: str) -> None:
    with pytest.raises(NoteError):
        split(note)


@given(st.text(max_size=60), st.integers(0, len(NOTE)))
def test_whatever_is_put_into_a_note_it_says_the_same_or_nothing(junk: str, at: int) -> None:
    try:
        assert opened(NOTE[:at] + junk + NOTE[at:], [LOG_KEY]).text == TEXT
    except NoteError:
        return


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n1\n",
        "\n1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "a\n\n1\n",
        "a\n01\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "a\n-1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "a\n+1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "a\n1 \nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "a\n٣\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        f"a\n{NUMBER_LIMIT}\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "a\n1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg==\n",
        "a\n1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9=\n",
        "a\n1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\n",
        "a\n1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n\n",
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        read_checkpoint(text)


def test_a_checkpoint_may_have_further_lines() -> None:
    assert read_checkpoint(TEXT + "more\n") == Head("touchline/larkmead", 7, ROOT)
    assert read_number(str(NUMBER_LIMIT - 1)) == NUMBER_LIMIT - 1


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("", "has the form"),
        ("PRIVATE+KEY+n+00000000+AAAA", "private key"),
        (WITNESS.written(), "private key"),
        ("example.com/foo+530d903a", "has the form"),
        ("example.com/foo+530d903+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "has the form"),
        ("example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "has the form"),
        ("example.com/fo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "lost or changed"),
        (SPEC_KEY[:-1], "not base64"),
        (SPEC_KEY.replace("Aeky", "Beky"), "only kind"),
        ("exam ple+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "no spaces"),
    ],
)  # fmt: skip
def test_what_is_no_verifier_key_is_refused(key: str, why: str) -> None:
    with pytest.raises(NoteError, match=why):
        VerifierKey.read(key)


def test_a_witness_is_kept_and_read_again() -> None:
    again = Cosigner.read(WITNESS.written())
    assert again.verifier_key == WITNESS.verifier_key
    assert again.cosign(TEXT, 5) == WITNESS.cosign(TEXT, 5)
    for wrong in ("", str(WITNESS.verifier_key), WITNESS.written()[:-4], WITNESS.written().replace("/w+", "/x+")):
        with pytest.raises(NoteError) as error:
            Cosigner.read(wrong)
        assert base64.b64encode(b"\x02" * 30).decode() not in str(error.value)
    for time in (-1, NUMBER_LIMIT):
        with pytest.raises(ValueError, match="between 1970"):
            WITNESS.cosign(TEXT, time)
