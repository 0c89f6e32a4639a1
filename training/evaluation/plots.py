"""Pictures in SVG that need no script, no font and no network. Each stands beside the table of its numbers.

The report's bars (`bot.report.charts`) stack whole numbers and have no intervals, so they do not fit here; their colours do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from markupsafe import Markup

WIDTH: Final = 720
_LEFT, _RIGHT, _ROW = 270, 24, 24
_SIDE: Final = 300
COLOURS: Final = 7


@dataclass(frozen=True, slots=True)
class Dot:
    """One value from 0 to 1 with its interval; its colour is 1 to COLOURS."""

    label: str
    value: float
    low: float
    high: float
    colour: int = 1


@dataclass(frozen=True, slots=True)
class Dots:
    """Values one under another, each with its interval, on a scale from 0 to `top`; they are shown times `unit`."""

    title: str
    dots: Sequence[Dot]
    top: float = 1.0
    unit: float = 100
    suffix: str = " %"

    def svg(self) -> Markup:
        height = 34 + _ROW * len(self.dots)
        parts = [
            f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(self.title)}; the table has its numbers">'
        ]
        for step in range(5):
            x = self._x(self.top * step / 4)
            parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="6" y2="{height - 24}" class="grid"/>')
            scale = f"{self.unit * self.top * step / 4:g}{self.suffix}"
            parts.append(f'<text x="{x:.1f}" y="{height - 8}" class="middle">{escape(scale)}</text>')
        for row, dot in enumerate(self.dots):
            y = 18 + _ROW * row
            parts.append(f'<text x="{_LEFT - 12}" y="{y + 4}" class="end">{escape(dot.label)}</text>')
            low, value, high = (self._x(min(each, self.top)) for each in (dot.low, dot.value, dot.high))
            colour = f"c{(dot.colour - 1) % COLOURS + 1}"
            parts.append(f'<line x1="{low:.1f}" x2="{high:.1f}" y1="{y}" y2="{y}" class="whisker {colour}"/>')
            hint = f"<title>{escape(dot.label)}: {self.unit * dot.value:.1f}{escape(self.suffix)}</title>"
            parts.append(f'<circle cx="{value:.1f}" cy="{y}" r="5" class="{colour}">{hint}</circle>')
        return Markup("".join([*parts, "</svg>"]))  # noqa: S704 - every text in it was escaped above

    def _x(self, value: float) -> float:
        return _LEFT + (WIDTH - _LEFT - _RIGHT) * value / self.top


@dataclass(frozen=True, slots=True)
class Line:
    """Points from left to right, both coordinates from 0 to 1."""

    name: str
    points: Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Square:
    """Lines in a square from 0 to 100 % both ways, with its diagonal: ROC curves and calibration."""

    title: str
    across: str
    up: str
    lines: Sequence[Line]
    dotted: bool = False

    def svg(self) -> Markup:
        low, high, right = 20, _SIDE, 56
        middle = (low + high) / 2
        parts = [
            f'<svg viewBox="0 0 {WIDTH} {_SIDE + 54}" role="img" aria-label="{escape(self.title)}">',
            f'<rect x="{right}" y="{low}" width="{high - low}" height="{high - low}" class="frame"/>',
            f'<line x1="{right}" y1="{high}" x2="{right + high - low}" y2="{low}" class="grid"/>',
            f'<text x="{right + (high - low) / 2}" y="{high + 40}" class="middle">{escape(self.across)}</text>',
            f'<text x="16" y="{middle}" class="middle" transform="rotate(-90 16 {middle})">{escape(self.up)}</text>',
        ]
        for step in range(5):
            at = (high - low) * step / 4
            parts.append(f'<text x="{right + at}" y="{high + 18}" class="middle">{25 * step} %</text>')
            parts.append(f'<text x="{right - 6}" y="{high - at + 4}" class="end">{25 * step}</text>')
        for number, line in enumerate(self.lines):
            colour = f"c{number % COLOURS + 1}"
            places = [(right + (high - low) * x, high - (high - low) * y) for x, y in line.points]
            drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
            parts.append(f'<polyline points="{drawn}" class="curve {colour}"/>')
            if self.dotted:
                parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" class="{colour}"/>' for x, y in places]
            y = low + 14 + 22 * number
            parts.append(f'<line x1="{high + 70}" x2="{high + 96}" y1="{y - 4}" y2="{y - 4}" class="curve {colour}"/>')
            parts.append(f'<text x="{high + 104}" y="{y}">{escape(line.name)}</text>')
        return Markup("".join([*parts, "</svg>"]))  # noqa: S704 - every text in it was escaped above


Picture = Dots | Square
