"""False alarms in ordinary talk: how many lines of a thousand somebody would be shown, and how many would vanish."""

from collections.abc import Sequence

from moderation.model import Category, Verdict
from training.evaluation.categories import Results
from training.evaluation.judging import Judged
from training.evaluation.measures import share
from training.evaluation.plots import Dot, Dots
from training.evaluation.section import Section, Table, per_thousand


def alarms(labelled: Results, ordinary: Results) -> Section:
    """Any verdict but “allow”, what is removed, held or closed, and what is answered as urgent; then by category."""
    calm = {**_harmless(labelled), **ordinary}
    rows = []
    for name, judged in calm.items():
        urgent = share([each.verdict is Verdict.URGENT for each in judged])
        flagged, removed = share([each.flagged for each in judged]), share([each.removed for each in judged])
        rows.append((name, f"{len(judged):,}", per_thousand(flagged), per_thousand(removed), per_thousand(urgent)))
    note = (
        "Not every one is wrong: some ordinary lines swear or give a number away, and a policy forbids that to anybody. The "
        "harmless lines of a set are no ordinary talk: many were written to be mistaken."
    )
    tables = (
        Table("Per 1,000 lines", ("ordinary lines", "lines", "flagged", "removed or held", "answered as urgent"), rows, note),
        _by_category(calm),
    )
    dots = [_dot(name, judged) for name, judged in calm.items()]
    top = _top(max((dot.high for dot in dots), default=0))
    return Section(
        "False alarms", "", tables, (Dots("Ordinary lines flagged, per 1,000", dots, top, 1000, ""),) if dots else ()
    )


def _harmless(labelled: Results) -> Results:
    """Of the sets that are judged for more than one category, the lines that are of none: many are written to be mistaken."""
    return {
        f"{name}, harmless": [each for each in judged if not any(each.sample.truth.values())]
        for name, judged in labelled.items()
        if len({category for each in judged for category in each.sample.truth}) > 1
    }


def _by_category(ordinary: Results) -> Table:
    seen = {f.category for judged in ordinary.values() for each in judged for f in each.looked}
    rows = [
        (category.value, *(per_thousand(share([each.looks(category) for each in judged])) for judged in ordinary.values()))
        for category in Category
        if category in seen
    ]
    return Table("Shown to a person, per 1,000 lines", ("category", *ordinary), rows)


def _dot(name: str, judged: Sequence[Judged]) -> Dot:
    flagged = share([each.flagged for each in judged])
    return Dot(name, flagged.value if flagged.n else 0, *flagged.interval)


def _top(highest: float) -> float:
    """The end of a scale that holds the highest value: a round number of thousandths that quarters well."""
    return next((top for top in (0.004, 0.02, 0.04, 0.1, 0.2, 0.4) if highest <= top), 1.0)
