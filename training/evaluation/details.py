"""Personal details by their type: whether they were found where they stand, and how much of them."""

from collections.abc import Iterator
from typing import Final

from moderation.model import Category
from training.evaluation.categories import Results
from training.evaluation.judging import Judged, Touchline, organisation
from training.evaluation.measures import overlap, share
from training.evaluation.section import NONE, Section, Table, decimal, percent
from training.evaluation.sets import OF_A_LINE, LineSet

#: The kinds of Touchline that name each type of the development files.
KINDS: Final = {
    "PHONE": {"phone"},
    "ADDRESS": {"address", "postcode"},
    "EMAIL": {"email"},
    "SCHOOL": {"school"},
    "NAME": {"name"},
    "HANDLE": {"handle"},
    "DOB": {"dob", "age"},
    "AGE": {"age", "dob"},
}


def details(results: Results, allowed: LineSet | None, touchline: Touchline) -> Section:
    """Recall by type with the overlap of spans; then the organisation's own contacts, with and without its allow-list."""
    rows = []
    for name, judged in results.items():
        spans = [(each, span) for each in judged for span in each.sample.spans]
        for type_ in sorted({span[2] for _, span in spans}):
            best = [_best(each, (start, end), KINDS.get(type_, set())) for each, (start, end, kind) in spans if kind == type_]
            under_any = [_best(each, (start, end), None) > 0 for each, (start, end, kind) in spans if kind == type_]
            hits = [each for each in best if each > 0]
            mean = decimal(sum(hits) / len(hits)) if hits else NONE
            right = percent(share([each > 0 for each in best]))
            rows.append((type_.lower(), name, str(len(best)), right, percent(share(under_any)), mean))
    note = (
        "Found: something of the right kind reached “look” and touches it. Overlap is the part of the found and the true place "
        "that they have in common, in the mean over what was found: 1 is exactly there."
    )
    columns = ("type", "set", "in the lines", "found", "found as whatever", "overlap")
    tables = [Table("By type", columns, rows, note), *_by_kind(results)]
    if allowed is not None:
        tables.append(_own(allowed, touchline))
    return Section("Personal details", "", tuple(tables))


def _by_kind(results: Results) -> Iterator[Table]:
    """For sets that say which kinds a line holds and not where: recall and precision of each kind."""
    for name, judged in results.items():
        if not any(each.sample.kinds and Category.PERSONAL_DETAILS in each.sample.truth for each in judged):
            continue
        rows = []
        for type_, kinds in OF_A_LINE.items():
            true = [f"{Category.PERSONAL_DETAILS.value}.{type_}" in each.sample.kinds for each in judged]
            seen = [any(f.category is Category.PERSONAL_DETAILS and f.kind in kinds for f in each.looked) for each in judged]
            whatever = [each.looks(Category.PERSONAL_DETAILS) for each in judged]
            found, anyhow = ([hit for hit, is_so in zip(hits, true, strict=True) if is_so] for hits in (seen, whatever))
            right = [is_so for hit, is_so in zip(seen, true, strict=True) if hit]
            rows.append((type_, str(sum(true)), *(percent(share(each)) for each in (found, anyhow, right))))
        harmless = [each.looks(Category.PERSONAL_DETAILS) for each in judged if not each.sample.kinds]
        note = f"Of {len(harmless)} lines that hold none, {percent(share(harmless))} are shown as details."
        columns = ("kind", "lines", "found", "found as whatever", "precision")
        yield Table(f"By kind, {name}", columns, rows, note)


def _best(judged: Judged, place: tuple[int, int], kinds: set[str] | None) -> float:
    """The largest overlap of a place with what was found, of these kinds or of any."""
    found = (f for f in judged.looked if f.category is Category.PERSONAL_DETAILS and (kinds is None or f.kind in kinds))
    return max((overlap((f.start, f.end), place) for f in found), default=0.0)


def _own(allowed: LineSet, touchline: Touchline) -> Table:
    values = sorted({sample.text[start:end] for sample in allowed.samples for start, end, _ in sample.spans})
    knowing = Touchline("", organisation(touchline.profile.name, values), touchline.adviser)
    rows = [
        (name, str(len(allowed.samples)), percent(share([each.looks(Category.PERSONAL_DETAILS) for each in judged])))
        for name, judged in (
            ("without the allow-list", touchline.judge_all(allowed.samples)),
            ("with them on the allow-list", knowing.judge_all(allowed.samples)),
        )
    ]
    return Table("Lines that hold only the organisation's own contacts", ("", "lines", "flagged"), rows)
