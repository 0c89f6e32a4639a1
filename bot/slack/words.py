"""The fixed words of the adapter, and texts as Slack takes them. What is said of a concern, and the words of notices, come with
the effects.

What others wrote is never mrkdwn: it stands in plain text and in rich text, where nothing in it is a link, a mention or a sign.

Source: "Text object" and "Rich text block" on docs.slack.dev.
"""

from collections.abc import Mapping
from typing import Any, Final

from bot.seen import cut, seen

Block = dict[str, Any]

#: Slack's limits: of a section, of a text in a context, of what a notification shows, of a modal's title.
SECTION: Final = 3000
CONTEXT: Final = 2000
NOTIFIED: Final = 3000
TITLE: Final = 24
#: As many sections as a text is divided among: more than the longest notice needs.
SECTIONS: Final = 6

OPEN: Final = "Open the message"
FOR: Final = "For {name}"

# Answering a press

SEND: Final = "Send"
CLOSE: Final = "Close"
CANCEL: Final = "Cancel"
WAIT: Final = "One moment …"
AGAIN: Final = "That took too long, and nothing was done. Please press it again."


def plain(text: str, length: int = SECTION) -> Mapping[str, Any]:
    """A text that Slack draws as it stands. One that holds nothing to be seen is a dash: Slack takes no empty ones."""
    return {"type": "plain_text", "text": cut(seen(text), length) or "–", "emoji": False}


def sections(text: str) -> list[Block]:
    """Words of any length, paragraph after paragraph."""
    left = seen(text)
    found: list[str] = []
    while left and len(found) < SECTIONS - 1 and len(left) > SECTION:
        end = left.rfind("\n", 1, SECTION)
        end = end if end > 0 else SECTION
        found.append(left[:end])
        left = left[end:].lstrip("\n")
    return [{"type": "section", "text": plain(each)} for each in (*found, left)]


def notified(text: str) -> str:
    """A text for a notification, which Slack reads for links and mentions: there are none in it."""
    return cut(seen(text), NOTIFIED).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def said(text: str, length: int, *, bold: bool = False) -> Block:
    """A piece of rich text."""
    element: Block = {"type": "text", "text": cut(seen(text), length) or "–"}
    return element | ({"style": {"bold": True}} if bold else {})


def flat(text: str) -> str:
    """A text in one line."""
    return " ".join(text.split())
