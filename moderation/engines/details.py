"""From a model's answer to each token of a text to the personal details in it.

The model says of each token how much it looks like a part of each kind, or of none. Tokens side by side that may be of one kind
are one detail, as sure as its surest token.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

#: The kinds, in the order of the model's answers, which begin with "none": as detectors call them.
KINDS: Final = ("school", "address", "postcode", "phone", "email", "dob", "handle")
#: The logarithm of the odds at which a token belongs to a detail that another token made sure: one in five.
_BELONGS: Final = -1.4
#: Characters between two parts of one address.
_BETWEEN: Final = 16

Stretch = tuple[str, int, int, float]


def odds(answers: NDArray[np.float32]) -> NDArray[np.float32]:
    """Of raw answers (tokens x none and kinds) the logarithm of the odds of each kind: tokens x kinds."""
    shifted = answers - answers.max(axis=1, keepdims=True)
    share = np.exp(shifted) / np.exp(shifted).sum(axis=1, keepdims=True)
    share = np.clip(share[:, 1:], 1e-6, 1 - 1e-6)
    return np.asarray(np.log(share / (1 - share)), dtype=np.float32)


def stretches_of(answers: NDArray[np.float32], places: Sequence[tuple[int, int]], text: str) -> Iterator[Stretch]:
    """Each stretch of a text that may be a detail: kind, [start, end) in whole words, and the odds of its surest token.

    `places` is where each token stands in `text`; tokens that stand nowhere are passed over.
    """
    said = odds(answers)
    for column, kind in enumerate(KINDS):
        open_ = None
        for (start, end), sure in zip(places, said[:, column].tolist(), strict=True):
            if end <= start:
                continue
            if sure < _BELONGS:
                if open_:
                    yield _whole(kind, *open_, text)
                open_ = None
            else:
                open_ = (open_[0], end, max(open_[2], sure)) if open_ else (start, end, sure)
        if open_:
            yield _whole(kind, *open_, text)


def _whole(kind: str, start: int, end: int, sure: float, text: str) -> Stretch:
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return kind, start, end, sure


def joined(found: Sequence[Stretch]) -> list[Stretch]:
    """The details of a text that was read in pieces: what was seen twice is one, as sure as it was once; and so are the parts
    of an address with a few words between ("the last house on the left down tinkers lane").
    """
    made: list[Stretch] = []
    for kind, start, end, sure in sorted(found):
        if made and made[-1][0] == kind and start < made[-1][2] + (_BETWEEN if kind == "address" else 0):
            _, first, last, before = made[-1]
            made[-1] = (kind, first, max(last, end), max(before, sure))
        else:
            made.append((kind, start, end, sure))
    return sorted(made, key=lambda each: each[1:3])
