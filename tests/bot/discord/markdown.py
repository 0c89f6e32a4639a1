"""A small reader of Discord's markdown, made from its help pages ("Markdown Text 101", "Message Formatting") and from no
code of ours: what a text would mean if Discord drew it.
"""

import re
from typing import Final

#: Takes the place of a sign that a backslash made a mere sign.
_SIGN: Final = "\ue000"
_ESCAPED: Final = re.compile(r"\\[^0-9A-Za-z\s]")

#: What Discord finds in a text as it was sent, backslashes or not.
_AS_SENT: Final = {
    "link": r"(?i)(?:https?|steam|discord)://[^\s\\]",
    "invitation": r"(?i)discord(?:app)?\.(?:gg|com/invite)/\w",
    "mention": r"<(?:@[!&]?|#|id:|/|a?:\w+:|t:)[^>\\]*>",
}
#: What it finds once escaped signs are signs.
_DRAWN: Final = {
    "link": r"\[[^\]]*\]\([^)]*\)|<[^>\s]+>|://",
    "mention": r"@(?:everyone|here)|<[@#/:]",
    "heading": r"(?m)^(?:> )*\s*#{1,3}(?!#)\s*\S",
    "small": r"(?m)^\s*-#\s*\S",
    "list": r"(?m)^(?:> )*\s*(?:[*+-]|[0-9]+\.)\s+\S",
    "quotation": r"(?m)^\s*>",
    "spoiler": r"(?s)\|\|.+?\|\|",
    "code": r"`",
    "bold": r"(?s)\*\*.+?\*\*",
    "italics": r"(?s)(?<!\*)\*(?!\*).+?\*|_.+?_",
    "struck": r"(?s)~~.+?~~",
}


def meanings(text: str) -> list[str]:
    """The kinds of markdown in a text, each once, in alphabetical order; none where it is drawn as it stands."""
    bare = _ESCAPED.sub(_SIGN, text)
    found = {kind for kind, pattern in _AS_SENT.items() if re.search(pattern, text)}
    return sorted(found | {kind for kind, pattern in _DRAWN.items() if re.search(pattern, bare)})


def drawn(text: str) -> str:
    """What a text without any meaning looks like."""
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", text)
