"""What another profile would have done, as a committee reads it: nothing small can be read off it, or worked out from it."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.committee.hiding import FEW
from bot.packaged import PROFILES, profile
from bot.paper.blocks import Bars, Paper, Table
from bot.paper.html import page
from bot.replay.trial import Cell, Compared
from bot.replay.wording import DONE, PROMISES, paper
from moderation.model import Category, Verdict

MOVES = st.tuples(st.sampled_from(Verdict), st.booleans())
CELLS: st.SearchStrategy[Cell] = st.tuples(MOVES, MOVES, st.sampled_from([*Category, None]))
DAY = date(2026, 10, 1)


def made(counts: dict[Cell, int], other: str = "pre_school") -> Paper:
    found = Compared(Counter(counts), 3, datetime(2026, 10, 5, tzinfo=UTC))
    return paper(found, profile("sports_club"), profile(other), "Example CC", DAY, date(2026, 10, 31), date(2026, 11, 2))


def numbers(of: Paper) -> Iterator[int]:
    for block in of.blocks:
        if isinstance(block, Bars):
            yield from (int(bar.value) for bar in block.bars if bar.value is not None)
        elif isinstance(block, Table) and block.head[-1] == "Messages":
            yield from (int(row[-1].split()[0].replace(",", "")) for row in block.rows)


@settings(max_examples=60, deadline=None)
@given(counts=st.dictionaries(CELLS, st.integers(0, 12), max_size=12), data=st.data())
def test_no_small_number_is_shown_or_can_be_worked_out(counts: dict[Cell, int], data: Any) -> None:
    """Map 8.12: whatever the hidden numbers are, zeros too, the paper is the same to the letter."""
    whole = made(counts)
    assert all(number >= FEW for number in numbers(whole))
    others = {cell: n if n >= FEW else data.draw(st.integers(0, FEW - 1)) for cell, n in counts.items()}
    assert made(others) == whole
    assert made({cell: n for cell, n in counts.items() if n >= FEW}) == whole


def test_every_row_of_twelve_that_differs_is_said() -> None:
    """Policy map §12, in words for a committee: nothing of it as the settings spell it."""
    for other in PROFILES:
        html = page(made({}, other))
        assert "_" not in html.partition("What else the two promise")[2].partition("How this was counted")[0].replace("<", " <")
    assert len(PROMISES) == 22
    assert set(DONE) == set(Verdict)
