"""What may be shown of a count (map 8.12, safeguarding rule 7). Pure.

A count below FEW is not shown, a zero neither: "none" about three children says something of each of them. And none of those
can be worked out from what is shown: a total is the sum of the parts that are shown, "or more"; the count of a year, from which
somebody could take away the months that they were shown in earlier reports, is exact only where that leaves it open what each
hidden month was.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

#: The smallest count that is shown.
FEW: Final = 5
FEWER: Final = f"fewer than {FEW}"


@dataclass(frozen=True, slots=True)
class Count:
    """A count as it may be shown: exactly `n`; with `more`, `n` or more; None for fewer than FEW."""

    n: int | None
    more: bool = False

    @property
    def exact(self) -> int | None:
        return None if self.more else self.n

    def __str__(self) -> str:
        if self.n is None:
            return FEWER
        return f"{self.n:,} or more" if self.more else f"{self.n:,}"


def shown(number: int) -> Count:
    """A count that is part of no other."""
    return Count(number if number >= FEW else None)


def over(months: Sequence[int]) -> Count:
    """The count of a period by the counts of its months, each of which may be known from the report of that month."""
    whole = sum(months)
    hidden = [number for number in months if number < FEW]
    if whole < FEW or len(months) == 1 or not hidden:
        return shown(whole)
    rest = sum(hidden)
    # Nothing in all of them, or the most that there can be, would give each away. "One less than the most" is treated as that
    # too: otherwise whoever knows this rule would know from "or more" which of them it was.
    if len(hidden) > 1 and 0 < rest < (FEW - 1) * len(hidden) - 1:
        return Count(whole)
    return Count(max(whole - rest, FEW), more=True)


def total(parts: Iterable[Count]) -> Count | None:
    """All that is shown of some parts; None where no part is shown."""
    found = list(parts)
    numbers = [part.n for part in found if part.n is not None]
    if not numbers:
        return None
    return Count(sum(numbers), more=any(part.exact is None for part in found))
