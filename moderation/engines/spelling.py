"""Words as they were meant: letters hidden by a star, written as digits, drawn out, swapped or doubled, given back.

What the word layer (`moderation.text.words`) can undo without a vocabulary is undone there. Here is what takes one: "sec*et",
"h4t3", "feeel", "secert". A word that is known stays as it is, and so does whatever looks like no word at all. Which of several
words is meant is asked of those beside it: they are taken together as the likeliest line.

Rude words are on a list of their own, which takes a star as any letter (`moderation.detectors.profanity`).
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice, product, zip_longest
from typing import Final

#: What may be a word in disguise: a sign at its end is punctuation.
_TOKEN: Final = re.compile(r"[a-z0-9*@$!']{1,40}")
_HIDDEN: Final = re.compile(r"(?=[a-z*']{3,20}\Z)[a-z]+\*{1,2}[a-z*']*")
#: Where one of these can be meant the stars stay: the model has learned what starred rude words look like. Some are parts of
#: many good words ("class", "title", "strange"), so these count only as words of their own.
_RUDE: Final = re.compile(
    r"fuck|shit|cunt|bitch|twat|wank|slut|whore|nigg|fag|dick|cock|bastard|retard|spaz|trann"
    r"|\b(?:arse|tits?\Z|cum\Z|(?:dumb|jack|smart|lard|fat)?ass(?:es|hole)?s?\Z)"
)
_LEET: Final = {"0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g", "@": "a", "$": "s", "!": "il"}
_LEETED: Final = re.compile(r"(?=.{0,19}[a-z])(?=.{0,19}[0-9@$!])[a-z01345789@$!]{2,20}")
#: Among words in digits also a word of which no letter is left ("533").
_LEETED_AMONG: Final = re.compile(r"(?=.{0,19}[0-9@$!])(?:(?=.{0,19}[a-z])[a-z01345789@$!]{2,20}|[01345789]{3,4})")
#: Times, places in a table, ages and numbers of things are what they look like, whatever stands beside them.
_PLAIN: Final = re.compile(
    r"[0-9]*(?:1st|2nds?|3rds?|[0-9]th|[0-9](?:am|pm|ft|in|mm|cm|km|kg|ml|gb|mb|hrs?|mins?|ish|[a-z]))"
    r"|[0-9]{3,}[a-z]+|u[0-9]{1,2}s?|[a-z][0-9]{1,2}"
)
_NUMBERED: Final = re.compile(r"([a-z]+)[0-9]")
#: So sure (`_leet`) of several words together, and the doubtful ones are read so as well.
_SEVERAL: Final = 3
#: A letter that was drawn out: the reading leaves three of it.
_DRAWN: Final = re.compile(r"([a-z])\1\1")
#: Words of one sign, where others are written in digits.
_ALONE: Final = {"1": ("i",), "4": ("a",)}
#: A word in digits is read by itself if it was written so often, and is not likelier a word with a number behind it ("group5"):
#: one that is written so much more seldom is none ("th3").
_SURE: Final = 5
_RARER: Final = 20
#: At most so many words of one text are looked at: somebody who hides every word has made their point.
_MOST: Final = 120
#: So many words at most are thought of for one, and so many spellings are tried to find them.
_THOUGHT_OF, _TRIED = 12, 64
#: How much a word weighs by what stands before it, against how common it is.
_BESIDE: Final = 0.8


def read_words(text: str) -> tuple[dict[str, int], dict[str, int]]:
    """Words and pairs of words ("first second", the first empty where a line begins), each with how often it was written: lines
    of "what, tab, times".
    """
    words: dict[str, int] = {}
    pairs: dict[str, int] = {}
    for line in text.splitlines():
        what, _, times = line.partition("\t")
        (pairs if " " in what else words)[what] = int(times)
    return words, pairs


class Spelling:
    """Knows the words of a language: `counts` says how often each was written, `pairs` how often one came after another
    ("first second"), `others` are words that are known and rare.
    """

    def __init__(self, counts: Mapping[str, int], pairs: Mapping[str, int], others: Iterable[str] = ()) -> None:
        self._counts = {word: 1 for word in others if word.isascii() and word.isalpha() and len(word) > 1} | dict(counts)
        self._pairs = pairs
        self._all = sum(self._counts.values())
        by_length: dict[int, list[str]] = {}
        for word in sorted(self._counts, key=lambda word: (-self._counts[word], word)):
            if word.replace("'", "").isalpha():
                by_length.setdefault(len(word), []).append(word)
        # One text a length, searched as a whole: a word for word comparison would be ten times as slow.
        self._texts = {length: "\n" + "\n".join(of) + "\n" for length, of in by_length.items()}
        self._meant = lru_cache(maxsize=4096)(self._meanings)

    def seen_through(self, text: str) -> str:
        """A wording with every disguised word put back that is not a rude one."""
        text = self._joined(text)
        tokens = list(islice(_TOKEN.finditer(text), _MOST))
        meant = [self._meant(token[0], False) for token in tokens]
        if self._among_leet([token[0] for token in tokens]):
            meant = [self._meant(token[0], True) for token in tokens]
        if not any(meant):
            return text
        lattice = [of or (token[0],) for token, of in zip(tokens, meant, strict=True)]
        pieces, done = [], 0
        for token, word in zip(tokens, self._likeliest(lattice), strict=True):
            pieces += [text[done : token.start()], word]
            done = token.end()
        return "".join([*pieces, text[done:]])

    def _joined(self, text: str) -> str:
        """A wording without gaps in its words: "id iot". One half at least is no word, and both together are a common one."""
        words = text.split(" ")
        pieces = words[:1]
        for word in words[1:]:
            whole = pieces[-1] + word
            gap = self._counts.get(whole, 0) > 1 and not (pieces[-1] in self._counts and word in self._counts)
            pieces[-1:] = [whole] if gap else [pieces[-1], word]
        return " ".join(pieces)

    def _meanings(self, token: str, among_leet: bool) -> tuple[str, ...]:
        """The words that a token can be meant as, the commonest first; none where it is to stay as it is."""
        if _DRAWN.search(token):
            return self._known(_undrawn(token)) or (_DRAWN.sub(r"\1", token),)
        if token in self._counts:
            return ()
        if among_leet and token in _ALONE:
            return _ALONE[token]
        if "*" in token:
            return self._unstarred(token)
        if token.replace("'", "").isalpha():
            return self._known(_unswapped(token))
        return self._unleeted(token, among_leet) if among_leet or self._leet(token) > 1 else ()

    def _among_leet(self, tokens: Sequence[str]) -> bool:
        """Whether so many words are written in digits that the doubtful ones are too. What is a time or a number elsewhere
        counts once a sure one stands beside it.
        """
        sure = [self._leet(token) for token in tokens]
        doubtful = 2 in sure and sum(
            not of and bool(self._unleeted(token, True)) for token, of in zip(tokens, sure, strict=True)
        )
        return sum(sure) + doubtful >= _SEVERAL

    def _leet(self, token: str) -> int:
        """How surely a word is written in digits: 1 if it may be a known word and a number, or is rare; 2 else."""
        found = self._unleeted(token)
        if not found:
            return 0
        numbered = _NUMBERED.fullmatch(token)
        known = numbered is not None and self._counts.get(numbered[1], 0) * _RARER > self._counts[found[0].rstrip("!")]
        return 1 if known or self._counts[found[0].rstrip("!")] < _SURE else 2

    def _unleeted(self, token: str, among_leet: bool = False) -> tuple[str, ...]:
        bare = token.rstrip("!")
        if not (_LEETED_AMONG if among_leet else _LEETED).fullmatch(bare) or (not among_leet and _PLAIN.fullmatch(bare)):
            return ()
        found = self._known("".join(each) for each in islice(product(*(_LEET.get(c, c) for c in bare)), _TRIED))
        return tuple(word + token[len(bare) :] for word in found)

    def _unstarred(self, token: str) -> tuple[str, ...]:
        bare = token.rstrip("!")
        if not _HIDDEN.fullmatch(bare):
            return ()
        found = re.findall("\n" + bare.replace("*", "[a-z]") + "(?=\n)", self._texts.get(len(bare), ""))
        rude = any(_RUDE.search(word[1:]) for word in found)
        return () if rude else tuple(word[1:] + token[len(bare) :] for word in found[:_THOUGHT_OF])

    def _known(self, spellings: Iterable[str]) -> tuple[str, ...]:
        found = {word for word in spellings if word in self._counts}
        return tuple(sorted(found, key=lambda word: (-self._counts[word], word))[:_THOUGHT_OF])

    def _likeliest(self, lattice: Sequence[Sequence[str]]) -> list[str]:
        """One word of each, so that the line of them is the likeliest. Shapes: n lists of words -> n words."""
        best: list[tuple[float, list[str]]] = [(0.0, [""])]
        for words in lattice:
            ways = [max((weight + self._weight(line[-1], word), line) for weight, line in best) for word in words]
            best = [(weight, [*line, word]) for (weight, line), word in zip(ways, words, strict=True)]
        return max(best)[1][1:]

    def _weight(self, before: str, word: str) -> float:
        """The logarithm of how likely a word is after another."""
        common = (self._counts.get(word, 0) + 0.5) / self._all
        after = self._pairs.get(f"{before} {word}", 0) / max(self._counts.get(before, 0), 1)
        return math.log(_BESIDE * after + (1 - _BESIDE) * common)


def _undrawn(token: str) -> Iterator[str]:
    """The ways to write a word with one or two of each letter that was drawn out, the first four of them."""
    pieces = _DRAWN.split(token, maxsplit=4)
    for lengths in product((1, 2), repeat=len(pieces) // 2):
        letters = (letter * length for letter, length in zip(pieces[1::2], lengths, strict=True))
        yield _DRAWN.sub(r"\1", "".join(chain(*zip_longest(pieces[::2], letters, fillvalue=""))))


def _unswapped(token: str) -> Iterator[str]:
    """The ways to write a word with two neighbours in the other order, the first letter left alone."""
    if len(token) > 3:
        for at in range(1, len(token) - 1):
            yield token[:at] + token[at + 1] + token[at] + token[at + 2 :]
