"""A line that somebody typed as a command, word by word. On a telephone quotes are curly, and people forget to close them.

Slack sends people as <@U1|name>, channels as <#C1|name> and addresses as <https://…>, if the app asks for that
("should_escape"); without it, and in what somebody typed without choosing, they are "@name" and "#name".
"""

import re
from typing import Final

#: Slack takes no longer line.
MOST: Final = 8000

_WORD: Final = re.compile(r'\s*(?:"([^"]{0,4000})"|[“”„]([^“”„]{0,4000})[“”]|(<[^<>]{1,1000}>)|(\S{1,4000}))')
_QUOTED: Final = re.compile(r'["“”„](.*)["“”]', re.DOTALL)


class Typed:
    """What is left of a line. `reason` stands for the rest where somebody was asked for it in a form."""

    def __init__(self, text: str, reason: str = "") -> None:
        self.left = text[:MOST].strip()
        self._reason = reason

    def word(self) -> str:
        """The next word, or what stands in quotes; "" at the end."""
        match = _WORD.match(self.left)
        if match is None:
            return ""
        self.left = self.left[match.end() :].strip()
        return next((each for each in match.groups() if each is not None), "").strip()

    def next(self) -> str:
        """The next word, which stays."""
        left = self.left
        word = self.word()
        self.left = left
        return word

    def rest(self) -> str:
        """All that is left, without the quotes around it."""
        quoted = _QUOTED.fullmatch(self.left)
        left, self.left = (quoted[1] if quoted else self.left), ""
        return (left or self._reason).strip()
