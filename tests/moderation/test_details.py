"""From a model's answers to details, and the way back from what it reads to what was written."""

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from anyascii import anyascii
from hypothesis import given
from hypothesis import strategies as st

from moderation.engines.details import KINDS, Stretch, joined, odds, stretches_of
from moderation.engines.wording import MOST, WHOLE, WINDOW, stretches, windows, worded, wording
from moderation.text import read

NONE, FAINT, UNSURE, SURE = 6.0, 2.5, 1.0, -4.0
"""What the model answers to "none" beside 0 for one kind: at FAINT a token belongs to no detail, at UNSURE to one."""


def answers(said: Sequence[tuple[str, float]]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """One row for each token: of its kind as much as `none` leaves, of the others hardly anything."""
    rows = np.full((len(said), 1 + len(KINDS)), -9.0, dtype=np.float32)
    for row, (kind, none) in enumerate(said):
        rows[row, 0] = none
        if kind:
            rows[row, 1 + KINDS.index(kind)] = 0.0
    return rows


def found(text: str, tokens: Sequence[tuple[str, str, float]]) -> list[tuple[str, str]]:
    """The details of a text by the words in them. Each token: how it is written, its kind, and how much "none" it is."""
    places, at = [], 0
    for written, _, _ in tokens:
        at = text.index(written, at) if written else at
        places.append((at, at + len(written)))
        at += len(written)
    said = answers([(kind, none) for _, kind, none in tokens])
    return [(kind, text[start:end]) for kind, start, end, _ in joined(list(stretches_of(said, places, text)))]


@pytest.mark.parametrize(
    ("text", "tokens", "expected"),
    [
        ("im at hillcrest", [("im", "", NONE), ("at", "", NONE), ("hillcrest", "school", SURE)], [("school", "hillcrest")]),
        # Of a word that was cut into pieces one is enough.
        (
            "im at hillcrest",
            [("im", "", NONE), ("at", "", NONE), ("hill", "", NONE), ("crest", "school", SURE)],
            [("school", "hillcrest")],
        ),
        # What is likelier than one in five belongs to it; what is less does not.
        (
            "st annes juniors",
            [("st", "school", UNSURE), ("annes", "school", SURE), ("juniors", "school", FAINT)],
            [("school", "st annes")],
        ),
        # The marks at the ends stand nowhere.
        ("hillcrest", [("", "school", SURE), ("hillcrest", "school", SURE), ("", "school", SURE)], [("school", "hillcrest")]),
        ("", [("", "school", SURE)], []),
        # Signs are no letters of a word.
        ("(hillcrest)", [("hillcrest", "school", SURE)], [("school", "hillcrest")]),
        # Two kinds side by side, and two of one kind with a word between.
        ("mia 07700", [("mia", "handle", SURE), ("07700", "phone", SURE)], [("handle", "mia"), ("phone", "07700")]),
        (
            "ash or elm",
            [("ash", "school", SURE), ("or", "", NONE), ("elm", "school", SURE)],
            [("school", "ash"), ("school", "elm")],
        ),
        # But an address is one, with a few words between.
        (
            "12 a off mill lane",
            [("12", "address", SURE), ("off", "", NONE), ("lane", "address", SURE)],
            [("address", "12 a off mill lane")],
        ),
    ],
)
def test_tokens_side_by_side_are_one_detail_in_whole_words(
    text: str, tokens: list[tuple[str, str, float]], expected: list[tuple[str, str]]
) -> None:
    assert found(text, tokens) == expected


def test_odds_are_those_of_the_model_and_never_without_end() -> None:
    [[even, *_], [certain, *_]] = odds(np.array([[0.0, 0.0, *[-99.0] * 6], [-200.0, 200.0, *[-200.0] * 6]], dtype=np.float32))
    assert even == pytest.approx(0, abs=1e-5)
    assert certain == pytest.approx(np.log(999_999), rel=0.05)


_said = st.tuples(st.sampled_from(("", *KINDS)), st.sampled_from((NONE, FAINT, UNSURE, SURE)))


@st.composite
def cut(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]], list[tuple[str, float]]]:
    """A text, tokens in order that may be pieces of words, and what is said of each."""
    text = draw(st.text("ab1 .@", max_size=40))
    marks = sorted(draw(st.lists(st.integers(0, len(text)), max_size=16)))
    places = list(zip(marks[::2], marks[1::2], strict=False))
    return text, places, [draw(_said) for _ in places]


@given(cut())
def test_each_stretch_lies_in_the_text_in_whole_words_and_in_order(
    given_: tuple[str, list[tuple[int, int]], list[tuple[str, float]]],
) -> None:
    text, places, said = given_
    of_tokens = list(stretches_of(answers(said), places, text))
    details = joined(of_tokens)
    for kind, start, end, _ in (*of_tokens, *details):
        assert kind in KINDS
        assert 0 <= start < end <= len(text)
        assert not (start and text[start - 1].isalnum() and text[start].isalnum())
        assert not (end < len(text) and text[end - 1].isalnum() and text[end].isalnum())
    assert details == sorted(details, key=lambda each: each[1:3])
    sure = {
        (kind, place) for place, (kind, none) in zip(places, said, strict=True) if kind and none == SURE and place[0] < place[1]
    }
    for kind, (start, end) in sure:
        assert any(each[0] == kind and each[1] <= start and end <= each[2] for each in details)


_stretches = st.lists(
    st.builds(
        lambda kind, start, long, sure: (kind, start, start + long, float(sure)),
        st.sampled_from(KINDS[:3]), st.integers(0, 60), st.integers(1, 12), st.integers(-1, 9),
    )
)  # fmt: skip


@given(_stretches)
def test_what_was_seen_twice_is_one_as_sure_as_it_was_once(seen: list[Stretch]) -> None:
    made = joined(seen)
    assert made == joined(list(reversed(seen))) == joined(made)
    for kind in KINDS:
        own = [each for each in made if each[0] == kind]
        assert all(one[2] <= other[1] for one, other in pairwise(own))
    for kind, start, end, sure in seen:
        (within,) = (each for each in made if each[0] == kind and each[1] <= start and end <= each[2])
        assert within[3] >= sure
    assert {each[3] for each in made} <= {each[3] for each in seen}


_hostile = st.text(
    st.sampled_from("ab  \n\t\x00\x1fé\u00a0\u3000\u200b\U0001f3cf\U0001d4f1ﬁ|*<>@_1\ud800"), max_size=80
) | st.text(max_size=80)


def _before(text: str) -> str:
    """What was read of a text before the way back was kept."""
    named = re.sub(r"[^\x00-\x7f]", lambda found: f" {anyascii(found[0]).strip(':').replace('_', ' ').lower()} ", text)
    return re.sub(r"\s+", " ", named).strip()


@given(_hostile)
def test_what_is_read_is_what_was_read_before_with_the_way_back(text: str) -> None:
    reading = read(text)
    layer = worded(reading)
    assert layer.text == _before(reading.spoken.text)
    assert wording(reading) in ("", layer.text)
    assert len(layer.starts) == len(layer.ends) == len(layer.text)
    assert list(layer.starts) == sorted(layer.starts)
    assert list(layer.ends) == sorted(layer.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(layer.starts, layer.ends, strict=True))


@pytest.mark.parametrize(
    ("text", "words", "written"),
    [
        ("im at hillcrest now", "hillcrest", "hillcrest"),
        ("🎉🎉 im at **hillcrest** 😂", "hillcrest", "hillcrest"),
        ("im at 𝓱𝓲𝓵𝓵𝓬𝓻𝓮𝓼𝓽 now", "hillcrest", "𝓱𝓲𝓵𝓵𝓬𝓻𝓮𝓼𝓽"),
        ("im at hill\u200bcrest now", "hillcrest", "hill\u200bcrest"),
        ("im at h i l l c r e s t now", "hillcrest", "h i l l c r e s t"),
        ("im at <https://example.org/a|hillcrest> now", "hillcrest", "hillcrest"),
        ("👩‍👩‍👧 é à  \n\n  st   annes", "st annes", "st   annes"),
    ],
)
def test_words_lead_back_to_what_was_written(text: str, words: str, written: str) -> None:
    layer = worded(read(text))
    start = layer.text.index(words)
    first, last = layer.span(start, start + len(words))
    assert text[first:last] == written


@given(st.lists(st.text("abc.1", min_size=1, max_size=4), max_size=400))
def test_pieces_are_those_of_before_and_stand_where_they_say(words: list[str]) -> None:
    text = " ".join(words)
    if len(words) <= WHOLE:
        expected = [text]
    else:
        starts = list(range(0, len(words) - WINDOW // 2, WINDOW // 2))
        starts = starts if len(starts) <= MOST else [*starts[: MOST // 2], *starts[-MOST // 2 :]]
        expected = [" ".join(words[start : start + WINDOW]) for start in starts]
    assert list(windows(text)) == expected == [text[start:end] for start, end in stretches(text)]
