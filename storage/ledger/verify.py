"""Is this log whole and unchanged? The answer of `touchline ledger verify`, and the rules behind it.

This one file needs nothing but Python 3.8. Hand it to anybody, with an export, and they can check the log on a machine of
their own, without the bot and without its database:

    python verify.py --log export.jsonl --size 1284 --root 5d1e...

It imports nothing of Touchline; `record.py` and `merkle.py` take their rules from here, so that what is written and what is
verified cannot drift apart. An export is JSON Lines in ASCII:

    {"touchline":"ledger-export","v":1,"org":"...","origin":"..."}  which log it claims to be: no root covers this line
    {"seq":1,"leaf":"<hex>","body":"<the record's exact text>"}     an entry
    {"seq":2,"leaf":"<hex>"}                                        an entry that the reader may not see
    {"size":2,"root":"<hex>"}                                       the RFC 6962 tree over the leaves

The first line of the answer is for people, the exit code for programs:

    0  YES - all 1,284 entries up to 21 Nov 2026 02:00 are present and unchanged.
    1  NO - 20 of 1,284 entries are gone.
    1  NO - history up to entry 1,284 was changed.
    2  CANNOT TELL - line 7 cannot be read: it is not plain JSON in ASCII.

"Present and unchanged" is said only of entries that a held checkpoint covers: a size, and the root at that size, kept by
somebody who does not run the log. Without one the question is smaller: does the file agree with itself? Whoever owns the log's
machine can rewrite all of it so that it does. The first line then says that the entries are in order and that no checkpoint was
compared, the second what that leaves open; the exit code is 0, for the question that was asked. A program that needs the larger
answer must give a checkpoint. A line that no export has ends the check: CANNOT TELL, or NO after a fault. Times are in UTC.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, BinaryIO, NamedTuple

BODY_LIMIT = 64 * 1024  # bytes in one record; escaped once more as a JSON string, it still fits into a line
LINE_LIMIT = 256 * 1024  # bytes in one line of an export, and the most of it that is ever held in memory
DEPTH_LIMIT = 8  # levels of objects and lists in a record, the record itself being the first
INTEGER_LIMIT = 2**53  # beyond it, readers that hold numbers as doubles lose digits; the ids of platforms are beyond it
FAULTS_NAMED = 20  # how many faulty entries are named; more are counted, so that a hostile file cannot fill the memory

HASH = re.compile(r"[0-9a-f]{64}")
NAME = re.compile(r".+", re.DOTALL)
# Not strftime's, which follow the machine's language.
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


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
    body = _ENCODER.encode(_plain(record)).encode("ascii")
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


def _plain(value: object, depth: int = 1) -> object:
    """The same value in JSON's own types, once everything in it has been looked at."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        if abs(value) > INTEGER_LIMIT:
            raise RecordError("a number in it is beyond 2**53: ids are written as strings")
        return value
    if isinstance(value, float):
        raise RecordError("a number in it is not whole: scores are written in thousandths")
    if not isinstance(value, (Mapping, list, tuple)):
        raise RecordError(f"a value of type {type(value).__name__} in it cannot be written down")
    if depth > DEPTH_LIMIT:
        raise RecordError(f"it is more than {DEPTH_LIMIT} levels deep")
    if not isinstance(value, Mapping):
        return [_plain(item, depth + 1) for item in value]
    if not all(isinstance(key, str) and key.isascii() for key in value):
        raise RecordError("a key in it is not an ASCII string")
    return {key: _plain(item, depth + 1) for key, item in value.items()}


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


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True)
_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_int=_integer)


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


class Answer(NamedTuple):
    """What the verification found. `str()` gives it as people read it."""

    exit_code: int
    headline: str
    details: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join((self.headline, *self.details))


def verify(export: BinaryIO, held: Iterable[tuple[int, bytes]] = ()) -> Answer:
    """Check an export, read once and in little memory, against itself and the checkpoints (size, 32-byte root) held.

    Answers whatever is in the export, and repeats no word of an entry. Raises TreeError for a checkpoint with a malformed root
    or a size below 1: one of an empty log covers nothing, and must not pass for one that does.
    """
    audit = _Audit(export, held)
    try:
        audit.read()
    except RecordError as error:
        return audit.answer(stopped=f"line {audit.line:,} cannot be read: {error}")
    return audit.answer()


class _Audit:
    """One pass over an export."""

    def __init__(self, export: BinaryIO, held: Iterable[tuple[int, bytes]]) -> None:
        self.export = export
        self.ahead = sorted(((size, whole_hash(root)) for size, root in set(held)), reverse=True)
        if self.ahead and self.ahead[-1][0] < 1:
            raise TreeError("a checkpoint of an empty log covers nothing")
        self.line = 0
        self.log = "The file does not say which log it is."
        self.tree = Frontier()
        self.newest = 0  # the sequence number in the line before
        self.dated = ""  # when its entry was written, in the headline's words; empty if that may not be seen
        self.withheld = 0
        self.compared: list[str] = []
        self.covered = (0, "")  # the size of the newest checkpoint that matched, and `dated` there
        self.faults: list[str] = []
        self.unnamed = 0

    def read(self) -> None:
        """Go through the export. Raises RecordError at the first line that is none of an export's."""
        self._header(self._next())
        line = self._next()
        while "size" not in line:
            self._entry(line)
            self._compare()
            line = self._next()
        self._close(line)

    def _next(self) -> dict[str, Any]:
        self.line += 1
        text = self.export.readline(LINE_LIMIT + 1)
        if not text:
            raise RecordError("the file ends before its closing line")
        if len(text) > LINE_LIMIT:
            raise RecordError(f"it is longer than {LINE_LIMIT:,} bytes")
        return _parse(text)

    def _header(self, line: dict[str, Any]) -> None:
        if line.get("touchline") != "ledger-export":
            raise RecordError("it is not the first line of a ledger's export")
        if not _is_whole(line.get("v"), 1, 1):
            raise RecordError("the export is in a format that this program does not know")
        org, origin = line.get("org"), line.get("origin")
        if not (len(line) == 4 and isinstance(org, str) and isinstance(origin, str)):
            raise RecordError("it does not say which log this is")
        # As JSON, so that no control character of a hostile file reaches a terminal.
        self.log = f"The file says that it is the log {json.dumps(origin[:200])} of {json.dumps(org[:200])}."

    def _entry(self, line: dict[str, Any]) -> None:
        known = {*line, "body"} == {"seq", "leaf", "body"} and isinstance(line.get("body", ""), str)
        if not (known and _is_whole(line["seq"], 1) and _fits(line["leaf"], HASH)):
            raise RecordError("it is neither an entry nor the closing line")
        seq, leaf = line["seq"], line["leaf"]
        if seq <= self.newest:
            self._fault(f"entry {seq:,} stands after entry {self.newest:,}")
        self.newest, self.dated = seq, ""
        if "body" in line:
            body = line["body"].encode("utf-8", "surrogatepass")
            self._text(seq, leaf, body)
            self.tree.append(leaf_hash(body))  # never the leaf beside it
        else:
            self.withheld += 1
            self.tree.append(bytes.fromhex(leaf))

    def _text(self, seq: int, leaf: str, body: bytes) -> None:
        if leaf_hash(body).hex() != leaf:
            return self._fault(f"entry {seq:,} was changed: its text does not give the hash beside it")
        try:
            record = decode(body)
        except RecordError as error:
            return self._fault(f"entry {seq:,} is not a proper record: {error}")
        if record["seq"] != seq:
            return self._fault(f"entry {seq:,} was moved: its text is that of entry {record['seq']:,}")
        at = datetime.fromisoformat(record["at"][:-1])
        self.dated = f" up to {at.day} {MONTHS[at.month - 1]} {at.year} {at:%H:%M}"
        return None

    def _fault(self, what: str) -> None:
        if len(self.faults) < FAULTS_NAMED:
            self.faults.append(f"{what} (line {self.line:,})")
        else:
            self.unnamed += 1

    def _compare(self) -> None:
        """Hold the tree against the checkpoints of its size."""
        while self.ahead and self.ahead[-1][0] == self.tree.size:
            size, root = self.ahead.pop()
            matches = root == self.tree.root()
            self.compared.append(f"{_checkpoint(size, root)} {'matches' if matches else 'does not match'}.")
            if matches:
                self.covered = size, self.dated
            else:
                self.faults.append(f"history up to entry {size:,} was changed")

    def _close(self, line: dict[str, Any]) -> None:
        size, root = line["size"], line.get("root")
        if not (len(line) == 2 and _is_whole(size, 0) and _fits(root, HASH)):
            raise RecordError("it is not a proper closing line")
        self.line += 1
        if self.export.read(1):
            raise RecordError("it stands after the closing line")
        total = max([self.newest, size, *(held for held, _ in self.ahead)])
        gone = total - self.tree.size
        if gone > 0:
            self.faults.insert(0, f"{gone:,} of {_entries(total)} {'is' if gone == 1 else 'are'} gone")
        if (size, root) != (self.tree.size, self.tree.root().hex()):
            self.faults.append("the closing line does not fit these entries")

    def answer(self, stopped: str = "") -> Answer:
        """The verdict on what was read; `stopped` says why the pass ended before its time."""
        size = self.tree.size
        details = [f"Also: {fault}." for fault in self.faults[1:]]
        if self.unnamed:
            details.append(f"Also: {self.unnamed:,} more faults in entries.")
        if self.faults:
            code, headline = 1, f"NO - {self.faults[0]}."
            if stopped:
                details.append(f"The check ended early: {stopped}.")
        elif stopped:
            code, headline = 2, f"CANNOT TELL - {stopped}."
        elif self.compared:
            code, headline = 0, f"YES - {_every(*self.covered)} present and unchanged."
            if size > self.covered[0]:
                details.append(f"In order, but newer than any checkpoint compared: {_entries(size - self.covered[0])}.")
        else:
            code, headline = 0, f"YES - {_every(size, self.dated)} in order, but no checkpoint was compared."
            details.append("The file agrees with itself. Only a checkpoint you hold shows that nothing was cut or rewritten.")
        details += self.compared
        for size, root in reversed(self.ahead):
            details.append(f"{_checkpoint(size, root)} has more than were read; an older export cannot reach it.")
        if self.withheld:
            details.append(f"Withheld, and checked by hash alone: {_entries(self.withheld)}.")
        return Answer(code, headline, (*details, self.log))


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count:,} entries"


def _every(count: int, dated: str) -> str:
    return f"the 1 entry{dated} is" if count == 1 else f"all {count:,} entries{dated} are"


def _checkpoint(size: int, root: bytes) -> str:
    return f"The checkpoint of {_entries(size)}, root {root.hex()},"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; gives the exit code. A wrong call ends with 2 too: nothing was verified."""
    parser = argparse.ArgumentParser(description="Is this log whole and unchanged?")
    parser.add_argument("--log", required=True, metavar="FILE", help="the export")
    parser.add_argument("--size", type=int, metavar="N", help="how many entries the checkpoint covers that you hold")
    parser.add_argument("--root", type=bytes.fromhex, metavar="HEX", help="the root in that checkpoint")
    options = parser.parse_args(arguments)
    if (options.size is None) != (options.root is None):
        parser.error("--size and --root belong together")
    held = [] if options.size is None else [(options.size, options.root)]
    try:
        with open(options.log, "rb") as export:
            answer = verify(export, held)
    except TreeError as error:
        parser.error(str(error))
    except OSError as error:
        answer = Answer(2, f"CANNOT TELL - the export cannot be read: {error.strerror}.", ())
    sys.stdout.write(f"{answer}\n")
    return answer.exit_code


if __name__ == "__main__":
    sys.exit(main())
