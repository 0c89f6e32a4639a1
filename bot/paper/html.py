"""A paper as one HTML page: nothing in it is fetched, every text is escaped, and it prints as it should on A4."""

from html import escape
from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from bot.paper.blocks import Bars, Block, Columns, Paper
from bot.paper.shapes import HIDDEN, SIZE, WIDTH, Box, Picture, Rule, Shape, drawn


def page(paper: Paper) -> str:
    """The whole page."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(files("bot.paper").joinpath("paper.html.j2").read_text("utf-8"))
    return template.render(paper=paper, kind=_kind, picture=lambda block: _svg(drawn(block), block))


def _kind(block: Block) -> str:
    return type(block).__name__


def _svg(picture: Picture, block: Bars | Columns) -> Markup:
    said = (
        "; ".join(f"{bar.label}: {bar.said}" for bar in block.bars) if isinstance(block, Bars) else "the table has its numbers"
    )
    head = f'<svg viewBox="0 0 {WIDTH} {picture.high:g}" role="img" aria-label="{escape(f"{picture.title}: {said}")}">'
    return Markup("".join((head, *map(_shape, picture.shapes), "</svg>")))  # noqa: S704 - every text in it was escaped


def _shape(shape: Shape) -> str:
    match shape:
        case Box(x, y, wide, high, colour):
            name = "hidden" if colour == HIDDEN else f"c{colour}"
            return f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" class="{name}"/>'
        case Rule(x, y, to_x, to_y):
            return f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}"/>'
        case _:
            return (
                f'<text x="{shape.x:.1f}" y="{shape.y:.1f}" font-size="{SIZE}" text-anchor="{shape.at}">'
                f"{escape(shape.text)}</text>"
            )
