"""Touchline and other people's tools on the same lines, side by side."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Final, TypeVar

from moderation.model import Category
from training.evaluation.details import KINDS
from training.evaluation.identities import sentences
from training.evaluation.judging import Touchline
from training.evaluation.measures import auc, auc_interval, overlap, recall_at, share, spread
from training.evaluation.rivals import DETAILS, OFFENCE, DetailRival, NotInstalledError, OffenceRival
from training.evaluation.section import NONE, Section, Table, decimal, per_thousand, percent
from training.evaluation.sets import LineSet, Sample, Span

#: From this score a rival calls a line offensive.
HALF: Final = 0.5

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Answer:
    """One line: how offensive it looks to somebody, whether they would flag it, and for Touchline whether it acts."""

    score: float
    flagged: bool


@dataclass(frozen=True, slots=True)
class Contender:
    """Somebody who is asked whether lines are offensive."""

    name: str
    ask: Callable[[Sequence[Sample]], list[Answer]]


@dataclass(frozen=True, slots=True)
class DetailContender:
    """Somebody who is asked where personal details stand: (start, end, one of `KINDS` that it may be)."""

    name: str
    ask: Callable[[Sample], list[Span]]
    knows: frozenset[str]


def beside(
    touchlines: Sequence[Touchline], labelled: Sequence[LineSet], ordinary: Sequence[Sample], most: int, with_rivals: bool
) -> Section:
    """On the first set that judges offence and the first that holds details; ordinary lines and identity sentences beside."""
    offence = next((each for each in labelled if Category.OFFENSIVE in each.categories), None)
    details = next((each for each in labelled if any(sample.spans for sample in each.samples)), None)
    absent: list[str] = []
    contenders = [_touchline(each) for each in touchlines]
    finders = [_finder(each) for each in touchlines]
    if with_rivals:
        contenders += [_rival(each) for each in _installed(OFFENCE, absent)]
        finders += [_detail_rival(each) for each in _installed(DETAILS, absent)]
    calm = spread(ordinary, most)
    identity = spread([sample for _, _, sample in sentences()], most)
    tables = []
    if offence is not None:
        tables.append(_offence(contenders, offence, calm, identity))
    if details is not None:
        tables.append(_details(finders, details, calm))
    intro = " ".join(
        (
            "Flagged means: Touchline would show it to a person; another tool says so by its own default.",
            *(f"Not here: {each}." for each in absent),
        )
    )
    return Section("Side by side", intro, tuple(tables))


def given(touchlines: Sequence[Touchline], sets: Sequence[LineSet], times: int, with_rivals: bool) -> Section:
    """Files that somebody gave by hand, for offensive language."""
    contenders = [_touchline(each) for each in touchlines]
    if with_rivals:
        contenders += [_rival(each) for each in _installed(OFFENCE, [])]
    rows = []
    for lines in sets:
        truth = [sample.truth[Category.OFFENSIVE] for sample in lines.samples]
        for contender in contenders:
            answers = contender.ask(lines.samples)
            ups, downs = _parted([each.score for each in answers], truth)
            area = decimal(auc(ups, downs), auc_interval(ups, downs, times=times))
            right, wrong = _parted([each.flagged for each in answers], truth)
            size = f"{len(ups):,} + {len(downs):,}"
            precision = percent(share([is_so for each, is_so in zip(answers, truth, strict=True) if each.flagged]))
            rows.append((lines.name, contender.name, size, area, percent(share(right)), percent(share(wrong)), precision))
    columns = ("file", "who", "offensive + others", "ROC-AUC", "recall, flagged", "others flagged", "precision")
    return Section("Files given by hand", "", (Table("Offensive language", columns, rows),))


# --- offence ---------------------------------------------------------------------------------------------------------


def _touchline(touchline: Touchline) -> Contender:
    def ask(samples: Sequence[Sample]) -> list[Answer]:
        judged = touchline.judge_all(samples)
        return [Answer(each.score(Category.OFFENSIVE) / 1000, each.looks(Category.OFFENSIVE)) for each in judged]

    return Contender(touchline.name, ask)


def _rival(rival: OffenceRival) -> Contender:
    def ask(samples: Sequence[Sample]) -> list[Answer]:
        # One line at a time, as messages come.
        scores = [rival.score([sample.text])[0] for sample in samples]
        return [Answer(score, score >= HALF) for score in scores]

    return Contender(rival.name, ask)


def _offence(contenders: Iterable[Contender], lines: LineSet, ordinary: Sequence[Sample], identity: Sequence[Sample]) -> Table:
    known = [sample for sample in lines.samples if Category.OFFENSIVE in sample.truth]
    truth = [sample.truth[Category.OFFENSIVE] for sample in known]
    rows = []
    for contender in contenders:
        contender.ask(known[:1])  # what loads at the first question is not counted as time
        began = perf_counter()
        answers = contender.ask(known)
        cost = 1000 * (perf_counter() - began) / len(known)
        ups, downs = _parted([each.score for each in answers], truth)
        right, _ = _parted([each.flagged for each in answers], truth)
        calm = contender.ask(ordinary)
        named = contender.ask(identity)
        rows.append((
            contender.name,
            percent(share([is_so for each, is_so in zip(answers, truth, strict=True) if each.flagged])),
            percent(share(right)),
            decimal(auc(ups, downs)),
            percent(recall_at(ups, [each.score for each in calm], 0.01).recall) if calm else NONE,
            per_thousand(share([each.flagged for each in calm])),
            percent(share([each.flagged for each in named])),
            f"{cost:.1f}",
        ))  # fmt: skip
    columns = ("who", "precision", "recall", "ROC-AUC", "recall at 1 % of ordinary", "ordinary flagged per 1,000",
               "identity sentences flagged", "ms a line")  # fmt: skip
    note = f"{sum(truth)} offensive lines and {len(truth) - sum(truth)} others; {len(ordinary):,} ordinary lines."
    return Table(f"Offensive language, {lines.name}", columns, rows, note)


# --- personal details ------------------------------------------------------------------------------------------------


def _finder(touchline: Touchline) -> DetailContender:
    def ask(sample: Sample) -> list[Span]:
        return [
            (f.start, f.end, type_)
            for f in touchline.judge(sample).looked
            if f.category is Category.PERSONAL_DETAILS
            for type_ in [name for name, kinds in KINDS.items() if f.kind in kinds] or [f.kind]
        ]

    return DetailContender(touchline.name, ask, frozenset(KINDS))


def _detail_rival(rival: DetailRival) -> DetailContender:
    def ask(sample: Sample) -> list[Span]:
        return [
            (start, end, type_) for start, end, its in rival.find(sample.text) for type_, of in rival.types.items() if its in of
        ]

    return DetailContender(rival.name, ask, frozenset(rival.types))


def _details(contenders: Iterable[DetailContender], lines: LineSet, ordinary: Sequence[Sample]) -> Table:
    types = sorted({type_ for sample in lines.samples for _, _, type_ in sample.spans})
    plain = [sample for sample in lines.samples if not sample.spans]
    rows = []
    for contender in contenders:
        contender.ask(lines.samples[0])
        began = perf_counter()
        answers = [(sample, contender.ask(sample)) for sample in lines.samples]
        cost = 1000 * (perf_counter() - began) / len(lines.samples)
        found = {
            type_: share([
                any(of == type_ and overlap(span[:2], (start, end)) > 0 for start, end, of in answer)
                for sample, answer in answers
                for span in sample.spans
                if span[2] == type_
            ])
            for type_ in types
        }  # fmt: skip
        benign = share([bool(answer) for sample, answer in answers if not sample.spans])
        calm = share([bool(contender.ask(sample)) for sample in ordinary])
        rows.append((
            contender.name,
            *(f"{found[type_].k}/{found[type_].n}" if type_ in contender.knows else NONE for type_ in types),
            f"{benign.k}/{benign.n}",
            per_thousand(calm),
            f"{cost:.1f}",
        ))  # fmt: skip
    columns = ("who", *(type_.lower() for type_ in types), "harmless flagged", "ordinary flagged per 1,000", "ms a line")
    note = f"{NONE}: it does not look for that. {len(plain)} lines hold no personal detail; {len(ordinary):,} ordinary lines."
    return Table(f"Personal details, {lines.name}", columns, rows, note)


# --- both ------------------------------------------------------------------------------------------------------------


def _installed(makers: Mapping[str, Callable[[], T]], absent: list[str]) -> list[T]:
    found = []
    for name, make in makers.items():
        try:
            found.append(make())
        except NotInstalledError as error:
            absent.append(f"{name} ({error})")
    return found


def _parted(values: Sequence[U], truth: Sequence[bool]) -> tuple[list[U], list[U]]:
    """The values of the lines that are so, and of those that are not."""
    pairs = list(zip(values, truth, strict=True))
    return [value for value, is_so in pairs if is_so], [value for value, is_so in pairs if not is_so]
