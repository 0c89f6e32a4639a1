"""Detectors: each says what it saw, where, how sure it is and why. None decides what to do.

One file is one detector, beside a table of examples that it must flag and must leave alone (`phone.py`, `phone.examples.toml`).
To add one, write both files; this package finds every module in it that defines `DETECTOR`. `docs/adding-a-detector.md` shows
how.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, Protocol, runtime_checkable

from moderation.context import Context
from moderation.model import Category, Event, Finding, Part, PartKind
from moderation.plugins import found_in
from moderation.text import Reading, read

LayerName = Literal["raw", "rendered", "folded", "words", "letters", "digits"]

#: A part longer than this is read up to here; intake raises an UNREAD finding for the rest. Discord allows 4,000, Slack 40,000.
MAX_PART = 50_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A match in one layer of one part, with its place in the part's original text."""

    part: int
    start: int
    end: int
    match: re.Match[str]


@dataclass(frozen=True, slots=True)
class View:
    """A message as detectors see it: every part, in every reading (see `moderation.text`)."""

    event: Event
    readings: tuple[Reading, ...]

    @classmethod
    def of(cls, event: Event) -> "View":
        return cls(event, tuple(read(part.text[:MAX_PART]) for part in event.parts))

    @property
    def parts(self) -> tuple[Part, ...]:
        return self.event.parts

    def find(self, layer: LayerName, pattern: re.Pattern[str], kinds: frozenset[PartKind] | None = None) -> Iterator[Hit]:
        """Every match of a pattern in one layer of every part (or of the named kinds of part), in order."""
        for index, (part, reading) in enumerate(zip(self.event.parts, self.readings, strict=True)):
            if kinds is None or part.kind in kinds:
                found = getattr(reading, layer).find(pattern)
                for match, start, end in found:
                    yield Hit(index, start, end, match)


@runtime_checkable
class Detector(Protocol):
    """One thing to look for. `look` is pure and in linear time, whatever the message holds."""

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def clauses(self) -> tuple[str, ...]: ...

    def look(self, view: View, context: Context) -> Iterable[Finding]: ...


def rule(detector: Detector) -> str:
    """The name that findings and entries carry: "personal-details/phone@3"."""
    return f"{detector.name}@{detector.version}"


def saw(detector: Detector, category: Category, kind: str, hit: Hit | tuple[int, int, int], score: int, reason: str) -> Finding:
    """A finding of a detector at a hit, or at (part, start, end)."""
    part, start, end = (hit.part, hit.start, hit.end) if isinstance(hit, Hit) else hit
    return Finding(category, kind, part, start, end, score, rule(detector), detector.clauses, reason)


@cache
def all_detectors() -> tuple[Detector, ...]:
    """Every detector in this package, by name. A module without a well-formed `DETECTOR` is refused at once."""
    found: dict[str, Detector] = {}
    for file, detector in found_in(__name__, __path__, "DETECTOR"):
        if not isinstance(detector, Detector):
            raise TypeError(f"{file} defines no DETECTOR with name, version, clauses and look()")
        if detector.name in found:
            raise TypeError(f"two detectors are named {detector.name!r}: give {file} another name")
        found[detector.name] = detector
    return tuple(found[name] for name in sorted(found))


def look(view: View, context: Context, detectors: Iterable[Detector] | None = None) -> tuple[Finding, ...]:
    """What all detectors see in a message, ordered by place.

    A detector that fails never hides what the others see: it becomes a finding that asks for a human (design, rule 4). Its
    error is named by type alone, because its text may hold what somebody wrote.
    """
    found: list[Finding] = []
    for detector in all_detectors() if detectors is None else detectors:
        try:
            found.extend(detector.look(view, context))
        except Exception as error:
            reason = f"The check “{detector.name}” failed ({type(error).__name__}), so a person must read this message."
            found.append(saw(detector, Category.UNREAD, "detector_failed", (0, 0, 0), 1000, reason))
    if context.opinion.failed:
        reason = f"The language model failed ({context.opinion.failed}), so a person must read this message."
        found.append(Finding(Category.UNREAD, "engine_failed", 0, 0, 0, 1000, "intake/engine@1", ("9.2",), reason))
    found.extend(
        Finding(
            Category.UNREAD,
            "too_long",
            index,
            MAX_PART,
            len(part.text),
            1000,
            "intake/length@1",
            ("9.2",),
            f"Only the first {MAX_PART:,} characters of this message were checked, so a person must read the rest.",
        )
        for index, part in enumerate(view.parts)
        if len(part.text) > MAX_PART
    )
    return tuple(sorted(_told_once(found), key=lambda f: (f.part, f.start, f.end, f.category, f.kind, f.rule)))


def _told_once(found: Sequence[Finding]) -> Iterator[Finding]:
    """One detail that two detectors saw is told once, by the surer; by the first in the order of their names where both are.
    Its place is all that either saw, or what only the other saw would be shown unmasked.
    """
    taken: dict[tuple[int, str, int], int] = {}
    kept: list[Finding] = []
    for finding in sorted(found, key=lambda f: (-f.score, f.rule)):
        if finding.category is Category.PERSONAL_DETAILS:
            places = [(finding.part, finding.kind, at) for at in range(finding.start, finding.end)]
            others = sorted({taken[place] for place in places if place in taken})
            surer = next((number for number in others if kept[number].rule != finding.rule), None)
            if surer is not None:
                start, end = min(kept[surer].start, finding.start), max(kept[surer].end, finding.end)
                kept[surer] = replace(kept[surer], start=start, end=end)
                continue
            taken.update(dict.fromkeys(places, len(kept)))
        kept.append(finding)
    yield from kept
