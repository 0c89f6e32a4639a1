"""Checkpoints found in whatever was pasted: e-mails, quoted, re-wrapped, encoded; and signatures checked without a library."""

import base64
import html
import quopri
import re
import textwrap
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.ledger.note import Signer, checkpoint_text, opened
from storage.ledger.note import VerifierKey as LibraryKey
from storage.ledger.verify import LOG_KEY, NOTES_LIMIT, WITNESS_KEY, Key, Note, ed25519_verify, find_notes
from tests.storage.ledger_kit import KEY, LOG, SIGNER, WITNESS, WITNESS_VKEY, note, unended, volume

TESSERA = Path(__file__).parents[3] / "shared" / "vectors" / "tessera"
TWELVE = volume(12)

# The examples in C2SP's tlog-cosignature and signed-note.
SOFA = """\
example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 %s
"""
SOFA %= "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA=="
POEM = """\
Ognuno sta solo sul cuor della terra
trafitto da un raggio di sole:

ed è subito sera.

— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
"""


def found(text: str | bytes) -> list[Note]:
    return list(find_notes(text if isinstance(text, bytes) else text.encode()).notes)


# Known answers


def test_the_example_of_c2sp() -> None:
    [read] = found(SOFA)
    assert (read.origin, read.size, len(read.root)) == ("example.com/behind-the-sofa", 20852163, 32)
    assert read.signed == SOFA
    assert read.text == SOFA.split("\n\n")[0] + "\n"
    assert [(name, number.hex(), len(made)) for name, number, made in read.signatures] == [
        ("example.com/behind-the-sofa", "033de0ae", 64),
        ("witness.example.com/w1", "8d66cf3f", 72),
    ]


def test_a_note_that_is_no_checkpoint_is_named_as_unreadable() -> None:
    assert find_notes(POEM.encode()) == (
        (),
        ('above a signature by "quasimodo.example/salvatore" there is no whole checkpoint',),
        False,
    )


#: The note of Go's sumdb/note, from which C2SP's is taken, with its public key.
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
GO_SIGNATURE = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="


def test_the_example_of_go() -> None:
    key, made = Key.read(GO_KEY, LOG_KEY), base64.b64decode(GO_SIGNATURE)
    assert key.name == "PeterNeumann"
    assert made[:4] == key.id
    assert ed25519_verify(key.public, GO_TEXT.encode(), made[4:])
    assert not ed25519_verify(key.public, GO_TEXT.replace("think", "thick").encode(), made[4:])


@pytest.mark.skipif(not TESSERA.is_dir(), reason="../shared/vectors is not here")
def test_the_checkpoints_of_tesseras_test_log() -> None:
    key = Key.read("example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx", LOG_KEY)
    text = "".join((TESSERA / f"checkpoint.{size}").read_text() for size in range(16))
    read = found(text)
    assert [one.size for one in read] == list(range(16))
    assert all(one.signed_by(key) for one in read)


# RFC 8032, section 7.1: secret key, public key, message, signature
RFC_8032 = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("secret", "public", "message", "signature"), RFC_8032)
def test_the_vectors_of_rfc_8032(secret: str, public: str, message: str, signature: str) -> None:
    key, said, made = bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature)
    assert Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret)).sign(said) == made
    assert ed25519_verify(key, said, made)
    assert not ed25519_verify(key, said + b"\x00", made)


ORDER = 2**252 + 27742317777372353535851937790883648493
P = 2**255 - 19


@pytest.mark.parametrize(
    ("public", "signature"),
    [
        (0, lambda made: made[:32] + (int.from_bytes(made[32:], "little") + ORDER).to_bytes(32, "little")),  # S + L
        (0, lambda made: made[:-1]),
        (0, lambda made: made + b"\x00"),
        (0, lambda made: b""),
        (P, lambda made: made),  # y is not below p
        (P + 1, lambda made: made),
        (2**255 - 1, lambda made: made),
        (2, lambda made: made),  # no x has this y
        (1 + 2**255, lambda made: made),  # x is 0 and said to be odd
    ],
)  # fmt: skip
def test_what_rfc_8032_refuses(public: int, signature: "object") -> None:
    key = public.to_bytes(32, "little") if public else bytes.fromhex(RFC_8032[1][1])
    made = signature(bytes.fromhex(RFC_8032[1][3]))  # type: ignore[operator]
    assert not ed25519_verify(key, b"\x72", made)


@settings(max_examples=40, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80), st.integers(0, 95), st.integers(0, 255))
def test_a_library_says_the_same_of_signatures(secret: bytes, message: bytes, at: int, by: int) -> None:
    private = Ed25519PrivateKey.from_private_bytes(secret)
    made = bytearray(private.public_key().public_bytes_raw() + private.sign(message))
    made[at] ^= by
    public, signature = bytes(made[:32]), bytes(made[32:])
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
        holds = True
    except (InvalidSignature, ValueError):
        holds = False
    assert ed25519_verify(public, message, signature) == holds
    assert holds or by


# Keys


def test_a_verifier_key_is_read_as_the_program_writes_it() -> None:
    assert (KEY.name, KEY.kind) == (LOG, LOG_KEY)
    assert WITNESS_VKEY.name == "witness.example.org/w1"
    assert Key.read(f" {SIGNER.verifier_key}\n", LOG_KEY) == KEY


@pytest.mark.parametrize(
    "text",
    [
        "",
        LOG,
        SIGNER.verifier_key[:-1],
        SIGNER.verifier_key.replace("larkmead", "larkmeat"),
        SIGNER.verifier_key.replace(f"+{KEY.id.hex()}", ""),
        str(WITNESS.verifier_key),
        "PRIVATE+KEY+example.com/log+33d7b496+AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg",
    ],
)
def test_what_is_no_key_of_a_log_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="verifier key"):
        Key.read(text, LOG_KEY)


def test_a_log_s_key_is_not_a_witness_s() -> None:
    with pytest.raises(ValueError, match="of a witness"):
        Key.read(SIGNER.verifier_key, WITNESS_KEY)


# What mail programs do


def letter(*notes: str) -> str:
    return "Dear Asha,\n\nhere is the newest checkpoint.\n\n" + "\n\n".join(notes) + "\n\nKind regards\nTouchline at Larkmead\n"


ONE = note(TWELVE, seen=1795226400)
MANGLINGS = {
    "as it is": lambda text: text,
    "quoted": lambda text: re.sub(r"(?m)^", "> ", text),
    "quoted three deep": lambda text: re.sub(r"(?m)^", "> > >", text),
    "quoted with a name": lambda text: re.sub(r"(?m)^", "AP> ", text),
    "quoted with bars": lambda text: re.sub(r"(?m)^", "| ", text),
    "indented": lambda text: textwrap.indent(text, "\t  "),
    "windows line ends": lambda text: text.replace("\n", "\r\n"),
    "re-wrapped at 72": lambda text: "\n".join(textwrap.fill(part, 72) for part in text.split("\n\n")),
    "re-wrapped at 40": lambda text: "\n".join(textwrap.fill(part, 40) for part in text.split("\n\n")),
    "all in one line": lambda text: " ".join(text.split()),
    "a line for each word": lambda text: "\n\n".join(text.split()),
    "two hyphens": lambda text: text.replace("\u2014", "--"),
    "a hyphen": lambda text: text.replace("\u2014", "-"),
    "a question mark": lambda text: text.replace("\u00a0", " ").encode("ascii", "replace").decode(),
    "twice encoded": lambda text: text.encode().decode("cp1252"),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "as html": lambda text: html.escape(text).replace(" ", "&nbsp;").replace("\n", "<br>\n").replace("\u2014", "&mdash;"),
    "in paragraphs of html": lambda text: "".join(f"<p class=x>{html.escape(line)}</p>" for line in text.splitlines()),
    "quoted-printable": lambda text: quopri.encodestring(text.encode()).decode(),
    "quoted-printable, quoted": lambda text: re.sub(r"(?m)^", "> ", quopri.encodestring(text.encode()).decode()),
    "quoted-printable in small letters": lambda text: re.sub(
        r"=[0-9A-F]{2}", lambda code: code[0].lower(), quopri.encodestring(text.encode()).decode()
    ),
    "zero-width": lambda text: text.replace("\n", "\u200b\n"),
    "bold lines": lambda text: re.sub(r"(?m)^(.*\S)$", r"**\1**", text),
    "bold paragraphs": lambda text: re.sub(r"(?s)(\S.*?)(?=\n\n|\n?\Z)", r"_\1_", text),
    "as code": lambda text: re.sub(r"(?m)^(.*\S)$", r"`\1`", text),
    "a name as an address": lambda text: text.replace(LOG, f"<{LOG}>"),
    "backslashes": lambda text: re.sub(r"([+=_])", r"\\\1", text),
    "marks of direction": lambda text: text.replace("\n", "\u200e\n\u200f"),
    "a dash without its space": lambda text: text.replace("\u2014 ", "\u2014"),
    "four hyphens": lambda text: text.replace("\u2014", "----"),
    "base64": lambda text: base64.encodebytes(text.encode()).decode(),
    "base64, quoted": lambda text: re.sub(r"(?m)^", "> ", base64.encodebytes(text.encode()).decode()),
}


@pytest.mark.parametrize("mangled", MANGLINGS.values(), ids=MANGLINGS)
def test_what_a_mail_program_did_to_it(mangled: "object") -> None:
    read = found(mangled(letter(ONE)))  # type: ignore[operator]
    assert [one.signed for one in read] == [ONE]
    assert read[0].signed_by(KEY)
    assert read[0].seen_by(WITNESS_VKEY) == 1795226400


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_a_saved_e_mail(encoding: str) -> None:
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = "Checkpoint"
    mail["From"] = "touchline@example.org"
    mail.set_content(letter(ONE), cte=encoding)
    mail.add_alternative(f"<html><body><pre>{html.escape(letter(ONE))}</pre></body></html>", subtype="html", cte=encoding)
    assert [one.signed for one in found(mail.as_bytes())] == [ONE]


def test_the_encodings_of_windows() -> None:
    for encoding in ("utf-16", "cp1252"):
        assert [one.signed for one in found(letter(ONE).encode(encoding))] == [ONE]


def test_the_same_checkpoint_in_many_copies_is_one_and_a_good_copy_speaks_for_a_damaged_one() -> None:
    damaged = ONE.replace(ONE.splitlines()[4][-20:], "A" * 19 + "=")
    [read] = found(letter(damaged, ONE, ONE) + re.sub(r"(?m)^", "> ", letter(ONE)))
    assert read.signed_by(KEY)


def test_what_cannot_be_read_is_said() -> None:
    cut = ONE.split("\n\n")[0] + "\n"
    orphan = "It was signed so:\n" + note(TWELVE, 5).splitlines()[-1]
    pasted = find_notes(letter(cut, orphan, note(TWELVE, 7)).encode())
    assert [one.size for one in pasted.notes] == [7]
    assert pasted.unreadable == (
        f'the one of "{LOG}" with 12 entries has no signature below it',
        f'above a signature by "{LOG}" there is no whole checkpoint',
    )
    assert find_notes(letter(cut, ONE).encode()).unreadable == ()  # the other copy can be read


def test_a_mark_with_nothing_that_can_be_read_below_it_is_said() -> None:
    marked = "----- checkpoint: from here -----\n\n{}\n----- to here -----\n"
    unread = ('where it says "checkpoint: from here" there is none that can be made out',)
    lost = marked.format(re.sub(r"[0-9/+=]", "?", note(TWELVE)))
    for text in (lost, lost + marked.format(ONE), marked.format(ONE) + lost, quopri.encodestring(lost.encode()).decode()):
        assert find_notes(text.encode()).unreadable == unread
    for mangled in MANGLINGS.values():
        twice = mangled(letter(marked.format(ONE))) + "\n\n" + letter(marked.format(note(TWELVE, 5)))
        pasted = find_notes(twice.encode())
        assert ([one.size for one in pasted.notes], pasted.unreadable) == ([5, 12], ())


def test_a_name_that_one_reading_got_wrong_is_not_taken_for_another_log() -> None:
    [read] = found(f"<p>This is it: <{LOG}>\n" + ONE.split("\n", 1)[1])
    assert read.origin == LOG


SIZES = st.lists(st.integers(1, 12), min_size=1, max_size=5, unique=True)
#: Ways that leave the words of a text as they are, so that one may follow another.
LAST = {"as html", "in paragraphs of html", "twice encoded", "quoted with a name", "base64", "base64, quoted",
        "a name as an address", "backslashes"}  # fmt: skip
WAYS = st.lists(st.sampled_from([name for name in MANGLINGS if name not in LAST]), max_size=3)
PROSE = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=60)


@pytest.mark.parametrize("below", ["=", "= and so on", "==", "=====", "=\n="])
def test_a_line_of_equals_signs_below_a_checkpoint_hides_nothing(below: str) -> None:
    assert [one.size for one in found(f"{note(TWELVE, 5)}\n\n{below}\n")] == [5]


@settings(max_examples=60, deadline=None)
@given(SIZES, WAYS, st.lists(PROSE, min_size=6, max_size=6), st.booleans())
def test_notes_come_back_out_of_a_mangled_mail(sizes: list[int], ways: list[str], prose: list[str], seen: bool) -> None:
    notes = [note(TWELVE, size, seen=1795226400 if seen else 0) for size in sizes]
    encoded = [way for way in ways if way.startswith("quoted-printable")][:1]  # no program does it twice
    text = "\n\n".join(part for pair in zip(prose, [*notes, *[""] * 5], strict=False) for part in pair)
    # What knows ASCII alone comes first: it would leave a question mark for every sign that another had put in.
    ordered = sorted((way for way in ways if not way.startswith("quoted-printable")), key=lambda way: way != "a question mark")
    for way in ordered + encoded:
        text = MANGLINGS[way](text)
    read = {one.size: one for one in found(text)}
    assert set(sizes) <= set(read)
    for size in sizes:
        assert read[size].text == note(TWELVE, size).split("\n\n")[0] + "\n"
        assert read[size].signed_by(KEY)


#: Without the marks that mail programs put around words.
NAMES = st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="+<>&|*_`\\"), min_size=1, max_size=40)


@settings(max_examples=100, deadline=None)
@given(NAMES, st.integers(0, 2**53), st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
def test_what_the_program_writes_is_read_as_the_program_reads_it(name: str, size: int, root: bytes, secret: bytes) -> None:
    signer = Signer(name, secret)
    signed = signer.sign(checkpoint_text(name, size, root))
    text = opened(signed, [LibraryKey.read(signer.verifier_key)]).text
    [read] = found(signed)
    assert (read.origin, read.size, read.root, read.text, read.signed) == (name, size, root, text, signed)
    assert read.signed_by(Key.read(signer.verifier_key, LOG_KEY))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode), st.integers(0, len(ONE) - 1), st.integers(0, len(ONE)))
def test_no_junk_stops_the_reader_or_makes_a_signature_good(junk: bytes, start: int, end: int) -> None:
    read = found(ONE[:start].encode() + junk + ONE[end:].encode())
    assert all(one.text == ONE.split("\n\n")[0] + "\n" for one in read if one.signed_by(KEY))


@pytest.mark.parametrize(
    "hostile",
    [
        b"a " * 500_000,
        b"a 1 " * 250_000,
        b"> " * 500_000,
        b"/ " * 1_000_000,  # would take the better part of an hour if it were not linear
        b"- / " * 500_000,
        b"*" * 1_000_000 + b"a" + b"*" * 1_000_000 + b"a",
        b"- a " + b"A" * 1_000_000,
        (b"- a " + b"A" * 70 + b" ") * 10_000,
        b"<a" * 500_000,
        b"=3D=E2" * 100_000,
        b"&amp" * 200_000,
        b"Content-Transfer-Encoding: base64\n\n" + b"A" * 1_000_000,
        b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (i, i) for i in range(3000))
        + b"Content-Transfer-Encoding: 8bit\n\n",
        b"\xff\xfe" + b"\x00\xd8" * 400_000,
        ONE.encode() * 3000,
        unended(10_000).encode(),
    ],
    ids=range(16),
)
def test_a_hostile_text_is_read_in_bounded_time(hostile: bytes) -> None:
    assert len(found(hostile)) < 2


def test_a_signature_that_was_cut_takes_nothing_from_the_checkpoint_after_it() -> None:
    cut = note(TWELVE, 7).rstrip("=\n") + "\n\n"
    pasted = find_notes((cut + note(TWELVE)).encode())
    assert [one.size for one in pasted.notes] == [12]
    assert pasted.unreadable == (f'the one of "{LOG}" with 7 entries has no signature below it',)


def test_more_checkpoints_than_anybody_holds_are_not_all_taken() -> None:
    texts = [SIGNER.sign(checkpoint_text(LOG, size, bytes(32))) for size in range(1, NOTES_LIMIT + 2)]
    all_but_one, too_many = find_notes("\n".join(texts[1:]).encode()), find_notes("\n".join(texts).encode())
    assert (len(all_but_one.notes), all_but_one.more) == (NOTES_LIMIT, False)
    assert (len(too_many.notes), too_many.more) == (NOTES_LIMIT, True)
