"""A JSON file, taken apart entry by entry in flat memory, each entry with its line.

Why not a streaming parser: yajl (`ijson`) gives no line numbers, gives up the rest of a file at the first broken entry, and
holds a string of a gigabyte in memory. Here brackets and strings alone decide where an entry ends; each entry is then parsed
by itself, so a broken one costs itself and no other. Where an entry is so broken that its end is lost, reading goes on at
the next line that begins as the first entry did: exports are indented, and a JSON string cannot hold a raw line break.

The form read is a list, or an object whose lists are read entry by entry (`Piece.key` is a list's name, "" for a bare list).
"""

import json
import re
from collections.abc import Generator, Iterable, Iterator

from bot.archive.entries import CLOSED, CUT, ENTRY_LIMIT, NOT_JSON, SPACE, TOO_DEEP, TOO_LONG, Fault, Piece, Source

#: The deepest that an entry may be nested; a forwarded Slack message with rich text has about fifteen levels.
DEPTH_LIMIT = 100

_INK = re.compile(rb"[^ \t\r\n]")
# A whole string is passed over at once; a quotation mark that begins none within the buffer is a token of its own.
_STRING = rb'"(?:[^"\\\n]++|\\[^\n])*+"'
_MARK = rb'["{}\[\],:]'
_BETWEEN = re.compile(_STRING + b"|(?P<token>" + _MARK + b")")
_WITHIN = re.compile(rb'(?:[^"{}\[\]]++|' + _STRING + rb')*+(?P<token>["{}\[\]])')
_STRING_END = re.compile(rb'["\\\n]')
_LONG = b"long"


def pieces(chunks: Iterable[bytes]) -> Iterator[Piece | Fault]:
    """The entries of a JSON file, in order. Never raises: what cannot be read is a Fault."""
    return _Splitter(chunks).run()


class _Splitter:
    """Finds where entries begin and end. `_buffer` holds the entry at hand; bytes before `_start` are done with."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._source = Source(chunks)
        self._input = iter(self._source)
        self._buffer = b""
        self._start = self._at = self._token = 0
        self._before = self._told = 0  # bytes of the file before the buffer, and the last that were told of
        self._line, self._counted = 1, 0  # the line at _counted, a place in the buffer
        self._depth = self._container = self._deepest = 0
        self._opened = self._object = False  # whether the outer list was met; whether it is an object of lists
        self._key = ""
        self._in_string = False
        self._dropping = 0  # the line of an entry that is too long, while its bytes are let go
        self._marker = b""  # how a line begins that begins an entry, as soon as that is known
        self._eager: re.Pattern[bytes] | None = None  # once an entry was broken: the marker ends entries too
        self._astray = False  # whether what is read may be the rest of a broken entry, of which enough was said

    def run(self) -> Iterator[Piece | Fault]:
        while True:
            token = self._next()
            if token == _LONG or not token:
                line = self._begins()
                if self._depth and self._resumes(self._at):
                    yield Fault(line, self._end(), TOO_LONG if token else NOT_JSON)
                elif token:
                    self._dropping = line
                    self._watch()
                else:
                    break
            elif token.startswith(b"\n"):
                if self._depth > self._container:  # the next entry begins although this one has not ended
                    yield Fault(self._begins(), self._end(), TOO_LONG if self._dropping else NOT_JSON)
                    self._resume(self._token)
                else:
                    self._at -= 1
                    self._astray = False
            elif token in b"{[":
                self._open(token)
            elif self._depth != self._container:
                self._depth -= token in b"]}"
            elif not self._depth:
                if token == b"," and self._opened:
                    yield Fault(self._count(self._token), self._end(), CLOSED)
                    self._depth, self._container, self._start = 1, 1, self._at
            elif token == b"," or (token in b"]}" and token == self._closing()):
                resumed = yield from self._finish()
                if not resumed and token != b",":
                    self._depth -= 1
                    self._container = self._depth
            elif token == b":" and self._object and self._depth == 1:
                self._name()
        yield from self._last()

    def _next(self) -> bytes:
        """The next bracket, comma, colon or (eagerly) first line of an entry, which `_token` is the place of.

        Empty at the end; `_LONG` where the entry at hand has become too long.
        """
        while True:
            if self._in_string:
                self._leave_string()
            if not self._in_string:
                if self._eager:
                    match = self._eager.search(self._buffer, self._at)
                elif self._depth > self._container:
                    match = _WITHIN.match(self._buffer, self._at)
                else:
                    match = _BETWEEN.search(self._buffer, self._at)
                if match:
                    self._at = match.end()
                    self._token = match.start("token")
                    if match["token"] == b'"':
                        self._in_string = True
                    elif match["token"]:
                        return match["token"]
                    continue
                # No token is left; in the last bytes the marker may have begun.
                self._at = max(self._at, len(self._buffer) - (len(self._marker) if self._eager else 0))
            if self._at - self._start > ENTRY_LIMIT and self._depth and not self._dropping:
                return _LONG
            if not self._more():
                return b""

    def _leave_string(self) -> None:
        """On to the end of a string, or of its line: a string that is not closed must not swallow the file."""
        while match := _STRING_END.search(self._buffer, self._at):
            if match[0] == b"\\":
                if match.end() == len(self._buffer):
                    self._at = match.start()
                    return
                self._at = match.end() + (self._buffer[match.end()] != 0x0A)
            else:
                self._at = match.start() if match[0] == b"\n" else match.end()
                self._in_string = False
                return
        self._at = len(self._buffer)

    def _more(self) -> bool:
        """The next chunk, behind what is still needed of the buffer. False at the end."""
        chunk = next(self._input, None)
        if chunk is None:
            return False
        if self._dropping or not self._depth:
            self._start = self._at
        self._count(self._start)
        self._buffer = self._buffer[self._start :] + chunk
        self._before += self._start
        self._at -= self._start
        self._counted = self._start = 0
        return True

    def _count(self, to: int) -> int:
        """The line at a place in the buffer that is not before the last one asked for."""
        self._line += self._buffer.count(b"\n", self._counted, to)
        self._counted = max(self._counted, to)
        return self._line

    def _end(self) -> int:
        """How far the file is read. Reading may go back behind an entry that lost its end; what is told does not."""
        self._told = max(self._told, self._before + self._at)
        return self._told

    def _ink(self) -> int:
        """Where the entry at hand begins, behind white space."""
        ink = _INK.search(self._buffer, self._start)
        return ink.start() if ink else len(self._buffer)

    def _begins(self) -> int:
        """The line on which the entry at hand begins; learns how entries begin from the first."""
        if self._dropping:
            return self._dropping
        ink = self._ink()
        _, newline, indent = self._buffer[self._start : ink].rpartition(b"\n")
        if not self._marker and newline and indent and self._buffer[ink : ink + 1] == b"{":
            self._marker = b"\n" + indent + b"{"
        return self._count(ink)

    def _watch(self) -> None:
        if self._marker and self._eager is None:
            token = b"(?P<token>" + re.escape(self._marker) + b"|" + _MARK + b")"
            self._eager = re.compile(_STRING + b"|" + token)

    def _resumes(self, stop: int) -> bool:
        """Whether another entry begins before `stop` inside what was taken for this one; reading then goes on there."""
        found = self._buffer.find(self._marker, self._ink(), stop) if self._marker else -1
        if found >= 0:
            self._watch()
            self._resume(found)
        return found >= 0

    def _resume(self, at: int) -> None:
        self._start, self._at, self._depth, self._in_string = at, at + 1, self._container, False
        self._dropping = self._deepest = 0
        self._astray = False

    def _open(self, token: bytes) -> None:
        if not self._depth:
            self._opened, self._object, self._container, self._start = True, token == b"{", 1, self._at
        elif self._object and self._depth == 1 and token == b"[" and not self._so_far():
            self._container, self._start, self._marker, self._eager = 2, self._at, b"", None
        self._depth += 1
        self._deepest = max(self._deepest, self._depth)

    def _so_far(self) -> bytes:
        return self._buffer[self._start : self._token].strip(SPACE)

    def _closing(self) -> bytes:
        """The bracket that ends the list at hand; the other kind, at its level, is part of a broken entry."""
        return b"}" if self._object and self._container == 1 else b"]"

    def _name(self) -> None:
        """The name of a member of the outer object, which was read up to its colon."""
        try:
            self._key = str(json.loads(self._so_far()))
        except ValueError:
            self._key = ""
        self._start = self._at

    def _finish(self) -> Generator[Piece | Fault, None, bool]:
        """The entry that ends here. Returns True when its end was lost and reading resumes inside it."""
        raw = self._so_far()
        line, deepest = self._begins(), self._deepest - self._container
        end = self._end()
        self._deepest = 0
        if self._dropping:
            yield Fault(line, end, TOO_LONG)
        elif deepest > DEPTH_LIMIT:
            yield Fault(line, end, TOO_DEEP)
        elif raw:
            for piece in self._source.parsed(self._key, raw, line, end):
                if not (isinstance(piece, Fault) and piece.what is NOT_JSON):
                    yield piece
                    continue
                if not self._astray:
                    yield piece
                if self._resumes(self._token):
                    return True
                self._astray = bool(self._marker)
                self._watch()
        self._dropping, self._start = 0, self._at
        return False

    def _last(self) -> Iterator[Piece | Fault]:
        """What is left when the file ends: nothing, unless it was cut short or was never JSON."""
        self._token = self._at = len(self._buffer)
        if self._depth and self._depth == self._container and not self._source.failure:
            yield from self._finish()
        if self._source.failure or self._depth:
            yield Fault(self._count(self._at), self._end(), self._source.failure or CUT)
        elif not self._opened:
            yield Fault(1, self._end(), "the file is not JSON" if self._end() else "the file is empty")
