"""The fixed words of the adapter: labels, and short answers about the answering itself. What is said of a concern, and the
words of notices, come with the effects; `plain` makes them safe to show.
"""

import re
import unicodedata
from itertools import islice
from typing import Final

#: Stands in small letters under what the bot posts, before the mark by which it knows its own post again.
SIGNED: Final = "Touchline"

#: As much as is shown of a name.
NAMED: Final = 200

# On a card

WHERE_AND_WHO: Final = "{who}\n{where}\nHow sure: {sure}"
DONE: Final = "What was done"
NEXT: Final = "What to do next"
WHY: Final = "Why"
RECORD: Final = "For checking the record later"
TASK: Final = "To do by hand"
THE_CARD: Final = "The concern: {link}"

# A post that was put back

WROTE: Final = "{name} wrote:"
CUT: Final = " …"

# A private thread

THREAD: Final = "Private message {code}"

# In the place of a name or a title that was taken away

MEMBER: Final = "Member {number}"
TITLE: Final = "Untitled"

# Asking for a reason. At most 45 characters, which is what Discord shows of a label.

REASON: Final = "Why? It is kept with the concern."
NOTE: Final = "Your note. It is kept with the concern."
APPEAL: Final = "Do you want to say why? You don't have to."

# Answering a press

NOT_HERE: Final = "Touchline does not look after that server any more."
NOT_KEPT: Final = "This could not be kept just now. Please try again in a few minutes."
KEPT: Final = "This is kept, and will be dealt with. The card will show what came of it."

#: In Discord's audit log, beside what the bot did.
AUDIT: Final = "Touchline: a concern"

# The words of others

#: Where a line of theirs begins, blanks and all; and a blank that is no line's end.
_INDENT: Final = re.compile(r"^ +", re.MULTILINE)
_BLANK: Final = re.compile(r"[^\S\n ]")
#: Controls, halves of characters, and what cannot be seen: marks that turn the direction of a text, or hide in it.
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs"})
#: One step through a text: what makes a heading or a list of a line that begins with it, what means something anywhere, or any
#: other character. A slash is in every link and every invitation, an @ in every mention, a < in every other sign of Discord's.
_STEP: Final = re.compile(r"^(?P<line>[#+-]|[0-9]{1,20}(?=[.]))|(?P<mark>[\\*_~|`\[\]()<>@/])|.", re.MULTILINE | re.DOTALL)


def seen(text: str) -> str:
    """What can be seen of a text, for where Discord draws no markdown: names, labels, choices."""
    return "".join(each for each in _BLANK.sub(" ", text) if each == "\n" or unicodedata.category(each) not in _UNSEEN).strip()


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


def _escaped(step: re.Match[str]) -> str:
    if number := step["line"]:
        return f"{number}\\" if number[0].isdecimal() else f"\\{number}"
    return f"\\{step[0]}" if step["mark"] else step[0]
