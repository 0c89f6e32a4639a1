"""What staff wrote without the kisses or emoji that the reminder is about, to be copied into its place (map 4.1). Pure.

No platform lets a bot change what somebody else wrote, so the reminder brings the text and its author puts it in. It holds
their own words and nothing else: where more was seen in them than how staff write, there is none.
"""

import re
from collections.abc import Sequence
from typing import Final

from moderation.model import Category, Event, Finding, PartKind

_LEFT_OUT: Final = frozenset({"kisses", "emoji"})
#: A longer message would not fit beside the reminder on every platform.
_LONGEST: Final = 1000
_SPACES: Final = re.compile(r"[ \t]{2,40}")
_BEFORE_STOP: Final = re.compile(r"[ \t]{1,40}(?=[.,!?](?:\s|\Z))")
_OFFER: Final = "\n\nTo copy, without it:\n{text}"


def offered(event: Event, findings: Sequence[Finding]) -> str:
    """The end of a reminder that brings the text; "" where there is nothing to leave out, or nothing would be left."""
    text = rewritten(event, findings)
    return _OFFER.format(text=text) if text else ""


def rewritten(event: Event, findings: Sequence[Finding]) -> str:
    """The text without what was found in it; "" where there is none to be offered."""
    if len(event.parts) != 1 or event.parts[0].kind is not PartKind.BODY or len(event.parts[0].text) > _LONGEST:
        return ""
    if any(each.category is not Category.STAFF_CONDUCT for each in findings):
        return ""
    spans = sorted((each.start, each.end) for each in findings if each.kind in _LEFT_OUT and each.end > each.start)
    text, pieces, done = event.parts[0].text, [], 0
    for start, end in spans:
        pieces.append(text[done : max(done, start)])
        done = max(done, end)
    left = _BEFORE_STOP.sub("", _SPACES.sub(" ", "".join((*pieces, text[done:]))))
    tidy = "\n".join(line.strip() for line in left.splitlines()).strip()
    return tidy if spans and any(map(str.isalnum, tidy)) else ""
