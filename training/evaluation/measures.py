"""The figures themselves: shares with their intervals, ROC curves, recall at a bearable number of false alarms, calibration.

Pure: numbers in, numbers out. Scores are compared as they are, so thousandths and probabilities both do.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

#: Standard deviations on either side that hold 95 % of a normal distribution.
Z95: Final = 1.959963984540054
BINS: Final = 10

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Share:
    """`k` of `n`, with Wilson's 95 % interval: sound for few lines and near 0 and 1, where the textbook interval is not.

    Where nothing was counted (`n` is 0) the value is not a number and the interval is everything.
    """

    k: int
    n: int

    def __post_init__(self) -> None:
        if not 0 <= self.k <= self.n:
            raise ValueError(f"{self.k} of {self.n} is no share")

    @property
    def value(self) -> float:
        return self.k / self.n if self.n else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        if not self.n:
            return 0.0, 1.0
        squared = Z95 * Z95
        middle = (self.k + squared / 2) / (self.n + squared)
        half = Z95 / (self.n + squared) * math.sqrt(self.k * (self.n - self.k) / self.n + squared / 4)
        return max(0.0, middle - half), min(1.0, middle + half)


def share(of: Sequence[bool]) -> Share:
    return Share(sum(of), len(of))


def auc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """The chance that a positive line scores above a negative one, a tie counting half. Not a number without either."""
    if not positive or not negative:
        return math.nan
    ups, downs = _by_score(positive, negative)
    return float(_areas(ups[None], downs[None])[0])


def auc_interval(positive: Sequence[float], negative: Sequence[float], seed: int = 1, times: int = 1000) -> tuple[float, float]:
    """The 95 % bootstrap interval of `auc`: positive and negative lines are drawn again, each among their own."""
    if not positive or not negative:
        return math.nan, math.nan
    chance = np.random.default_rng(seed)
    ups, downs = _by_score(positive, negative)
    # How often each distinct score is drawn says all that the area needs.
    drawn_ups = chance.multinomial(len(positive), ups / ups.sum(), size=times)
    drawn_downs = chance.multinomial(len(negative), downs / downs.sum(), size=times)
    low, high = np.quantile(_areas(drawn_ups, drawn_downs), [0.025, 0.975])
    return float(low), float(high)


def _by_score(positive: Sequence[float], negative: Sequence[float]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How many positive and how many negative lines have each of the distinct scores, ascending."""
    distinct, where = np.unique(np.concatenate([np.asarray(positive, float), np.asarray(negative, float)]), return_inverse=True)
    ups, downs = where[: len(positive)], where[len(positive) :]
    return np.bincount(ups, minlength=len(distinct)), np.bincount(downs, minlength=len(distinct))


def _areas(ups: NDArray[np.int64], downs: NDArray[np.int64]) -> NDArray[np.float64]:
    """Areas under ROC curves from how many positives and negatives have each score; a row is a curve."""
    below = np.cumsum(downs, axis=1) - downs
    area = (ups * (below + downs / 2)).sum(axis=1)
    return np.asarray(area / (ups.sum(axis=1) * downs.sum(axis=1)))


@dataclass(frozen=True, slots=True)
class Reached:
    """The recall that some false alarms buy: the threshold, the positives that reach it, and the false alarms there."""

    threshold: float
    recall: Share
    false_alarms: Share


def recall_at(positive: Sequence[float], negative: Sequence[float], most: float) -> Reached:
    """The highest recall at a threshold that at most this share of the negative lines reaches.

    A score of 0 says that nothing was seen, so no threshold is 0. Where every threshold costs more the recall is 0.
    """
    best = Reached(math.inf, Share(0, len(positive)), Share(0, len(negative)))
    allowed = math.floor(most * len(negative) + 1e-9)
    ups, downs = np.sort(np.asarray(positive, float)), np.sort(np.asarray(negative, float))
    for threshold in sorted({score for score in positive if score > 0}, reverse=True):
        alarms = len(downs) - int(np.searchsorted(downs, threshold))
        if alarms > allowed:
            break
        caught = len(ups) - int(np.searchsorted(ups, threshold))
        best = Reached(threshold, Share(caught, len(ups)), Share(alarms, len(downs)))
    return best


@dataclass(frozen=True, slots=True)
class Bin:
    """Lines whose scores, as probabilities, lie in one tenth: their mean score and how many of them are truly positive."""

    low: float
    high: float
    mean: float
    true: Share


def reliability(probabilities: Sequence[float], truth: Sequence[bool], bins: int = BINS) -> tuple[Bin, ...]:
    """The bins that hold any line, lowest first. A probability of 1 belongs to the highest. ValueError outside 0 to 1."""
    if any(not 0 <= p <= 1 for p in probabilities):
        raise ValueError("a probability lies outside 0 to 1")
    held: dict[int, list[tuple[float, bool]]] = {}
    for p, true in zip(probabilities, truth, strict=True):
        held.setdefault(min(int(p * bins), bins - 1), []).append((p, true))
    return tuple(
        Bin(i / bins, (i + 1) / bins, sum(p for p, _ in lines) / len(lines), share([true for _, true in lines]))
        for i, lines in sorted(held.items())
    )


def expected_calibration_error(table: Sequence[Bin]) -> float:
    """The mean distance between score and truth over the bins, each weighing as many lines as it holds."""
    lines = sum(each.true.n for each in table)
    return sum(each.true.n * abs(each.mean - each.true.value) for each in table) / lines if lines else math.nan


def spread(items: Sequence[T], most: int) -> list[T]:
    """At most so many of them, evenly from first to last and in their order."""
    return list(items) if len(items) <= most else [items[i * len(items) // most] for i in range(most)]


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    """How much of two spans is common: characters in both by characters in either, 0 to 1."""
    both = min(a[1], b[1]) - max(a[0], b[0])
    return both / (max(a[1], b[1]) - min(a[0], b[0])) if both > 0 else 0.0
