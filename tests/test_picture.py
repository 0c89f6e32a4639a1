"""The picture in the README shows the practice club as it is now."""

import pytest

from tools.picture import PICTURE, draw, drawn_by


async def test_the_picture_is_current() -> None:
    picture = PICTURE.read_text("utf-8")
    if drawn_by() not in picture:
        pytest.skip(f"another version of the screen library drew {PICTURE.name}; here it would be {drawn_by()}")
    assert await draw() == picture, "the practice club has changed: run `make picture`"
