"""The word layer: hidden words made readable, for lists of words and for matching across spacing.

Each step errs on the side of leaving a token alone, because team names, times, scores, postcodes and addresses are full
of digits; the folded layer still holds every token as it was written.
"""

import re
from collections.abc import Iterator

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
_NEVER = re.compile(
    r"""
      u[1-9][0-9]?[a-z]*                                                # u11, u11s, u12girls
    | y(?:r|ear)?[1-9][0-9]?[a-z]?                                      # y7, yr10b, not y0u
    | [a-z]+[0-9]+(?:s|st|nd|rd|th|am|pm)?                              # b4, ps5, pitch3, m8s, the4th, at7pm
    | [0-9]+(?:hr|hour|day|km|kg|kb|lb|kid|lad)s?                       # 5km, 1day
    | (?:[beglmnsw][1-9]|[a-z]{2}[0-9])[0-9a-hjkpstuw]?[0-9][a-z]{2}    # ls290zp
    """,
    re.VERBOSE,
)
_CONSONANT = "[bcdfghjklmnpqrstvwxz]"
# What alone makes a token leet. Each sign has the places in which ordinary talk does not write it.
_SURE = re.compile(
    rf"""
      (?<=[a-z])(?:[01345679$€£]{{1,2}}|([01345679$€£])\1{{2,8}})(?=[a-z])  # b1tch, pu55y, sh111t
    | (?<=[a-z])(?!012|123|134|234|345|456|567)[013457]{{3}}(?=[a-z])        # l053r, not a lot of pin123code
    | (?<=[a-z])\$ | \$(?=[a-z])                                          # a$$, $hit
    | \A{_CONSONANT}{{1,3}}[@!](?=[a-z])                                   # tw@t and sh!t, not me@home or ok!see
    | (?<=[a-z])@(?={_CONSONANT}{{2}}s?\Z)                                 # ret@rd, not user@host
    | (?<=[a-z])\((?=k)                                                    # fu(k, not player(s)
    | \A[@4](?:(?=([bcdfgkmnpst])\2)|r{_CONSONANT})                        # @ss, 4rse, not @sam or 4get
    | \A4(?:nd|sk|ny)\Z
    | \A(?:0(?=[a-z]{{2}})|1(?=d[a-z])|5(?=[hkl][a-z]))                     # 0ral, 1diot, 5hit, not 5players
    """,
    re.VERBOSE,
)
#: So many words in leet, and the doubtful ones beside them are read as well …
_SEVERAL = 2
_DOUBTFUL = re.compile(r"(?=[0-9]{0,3}[a-z])(?=[a-z]{0,12}[013457])[a-z013457]{3,16}")
# … but not these, whoever writes them.
_UNITS = re.compile(
    r"[0-9]+(?:st|nd|rd|th|s|am|pm|hrs?|hours?|mins?|days?|kids?|lads?|km|kg|k|m|p|x[0-9]*)|([0-9]+)v\1|u[0-9]{1,2}s?|y[0-9]{1,2}|ps[345]"
)
_UNSURE_END = re.compile(r"(?:[0-9]{2,}|[2689])\Z")  # l0ser123: the name's number is no letter
_ADDRESS_OR_PRICE = re.compile(r"[a-z0-9]@(?:g(?:oogle)?mail|hotmail|outlook|icloud|yahoo|live|aol)|[0-9]\$|\$[0-9]")

# Whatever stands in a gap may end a word, so that a run which cannot be taken whole gives back one character, not all.
_SPELLED = re.compile(r"(?<![a-z0-9'])[a-z](?P<gap>[^a-z0-9$@!']{1,3})(?:[a-z013457$@!](?P=gap))+[a-z$](?![a-z0-9])")
_TEXTING = frozenset("acinruy4")  # r u a, i c u, u 4 a: words of one letter, with a space between
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"

_STAR_HINT = re.compile(r"[*#%^.]")
_STARRED = re.compile(
    rf"""
      (?<![a-z0-9/._-])[a-z]{{1,10}}(?P<signs>[*\#%^]{{1,6}})(?=[a-z])                          # f#ck
    | (?<![a-z0-9@.:/-])(?={_CONSONANT}{{1,3}}\.{_CONSONANT}{{1,3}}(?![a-z0-9@:/-]|\.[a-z0-9]))
      (?:{_CONSONANT}{{2,3}}(?P<dot>\.)|{_CONSONANT}(?P<first>\.)(?={_CONSONANT}{{2}}))         # sh.t, f.ck
    | (?<![a-z0-9@.:/-]){_CONSONANT}{{1,3}}(?P<dots>\.\.){_CONSONANT}{{1,3}}(?![a-z0-9@:/-]|\.)  # f..k
    """,
    re.VERBOSE,
)
_NO_LETTERS = re.compile(r"[^a-z]+")


def words(characters: Layer) -> Layer:
    """Folded characters with leet read, spelled-out words joined and hidden letters starred; drawn-out ones stay.

    `*` stands for a letter that its writer hid (`f**k`, `f#ck`, `f.ck`): a list of words is to take each as any letter
    or none. Three or more single characters with the same gap between them are a word (`f u c k`, `i-d-i-o-t`), unless
    they are one letter over and over (kisses), a stretch of the alphabet (a list) or the one-letter words of texting
    (`r u a`).
    """
    layer = characters
    if _HINT.search(layer.text):
        layer = rewritten(layer, "words", _unleeting(layer.text))
    layer = rewritten(layer, "words", _joining(layer.text))
    if _STAR_HINT.search(layer.text):
        layer = rewritten(layer, "words", _starring(layer.text))
    return layer


def letters(readable: Layer) -> Layer:
    """Only the letters a to z of the word layer, so that no spacing or punctuation can split a word."""
    return rewritten(readable, "letters", ((*match.span(), "") for match in _NO_LETTERS.finditer(readable.text)))


def _unleeting(text: str) -> Iterator[Edit]:
    tokens = [
        (chunk.end() - len(token), token, _is_leet(sure) and not ("(" in sure and text.startswith(")", chunk.end())))
        for chunk in _CHUNK.finditer(text)
        if not chunk["left"]
        for token in [chunk[0].lstrip("(|+!£€")]
        if not _ADDRESS_OR_PRICE.search(token)
        for sure in [_UNSURE_END.sub("", token.rstrip("!(|"))]
    ]
    # Who writes several words in leet writes the doubtful ones so as well: 10v3, h4t3.
    doubtful = {
        token for _, token, is_leet in tokens if not is_leet and _DOUBTFUL.fullmatch(token) and not _UNITS.fullmatch(token)
    }
    sure = sum(is_leet for _, _, is_leet in tokens)
    written_so = sure >= _SEVERAL or (sure and len(doubtful) >= _SEVERAL)
    for start, token, is_leet in tokens:
        if is_leet:
            token = _UNSURE_END.sub("", token.rstrip("!(|"))
        elif not (written_so and token in doubtful):
            continue
        for place, character in enumerate(token, start):
            if character in _LEET:
                yield place, place + 1, _LEET[character]


def _is_leet(token: str) -> bool:
    signs = sum(character in _LEET for character in token)
    return (
        0 < signs <= len(token) // 2 + 1
        and signs < len(token)
        and "2" not in token
        and _SURE.search(token) is not None
        and not _NEVER.fullmatch(token)
    )


def _joining(text: str) -> Iterator[Edit]:
    for match in _SPELLED.finditer(text):
        step = 1 + len(match["gap"])
        singles = match[0][::step]
        if _is_list(singles, match["gap"]):
            continue
        for place, character in zip(range(match.start(), match.end(), step), singles, strict=True):
            if character in _LEET:
                yield place, place + 1, _LEET[character]
            if place + 1 < match.end():
                yield place + 1, place + step, ""


def _is_list(singles: str, gap: str) -> bool:
    return (
        len(set(singles)) == 1
        or singles in _ALPHABET
        or (len(singles) <= 4 and gap.isspace() and _TEXTING.issuperset(singles))
        or 2 * sum(character in _LEET for character in singles) > len(singles)
    )


def _starring(text: str) -> Iterator[Edit]:
    for match in _STARRED.finditer(text):
        start, end = match.span(match.lastgroup or 0)
        yield start, end, "*" * (end - start)
