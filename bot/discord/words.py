"""The fixed words of the adapter: labels, and short answers about the answering itself. What is said of a concern, and the
words of notices, come with the effects; `plain` makes them safe to show.
"""

import re
from itertools import islice
from typing import Final

from bot.card_words import DONE as DONE
from bot.card_words import FOR_YOU_TOO as FOR_YOU_TOO
from bot.card_words import HOW_SURE as HOW_SURE
from bot.card_words import KEPT as KEPT
from bot.card_words import NEXT as NEXT
from bot.card_words import NOT_KEPT as NOT_KEPT
from bot.card_words import RECORD as RECORD
from bot.card_words import TASK as TASK
from bot.card_words import THE_CARD as THE_CARD
from bot.card_words import WHERE_AND_WHO as WHERE_AND_WHO
from bot.card_words import WHY as WHY
from bot.card_words import WROTE as WROTE
from bot.seen import CUT as CUT
from bot.seen import seen as seen

#: Stands in small letters under what the bot posts, before the mark by which it knows its own post again.
SIGNED: Final = "Touchline"

#: As much as is shown of a name.
NAMED: Final = 200

# A private thread

THREAD: Final = "Private message {code}"

# In the place of a name or a title that was taken away

MEMBER: Final = "Member {number}"
TITLE: Final = "Untitled"

# Answering a press

NOT_HERE: Final = "Touchline does not look after that server any more."

#: In Discord's audit log, beside what the bot did.
AUDIT: Final = "Touchline: a concern"

# The words of others

#: Where a line of theirs begins, blanks and all.
_INDENT: Final = re.compile(r"^ +", re.MULTILINE)
#: One step through a text: what makes a heading or a list of a line that begins with it, what means something anywhere, or any
#: other character. A slash is in every link and every invitation, an @ in every mention, a < in every other sign of Discord's.
_STEP: Final = re.compile(r"^(?P<line>[#+-]|[0-9]{1,20}(?=[.]))|(?P<mark>[\\*_~|`\[\]()<>@/])|.", re.MULTILINE | re.DOTALL)


def plain(text: str, length: int) -> str:
    """A text as it was written, in no more than so many characters, for where Discord draws markdown. Nothing in it is a link,
    a mention, a heading, a list, a quotation, a spoiler or code, nor looks like any other text than it is.

    Discord takes a backslash before any sign for the sign itself ("Markdown Text 101").
    """
    steps = [_escaped(step) for step in islice(_STEP.finditer(_INDENT.sub("", seen(text))), length + 1)]
    if sum(map(len, steps)) <= length:
        return "".join(steps)
    room = length - len(CUT)
    kept = []
    for step in steps:
        room -= len(step)
        if room < 0:
            break
        kept.append(step)
    return "".join(kept) + CUT


def with_links(shown: str, server: int) -> str:
    """A text made `plain` in which links to places and messages of this server are links again: whoever may not read what they
    lead to does not get there.
    """
    own = rf"https:\\/\\/discord\.com\\/channels\\/{server}(?:\\/[0-9]{{1,20}}){{1,2}}(?![\w\\])"
    return re.sub(own, lambda found: found[0].replace("\\", ""), shown, flags=re.ASCII)


def _escaped(step: re.Match[str]) -> str:
    if number := step["line"]:
        return f"{number}\\" if number[0].isdecimal() else f"\\{number}"
    return f"\\{step[0]}" if step["mark"] else step[0]
