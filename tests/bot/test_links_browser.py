"""The pages of links in a real browser, without any program allowed: they fit a narrow telephone, and a keyboard is enough."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

import pytest

from bot.links import words
from bot.links.words import Choice
from bot.register import adults
from tests.bot.link_kit import KIM, SAM, posting

CHROMIUM: Final = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
#: Widths in pixels: the narrowest that pages must fit (WCAG 2.2, 1.4.10), a telephone, a desk.
WIDTHS: Final = (320, 360, 1280)
#: Where pictures of the pages are put, for somebody to look at.
PICTURES: Final = os.environ.get("TOUCHLINE_PICTURES", "")
#: What is too wide, or too small to be pressed, and what is read aloud of the page.
SEEN: Final = """() => ({
    wide: document.documentElement.scrollWidth,
    small: [...document.querySelectorAll('button')].filter(each => each.getBoundingClientRect().height < 44).length,
    language: document.documentElement.lang,
    headings: [...document.querySelectorAll('h1')].length,
})"""


@pytest.fixture
async def browser() -> AsyncIterator[Any]:
    playing = pytest.importorskip("playwright.async_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium here: the pages were not tried in a browser")
    async with playing.async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=CHROMIUM)
        yield opened
        await opened.close()


async def test_a_parent_reads_and_presses_in_a_browser_without_programs(browser: Any, tmp_path: Path) -> None:
    async with posting(tmp_path) as post:
        await post.registers(KIM, *(await post.child()).responsible_adults)
        await post.imports()
        await post.looks()
        await post.does(adults.ask, "Alfie Webb", "Kim Webb")
        links = {"agree": await post.linked(SAM), "confirm": await post.linked(KIM.address)}
        asked_for: list[str] = []
        wrong: list[str] = []
        context = await browser.new_context(java_script_enabled=False)
        context.set_default_timeout(60_000)
        page = await context.new_page()
        page.on("request", lambda request: asked_for.append(request.url))
        page.on("console", lambda message: wrong.append(message.text))

        async def look(name: str) -> None:
            for width in WIDTHS:
                await page.set_viewport_size({"width": width, "height": 740})
                seen = await page.evaluate(SEEN)
                assert seen == {"wide": width, "small": 0, "language": "en-GB", "headings": 1}, (name, width)
                if PICTURES:
                    await page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)

        for name, path in links.items():
            await page.goto(f"{post.address}{path}")
            await look(name)
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        await page.get_by_text(words.KEPT[Choice.CONFIRM]).wait_for()
        await look("confirmed")
        assert (await post.adult("Kim Webb")).confirmed
        await page.goto(f"{post.address}{links['agree']}")
        await page.get_by_role("button", name=words.LABELS[Choice.YES], exact=True).click()
        await page.get_by_text(words.KEPT[Choice.YES]).wait_for()
        await look("agreed")
        await page.goto(f"{post.address}{links['agree']}")
        await look("agreed-again")
        await page.goto(f"{post.address}{links['agree']}0")
        await look("unknown")
        await context.close()
        ours = {f"{post.address}{path}" for path in (*links.values(), f"{links['agree']}0")}
        assert set(asked_for) == ours, "nothing is fetched besides"
        assert [each for each in wrong if "404" not in each] == []
