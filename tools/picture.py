"""Draws docs/picture.svg, the picture in the README: the practice club after the first lines of the evening. `make picture`.

The clock stands where the evening puts it and the store's random numbers come from a seed, so the same code draws the same
picture. It names the versions of Textual and Rich that drew it, because another version draws some things otherwise.
"""

import asyncio
import random
import re
from importlib.metadata import version
from pathlib import Path
from typing import Final

from bot.terminal.evening import read_evening
from bot.terminal.screen import PracticeScreen
from bot.terminal.session import practice_session

PICTURE: Final = Path(__file__).parent.parent / "docs" / "picture.svg"
SIZE: Final = (140, 42)
LINES: Final = 4


def drawn_by() -> str:
    """What the picture says about who drew it."""
    return f"<!-- Drawn by `make picture` with Textual {version('textual')} and Rich {version('rich')}. -->"


async def draw() -> str:
    """The screen as SVG."""
    chance = random.Random(0)  # noqa: S311 (it draws a picture and keeps no secret)
    app = PracticeScreen(practice_session(read_evening().begins, chance.randbytes))
    async with app.run_test(size=SIZE) as pilot:
        for _ in range(LINES):
            await pilot.press("space")
            await pilot.pause()
        svg = app.export_screenshot(simplify=True)
    # Whoever looks at the picture should fetch nothing from anywhere, so the fonts named in it go.
    return re.sub(r"\s*@font-face \{[^}]*\}", "", svg).rstrip() + f"\n{drawn_by()}\n"


if __name__ == "__main__":
    PICTURE.write_text(asyncio.run(draw()), "utf-8")
