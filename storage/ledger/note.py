"""Signed notes: checkpoints, as logs sign them and witnesses cosign them.

    touchline/example-cc                                          which log (its volume)
    1284                                                          how many entries
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=                  the RFC 6962 root over them
    <empty line>
    — touchline/example-cc Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=

The formats are C2SP's signed-note, tlog-checkpoint and tlog-cosignature, of which Ed25519 is read and written. Officers check
notes with `verify.py`, which needs nothing but Python; this file serves the running program and may use a library.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

#: The signature types of plain Ed25519 and of a witness's timestamped cosignature, in C2SP's signed-note.
ED25519: Final = b"\x01"
COSIGNATURE: Final = b"\x04"
#: The longest note that is read. Sixteen signatures of the largest kind must fit (signed-note); ours has some 200 bytes.
NOTE_LIMIT: Final = 128 * 1024
SIGNATURES_LIMIT: Final = 100
#: Sizes and times are below it (tlog-cosignature); nothing that is honestly counted comes near.
NUMBER_LIMIT: Final = 2**63

_PRIVATE: Final = "PRIVATE+KEY+"
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f]")
_NUMBER: Final = re.compile(r"0|[1-9][0-9]{0,18}")
_KEY_ID: Final = re.compile(r"[0-9a-f]{8}")
_SIGNATURE_LINE: Final = re.compile(r"— (\S+) (\S+)")


class NoteError(ValueError):
    """This is no note, no key, or not signed by whom it must be. Says why, and repeats nothing of what is in it."""


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """The public half of a key: whose it is, its 4-byte id, what it signs (`kind`, one byte), and the 32 bytes of Ed25519."""

    name: str
    id: bytes
    kind: bytes
    public: bytes

    @classmethod
    def of(cls, name: str, kind: bytes, public: bytes) -> Self:
        """The key of a name. Raises NoteError for a name that no note could hold."""
        # A space is meant in Unicode's sense: whatever str.split would split at.
        if name.split() != [name] or "+" in name or not name.isprintable():
            raise NoteError("the name of a key has at least one character, no spaces and no plus sign")
        return cls(name, hashlib.sha256(name.encode() + b"\n" + kind + public).digest()[:4], kind, public)

    @classmethod
    def read(cls, text: str) -> Self:
        """The key as people hand it on: "name+id in hex+base64". Raises NoteError, also for a private key."""
        if text.startswith(_PRIVATE):
            raise NoteError("this is a private key, which nobody but its owner may see")
        name, key_id, material = _three(text, "name+id+key")
        if material[:1] not in {ED25519, COSIGNATURE} or len(material) != 33:
            raise NoteError("it is not an Ed25519 key, which is the only kind that is understood")
        key = cls.of(name, material[:1], material[1:])
        if key.id.hex() != key_id:
            raise NoteError("its id does not fit its name: a character of it was lost or changed")
        return key

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{_base64(self.kind + self.public)}"

    def check(self, text: str, signature: bytes) -> int | None:
        """When this key cosigned the text, in seconds since 1970; None for a plain signature. Raises NoteError if neither."""
        at = None
        message = text.encode()
        if self.kind == COSIGNATURE:
            at, signature = int.from_bytes(signature[:8], "big"), signature[8:]
            message = _cosigned(text, at)
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            raise NoteError(f"the signature of {self.name} is not one of this text") from None
        if at is not None and at >= NUMBER_LIMIT:
            raise NoteError(f"the signature of {self.name} says a time that cannot be")
        return at


class Signer:
    """Signs notes under a name, which is that of the log. `key` is the 32 bytes of an Ed25519 private key."""

    def __init__(self, name: str, key: bytes) -> None:
        self.name = name
        self._key = Ed25519PrivateKey.from_private_bytes(key)
        self._public = VerifierKey.of(name, ED25519, self._key.public_key().public_bytes_raw())
        #: The public half as people hand it on (a C2SP verifier key): "name+id in hex+base64".
        self.verifier_key: Final = str(self._public)

    def sign(self, text: str) -> str:
        """The note with this text, signed. The text ends with a newline and holds no empty line."""
        if not text.endswith("\n") or "\n\n" in text or text.startswith("\n"):
            raise ValueError("the text of a note ends with a newline and has no empty line")
        return f"{text}\n{_line(self._public, self._key.sign(text.encode()))}"


class Cosigner:
    """A witness's key: cosigns checkpoints of others under its own name. `key` is the 32 bytes of an Ed25519 private key."""

    def __init__(self, name: str, key: bytes) -> None:
        self._private = key
        self._key = Ed25519PrivateKey.from_private_bytes(key)
        self.verifier_key: Final = VerifierKey.of(name, COSIGNATURE, self._key.public_key().public_bytes_raw())

    @classmethod
    def read(cls, text: str) -> Self:
        """A cosigner from its private key as `written` gives it. Raises NoteError, which holds nothing of the key."""
        if not text.startswith(_PRIVATE):
            raise NoteError("it is not a witness's private key, which begins with PRIVATE+KEY+")
        name, key_id, material = _three(text.removeprefix(_PRIVATE), "PRIVATE+KEY+name+id+key")
        if material[:1] != COSIGNATURE or len(material) != 33:
            raise NoteError("it is not a private key of a witness")
        cosigner = cls(name, material[1:])
        if cosigner.verifier_key.id.hex() != key_id:
            raise NoteError("its id does not fit its name: a character of it was lost or changed")
        return cosigner

    def written(self) -> str:
        """The private key as it is kept, in the form that Go's signed notes use."""
        public = self.verifier_key
        return f"{_PRIVATE}{public.name}+{public.id.hex()}+{_base64(public.kind + self._private)}"

    def cosign(self, text: str, at: int) -> str:
        """The signature line over the text of a checkpoint: this is the largest consistent tree that the witness has seen.

        `at` is the time in seconds since 1970.
        """
        if not 0 <= at < NUMBER_LIMIT:
            raise ValueError("a cosignature's time is between 1970 and the end of time")
        return _line(self.verifier_key, at.to_bytes(8, "big") + self._key.sign(_cosigned(text, at)))


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature that was checked: by which key, its whole line with the newline, and its time if it is a cosignature."""

    key: VerifierKey
    line: str
    at: int | None


@dataclass(frozen=True, slots=True)
class Opened:
    """The text of a note, and who of those that were asked for signed it, each once."""

    text: str
    by: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """What a checkpoint says: the log (its volume), how many entries, and the 32-byte root over them."""

    origin: str
    size: int
    root: bytes


def opened(note: str, keys: Iterable[VerifierKey]) -> Opened:
    """Open a note that at least one of the keys signed. Raises NoteError otherwise, and for whatever is no note.

    Signatures of keys that are not given are passed over. One of a given key that does not hold refuses the whole note.
    """
    text, lines = split(note)
    known = {(key.name, key.id): key for key in keys}
    by: dict[VerifierKey, Signature] = {}
    for name, signature, line in lines:
        key = known.get((name, signature[:4]))
        if key is not None:
            by.setdefault(key, Signature(key, line, key.check(text, signature[4:])))
    if not by:
        raise NoteError("nobody who is known here has signed it")
    return Opened(text, tuple(by.values()))


def split(note: str) -> tuple[str, list[tuple[str, bytes, str]]]:
    """The text of a note, and of each signature its name, its bytes (id first) and its line. No signature has been checked yet.

    Raises NoteError for what is no note by the letter of signed-note.
    """
    try:
        size = len(note.encode())
    except UnicodeEncodeError:
        raise NoteError("it is not UTF-8") from None
    if size > NOTE_LIMIT:
        raise NoteError(f"it is longer than {NOTE_LIMIT:,} bytes")
    if _CONTROL.search(note):
        raise NoteError("a control character is in it")
    text, gap, signatures = note.rpartition("\n\n")
    if not gap or not text or not signatures.endswith("\n"):
        raise NoteError("it has not a text, an empty line and signatures, each ending with a newline")
    # Not splitlines: it would also split at characters that a line may hold.
    lines = signatures.removesuffix("\n").split("\n")
    if len(lines) > SIGNATURES_LIMIT:
        raise NoteError(f"it has more than {SIGNATURES_LIMIT} signatures")
    return text + "\n", [_signature(line) for line in lines]


def checkpoint_text(origin: str, size: int, root: bytes) -> str:
    """What a checkpoint says, before it is signed."""
    return f"{origin}\n{size}\n{_base64(root)}\n"


def read_checkpoint(text: str) -> Head:
    """What the text of a note says as a checkpoint. Raises NoteError if it is none by the letter of tlog-checkpoint."""
    lines = text.removesuffix("\n").split("\n")
    if len(lines) < 3 or not all(lines):
        raise NoteError("a checkpoint has at least three lines, and none of them is empty")
    return Head(lines[0], read_number(lines[1]), read_hash(lines[2]))


def read_number(text: str) -> int:
    """A size as notes write it: decimal, without leading zeroes, below 2**63. Raises NoteError."""
    if not _NUMBER.fullmatch(text) or int(text) >= NUMBER_LIMIT:
        raise NoteError("a size in it is not a plain number")
    return int(text)


def read_hash(text: str) -> bytes:
    """A 32-byte hash in base64. Raises NoteError."""
    value = _unbase64(text)
    if len(value) != 32:
        raise NoteError("a hash in it has not 32 bytes")
    return value


def _signature(line: str) -> tuple[str, bytes, str]:
    parts = _SIGNATURE_LINE.fullmatch(line)
    if parts is None or "+" in parts[1]:
        raise NoteError("what follows its empty line is no signature")
    signature = _unbase64(parts[2])
    if len(signature) < 5:
        raise NoteError("a signature in it is too short to be one")
    return parts[1], signature, line + "\n"


def _line(key: VerifierKey, signature: bytes) -> str:
    return f"— {key.name} {_base64(key.id + signature)}\n"


def _cosigned(text: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def _three(text: str, form: str) -> tuple[str, str, bytes]:
    """A key's name, its id in hex and the bytes of its type and material. In base64 there may be plus signs."""
    parts = text.split("+", 2)
    if len(parts) != 3 or not _KEY_ID.fullmatch(parts[1]):
        raise NoteError(f"a key has the form {form}")
    return parts[0], parts[1], _unbase64(parts[2])


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _unbase64(text: str) -> bytes:
    """The bytes that are written so, and only so: one value has one text."""
    try:
        value = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        value = b""
    if not value or _base64(value) != text:
        raise NoteError("something in it is not base64")
    return value
