"""From a model's logits to scores that mean the same everywhere: 400 is worth a look, 700 is enough to act.

The two points of each head are logits that ordinary talk of authors nobody trained on reaches as seldom as `LOOK` and `ACT`
say. Toxic benchmarks are no help here: half of what they hold is abuse, and of a club's talk hardly anything is.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from training.labels import HEADS, OUTPUTS

#: The share of the ordinary lines that may reach each point, by head. Alerts tolerate some false alarms, public acts do not;
#: bullying is never acted on without a person.
LOOK: Final = {"offensive": 0.005, "contact": 0.005, "disclosure": 0.007, "bullying": 0.009}
ACT: Final = {"offensive": 0.002, "contact": 0.002, "disclosure": 0.003, "bullying": 0.008}
#: Never below: a head that says "rather not" is no reason to look, however quiet the lines were.
LEAST: Final = -1.0
#: Logits between the two points, at least: otherwise a hair's breadth would lie between a look and an act.
APART: Final = 0.8


def calibration(logits: NDArray[np.float32], ordinary: Sequence[Mapping[str, int]]) -> dict[str, tuple[float, float]]:
    """The two logits of each output, from the logits of ordinary lines (rows x outputs) and what is true of them.

    A kind takes those of its head: kinds are compared with each other and seldom decide by themselves.
    """
    points: dict[str, tuple[float, float]] = {}
    for place, head in enumerate(HEADS):
        quiet = np.array([row[place] for row, truth in zip(logits, ordinary, strict=True) if truth.get(head) == 0])
        look = max(float(np.quantile(quiet, 1 - LOOK[head])), LEAST)
        points[head] = (_up(look), _up(max(float(np.quantile(quiet, 1 - ACT[head])), look + APART)))
    return {output: points[output.split(".")[0]] for output in OUTPUTS}


def _up(logit: float) -> float:
    """To four places, upwards: rounded down it could let one line more through than it says."""
    return math.ceil(logit * 10_000) / 10_000
