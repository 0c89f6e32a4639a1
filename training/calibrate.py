"""From a model's logits to scores that mean the same everywhere: 400 is worth a look, 700 is enough to act.

The two points of each head are logits that ordinary talk of authors nobody trained on reaches as seldom as `LOOK` and `ACT`
say. Toxic benchmarks are no help here: half of what they hold is abuse, and of a club's talk hardly anything is.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from moderation.engines.details import KINDS as DETAILS
from training.labels import HEADS, OF_THEIR_OWN, OUTPUTS

#: The share of the ordinary lines that may reach each point, by head. Alerts tolerate some false alarms, public acts do not;
#: bullying is never acted on without a person. Half of these shares were tried with version 7: of plain talk by strangers 19
#: lines in 1,000 were flagged in place of 24, and of private contact 69 % was shown in place of 79.
LOOK: Final = {
    "offensive": 0.003, "contact": 0.0025, "disclosure": 0.004, "bullying": 0.004,
    "comment": 0.0015, "comment.complaint": 0.0012, "comment.journalist": 0.0005,
}  # fmt: skip
ACT: Final = {
    "offensive": 0.0015, "contact": 0.001, "disclosure": 0.002, "bullying": 0.003,
    "comment": 0.0008, "comment.complaint": 0.0006, "comment.journalist": 0.0003,
}  # fmt: skip
#: The same for details. A name is easily nobody's school; digits are seldom by chance a number.
LOOK_AT_DETAIL: Final = {"school": 0.003, "address": 0.0015}
OTHER_DETAIL: Final = 0.0007
#: What a model alone has seen is only removed where it is surer, by so much, than of all but this share of ordinary lines: one
#: line in which a swimmer's time looks like a birthday says little about birthdays.
ACT_ON_DETAIL: Final = 0.0003
BEYOND: Final = 0.5
#: A detail is never looked at below these odds: rather one than none.
RATHER: Final = 0.5
#: Nor is one ever acted on below these: where few ordinary lines have a figure in them, they say little about figures.
SURE: Final = 2.5
#: Never below: a head that says "rather not" is no reason to look, however quiet the lines were.
LEAST: Final = -1.0
#: Logits between the two points, at least: otherwise a hair's breadth would lie between a look and an act.
APART: Final = 0.8


def calibration(logits: NDArray[np.float32], ordinary: Sequence[Mapping[str, int]]) -> dict[str, tuple[float, float]]:
    """The two logits of each output, from the logits of ordinary lines (rows x outputs) and what is true of them.

    A kind takes those of its head, because kinds are compared with each other and seldom decide by themselves; but for those
    that are questions of their own.
    """
    points: dict[str, tuple[float, float]] = {}
    for output in (*HEADS, *OF_THEIR_OWN):
        place = OUTPUTS.index(output)
        quiet = np.array([row[place] for row, truth in zip(logits, ordinary, strict=True) if truth.get(output) == 0])
        look = max(float(np.quantile(quiet, 1 - LOOK[output])), LEAST)
        points[output] = (_up(look), _up(max(float(np.quantile(quiet, 1 - ACT[output])), look + APART)))
    return {output: points.get(output) or points[output.split(".")[0]] for output in OUTPUTS}


def detail_points(odds: NDArray[np.float32]) -> dict[str, tuple[float, float]]:
    """The same two points for each kind of detail, from the odds of the surest token in ordinary lines (rows x kinds)."""
    points = {}
    for column, kind in enumerate(DETAILS):
        quiet = odds[:, column]
        look = max(float(np.quantile(quiet, 1 - LOOK_AT_DETAIL.get(kind, OTHER_DETAIL))), RATHER)
        surer = float(np.quantile(quiet, 1 - ACT_ON_DETAIL)) + BEYOND
        points[kind] = (_up(look), _up(max(surer, look + APART, SURE)))
    return points


def _up(logit: float) -> float:
    """To four places, upwards: rounded down it could let one line more through than it says."""
    return math.ceil(logit * 10_000) / 10_000
