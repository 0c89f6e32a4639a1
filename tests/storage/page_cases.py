"""What the verifier's page is tried on, beside verify.py: exports of every kind, and the texts that are held against them."""

import base64
import html
import json
import quopri
import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from io import BytesIO
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from storage.ledger.note import Signer, checkpoint_text
from storage.ledger.proof import End, prove_entry, prove_growth
from storage.ledger.record import encode
from storage.ledger.verify import (
    BODY_LIMIT,
    LAST_SECOND,
    LINE_LIMIT,
    LOG_KEY,
    NOTES_LIMIT,
    TRIES_LIMIT,
    WITNESS_KEY,
    Answer,
    Evidence,
    Held,
    Key,
    audited,
    find_notes,
    judge,
    leaf_hash,
    verify_proof,
)
from tests.storage.ledger_kit import LOG, SIGNER, STRANGER, WITNESS, closed, exported, head, note, unended, volume


@dataclass(frozen=True)
class Case:
    """What somebody fills in; `proof` says that the one file is a proof."""

    files: tuple[bytes, ...]
    mail: str = ""
    key: str = ""
    witnesses: str = ""
    size: str = ""
    root: str = ""
    proof: bool = False

    def by_python(self) -> Answer:
        """The answer of verify.py."""
        texts = [find_notes(self.mail.encode("utf-8", "replace"))] if self.mail.strip() else []
        witnesses = [Key.read(line, WITNESS_KEY) for line in self.witnesses.splitlines() if line.strip()]
        keys = [Key.read(line, LOG_KEY) for line in self.key.splitlines() if line.strip()]
        evidence = Evidence(texts, keys, witnesses)
        known = [(int(self.size), bytes.fromhex(self.root))] if self.size else []
        if self.proof:
            return verify_proof(self.files[0], known, evidence)
        sizes = [size for size, _ in known] + [found.size for found in evidence.notes]
        return judge(audited([BytesIO(export) for export in self.files], sizes), [Held(*one) for one in known], evidence)


TWELVE: Final = volume(12)
CHANGED: Final = volume(12, change=8)
WHOLE: Final = exported(TWELVE)
LINES: Final = WHOLE.splitlines(keepends=True)
MAIL: Final = f"Dear Asha,\n\nhere is the newest checkpoint.\n\n{note(TWELVE)}\nKind regards\n"
KEY: Final = SIGNER.verifier_key
OTHER: Final = Signer("touchline/brightfield", bytes(range(2, 34)))
BIG: Final = volume(1284)

FIRST: Final = closed(volume(8), f"{LOG}/2027")
OPENING: Final = {"origin": f"{LOG}/2027", "previous": {"origin": LOG, "size": 9, "root": head(FIRST).hex()}}
SECOND: Final = volume(5, key=None, **OPENING)
VOLUMES: Final = exported(FIRST), exported(SECOND, f"{LOG}/2027")
OF_SECOND: Final = note(SECOND, origin=f"{LOG}/2027")


def joined(*lines: object) -> bytes:
    return b"".join((line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines)


def false_lines(key: bytes, count: int, length: int = 64) -> Iterator[str]:
    """Signatures of a key that are none, in base64."""
    for number in range(count):
        yield base64.b64encode(key + number.to_bytes(8, "big") + b"\xff" * (length - 8)).decode()


def junk(checkpoint: str, count: int) -> str:
    """A checkpoint with so many false signatures above its own."""
    top, own = checkpoint.split("\n\n")
    return f"{top}\n\n{''.join(f'— {LOG} {line}' + chr(10) for line in false_lines(Key.read(KEY, LOG_KEY).id, count))}{own}"


def alone(body: bytes) -> bytes:
    """An export of one entry, whose hashes are true, whatever its text is."""
    entry = {"seq": 1, "leaf": leaf_hash(body).hex(), "body": body.decode("latin-1")}
    return joined(LINES[0].strip(), entry, {"size": 1, "root": leaf_hash(body).hex()})


def forged() -> Iterator[tuple[str, Case]]:
    """Damage to the file of twelve entries, each without and with a checkpoint."""
    body = TWELVE[5][2].replace(b"p_bot", b"p\x7fbot")
    improper = 6, leaf_hash(body), body
    files = {
        "an entry cut out": LINES[:5] + LINES[6:],
        "the end cut off, closed anew": exported(TWELVE[:9]).splitlines(keepends=True),
        "the end cut off": LINES[:9],
        "two entries swapped": [*LINES[:4], LINES[5], LINES[4], *LINES[6:]],
        "an entry twice": [*LINES[:5], LINES[4], *LINES[5:]],
        "a text changed": [line.replace(b"removed", b"kept") if at == 5 else line for at, line in enumerate(LINES)],
        "everything changed": [line.replace(b"removed", b"kept") for line in exported(volume(60)).splitlines(keepends=True)],
        "another closing line": [*LINES[:-1], exported(TWELVE[:5]).splitlines(keepends=True)[-1]],
        "history written anew": exported(CHANGED).splitlines(keepends=True),
        "written anew with another key": exported(volume(12, change=8, key=STRANGER.verifier_key)).splitlines(keepends=True),
        "another log": exported(volume(12, origin="touchline/brightfield"), "touchline/brightfield").splitlines(keepends=True),
        "another name in the first line": exported(TWELVE, "touchline/brightfield").splitlines(keepends=True),
        "an entry withheld": exported(TWELVE, withheld=lambda seq: seq in {1, 5, 12}).splitlines(keepends=True),
        "a bare delete": exported([*TWELVE[:5], improper, *TWELVE[6:]]).replace(b"\\u007f", b"\x7f").splitlines(keepends=True),
        "windows line ends": [line.replace(b"\n", b"\r\n") for line in LINES],
        "garbage after a fault": [*LINES[:3], LINES[3].replace(b"removed", b"kept"), b"garbage\n", *LINES[4:]],
    }
    for name, lines in files.items():
        yield name, Case((b"".join(lines),))
        yield f"{name}, with a checkpoint", Case((b"".join(lines),), MAIL)


def hostile() -> Iterator[tuple[str, Case]]:
    """What is no export, or holds what no record may hold."""
    first = LINES[0].strip()
    deep = b"[" * 30 + b"]" * 30
    body = TWELVE[1][2]
    files = {
        "nothing": b"",
        "an empty line": b"\n",
        "a byte order mark": b"\xef\xbb\xbf" + WHOLE,
        "bad UTF-8": joined(first, b"\xff\xfe"),
        "no ASCII": joined(first, "é".encode()),
        "no header": joined(*(line.strip() for line in LINES[1:])),
        "a newer format": joined(first.replace(b'"v":1', b'"v":2')),
        "a header only": joined(first),
        "a key twice": joined(first, b'{"seq":1,"seq":1,"leaf":"' + b"00" * 32 + b'"}'),
        "a number of many digits": joined(first, b'{"seq":' + b"9" * 200_000 + b"}"),
        "a fraction": joined(first, b'{"seq":1.0,"leaf":"' + b"00" * 32 + b'"}'),
        "many levels": joined(first, b'{"seq":' + b"[" * 100_000),
        "a line that is too long": joined(first, b'"' + b"a" * LINE_LIMIT + b'"'),
        "a line of just the length": joined(first, b" " * (LINE_LIMIT - 1)),
        "no closing line": b"".join(LINES[:-1]),
        "lines after the end": WHOLE + b"\n",
        "capitals in a hash": joined(first, {"seq": 1, "leaf": "AB" * 32}),
        "an unknown field": joined(first, {"seq": 1, "leaf": "ab" * 32, "text": ""}),
        "a true and a one": joined(first, {"seq": True, "leaf": "ab" * 32}),
        "a hostile name": joined({"touchline": "ledger-export", "v": 1, "org": "\x1b[2J\u202e<b>", "origin": "x\ud800\n"}),
        "a body that repeats a key": alone(body.replace(b'"v":1', b'"v":1,"v":1')),
        "a body with a space": alone(body.replace(b":", b": ", 1)),
        "a body with a fraction": alone(body.replace(b'"v":1', b'"v":1.0')),
        "a body with a long number": alone(body.replace(b'"c_7f3k"', b"9007199254740993")),
        "a body with the longest number": alone(body.replace(b'"number":2', b'"number":9007199254740992')),
        "a body with a large fraction": alone(body.replace(b'"c_7f3k"', b"1e5")),
        "a body of many levels": alone(body.replace(b'"c_7f3k"', deep)),
        "a body in another order": alone(b'{"v":1,' + body[1:].replace(b',"v":1', b"")),
        "a body with capitals in an escape": alone(body.replace(b"c_7f3k", b"\\u00E9")),
        "a body with a needless escape": alone(body.replace(b"c_7f3k", b"c\\/7")),
        "a body with a proper escape": alone(body.replace(b"c_7f3k", b"\\u00e9\\ud83d\\ude00\\u007f\\n")),
        "a body with a bare delete": alone(body.replace(b"c_7f3k", b"\x7f")),
        "a body that is not ASCII": alone(body.replace(b"c_7f3k", b"\xe9")),
        "a body that is too long": alone(body.replace(b"c_7f3k", b"c" * BODY_LIMIT)),
        "a body that is too long and not in order": alone(b'{"v":1,' + body[1:].replace(b"c_7f3k", b"c" * BODY_LIMIT)),
        "a body without an instant": alone(body.replace(b"2026-11-21T03", b"2026-02-29T03")),
        "a body with a minus nothing": alone(body.replace(b'"number":2', b'"number":-0')),
        "an empty body": alone(b""),
        "a body that is a list": alone(b"[]"),
        "a body of another entry": alone(body),
    }
    for name, export in files.items():
        yield name, Case((export,))
    surrogate = json.dumps({"seq": 1, "leaf": "00" * 32, "body": "\ud800"}).encode()
    yield "a body with half a character", Case((joined(first, surrogate, {"size": 1, "root": "00" * 32}),), MAIL)


def held() -> Iterator[tuple[str, Case]]:
    """What is held against files that are as they should be, or nearly."""
    damaged = MAIL.replace(note(TWELVE).split()[-1][40:44], "AAAA")
    large = SIGNER.sign(checkpoint_text(LOG, 9_999_999_999_999_999, bytes(32)))
    seen = note(TWELVE, seen=1795226400)
    mails = {
        "one checkpoint": MAIL,
        "an older one": note(TWELVE, 5),
        "of another log": note(TWELVE, origin="touchline/brightfield", signer=OTHER),
        "of two other logs": note(TWELVE, 3, "touchline/b", signer=OTHER) + note(TWELVE, 4, "example.org/x", signer=OTHER),
        "of another volume": note(TWELVE, origin=f"{LOG}/2027"),
        "damaged": damaged,
        "damaged, and a good one": damaged + note(TWELVE, 7),
        "by another key": note(TWELVE, signer=STRANGER),
        "of an empty log": SIGNER.sign(checkpoint_text(LOG, 0, head([]))),
        "without a signature": note(TWELVE).split("\n\n")[0],
        "without a size": note(TWELVE).replace("\n12\n", "\n"),
        "two of one size": note(TWELVE, 9) + note(CHANGED, 9),
        "two sizes of another volume": MAIL + note(TWELVE, 3, f"{LOG}/x") + note(CHANGED, 4, f"{LOG}/x"),
        "two histories of another volume": MAIL + note(TWELVE, origin=f"{LOG}/x") + note(CHANGED, origin=f"{LOG}/x"),
        "of more than there is": note(BIG, 20),
        "of more than can be": large,
        "of a rewritten log": note(CHANGED, 9) + note(TWELVE),
        "many": "".join(note(TWELVE, size) for size in range(1, 13)),
        "seen by a witness": seen,
        "with a forged line of a witness": seen.replace(seen.splitlines()[-1], note(CHANGED, seen=1795226400).splitlines()[-1]),
        "seen when no date can be": note(TWELVE, seen=LAST_SECOND),
        "in two copies, the first damaged": damaged + MAIL,
        "no checkpoint in it": "Dear Asha, all is well. Yours, Touchline",
    }
    witness = str(WITNESS.verifier_key)
    for name, mail in mails.items():
        yield f"{name}, own word", Case((WHOLE,), mail)
        yield f"{name}, with the key", Case((WHOLE,), mail, KEY, witness)
    for name, above in {"twenty": 20, "too many": TRIES_LIMIT}.items():
        spam = note(TWELVE, 5) + junk(note(TWELVE), above)
        yield f"{name} false signatures above the true one", Case((exported(CHANGED),), spam, KEY, witness)
        yield f"{name} false signatures above the true one, own word", Case((exported(CHANGED),), spam)
    lines = seen + "".join(
        f"\u2014 {WITNESS.verifier_key.name} {line}\n" for line in false_lines(WITNESS.verifier_key.id, TRIES_LIMIT + 1, 72)
    )
    yield "too many false lines of a witness", Case((WHOLE,), lines.replace(seen.splitlines()[-1] + "\n", ""), KEY, witness)
    line = note(TWELVE).splitlines()[-1]
    crowd = "".join(f"x/{number}\n1\n{'A' * 43}=\n\n{line}\n" for number in range(NOTES_LIMIT))
    yield "more checkpoints than are read", Case((exported(CHANGED),), note(TWELVE, 5) + crowd + note(TWELVE), KEY)
    yield (
        "many that are not relied on",
        Case(
            (WHOLE,),
            "".join(note(TWELVE, size, signer=STRANGER) for size in range(1, 13))
            + "".join(SIGNER.sign(checkpoint_text(LOG, size, bytes(32))) for size in range(2, 40)),
            KEY,
        ),
    )
    silent = volume(12, key=None)
    yield "no key anywhere", Case((exported(silent),), note(silent))
    yield "no key anywhere, two histories", Case((exported(silent),), note(silent) + note(CHANGED, signer=STRANGER))
    yield "no key anywhere, and more elsewhere", Case((exported(silent),), note(silent) + note(BIG, 20))
    sibling = f"{LOG}-cc"
    for whose, signer in {"the same key": SIGNER, "another key": Signer(sibling, bytes(range(5, 37)))}.items():
        anew = volume(12, change=4, origin=sibling, key=signer.verifier_key)
        mail = note(TWELVE, 9) + note(anew, origin=sibling, signer=signer)
        for key in ("", KEY, signer.verifier_key):
            yield f"written anew under another name with {whose}, key {key}", Case((exported(anew, sibling),), mail, key)
            yield f"a sibling's checkpoint with {whose}, key {key}", Case((WHOLE,), mail + note(TWELVE), key)
    marked = f"----- checkpoint: from here -----\n\n{note(TWELVE)}\n----- to here -----\n"
    for what, lost in {"unread": re.sub("[0-9/+=]", "?", marked), "read": re.sub(r"(?m)^(.*\S)$", r"*\1*", marked)}.items():
        yield f"a mark with a checkpoint that can be {what}", Case((exported(CHANGED),), note(TWELVE, 5) + lost, KEY)
    yield "a checkpoint without its signature", Case((WHOLE,), note(TWELVE, 5) + note(TWELVE).split("\n\n")[0], KEY)
    restored = encode({"v": 1, "seq": 13, "at": "2026-11-22T00:00:00.000000Z", "kind": "log.restored", "actor": "p_bot",
                       "data": {"key": STRANGER.verifier_key}})  # fmt: skip
    after = [*TWELVE, (13, leaf_hash(restored), restored)]
    both = note(after, 5) + note(after, signer=STRANGER)
    yield "a key that was changed", Case((exported(after),), both)
    yield "a key that was changed, both given", Case((exported(after),), both, f"{KEY}\n{STRANGER.verifier_key}\n")
    yield "a key that was changed, one given", Case((exported(after),), both, KEY)
    yield "a root by itself", Case((WHOLE,), size="12", root=head(TWELVE).hex())
    yield "a wrong root", Case((WHOLE,), size="12", root="ab" * 32)
    yield "a root beside a mail", Case((WHOLE,), MAIL, size="7", root=head(TWELVE[:7]).hex())
    yield "the narrowest interval", Case((exported(CHANGED),), "".join(note(TWELVE, size) for size in (12, 3, 9, 7, 10)), KEY)
    yield "a log of some length", Case((exported(BIG),), note(BIG) + note(BIG, 700))
    yield "twenty are gone", Case((exported(BIG[:1264]),), note(BIG) + note(BIG, 700))
    hundred = "".join(note(BIG, size) for size in range(2, 101))
    yield "a hundred checkpoints", Case((exported(BIG[:90]),), hundred)


def volumes() -> Iterator[tuple[str, Case]]:
    yield "both volumes", Case(VOLUMES, OF_SECOND)
    yield "both volumes, the newer first", Case((VOLUMES[1], VOLUMES[0]), OF_SECOND, KEY)
    yield "both volumes, nothing held", Case(VOLUMES)
    yield "the older by itself", Case(VOLUMES[:1], note(FIRST), KEY)
    yield "the newer by itself", Case(VOLUMES[1:], OF_SECOND, KEY)
    for name, older in {
        "one is gone": FIRST[:-1],
        "changed": closed(volume(8, change=4), f"{LOG}/2027"),
        "one more": closed(FIRST, f"{LOG}/2027"),
        "another next": closed(volume(8), f"{LOG}/2028"),
    }.items():
        yield f"the older volume: {name}", Case((exported(older), VOLUMES[1]), OF_SECOND)
    ring = [volume(3, origin=of, previous={"origin": to, "size": 3, "root": "0" * 64}) for of, to in (("a", "b"), ("b", "a"))]
    yield "volumes in a ring", Case((exported(ring[0], "a"), exported(ring[1], "b")))
    later = f"{LOG}/2027"
    yield "both volumes, the newer not covered", Case(VOLUMES, note(FIRST), KEY)
    renamed = exported(volume(8, change=4, origin=f"{LOG}/2026"), f"{LOG}/2026")
    for name, key in {"with the key": KEY, "own word": ""}.items():
        yield f"the older volume renamed, {name}", Case((renamed, VOLUMES[1]), note(FIRST) + OF_SECOND, key)
        for what, opening in {
            "no volume before": {},
            "another end": {"previous": {"origin": LOG, "size": 9, "root": "0" * 64}},
        }.items():
            anew = volume(12, key=None, origin=later, **opening)
            for which, text in {"an older": note(FIRST, 4), "the last": note(FIRST), "a newer": note(TWELVE)}.items():
                mail = text + note(anew, origin=later)
                yield f"a later volume with {what}, {which}, {name}", Case((exported(anew, later),), mail, key)
                hidden = exported(anew, later, withheld=lambda seq: seq == 1)
                yield f"a later volume that hides {what}, {which}, {name}", Case((hidden,), mail, key)
    yield "the newer by itself, with the end of the older", Case(VOLUMES[1:], note(FIRST) + OF_SECOND, KEY)
    longer = Signer(later, bytes(32))
    other = volume(12, key=longer.verifier_key, **OPENING)
    yield "a new key under a longer name", Case((exported(other, later),), note(TWELVE, 5) + note(other, 12, later, longer))
    parts = exported(FIRST, withheld=lambda seq: seq == 4), exported(SECOND, later, withheld=lambda seq: seq == 3)
    yield "both volumes, in part withheld", Case(parts, OF_SECOND, KEY)
    yield "a volume that cannot be read", Case((VOLUMES[0], b"garbage"), OF_SECOND)


def twice() -> Iterator[tuple[str, Case]]:
    """Several exports of one volume: the same, an older and a newer, and of two histories."""
    hidden = exported(TWELVE, withheld=lambda seq: seq in {1, 12})
    long, other = volume(300), volume(300, change=290)
    pairs = {
        "the same": (WHOLE, WHOLE),
        "an older and a newer": (exported(TWELVE[:7]), WHOLE),
        "one with more withheld": (hidden, WHOLE),
        "an older that shows more": (exported(TWELVE[:11]), hidden),
        "two of which neither can be read": (b"garbage", b""),
        "an empty one": (exported([]), WHOLE),
        "two histories": (WHOLE, exported(CHANGED)),
        "two histories, one shorter": (WHOLE, exported(CHANGED[:9])),
        "two histories, parted where roots are not kept": (exported(long), exported(other)),
        "an older one that was cut": (b"".join(exported(TWELVE[:9]).splitlines(keepends=True)[:-1]), WHOLE),
        "one of another history that was cut": (b"".join(exported(CHANGED).splitlines(keepends=True)[:-1]), WHOLE),
        "an older one with a false end": (exported(TWELVE[:9]).replace(b'{"size":9', b'{"size":8'), WHOLE),
        "three": (exported(TWELVE[:3]), WHOLE, exported(TWELVE[:9])),
        "of both volumes": (*VOLUMES, exported(FIRST[:4]), exported(SECOND[:2], f"{LOG}/2027")),
    }
    for name, files in pairs.items():
        mails = {"": "", " with a mail": note(TWELVE), " with an older one": note(TWELVE, 5), " with the newest": OF_SECOND}
        for what, mail in mails.items():
            yield f"twice, {name}{what}", Case(files, mail, KEY)
        yield f"twice, {name}, the other first", Case(files[::-1], note(TWELVE, 5), KEY)


def proofs() -> Iterator[tuple[str, Case]]:
    end, start = End(12, head(TWELVE), note(TWELVE)), End(7, head(TWELVE[:7]), note(TWELVE, 7))
    entry, growth = prove_entry(TWELVE, LOG, 7, end), prove_growth(TWELVE, LOG, start, end)
    texts = {
        "of an entry": entry,
        "of growth": growth,
        "with another number": entry.replace('"seq":7', '"seq":8'),
        "with another text": entry.replace("removed", "kept"),
        "with another hash": entry.replace(json.loads(entry)["path"][0], "00" * 32),
        "that is cut off": json.dumps({**json.loads(growth), "path": []}),
        "of nothing": '{"touchline":"ledger-proof"}',
        "of growth to less": json.dumps({**json.loads(growth), "from": end.json(), "to": start.json()}),
    }
    for name, text in texts.items():
        for with_what, mail in {"": "", " with a mail": MAIL, " with another": note(CHANGED, signer=SIGNER)}.items():
            yield f"a proof {name}{with_what}", Case((text.encode(),), mail, proof=True)
        yield f"a proof {name} with the key", Case((text.encode(),), "", KEY, proof=True)
    for name, text in {"an entry": entry, "growth": growth}.items():
        for what, mail in {"older": note(TWELVE, 5), "larger": note(BIG, 20), "other": note(TWELVE, 5, f"{LOG}/x")}.items():
            yield f"a proof of {name} and an {what} checkpoint, with the key", Case((text.encode(),), mail, KEY, proof=True)
        yield (
            f"a proof of {name} and a root",
            Case((text.encode(),), "", KEY, size="5", root=head(TWELVE[:5]).hex(), proof=True),
        )
    yield (
        "a proof of an entry and false signatures",
        Case((entry.encode(),), junk(note(TWELVE, 9), TRIES_LIMIT) + MAIL, KEY, proof=True),
    )
    sibling = f"{LOG}-cc"
    anew = volume(12, change=7, origin=sibling)
    sent = note(anew, origin=sibling)
    renamed = prove_entry(anew, sibling, 7, End(12, head(anew), sent))
    for key in ("", KEY):
        for what, mail in {"an old mail": note(TWELVE, 9), "both mails": note(TWELVE, 9) + sent, "the new mail": sent}.items():
            yield f"a proof of a renamed log, {what}, key {key}", Case((renamed.encode(),), mail, key, proof=True)
        two = note(TWELVE) + note(CHANGED)
        yield f"a proof and two histories, key {key}", Case((entry.encode(),), two, key, proof=True)
        part = note(TWELVE) + note(TWELVE, 5).split("\n\n")[0]
        yield f"a proof and what cannot be read, key {key}", Case((entry.encode(),), part, key, proof=True)
    yield "a proof of growth with both", Case((growth.encode(),), MAIL + note(TWELVE, 7), KEY, proof=True)


def cases() -> dict[str, Case]:
    """All of them, by name."""
    return dict(pair for table in (held(), forged(), hostile(), volumes(), twice(), proofs()) for pair in table)


def mangled() -> Sequence[str]:
    """A mail with checkpoints, as mail programs hand it on: each text for the reader of notes alone."""
    text = f"Dear Asha,\n\n{note(TWELVE, seen=1795226400)}\n\nand the one before:\n\n{note(TWELVE, 7)}\nYours\n"
    mail = EmailMessage()
    mail["From"] = "touchline@example.org"
    mail.set_content(text, cte="base64")
    plain = [
        text,
        re.sub(r"(?m)^", "> ", text),
        re.sub(r"(?m)^", "> > >| ", text),
        re.sub(r"(?m)^", "AP> ", text),
        "\n".join(textwrap.fill(line, 40) for line in re.sub(r"(?m)^", "> ", text).split("\n")),
        " ".join(text.split()),
        "\n\n".join(text.split()),
        text.replace("\u2014", "--"),
        text.replace("\u2014", "?"),
        text.encode().decode("cp1252"),
        text.replace(" ", "\u00a0").replace("\n", "\u2028"),
        text.replace("\n", "\u200b\x85"),
        quopri.encodestring(text.encode()).decode(),
        re.sub(r"(?m)^", "> ", quopri.encodestring(text.encode()).decode()),
        quopri.encodestring(text.encode()).decode() + "==3D=\n=",
        mail.as_string(),
        mail.as_string().replace("\n", "\n> "),
        html.escape(text).replace(" ", "&nbsp;").replace("\n", "<br>\n").replace("\u2014", "&mdash;"),
        html.escape(text).replace("\u2014", "&#8212;").replace("+", "&#x2B;").replace("/", "&sol;").replace("=", "&#61"),
        "".join(f"<p class=x>{html.escape(line)}</p>" for line in text.splitlines()),
        base64.b64encode(text.encode()).decode(),
        "",
        "\ufeff",
        re.sub(r"=[0-9A-F]{2}", lambda code: code[0].lower(), quopri.encodestring(text.encode()).decode()),
        re.sub(r"(?m)^(.*\S)$", r"**\1**", text),
        re.sub(r"(?m)^(.*\S)$", r"`\1`", text),
        text.replace(LOG, f"<{LOG}>"),
        f"<p>This is it: <{LOG}>\n12\n" + text.split("\n12\n", 1)[1],
        re.sub(r"([+=_])", r"\\\1", text),
        text.replace("\n", "\u200e\n\u200f\u202a"),
        text.replace("\u2014 ", "\u2014"),
        text.replace("\u2014", "----"),
        re.sub(r"(?m)^", "> ", base64.encodebytes(text.encode()).decode()),
        f"checkpoint: from here {text} *checkpoint: from\n> here* nothing checkpoint: from here {text}",
        f"checkpoint: from here {quopri.encodestring(text.encode()).decode()} checkpoint: from here {note(TWELVE, 3)}",
        "/ " * 200_000,
        "*" * 100_000 + "a" + "*" * 100_000 + "a",
        "- a " + "A" * 100_000,
        unended(2000),
        "<a" * 50_000 + "&amp" * 50_000 + "=3D=E2" * 1000,
    ]
    cut = [one[:at] + one[at + 3 :] for one in (text, plain[1]) for at in range(0, len(one), 17)]
    return plain + cut


def signatures() -> Sequence[tuple[bytes, bytes, bytes]]:
    """Public keys, messages and signatures: a true one, one bit of it changed, and forms that are not canonical."""
    message = b"twelve entries"
    secret, another = Ed25519PrivateKey.from_private_bytes(bytes(32)), Key.read(KEY, LOG_KEY).public
    true = secret.public_key().public_bytes_raw(), message, secret.sign(message)
    order, p = 2**252 + 27742317777372353535851937790883648493, 2**255 - 19
    beyond = (int.from_bytes(true[2][32:], "little") + order).to_bytes(32, "little")
    points = [number.to_bytes(32, "little") for number in (0, 1, 2, p - 1, p, p + 1, 2**255, 2**255 + 1, 2**256 - 1)]
    flipped = [bytes([*true[2][:at], true[2][at] ^ 1 << at % 8, *true[2][at + 1 :]]) for at in range(0, 64, 5)]
    return [
        true,
        (another, message, true[2]),
        (true[0], message, true[2][:32] + beyond),
        (true[0], message, true[2][:-1]),
        (true[0], message + b".", true[2]),
        *((true[0], message, one) for one in flipped),
        *((point, message, true[2]) for point in points),
        *((true[0], message, point + true[2][32:]) for point in points),
        *((point, message, other + bytes(32)) for point in points for other in points),
    ]


def bodies() -> Sequence[str]:
    """A record's text with each kind of damage at each place, to be read strictly."""
    data = {"x": ['é\n"\\/\x7f\u2028😀', -4, 0, True, None, {"a": {}}], "big": 2**53, "n": -(2**53)}
    good = encode({"v": 1, "seq": 3, "at": "2026-11-21T02:00:00.123456Z", "kind": "a", "actor": "p", "data": data}).decode()
    bits = [
        '"', "\\", "\\u00e9", "\\u000a", "\\/", "\\u007F", "\x7f", "\\ud83d", ",", ":", "{", "}", "[", "]", " ", "\t", "\r",
        "é", "\x00", "1", "-", "0", "-0", ".5", "e1", "12345678901234567", "true", "nul", "NaN", "Infinity", "-Infinity",
        '"a":1,', "[[[[[[[[]]]]]]]]",
    ]  # fmt: skip
    damaged = [good[:at] + bit + good[at:] for at in range(0, len(good), 3) for bit in bits]
    return [good, *damaged, *(good[:at] + good[at + 1 :] for at in range(len(good)))]
