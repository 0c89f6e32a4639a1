"""How well each category is found, how well scores rank lines, what each detector adds, and what a score is worth."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from moderation.model import Category, Finding
from training.evaluation.judging import Judged
from training.evaluation.measures import (
    Bin,
    Share,
    auc,
    auc_interval,
    expected_calibration_error,
    recall_at,
    reliability,
    share,
)
from training.evaluation.plots import Dot, Dots, Line, Square
from training.evaluation.section import NONE, Section, Table, decimal, per_thousand, percent

#: The shares of hard and of ordinary lines at which recall is compared between systems.
NEAR_MISSES: Final = 0.05
ORDINARY: Final = 0.01
#: Fewer lines in a bin than this make no dot in the picture of calibration; the table has them all.
ENOUGH: Final = 5

Results = Mapping[str, Sequence[Judged]]


def by_category(results: Results) -> Iterator[tuple[Category, str, list[Judged], list[Judged]]]:
    """For each category and each set that judges it: the positive lines and the others."""
    for category in Category:
        for name, judged in results.items():
            known = [each for each in judged if category in each.sample.truth]
            if known:
                positive = [each for each in known if each.sample.truth[category]]
                yield category, name, positive, [each for each in known if not each.sample.truth[category]]


def found(results: Results) -> Section:
    """Precision and recall at the profile's two thresholds, by category, by kind, and by author where there are several."""
    rows, dots = [], []
    for category, name, positive, negative in by_category(results):
        looked = [each for each in positive + negative if each.looks(category)]
        acted = [each for each in positive + negative if each.acts(category)]
        shown = share([each.looks(category) for each in positive])
        rows.append((
            category.value,
            name,
            f"{len(positive)} + {len(negative)}",
            percent(shown),
            percent(share([each.acts(category) for each in positive])),
            percent(share([each.sample.truth[category] for each in looked])),
            percent(share([each.sample.truth[category] for each in acted])),
            percent(share([each.flagged for each in positive])),
        ))  # fmt: skip
        dots.append(_dot(f"{category.value}, {name}", shown, list(Category).index(category) + 1))
    columns = ("category", "set", "lines (+ others)", "recall, shown", "recall, acted", "precision, shown", "precision, acted",
               "noticed at all")  # fmt: skip
    note = (
        "Shown: the score reached the profile's “look”, so a person sees the message. Acted: it reached “act”. Noticed at all: "
        "any verdict but “allow”, under whatever heading. Precision is that of the set, where bad lines are far more common "
        "than in a club's talk."
    )
    tables = [Table("By category", columns, rows, note), _by_kind(results)]
    if len({each.sample.source for each in next(iter(results.values()), ())}) > 1:
        tables.append(_by_author(results))
    picture = Dots("Recall at the point where a person is shown the message", dots)
    return Section("What is found", "", tuple(tables), (picture,) if dots else ())


def _by_kind(results: Results) -> Table:
    rows = []
    for name, judged in results.items():
        for kind in sorted({kind for each in judged for kind in each.sample.kinds}):
            category = Category(kind.split(".")[0])
            lines = [each for each in judged if kind in each.sample.kinds]
            shown = share([each.looks(category) for each in lines])
            acted = share([each.acts(category) for each in lines])
            rows.append(
                (kind, name, str(len(lines)), percent(shown), percent(acted), percent(share([e.flagged for e in lines])))
            )
    note = "A line counts as found when anything of its category was seen: the kind may have been mistaken."
    return Table("By kind", ("kind", "set", "lines", "recall, shown", "recall, acted", "noticed at all"), rows, note)


def _by_author(results: Results) -> Table:
    """The first set by its authors: the spread between people is larger than any interval says."""
    name, judged = next(iter(results.items()))
    rows = []
    for author in sorted({each.sample.source for each in judged}):
        theirs = {name: [each for each in judged if each.sample.source == author]}
        for category, _, positive, negative in by_category(theirs):
            shown = percent(share([each.looks(category) for each in positive]))
            rows.append(
                (author, category.value, f"{len(positive)} + {len(negative)}", shown, _area(category, positive, negative, 0))
            )
    return Table(f"By author, {name}", ("author", "category", "lines (+ others)", "recall, shown", "ROC-AUC"), rows)


def ranked(results: Results, ordinary: Sequence[Judged], times: int) -> Section:
    """What the scores are worth whatever the thresholds: ROC-AUC, and recall at a bearable number of false alarms."""
    rows, lines = [], []
    for category, name, positive, negative in by_category(results):
        ups, downs = _scores(category, positive), _scores(category, negative)
        near = recall_at(ups, downs, NEAR_MISSES)
        calm = recall_at(ups, _scores(category, ordinary), ORDINARY)
        error = expected_calibration_error(_bins(category, [*positive, *negative]))
        rows.append((
            category.value,
            name,
            _area(category, positive, negative, times),
            percent(near.recall),
            percent(calm.recall) if ordinary else NONE,
            decimal(error),
        ))  # fmt: skip
        if name == next(iter(results)):
            lines.append(Line(category.value, _curve(ups, downs)))
    columns = (
        "category",
        "set",
        "ROC-AUC",
        "recall at 5 % of its near-misses",
        "recall at 1 % of ordinary lines",
        "calibration error",
    )
    note = (
        "Near-misses are the other lines of the same set, most of them written to be mistaken. Intervals of ROC-AUC are "
        "bootstrapped with a fixed seed. A rule that sees nothing scores nothing, so rules alone have few distinct scores and "
        "a ROC-AUC near .5 even where what they see is right."
    )
    pictures = (
        (Square(f"Recall against false alarms, {next(iter(results))}", "of the other lines", "of the lines sought", lines),)
        if lines
        else ()
    )
    return Section("How well scores rank lines", "", (Table("By category", columns, rows, note),), pictures)


def _curve(positive: Sequence[float], negative: Sequence[float]) -> list[tuple[float, float]]:
    points = [(0.0, 0.0)]
    for threshold in sorted({*positive, *negative} - {0}, reverse=True):
        right = sum(score >= threshold for score in positive) / max(len(positive), 1)
        points.append((sum(score >= threshold for score in negative) / max(len(negative), 1), right))
    return [*points, (1.0, 1.0)]


def _area(category: Category, positive: Sequence[Judged], negative: Sequence[Judged], times: int) -> str:
    ups, downs = _scores(category, positive), _scores(category, negative)
    return decimal(auc(ups, downs), auc_interval(ups, downs, times=times) if times else None)


def _scores(category: Category, judged: Sequence[Judged]) -> list[float]:
    return [each.score(category) for each in judged]


def _dot(label: str, of: Share, colour: int) -> Dot:
    return Dot(label, of.value if of.n else 0, *of.interval, colour)


# --- detectors -------------------------------------------------------------------------------------------------------


def detectors(results: Results, ordinary: Sequence[Judged]) -> Section:
    """What each rule gets right and wrong on the first set that judges its category, and its false alarms in ordinary talk."""
    judges: dict[Category, list[Judged]] = {}
    for category, _, positive, negative in by_category(results):
        judges.setdefault(category, [*positive, *negative])
    seen = {(f.category, f.rule) for judged in [*judges.values(), ordinary] for each in judged for f in each.looked}
    rows = []
    for category, rule in sorted(seen):
        known = judges.get(category, [])
        shown = [each.sample.truth[category] for each in known if _by(rule, category, each.looked)]
        positives = sum(each.sample.truth[category] for each in known)
        alarms = share([_by(rule, category, each.looked) for each in ordinary])
        rows.append((
            rule,
            category.value,
            str(sum(shown)) if known else NONE,
            str(len(shown) - sum(shown)) if known else NONE,
            percent(share(shown)),
            percent(Share(sum(shown), positives)),
            per_thousand(alarms),
        ))  # fmt: skip
    columns = ("detector", "category", "right", "wrong", "precision", "of all such lines", "per 1,000 ordinary lines")
    note = (
        "At the point where a person is shown the message. Rules that saw nothing in these lines are not listed, and no set "
        "judges the categories marked –. Nobody's role is known in ordinary lines, so rules for staff cannot be mistaken there."
    )
    return Section("What each detector adds", "", (Table("By detector", columns, rows, note),))


def _by(rule: str, category: Category, findings: Sequence[Finding]) -> bool:
    return any(f.rule == rule and f.category is category for f in findings)


# --- calibration -----------------------------------------------------------------------------------------------------


def calibration(results: Results) -> Section:
    """What share of the lines with a given score are truly of the category, on the first set that judges it."""
    rows, lines = [], []
    done: set[Category] = set()
    for category, name, positive, negative in by_category(results):
        if category in done:
            continue
        done.add(category)
        bins = _bins(category, [*positive, *negative])
        for each in bins:
            scores = f"{each.low:.1f} to {each.high:.1f}"
            rows.append((category.value, name, scores, str(each.true.n), decimal(each.mean), percent(each.true)))
        lines.append(Line(category.value, [(each.mean, each.true.value) for each in bins if each.true.n >= ENOUGH]))
    intro = (
        "Scores are places between two thresholds and not chances: .4 is where a person is shown a message and .7 where "
        "Touchline acts, set by how seldom ordinary talk gets there. A score should rise with the truth; it need not equal it."
    )
    columns = ("category", "set", "score", "lines", "mean score", "truly so")
    pictures = (
        (Square(f"What a score is worth, where {ENOUGH} lines or more have it", "mean score", "truly so", lines, dotted=True),)
        if lines
        else ()
    )
    return Section("Calibration", intro, (Table("Reliability", columns, rows),), pictures)


def _bins(category: Category, judged: Sequence[Judged]) -> tuple[Bin, ...]:
    return reliability([each.score(category) / 1000 for each in judged], [each.sample.truth[category] for each in judged])
