"""What the entries of a file become, one at a time: a value with its line, or a fault. And JSON Lines, where a line is one."""

import codecs
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.archive.files import UnreadableError

#: The longest entry that is read, in bytes: a Discord message with ten thousand reactions fits.
ENTRY_LIMIT = 4 * 1024**2
SPACE = b" \t\r\n"


TOO_LONG = "an entry is longer than 4 MB, so it was skipped"
TOO_DEEP = "an entry is nested too deeply to be a message, so it was skipped"
NOT_JSON = "an entry is not whole JSON, so it was skipped"
_TWICE = "an entry names one of its fields twice, so it was skipped"
CUT = "the file ends too early: the export or the download stopped before its end"
CLOSED = "a bracket ends the list too early; what follows was read all the same"


@dataclass(frozen=True, slots=True)
class Piece:
    """One entry. `line` is where it begins, from 1; `end` the bytes consumed with it."""

    key: str
    value: object
    line: int
    end: int


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not an entry, or is not whole. `what` is a sentence for a Problem."""

    line: int
    end: int
    what: str


class _TwiceError(ValueError):
    """The same field twice in one object: which of the two was said cannot be known."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) != len(pairs):
        raise _TwiceError
    return values


def _never(name: str) -> object:
    raise ValueError(name)


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_never, strict=False)


class Source:
    """Chunks as UTF-8, whatever a text editor made of the file, and the one way in which an entry is parsed."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks
        self._other_letters = False
        self.failure = ""

    def __iter__(self) -> Iterator[bytes]:
        decoder: codecs.IncrementalDecoder | None = None
        first = True
        try:
            for chunk in self._chunks:
                if first:
                    first = False
                    if encoding := _wide(chunk):
                        decoder = codecs.getincrementaldecoder(encoding)("replace")
                    chunk = chunk.removeprefix(codecs.BOM_UTF8)
                yield decoder.decode(chunk).encode("utf-8", "replace") if decoder else chunk
        except UnreadableError as failure:
            self.failure = str(failure)

    def parsed(self, key: str, raw: bytes, line: int, end: int) -> Iterator[Piece | Fault]:
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            if not self._other_letters:
                self._other_letters = True
                yield Fault(line, end, "the file is not in UTF-8; it is read as Windows-1252, so some letters may be wrong")
            text = raw.decode("cp1252", "replace")
        try:
            value: object = _DECODER.decode(text)
        except _TwiceError:
            yield Fault(line, end, _TWICE)
        except RecursionError:
            yield Fault(line, end, TOO_DEEP)
        except ValueError:
            yield Fault(line, end, NOT_JSON)
        else:
            yield Piece(key, value, line, end)


def _wide(head: bytes) -> str:
    """The encoding of a file that a Windows editor saved as "Unicode", or nothing for UTF-8 and its like."""
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if len(head) > 1 and not head[1] and head[0]:
        return "utf-16-le"
    if len(head) > 1 and not head[0] and head[1]:
        return "utf-16-be"
    return ""


def lines(chunks: Iterable[bytes]) -> Iterator[Piece | Fault]:
    """The values of a JSON Lines file, one for each line that is not blank. Never raises."""
    source = Source(chunks)
    kept, line, end, long = b"", 1, 0, False
    for chunk in source:
        first, *rest = chunk.split(b"\n")
        end += len(first)
        long = long or len(kept) + len(first) > ENTRY_LIMIT
        kept = b"" if long else kept + first
        for part in rest:
            yield from _line(source, kept, line, end, long)
            kept, line, end, long = part, line + 1, end + 1 + len(part), False
    yield from _line(source, kept, line, end, long)
    if source.failure:
        yield Fault(line, end, source.failure)


def _line(source: Source, raw: bytes, line: int, end: int, long: bool) -> Iterator[Piece | Fault]:
    if long:
        yield Fault(line, end, TOO_LONG)
    elif raw.strip(SPACE):
        yield from source.parsed("", raw, line, end)
