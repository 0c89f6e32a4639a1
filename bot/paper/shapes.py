"""Pictures of numbers as plain shapes, for a page and for paper alike. `y` goes down from the top, in points of 1/72 inch.

A number that is not shown has a dashed outline of one length, whatever it is: its size must not be read off the picture.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, Literal

from bot.paper.blocks import Bars, Columns

WIDTH: Final = 500
SIZE: Final = 8.5
#: How many colours there are; `Box.colour` is one of 0 to COLOURS - 1, and HIDDEN is an outline.
COLOURS: Final = 8
HIDDEN: Final = -1

_LABEL, _SAID, _ROW, _THICK = 150, 84, 17, 10
_HIGH, _LEFT, _FOOT, _KEY = 120, 26, 20, 13


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    wide: float
    high: float
    colour: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin grey line."""

    x: float
    y: float
    to_x: float
    to_y: float


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text whose baseline is at `y`, and which begins, ends or has its middle at `x`."""

    x: float
    y: float
    text: str
    at: Literal["start", "middle", "end"] = "start"


Shape = Box | Rule | Words


@dataclass(frozen=True, slots=True)
class Picture:
    title: str
    high: float
    shapes: tuple[Shape, ...]


def drawn(block: Bars | Columns) -> Picture:
    """The picture of a block."""
    if isinstance(block, Bars):
        return Picture(block.title, _ROW * len(block.bars) + 4, tuple(_bars(block)))
    return Picture(block.title, _HIGH + _FOOT + _KEY * -(-len(block.series) // 3) + 6, tuple(_columns(block)))


def _bars(block: Bars) -> Iterator[Shape]:
    room = WIDTH - _LABEL - _SAID
    full = block.full or max((bar.value or 0 for bar in block.bars), default=0) or 1
    yield Rule(_LABEL, 0, _LABEL, _ROW * len(block.bars))
    for index, bar in enumerate(block.bars):
        y = _ROW * index + (_ROW - _THICK) / 2
        wide = 22 if bar.value is None else room * min(bar.value / full, 1)
        if wide:
            yield Box(_LABEL, y, wide, _THICK, HIDDEN if bar.value is None else 0)
        yield Words(_LABEL - 6, y + _THICK - 2, bar.label, "end")
        yield Words(_LABEL + wide + 5, y + _THICK - 2, bar.said)


def _columns(block: Columns) -> Iterator[Shape]:
    totals = [sum(each.values[i] or 0 for each in block.series) for i in range(len(block.labels))]
    top = max(4, -(-max(totals, default=0) // 4) * 4)
    slot = (WIDTH - _LEFT) / max(len(block.labels), 1)
    for value in range(0, top + 1, top // 4):
        y = _up(value, top)
        yield Rule(_LEFT, y, WIDTH, y)
        yield Words(_LEFT - 4, y + 3, str(value), "end")
    for i, label in enumerate(block.labels):
        values = [each.values[i] or 0 for each in block.series]
        x = _LEFT + slot * (i + 0.15)
        for colour, (value, end) in enumerate(zip(values, accumulate(values), strict=True)):
            if value:
                yield Box(x, _up(end, top), slot * 0.7, _up(end - value, top) - _up(end, top), colour % COLOURS)
        yield Words(x + slot * 0.35, _HIGH + 12, label, "middle")
    for index, each in enumerate(block.series):
        x, y = _LEFT + (WIDTH - _LEFT) / 3 * (index % 3), _HIGH + _FOOT + _KEY * (index // 3)
        yield Box(x, y, 8, 8, index % COLOURS)
        yield Words(x + 12, y + 7.5, each.name)


def _up(value: float, top: int) -> float:
    return 6 + (_HIGH - 6) * (1 - value / top)
