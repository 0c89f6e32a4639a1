"""What a module of the evaluation hands over: tables and pictures under one heading, for the terminal and the page alike."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import fill
from typing import Final

from rich.cells import cell_len, set_cell_size

from training.evaluation.measures import Share
from training.evaluation.plots import Picture

#: Shown where there is nothing to count.
NONE: Final = "–"
WIDTH: Final = 128


@dataclass(frozen=True, slots=True)
class Table:
    """Every row has as many cells as there are columns; the first cell of a row names it."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    note: str = ""

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"a row of “{self.title}” has not {len(self.columns)} cells")


@dataclass(frozen=True, slots=True)
class Section:
    """One question, in words and in figures."""

    title: str
    intro: str
    tables: tuple[Table, ...] = ()
    pictures: tuple[Picture, ...] = ()


def percent(share: Share) -> str:
    """In per cent with its 95 % interval: "15 % (9–24)"."""
    if not share.n:
        return NONE
    low, high = share.interval
    return f"{100 * share.value:.0f} % ({100 * low:.0f}–{100 * high:.0f})"


def per_thousand(share: Share) -> str:
    """In thousandths with its 95 % interval: "3.1 (1.9–5.0)"."""
    if not share.n:
        return NONE
    low, high = share.interval
    return f"{1000 * share.value:.1f} ({1000 * low:.1f}–{1000 * high:.1f})"


def decimal(value: float, interval: tuple[float, float] | None = None) -> str:
    """Two places and no nought before them: ".91 (.88–.94)"."""
    if math.isnan(value):
        return NONE
    return _short(value) + (f" ({_short(interval[0])}–{_short(interval[1])})" if interval else "")


def _short(value: float) -> str:
    return f"{value:.2f}".removeprefix("0")


def as_text(sections: Sequence[Section]) -> Iterator[str]:
    """The sections as lines for a terminal. Pictures are for the page."""
    for section in sections:
        yield ""
        yield section.title.upper()
        if section.intro:
            yield fill(section.intro, WIDTH)
        for table in section.tables:
            yield ""
            yield table.title
            yield from _aligned(table)
            if table.note:
                yield fill(table.note, WIDTH, initial_indent="  ", subsequent_indent="  ")


def _aligned(table: Table) -> Iterator[str]:
    lines = [table.columns, *table.rows]
    widths = [max(cell_len(line[i]) for line in lines) for i in range(len(table.columns))]
    for number, line in enumerate(lines):
        yield ("  " + "  ".join(set_cell_size(cell, width) for cell, width in zip(line, widths, strict=True))).rstrip()
        if number == 0:
            yield "  " + "  ".join("-" * width for width in widths)
