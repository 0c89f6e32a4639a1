"""Detoxify (Apache-2.0) as an engine for offensive language, read by ONNX Runtime. It is not shipped: `touchline model fetch`
puts `model.onnx` (int8), `tokenizer.json` and `model.json` into a folder, and nothing here needs torch.

Detoxify knows nothing of contact, disclosure or bullying, so that `together` asks the shipped model about those.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from moderation.engines import ModelError, Said
from moderation.engines.onnx import OnnxModel, verified
from moderation.engines.wording import shortened, windows, wording
from moderation.text import Reading

#: Detoxify's outputs by the keys of an opinion; where several share a key the highest counts. "obscene" is left out, because
#: swearing that is aimed at nobody is a matter for the word list.
KEYS: Final = {
    "toxicity": "offensive",
    "severe_toxicity": "offensive",
    "threat": "offensive.threat",
    "insult": "offensive.insult",
    "identity_attack": "offensive.hate",
    "sexual_explicit": "offensive.sexual",
}
#: What a model that only knows "toxicity" (the multilingual one) means by it, so that it too can speak without a rule.
ONLY_TOXICITY: Final = {"toxicity": ("offensive", "offensive.insult")}
_AGAIN: Final = "run `touchline model fetch` again"


@dataclass(frozen=True, slots=True)
class About:
    """`model.json`: what the other two files are. It is written last.

    outputs     Detoxify's names of the model's first outputs, in order; those after them are not used
    tokens      how many tokens of one window are read
    difference  the largest distance from Detoxify's own scores (0 to 1) on a few test sentences, as measured at export
    """

    variant: str
    outputs: Sequence[str]
    tokens: int
    sha256: str
    tokenizer_sha256: str
    difference: float


class Detoxify:
    """One fetched Detoxify model. A score is the sigmoid of its logit in thousandths, as Detoxify itself gives it."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        about = _about(folder)
        tokenizer = verified(folder / "tokenizer.json", about.tokenizer_sha256, _AGAIN).decode("utf-8")
        self._model = OnnxModel(verified(folder / "model.onnx", about.sha256, _AGAIN), tokenizer, about.tokens, threads)
        self._keys = _keys(about.outputs)
        self._id = f"detoxify-{about.variant}@{about.sha256[:8]}"

    @property
    def id(self) -> str:
        return self._id

    def read(self, reading: Reading) -> Said:
        """The scores of a text. Of a long one, each output's highest over its windows. Details it knows none."""
        text = wording(reading)
        if not text:
            return Said()
        highest: NDArray[np.float32] = np.max([self._model.ask(piece)[0] for piece in windows(shortened(text))], axis=0)
        thousandths = np.rint(1000 / (1 + np.exp(-highest))).astype(int)
        return Said({key: int(max(thousandths[outputs])) for key, outputs in self._keys.items()})


def _keys(outputs: Sequence[str]) -> Mapping[str, list[int]]:
    """The places of the outputs that each key takes. A model may have more outputs than are named; they are not used."""
    keys: dict[str, list[int]] = {}
    for place, output in enumerate(outputs):
        means = ONLY_TOXICITY[output] if list(outputs) == list(ONLY_TOXICITY) else (KEYS[output],) if output in KEYS else ()
        for key in means:
            keys.setdefault(key, []).append(place)
    return keys


def _about(folder: Path) -> About:
    try:
        return About(**json.loads((folder / "model.json").read_text("utf-8")))
    except FileNotFoundError:
        raise ModelError(f"{folder.name} has not been fetched yet: run `touchline model fetch`") from None
    except (OSError, ValueError, TypeError):
        raise ModelError(f"model.json of {folder.name} cannot be read: {_AGAIN}") from None
