"""Slack's markup and blocks as the words that people see.

Source: "Formatting text for app surfaces" and the Block Kit reference on docs.slack.dev. Rich text is joined without a gap, as
it is shown: a number of which one half is bold must still read as one number.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from bot.archive.record import clean

#: <@U1>, <#C1|name>, <!here>, <https://…|label>: nothing within holds a bracket or a line break.
_MARKUP: Final = re.compile(r"<([^<>|\s][^<>|\n]{0,4000})(?:\|([^<>\n]{0,4000}))?>")
_ENTITIES: Final = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
_MENTION: Final = re.compile(r"<@([A-Z0-9]{2,30})(?:\|[^<>\n]{0,200})?>")
#: The members of a block that hold words, or hold what holds words, in the order in which they are shown.
_WORDY: Final = (
    *("author_name", "title", "label", "text", "description", "fields", "elements", "rows", "columns", "accessory", "element"),
    *("placeholder", "options", "hint", "fallback", "message", "blocks"),
)
_INLINE: Final = {"rich_text_section", "rich_text_quote", "rich_text_preformatted"}

Names = Mapping[str, str]


def shown_text(text: str, names: Names) -> str:
    """Message text as shown: names for ids, labels and addresses for links, letters for entities."""

    def markup(match: re.Match[str]) -> str:
        target, label = match[1], match[2] or ""
        if target[0] == "@":
            return "@" + (label or names.get(target[1:], target[1:]))
        if target[0] == "#":
            return "#" + (label or names.get(target[1:], target[1:]))
        if target[0] == "!":
            return label or "@" + target[1:].partition("^")[0]
        return _link(target, label)

    text = _MARKUP.sub(markup, text)
    for entity, letter in _ENTITIES:
        text = text.replace(entity, letter)
    return text


def _link(target: str, label: str) -> str:
    address = target.removeprefix("mailto:").removeprefix("tel:")
    return address if not label or label == address or target.endswith(label) else f"{label} ({address})"


def mentioned(text: str) -> Iterator[str]:
    """The ids of the people that message text names."""
    return (match[1] for match in _MENTION.finditer(text))


def block_text(block: object, names: Names) -> str:
    """All words of a block, one line for each line that is shown."""
    if isinstance(block, str):
        return clean(block)
    if isinstance(block, list):
        return "\n".join(filter(None, (block_text(inner, names) for inner in block)))
    if not isinstance(block, dict):
        return ""
    kind = block.get("type")
    if inline := _INLINE_ELEMENTS.get(kind) if isinstance(kind, str) else None:
        return clean(inline(block, names))
    if kind in _INLINE and isinstance(elements := block.get("elements"), list):
        return "".join(block_text(inner, names) for inner in elements)
    return "\n".join(filter(None, (block_text(block.get(name), names) for name in _WORDY)))


def alt_texts(block: object) -> Iterator[str]:
    """The descriptions of the pictures in a block."""
    if isinstance(block, list):
        for inner in block:
            yield from alt_texts(inner)
    elif isinstance(block, dict):
        if isinstance(text := block.get("alt_text"), str):
            yield clean(text)
        for inner in block.values():
            if isinstance(inner, list | dict):
                yield from alt_texts(inner)


class Said:
    """What a message has said already: blocks and files repeat its text.

    Comparing costs as much as the message is long, so no more is compared than a message of Slack's own can hold: fifty
    blocks, and as much again. Beyond that nothing counts as said, and everything is read.
    """

    def __init__(self, text: str) -> None:
        self._letters = _letters(text)
        self._empty = not text.strip()
        self._left = 100

    def has(self, words: str) -> bool:
        """Whether all letters of some words stand in the message, in their order."""
        self._left -= 1
        return not self._empty and self._left >= 0 and _letters(words) in self._letters


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _of(block: Mapping[str, object], name: str) -> str:
    value = block.get(name)
    return value if isinstance(value, str) else ""


def _named(block: Mapping[str, object], name: str, names: Names) -> str:
    return names.get(_of(block, name), _of(block, name))


_INLINE_ELEMENTS: Final[Mapping[str, Callable[[Mapping[str, object], Names], str]]] = {
    "text": lambda block, names: _of(block, "text"),
    "plain_text": lambda block, names: _of(block, "text"),
    "mrkdwn": lambda block, names: shown_text(_of(block, "text"), names),
    "link": lambda block, names: _link(_of(block, "url"), _of(block, "text")),
    "user": lambda block, names: "@" + _named(block, "user_id", names),
    "channel": lambda block, names: "#" + _named(block, "channel_id", names),
    "usergroup": lambda block, names: "@" + _of(block, "usergroup_id"),
    "broadcast": lambda block, names: "@" + _of(block, "range"),
    "emoji": lambda block, names: f":{_of(block, 'name')}:",
    "date": lambda block, names: _of(block, "fallback"),
}
