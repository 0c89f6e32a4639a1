"""The evaluation's figures against known answers, and against the plainest way to reckon them."""

import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.evaluation.measures import (
    Bin,
    Share,
    auc,
    auc_interval,
    expected_calibration_error,
    overlap,
    recall_at,
    reliability,
    share,
    spread,
)

SCORES = st.lists(st.integers(0, 20).map(float), min_size=1, max_size=40)
SPAN = st.tuples(st.integers(0, 30), st.integers(1, 30)).map(lambda p: (p[0], p[0] + p[1]))


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(10, 100, 0.0552, 0.1744), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (1, 2, 0.0945, 0.9055), (0, 0, 0.0, 1.0)],
)
def test_wilsons_interval_is_as_published(k: int, n: int, low: float, high: float) -> None:
    assert Share(k, n).interval == pytest.approx((low, high), abs=1e-4)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_lies_in_its_interval_and_the_interval_between_none_and_all(numbers: tuple[int, int]) -> None:
    of = Share(*numbers)
    low, high = of.interval
    assert 0 <= low <= of.value + 1e-12
    assert of.value - 1e-12 <= high <= 1
    other = Share(of.n - of.k, of.n).interval
    assert other == pytest.approx((1 - high, 1 - low))


def test_a_share_of_nothing_is_no_number_and_one_of_too_few_is_refused() -> None:
    assert math.isnan(share([]).value)
    with pytest.raises(ValueError, match="is no share"):
        Share(3, 2)


@pytest.mark.parametrize(
    ("positive", "negative", "area"),
    [([2, 3], [0, 1], 1.0), ([0, 1], [2, 3], 0.0), ([1, 1], [1], 0.5), ([0.9, 0.4], [0.6, 0.1], 0.75), ([0, 5], [0, 0], 0.75)],
)
def test_the_area_under_known_curves(positive: list[float], negative: list[float], area: float) -> None:
    assert auc(positive, negative) == pytest.approx(area)


@given(SCORES, SCORES)
def test_the_area_is_the_share_of_pairs_in_the_right_order(positive: list[float], negative: list[float]) -> None:
    pairs = [1.0 if up > down else 0.5 if up == down else 0.0 for up, down in product(positive, negative)]
    assert auc(positive, negative) == pytest.approx(sum(pairs) / len(pairs))
    assert auc(negative, positive) == pytest.approx(1 - auc(positive, negative))


def test_without_lines_of_one_side_there_is_no_area() -> None:
    assert math.isnan(auc([], [1]))
    assert all(map(math.isnan, auc_interval([1], [])))


def test_the_bootstrap_gives_the_same_interval_each_time_and_it_narrows_with_more_lines() -> None:
    positive, negative = [3.0, 2, 2, 1, 0], [2.0, 1, 1, 0, 0, 0]
    low, high = auc_interval(positive, negative, times=500)
    assert (low, high) == auc_interval(positive, negative, times=500)
    assert low <= auc(positive, negative) <= high
    narrow = auc_interval(positive * 50, negative * 50, times=500)
    assert narrow[1] - narrow[0] < (high - low) / 2


@given(SCORES, SCORES, st.floats(0, 1))
def test_recall_at_a_share_of_false_alarms_is_the_best_that_a_threshold_gives(
    positive: list[float], negative: list[float], most: float
) -> None:
    reached = recall_at(positive, negative, most)
    allowed = math.floor(most * len(negative) + 1e-9)
    thresholds = [t for t in set(positive) if t > 0 and sum(n >= t for n in negative) <= allowed]
    assert reached.recall.k == max((sum(p >= t for p in positive) for t in thresholds), default=0)
    assert reached.false_alarms.k <= allowed
    assert reached.threshold > 0


def test_seeing_nothing_is_no_recall_however_many_false_alarms_are_allowed() -> None:
    assert recall_at([0, 0], [0, 0], 1.0).recall == Share(0, 2)


def test_calibration_of_scores_that_are_right_is_perfect_and_of_others_is_off_by_what_they_are_off() -> None:
    right = reliability([0.25] * 4 + [0.75] * 4, [True, False, False, False, True, True, True, False])
    assert expected_calibration_error(right) == pytest.approx(0)
    sure = reliability([1.0] * 4, [True, False, False, False])
    assert sure == (Bin(0.9, 1.0, 1.0, Share(1, 4)),)
    assert expected_calibration_error(sure) == pytest.approx(0.75)
    assert math.isnan(expected_calibration_error(()))


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=60))
def test_every_line_is_in_one_bin(lines: list[tuple[float, bool]]) -> None:
    table = reliability([p for p, _ in lines], [so for _, so in lines])
    assert sum(each.true.n for each in table) == len(lines)
    assert sum(each.true.k for each in table) == sum(so for _, so in lines)
    assert all(each.low - 1e-9 <= each.mean <= each.high + 1e-9 for each in table)


def test_a_score_that_is_no_probability_is_refused() -> None:
    with pytest.raises(ValueError, match="outside 0 to 1"):
        reliability([400], [True])


@given(SPAN, SPAN)
def test_overlap_is_the_common_part_of_both(a: tuple[int, int], b: tuple[int, int]) -> None:
    ours, theirs = set(range(*a)), set(range(*b))
    assert overlap(a, b) == overlap(b, a) == pytest.approx(len(ours & theirs) / len(ours | theirs) if ours & theirs else 0)
    assert overlap(a, a) == 1


@given(st.integers(0, 200), st.integers(1, 50))
def test_a_sample_is_in_order_without_repeats_and_reaches_from_end_to_end(lines: int, most: int) -> None:
    sample = spread(range(lines), most)
    assert len(sample) == min(lines, most)
    assert sample == sorted(set(sample))
    assert not sample or sample[0] == 0
    assert not sample or lines - sample[-1] <= -(-lines // most)
