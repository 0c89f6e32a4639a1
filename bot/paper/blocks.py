"""What a paper is made of. Both ways of showing it read these values and nothing else, so they cannot differ in a number."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; a `large` one is what must be seen first."""

    text: str
    large: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """A list; a numbered one says what comes first and what after it."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under a head. The first column names its row; `widths` are the columns' shares of the page. `note` stands
    between the title and the head.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: how long it is, and what is written behind it. None for a number that is not shown."""

    label: str
    value: float | None
    said: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars one under another. The words behind them are all that a reader who cannot see them needs."""

    title: str
    bars: tuple[Bar, ...]
    #: The length of a whole bar; the longest one where it is None.
    full: float | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one colour, one for each label; None for a number that is not shown."""

    name: str
    values: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Stacked columns, one for each label. A table of the same numbers must stand beside them."""

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class Blank:
    """A line or a box that somebody fills in by hand: what is asked, and how many lines there are for it."""

    asks: str
    lines: int = 1


Block = Heading | Text | Points | Table | Bars | Columns | Blank


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper. `foot` stands on each page: whose it is, and of which day or time."""

    title: str
    under: str
    foot: str
    blocks: tuple[Block, ...]
