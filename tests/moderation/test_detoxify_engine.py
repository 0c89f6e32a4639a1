"""Detoxify as an engine, read from files: what its outputs mean here, and that nothing else is lost by choosing it."""

import json
import math
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from moderation.engines import ModelError, Said, Seen
from moderation.engines.detoxify import Detoxify
from moderation.engines.together import Together
from moderation.engines.wording import MOST
from moderation.text import Reading, read
from tests.moderation.tiny_detoxify import FOLDER

TINY = Detoxify(FOLDER)


def thousandths(logit: float) -> int:
    return round(1000 / (1 + math.exp(-logit)))


QUIET = thousandths(-4)
KINDS = ("threat", "insult", "hate", "sexual")


def scores(offensive: float, **kinds: float) -> dict[str, int]:
    """What is expected: logits where they are given, quiet elsewhere."""
    return {"offensive": thousandths(offensive), **{f"offensive.{k}": thousandths(kinds.get(k, -4)) for k in KINDS}}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The tiny engine's files, to be damaged."""
    return shutil.copytree(FOLDER, tmp_path / "detoxify-tiny", ignore=shutil.ignore_patterns("*.py", "__pycache__"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("good game everyone", scores(-4)),
        ("you idiot", scores(3, insult=2.5)),
        ("bloody cold today", scores(1)),  # that it is obscene is nobody's kind: swearing belongs to the word list
        ("i will hurt you", scores(1.5, threat=2)),  # severe_toxicity beats toxicity
        ("your kind", scores(-4, hate=1)),
        ("lewd", scores(-4, sexual=0)),  # the output without a name is not used
    ],
)
def test_outputs_become_the_keys_of_an_opinion(text: str, expected: Mapping[str, int]) -> None:
    assert TINY.read(read(text)) == Said(expected)


def test_an_empty_text_has_no_scores() -> None:
    assert [TINY.read(read(text)) for text in ("", "idiot")] == [Said(), Said(scores(3, insult=2.5))]


@pytest.mark.parametrize("before", [0, 30, 90, 20 * MOST])
def test_a_long_text_is_read_to_its_end(before: int) -> None:
    assert TINY.read(read("word " * before + "idiot")).scores == scores(3, insult=2.5)


def test_the_name_is_the_variant_and_the_file() -> None:
    digest = json.loads((FOLDER / "model.json").read_text("utf-8"))["sha256"]
    assert TINY.id == f"detoxify-tiny@{digest[:8]}"


def test_a_model_that_only_knows_toxicity_can_still_speak_by_itself(copy: Path) -> None:
    """The multilingual release: without a kind, nothing could be made of what it says."""
    about = json.loads((copy / "model.json").read_text("utf-8"))
    (copy / "model.json").write_text(json.dumps({**about, "outputs": ["toxicity"]}), "utf-8")
    assert Detoxify(copy).read(read("idiot")).scores == {"offensive": thousandths(3), "offensive.insult": thousandths(3)}


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_damaged_file_is_never_loaded(copy: Path, name: str) -> None:
    with (copy / name).open("ab") as file:
        file.write(b" ")
    with pytest.raises(ModelError, match=rf"{name} is not the file .* run `touchline model fetch` again"):
        Detoxify(copy)


def test_a_folder_that_was_never_fetched_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"^detoxify-unbiased has not been fetched yet: run `touchline model fetch`$"):
        Detoxify(tmp_path / "detoxify-unbiased")


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"outputs": 3, "sha256": null}'])
def test_a_damaged_description_is_said_to_be_one(copy: Path, content: str) -> None:
    (copy / "model.json").write_text(content, "utf-8")
    with pytest.raises(ModelError, match=r"^model\.json of detoxify-tiny"):
        Detoxify(copy)


class Sayer:
    """An engine that says the same of every text."""

    def __init__(self, name: str, says: Mapping[str, int], details: tuple[Seen, ...] = ()) -> None:
        self.id, self._says = name, Said(says, details)

    def read(self, reading: Reading) -> Said:
        return self._says


def test_two_engines_share_the_questions_and_lose_none() -> None:
    first = Sayer("one@1", {"offensive": 900, "offensive.hate": 800})
    school = Seen("school", 0, 1, 900)
    second = Sayer("two@3", {"offensive": 10, "offensive.sexual": 950, "disclosure": 700, "disclosure.scared": 600}, (school,))
    both = Together(first, second)
    assert both.id == "one@1+two@3"
    said = {"offensive": 900, "offensive.hate": 800, "disclosure": 700, "disclosure.scared": 600}
    assert both.read(read("a")) == Said(said, (school,))
