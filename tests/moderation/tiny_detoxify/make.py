"""Write the files of the tiny engine."""

import hashlib
import json

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers

from tests.moderation.tiny_detoxify import FOLDER

OUTPUTS = ["toxicity", "severe_toxicity", "obscene", "identity_attack", "insult", "threat", "sexual_explicit"]
#: Logits by word, where they are not QUIET. The eighth output has no name, as in the releases that call themselves unbiased.
QUIET = -4.0
WORDS = {
    "[UNK]": {},
    "idiot": {0: 3.0, 4: 2.5},
    "bloody": {0: 1.0, 2: 3.0},
    "hurt": {0: 0.5, 1: 1.5, 5: 2.0},
    "kind": {3: 1.0},
    "lewd": {6: 0.0, 7: 9.0},
}


def main() -> None:
    table = np.full((len(WORDS), len(OUTPUTS) + 1), QUIET, np.float32)
    for row, logits in enumerate(WORDS.values()):
        for place, logit in logits.items():
            table[row, place] = logit
    graph = helper.make_graph(
        [
            helper.make_node("Gather", ["table", "input_ids"], ["found"], axis=0),
            helper.make_node("ReduceMax", ["found"], ["logits"], axes=[1], keepdims=0),
        ],
        "tiny",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, [1, "tokens"])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, len(OUTPUTS) + 1])],
        [numpy_helper.from_array(table, "table")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, FOLDER / "model.onnx")
    words = {word: place for place, word in enumerate(WORDS)}
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.save(str(FOLDER / "tokenizer.json"))
    digests = {name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() for name in ("model.onnx", "tokenizer.json")}
    about = {"variant": "tiny", "outputs": OUTPUTS, "tokens": 128}
    about |= {"sha256": digests["model.onnx"], "tokenizer_sha256": digests["tokenizer.json"], "difference": 0.0}
    (FOLDER / "model.json").write_text(json.dumps(about, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
