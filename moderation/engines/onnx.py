"""A text model in ONNX form with its tokenizer: verified, loaded, asked. What every engine of this kind shares."""

import hashlib
import os
from pathlib import Path

import numpy as np

# ONNX Runtime's own builds report to their maker; it looks at this when it is loaded. Nothing may leave this machine unasked.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from moderation.engines import ModelError


class OnnxModel:
    """One loaded model.

    Texts are read one at a time, without padding: in int8 the others of a batch would change a text's last digits, and a
    decision must be repeatable from its record. `threads` is how many cores one text may use; one leaves the other free.
    """

    def __init__(self, model: bytes, tokenizer: str, tokens: int, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # Memory that one long text needed would otherwise be held for ever.
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._takes = [given.name for given in self._session.get_inputs()]
        self._tokenizer = Tokenizer.from_str(tokenizer)
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(tokens)

    def tokens(self, text: str) -> list[int]:
        """The ids of the tokens that a text is cut into, those that mark its ends among them."""
        ids: list[int] = self._tokenizer.encode(text).ids
        return ids

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where in the text each of those tokens stands, [start, end); the marks of its ends stand nowhere and are empty."""
        offsets: list[tuple[int, int]] = self._tokenizer.encode(text).offsets
        return offsets

    def words(self) -> list[str]:
        """The whole words that its tokenizer knows, the commonest first."""
        return whole_words(self._tokenizer)

    def ask(self, text: str) -> list[NDArray[np.float32]]:
        """The model's answers to one text, raw, in its own order: first the logits of its outputs."""
        read = self._tokenizer.encode(text)
        given = {"input_ids": read.ids, "attention_mask": read.attention_mask, "token_type_ids": read.type_ids}
        answers = self._session.run(None, {name: np.array([given[name]], np.int64) for name in self._takes})
        return [np.asarray(rows[0], dtype=np.float32) for rows in answers]


def whole_words(tokenizer: Tokenizer) -> list[str]:
    """The whole words that a tokenizer knows, the commonest first: so its vocabulary was numbered."""
    numbered = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    return [word for word, _ in numbered if not word.startswith(("##", "["))]


def verified(file: Path, sha256: str, do: str = "install Touchline again") -> bytes:
    """The bytes of a file whose digest is known. ModelError, saying what to do, when it is missing or another."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise ModelError(f"{file.name} cannot be read ({error.strerror}): {do}") from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ModelError(f"{file.name} is not the file that belongs here (its digest differs): {do}")
    return content
