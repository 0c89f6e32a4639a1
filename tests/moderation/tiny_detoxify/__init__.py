"""A Detoxify engine of a few kB: a table of words, of which the highest logits are the answer.

`python -m tests.moderation.tiny_detoxify.make` writes its files again; that needs onnx, reading them does not.
"""

from pathlib import Path

FOLDER = Path(__file__).parent
