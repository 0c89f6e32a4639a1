"""Words that an organisation has added to those which are swearing, insults or slurs everywhere (map 3.1).

A nickname that hurts one child at one school stands in no list. The detector of swearing looks for these as it does for its
own: as whole words, however they are disguised (`moderation.detectors._own_words`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from moderation.text import read

#: What an organisation calls a kind of word, and the kind of finding.
KINDS: Final = {"swearing": "profanity", "insult": "insult", "slur": "hate", "sexual": "sexual"}
#: Letters and digits that it must have: a shorter word would be found in what nobody meant.
LEAST: Final = 3

_PIECE: Final = re.compile(r"[a-z0-9]{1,60}")


@dataclass(frozen=True, slots=True)
class OwnWord:
    """A word or a phrase as it was written down, and the kind of finding that it is: one of those in `KINDS`."""

    value: str
    kind: str

    @property
    def pieces(self) -> tuple[str, ...]:
        """Its words as they are looked for: small letters without accents, and digits."""
        return tuple(_pieces(self.value))

    @property
    def is_long_enough(self) -> bool:
        return sum(map(len, self.pieces)) >= LEAST


def _pieces(value: str) -> Iterator[str]:
    return (match[0] for match in _PIECE.finditer(read(value).words.text))
