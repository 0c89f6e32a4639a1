"""What is hidden in a report stays hidden: nothing shown lets a small count be worked out (map 8.12, safeguarding rule 7)."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.committee.hiding import FEW, Count, over, shown, total

SMALL = range(FEW)
MONTHS = st.lists(st.integers(0, 8), min_size=2, max_size=5)


@pytest.mark.parametrize(
    ("months", "said"),
    [
        ([0], "fewer than 5"),
        ([4], "fewer than 5"),
        ([5], "5"),
        ([1234], "1,234"),
        ([6, 7], "13"),
        ([6, 3], "6 or more"),  # whoever holds the reports of both months would know the 3
        ([6, 0], "6 or more"),
        ([6, 3, 1], "10"),  # 4 in two months: nobody can tell which
        ([6, 0, 0], "6 or more"),
        ([6, 4, 4], "6 or more"),
        ([1, 1, 1], "fewer than 5"),
        ([2, 2, 2], "6"),
        ([4, 4], "5 or more"),
    ],
)
def test_the_count_of_a_period_gives_none_of_its_months_away(months: list[int], said: str) -> None:
    assert str(over(months)) == said


@given(MONTHS)
@settings(max_examples=400, deadline=None)
def test_no_hidden_month_can_be_computed_from_the_year_and_the_other_months(months: list[int]) -> None:
    """Everything that could have happened is tried. Each hidden month could have been at least two different things, also for
    somebody who knows how this program hides (8.12).
    """
    hidden = [index for index, number in enumerate(months) if number < FEW]
    published = ([shown(number) for number in months], over(months))
    possible: list[set[int]] = [set() for _ in hidden]
    for guess in product(SMALL, repeat=len(hidden)):
        other = list(months)
        for index, number in zip(hidden, guess, strict=True):
            other[index] = number
        if ([shown(number) for number in other], over(other)) == published:
            for numbers, number in zip(possible, guess, strict=True):
                numbers.add(number)
    assert all(len(numbers) >= 2 for numbers in possible)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=12))
def test_a_total_says_nothing_but_what_its_parts_say(parts: list[int]) -> None:
    """It is the same whatever the hidden parts are, so that none can be computed back (8.12)."""
    counts = [shown(number) for number in parts]
    whole = total(counts)
    seen = sum(number for number in parts if number >= FEW)
    assert whole == (Count(seen, more=any(number < FEW for number in parts)) if seen else None)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=12))
def test_what_is_shown_is_true(months: list[int]) -> None:
    count, whole = over(months), sum(months)
    if count.n is None:
        assert whole < FEW
    else:
        assert count.n <= whole if count.more else count.n == whole
