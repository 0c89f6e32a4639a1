"""A paper as a PDF on A4, by ReportLab. The same paper gives the same bytes, so its hash can stand in the record.

The font is embedded, so that it prints alike everywhere. Letters that it lacks are written as Latin ones; the page has them.
"""

from functools import cache, partial
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

import reportlab
from anyascii import anyascii
from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import HexColor, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    HRFlowable,
    KeepTogether,
    ListFlowable,
    ListItem,
    LongTable,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    TableStyle,
)

from bot.paper.blocks import Bars, Blank, Block, Columns, Heading, Paper, Points, Table, Text
from bot.paper.shapes import HIDDEN, SIZE, WIDTH, Box, Rule, drawn

_INK, _GREY, _LINE, _MAIN = HexColor("#1b2430"), HexColor("#4a5868"), HexColor("#c3ccd6"), HexColor("#1f5f8b")
_PALETTE: Final = ("#1f5f8b", "#e0a030", "#6fae8f", "#b5523b", "#8a7bb8", "#8fb8d9", "#4d4d4d", "#c9c2a5")
_PLAIN, _BOLD = "Vera", "VeraBd"
_SIDE: Final = 18 * mm
#: What ReportLab keeps free around a text, and not around a table.
_PADDING: Final = 6
_WIDE: Final = A4[0] - 2 * _SIDE
#: Tables of more rows than this go on over the end of a page; shorter ones stay together.
_SHORT: Final = 14


def _style(size: float, lead: float, **changes: Any) -> ParagraphStyle:
    given = {"fontName": _PLAIN, "textColor": _INK, "spaceAfter": 4} | changes
    return ParagraphStyle("", fontSize=size, leading=lead, **given)


_TITLE: Final = _style(17, 21, fontName=_BOLD, spaceAfter=2)
_UNDER: Final = _style(9, 12, textColor=_GREY, spaceAfter=8)
_HEADING: Final = _style(11.5, 14, fontName=_BOLD, spaceBefore=2, spaceAfter=4)
_BODY: Final = _style(9, 12.6)
_LARGE: Final = _style(10.5, 14.5)
_CAPTION: Final = _style(9, 12, fontName=_BOLD, spaceBefore=5, spaceAfter=3)
_NOTE: Final = _style(8, 10.4, textColor=_GREY)
_CELL: Final = _style(8, 10.4, spaceAfter=0)
_HEAD: Final = _style(8, 10.4, fontName=_BOLD, spaceAfter=0)


def pdf(paper: Paper) -> bytes:
    """The whole paper."""
    _glyphs()
    out = BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=_SIDE - _PADDING,
        rightMargin=_SIDE - _PADDING,
        topMargin=15 * mm,
        bottomMargin=16 * mm,
        title=paper.title,
        lang="en-GB",
        invariant=1,
    )
    story: list[Flowable] = [_words(paper.title, _TITLE), _words(paper.under, _UNDER)]
    for block in paper.blocks:
        story += _flow(block)
    foot = partial(_foot, text=_printable(paper.foot))
    document.build(story, onFirstPage=foot, onLaterPages=foot)
    return out.getvalue()


def _foot(canvas: Canvas, document: SimpleDocTemplate, text: str) -> None:
    canvas.setFont(_PLAIN, 7)
    canvas.setFillColor(_GREY)
    canvas.drawString(_SIDE, 9 * mm, text)
    canvas.drawRightString(A4[0] - _SIDE, 9 * mm, f"Page {document.page}")


def _flow(block: Block) -> list[Flowable]:
    match block:
        case Heading(text):
            # A heading is never the last thing on a page.
            rule = HRFlowable(width="100%", thickness=1.2, color=_MAIN, spaceBefore=8, spaceAfter=3)
            return [CondPageBreak(62 * mm), rule, _words(text, _HEADING)]
        case Text(text, large):
            return [_words(text, _LARGE if large else _BODY)]
        case Points(items, numbered):
            rows = [ListItem(_words(item, _BODY), spaceAfter=1) for item in items]
            marks = {"bulletType": "1", "bulletFormat": "%s."} if numbered else {"bulletType": "bullet", "start": "•"}
            return [ListFlowable(rows, leftIndent=14, bulletFontName=_PLAIN, bulletFontSize=9, **marks)]
        case Table():
            return _table(block)
        case Bars() | Columns():
            return [KeepTogether([_words(block.title, _CAPTION), _drawing(block), Spacer(1, 4)])]
        case Blank(asks, lines):
            rules = [HRFlowable(width="100%", thickness=0.5, color=_GREY, spaceBefore=16) for _ in range(lines)]
            return [KeepTogether([_words(asks, _BODY), *rules, Spacer(1, 6)])]


def _table(block: Table) -> list[Flowable]:
    rows = [[_words(cell, _HEAD) for cell in block.head], *([_words(cell, _CELL) for cell in row] for row in block.rows)]
    whole = sum(block.widths)
    table = LongTable(rows, colWidths=[_WIDE * width / whole for width in block.widths], repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 6),
                ("TOPPADDING", (0, 0), (-1, -1), 2.2),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2.6),
                ("LINEBELOW", (0, 0), (-1, 0), 0.9, _GREY),
                ("LINEBELOW", (0, 1), (-1, -1), 0.4, _LINE),
            ]
        )
    )
    caption = [_words(text, style) for text, style in ((block.title, _CAPTION), (block.note, _NOTE)) if text]
    flow: list[Flowable] = [*caption, table, Spacer(1, 6)]
    return [KeepTogether(flow)] if len(block.rows) <= _SHORT else [CondPageBreak(40 * mm), *flow]


def _drawing(block: Bars | Columns) -> Drawing:
    """The shapes of a picture, scaled to the page. ReportLab's `y` goes up."""
    picture = drawn(block)
    drawing = Drawing(WIDTH, picture.high)
    for shape in picture.shapes:
        match shape:
            case Box(x, y, wide, high, colour):
                box = Rect(x, picture.high - y - high, wide, high, strokeColor=None)
                box.fillColor = white if colour == HIDDEN else HexColor(_PALETTE[colour])
                if colour == HIDDEN:
                    box.strokeColor, box.strokeWidth, box.strokeDashArray = _GREY, 0.6, [2, 2]
                drawing.add(box)
            case Rule(x, y, to_x, to_y):
                line = Line(x, picture.high - y, to_x, picture.high - to_y, strokeColor=_LINE, strokeWidth=0.5)
                drawing.add(line)
            case _:
                text = String(shape.x, picture.high - shape.y, _printable(shape.text), textAnchor=shape.at)
                text.fontName, text.fontSize, text.fillColor = _PLAIN, SIZE - 1, _INK
                drawing.add(text)
    scale = _WIDE / WIDTH
    drawing.scale(scale, scale)
    drawing.width, drawing.height = _WIDE, picture.high * scale
    return drawing


def _words(text: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(_printable(text)), style)


def _printable(text: str) -> str:
    return "".join(letter if ord(letter) in _glyphs() else anyascii(letter) for letter in text)


@cache
def _glyphs() -> frozenset[int]:
    """The letters that the font has. It is registered here, once, from the files that come with ReportLab."""
    fonts = Path(reportlab.__file__).parent / "fonts"
    for name in (_PLAIN, _BOLD):
        pdfmetrics.registerFont(TTFont(name, str(fonts / f"{name}.ttf")))
    return frozenset(pdfmetrics.getFont(_PLAIN).face.charToGlyph)
