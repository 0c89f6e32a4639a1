"""Engines: what they are given to read, and the shipped one whole: its file, its scores, its limits."""

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.engines import UNASKED, ModelError, Opinion, Said
from moderation.engines.details import KINDS
from moderation.engines.shipped import HERE, Shipped, shipped
from moderation.engines.wording import MOST, WHOLE, WINDOW, windows, wording
from moderation.model import Category
from moderation.text import read

#: The package may not grow beyond what a club's connection and disk bear (issue: at most 30 MB).
LARGEST = 30_000_000


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("See you THERE 😂", "see you there joy"),
        ("ur such a l0ser", "ur such a loser"),
        ("k y s", "kys"),
        ("ｆｕｌｌ ｗｉｄｔｈ", "full width"),
        ("nо оnе lіkеs уоu", "no one likes you"),
        ("n\u200bo\u200bbody", "nobody"),
        ("||hidden|| words", "hidden words"),
        ("   \n\t ", ""),
        ("07700 900 123", ""),
        ("5 - 3!", ""),
        ("\ud800", ""),
    ],
)
def test_an_engine_reads_what_a_reader_sees(text: str, words: str) -> None:
    assert wording(read(text)) == words


@given(st.lists(st.text(alphabet="abc", min_size=1, max_size=3), min_size=1, max_size=2000))
def test_windows_are_bounded_and_begin_and_end_with_the_text(words: list[str]) -> None:
    pieces = windows(" ".join(words))
    assert 1 <= len(pieces) <= MOST
    assert all(len(piece.split(" ")) <= (WHOLE if len(words) <= WHOLE else WINDOW) for piece in pieces)
    assert pieces[0].split(" ")[0] == words[0]
    assert pieces[-1].split(" ")[-1] == words[-1]


@given(st.integers(min_value=1, max_value=WINDOW // 2 * MOST))
def test_no_word_of_a_text_that_fits_is_passed_over(length: int) -> None:
    words = [str(number) for number in range(length)]
    assert {word for piece in windows(" ".join(words)) for word in piece.split(" ")} == set(words)


def test_what_the_shipped_model_says_has_names_that_the_product_knows() -> None:
    scores = shipped().read(read("see you at nets")).scores
    categories = {category.value for category in Category}
    heads = {"offensive", "private_contact", "disclosure", "bullying", "comment"}
    assert {key.partition(".")[0] for key in scores} == heads & categories
    assert all(0 <= score <= 1000 for score in scores.values())


def test_a_text_is_scored_alike_alone_and_among_others() -> None:
    """A decision must be repeatable from its record (decisions 13)."""
    texts = ["see you at nets", "nobody wants you here", "x" * 500, "word " * 300]
    once = [shipped().read(read(text)) for text in texts]
    assert once == [shipped().read(read(text)) for text in reversed(texts)][::-1]
    assert once == [Shipped().read(read(text)) for text in texts]


def test_nothing_to_read_has_no_scores() -> None:
    assert [shipped().read(read(text)) for text in ("", "07700 900 123", "  ")] == [Said()] * 3


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_scored(text: str) -> None:
    reading = read(text)
    said = shipped().read(reading)
    assert bool(said.scores) == bool(wording(reading))
    assert all(0 <= each.start < each.end <= len(text) and 0 <= each.score <= 1000 for each in said.details)


def test_something_worrying_in_a_long_text_is_seen() -> None:
    quiet = "the under twelves train on thursday at six please bring a drink and a coat " * 8
    sad = "i dont want to be alive anymore i hate my life"
    alone, within, without = (shipped().read(read(text)).scores for text in (sad, f"{quiet}{sad} {quiet}", quiet.strip()))
    assert alone["disclosure"] >= 400
    assert within["disclosure"] >= 400 > without["disclosure"]


@pytest.mark.parametrize("file", ["model.onnx", "tokenizer.json", "words.txt"])
@pytest.mark.parametrize("damage", ["changed", "missing"])
def test_a_damaged_model_is_refused_by_name(tmp_path: Path, file: str, damage: str) -> None:
    folder = tmp_path / "shipped"
    shutil.copytree(HERE, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__", ".*"))
    target = folder / file
    if damage == "missing":
        target.unlink()
    else:
        content = bytearray(target.read_bytes())
        content[len(content) // 2] ^= 1
        target.write_bytes(content)
    with pytest.raises(ModelError, match=file):
        Shipped(folder)


def test_the_model_is_small_and_described() -> None:
    assert sum(file.stat().st_size for file in HERE.iterdir() if file.is_file()) <= LARGEST
    about = json.loads((HERE / "model.json").read_text("utf-8"))
    assert set(about) == {
        "version",
        "sha256",
        "tokenizer_sha256",
        "words_sha256",
        "tokens",
        "outputs",
        "calibration",
        "details",
        "made",
    }
    assert set(about["calibration"]) == set(about["outputs"])
    assert tuple(about["details"]) == KINDS
    assert about["made"]["seed"] > 0
    assert "train" in (HERE / "MODEL_CARD.md").read_text("utf-8")


def test_an_opinion_knows_nothing_of_what_it_was_not_asked() -> None:
    opinion = Opinion("test@1", {"disclosure": 300, "disclosure.abuse": 200})
    assert (opinion.of("disclosure"), opinion.of("disclosure", "abuse"), opinion.of("bullying")) == (300, 200, 0)
    assert UNASKED.of("disclosure") == 0
