"""Slack's markup as what people see, and what else it tells.

A link behind a label becomes `[label](address)`, as Discord's people write it: whoever reads it sees both, and
`moderation.text.rendering` folds the label alone. All other markup (`*bold*`) stays as it was typed; the rendering knows it.

Source: "Formatting message text" on docs.slack.dev: <@U1>, <#C1|name>, <!here>, <!date^…|fallback>, <https://…|label>, and
three entities.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from bot.archive.record import clean

#: What an id of somebody or of a conversation is shown as; the id itself where nobody knows.
Names = Callable[[str], str]

#: Slack cuts a message at 40,000 letters, so that nothing of a real one is lost.
MOST_TEXT: Final = 40_000

_MARKUP: Final = re.compile(r"<([^<>|\s][^<>|\n]{0,4000})(?:\|([^<>\n]{0,4000}))?>")
_ENTITIES: Final = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
_MENTION: Final = re.compile(r"<@([A-Z0-9]{2,30})(?:\|[^<>\n]{0,200})?>")
_NO_DIGIT: Final = re.compile(r"[^0-9]")
_LETTER: Final = re.compile(r"[^\W\d_]")
#: Addresses of which `[label](address)` is read as a link.
_LINKED: Final = ("http://", "https://", "mailto:", "tel:", "sms:")
#: What would end the address of such a link before its end.
_IN_ADDRESS: Final = str.maketrans({"(": "%28", ")": "%29", "<": "%3C", ">": "%3E", " ": "%20"})
_IN_LABEL: Final = str.maketrans({"[": r"\[", "]": r"\]", "\\": r"\\"})


def shown(text: str, names: Names) -> str:
    """Message text as shown: names for ids, letters for entities, links with the labels that hide them."""

    def markup(match: re.Match[str]) -> str:
        target, label = match[1], match[2] or ""
        match target[0]:
            case "@" | "#" as sign:
                return sign + (plain(label) or names(target[1:]))
            case "!":
                return plain(label) or "@" + target[1:].removeprefix("subteam^").partition("^")[0]
        return link(plain(target), plain(label))

    pieces, done = [], 0
    text = clean(text[:MOST_TEXT])
    for match in _MARKUP.finditer(text):
        pieces += [plain(text[done : match.start()]), markup(match)]
        done = match.end()
    return "".join((*pieces, plain(text[done:])))


def plain(text: str) -> str:
    """Text in which only entities mean anything."""
    for entity, letter in _ENTITIES:
        text = text.replace(entity, letter)
    return text


def link(address: str, label: str) -> str:
    """A link as people see it: the address alone where its label says the same."""
    bare = address.removeprefix("mailto:").removeprefix("tel:")
    if not label.strip() or label == bare or address in {f"http://{label}", f"https://{label}"}:
        return bare
    if address.startswith("tel:") and _NO_DIGIT.sub("", label) == _NO_DIGIT.sub("", address) and not _LETTER.search(label):
        return label
    if address.casefold().startswith(_LINKED):
        return f"[{label.translate(_IN_LABEL)}]({address.translate(_IN_ADDRESS)})"
    return f"<{address}|{label}>"


def mentioned(text: str) -> Iterator[str]:
    """The ids of the people whom message text names."""
    return (match[1] for match in _MENTION.finditer(text[:MOST_TEXT]))
