"""Thresholds are set where the model card says: ordinary lines reach them as seldom as it claims. Runs without torch."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.calibrate import ACT, APART, LEAST, LOOK, calibration
from training.labels import HEADS, OF_THEIR_OWN, OUTPUTS

QUIET = dict.fromkeys(OUTPUTS, 0)


@given(st.integers(min_value=0, max_value=1000), st.floats(min_value=0.2, max_value=3))
def test_ordinary_lines_reach_the_points_as_seldom_as_they_should(seed: int, spread: float) -> None:
    logits = np.random.default_rng(seed).normal(-4, spread, (3000, len(OUTPUTS))).astype(np.float32)
    points = calibration(logits, [QUIET] * len(logits))
    for head in (*HEADS, *OF_THEIR_OWN):
        look, act = points[head]
        place = OUTPUTS.index(head)
        assert look >= LEAST
        assert act >= look + APART - 1e-6
        assert np.mean(logits[:, place] > look) <= LOOK[head] + 1 / 3000
        assert np.mean(logits[:, place] > act) <= ACT[head] + 1 / 3000


def test_lines_of_which_something_is_true_do_not_count_as_ordinary() -> None:
    logits = np.full((1000, len(OUTPUTS)), -5, dtype=np.float32)
    logits[:100] = 8
    truth = [QUIET | {head: int(number < 100) for head in HEADS} for number in range(1000)]
    assert calibration(logits, truth)["contact"][0] == pytest.approx(LEAST)


def test_every_kind_takes_the_points_of_its_head() -> None:
    logits = np.random.default_rng(1).normal(0, 2, (500, len(OUTPUTS))).astype(np.float32)
    points = calibration(logits, [QUIET] * 500)
    assert set(points) == set(OUTPUTS)
    assert points["disclosure.abuse"] == points["disclosure"]
