"""The word layer: hidden words made readable, for lists of words and for matching across spacing.

Each step errs on the side of leaving a token alone, because team names, times, scores, postcodes and addresses are full
of digits; the folded layer still holds every token as it was written.
"""

import re
from collections.abc import Iterator

from moderation.text.folding import tidied
from moderation.text.layer import Edit, Layer, rewritten

_LEET = {
    "0": "o",
    "1": "i",
    "3": "e",
    "4": "a",
    "5": "s",
    "6": "g",
    "7": "t",
    "8": "b",
    "9": "g",
    "@": "a",
    "$": "s",
    "!": "i",
    "(": "c",
    "|": "i",
    "+": "t",
    "€": "e",
    "£": "l",
}

# A letter with a sign after or before it: without one, nothing below can match.
_HINT = re.compile(r"[a-z][0-9@$!(|+€£]|[0-9@$][a-z]")
_CHUNK = re.compile(
    r"""(?P<left>
      (?:https?://|www\.)\S{1,2048}
    | (?<!\S)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}/\S{0,2048}                          # example.org/page
    | (?<![a-z0-9._%+-])[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}       # e-mail
    | (?<![a-z0-9])[a-z]{1,2}[0-9][a-z0-9]?[ ][0-9][a-z]{2}(?![a-z0-9])                     # ls29 0zp
    )
    | [a-z0-9@$!(|+€£]{3,40}
    """,
    re.VERBOSE,
)
_UNITS = (
    "st|nd|rd|th|am|pm|ish|aside|sec|min|mins|h|hr|hour|day|wk|week|month|yr|year|yo|mm|cm|m|km|mile|ft|in|g|kg|lb|oz|"
    "k|p|quid|pound|ml|l|d|x|v|way|star|man|player|kid|lad|girl|boy|team|goal|point|pt|all|nil|more|ever|eva|live|some"
)
_NEVER = re.compile(
    rf"""
      u[0-9]{{1,2}}[a-z]*                                              # u11, u11s, u12girls
    | y(?:r|ear)?[0-9]{{1,2}}[a-z]?                                    # y7, yr10b
    | [a-z]+[0-9]+s?                                                   # b4, ps5, pitch3, m8s
    | [0-9]+(?:{_UNITS})s?                                             # 4th, 7pm, 5aside
    | (?:1st|2nd|3rd|[4-9]th)[a-z]{{1,6}}                              # 1stxi
    | [0-9]+[a-z]{{1,4}}[0-9]+                                         # 10x2, 6till8
    | (?:[beglmnsw][1-9]|[a-z]{{2}}[0-9])[0-9a-hjkpstuw]?[0-9][a-z]{{2}}  # ls290zp
    """,
    re.VERBOSE,
)
# What alone makes a token leet: a sign between letters, a dollar beside one, a digit in front of a word, and `@` where
# no name can follow it (`@ss`, `@rse`).
_SURE = re.compile(
    r"(?<=[a-z])(?:[01345679@$(|€£]{1,2}|([01345679@$(|€£])\1{2,8})(?=[a-z])|(?<=[a-z])\$|\$(?=[a-z])"
    r"|\A[01345789](?=[a-z]{2})|\A@(?=([bcdfgkmnpst])\2|r[bcdfgkmnpst])|\A[a-z]{1,2}!(?=[a-z])"
)
_UNSURE_END = re.compile(r"(?:[0-9]{2,}|[2689])\Z")  # l0ser123: the name's number is no letter
_ADDRESS_SIGN = re.compile(r"[a-z0-9]@(?:g(?:oogle)?mail|hotmail|outlook|icloud|yahoo|live|aol)|[0-9]\$|\$[0-9]")

_SPELLED = re.compile(
    r"(?<![a-z0-9'])[a-z](?P<gap>[^a-z0-9$@!]{1,3})(?:[a-z013457$@!](?P=gap))+[a-z$](?![a-z0-9])"
)
_TEXTING = frozenset("acinruy")  # r u a, i c u: words of one letter
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"

_STARRED = re.compile(
    r"(?<=[a-z])[*#%^]{1,6}(?=[a-z])"
    r"|(?<![a-z0-9@.:/-])[a-z]{1,3}(\.{1,3})[a-z]{1,3}(?![a-z0-9@:/-]|\.[a-z0-9])"
)
_NO_LETTERS = re.compile(r"[^a-z]+")
