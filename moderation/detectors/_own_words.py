"""An organisation's own words, as `profanity` looks them up: by a whole word's letters, or as a phrase (map 3.1)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from moderation.detectors._phrases import Phrase, compiled
from moderation.own_words import OwnWord

#: As sure as of a strong word of everybody's: somebody has written down what it means here.
SCORE: Final = 900

_RUN = re.compile(r"(.)\1*")
#: Letters of one kind in a row that are taken for one drawn out.
_DRAWN_OUT: Final = 20
#: Letters that must be shown of a word with stars in it.
_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked for. `letters` has for each single word its kind and the pattern of its letters, some of them drawn out;
    `phrases` are those of several words, or with digits in them.
    """

    letters: Mapping[str, tuple[str, re.Pattern[str]]]
    phrases: Sequence[Phrase]

    def kind(self, token: str) -> str:
        """The kind of word that a token is; "" for none. A star is one letter, where three are shown."""
        known = self.letters.get(token)
        if known is not None:
            return known[0]
        if "*" in token:
            shown = re.compile(token.replace("*", "[a-z]"))
            enough = len(token.replace("*", "")) >= _SHOWN
            return next((kind for word, (kind, _) in self.letters.items() if enough and shown.fullmatch(word)), "")
        return next((kind for kind, pattern in self.letters.values() if pattern.fullmatch(token)), "")


@lru_cache(maxsize=64)
def looked(words: tuple[OwnWord, ...]) -> Looked:
    """The words of an organisation, ready to be looked for."""
    letters: dict[str, tuple[str, re.Pattern[str]]] = {}
    phrases: list[Phrase] = []
    for word in words:
        pieces = word.pieces
        if len(pieces) == 1 and pieces[0].isalpha():
            letters[pieces[0]] = word.kind, re.compile(_RUN.sub(_drawn_out, pieces[0]))
        elif pieces:
            phrases.append(Phrase(word.kind, SCORE, compiled(" ".join(pieces), {})))
    return Looked(letters, tuple(phrases))


def _drawn_out(run: re.Match[str]) -> str:
    return f"{run[1]}{{{len(run[0])},{_DRAWN_OUT}}}"
