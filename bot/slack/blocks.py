"""Block Kit as the words that people see, of every kind of block that there is or will be.

Slack adds kinds every few months, so it is not listed what holds words, but what holds none. Rich text is joined without a gap,
as it is shown: a number of which one half is bold must still read as one number.

Source: the Block Kit reference on docs.slack.dev. A message has fifty blocks at most, which nest no deeper than seven.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from bot.archive.record import clean
from bot.slack.markup import MOST_TEXT, Names, link, mentioned, shown

#: Far more than Slack allows of either; what is beyond is let go.
DEEPEST: Final = 16
MOST_PIECES: Final = 20_000

#: What no reader sees. So is whatever ends as `_TECHNICAL_ENDS`.
_TECHNICAL: Final = {
    *("id", "type", "value", "style", "color", "ts", "team", "channel", "range", "unicode", "skin_tone", "mimetype", "format"),
    *("size", "width", "height", "border", "indent", "offset", "emoji", "timestamp", "language", "status", "severity"),
    *("icon", "icons", "metadata", "filter", "display_style", "alt_text", "url", "dispatch_action_config", "workflow"),
    *("column_settings", "slack_file", "initial_date", "initial_time", "initial_option", "initial_options"),
}
_TECHNICAL_ENDS: Final = ("_id", "_ids", "_ts", "_url", "_type")
_JOINED: Final = {"rich_text_section", "rich_text_quote", "rich_text_preformatted"}


class Pieces:
    """How many pieces of one message may still be looked at: one walk over a message is as long as the message at most."""

    def __init__(self) -> None:
        self._left = MOST_PIECES

    def take(self) -> bool:
        self._left -= 1
        return self._left >= 0


def words_of(block: object, names: Names, pieces: Pieces, deep: int = DEEPEST) -> str:
    """All words of a block, one line for each line that is shown."""
    if deep == 0 or not pieces.take():
        return ""
    if isinstance(block, str):
        return clean(block[:MOST_TEXT])
    if isinstance(block, list):
        return _lines(words_of(inner, names, pieces, deep - 1) for inner in block[:MOST_PIECES])
    if not isinstance(block, dict):
        return ""
    kind = _of(block, "type")
    if element := _ELEMENTS.get(kind):
        return clean(element(block, names)[:MOST_TEXT])
    elements = block.get("elements")
    if kind in _JOINED and isinstance(elements, list):
        return "".join(words_of(inner, names, pieces, deep - 1) for inner in elements)
    if kind == "rich_text_list" and isinstance(elements, list):
        written = zip(_signs(block), (words_of(inner, names, pieces, deep - 1) for inner in elements), strict=False)
        return _lines(sign + words for sign, words in written if words)
    inside = (words_of(value, names, pieces, deep - 1) for name, value in block.items() if not _is_technical(name))
    # Where a button leads is not shown, and matters all the same.
    return _lines((*inside, _of(block, "url")))


def alt_texts(block: object, pieces: Pieces, deep: int = DEEPEST) -> Iterator[str]:
    """The descriptions of the pictures and films in a block."""
    if deep == 0 or not pieces.take():
        return
    if isinstance(block, dict):
        if isinstance(text := block.get("alt_text"), str):
            yield clean(text[:MOST_TEXT])
        block = list(block.values())
    if isinstance(block, list):
        for inner in block[:MOST_PIECES]:
            if isinstance(inner, list | dict):
                yield from alt_texts(inner, pieces, deep - 1)


def people_in(block: object, pieces: Pieces, deep: int = DEEPEST) -> Iterator[str]:
    """The ids of those whom a block names."""
    if deep == 0 or not pieces.take():
        return
    if isinstance(block, dict):
        match block.get("type"), block.get("user_id"), block.get("text"):
            case "user", str() as id_, _:
                yield id_[:200]
            case "mrkdwn", _, str() as text:
                yield from mentioned(text)
        block = list(block.values())
    if isinstance(block, list):
        for inner in block[:MOST_PIECES]:
            if isinstance(inner, list | dict):
                yield from people_in(inner, pieces, deep - 1)


def _lines(texts: Iterator[str] | tuple[str, ...]) -> str:
    return "\n".join(filter(None, texts))


def _signs(listed: Mapping[str, object]) -> Iterator[str]:
    """What stands before each line of a list. The number of a line is read with it, as it is seen."""
    offset = listed.get("offset")
    number = offset if isinstance(offset, int) and 0 <= offset < 10_000 else 0
    ordered = listed.get("style") == "ordered"
    while True:
        number += 1
        yield f"{number}. " if ordered else "• "


def _is_technical(name: object) -> bool:
    return not isinstance(name, str) or name in _TECHNICAL or name.endswith(_TECHNICAL_ENDS)


def _of(block: Mapping[str, object], name: str) -> str:
    value = block.get(name)
    return value if isinstance(value, str) else ""


def _named(block: Mapping[str, object], name: str, names: Names) -> str:
    id_ = _of(block, name)
    return names(id_) if id_ else ""


def _skin(block: Mapping[str, object]) -> str:
    tone = block.get("skin_tone")
    return f":skin-tone-{tone}:" if isinstance(tone, int) and 1 < tone < 7 else ""


#: What stands within a line, and texts: by their type.
_ELEMENTS: Final[Mapping[str, Callable[[Mapping[str, object], Names], str]]] = {
    "text": lambda block, names: _of(block, "text"),
    "plain_text": lambda block, names: _of(block, "text"),
    "raw_text": lambda block, names: _of(block, "text"),
    "raw_number": lambda block, names: _of(block, "text") or str(block.get("value", ""))[:40],
    "mrkdwn": lambda block, names: shown(_of(block, "text"), names),
    "markdown": lambda block, names: _of(block, "text"),
    "link": lambda block, names: link(_of(block, "url"), _of(block, "text")),
    "user": lambda block, names: "@" + _named(block, "user_id", names),
    "channel": lambda block, names: "#" + _named(block, "channel_id", names),
    "usergroup": lambda block, names: "@" + _of(block, "usergroup_id"),
    "broadcast": lambda block, names: "@" + _of(block, "range"),
    "emoji": lambda block, names: f":{_of(block, 'name')}:{_skin(block)}",
    "date": lambda block, names: _of(block, "fallback"),
    "color": lambda block, names: _of(block, "value"),
}
