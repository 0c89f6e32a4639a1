"""Is this log whole and unchanged? The answer of `touchline ledger verify`, and the rules behind it.

This one file needs nothing but Python 3.8. Hand it to anybody, with an export, and they can check the log on a machine of
their own, without the bot and without its database. What they hold against it are checkpoints: an e-mail with some in it is
pasted whole, quoted and re-wrapped as it is.

    python verify.py --log export.jsonl --checkpoint mail.txt --key touchline/example-cc+0dbc...+AX...
    python verify.py --log export.jsonl --size 1284 --root 5d1e...
    python verify.py --proof entry-7.json --checkpoint mail.txt

It imports nothing of Touchline; `record.py` and `merkle.py` take their rules from here, so that what is written and what is
verified cannot drift apart. An export is JSON Lines in ASCII:

    {"touchline":"ledger-export","v":1,"org":"...","origin":"..."}  which log it claims to be: no root covers this line
    {"seq":1,"leaf":"<hex>","body":"<the record's exact text>"}     an entry
    {"seq":2,"leaf":"<hex>"}                                        an entry that the reader may not see
    {"size":2,"root":"<hex>"}                                       the RFC 6962 tree over the leaves

The first line of the answer is for people, the exit code for programs:

    0  YES - all 1,284 entries up to 21 Nov 2026 02:00 UTC are present and unchanged.
    1  NO - 20 of 1,284 entries are gone.
    1  NO - history up to entry 1,284 was changed.
    2  CANNOT TELL - this checkpoint is from another log.
    2  CANNOT TELL - line 7 cannot be read: it is not plain JSON in ASCII.

"Present and unchanged" is said only of entries that a held checkpoint covers: a size, and the root at that size, kept by
somebody who does not run the log. Without one the question is smaller: does the file agree with itself? Whoever owns the
log's machine can rewrite all of it so that it does. The first line then says that the entries are in order and that no
checkpoint was compared, the second what that leaves open; the exit code is 0, for the question that was asked. A program that
needs the larger answer must give a checkpoint. A line that no export has ends the check: CANNOT TELL, or NO after a fault.
Nor is there a YES while something that was given might say otherwise and was not compared: a volume without a checkpoint
beside one that has one, a checkpoint of another log or volume, what looks like a checkpoint and cannot be read, more
checkpoints than are read, or more signatures that do not hold than are tried. Only where a key was given, which says whose log
it is, are the checkpoints passed over that it did not sign. Of several exports of one volume the longest counts alone where the
others are its beginning; where they differ it is NO.

A checkpoint is signed. The key to check it with is the one that is given (--key); else the one that the log's first entry
names. A key is good for the log of its name and for the later volumes of that: whoever owns it could sign a log of any name.
What the log names is its own word, and whoever rewrites a log can name a new key in it: then a checkpoint that disagrees with
the file and is not signed with that key makes CANNOT TELL, whatever others say; so it does where no key is known at all.

In this file: records; the tree; signatures; checkpoints in pasted text; reading an export; the verdict; proofs; the command
line.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import html
import json
import multiprocessing
import os
import quopri
import re
import sys
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any, BinaryIO, NamedTuple

BODY_LIMIT = 64 * 1024  # bytes in one record; escaped once more as a JSON string, it still fits into a line
LINE_LIMIT = 256 * 1024  # bytes in one line of an export, and the most of it that is ever held in memory
DEPTH_LIMIT = 8  # levels of objects and lists in a record, the record itself being the first
INTEGER_LIMIT = 2**53  # beyond it, readers that hold numbers as doubles lose digits; the ids of platforms are beyond it
END = 1024  # bytes at the end of an export in which its closing line is looked for
BLOCK = 32 * 1024  # bytes of an export that are read at once
BLOCK_SENT = 1024 * 1024  # bytes that another process is handed at once
WORTH_HELPERS = 16 * 1024 * 1024  # bytes from which on other processes are worth their start
FORMS_KNOWN = 4096  # forms of records that are remembered, so that a hostile file cannot fill the memory
PASTED_LIMIT = 8 * 1024 * 1024  # bytes of text in which checkpoints are looked for
NOTES_LIMIT = 10_000  # checkpoints taken from one text: daily mails of ten years, and as many again
TRIES_LIMIT = 2000  # signatures that do not hold, in all that is given: each costs some milliseconds
KEYS_LIMIT = 20  # keys that one log names
PROOF_LIMIT = 512 * 1024  # bytes in a proof
LAST_SECOND = 253402300800  # the first second of the year 10000, beyond every date
LOG_KEY, WITNESS_KEY = 1, 4  # kinds of C2SP keys: plain Ed25519, and Ed25519 cosignatures with the time
FAULTS_NAMED = 20  # how many of anything are named; more are counted, so that a hostile file cannot fill memory or screen

# At these sizes each root is kept, to say where two exports differ: all up to 64, then 32 in each doubling.
COMPARED = frozenset(number << shift for shift in range(40) for number in range(1, 65))
HASH = re.compile(r"[0-9a-f]{64}")
NAME = re.compile(r".+", re.DOTALL)
# Not strftime's, which follow the machine's language.
RESTORED = "log.restored"  # the kind of an entry after which checkpoints may be signed with another key
EPOCH = datetime.fromisoformat("1970-01-01")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


# Records


class RecordError(ValueError):
    """This cannot be a record, or a line of an export. Says why, and repeats nothing of what is in it."""


def encode(record: Mapping[str, object]) -> bytes:
    """The one text of a record: ASCII JSON, keys in order, no spaces. Stored and hashed as it stands.

    Whatever this gives, `decode` accepts. Raises RecordError unless there are `v` (1), `seq` (from 1), `at` (in UTC, with
    microseconds and Z), `kind`, `actor` and an object `data`; and for fractions, types that JSON has not, whole numbers
    beyond 2**53, keys that are not ASCII strings, more than 8 levels or more than 64 KiB.
    """
    required = {
        "version that is 1": _is_whole(record.get("v"), 1, 1),
        "sequence number from 1": _is_whole(record.get("seq"), 1),
        "instant in UTC with microseconds": _is_instant(record.get("at")),
        "kind": _fits(record.get("kind"), NAME),
        "actor": _fits(record.get("actor"), NAME),
        "data": isinstance(record.get("data"), Mapping),
    }
    for what, is_there in required.items():
        if not is_there:
            raise RecordError(f"it has no {what}")
    # Escaping all that is not ASCII lets a message with a lone surrogate be logged: UTF-8 has no bytes for it.
    _demand_plain(record)
    body = _ENCODER.encode(record).encode("ascii")
    if len(body) > BODY_LIMIT:
        raise RecordError(f"it is longer than {BODY_LIMIT:,} bytes")
    return body


def decode(body: bytes) -> dict[str, Any]:
    """The record with this text. Raises RecordError if no call of `encode` could have given these very bytes."""
    record = _parse(body)
    if encode(record) != body:
        raise RecordError("it is not equal to its own re-encoding")
    return record


def _is_whole(value: object, least: int, most: int = INTEGER_LIMIT) -> bool:
    return type(value) is int and least <= value <= most  # not isinstance: True is an int, and equal to 1


def _fits(value: object, pattern: re.Pattern[str]) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _is_instant(value: object) -> bool:
    if not (isinstance(value, str) and len(value) == len("2026-11-21T02:00:00.123456Z")):
        return False
    try:
        return datetime.fromisoformat(value[:-1]).isoformat(timespec="microseconds") + "Z" == value
    except ValueError:
        return False


def _demand_plain(value: object, depth: int = 1) -> None:
    """Raise RecordError unless everything in a value can be written down as JSON that reads back the same."""
    if value is None or isinstance(value, (str, bool)):
        return
    if isinstance(value, int):
        if abs(value) > INTEGER_LIMIT:
            raise RecordError("a number in it is beyond 2**53: ids are written as strings")
        return
    if isinstance(value, float):
        raise RecordError("a number in it is not whole: scores are written in thousandths")
    if not isinstance(value, (dict, list, tuple, Mapping)):
        raise RecordError(f"a value of type {type(value).__name__} in it cannot be written down")
    if depth > DEPTH_LIMIT:
        raise RecordError(f"it is more than {DEPTH_LIMIT} levels deep")
    # Texts are most of what there is, and each entry that is written comes by here: they cost no further call.
    if isinstance(value, (list, tuple)):
        for item in value:
            if type(item) is not str:
                _demand_plain(item, depth + 1)
        return
    for key, item in value.items():
        if not (isinstance(key, str) and key.isascii()):
            raise RecordError("a key in it is not an ASCII string")
        if type(item) is not str:
            _demand_plain(item, depth + 1)


def _parse(text: bytes) -> dict[str, Any]:
    """One JSON object in ASCII, read strictly, at a cost linear in its length."""
    try:
        value = _DECODER.decode(text.decode("ascii"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise RecordError("it is not plain JSON in ASCII") from None
    if not isinstance(value, dict):
        raise RecordError("it is not a JSON object")
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise RecordError("a key stands twice in one object")
    return value


def _integer(digits: str) -> int:
    if len(digits) > len(str(-INTEGER_LIMIT)):  # before int(), whose cost grows with the square of the length
        raise RecordError("a number in it is beyond 2**53")
    return int(digits)


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=dict)  # of other mappings
_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_int=_integer)


# The tree


class TreeError(ValueError):
    """A hash has not 32 bytes, a size is out of range, or a proof does not hold."""


def leaf_hash(body: bytes) -> bytes:
    """The 32-byte leaf of an entry with this text (RFC 6962, section 2.1)."""
    return hashlib.sha256(b"\x00" + body).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The 32-byte hash over two of 32 bytes each (RFC 6962, section 2.1)."""
    return hashlib.sha256(b"\x01" + whole_hash(left) + whole_hash(right)).digest()


def whole_hash(value: bytes) -> bytes:
    """The value itself. Raises TreeError unless it has the 32 bytes of SHA-256."""
    if len(value) != 32:
        raise TreeError(f"a hash has 32 bytes, this has {len(value):,}")
    return value


class Frontier:
    """A growing tree of which only the right edge is kept: one hash for each bit that is set in its size."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []  # the roots of the full subtrees that make up the tree, widest first

    def append(self, leaf: bytes) -> None:
        """Add a 32-byte leaf hash at the right."""
        node = whole_hash(leaf)
        width = self.size
        while width & 1:  # two full subtrees of one width join, as ones carry when a number grows by one
            node = node_hash(self._peaks.pop(), node)
            width >>= 1
        self._peaks.append(node)
        self.size += 1

    def extend(self, leaves: Sequence[bytes]) -> None:
        """Add many at once, each of 32 bytes: the same tree in a third of the time, because it is joined width by width."""
        if any(len(leaf) != 32 for leaf in leaves):
            raise TreeError("a hash has 32 bytes, one of these has not")
        row, width, left_over = list(leaves), self.size, []
        self.size += len(row)
        while row:
            if width & 1:
                row.insert(0, self._peaks.pop())
            if len(row) & 1:
                left_over.append(row.pop())
            row = [hashlib.sha256(b"\x01" + row[i] + row[i + 1]).digest() for i in range(0, len(row), 2)]
            width >>= 1
        self._peaks += reversed(left_over)

    def copy(self) -> Frontier:
        """The same tree, growing apart from here on."""
        twin = Frontier()
        twin.size, twin._peaks = self.size, list(self._peaks)
        return twin

    def root(self) -> bytes:
        """The 32-byte root; that of the empty tree is the hash of nothing."""
        if not self._peaks:
            return hashlib.sha256().digest()
        *wider, node = self._peaks
        for peak in reversed(wider):
            node = node_hash(peak, node)
        return node


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root_hash: bytes) -> None:
    """Return if the proof shows that `leaf` is number `index` of the `size` leaves under this root; else raise TreeError."""
    _demand(0 <= index < size, "there is no such leaf in a tree of that size")
    inner = (index ^ (size - 1)).bit_length()
    _demand(len(proof) == _steps(index, inner), "the proof has not the length for this leaf")
    node = whole_hash(leaf)
    for level, beside in enumerate(proof):
        node = node_hash(beside, node) if _is_left(index, inner, level) else node_hash(node, beside)
    _demand(node == whole_hash(root_hash), "the proof does not lead to this root")


def verify_consistency(first: int, second: int, proof: Sequence[bytes], first_root: bytes, second_root: bytes) -> None:
    """Return if the proof shows that the tree of `second` leaves begins with that of `first`; else raise TreeError.

    An empty older tree is refused: every tree begins with it, so it proves nothing.
    """
    _demand(0 < first <= second, "there are no two trees of those sizes, the older not empty")
    old_root, new_root = whole_hash(first_root), whole_hash(second_root)
    if first == second:
        _demand(not proof and old_root == new_root, "two trees of one size are not the same")
        return
    # The proof starts from the last full subtree of the older tree, and goes up from there as for the inclusion of a leaf.
    height = (first & -first).bit_length() - 1
    way = (first - 1) >> height
    inner = (way ^ ((second - 1) >> height)).bit_length()
    # If that subtree is all of the older tree, its root is known and left out.
    start = list(proof) if way else [old_root, *proof]
    _demand(len(start) == 1 + _steps(way, inner), "the proof has not the length for these sizes")
    old = new = start[0]
    for level, beside in enumerate(start[1:]):
        if _is_left(way, inner, level):
            old, new = node_hash(beside, old), node_hash(beside, new)
        else:
            new = node_hash(new, beside)
    _demand(old == old_root, "the proof does not lead to the older root")
    _demand(new == new_root, "the proof does not lead to the newer root")


# On the way up from a node, numbered from 0 among those of its height, the hash beside it is left or right as the bits of that
# number say, lowest first, for `inner` steps; from there the way is on the tree's right edge, where only left sides count.


def _steps(number: int, inner: int) -> int:
    return inner + bin(number >> inner).count("1")


def _is_left(number: int, inner: int, step: int) -> bool:
    return step >= inner or bool(number >> step & 1)


def _demand(holds: bool, otherwise: str) -> None:
    if not holds:
        raise TreeError(otherwise)


# Signatures: Ed25519, as RFC 8032 has it


_P = 2**255 - 19
_ORDER = 2**252 + 27742317777372353535851937790883648493  # of the base point
_D = -121665 * pow(121666, _P - 2, _P) % _P


class Point(NamedTuple):
    """A point of the curve: x = X/Z, y = Y/Z, x*y = T/Z."""

    x: int
    y: int
    z: int
    t: int


def ed25519_verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether this is the signature of the message under a public key of 32 bytes (RFC 8032, section 5.1.7).

    Strict: a point or a number that is not written in its one canonical way is refused.
    """
    if len(public) != 32 or len(signature) != 64:
        return False
    key, scalar = _point(public), int.from_bytes(signature[32:], "little")
    if key is None or scalar >= _ORDER:
        return False
    hashed = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % _ORDER
    # R is compared as it is written, so that only its canonical form passes: R = [S]B - [k]A.
    away = Point(_P - key.x, key.y, key.z, _P - key.t)
    return _written(_sum_of_two(scalar, _BASE, hashed, away)) == signature[:32]


def _point(written: bytes) -> Point | None:
    """The point that 32 bytes stand for, or None (RFC 8032, section 5.1.3)."""
    y = int.from_bytes(written, "little")
    odd, y = y >> 255, y & (1 << 255) - 1
    if y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if x * x % _P != square:
        x = x * pow(2, (_P - 1) // 4, _P) % _P
    if x * x % _P != square or (x == 0 and odd):
        return None
    if x & 1 != odd:
        x = _P - x
    return Point(x, y, 1, x * y % _P)


def _written(point: Point) -> bytes:
    over = pow(point.z, _P - 2, _P)
    x, y = point.x * over % _P, point.y * over % _P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _added(p: Point, q: Point) -> Point:
    """The sum of two points, which may be the same (RFC 8032, section 5.1.4)."""
    a, b = (p.y - p.x) * (q.y - q.x) % _P, (p.y + p.x) * (q.y + q.x) % _P
    c, d = 2 * p.t * q.t * _D % _P, 2 * p.z * q.z % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return Point(e * f % _P, g * h % _P, f * g % _P, e * h % _P)


def _sum_of_two(m: int, p: Point, n: int, q: Point) -> Point:
    """[m]P + [n]Q, both at once."""
    both = (None, p, q, _added(p, q))
    total = Point(0, 1, 1, 0)
    for bit in range(max(m.bit_length(), n.bit_length()) - 1, -1, -1):
        total = _added(total, total)
        step = both[(m >> bit & 1) + 2 * (n >> bit & 1)]
        if step is not None:
            total = _added(total, step)
    return total


_BASE = _point((4 * pow(5, _P - 2, _P) % _P).to_bytes(32, "little")) or Point(0, 1, 1, 0)


class Key(NamedTuple):
    """A public key that signs notes, under its name. `kind` is 1 for a log's, 4 for a witness's."""

    name: str
    kind: int
    public: bytes
    id: bytes

    @classmethod
    def read(cls, text: str, kind: int) -> Key:
        """From C2SP's verifier key, `name+hexid+base64`. Raises ValueError."""
        name, _, rest = text.strip().partition("+")
        written, _, key = rest.partition("+")
        raw = _from_base64(key) or b""
        if not (name and len(raw) == 33 and raw[0] == kind and not any(map(str.isspace, name))):
            where = "name+id+base64, the whole last line of a checkpoint e-mail" if kind == LOG_KEY else "name+id+base64"
            raise ValueError(f"this is not the verifier key of a {'log' if kind == LOG_KEY else 'witness'}: {where}")
        number = hashlib.sha256(name.encode("utf-8", "replace") + b"\n" + raw).digest()[:4]
        if written.lower() != number.hex():
            raise ValueError("this verifier key was not copied whole: its id is not that of its name and key")
        return cls(name, kind, raw[1:], number)


def _from_base64(text: str) -> bytes | None:
    """What this is the one proper base64 of, or None."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        return None
    return raw if base64.b64encode(raw).decode() == text else None


# Checkpoints in pasted text: C2SP signed notes (signed-note, tlog-checkpoint, tlog-cosignature)


class Tries:
    """How many signatures may still turn out not to hold. Those that do hold are no more than there are checkpoints."""

    def __init__(self) -> None:
        self.left = TRIES_LIMIT
        self.ended = False  # whether a signature was left untried

    def first(self, made: Iterable[bytes], holds: Callable[[bytes], bool]) -> bytes | None:
        """The first signature that holds, or None."""
        for signature in made:
            if not self.left:
                self.ended = True
                return None
            if holds(signature):
                return signature
            self.left -= 1
        return None


class Note(NamedTuple):
    """A checkpoint as it was signed: `text` is what the signatures are over, each a name, a key's id and what it made."""

    origin: str
    size: int
    root: bytes
    signatures: tuple[tuple[str, bytes, bytes], ...]

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @property
    def signed(self) -> str:
        """The note as it is passed on."""
        lines = (f"\u2014 {name} {base64.b64encode(number + made).decode()}\n" for name, number, made in self.signatures)
        return f"{self.text}\n{''.join(lines)}"

    @property
    def is_of_signer(self) -> bool:
        """Whether the log is one of a name that signed it, as those of logs are."""
        return any(_is_of(name, self.origin) for name, _, _ in self.signatures)

    def signed_by(self, key: Key, tries: Tries | None = None) -> bool | None:
        """Whether the log's key has signed it; None if no signature says that it is by this key."""
        made, text = self._made_by(key), self.text.encode("utf-8", "replace")
        # Of many lines in a text that say so, any may be the true one: others were damaged on their way, or put there.
        held = (tries or Tries()).first(made, lambda signature: ed25519_verify(key.public, text, signature))
        return held is not None if made else None

    def seen_by(self, witness: Key, tries: Tries | None = None) -> int | None:
        """When the witness says that it saw this checkpoint, in seconds from 1970; None if it does not, -1 if it is forged."""

        def holds(signature: bytes) -> bool:
            at = int.from_bytes(signature[:8], "big")
            said = f"cosignature/v1\ntime {at}\n{self.text}".encode("utf-8", "replace")
            return at < LAST_SECOND and ed25519_verify(witness.public, said, signature[8:])

        made = self._made_by(witness)
        held = (tries or Tries()).first(made, holds)
        return int.from_bytes(held[:8], "big") if held is not None else -1 if made else None

    def _made_by(self, key: Key) -> list[bytes]:
        return [made for name, number, made in self.signatures if (name, number) == (key.name, key.id)]


class Pasted(NamedTuple):
    """What was found in a text: checkpoints, each once, why others cannot be read, and whether there were too many."""

    notes: tuple[Note, ...]
    unreadable: tuple[str, ...]
    more: bool = False


# Over text without line breaks: a mail program may have put one wherever there was a space, and within long words. No mark of
# a signature can stand within the base64 of another, so that each is looked at once, however many there are.
_HEAD = re.compile(r"(?<!\S)(\S{1,255}) (0|[1-9][0-9]{0,15}) ((?:[A-Za-z0-9+/] ?){43}=)(?!\S)")
_SIGNATURE = re.compile(
    r" ?(?<!\S)(?:[^\w\s+/]{1,5}|â€”) ?([^\s+]{1,255}) ((?:[A-Za-z0-9+/] ?){60,6000}={1,2}(?: =(?!\S))?)(?!\S)"
)
_FROM_HERE = re.compile(r"checkpoint: from here(?:(?!to here|checkpoint:).){0,100}")  # and what is right below
_QUOTED = re.compile(r"(?m)^[ \t]*(?:(?:\w{0,3}>|\|)[ \t]?)+")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_BASE64_LINES = re.compile(r"(?<![^\n])[A-Za-z0-9+/]{40,}[A-Za-z0-9+/=\r\n]*")
_PRINTABLE = re.compile("=(?:3d|e2)", re.IGNORECASE)
# What is seen of no word: hyphens and joints, directions of writing, the backslash before a sign.
_UNSEEN = re.compile(r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\\]")
_AROUND = "*_`<>|"  # bold and italic letters, addresses, and quoted lines that a mail program wrapped


def find_notes(pasted: bytes) -> Pasted:
    """Every checkpoint in a text: a note by itself, or e-mails with any number of them, quoted, re-wrapped and encoded."""
    notes: dict[tuple[str, int, bytes], dict[tuple[str, bytes, bytes], None]] = {}
    unreadable: dict[object, str] = {}
    more = False
    for number, readings in enumerate(_readings(pasted)):
        marked = []
        for text in readings:
            line = " ".join(filter(None, (word.strip(_AROUND) for word in _UNSEEN.sub("", text).split())))
            heads = list(_HEAD.finditer(line))
            starts = [head.start() for head in heads]
            _orphans(line[: starts[0] if starts else None], unreadable)
            stops = [*starts[1:], len(line)]
            for place, head in enumerate(heads):
                # Below it is what stands before the next: else each would be given the signatures of all after it.
                below, end = line[head.end() : stops[place]], 0
                root = _from_base64(head[3].replace(" ", ""))
                signatures: dict[tuple[str, bytes, bytes], None] = {}
                found = _SIGNATURE.match(below)
                while found:
                    end = found.end()
                    made = _signed(found[2])
                    if made is not None:
                        signatures[found[1], made[:4], made[4:]] = None
                    found = _SIGNATURE.match(below, end)
                known = head[1], int(head[2]), root or b""
                if root is None:
                    unreadable[known] = f"the root of the one of {_named(head[1])} with {head[2]} entries was mangled"
                elif not signatures:
                    unreadable[known[1:]] = f"the one of {_named(head[1])} with {head[2]} entries has no signature below it"
                elif len(notes) < NOTES_LIMIT or known in notes:
                    notes.setdefault(known, {}).update(signatures)
                else:
                    more = True
                _orphans(below[end:], unreadable)
            marked.append(_empty_marks(line, starts))
        # The same marks are in each reading, unless it hides some.
        most = max(count for count, _ in marked)
        if set.intersection(*(empty for count, empty in marked if count == most)):
            unreadable[number] = 'where it says "checkpoint: from here" there is none that can be made out'
    read = [Note(*of, tuple(signatures)) for of, signatures in notes.items()]
    # What one reading of the text could not make out, another did.
    for note in read:
        unreadable.pop((note.origin, note.size, b""), None)
        unreadable.pop((note.size, note.root), None)
        for signature in note.signatures:
            unreadable.pop(signature[1:], None)
    whole = {(note.size, note.root) for note in read if note.is_of_signer}
    read = [note for note in read if note.is_of_signer or (note.size, note.root) not in whole]
    return Pasted(tuple(sorted(read, key=lambda note: note.size)), tuple(unreadable.values())[:NOTES_LIMIT], more)


def _empty_marks(line: str, heads: Sequence[int]) -> tuple[int, set[int]]:
    """How many marks say that a checkpoint begins, and below which of them none does."""
    marks = list(_FROM_HERE.finditer(line))
    empty = (bisect_left(heads, mark.start()) == bisect_left(heads, mark.end()) for mark in marks)
    return len(marks), {place for place, is_empty in enumerate(empty) if is_empty}


def _orphans(between: str, unreadable: dict[object, str]) -> None:
    """Signatures with no checkpoint above them that can be read."""
    for found in _SIGNATURE.finditer(between):
        made = _signed(found[2])
        if made is not None and len(made) in (68, 76):
            unreadable[made[:4], made[4:]] = f"above a signature by {_named(found[1])} there is no whole checkpoint"


def _signed(text: str) -> bytes | None:
    """What a signature's base64 says. A lone "=" below it may be its own, wrapped off, or begin the words that follow."""
    whole = text.replace(" ", "")
    return _from_base64(whole) or (_from_base64(whole[:-1]) if whole.endswith("==") else None)


def _readings(pasted: bytes) -> Iterator[list[str]]:
    """The text, and each text that is in it as lines of base64, in each way in which it may be meant."""
    if pasted[:2] in (b"\xff\xfe", b"\xfe\xff"):
        pasted = pasted.decode("utf-16", "replace").encode("utf-8", "replace")
    text = _unquoted(pasted)
    yield _ways(text)
    for lines in _BASE64_LINES.finditer(text):
        whole = re.sub(r"[\r\n=]", "", lines[0])
        yield _ways(_unquoted(base64.b64decode(whole + "A" * (-len(whole) % 4))))


def _ways(text: str) -> list[str]:
    """A text as it is, out of a mail's transfer encoding, and out of HTML."""
    texts = [text]
    if _PRINTABLE.search(text):
        texts.append(_unquoted(quopri.decodestring(text.encode("utf-8"))))
    return texts + [html.unescape(_TAG.sub(" ", one)) for one in texts if "<" in one or "&" in one]


def _unquoted(raw: bytes) -> str:
    return _QUOTED.sub("", raw.decode("utf-8", "replace"))


# Reading an export: blocks of lines, most of which are known at a glance


class _Forms:
    """Which forms of records were found proper, so that entries of the same form need no second look.

    A record whose text has no backslash is taken apart at its quotes: every second piece is a string, as it stands; the others
    are its *form*: brackets, commas, numbers. Whether a record is proper depends on the form, on the strings that are keys, and
    of the other strings on its instant, kind and actor alone. So with the form and the keys of a text that `decode` accepted,
    those three remain to be looked at. What is not known yet goes to `decode` itself.
    """

    def __init__(self) -> None:
        self._forms: dict[str, tuple[Callable[[list[str]], Any], list[tuple[Any, int, int, int]]]] = {}
        self._days: set[str] = set()
        self._count = 0

    def leaf(self, line: str, seq: int) -> bytes | None:
        """The leaf of entry `seq`, if this line of an export (plain ASCII) is one whose text is proper; None to look closer."""
        pieces = line.split('\\"')
        count = len(pieces)
        if count < 7 or not count & 1 or pieces[-1] != ':1}"}' or pieces[-3] != f":{seq},":
            return None
        head, pieces[0], pieces[-1] = pieces[0], "{", ":1}"
        text = '"'.join(pieces)
        if "\\" in text or text.count('"') != count - 1 or len(text) > BODY_LIMIT:
            return None
        hashed = hashlib.sha256(b"\x00" + text.encode("ascii"))
        if head != f'{{"seq":{seq},"leaf":"{hashed.hexdigest()}","body":"{{':
            return None
        pieces[-3] = ":1,"  # the form is that of any entry
        strings, form = pieces[1::2], '"'.join(pieces[::2])
        known = self._forms.get(form)
        if known is None:
            form = _NUMBER.sub("1", form)
            known = self._forms.get(form)
        if known is not None:
            keys_of, kinds = known
            keys = keys_of(strings)
            for of, at, kind, actor in kinds:
                if of == keys:
                    proper = self._is_instant(strings[at]) and strings[kind] and strings[actor]
                    return hashed.digest() if proper else None
        return hashed.digest() if self._learn(form, text, strings) else None

    def _is_instant(self, text: str) -> bool:
        """The same as for any record, but the day is looked at once."""
        if text[:11] in self._days:
            return _TIME.fullmatch(text, 11) is not None
        proper = _is_instant(text)
        if proper:
            if len(self._days) >= FORMS_KNOWN:
                self._days.clear()
            self._days.add(text[:11])
        return proper

    def _learn(self, form: str, text: str, strings: list[str]) -> bool:
        """Look closely. If it is a proper record, remember its form and keys, and where its instant, kind and actor stand."""
        try:
            decode(text.encode("ascii"))
        except RecordError:
            return False
        if strings[-2:] != ["seq", "v"]:  # else the number that was compared was not the entry's
            return False
        pieces = form.split('"')
        is_key = [piece[0] == ":" for piece in pieces[1:]]
        # The same record with a number in place of each string that is no key: so it says itself which string is which.
        marks = [string if is_key[place] else str(place) for place, string in enumerate(strings)]
        parts = [part for place, mark in enumerate(marks) for part in (pieces[place], mark)]
        record = json.loads('"'.join([*parts, pieces[-1]]))
        if self._count >= FORMS_KNOWN:
            self._forms.clear()
            self._count = 0
        self._count += 1
        keys_of, kinds = self._forms.setdefault(form, (itemgetter(*(place for place, key in enumerate(is_key) if key)), []))
        if len(kinds) < 16:
            kinds.append((keys_of(strings), int(record["at"]), int(record["kind"]), int(record["actor"])))
        return True


_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{6}Z")
_NUMBER = re.compile(r"(?<=[:,\[])-?[1-9][0-9]{0,14}(?=[,\]}])")
_SEQ = re.compile(r'\{"seq":([1-9][0-9]{0,14}),')
_PLAIN = bytes([10, *range(32, 127)])
_FORMS = _Forms()


def _blocks(export: BinaryIO, size: int) -> Iterator[bytes]:
    """The rest of a file in blocks of whole lines; a line that is too long ends it, cut off behind the limit."""
    rest = b""
    for read in iter(lambda: export.read(size), b""):
        end = read.rfind(b"\n") + 1
        if end:
            yield rest + read[:end]
            rest = read[end:]
        else:
            rest += read
        if len(rest) > LINE_LIMIT:
            break
    if rest:
        yield rest[: LINE_LIMIT + 1]


class Run(NamedTuple):
    """Lines of a block that are proper entries with numbers in a row: the first one's place and number, and the leaves."""

    place: int
    seq: int
    leaves: list[bytes]


def _known(block: bytes) -> list[Run]:
    """What in a block needs no second look."""
    runs: list[Run] = []
    if block.translate(None, _PLAIN):  # bytes that are not plain ASCII: every line is looked at closely
        return runs
    leaves: list[bytes] = []
    look, expected = _FORMS.leaf, 0
    for place, line in enumerate(block.decode("ascii").split("\n")):
        leaf = look(line, expected) if leaves else None
        if leaf is None:  # no run, or the end of one: perhaps this line begins another
            found = _SEQ.match(line)
            expected, leaves = int(found[1]) if found else 0, []
            leaf = look(line, expected) if found else None
            if leaf is None:
                continue
            runs.append(Run(place, expected, leaves))
        leaves.append(leaf)
        expected += 1
    return runs


def _examined(export: BinaryIO, processes: int) -> Iterator[tuple[bytes, list[Run]]]:
    """The blocks of a file in order, each with what is known of it, found by so many processes beside this one."""
    if processes < 2:
        for block in _blocks(export, BLOCK):
            yield block, _known(block)
        return
    waiting: deque[tuple[bytes, Callable[[], list[Run]]]] = deque()
    with _helpers(processes) as hand_out:
        for block in _blocks(export, BLOCK_SENT):
            waiting.append((block, hand_out(block)))
            if len(waiting) > 2 * processes:
                block, found = waiting.popleft()
                yield block, found()
        while waiting:
            block, found = waiting.popleft()
            yield block, found()


@contextmanager
def _helpers(processes: int) -> Iterator[Callable[[bytes], Callable[[], list[Run]]]]:
    """A way to have blocks examined elsewhere: it takes one and gives what waits for the result.

    Where other processes cannot be had, or one of them is killed, this one does the work itself.
    """
    try:
        # Forking is quick; where it is not the custom, Python starts this file anew.
        pool = ProcessPoolExecutor(processes, multiprocessing.get_context("fork" if sys.platform == "linux" else None))
    except (ImportError, NotImplementedError, OSError):
        yield lambda block: lambda: _known(block)
        return

    def hand_out(block: bytes) -> Callable[[], list[Run]]:
        try:
            found = pool.submit(_known, block)
        except (BrokenExecutor, OSError, RuntimeError):
            return lambda: _known(block)

        def result() -> list[Run]:
            try:
                return found.result()
            except (BrokenExecutor, OSError):
                return _known(block)

        return result

    with pool:
        yield hand_out


class Audit:
    """One pass over an export: what is in it, whatever is held against it.

    Read once and in little memory. `sizes` are those of checkpoints, and of other exports, at which the tree's root is kept.
    """

    def __init__(self, export: BinaryIO, sizes: Iterable[int] = (), processes: int = 1) -> None:
        self.line = 0
        self.is_export = False  # whether its first line says so, and which log it is of
        self.org = self.header = ""
        self.tree = Frontier()
        self.first: Mapping[str, Any] = {}  # the record of the first entry, if it may be seen
        self.record: Mapping[str, Any] = {}  # that of the newest so far
        self.keys: list[str] = []  # the verifier keys that entries name
        self.marks: dict[int, tuple[bytes, str]] = {}  # the root at a size, and how far in time it reaches
        self.withheld = 0
        self.faults: list[tuple[int, str]] = []  # each with the number of entries before it
        self.unnamed = 0
        self.stopped = ""  # why the pass ended before its time
        self.newest = 0  # the sequence number in the line before
        self.closing: Mapping[str, Any] = {}
        self._ahead = sorted({size for size in sizes if size > 0} | COMPARED, reverse=True)
        try:
            self._read(export, processes)
        except RecordError as error:
            unlike = f"this is not an export of a ledger, or its start was changed (line 1: {error})"
            self.stopped = f"line {self.line:,} cannot be read: {error}" if self.is_export else unlike

    @property
    def origin(self) -> str:
        """The log's name by its first entry, which roots cover; by the file's first line if the entry does not say it."""
        said = self._opening("origin")
        return said if isinstance(said, str) else self.header

    @property
    def previous(self) -> tuple[str, int, bytes] | None:
        """The origin, size and root of the volume before, as the first entry names them."""
        said = self._opening("previous")
        if not isinstance(said, dict):
            return None
        fits = isinstance(said.get("origin"), str) and _is_whole(said.get("size"), 1) and _fits(said.get("root"), HASH)
        return (said["origin"], said["size"], bytes.fromhex(said["root"])) if fits else None

    @property
    def next(self) -> str:
        """The name of the volume that follows, if the last entry closes this one."""
        said = self.record["data"].get("next") if self.record.get("kind") == "log.closed" else None
        return said if isinstance(said, str) else ""

    def _opening(self, what: str) -> Any:
        return self.first["data"].get(what) if self.first.get("kind") == "log.opened" else None

    def _read(self, export: BinaryIO, processes: int) -> None:
        """Go through the export. Raises RecordError at the first line that is none of an export's."""
        self.line = 1
        self._header(self._parsed(export.readline(LINE_LIMIT + 1)))
        for block, runs in _examined(export, processes):
            lines = block.split(b"\n")
            done = 0
            for run in [*runs, Run(len(lines) - (not lines[-1]), 0, [])]:
                for text in lines[done : run.place]:
                    self._looked_at(text)
                done = run.place + len(run.leaves)
                self._run(run, lines)
            if RESTORED.encode() in block:
                self._new_keys(lines)
        self.line += 1
        self.marks[self.tree.size] = self.tree.root(), self.dated
        if not self.closing:
            raise RecordError("the file ends before its closing line")
        if (self.closing["size"], self.closing["root"]) != (self.tree.size, self.tree.root().hex()):
            self.faults.append((INTEGER_LIMIT, "the closing line does not fit these entries"))

    def _parsed(self, text: bytes) -> dict[str, Any]:
        if not text:
            raise RecordError("the file ends before its closing line" if self.is_export else "the file is empty")
        if len(text) > LINE_LIMIT:
            raise RecordError(f"it is longer than {LINE_LIMIT:,} bytes")
        return _parse(text)

    def _header(self, line: dict[str, Any]) -> None:
        if line.get("touchline") != "ledger-export":
            raise RecordError("it does not say that it is one")
        if not _is_whole(line.get("v"), 1, 1):
            raise RecordError("the export is in a format that this program does not know")
        org, origin = line.get("org"), line.get("origin")
        if not (len(line) == 4 and isinstance(org, str) and isinstance(origin, str)):
            raise RecordError("it does not say which log this is")
        self.org, self.header, self.is_export = org, origin, True

    def _run(self, run: Run, lines: Sequence[bytes]) -> None:
        """Entries that are known to be proper."""
        if not run.leaves:
            return
        self.line += 1
        if self.closing:
            raise RecordError("it stands after the closing line")
        self._number(run.seq)
        if not self.tree.size:
            self._begin(_record_in(lines[run.place]))
        done = 0
        while done < len(run.leaves):
            stop = min(len(run.leaves), done + self._ahead[-1] - self.tree.size) if self._ahead else len(run.leaves)
            self.tree.extend(run.leaves[done:stop])
            self.newest, self.record = run.seq + stop - 1, _record_in(lines[run.place + stop - 1])
            self._mark()
            done = stop
        self.line += done - 1

    def _looked_at(self, text: bytes) -> None:
        """One line, closely."""
        self.line += 1
        if self.closing:
            raise RecordError("it stands after the closing line")
        line = self._parsed(text + b"\n")
        if "size" in line:
            if not (len(line) == 2 and _is_whole(line["size"], 0) and _fits(line.get("root"), HASH)):
                raise RecordError("it is not a proper closing line")
            self.closing = line
        else:
            self._entry(line)

    def _entry(self, line: dict[str, Any]) -> None:
        known = {*line, "body"} == {"seq", "leaf", "body"} and isinstance(line.get("body", ""), str)
        if not (known and _is_whole(line["seq"], 1) and _fits(line["leaf"], HASH)):
            raise RecordError("it is neither an entry nor the closing line")
        seq, leaf = line["seq"], line["leaf"]
        self._number(seq)
        self.newest, self.record = seq, {}
        if "body" in line:
            body = line["body"].encode("utf-8", "surrogatepass")
            self.record = self._text(seq, leaf, body)
            self.tree.append(leaf_hash(body))  # never the leaf beside it
        else:
            self.withheld += 1
            self.tree.append(bytes.fromhex(leaf))
        if self.tree.size == 1:
            self._begin(self.record)
        self._mark()

    def _number(self, seq: int) -> None:
        if seq <= self.newest:
            self._fault(f"entry {seq:,} stands after entry {self.newest:,}")

    def _text(self, seq: int, leaf: str, body: bytes) -> Mapping[str, Any]:
        """The record with this text; without one, what is wrong with it is noted."""
        if leaf_hash(body).hex() != leaf:
            self._fault(f"entry {seq:,} was changed: its text does not give the hash beside it")
            return {}
        try:
            record = decode(body)
        except RecordError as error:
            self._fault(f"entry {seq:,} is not a proper record: {error}")
            return {}
        if record["seq"] != seq:
            self._fault(f"entry {seq:,} was moved: its text is that of entry {record['seq']:,}")
            return {}
        return record

    def _begin(self, record: Mapping[str, Any]) -> None:
        self.first = record
        self._key(self._opening("key"))
        if self.origin != self.header:
            self._fault("the file's first line names another log than its first entry")

    def _new_keys(self, lines: Iterable[bytes]) -> None:
        """The keys of entries that say that the log was restored from a backup without its keys."""
        for line in lines:
            if RESTORED.encode() in line:
                with suppress(ValueError, KeyError, TypeError, AttributeError):
                    record = decode(_parse(line)["body"].encode("ascii"))
                    if record["kind"] == RESTORED:
                        self._key(record["data"].get("key"))

    def _key(self, key: object) -> None:
        if isinstance(key, str) and len(self.keys) < KEYS_LIMIT:
            self.keys.append(key)

    def _fault(self, what: str) -> None:
        if len(self.faults) < FAULTS_NAMED:
            self.faults.append((self.tree.size, f"{what} (line {self.line:,})"))
        else:
            self.unnamed += 1

    def _mark(self) -> None:
        """Keep the root at the sizes that are asked for."""
        while self._ahead and self._ahead[-1] <= self.tree.size:
            self.marks[self._ahead.pop()] = self.tree.root(), self.dated

    @property
    def dated(self) -> str:
        """When the newest entry so far was written, in the headline's words; "" if that may not be seen."""
        return f" up to {_day(datetime.fromisoformat(self.record['at'][:-1]))}" if self.record else ""


def audited(exports: Sequence[BinaryIO], sizes: Iterable[int] = ()) -> list[Audit]:
    """Each export, read once. Two of one volume are compared at the size of the shorter, which is looked up before.

    `sizes` are those of the checkpoints. A pipe is taken too, but cannot be looked into before.
    """
    ends = [(export, *_end(export)) for export in exports]
    sizes = {*sizes, *(size for _, _, size in ends)}
    processes = min(os.cpu_count() or 1, 8)
    return [Audit(export, sizes, processes if length >= WORTH_HELPERS else 1) for export, length, _ in ends]


def _end(export: BinaryIO) -> tuple[int, int]:
    """How many bytes there are, and the size that the closing line claims, which is checked later; 0 for what is not known."""
    if not export.seekable():
        return 0, 0
    length = export.seek(0, os.SEEK_END)
    export.seek(max(0, length - END))
    last = export.read(END).rstrip(b"\n").rpartition(b"\n")[2]
    export.seek(0)
    try:
        size: int = _parse(last).get("size", 0)
    except RecordError:
        return length, 0
    return length, size if _is_whole(size, 1) else 0


def _record_in(line: bytes) -> Mapping[str, Any]:
    """The record in a line of which it is known that it is proper."""
    record: dict[str, Any] = json.loads(json.loads(line)["body"])
    return record


def _day(at: datetime) -> str:
    return f"{at.day} {MONTHS[at.month - 1]} {at.year} {at:%H:%M} UTC"


# The verdict


class Answer(NamedTuple):
    """What the verification found. `str()` gives it as people read it."""

    exit_code: int
    headline: str
    details: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join((self.headline, *self.details))


class Held(NamedTuple):
    """What is held against an export: the root of the log at a size."""

    size: int
    root: bytes
    named_by: str = ""  # the volume that follows, if it is its first entry that says so
    covers: bool = True  # whether what agrees with it is beyond doubt

    def __str__(self) -> str:
        by = f"The end that {_named(self.named_by)} names," if self.named_by else "The checkpoint of"
        return f"{by} {_entries(self.size)}, root {self.root.hex()},"


class Evidence:
    """The checkpoints in pasted texts, the keys that check their signatures, and what is to be said about them."""

    def __init__(self, pasted: Sequence[Pasted] = (), keys: Sequence[Key] = (), witnesses: Sequence[Key] = ()) -> None:
        self.notes = list(dict.fromkeys(note for text in pasted for note in text.notes))
        self.unreadable = [why for text in pasted for why in text.unreadable]
        self.any = bool(pasted)
        self.more = any(text.more for text in pasted)
        self.tries = Tries()
        self.keys = list(dict.fromkeys(keys))
        self.own_word = not keys  # whether the keys are only those that the log itself names
        self.witnesses = witnesses
        self._signed: dict[Note, dict[Key, bool | None]] = {}

    def take_word(self, keys: Iterable[str]) -> None:
        """Use the keys that the log names, if none was given. What is no key is passed over."""
        for key in keys if self.own_word else ():
            with suppress(ValueError):
                self.keys.append(Key.read(key, LOG_KEY))
        self.keys = list(dict.fromkeys(self.keys))
        self._signed.clear()

    def signed(self, note: Note) -> dict[Key, bool | None]:
        """Which of the keys signed a checkpoint, of whatever log it is; asked once."""
        if note not in self._signed:
            self._signed[note] = {key: note.signed_by(key, self.tries) for key in self.keys}
        return self._signed[note]

    def doubt(self, note: Note) -> str:
        """Why this checkpoint cannot be relied on; "" if it can, as far as there is a key to check it with."""
        if not note.size:
            return "is of an empty log and covers nothing"
        signed = self.signed(note)
        whose = "the log itself names" if self.own_word else "you gave"
        if not signed or any(held and _is_of(key.name, note.origin) for key, held in signed.items()):
            return ""
        if True in signed.values():
            return f"is signed with the key that {whose}, which is the key of another log"
        if False in signed.values() and self.tries.ended:
            return "has more signatures than are tried"
        if False in signed.values():
            return f"has a signature that the key which {whose} did not make: it was damaged or forged"
        return f"is not signed with the key that {whose}"

    def is_ours(self, note: Note, origins: Sequence[str]) -> bool:
        """Whether a checkpoint is of the same ledger: the names of volumes begin with its name, under which they are signed."""
        names = [key.name for key in self.keys]
        if self.own_word:  # whoever names a new key can give it another name
            names += [name for name, _, _ in note.signatures]
        return any(all(_is_of(name, of) for of in (note.origin, *origins)) for name in names)

    def elsewhere(self, note: Note, origins: Sequence[str]) -> str:
        """Where a checkpoint is from that is from none of these logs."""
        return f"another volume of this log, {_named(note.origin)}" if self.is_ours(note, origins) else "another log"

    def splits(self, origins: Sequence[str]) -> Iterator[tuple[Note, Note]]:
        """Two checkpoints of one size and different roots, both good: whoever signed them showed two histories."""
        seen: dict[tuple[str, int], Note] = {}
        for note in self.notes if self.keys else ():
            if (note.origin in origins or self.is_ours(note, origins)) and not self.doubt(note):
                other = seen.setdefault((note.origin, note.size), note)
                if other.root != note.root:
                    yield other, note

    def elsewhere_held(self, origins: Sequence[str]) -> list[Note]:
        """Checkpoints from none of these logs that may say otherwise: the log may have been renamed.

        Of another organisation they are for certain only where a key was given and did not sign them.
        """
        away = [note for note in self.notes if note.size and all(origins) and note.origin not in origins]
        return [note for note in away if self.own_word or True in self.signed(note).values()]

    def unused(self, audits: Sequence[Audit]) -> str:
        """What of it might say otherwise and was not compared, so that there can be no YES; "" if all was."""
        if self.unread():
            return self.unread()
        origins = [audit.origin for audit in audits]
        ends = {audit.previous for audit in audits}
        left = [note for note in self.elsewhere_held(origins) if (note.origin, note.size, note.root) not in ends]
        if not left:
            return self.unread()  # once more: signatures were tried
        these = "1 checkpoint is" if len(left) == 1 else f"{len(left):,} checkpoints are"
        if self.is_ours(left[-1], origins):
            advice = "give the export of that volume too"
        elif self.own_word:
            advice = "give the mails of this log alone, or the key"
        else:
            advice = "the key that you gave signed it, so ask whether this log was renamed"
        return f"{these} from {self.elsewhere(left[-1], origins)}: {advice}"

    def unread(self) -> str:
        """What was given and could not be read or tried, if so."""
        if self.more:
            return f"there are more than {NOTES_LIMIT:,} checkpoints in what you gave, and not all were read: give fewer mails"
        if self.unreadable:
            return f"not every checkpoint in what you gave can be read: {self.unreadable[0]}"
        return f"{TRIES_LIMIT:,} signatures do not hold, and more were not tried: give fewer mails" if self.tries.ended else ""

    def is_later(self, audit: Audit) -> bool:
        """Whether this must be a later volume, because its name is the ledger's and more."""
        return any(_is_of(key.name, audit.origin) and audit.origin != key.name for key in self.keys)

    def otherwise(self, origins: Sequence[str]) -> str:
        """Why none of what was given could be compared; "" if nothing was given."""
        if not self.any:
            return ""
        here = [self.doubt(note) for note in self.notes if note.origin in origins or not all(origins)]
        if here:
            return here[-1] and f"this checkpoint {here[-1]}"
        if self.notes:
            where = {self.elsewhere(note, origins) for note in self.notes}
            this = "this checkpoint is" if len(self.notes) == 1 else "these checkpoints are"
            return f"{this} from {max(where, key=len)}"
        return self.unreadable[0] if self.unreadable else "there is no checkpoint in what you gave"

    def sayings(self, origins: Sequence[str]) -> Iterator[str]:
        """What was found, and by whom it was signed and seen."""
        if self.any:
            found = len(self.notes)
            yield f"Found in what you gave: {found:,} checkpoint{'' if found == 1 else 's'}."
        away = [note for note in self.notes if all(origins) and note.origin not in origins]
        yield from _some(
            [f"Not compared: the checkpoint of {_entries(n.size)} is from {self.elsewhere(n, origins)}." for n in away],
            "more checkpoints from elsewhere",
        )
        yield from _some([f"Not readable: {why}." for why in self.unreadable], "more that cannot be read")
        if self.notes and not self.keys:
            yield "Their signatures were not checked: no key was given (--key), and the log names none."
        elif self.notes and self.own_word:
            yield "Signatures were checked with the key that the log itself names: its own word, unless you give one (--key)."
        for witness in self.witnesses:
            name, seen = _named(witness.name), [(note, note.seen_by(witness, self.tries)) for note in self.notes]
            bad = "has more copies than are tried" if self.tries.ended else "was damaged or forged"
            lines = [
                f"The witness {name} saw the checkpoint of {_entries(note.size)} on {_day(EPOCH + timedelta(seconds=at))}."
                if at >= 0
                else f"The line of the witness {name} under the checkpoint of {_entries(note.size)} {bad}."
                for note, at in seen
                if at is not None
            ]
            yield from _some(lines or [f"No checkpoint has a line of the witness {name}."], "more lines of it")


#: What is said of a checkpoint that disagrees where no key is known: anybody may have made it.
UNCHECKED = "cannot be checked without the key of the log: give that too"


class _Verdict:
    """What is to be said of one export, with what is held against it."""

    def __init__(self, audit: Audit, held: Iterable[Held], evidence: Evidence, broken: Sequence[str] = ()) -> None:
        self.audit = audit
        self.size = audit.tree.size
        self.covered, self.dated = 0, ""  # the size of the newest checkpoint that matched, and how far it reaches in time
        self.doubt = ""  # what forbids a YES without being a fault
        self.lines: list[str] = []
        notes: dict[Note, str] = {}
        for note in evidence.notes:
            if not audit.origin or note.origin == audit.origin:
                unsure = not evidence.keys and audit.marks.get(note.size, (b"", ""))[0] != note.root
                notes[note] = evidence.doubt(note) or (UNCHECKED if unsure else "")
        # What was found in entries, and what checkpoints say, in the order of the entries.
        faults = [(at, 1, what) for at, what in audit.faults] + [(self.size, 1, what) for what in broken]
        faults += self._compare(sorted({*held, *(Held(note.size, note.root) for note, why in notes.items() if not why)}))
        self.faults = [what for _, _, what in sorted(faults, key=lambda fault: fault[:2])]
        doubted = []
        for note, why in notes.items():
            if why:
                doubted.append(f"Not relied on: the checkpoint of {_entries(note.size)}, root {note.root.hex()}: it {why}.")
                if evidence.own_word and note.size and audit.marks.get(note.size, (b"", ""))[0] != note.root:
                    self.doubt = f"a checkpoint of {_entries(note.size)} disagrees with this file, and {why}"
        self.lines += _some(doubted, "more checkpoints that are not relied on")

    def _compare(self, held: Sequence[Held]) -> Iterator[tuple[int, int, str]]:
        """Compare roots; gives the faults, each with its place."""
        marks, stopped = self.audit.marks, self.audit.stopped
        good = [one for one in held if marks.get(one.size, (b"", ""))[0] == one.root]
        bad = [one for one in held if one.size in marks and marks[one.size][0] != one.root]
        ahead = [one for one in held if one.size not in marks]
        for one in good:
            if one.covers:
                self.covered, self.dated = one.size, marks[one.size][1]
        for size in sorted({one.size for one in bad}):
            yield size, 0, f"history up to entry {size:,} was changed"
        own = max(self.audit.newest, self.audit.closing.get("size", 0))
        total = max([own, *(one.size for one in ahead)])
        gone = total - self.size
        if gone > 0 and not stopped:
            yield -1, 0, f"{gone:,} of {_entries(total)} {'is' if gone == 1 else 'are'} gone"
            if own <= self.size:
                self.lines.append("A file older than the mail is only too short: ask first for an export made after it.")
        if bad or (ahead and not stopped):
            first = min(one.size for one in (*bad, *ahead))
            last = max((one.size for one in good if one.size < first), default=0)
            start = f"good with {_entries(last)}{marks[last][1]}" if last else "nothing older is known to be good"
            dated = marks.get(first, (b"", ""))[1]
            self.lines.append(
                f"Narrowest interval: {start}; no longer with {_entries(first)}{dated and f', by the file{dated}'}."
            )
            if good and good[-1].size > first:
                self.lines.append(f"But newer checkpoints match: another history was signed for {_entries(first)}.")
        else_ = "has more than were read; an older export cannot reach it"
        said = {**dict.fromkeys(good, "matches"), **dict.fromkeys(bad, "does not match"), **dict.fromkeys(ahead, else_)}
        self.lines += _some([f"{one} {said[one]}." for one in held], "more checkpoints like these")

    def result(self, otherwise: str) -> tuple[int, str]:
        """The exit code and the headline; `otherwise` says why nothing that was given could be compared, if that is so."""
        if self.faults:
            return 1, f"NO - {self.faults[0]}."
        doubt = self.audit.stopped or self.doubt or ("" if self.covered else otherwise)
        if doubt:
            return 2, f"CANNOT TELL - {doubt}."
        if self.covered:
            return 0, f"YES - {_every(self.covered, self.dated)} present and unchanged."
        return 0, f"YES - {_every(self.size, self.audit.dated)} in order, but no checkpoint was compared."

    def details(self, given: Sequence[_Verdict]) -> Iterator[str]:
        """What else is to be said of this volume."""
        audit = self.audit
        if audit.withheld:
            yield f"Withheld, and checked by hash alone: {_entries(audit.withheld)}."
        yield from _some([f"Also: {fault}." for fault in self.faults[1:]], "more faults before these")
        if audit.unnamed:
            yield f"Also: {audit.unnamed:,} more faults in entries."
        if self.faults and audit.stopped:
            yield f"The check ended early: {audit.stopped}."
        elif not self.faults and not audit.stopped and self.size > self.covered:
            if self.covered:
                yield f"In order, but newer than any checkpoint compared: {_entries(self.size - self.covered)}."
            else:
                yield "The file agrees with itself. Only a checkpoint you hold shows that nothing was cut or rewritten."
        yield from self.lines
        origins = [one.audit.origin for one in given]
        if audit.previous and audit.previous[0] not in origins:
            origin, size, root = audit.previous
            yield f"It goes on from {_named(origin)} with {_entries(size)}, root {root.hex()}. That volume was not looked at."
        if audit.next and audit.next not in origins:
            yield f"It is closed, and {_named(audit.next)} goes on from it. That volume was not looked at."
        if audit.is_export:
            yield f"The file says that it is the log {_named(audit.origin)} of {_named(audit.org)}."
        else:
            yield "An export is what `touchline ledger export` writes; its name ends in .jsonl."


def judge(audits: Sequence[Audit], known: Iterable[Held], evidence: Evidence) -> Answer:
    """The verdict on one export or several volumes. `known` is held against each of them."""
    for audit in audits:
        evidence.take_word(audit.keys)
    audits, twice = _each_once(audits)
    verdicts: list[_Verdict] = []
    origins = [audit.origin for audit in audits]
    for audit in _newest_first(audits):
        held, broken = list(known), list(_unlike_the_end(audit, origins, evidence))
        for later in verdicts:
            named = later.audit.previous
            if named and named[0] == audit.origin:
                follows, beyond = _named(later.audit.origin), audit.tree.size - named[1]
                if beyond <= 0:
                    held.append(Held(named[1], named[2], later.audit.origin, bool(later.covered)))
                if beyond > 0 and not audit.stopped:
                    broken.append(f"{follows} goes on from entry {named[1]:,}, but there are {_entries(audit.tree.size)}")
                elif not beyond and audit.record and audit.next != later.audit.origin:
                    broken.append(f"the last entry does not say that {follows} goes on from it")
        verdicts.append(_Verdict(audit, held, evidence, broken))
    verdicts.reverse()
    splits = list(evidence.splits(origins))
    covers = any(one.covered for one in verdicts)
    otherwise = "" if covers else evidence.otherwise(origins)
    beside = "no checkpoint that you gave covers"  # what is said of one volume where another is covered
    results = [one.result(f"{beside} {_named(one.audit.origin)}" if covers else otherwise) for one in verdicts]
    code, headline = next((result for wanted in (1, 2) for result in results if result[0] == wanted), results[0])
    details: list[str] = []
    if splits and code != 1:
        code, headline = 1, f"NO - two checkpoints of {_entries(splits[0][0].size)} have different roots."
    if twice.parted and code != 1:
        code, headline = 1, f"NO - {twice.parted}."
    if len(verdicts) == 1:
        details += verdicts[0].details(verdicts)
    else:
        if code == 0:
            covered, sizes = sum(one.covered for one in verdicts), sum(one.size for one in verdicts)
            newest = next((one.dated for one in reversed(verdicts) if one.covered), verdicts[-1].audit.dated)
            said = "present and unchanged" if covered else "in order, but no checkpoint was compared"
            headline = f"YES - {_every(covered or sizes, newest)} {said}."
            withheld = sum(audit.withheld for audit in audits)
            details += [f"Withheld, and checked by hash alone: {_entries(withheld)}."] if withheld else []
        for place, verdict in enumerate(verdicts):
            lines = [results[place][1], *verdict.details(verdicts)]
            details += [f"{_named(verdict.audit.origin)}:", *(f"  {line}" for line in lines)]
    for one, other in splits:
        pair = " and ".join(f"root {note.root.hex()}" for note in (one, other))
        details.append(f"Two histories were signed: checkpoints of {_named(one.origin)} with {_entries(one.size)} have {pair}.")
    last = [details.pop()] if len(verdicts) == 1 else []
    sayings = list(evidence.sayings(origins))  # before what was left unused is asked: they try the lines of witnesses
    unused = (twice.doubt or evidence.unused(audits)) if code == 0 else ""
    if unused:
        code, headline = 2, f"CANNOT TELL - {unused}."
    return Answer(code, headline, (*details, *_some(twice.lines, "more exports of one volume"), *sayings, *last))


class _Twice(NamedTuple):
    """What is to be said of several exports of one volume: where two differ, and why it cannot be said whether they do."""

    parted: str
    doubt: str
    lines: list[str]


def _each_once(audits: Sequence[Audit]) -> tuple[list[Audit], _Twice]:
    """The exports without those, sound by themselves, with which a longer one of the same volume begins."""
    longest: dict[str, Audit] = {}
    again: list[Audit] = []
    parted, doubt, lines = "", "", []
    for audit in sorted(audits, key=lambda one: (-one.tree.size, one.withheld)):
        longer = longest.setdefault(audit.origin, audit) if audit.is_export else audit
        if longer is audit:
            continue
        pair = f"Two exports of {_named(audit.origin)}, of {_entries(longer.tree.size)} and of {_entries(audit.tree.size)},"
        same, apart = _parting(longer, audit)
        if apart:
            where = f"from entry {apart:,} on" if same + 1 == apart else f"somewhere from entry {same + 1:,} to entry {apart:,}"
            parted = parted or f"two exports of one volume differ {where}"
            lines.append(f"{pair} differ {where}.")
        elif same < audit.tree.size or audit.stopped:
            doubt = doubt or "whether two exports of one volume differ cannot be told: give the newer one alone"
            lines.append(f"{pair} could not be compared to the end.")
        elif not audit.faults:
            again.append(audit)
            longer.first = longer.first or audit.first  # the one may withhold what the other shows
            lines.append(f"{pair} do not differ as far as both go: they count once.")
    return [audit for audit in audits if audit not in again], _Twice(parted, doubt, lines)


def _parting(one: Audit, other: Audit) -> tuple[int, int]:
    """The largest size at which two exports are known to have the same root, and the smallest at which they have not; or 0."""
    roots = {size: one.marks[size][0] == other.marks[size][0] for size in one.marks.keys() & other.marks.keys()}
    same, apart = ([size for size, is_same in roots.items() if is_same is wanted] for wanted in (True, False))
    return max(same, default=0), min(apart, default=0)


def _unlike_the_end(audit: Audit, origins: Sequence[str], evidence: Evidence) -> Iterator[str]:
    """What is wrong with the end of the volume before, as this one names it, where that volume itself was not given."""
    if evidence.is_later(audit) and audit.first and not audit.previous:
        yield f"{_named(audit.origin)} is a later volume, but its first entry does not say from what it goes on"
    if audit.previous and audit.previous[0] not in origins:
        origin, size, root = audit.previous
        for note in evidence.notes if evidence.keys else ():
            if note.origin == origin and not evidence.doubt(note):
                if note.size == size and note.root != root:
                    yield f"history up to entry {size:,} of {_named(origin)} was changed"
                elif note.size > size:
                    yield f"{note.size - size:,} of {_entries(note.size)} of {_named(origin)} were left behind"


def _newest_first(audits: Sequence[Audit]) -> list[Audit]:
    """Each volume before the one that it goes on from."""
    waiting, ordered = list(audits), []
    while waiting:
        before = {audit.previous[0] for audit in waiting if audit.previous}
        ordered.append(next((audit for audit in reversed(waiting) if audit.origin not in before), waiting[-1]))
        waiting.remove(ordered[-1])
    return ordered


def verify(
    export: BinaryIO, held: Iterable[tuple[int, bytes]] = (), evidence: Evidence | None = None, processes: int = 1
) -> Answer:
    """Check an export, read once and in little memory, against itself, the checkpoints (size, 32-byte root) held, and evidence.

    Answers whatever is in the export, and repeats no word of an entry. Raises TreeError for a checkpoint with a malformed root
    or a size below 1: one of an empty log covers nothing, and must not pass for one that does.
    """
    known = [Held(size, whole_hash(root)) for size, root in held]
    if any(one.size < 1 for one in known):
        raise TreeError("a checkpoint of an empty log covers nothing")
    evidence = evidence or Evidence()
    sizes = [*(one.size for one in known), *(note.size for note in evidence.notes)]
    return judge([Audit(export, sizes, processes)], known, evidence)


def _named(name: str) -> str:
    """A name out of a file as JSON, so that no control character of a hostile file reaches a terminal."""
    return json.dumps(name[:200])


def _is_of(name: str, origin: str) -> bool:
    """Whether this is the ledger of that name, or a later volume of it."""
    return origin == name or origin.startswith(f"{name}/")


def _some(lines: Sequence[str], more: str) -> Sequence[str]:
    """The lines, the last ones alone if they are too many."""
    left_out = len(lines) - FAULTS_NAMED
    return lines if left_out <= 0 else [f"And {left_out:,} {more}.", *lines[left_out:]]


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count:,} entries"


def _every(count: int, dated: str) -> str:
    return f"the 1 entry{dated} is" if count == 1 else f"all {count:,} entries{dated} are"


# Proofs: of one entry, without the others; and that a newer log only appended to an older one


def verify_proof(proof: bytes, held: Iterable[tuple[int, bytes]] = (), evidence: Evidence | None = None) -> Answer:
    """Check the proof of one entry, or that a log only grew, against checkpoints that somebody holds.

    The file is one JSON object, as `touchline ledger prove` writes it. Hashes are in hex; `note` is the signed checkpoint, or
    "". It counts only with a key that was given, because all that is in the file is the word of whoever made it.

        {"touchline":"ledger-proof","v":1,"proves":"entry","origin":"...","seq":7,"body":"...","path":["..."],
         "to":{"size":1284,"root":"...","note":"..."}}
        {"touchline":"ledger-proof","v":1,"proves":"growth","origin":"...","path":["..."],
         "from":{"size":1000,"root":"...","note":"..."},"to":{"size":1284,"root":"...","note":"..."}}
    """
    evidence = evidence or Evidence()
    if _says(proof.partition(b"\n")[0], "ledger-export"):
        return Answer(2, "CANNOT TELL - this is an export: give it with --log.", ())
    try:
        if len(proof) > PROOF_LIMIT:
            raise RecordError(f"it is longer than {PROOF_LIMIT:,} bytes")
        claim = _Claim(_parse(proof.strip()))
    except RecordError as error:
        return Answer(2, f"CANNOT TELL - this is not a proof that can be read: {error}.", ())
    return claim.answer({(size, whole_hash(root)) for size, root in held}, evidence)


def _says(text: bytes, what: str) -> bool:
    """Whether this is a JSON object that says that it is this kind of file."""
    try:
        return _parse(text.strip()).get("touchline") == what
    except RecordError:
        return False


class _Claim:
    """What a proof claims. Raises RecordError for what is none."""

    def __init__(self, proof: Mapping[str, Any]) -> None:
        of_entry = proof.get("proves") == "entry"
        names = {"touchline", "v", "proves", "origin", "path", "to", *(("seq", "body") if of_entry else ("from",))}
        fits = proof.get("touchline") == "ledger-proof" and _is_whole(proof.get("v"), 1, 1)
        if not (fits and proof.get("proves") in ("entry", "growth") and set(proof) == names):
            raise RecordError("it is not a proof of this format")
        self.origin, path = proof["origin"], proof["path"]
        steps = isinstance(path, list) and len(path) < 128 and all(_fits(step, HASH) for step in path)
        if not (steps and isinstance(self.origin, str)):
            raise RecordError("its hashes, or the name of its log, are not as they should be")
        self.path = [bytes.fromhex(step) for step in path]
        self.to = self._end(proof["to"])
        self.start = None if of_entry else self._end(proof["from"])
        self.seq, self.body = 0, ""
        if of_entry:
            self.seq, self.body = proof["seq"], proof["body"]
            if not (_is_whole(self.seq, 1) and isinstance(self.body, str)):
                raise RecordError("it has no entry")

    def _end(self, end: object) -> Held:
        if not (isinstance(end, dict) and set(end) == {"size", "root", "note"} and isinstance(end["note"], str)):
            raise RecordError("it names no checkpoint")
        if not (_is_whole(end["size"], 1) and _fits(end["root"], HASH)):
            raise RecordError("its checkpoint is not as it should be")
        self.notes = [*getattr(self, "notes", ()), *find_notes(end["note"].encode("utf-8", "replace")).notes]
        return Held(end["size"], bytes.fromhex(end["root"]))

    def answer(self, known: set[tuple[int, bytes]], evidence: Evidence) -> Answer:
        """Whether it holds, and against what."""
        dated, fault = "", self._fault()
        if fault:
            return Answer(1, f"NO - {fault}.", tuple(evidence.sayings([self.origin])))
        good = {(n.size, n.root) for n in evidence.notes if n.origin == self.origin and not evidence.doubt(n)} | known
        if evidence.keys:
            good |= {(n.size, n.root) for n in self.notes if n.origin == self.origin and not evidence.doubt(n)}
        ends = [self.to] if self.start is None else [self.start, self.to]
        for end in ends:
            against = {(size, root) for size, root in good if size == end.size and root != end.root}
            if against and (evidence.keys or against & known):
                what = f"this proof is of another history than the checkpoint of {_entries(end.size)} that you hold"
                return Answer(1, f"NO - {what}.", tuple(evidence.sayings([self.origin])))
            if against:
                what = f"a checkpoint of {_entries(end.size)} disagrees with this proof, and {UNCHECKED}"
                return Answer(2, f"CANNOT TELL - {what}.", tuple(evidence.sayings([self.origin])))
        missing = [end for end in ends if (end.size, end.root) not in good]
        why = "" if missing else self._apart(ends, known, evidence)
        if why:
            return Answer(2, f"CANNOT TELL - {why}.", tuple(evidence.sayings([self.origin])))
        if missing:
            here = [n for n in evidence.notes if n.origin == self.origin]
            why = "" if here and not evidence.doubt(here[-1]) else evidence.otherwise([self.origin])
            why = why or f"the proof needs the checkpoint of {_entries(missing[0].size)}, which you did not give"
            roots = [f"It needs the checkpoint of {_entries(end.size)}, root {end.root.hex()}." for end in missing]
            return Answer(2, f"CANNOT TELL - {why}.", (*roots, *evidence.sayings([self.origin])))
        if self.start is None:
            record = decode(self.body.encode("ascii"))
            dated = _day(datetime.fromisoformat(record["at"][:-1]))
            said = f"entry {self.seq:,} of {dated} is in the log, unchanged, with {_entries(self.to.size)} in all"
        else:
            said = f"the log of {_entries(self.start.size)} only grew: they are unchanged in that of {_entries(self.to.size)}"
        own = {(n.size, n.root) for n in self.notes} - {(n.size, n.root) for n in evidence.notes} - known
        lines = [
            f"{end} {'is in the proof, signed with the key that you gave' if (end.size, end.root) in own else 'matches'}."
            for end in ends
        ]
        answer = Answer(0, f"YES - {said}.", (*lines, *evidence.sayings([self.origin]), f"The log is {_named(self.origin)}."))
        unread = evidence.unread()
        return answer._replace(exit_code=2, headline=f"CANNOT TELL - {unread}.") if unread else answer

    def _apart(self, ends: Sequence[Held], known: set[tuple[int, bytes]], evidence: Evidence) -> str:
        """Why what is held cannot be joined to this proof; "" if it can, or nothing is."""
        held = {(n.size, n.root) for n in evidence.notes if n.origin == self.origin and not evidence.doubt(n)} | known
        if held and not any((end.size, end.root) in held for end in ends):
            size = max(held)[0]
            first, last = sorted((size, self.to.size))
            what = f"this proof does not reach the checkpoint of {_entries(size)} that you hold"
            return f"{what}: ask for the proof of growth from {first:,} to {last:,} entries too"
        away = evidence.elsewhere_held([self.origin])
        return f"a checkpoint that you hold is from {evidence.elsewhere(away[-1], [self.origin])}" if away else ""

    def _fault(self) -> str:
        """Why it does not hold together by itself, or ""."""
        try:
            if self.start is not None:
                verify_consistency(self.start.size, self.to.size, self.path, self.start.root, self.to.root)
                return ""
            body = self.body.encode("utf-8", "surrogatepass")
            verify_inclusion(leaf_hash(body), self.seq - 1, self.to.size, self.path, self.to.root)
            return "" if decode(body)["seq"] == self.seq else "the entry in this proof has another number than the proof says"
        except (TreeError, RecordError) as error:
            what = "that the log only grew" if self.start else f"that this is entry {self.seq:,} of the log"
            return f"this does not show {what}: {error}"


# The command line


#: Every option, with the name of its value, whether it may be given several times, and what it means.
OPTIONS = {
    "--log": ("FILE", True, "An export. Several times for the volumes of one ledger."),
    "--proof": ("FILE", False, "A proof that `touchline ledger prove` wrote, in place of a log."),
    "--checkpoint": ("FILE", True, "A text with checkpoints in it, such as a whole e-mail; - reads what you paste."),
    "--key": ("KEY", True, "The log's public key as you know it (name+id+base64); several if it was changed."),
    "--witness": ("KEY", True, "The public key of a witness whose lines are to be checked."),
    "--size": ("N", False, "How many entries a checkpoint covers that you know by its root."),
    "--root": ("HEX", False, "The root in that checkpoint, in hexadecimal."),
}


def main(arguments: Sequence[str] | None = None, program: str | None = None) -> int:
    """Run the command line; gives the exit code. A wrong call ends with 2 too: nothing was verified."""
    parser = argparse.ArgumentParser(prog=program, description="Is this log whole and unchanged?", allow_abbrev=False)
    for name, (value, several, meaning) in OPTIONS.items():
        parser.add_argument(name, metavar=value, action="append" if several else "store", help=meaning)
    options = parser.parse_args(arguments)
    if bool(options.log) == bool(options.proof):
        parser.error("give either --log or --proof")
    if (options.size is None) != (options.root is None):
        parser.error("--size and --root belong together: give both or neither")
    if options.size is not None and len(options.log or ()) > 1:
        parser.error("--size and --root are for one log: paste the checkpoints of several volumes (--checkpoint)")
    try:
        keys = [Key.read(key, LOG_KEY) for key in options.key or ()]
        witnesses = [Key.read(witness, WITNESS_KEY) for witness in options.witness or ()]
        known = _told(options.size, options.root)
    except ValueError as error:
        parser.error(str(error))
    try:
        answer = _answered(options, known, keys, witnesses)
    except OSError as error:
        answer = Answer(2, f"CANNOT TELL - {error.filename or 'a file'} cannot be read: {error.strerror}.", ())
    sys.stdout.write(f"{answer}\n")
    return answer.exit_code


def _told(size: str | None, root: str | None) -> list[tuple[int, bytes]]:
    if size is None or root is None:
        return []
    if not re.fullmatch(r"[1-9][0-9]{0,15}", size):
        raise ValueError("--size must be a number from 1: a checkpoint of an empty log covers nothing")
    if not re.fullmatch(r"[0-9A-Fa-f]{64}", root):
        raise ValueError("--root must be hexadecimal: 64 characters of 0-9 and a-f")
    return [(int(size), bytes.fromhex(root))]


def _answered(
    options: argparse.Namespace, known: list[tuple[int, bytes]], keys: Sequence[Key], witnesses: Sequence[Key]
) -> Answer:
    """The answer to a call. Raises OSError."""
    pasted = []
    for name in options.checkpoint or ():
        text = _read(name, PASTED_LIMIT)
        if len(text) > PASTED_LIMIT:
            return Answer(2, f"CANNOT TELL - {name} is longer than {PASTED_LIMIT:,} bytes: give the e-mails alone.", ())
        pasted.append(find_notes(text))
    evidence = Evidence(pasted, keys, witnesses)
    if options.proof:
        return verify_proof(_read(options.proof, PROOF_LIMIT), known, evidence)
    sizes = [size for size, _ in known] + [note.size for note in evidence.notes]
    with ExitStack() as opened:
        exports = [opened.enter_context(open(name, "rb")) for name in options.log]
        for export in exports:
            if export.seekable():
                start = export.read(PROOF_LIMIT + 1)
                export.seek(0)
                if len(start) <= PROOF_LIMIT and _says(start, "ledger-proof"):
                    return Answer(2, f"CANNOT TELL - {export.name} is a proof: give it with --proof.", ())
        audits = audited(exports, sizes)
    return judge(audits, [Held(*of) for of in known], evidence)


def _read(name: str, limit: int) -> bytes:
    """A file or standard input, up to one byte more than may be in it."""
    if name == "-":
        return sys.stdin.buffer.read(limit + 1)
    with open(name, "rb") as file:
        return file.read(limit + 1)


if __name__ == "__main__":
    sys.exit(main())
