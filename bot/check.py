"""Checking single texts: the same reading and the same decision as a live message, with nothing kept (docs/interfaces.md)."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

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

    def __init__(self, organisation: Organisation, people: Mapping[str, Person], now: datetime) -> None:
        self._organisation = organisation
        self._people = people
        self._now = now
        self._memory = Memory(people)

    def check(self, line: Line, number: int) -> tuple[Decision, tuple[Finding, ...]]:
        """The decision about one line, and everything the detectors saw."""
        event = self._event(line, number)
        decision, findings = read(self._memory, event, self._organisation, event.at)
        self._memory.remember(event, decision)
        return decision, findings

    def _event(self, line: Line, number: int) -> Event:
        account = self._author(line, number)
        place = Place(PLATFORM, line.conversation or "check", line.conversation or "check", _kind(line), line.audience)
        return Event(
            id=f"{PLATFORM}:{number}:{line.id}",
            org=self._organisation.id,
            kind=EventKind.POSTED,
            at=line.at or self._now,
            author=account,
            place=place,
            message=str(line.id),
            parts=(Part(PartKind.BODY, line.text),),
            conversation=line.conversation,
        )

    def _author(self, line: Line, number: int) -> Account:
        """The account of a line's author. A role that the line gives beats the roster; without either it stays unknown."""
        known = self._people.get(line.author)
        if known is not None and line.author_role in {None, known.role} and line.minor in {None, known.minor}:
            return Account(PLATFORM, line.author, known.name)
        role = line.author_role or (known.role if known else Role.UNKNOWN)
        minor = line.minor if line.minor is not None else known.minor if known else None
        who = line.author or f"author of line {number}" if not line.conversation else line.author or role.value
        account = Account(PLATFORM, derived_id("", who, role, str(minor)), line.author)
        self._memory.meet(account, Person(derived_id("a_", account.id), line.author or "The author", role, minor))
        return account


def _kind(line: Line) -> PlaceKind:
    return PlaceKind.PRIVATE_CHANNEL if line.audience is Audience.PRIVATE else PlaceKind.CHANNEL


def read_lines(lines: Iterable[bytes]) -> Iterator[tuple[int, Line | LineError]]:
    """Every input line with its number, or what is wrong with it. Blank lines are passed over."""
    for number, raw in enumerate(lines, 1):
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
        value = json.loads(raw)
    except UnicodeDecodeError:
        raise LineError(number, "the line is not UTF-8: save the file as UTF-8") from None
    except (json.JSONDecodeError, RecursionError):
        raise LineError(number, 'the line is not a JSON object such as {"text": "hello"}') from None
    if not isinstance(value, dict):
        raise LineError(number, 'the line is not a JSON object such as {"text": "hello"}')
    given = value.get("id", number)
    id_ = given if isinstance(given, str | int) and not isinstance(given, bool) else number
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
    if given is None:
        return None
    try:
        at = datetime.fromisoformat(given)
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise LineError(id_, '"at" must be an instant such as "2026-11-21T18:30:00Z"') from None


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
