"""A paper, written side by side as a page and as a PDF."""

from pathlib import Path

from bot.paper.blocks import Paper
from bot.paper.html import page
from bot.paper.pdf import pdf


def write(paper: Paper, folder: Path, name: str) -> tuple[Path, Path]:
    """Write `name`.html and `name`.pdf into a folder, which is made; each is whole or not there. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for ending, content in (("html", page(paper).encode()), ("pdf", pdf(paper))):
        path = folder / f"{name}.{ending}"
        beside = path.with_suffix(f".{ending}.partial")
        beside.write_bytes(content)
        beside.replace(path)
        written.append(path)
    return written[0], written[1]
