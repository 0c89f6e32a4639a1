"""Folding: from what a reader sees to plain comparable characters, with the map kept.

The order is the one that restored most recall in measurement: strip what is invisible, then our own look-alikes, then
Unicode's compatibility forms, then `anyascii` for what other scripts leave. Emoji stay as they are, but for those that
are themselves digits and letters.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import category, normalize

from anyascii import anyascii

from moderation.text.confusables import LOOKALIKES, ROTATED, TURNED
from moderation.text.layer import Edit, Layer, rewritten

_PLAIN_LETTER = {lookalike: letter for letter, lookalikes in LOOKALIKES.items() for lookalike in lookalikes} | {
    "🔟": "10",
    "\u3164": " ",  # the Hangul and Braille blanks are letters and symbols by category, and empty to the eye
    "\uffa0": " ",
    "\u2800": " ",
    "\u115f": "",
    "\u1160": "",
}
# Enclosed letters and digits: circled, squared, in brackets, regional indicators. They are symbols by category.
_ENCLOSED = (range(0x2460, 0x2500), range(0x2776, 0x2794), range(0x1F100, 0x1F200))
_LONGEST = 8  # characters made of one: U+FDFA is a whole sentence, and a message of it would grow eighteenfold
_LINE_ENDS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")

_UNPLAIN = re.compile(r"[^\n -~]")
_UNPLAIN_ASCII = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_UNTIDY = re.compile(r"[ \n]{2,}|(?!www\.)([a-z])\1{2,}")
_TURNED = re.compile(f"[{TURNED}]")
_TURNED_WORD = re.compile(rf"(?<!\S)[{''.join(ROTATED)}]{{2,}}(?![^\s'.,!?])")
_SEVERAL_TURNED = 3  # words upside down; then others that could be are
_OVERRIDE = re.compile("\u202e([^\u202c\n]{1,1000})")


@lru_cache(maxsize=8192)
def folded_character(character: str) -> str:
    """What one character stands for: nothing if it is invisible, else lower-case ASCII wherever there is a likeness.

    Bounded by the cache, so that a text of a hundred thousand different characters cannot fill the memory.
    """
    plain = _PLAIN_LETTER.get(character)
    if plain is not None:
        return plain
    if character.isascii() and character.isprintable():
        return character.lower()
    if character in _LINE_ENDS:
        return "\n"
    if character.isspace():
        return " "
    kind = category(character)
    if kind in ("Cc", "Cf", "Mn", "Me"):
        return ""
    parts = normalize("NFKD", character)
    if parts != character and kind != "Sk":  # an accent alone would become a space
        return "".join(map(folded_character, parts))[:_LONGEST]
    if kind[0] in "LNM" or any(ord(character) in block for block in _ENCLOSED):
        return anyascii(character).lower() or character.lower()
    if kind[0] == "P" or kind in ("Sm", "Sk"):  # typographic quotes, dashes and stars
        mark = anyascii(character).lower()
        return mark if len(mark) == 1 else character
    return character


def fold_characters(layer: Layer) -> Layer:
    """Every character folded by itself. A combining mark counts as part of the character that it sits on."""
    text = layer.text
    if text.isascii() and not _UNPLAIN_ASCII.search(text):
        return Layer("characters", text.lower(), layer.starts, layer.ends)
    old_starts, old_ends = layer.starts, layer.ends
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for match in _UNPLAIN.finditer(text):
        at = match.start()
        if done < at:
            pieces.append(text[done:at].lower())
            starts.extend(old_starts[done:at])
            ends.extend(old_ends[done:at])
        done = at + 1
        character = text[at]
        replacement = folded_character(character)
        if len(replacement) == 1:
            pieces.append(replacement)
            starts.append(old_starts[at])
            ends.append(old_ends[at])
        elif replacement:
            pieces.append(replacement)
            starts.extend([old_starts[at]] * len(replacement))
            ends.extend([old_ends[at]] * len(replacement))
        elif ends and category(character) in ("Mn", "Me"):
            ends[-1] = old_ends[at]
    pieces.append(text[done:].lower())
    starts.extend(old_starts[done:])
    ends.extend(old_ends[done:])
    return Layer("characters", "".join(pieces), starts, ends)


def tidied(layer: Layer, name: str, repeats: int) -> Layer:
    """Runs of white space made one space (one newline if any is in it), runs of three or more of a letter `repeats` long.

    The `www.` of an address is no drawn-out word, nor is a letter that is drawn like a digit, beside one (07700 9ooo12).
    """
    return rewritten(layer, name, _tidying(layer.text, repeats))


def _tidying(text: str, repeats: int) -> Iterator[Edit]:
    for match in _UNTIDY.finditer(text):
        start, end = match.span()
        letter = match[1]
        if letter is None:
            yield start, end, "\n" if "\n" in match[0] else " "
        elif letter not in "oil" or not (text[start - 1 : start].isdecimal() or text[end : end + 1].isdecimal()):
            yield start + repeats - 1, end, letter


def upright(layer: Layer) -> Layer:
    """Words written upside down or under a right-to-left override, turned the right way round.

    An upside-down word runs backwards (`ʞɔnɟ`), so its letters cannot be mapped one by one in order: each letter of the
    turned word has the whole word as its source. A word is taken as upside down if all its letters can be and at least
    one can be nothing else, in a text where a whole word's worth (two) of those stand. Where most words are, so are others
    of three letters and more that could be (`plo` is "old").
    """
    if layer.text.isascii():
        return layer
    if _OVERRIDE.search(layer.text):
        layer = rewritten(layer, layer.name, _overriding(layer.text))
    if len(_TURNED.findall(layer.text)) >= 2:
        layer = rewritten(layer, layer.name, _turning(layer.text))
    return layer


def _overriding(text: str) -> Iterator[Edit]:
    for match in _OVERRIDE.finditer(text):
        yield *match.span(), match[1][::-1]


def _turning(text: str) -> Iterator[Edit]:
    words = list(_TURNED_WORD.finditer(text))
    turned = sum(_TURNED.search(word[0]) is not None for word in words)
    most = turned >= _SEVERAL_TURNED and 2 * turned >= len(text.split())
    for word in words:
        if _TURNED.search(word[0]) or (most and len(word[0]) > 2):
            yield *word.span(), "".join(ROTATED[character] for character in reversed(word[0]))
