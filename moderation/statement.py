"""The organisation's own statement, read out of the file in which it keeps it (map 10.6).

A line that begins with a number is a clause: "4", "4.", "4)", "4.2 Photographs ...", also as a heading or within a list. What
follows belongs to it, until the next. "[map 2.1, 3.1]" at the end of a line says which rows of the policy map the clause says,
so that a notice can name it. Regular expressions here are bounded, so their time is linear in the text.
"""

import hashlib
import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from moderation.model import Statement, StatementClause

#: Bytes of a file, clauses of a statement, and characters of a clause.
LARGEST: Final = 256 * 1024
MOST: Final = 500
LONGEST: Final = 8_000

_CLAUSE: Final = re.compile(
    r"[ \t]{0,12}(?:[#>*+-]{1,6}[ \t]{1,4})?\*{0,2}(\d{1,3}(?:\.\d{1,3}){0,4}[a-z]?)[.):]?\*{0,2}(?:[ \t]{1,8}(\S.*))?"
)
_TITLE: Final = re.compile(r"#{1,3}[ \t]{1,4}(\S.*)")
_SAYS: Final = re.compile(r"\[map[ \t]{1,4}([0-9b., ]{1,200})\][ \t]{0,8}$")
_ROW: Final = re.compile(r"\d{1,2}\.\d{1,2}b?")


class StatementError(Exception):
    """A file is no statement. The message says where and what to do."""


def read(version: int, since: date, file: bytes, simple: bytes = b"") -> Statement:
    """A version of the statement out of its file, and out of that with the same in words for children.

    Raises StatementError.
    """
    title, clauses = _clauses(file, "the statement")
    _, for_children = _clauses(simple, "the text for children") if simple else ("", ())
    if unknown := sorted({each.number for each in for_children} - {each.number for each in clauses}):
        raise StatementError(f"the text for children has clause {unknown[0]}, and the statement has none of that number")
    hashed = hashlib.sha256(len(file).to_bytes(8, "big") + file + simple).hexdigest()
    return Statement(version, hashed, since, title, clauses, for_children)


def _clauses(file: bytes, called: str) -> tuple[str, tuple[StatementClause, ...]]:
    """The title, "" for none, and the clauses."""
    if len(file) > LARGEST:
        raise StatementError(f"{called} is larger than {LARGEST // 1024} KiB")
    try:
        text = file.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise StatementError(f"{called} is no text in UTF-8: save it as plain text or Markdown") from None
    title, found = "", list[tuple[str, list[str]]]()
    for line in text.splitlines():
        if begins := _CLAUSE.fullmatch(line.rstrip()):
            found.append((begins[1], [begins[2] or ""]))
        elif found and line.strip():
            found[-1][1].append(line.strip())
        elif not title and (heading := _TITLE.fullmatch(line.strip())):
            title = heading[1].strip()
    _demand_sound([number for number, _ in found], called)
    return title[:200], tuple(_clause(number, lines, called) for number, lines in found)


def _demand_sound(numbers: Sequence[str], called: str) -> None:
    if not numbers:
        raise StatementError(f"{called} has no numbered clause: begin each with its number, such as “4.2 Photographs ...”")
    if len(numbers) > MOST:
        raise StatementError(f"{called} has more than {MOST} clauses")
    if twice := next((each for each in numbers if numbers.count(each) > 1), ""):
        raise StatementError(f"{called} has clause {twice} twice: each needs a number of its own")


def _clause(number: str, lines: Sequence[str], called: str) -> StatementClause:
    says = [row for line in lines if (match := _SAYS.search(line)) for row in _ROW.findall(match[1])]
    text = "\n".join(_SAYS.sub("", line).strip() for line in lines).strip()
    if not text:
        raise StatementError(f"clause {number} of {called} has no words")
    if len(text) > LONGEST:
        raise StatementError(f"clause {number} of {called} is longer than {LONGEST:,} characters")
    return StatementClause(number, text, tuple(dict.fromkeys(says)))
