"""The engine that comes with Touchline: one small encoder with a head for each question, read by ONNX Runtime.

`model.onnx` (int8), `tokenizer.json`, `words.txt` (the words and pairs of words of chat, and how often each was written) and
`model.json` lie beside this file; `MODEL_CARD.md` says what it is good for and what it is not; `make model` builds them again
from data to file.
"""

import json
import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from moderation.engines import Said, Seen
from moderation.engines.details import Stretch, joined, stretches_of
from moderation.engines.onnx import OnnxModel, verified
from moderation.engines.spelling import Spelling, read_words
from moderation.engines.wording import stretches, windows, worded, wording
from moderation.text import Layer, Reading

HERE: Final = Path(__file__).parent
#: The heads of the model, by the categories of `moderation.model`.
CATEGORIES: Final = {
    "offensive": "offensive",
    "contact": "private_contact",
    "disclosure": "disclosure",
    "bullying": "bullying",
    "comment": "comment",
}
#: What the sigmoid makes of 400 and 700 thousandths.
_LOOK, _ACT = math.log(0.4 / 0.6), math.log(0.7 / 0.3)
#: How steep the curve is below the first of the two points.
_GENTLE: Final = 0.8


class Shipped:
    """The shipped model as an engine.

    `model.json` holds two logits for each output, which ordinary club talk reaches as seldom as the model card says: the one
    scores 400 (worth a look), the other 700 (act), in thousandths, with a sigmoid through both. Below the first the curve is
    gentler, so that a score still tells a faint sign from none. The same for each kind of detail, by the odds of its tokens.
    """

    def __init__(self, folder: Path = HERE, threads: int = 1) -> None:
        about = json.loads((folder / "model.json").read_text("utf-8"))
        tokenizer = verified(folder / "tokenizer.json", about["tokenizer_sha256"]).decode("utf-8")
        self._model = OnnxModel(verified(folder / "model.onnx", about["sha256"]), tokenizer, about["tokens"], threads)
        self._names = [_key(output) for output in about["outputs"]]
        self._curve = _Curve([about["calibration"][output] for output in about["outputs"]])
        self._of_details = {kind: _Curve([points]) for kind, points in about["details"].items()}
        counts, pairs = read_words(verified(folder / "words.txt", about["words_sha256"]).decode("ascii"))
        self._spelling = Spelling(counts, pairs, self._model.words())
        self._id = f"shipped@{about['version']}"

    @property
    def id(self) -> str:
        return self._id

    def read(self, reading: Reading) -> Said:
        """The scores of a text, and the details in it. Of a long one, each output's highest over its windows."""
        layer = worded(reading)
        text = wording(reading)
        if not text:
            return Said()
        # Hardly any text is in disguise: then both questions are about the same words, and the model is asked once.
        answers = {piece: self._model.ask(piece) for piece in windows(self._spelling.seen_through(text))}
        scores = self._curve.thousandths(np.max([logits for logits, _ in answers.values()], axis=0))
        found: list[Stretch] = []
        for start, end in stretches(text):
            piece = text[start:end]
            _, of_tokens = answers.get(piece) or self._model.ask(piece)
            parts = stretches_of(of_tokens, self._model.places(piece), piece)
            found += [(kind, start + first, start + last, sure) for kind, first, last, sure in parts]
        details = tuple(self._seen(layer, each) for each in joined(found))
        return Said(dict(zip(self._names, scores, strict=True)), details)

    def _seen(self, layer: Layer, stretch: Stretch) -> Seen:
        kind, start, end, sure = stretch
        [score] = self._of_details[kind].thousandths(np.array([sure], dtype=np.float32))
        return Seen(kind, *layer.span(start, end), score)


class _Curve:
    """Raw answers to thousandths, through the two points of each."""

    def __init__(self, points: Sequence[Sequence[float]]) -> None:
        both = np.array(points, dtype=np.float32)
        self._look, self._steep = both[:, 0], (_ACT - _LOOK) / (both[:, 1] - both[:, 0])

    def thousandths(self, answers: NDArray[np.float32]) -> list[int]:
        over = answers - self._look
        found = np.rint(1000 / (1 + np.exp(-_LOOK - over * np.where(over > 0, self._steep, _GENTLE)))).astype(int)
        said: list[int] = found.tolist()
        return said


def _key(output: str) -> str:
    head, dot, kind = output.partition(".")
    return f"{CATEGORIES[head]}{dot}{kind}"


@cache
def shipped() -> Shipped:
    """The shipped engine, loaded once. ModelError when its files are damaged."""
    return Shipped()
