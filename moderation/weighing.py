"""How much each finding counts under a profile: the step between what was seen and what is done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from moderation.model import Category, Finding, Verdict
from moderation.profiles import Profile, Response

#: What scores below this is not worth a line of an explanation: the model thinks a little of everything.
FAINT: Final = 200


@dataclass(frozen=True, slots=True)
class Weighed:
    """A finding that reached its `look` threshold, the response to it, and the verdict it asks for."""

    finding: Finding
    response: Response
    verdict: Verdict

    @property
    def certain(self) -> bool:
        return self.finding.score >= self.response.act


def weigh(findings: Iterable[Finding], profile: Profile) -> tuple[Weighed, ...]:
    """The findings that count, the gravest first (decisions 11: disclosure, preserve, remove, hold, then the rest).

    A possible disclosure comes first even where it is too unsure to answer: what may be a cry for help is not removed.
    """
    weighed = []
    for finding in findings:
        response = profile.response(finding.category, finding.kind)
        if finding.score >= response.look and response.do is not Verdict.ALLOW:
            weighed.append(Weighed(finding, response, _asks_for(finding, response)))
    return tuple(sorted(weighed, key=_gravity))


def _gravity(w: Weighed) -> tuple[bool, int, int, int, int]:
    f = w.finding
    return (f.category is not Category.DISCLOSURE, -w.verdict.rank, -f.score, f.part, f.start)


def _asks_for(finding: Finding, response: Response) -> Verdict:
    """Certain and automatic: the response itself. Otherwise a person looks first; a mere nudge is then not worth their time."""
    if finding.score >= response.act and response.mode == "auto":
        return response.do
    return Verdict.ALLOW if response.do is Verdict.NUDGE else Verdict.ALERT


def verdict_of(weighed: Sequence[Weighed]) -> Verdict:
    return weighed[0].verdict if weighed else Verdict.ALLOW


def stands_nowhere(weighed: Sequence[Weighed]) -> tuple[Weighed, ...]:
    """The same of what was written to be sent, and was sent to nobody: a person looks at what would have been taken away."""
    goes = {Verdict.REMOVE, Verdict.HOLD, Verdict.PRESERVE}
    return tuple(replace(w, verdict=Verdict.ALERT) if w.verdict in goes else w for w in weighed)


def explain(weighed: Sequence[Weighed], findings: Iterable[Finding], profile: Profile) -> tuple[str, ...]:
    """The decision in plain lines: what was seen, by which rule and clause, and why not more (never the words themselves)."""
    lines = []
    for w in weighed:
        f = w.finding
        lines.append(f"{f.reason} [{f.rule}, clause {', '.join(f.clauses)}, {f.score / 10:.0f} % sure] -> {_because(w)}")
    counted = {w.finding for w in weighed}
    for f in findings:
        if f in counted or f.score < FAINT:
            continue
        response = profile.response(f.category, f.kind)
        if response.do is Verdict.ALLOW and f.score >= response.look:
            lines.append(f"Not counted: {f.category.value}/{f.kind} is allowed in this organisation. [{f.rule}]")
        else:
            lines.append(
                f"Not counted: {f.category.value}/{f.kind} at {f.score / 10:.0f} %, "
                f"below the {response.look / 10:.0f} % at which the lead is shown it. [{f.rule}]"
            )
    return tuple(lines)


def _because(w: Weighed) -> str:
    if not w.certain:
        act = f"{w.response.act / 10:.0f} %"
        return f"{w.verdict.value}: below the {act} at which Touchline would {w.response.do.value} by itself."
    if w.verdict is not w.response.do:
        return f"{w.verdict.value}: this organisation lets a person decide whether to {w.response.do.value}."
    if w.finding.category is Category.DISCLOSURE:
        return f"{w.verdict.value}: somebody may need help. It is never removed."
    return f"{w.verdict.value}."
