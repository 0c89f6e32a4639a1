"""Reading a TOML file and knowing the line of each key, so that a mistake can be shown where it stands.

`tomllib` gives the values. It does not say where they came from, so a small scanner walks the same text, which is valid by
then, and notes the line of every key, table and list entry.
"""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

#: Where something stands in a document: keys, and positions in lists, from the outside in.
Location = tuple[str | int, ...]

#: A configuration is a page or two; anything longer is some other file.
MAX_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a file: where, what, and what to do about it. Never holds a value that might be a secret."""

    file: str
    line: int
    what: str
    do: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}" + (f" {self.do}" if self.do else "")


class FileError(Exception):
    """A file could not be used. `problems` names everything that is wrong with it, in the order of its lines."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Document:
    """A TOML file that was read: its values, and the line of each of its keys (from 1)."""

    name: str
    text: str
    table: Mapping[str, object]
    lines: Mapping[Location, int] = field(repr=False)

    def line(self, location: Location) -> int:
        """The line of a key, or of the nearest table around it; 1 for the file as a whole."""
        for length in range(len(location), 0, -1):
            if location[:length] in self.lines:
                return self.lines[location[:length]]
        return 1

    def problem(self, location: Location, what: str, do: str = "") -> Problem:
        return Problem(self.name, self.line(location), what, do)


def open_document(path: Path, name: str = "") -> Document:
    """Read a file. Raises FileError when it is missing, cannot be read, or is not TOML."""
    name = name or str(path)
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise FileError((Problem(name, 1, "This file does not exist.", "Check the path."),)) from None
    except OSError as error:
        raise FileError((Problem(name, 1, f"This file cannot be read ({error.strerror})."),)) from None
    if len(raw) > MAX_BYTES:
        raise FileError((Problem(name, 1, "This file is too large to be a configuration.", "Check the path."),))
    try:
        return parse(raw.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise FileError((Problem(name, line, "This is not UTF-8 text.", "Save the file as UTF-8."),)) from None


def parse(text: str, name: str) -> Document:
    """Read TOML text. Raises FileError, with the line, when it is not TOML."""
    text = text.replace("\r\n", "\n")
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        at = re.search(r"\(at line (\d+), column \d+\)", message)
        line = int(at.group(1)) if at else text.count("\n") + 1
        what = re.sub(r" \(at [^)]*\)$", "", message)
        raise FileError((Problem(name, line, f"This is not valid TOML: {what}.", _toml_hint(what, text, line)),)) from None
    return Document(name, text, table, _Scanner(text).document())


def _toml_hint(what: str, text: str, line: int) -> str:
    if "verwrite" in what or "twice" in what:
        return "It is set twice: keep one of the two."
    lines = text.split("\n")
    shown = lines[line - 1] if line <= len(lines) else ""
    if re.match(r"\s*[\w.-]+\s*=\s*[A-Za-z]", shown):
        return 'Text needs quotation marks: name = "like this".'
    return "Look for a missing quotation mark, bracket or equals sign."


_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BLANK = re.compile(r"[ \t]*")
_KEY = re.compile(r"[A-Za-z0-9_-]+|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_BARE = re.compile(r"[^,\]}\n#]*")


class _Scanner:
    """Walks TOML that is known to be valid and notes the line on which each thing in it is first named."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.newest: dict[Location, int] = {}
        self.lines: dict[Location, int] = {}

    def document(self) -> dict[Location, int]:
        table: Location = ()
        self._take(_SPACE)
        while self.at < len(self.text):
            line = self._line()
            if self._next("[["):
                keys = self._keys()
                self._expect("]]")
                place = (*self._within(keys[:-1]), keys[-1])
                self.newest[place] = self.newest.get(place, -1) + 1
                table = (*place, self.newest[place])
                self._note(table, line)
            elif self._next("["):
                table = self._within(self._keys())
                self._expect("]")
                self._note(table, line)
            else:
                self._pair(table)
            self._take(_SPACE)
        return self.lines

    def _note(self, location: Location, line: int) -> None:
        for length in range(1, len(location) + 1):
            self.lines.setdefault(location[:length], line)

    def _pair(self, table: Location) -> None:
        line = self._line()
        location = (*table, *self._keys())
        self._note(location, line)
        self._expect("=")
        self._value(location)

    def _value(self, location: Location) -> None:
        self._take(_SPACE)
        if self._next("["):
            index = 0
            while not self._closes("]"):
                self._note((*location, index), self._line())
                self._value((*location, index))
                self._comma()
                index += 1
        elif self._next("{"):
            while not self._closes("}"):
                self._pair(location)
                self._comma()
        else:
            self._take(_STRING if _STRING.match(self.text, self.at) else _BARE)

    def _within(self, keys: tuple[str, ...]) -> Location:
        """The location of a header's table: inside a list of tables it belongs to the newest entry."""
        location: Location = ()
        for key in keys:
            location = (*location, key)
            if location in self.newest:
                location = (*location, self.newest[location])
        return location

    def _keys(self) -> tuple[str, ...]:
        keys = []
        while True:
            self._take(_BLANK)
            word = self._take(_KEY)
            keys.append(str(tomllib.loads(f"key = {word}")["key"]) if word[0] in "\"'" else word)
            self._take(_BLANK)
            if not self._next("."):
                return tuple(keys)

    def _closes(self, bracket: str) -> bool:
        self._take(_SPACE)
        return self._next(bracket)

    def _comma(self) -> None:
        self._take(_SPACE)
        self._next(",")

    def _expect(self, token: str) -> None:
        self._take(_BLANK)
        if not self._next(token):
            raise AssertionError(f"tomllib accepted this text, so {token!r} stands at character {self.at}")

    def _next(self, token: str) -> bool:
        found = self.text.startswith(token, self.at)
        self.at += len(token) if found else 0
        return found

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at)
        if match is None:
            raise AssertionError(f"tomllib accepted this text, so {pattern.pattern!r} matches at character {self.at}")
        self.at = match.end()
        return match.group()

    def _line(self) -> int:
        return bisect_right(self.starts, self.at)
