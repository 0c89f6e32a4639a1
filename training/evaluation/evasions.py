"""Disguises that people try when a word is caught, put on the very places where it was caught.

They are written here from what people do and not from the tables that undo them (`moderation.text`): whoever writes the rule
must not judge it. Every one is deterministic, so that two runs measure the same lines.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

_WORD: Final = re.compile(r"[A-Za-z]{3,}")
_PIECE: Final = re.compile(r"[^\s]+")
_DIGITS: Final = re.compile(r"\+?[0-9](?:[ ().+-]{0,3}[0-9])*")

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Disguise:
    """One way to hide. `put_on` changes one match of `hides`; `of` names the types of detail that it suits, all if empty.

    `folds` is a promise: reading (`moderation.text`) gives back exactly what was disguised, whatever it was.
    """

    name: str
    example: str
    put_on: Callable[[str], str]
    hides: re.Pattern[str] = _WORD
    folds: bool = False
    of: frozenset[str] = frozenset()


def disguised(text: str, places: Sequence[Place], how: Disguise) -> tuple[str, list[Place]]:
    """The text with every match that touches one of the places disguised, and where the places are now."""
    pieces: list[str] = []
    done, grown = 0, 0
    edges = {edge: edge for place in places for edge in place}
    for match in how.hides.finditer(text):
        if any(match.start() < end and start < match.end() for start, end in places):
            put_on = how.put_on(match[0])
            pieces += [text[done : match.start()], put_on]
            done = match.end()
            for edge in edges:
                if match.start() < edge < match.end():
                    edges[edge] = match.start() + grown + min(edge - match.start(), len(put_on))
                elif edge >= match.end():
                    edges[edge] += len(put_on) - len(match[0])
            grown += len(put_on) - len(match[0])
    pieces.append(text[done:])
    return "".join(pieces), [(edges[start], edges[end]) for start, end in places]


def suits(how: Disguise, detail: str) -> bool:
    """Whether a disguise changes a detail and reaches all of it: "07700nine00123" is in words already."""
    rest = how.hides.sub("", detail)
    return not any(character.isalnum() for character in rest) and disguised(detail, [(0, len(detail))], how)[0] != detail


def _by_letter(table: dict[str, str]) -> Callable[[str], str]:
    return lambda word: "".join(table.get(letter, letter) for letter in word)


def _joined(by: str, around: str = "") -> Callable[[str], str]:
    return lambda word: around + by.join(word) + around


def _shifted(first: str, start: int, last: str) -> dict[str, str]:
    return {chr(code): chr(start + code - ord(first)) for code in range(ord(first), ord(last) + 1)}


def _drawn_out(word: str) -> str:
    vowel = re.search("[aeiouAEIOU]", word)
    at = vowel.start() if vowel else len(word) - 1
    return word[:at] + word[at] * 5 + word[at + 1 :]


def _starred(word: str) -> str:
    vowel = re.search("(?<=.)[aeiouAEIOU](?=.)", word)
    at = vowel.start() if vowel else len(word) // 2
    return f"{word[:at]}*{word[at + 1 :]}"


def _swapped(word: str) -> str:
    at = len(word) // 2
    return word if len(word) < 4 else word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]


def _halved(word: str) -> str:
    return f"{word[: len(word) // 2]} {word[len(word) // 2 :]}"


def _bold_inside(word: str) -> str:
    return f"{word[:1]}**{word[1:-1]}**{word[-1:]}"


_CYRILLIC: Final = dict(zip("aceopxyijsBHKMT", "асеорхуіјѕВНКМТ", strict=True))
_ACCENTS: Final = dict(zip("aeiouncAEIOU", "áèîöùñçÁÈÎÖÙ", strict=True))
_LEET: Final = dict(zip("aeiosAEIOS", "4310543105", strict=True))
_FULL_WIDTH: Final = _shifted("!", 0xFF01, "~")
_MATHS: Final = _shifted("a", 0x1D41A, "z") | _shifted("A", 0x1D400, "Z")
_CIRCLED: Final = _shifted("a", 0x24D0, "z") | _shifted("A", 0x24B6, "Z")
_TURNED: Final = dict(zip("abcdefghijklmnopqrstuvwxyz", "ɐqɔpǝɟƃɥᴉɾʞlɯuodbɹsʇnʌʍxʎz", strict=True))

#: Disguises of words, for whatever is said in words. The ones that fold come first.
OF_WORDS: Final = (
    Disguise("shouting", "IDIOT", str.upper, folds=True),
    Disguise("zero-width", "i·d·i·o·t, with nothing visible between", _joined("\u200b"), folds=True),
    Disguise("soft hyphens", "the same with hyphens that do not show", _joined("\u00ad"), folds=True),
    Disguise("full width", "ｉｄｉｏｔ", _by_letter(_FULL_WIDTH), folds=True),
    Disguise("look-alikes", "іdіоt, with Cyrillic letters", _by_letter(_CYRILLIC), folds=True),
    Disguise("accents", "îdîöt", _by_letter(_ACCENTS), folds=True),
    Disguise("piled marks", "i̷d̷i̷o̷t̷", _joined("\u0337"), folds=True),
    Disguise("mathematical letters", "𝐢𝐝𝐢𝐨𝐭", _by_letter(_MATHS), folds=True),
    Disguise("circled letters", "ⓘⓓⓘⓞⓣ", _by_letter(_CIRCLED), folds=True),
    Disguise("spoiler", "||idiot||", lambda word: f"||{word}||", folds=True),
    Disguise("bold inside", "i**dio**t", _bold_inside, folds=True),
    Disguise("spaced", "i d i o t", _joined(" ", around=" ")),
    Disguise("dotted", "i.d.i.o.t", _joined(".")),
    Disguise("leet", "1d10t", _by_letter(_LEET)),
    Disguise("drawn out", "iiiiidiot", _drawn_out),
    Disguise("starred", "id*ot", _starred),
    Disguise("upside down", "ʇoᴉpᴉ", lambda word: "".join(_TURNED[letter] for letter in reversed(word.lower()))),
    Disguise("letters swapped", "idoit", _swapped),
    Disguise("cut in two", "id iot", _halved),
)

_NUMBER_WORDS: Final = ("plus", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_SAID: Final = dict(zip("+0123456789", _NUMBER_WORDS, strict=True))
_SIGN: Final = re.compile(r"[+0-9]")


def _in_words(number: str) -> str:
    return " ".join(_SAID[sign] for sign in _SIGN.findall(number))


def _with_doubles(number: str) -> str:
    signs = re.sub(r"(.)\1", r"D\1", "".join(_SIGN.findall(number)))
    return " ".join(_SAID.get(sign, "double") for sign in signs)


def _half_in_words(number: str) -> str:
    return " ".join(_SAID[sign] if at % 2 else sign for at, sign in enumerate(_SIGN.findall(number)))


def _digits_by(by: str, after: str = "") -> Callable[[str], str]:
    return lambda number: by.join(digit + after for digit in re.findall(r"\+?[0-9]", number))


def _at_and_dot(at: str, dot: str) -> Callable[[str], str]:
    return lambda address: address.replace("@", at).replace(".", dot)


_PHONE: Final = frozenset({"PHONE"})
_EMAIL: Final = frozenset({"EMAIL"})
_O_AND_L: Final = {"0": "O", "1": "l"}

#: Disguises of personal details.
OF_DETAILS: Final = (
    Disguise("shouting", "ELLA@EXAMPLE.ORG", str.upper, _PIECE),
    Disguise("zero-width", "nothing visible between the characters", _joined("\u200b"), _PIECE),
    Disguise("full width", "０７７００", _by_letter(_FULL_WIDTH), _PIECE),
    Disguise("look-alikes", "Cyrillic letters", _by_letter(_CYRILLIC), _PIECE),
    Disguise("spoiler", "||07700 900123||", lambda piece: f"||{piece}||", _PIECE),
    Disguise("number words", "oh seven seven oh oh", _in_words, _DIGITS, of=_PHONE),
    Disguise("number words, doubles", "oh double seven double oh", _with_doubles, _DIGITS, of=_PHONE),
    Disguise("half in words", "0 seven 7 oh 0", _half_in_words, _DIGITS, of=_PHONE),
    Disguise("spaced digits", "0 7 7 0 0", _digits_by(" "), _DIGITS, of=_PHONE),
    Disguise("dotted digits", "0.7.7.0.0", _digits_by("."), _DIGITS, of=_PHONE),
    Disguise("starred digits", "0*7*7*0*0", _digits_by("*"), _DIGITS, of=_PHONE),
    Disguise("keycap emoji", "0️⃣7️⃣7️⃣", _digits_by("", "\ufe0f\u20e3"), _DIGITS, of=_PHONE),
    Disguise("letters for digits", "O77OO", _by_letter(_O_AND_L), _DIGITS, of=_PHONE),
    Disguise("at and dot", "ella at example dot org", _at_and_dot(" at ", " dot "), _PIECE, of=_EMAIL),
    Disguise("at and dot in brackets", "ella(at)example(dot)org", _at_and_dot("(at)", "(dot)"), _PIECE, of=_EMAIL),
)  # fmt: skip
