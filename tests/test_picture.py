"""The picture in the README shows the practice club as it is now."""

import re

import pytest

from tools.picture import PICTURE, draw, drawn_by


def seen(picture: str) -> str:
    """What there is to see, without what also follows from the configuration's hash: the fingerprint, the record's root, and
    Rich's own ids."""
    return re.sub(r"(fingerprint&#160;|terminal-|entries,&#160;)[\w+/]+", r"\1", picture)


async def test_the_picture_is_current() -> None:
    picture = PICTURE.read_text("utf-8")
    if drawn_by() not in picture:
        pytest.skip(f"another version of the screen library drew {PICTURE.name}; here it would be {drawn_by()}")
    assert seen(await draw()) == seen(picture), "the practice club has changed: run `make picture`"
