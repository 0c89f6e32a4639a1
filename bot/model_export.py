"""From a Detoxify checkpoint to what `moderation.engines.detoxify` reads: loaded by Detoxify's own code, then ONNX, then int8.

The one part of Touchline that needs the `detoxify` extra (torch, transformers, onnx). It runs once, in `touchline model fetch`,
and never asks the network: the checkpoint's base model must lie on the disk.
"""

import hashlib
import json
import os
import shutil
import warnings
from collections.abc import Iterator, Sequence
from contextlib import chdir, contextmanager
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np

from moderation.engines.detoxify import About
from moderation.engines.onnx import OnnxModel

#: Tokens of one window: 40 words of chat, and room for words that are cut into many pieces.
TOKENS: Final = 128
#: What the extra brings. torch comes first, or pip takes the build with CUDA, which is ten times as large.
NEEDED: Final = ("torch", "transformers", "detoxify", "onnx")
INSTALL: Final = (
    "pip install torch (the build for CPUs; docs/engines.md), and then in Touchline's folder pip install '.[detoxify]'"
)
#: Read by the whole model and by the small one: they must be cut into the same tokens and score alike.
PROBES: Final = (
    "training is at six on thursday bring a drink",
    "well played everyone that was a proper team effort",
    "my mum is muslim and my best mate is gay",
    "you are an idiot and nobody wants you on the team",
    "shut up you stupid fat pig",
    "i will find you and hurt you after the game",
    "go back to where you came from your kind are not welcome here",
    "he said she was rubbish and i told him that was not ok",
)
#: Scores of the small model this far from Detoxify's own mean that it was damaged on the way (0 to 1).
TOO_FAR: Final = 0.25
#: While a checkpoint is loaded: no hub is asked.
_OFFLINE: Final = {"HF_HUB_OFFLINE": "1"}


class ExportError(Exception):
    """A checkpoint could not be made into an engine. One plain sentence."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What came of it: the folder, its model's bytes, and how far its scores on PROBES are from Detoxify's own (0 to 1)."""

    folder: Path
    size: int
    difference: float


def missing() -> tuple[str, ...]:
    """What must be installed before a checkpoint can be exported; empty when nothing is missing."""
    return tuple(name for name in NEEDED if find_spec(name) is None)


def export(checkpoint: Path, base: Path, variant: str, folder: Path) -> Exported:
    """Write the engine of a checkpoint into `folder`.

    `base` holds configuration and tokenizer of the model that the checkpoint was trained from, and bears its name: Detoxify
    looks for that name in the folder where it runs before it would ask the hub. The checkpoint's digest was checked before.
    Raises ExportError, and OSError when the disk is full.
    """
    if lacking := missing():
        raise ExportError(f"{', '.join(lacking)} must be installed first: {INSTALL}")
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent, prefix=".export-") as work, _environment(_OFFLINE):
        whole, small = Path(work) / "whole.onnx", Path(work) / "model.onnx"
        detoxify = _loaded(checkpoint.resolve(), base)
        _to_onnx(detoxify, whole)
        _to_int8(whole, small, Path(work))
        difference = _difference(detoxify, small, (base / "tokenizer.json").read_text("utf-8"))
        return _placed(small, base / "tokenizer.json", detoxify.class_names, variant, difference, folder)


def _loaded(checkpoint: Path, base: Path) -> Any:
    """The checkpoint as Detoxify loads it. Raises ExportError whatever goes wrong in there: its causes are many.

    Detoxify would run any code that a checkpoint holds. So torch reads it first with weights only, which refuses all code.
    """
    import torch
    import transformers
    from detoxify import Detoxify

    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    try:
        asks = torch.load(checkpoint, map_location="cpu", weights_only=True)["config"]["arch"]["args"]["model_type"]
        if asks != base.name:
            raise ExportError(f"{checkpoint.name} was not trained from {base.name}: fetch it again.")
        with chdir(base.parent):
            return Detoxify(checkpoint=str(checkpoint))
    except ExportError:
        raise
    except Exception as error:
        raise ExportError(f"Detoxify cannot load {checkpoint.name} ({type(error).__name__}): fetch it again.") from error


def _to_onnx(detoxify: Any, file: Path) -> None:
    import torch

    model = detoxify.model.eval()
    model.config.return_dict = False  # logits alone come out
    ids = torch.full((1, 11), 7)
    given: dict[str, Any] = {
        "input_names": ["input_ids", "attention_mask"],
        "output_names": ["logits"],
        "opset_version": 17,
        "dynamic_axes": {"input_ids": {1: "tokens"}, "attention_mask": {1: "tokens"}},
        "dynamo": False,
    }
    with warnings.catch_warnings():
        # What tracing assumes is said at length; `_difference` compares what came of it, at several lengths.
        warnings.simplefilter("ignore")
        torch.onnx.export(model, (ids, torch.ones_like(ids)), str(file), **given)


def _to_int8(whole: Path, small: Path, work: Path) -> None:
    """Make the weights int8. The graph is simplified and saved first, because ALBERT's twelve layers share their weights and
    the quantiser does not see it otherwise. Weights take 7 of the 8 bits, or sums would overflow on processors without VNNI."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    ready = work / "ready.onnx"
    quant_pre_process(str(whole), str(ready), skip_symbolic_shape=True)
    quantize_dynamic(ready, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)


def _difference(detoxify: Any, small: Path, tokenizer: str) -> float:
    """How far the small model's scores are from Detoxify's own. Raises ExportError when they read differently."""
    model = OnnxModel(small.read_bytes(), tokenizer, TOKENS)
    furthest = 0.0
    for text in PROBES:
        if model.tokens(text) != detoxify.tokenizer(text)["input_ids"]:
            raise ExportError("tokenizer.json does not cut words as Detoxify's own tokenizer does: fetch its base model again.")
        own = np.array([detoxify.predict(text)[name] for name in detoxify.class_names])
        scores = 1 / (1 + np.exp(-model.ask(text)[0][: len(own)]))
        furthest = max(furthest, float(np.max(np.abs(own - scores))))
    if furthest > TOO_FAR:
        raise ExportError(f"The small model is {furthest:.2f} away from Detoxify's own scores, so it was not kept.")
    return furthest


def _placed(small: Path, tokenizer: Path, outputs: Sequence[str], variant: str, difference: float, folder: Path) -> Exported:
    """Put the files in place. `model.json` comes last and holds the digests of the others, so half a set is never loaded."""
    about = About(variant, list(outputs), TOKENS, _sha256(small), _sha256(tokenizer), round(difference, 4))
    written = small.with_name("model.json")
    written.write_text(json.dumps(asdict(about), indent=1) + "\n", "utf-8")
    folder.mkdir(mode=0o700, exist_ok=True)
    copied = shutil.copyfile(tokenizer, small.with_name("tokenizer.json"))
    size = small.stat().st_size
    for file in (small, copied, written):
        os.replace(file, folder / file.name)
    return Exported(folder, size, difference)


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


@contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    """Variables of the environment for a while, and as they were afterwards."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
