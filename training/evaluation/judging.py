"""Asking the whole of Touchline about lines, and keeping of each answer what the measures need."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from time import perf_counter
from typing import Final

from bot.check import PLATFORM, Checker, Line
from bot.engines import Adviser
from bot.organisation import bare
from moderation.allowlist import AllowList
from moderation.context import Organisation
from moderation.model import Category, Finding, Role, Verdict
from moderation.profiles import Profile
from moderation.weighing import weigh
from training.evaluation.sets import Sample

#: A Saturday morning. Nothing in the lines depends on it, but the same lines must always give the same figures.
NOW: Final = datetime(2026, 11, 21, 10, tzinfo=UTC)
#: What takes a message out of everybody's sight before a person has looked.
REMOVING: Final = frozenset({Verdict.REMOVE, Verdict.HOLD, Verdict.PRESERVE})


@dataclass(frozen=True, slots=True)
class Judged:
    """What Touchline made of one line.

    findings  everything that its detectors saw, also below every threshold
    looked    those that reached the profile's `look`, so that a person sees them
    acted     those that reached its `act`, so that something is done at once
    """

    sample: Sample
    verdict: Verdict
    findings: tuple[Finding, ...]
    looked: tuple[Finding, ...]
    acted: tuple[Finding, ...]

    @property
    def flagged(self) -> bool:
        return self.verdict is not Verdict.ALLOW

    @property
    def removed(self) -> bool:
        return self.verdict in REMOVING

    def score(self, category: Category) -> int:
        """The highest score of a category in thousandths; 0 where nothing was seen."""
        return max((f.score for f in self.findings if f.category is category), default=0)

    def looks(self, category: Category) -> bool:
        return any(f.category is category for f in self.looked)

    def acts(self, category: Category) -> bool:
        return any(f.category is category for f in self.acted)


class Touchline:
    """The whole of Touchline under one profile, with one engine or with rules alone."""

    def __init__(self, name: str, organisation: Organisation, adviser: Adviser) -> None:
        self.name = name
        self.adviser = adviser
        self._organisation = organisation
        self._checker = Checker(organisation, {}, NOW, adviser)
        self._numbers = count(1)
        self._seconds = 0.0
        self._asked = 0

    @property
    def profile(self) -> Profile:
        return self._organisation.profile

    @property
    def milliseconds(self) -> float:
        """What a line has cost so far, in the mean."""
        return 1000 * self._seconds / max(self._asked, 1)

    def judge(self, sample: Sample) -> Judged:
        """What it makes of a line that stands alone in a channel for children and adults."""
        number = next(self._numbers)
        return self._judge(sample, Line(number, sample.text, Role(sample.role)), number)

    def judge_talk(self, samples: Sequence[Sample], name: str) -> list[Judged]:
        """What it makes of each line of a conversation, a minute apart. `name` is that of no other conversation."""
        judged = []
        for place, sample in enumerate(samples):
            number, at = next(self._numbers), NOW + place * timedelta(minutes=1)
            judged.append(self._judge(sample, Line(number, sample.text, Role(sample.role), conversation=name, at=at), number))
        return judged

    def _judge(self, sample: Sample, line: Line, number: int) -> Judged:
        began = perf_counter()
        decision, findings = self._checker.check(line, number)
        self._seconds += perf_counter() - began
        self._asked += 1
        weighed = weigh(findings, self.profile)
        acted = tuple(w.finding for w in weighed if w.certain)
        return Judged(sample, decision.verdict, findings, tuple(w.finding for w in weighed), acted)

    def judge_all(self, samples: Iterable[Sample]) -> list[Judged]:
        return [self.judge(sample) for sample in samples]


def organisation(profile: str, allow: Sequence[str] = ()) -> Organisation:
    """An organisation of a ready profile, with these contacts of its own."""
    return replace(bare(profile, {PLATFORM}), allowed=AllowList.of(allow))
