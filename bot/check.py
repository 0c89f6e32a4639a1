"""Checking single texts: the same reading and the same decision as a live message, with nothing kept (docs/interfaces.md)."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, BinaryIO, Final

from bot.archive.record import instant
from bot.engines import Adviser
from bot.intake import read
from bot.memory import Memory
from moderation.context import Organisation
from moderation.model import (
    Account,
    Audience,
    Decision,
    Event,
    EventKind,
    Finding,
    Part,
    PartKind,
    Person,
    Place,
    PlaceKind,
    Role,
    derived_id,
)

PLATFORM: Final = "archive"
#: The longest line that is read: no platform's message comes near, and a gigabyte must not be held in memory.
LONGEST: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """One text to check, as `docs/interfaces.md` fixes it."""

    id: str | int
    text: str
    author_role: Role | None = None
    minor: bool | None = None
    audience: Audience = Audience.MIXED
    at: datetime | None = None
    author: str = ""
    conversation: str = ""


class LineError(ValueError):
    """A line that cannot be checked: what is wrong and what to do. Never holds the text."""

    def __init__(self, id_: str | int, what: str) -> None:
        super().__init__(what)
        self.id = id_


class Checker:
    """Checks lines one after another; lines of one conversation are read together."""

    def __init__(self, organisation: Organisation, people: Mapping[str, Person], now: datetime, adviser: Adviser) -> None:
        self._organisation = organisation
        any_time = replace(organisation.profile.hours, staff_to_children="any_time")
        self._at_no_time = replace(organisation, profile=replace(organisation.profile, hours=any_time))
        self._adviser = adviser
        self._people = people
        self._now = now
        self._memory = Memory()

    def check(self, line: Line, number: int) -> tuple[Decision, tuple[Finding, ...]]:
        """The decision about one line, and everything the detectors saw."""
        event = self._event(line, number)
        organisation = self._organisation if line.at else self._at_no_time  # of an hour that is not given nothing is said
        decision, findings = read(self._memory, event, organisation, event.at, self._adviser.opinion(event))
        if line.conversation:  # a line on its own changes nothing for the lines after it
            self._memory.remember(event, decision)
        return decision, findings

    def _event(self, line: Line, number: int) -> Event:
        name = line.conversation or "check"
        kind = PlaceKind.DIRECT if line.audience is Audience.PRIVATE else PlaceKind.CHANNEL
        return Event(
            id=f"{PLATFORM}:{number}:{line.id}",
            org=self._organisation.id,
            kind=EventKind.POSTED,
            at=line.at or self._now,
            author=self._author(line, number),
            place=Place(PLATFORM, name, name, kind, line.audience),
            message=str(line.id),
            parts=(Part(PartKind.BODY, line.text),),
            conversation=line.conversation,
        )

    def _author(self, line: Line, number: int) -> Account:
        """Who wrote a line. A role that the line gives beats the roster; without either it stays unknown.

        Where nobody is named, the lines of one role in one conversation have one author, and every other line its own.
        """
        known = self._people.get(line.author)
        role = line.author_role or (known.role if known else Role.UNKNOWN)
        minor = line.minor if line.minor is not None else known.minor if known else None
        unnamed = f"{role.value} in {line.conversation}" if line.conversation else f"author of line {number}"
        account = Account(PLATFORM, line.author or unnamed)
        if known is None or (role, minor) != (known.role, known.minor):
            known = Person(derived_id("a_", account.id, role, str(minor)), line.author or "The author", role, minor)
        self._memory.meet(account, known)
        return account


def read_lines(lines: BinaryIO) -> Iterator[tuple[int, Line | LineError]]:
    """Every input line with its number, or what is wrong with it. Blank lines are passed over, none is held beyond LONGEST."""
    for number, raw in enumerate(iter(lambda: lines.readline(LONGEST + 1), b""), 1):
        rest = raw
        while len(rest) > LONGEST and not rest.endswith(b"\n"):
            rest = lines.readline(LONGEST + 1)
        if raw.strip():
            try:
                yield number, parse(raw, number)
            except LineError as error:
                yield number, error


def parse(raw: bytes, number: int) -> Line:
    """One input line. Raises LineError."""
    if len(raw) > LONGEST:
        raise LineError(number, f"the line is longer than {LONGEST:,} bytes: split it")
    try:
        value = json.loads(raw.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError:
        raise LineError(number, "the line is not UTF-8: save the file as UTF-8") from None
    except (ValueError, RecursionError):
        raise LineError(number, 'the line is not a JSON object such as {"text": "hello"}') from None
    if not isinstance(value, dict):
        raise LineError(number, 'the line is not a JSON object such as {"text": "hello"}')
    id_ = value.get("id")
    if id_ is None:
        id_ = number
    elif isinstance(id_, bool) or not isinstance(id_, str | int):
        raise LineError(number, '"id" must be a string or a whole number')
    text = value.get("text")
    if not isinstance(text, str):
        raise LineError(id_, '"text" is missing or is not a string')
    return Line(
        id_,
        text,
        _one_of(id_, value, "author_role", Role),
        _typed(id_, value, "minor", bool, "true or false"),
        _one_of(id_, value, "audience", Audience) or Audience.MIXED,
        _instant(id_, value),
        _typed(id_, value, "author", str, "a string") or "",
        _typed(id_, value, "conversation", str, "a string") or "",
    )


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is a word of Python's, and no JSON")


def _one_of(id_: str | int, value: dict[str, Any], name: str, kind: Any) -> Any:
    given = value.get(name)
    if given is None:
        return None
    try:
        return kind(given)
    except ValueError:
        raise LineError(id_, f'"{name}" must be one of {", ".join(kind)}') from None


def _typed(id_: str | int, value: dict[str, Any], name: str, kind: type, words: str) -> Any:
    given = value.get(name)
    if given is not None and not isinstance(given, kind):
        raise LineError(id_, f'"{name}" must be {words}')
    return given


def _instant(id_: str | int, value: dict[str, Any]) -> datetime | None:
    given = _typed(id_, value, "at", str, 'an instant such as "2026-11-21T18:30:00Z"')
    at = None if given is None else instant(given)
    if given is not None and at is None:
        raise LineError(id_, '"at" must be an instant such as "2026-11-21T18:30:00Z", between 1990 and 2100')
    return at


def answer(line: Line, decision: Decision, findings: Iterable[Finding], with_scores: bool) -> dict[str, Any]:
    """The output line for a decision."""
    result: dict[str, Any] = {
        "id": line.id,
        "verdict": decision.verdict.value,
        "findings": [finding_json(finding) for finding in decision.findings],
        "effects": [{"kind": p.effect.kind, "target": p.effect.target} for p in decision.effects],
    }
    if with_scores:
        result["scores"] = scores(findings)
    return result


def finding_json(finding: Finding) -> dict[str, Any]:
    return {
        "category": finding.category.value,
        "kind": finding.kind,
        "start": finding.start,
        "end": finding.end,
        "score": finding.score / 1000,
        "rule": finding.rule,
        "clauses": list(finding.clauses),
    }


def scores(findings: Iterable[Finding]) -> dict[str, float]:
    """The highest score of each category, and of each kind within it, also below every threshold."""
    highest: dict[str, int] = {}
    for f in findings:
        for key in (f.category.value, f"{f.category.value}.{f.kind}"):
            highest[key] = max(highest.get(key, 0), f.score)
    return {key: highest[key] / 1000 for key in sorted(highest)}
