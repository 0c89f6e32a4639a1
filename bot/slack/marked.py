"""Lines that are marked as people mark them (see `bot.counter`) as rich text, in which what others wrote is nothing but text.

Source: "Rich text block" on docs.slack.dev.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from bot.counter import Look
from bot.seen import cut, seen
from bot.slack.words import Block

#: What people type before the name of a command.
COMMAND: Final = "/touchline"
#: Stand for signs that others wrote, until the marks were read.
_GUARDS: Final = {"*": "\ue000", "`": "\ue001", "<": "\ue002"}
_GUARDED: Final = str.maketrans(_GUARDS)
_AS_WRITTEN: Final = str.maketrans({guard: sign for sign, guard in _GUARDS.items()})

_MARK: Final = re.compile(
    r"\*\*(?P<bold>[^*\n]{1,3000})\*\*|`(?P<code>[^`\n]{1,3000})`|<@(?P<user>[UW][A-Z0-9]{2,30})>|<t:(?P<at>-?[0-9]{1,12})>"
)
_A_COMMAND: Final = re.compile(r"/(?=[a-z])")
_WHEN: Final = "{date_long_pretty} at {time}"


def plain(text: str, length: int) -> str:
    """What others wrote, for a marked line."""
    return cut(seen(text), length).translate(_GUARDED)


def at(instant: datetime) -> str:
    """An instant in a marked line: Slack draws it by the reader's own clock."""
    return f"<t:{int(instant.timestamp())}>"


LOOK: Final = Look(plain, at, at)


def rich(*paragraphs: str) -> Block:
    """A block of marked paragraphs."""
    elements = list(_elements("\n\n".join(paragraphs)))
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}


def bare(text: str) -> str:
    """A marked text without its marks, for a notification."""
    return "".join(str(each.get("text", each.get("fallback", ""))) for each in _elements(text))


def _elements(text: str) -> Iterator[dict[str, Any]]:
    done = 0
    for match in _MARK.finditer(text):
        yield from _text(text[done : match.start()])
        done = match.end()
        yield from _marked(match)
    yield from _text(text[done:])


def _marked(match: re.Match[str]) -> Iterator[dict[str, Any]]:
    if user := match["user"]:
        yield {"type": "user", "user_id": user}
    elif when := match["at"]:
        fallback = f"{datetime.fromtimestamp(int(when), UTC):%-d %b %Y %H:%M} UTC"
        yield {"type": "date", "timestamp": int(when), "format": _WHEN, "fallback": fallback}
    elif code := match["code"]:
        yield from _text(_A_COMMAND.sub(f"{COMMAND} ", code, count=1) if code[0] == "/" else code, {"code": True})
    else:
        yield from _text(match["bold"], {"bold": True})


def _text(text: str, style: Mapping[str, bool] | None = None) -> Iterator[dict[str, Any]]:
    if text:
        said: dict[str, Any] = {"type": "text", "text": text.translate(_AS_WRITTEN)}
        yield said | ({"style": dict(style)} if style else {})
