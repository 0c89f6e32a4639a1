"""Words with a hidden letter ("sec*et"), given back as the commonest word that can be meant.

Rude words are on a list of their own, which takes a star as any letter (`moderation.detectors.profanity`). This is for all
other words, so that a star costs whoever reads the message nothing more than it costs a person.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

_STARRED: Final = re.compile(r"(?<![a-z*])(?=[a-z*]{3,20}(?![a-z*]))[a-z]+\*{1,2}[a-z*]*")
#: Where one of these can be meant the stars stay: the model has learned what starred rude words look like.
_RUDE: Final = re.compile(
    "fuck|shit|cunt|bitch|twat|wank|slut|whore|nigg|fag|dick|cock|bastard|retard|spaz|tran|arse|ass$|tit|cum"
)
#: At most so many in one text are looked up: somebody who hides every word has made their point.
_MOST: Final = 40


class Stars:
    """Knows the words of a language; `words` are lower case, the commonest first."""

    def __init__(self, words: Iterable[str]) -> None:
        by_length: dict[int, list[str]] = {}
        for word in words:
            if word.isascii() and word.isalpha():
                by_length.setdefault(len(word), []).append(word)
        # One text a length, searched as a whole: a word for word comparison would be ten times as slow.
        self._texts = {length: "\n" + "\n".join(of) + "\n" for length, of in by_length.items()}
        self._meant = lru_cache(maxsize=1024)(self._likeliest)

    def seen_through(self, text: str) -> str:
        """A wording with every starred word put back that is not a rude one."""
        return _STARRED.sub(lambda hidden: self._meant(hidden[0]), text, count=_MOST) if "*" in text else text

    def _likeliest(self, hidden: str) -> str:
        pattern = re.compile("\n" + hidden.replace("*", "[a-z]") + "(?=\n)")
        found = pattern.findall(self._texts.get(len(hidden), ""))
        return hidden if not found or any(_RUDE.search(word) for word in found) else found[0][1:]
