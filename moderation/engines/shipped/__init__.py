"""The engine that comes with Touchline: one small encoder with a head for each question, read by ONNX Runtime.

`model.onnx` (int8), `tokenizer.json`, `words.txt` (the words and pairs of words of chat, and how often each was written) and
`model.json` lie beside this file; `MODEL_CARD.md` says what it is good for and what it is not; `make model` builds them again
from data to file.
"""

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from moderation.engines.onnx import OnnxModel, verified
from moderation.engines.spelling import Spelling, read_words
from moderation.engines.wording import windows

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
    gentler, so that a score still tells a faint sign from none.
    """

    def __init__(self, folder: Path = HERE, threads: int = 1) -> None:
        about = json.loads((folder / "model.json").read_text("utf-8"))
        tokenizer = verified(folder / "tokenizer.json", about["tokenizer_sha256"]).decode("utf-8")
        self._model = OnnxModel(verified(folder / "model.onnx", about["sha256"]), tokenizer, about["tokens"], threads)
        self._names = [_key(output) for output in about["outputs"]]
        points = np.array([about["calibration"][output] for output in about["outputs"]], dtype=np.float32)
        self._look, self._steep = points[:, 0], (_ACT - _LOOK) / (points[:, 1] - points[:, 0])
        counts, pairs = read_words(verified(folder / "words.txt", about["words_sha256"]).decode("ascii"))
        self._spelling = Spelling(counts, pairs, self._model.words())
        self._id = f"shipped@{about['version']}"

    @property
    def id(self) -> str:
        return self._id

    def score(self, texts: Sequence[str]) -> list[Mapping[str, int]]:
        """The scores of each text. Of a long one, each output's highest over its windows."""
        return [self._of(self._spelling.seen_through(text)) if text else {} for text in texts]

    def _of(self, text: str) -> Mapping[str, int]:
        highest = np.max([self._model.logits(piece) for piece in windows(text)], axis=0)
        over = highest - self._look
        thousandths = np.rint(1000 / (1 + np.exp(-_LOOK - over * np.where(over > 0, self._steep, _GENTLE)))).astype(int)
        return dict(zip(self._names, thousandths.tolist(), strict=True))


def _key(output: str) -> str:
    head, dot, kind = output.partition(".")
    return f"{CATEGORIES[head]}{dot}{kind}"


@cache
def shipped() -> Shipped:
    """The shipped engine, loaded once. ModelError when its files are damaged."""
    return Shipped()
