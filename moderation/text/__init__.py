"""Reading a text: what was written, what is seen, and what it comes to once its disguises are off.

`read(text)` gives a `Reading` with seven layers, each computed when it is first asked for and each with the way back to
the original characters, so that a rule can match on any of them and still mask or remove exactly what was written:

- `raw`: the text itself.
- `rendered`: markup resolved; links' real targets stand where they are written.
- `folded`: `rendered` in plain lower case: invisible characters gone, look-alikes and other scripts as Latin letters,
  white space and drawn-out letters shortened, punctuation and emoji kept.
- `words`: `folded` as a reader sees it, with leet read, spelled-out words joined and hidden letters as `*`.
- `spoken`: the same with drawn-out letters three long instead of one, for whoever knows which words have double letters.
- `letters`: only the letters a to z of `words`.
- `digits`: `folded` as a reader sees it, with number words as digits.

"As a reader sees it" leaves out the address that a label hides, because it would split the word or the number that the
label belongs to; a rule about links reads `rendered` or `folded`. Only `digits` keeps a hidden target that is itself a
telephone number or an e-mail address.

Pure, and linear in the length of the text, which may be any `str`: lone surrogates, NULs and piled marks included.
"""

from functools import cached_property

from moderation.text import digits as _digits
from moderation.text import words as _words
from moderation.text.folding import fold_characters, tidied, upright
from moderation.text.layer import Layer, original
from moderation.text.rendering import Rendering, rendered

__all__ = ["Layer", "Reading", "read"]


class Reading:
    """All layers of one text, each computed once, when it is first asked for."""

    def __init__(self, text: str) -> None:
        self.original = text

    @cached_property
    def raw(self) -> Layer:
        return original(self.original)

    @cached_property
    def rendered(self) -> Layer:
        return self._rendering.whole

    @cached_property
    def folded(self) -> Layer:
        return tidied(self._characters, "folded", repeats=2)

    @cached_property
    def words(self) -> Layer:
        return tidied(self._drawn_out, "words", repeats=1)

    @cached_property
    def spoken(self) -> Layer:
        return tidied(self._drawn_out, "spoken", repeats=3)

    @cached_property
    def letters(self) -> Layer:
        return _words.letters(self.words)

    @cached_property
    def digits(self) -> Layer:
        rendering = self._rendering
        if rendering.dialled is rendering.whole:
            return _digits.digits(self.folded)
        return _digits.digits(tidied(fold_characters(rendering.dialled), "folded", repeats=2))

    @cached_property
    def _drawn_out(self) -> Layer:
        """The words before their drawn-out letters were shortened."""
        rendering = self._rendering
        turned = upright(rendering.seen)
        return _words.words(self._characters if turned is rendering.whole else fold_characters(turned))

    @cached_property
    def _rendering(self) -> Rendering:
        return rendered(self.original)

    @cached_property
    def _characters(self) -> Layer:
        return fold_characters(self.rendered)


def read(text: str) -> Reading:
    """The reading of a text; costs nothing until a layer is asked for."""
    return Reading(text)
