"""Masking: enough is hidden, nothing moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.masking import mask


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("ring 07700 900123 ok", [(5, 17)], "ring 07••••••••23 ok"),
        ("07700900123", [(0, 11)], "07•••••••23"),
        ("LS29 0ZP", [(0, 8)], "LS••••ZP"),
        ("Rowan S", [(0, 7)], "R••••••"),
        ("x", [(0, 1)], "•"),
        ("ab", [(0, 2)], "a•"),
        ("no spans", [], "no spans"),
        ("abcdefghijkl", [(6, 12), (0, 8)], "ab••••••••kl"),  # overlapping, in any order
        ("abcdefghijkl", [(0, 12), (3, 5)], "ab••••••••kl"),  # one inside the other
        ("abcdefgh", [(0, 4), (4, 8)], "ab••••gh"),  # touching
        ("abcd efgh", [(0, 4), (5, 9)], "a••• e•••"),
        ("abcd", [(1, 3), (1, 3)], "ab•d"),
    ],
)
def test_examples(text: str, spans: list[tuple[int, int]], expected: str) -> None:
    assert mask(text, spans) == expected


@pytest.mark.parametrize("span", [(0, 0), (3, 2), (-1, 2), (0, 5)])
def test_a_span_that_is_empty_or_outside_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no span"):
        mask("abcd", [span])


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    text = draw(st.text(min_size=1, max_size=40))
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    spans = draw(st.lists(ends.filter(lambda pair: pair[0] != pair[1]).map(lambda p: (min(p), max(p))), max_size=6))
    return text, spans


@given(texts_with_spans())
def test_nothing_moves_and_all_but_the_ends_is_hidden(case: tuple[str, list[tuple[int, int]]]) -> None:
    text, spans = case
    masked = mask(text, spans)
    assert len(masked) == len(text)
    assert mask(text, reversed(spans)) == masked
    inside = {place for start, end in spans for place in range(start, end)}
    for place, (before, after) in enumerate(zip(text, masked, strict=True)):
        assert after in (before, "•")
        if place not in inside:
            assert after == before
    for start, end in spans:
        assert sum(masked[place] != "•" for place in range(start, end)) <= 4
