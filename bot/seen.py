"""What can be seen of a text that somebody else wrote, and as much of it as there is room for."""

import re
import unicodedata
from typing import Final

#: Stands where a text was cut.
CUT: Final = " …"
#: A blank that is no line's end.
_BLANK: Final = re.compile(r"[^\S\n ]")
#: Controls, halves of characters, and what cannot be seen: marks that turn the direction of a text, or hide in it.
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs"})


def seen(text: str) -> str:
    """What can be seen of a text, for where a platform draws it as it stands: names, labels, choices."""
    return "".join(each for each in _BLANK.sub(" ", text) if each == "\n" or unicodedata.category(each) not in _UNSEEN).strip()


def cut(text: str, length: int) -> str:
    """A text in no more characters than there is room for."""
    return text if len(text) <= length else text[: length - len(CUT)] + CUT
