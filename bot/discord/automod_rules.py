"""The rules of Discord's AutoMod that a profile asks for: what nobody should see even for a moment (map 3.1; decisions 18).

AutoMod knows words and no sense, and cannot leave anything out ("unless it says …"). What may be a disclosure must never be
kept from being said, and a child who tells of harm may swear. So a rule matches only a message that is nothing but
swearing, or nothing but a number, an e-mail address or a postcode, with words around it that tell nothing (“oh”, “what
the”, “my number is”). All else is posted, read and removed by Touchline, which understands more. Of Discord's own lists
that of slurs alone is used: those of swearing and of sexual words would keep a child from telling what was done to them.

Source: Discord's documentation, "Auto Moderation": six rules with keywords or patterns, ten patterns of 260 characters in a
rule in the syntax of Rust's `regex`, one rule with Discord's own lists, a message of 150 characters.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any, Final

from moderation.context import Organisation
from moderation.detectors._words import INNOCENT_BESIDE, WORDS, Level
from moderation.model import Category, Verdict

#: Every rule's name begins so.
PREFIX: Final = "Touchline: "
PATTERN_LENGTH: Final = 260
PATTERNS: Final = 10
KEYWORD_RULES: Final = 6
MESSAGE_LENGTH: Final = 150
ALLOWED: Final = 100
ALLOWED_LENGTH: Final = 60

#: Discord's numbers: on sending and editing; patterns, Discord's lists; its list of slurs; block.
_ON_MESSAGE, _BY_PATTERN, _BY_LIST, _SLURS, _BLOCK = 1, 1, 4, 3, 1

# What may stand around it. No word here can tell of anything that happened, of anybody, or of how somebody feels.
_BEFORE: Final = "oh|what|the|you|u|are|r|ur|a|so|go|shut|is|was|this|that|for|such"
_AFTER: Final = "off|you|u|it|up|this|that|sake|hell"
_MINE: Final = "my|new|no|number|mobile|mob|phone|email|insta|is|its|here|text|txt|me|on|at|add|whatsapp|the|hi|hey|guys|all|x"
_THEN: Final = "add|text|txt|me|x"

_MOBILE: Final = r"(?:\+44|0044|0)\W*(?:0\W+)?7(?:\W*[0-9]){9}"
_ADDRESS: Final = r"[a-z0-9][a-z0-9._%+-]*@[a-z0-9-]+(?:\.[a-z0-9-]+)+"
_POSTCODE: Final = r"[a-z]{1,2}[0-9][0-9a-z]?\s?[0-9][abd-hjlnp-uw-z]{2}"
_DETAILS: Final[Mapping[str, str]] = {
    "phone": rf"(?i)^(?:(?:{_MINE})\W+)*{_MOBILE}(?:\W+(?:{_THEN}))*\W*$",
    "email": rf"(?i)^(?:(?:{_MINE})\W+)*{_ADDRESS}(?:\W+(?:{_THEN}))*\W*$",
    # By itself it may be the ground of Saturday's match.
    "postcode": rf"(?i)^\W*(?:my (?:address|post ?code) is|i live (?:at|in|near)) {_POSTCODE}\W*$",
}

_MESSAGE: Final = (
    "This can't be posted here. You are not in trouble. Talk to {} about it, or call Childline, free, day or night: 0800 1111."
)

Rule = Mapping[str, Any]
"""A rule as Discord takes and gives it."""


def rules_for(organisation: Organisation, lead_channel: str, practice: bool) -> list[Rule]:
    """The rules of an organisation as its profile stands. In practice mode they are there, and block nothing.

    The lead's channel is left out: those who look into a concern may quote.
    """
    allowed = _allow_list(organisation)
    made = []
    patterns = _word_patterns(organisation)
    for number, start in enumerate(range(0, len(patterns), PATTERNS), 1):
        some = list(patterns[start : start + PATTERNS])
        made.append(_rule(f"swearing {number}", _BY_PATTERN, {"regex_patterns": some, "allow_list": allowed}))
    details = [pattern for kind, pattern in _DETAILS.items() if _removes(organisation, Category.PERSONAL_DETAILS, kind)]
    if details:
        made.append(_rule("private details", _BY_PATTERN, {"regex_patterns": details, "allow_list": allowed}))
    if _removes(organisation, Category.OFFENSIVE, "hate"):
        made.append(_rule("slurs", _BY_LIST, {"presets": [_SLURS], "allow_list": allowed}))
    action = {"type": _BLOCK, "metadata": {"custom_message": message_to(organisation)}}
    always = {
        "actions": [action],
        "enabled": not practice,
        "exempt_roles": [],
        "exempt_channels": [lead_channel] * bool(lead_channel),
    }
    return [{**rule, **always} for rule in made]


def message_to(organisation: Organisation) -> str:
    """What the author reads, and nobody else: nothing is held against them, and there is somebody to talk to."""
    return _MESSAGE.format(organisation.contacts.lead.name[: MESSAGE_LENGTH - len(_MESSAGE) + 2].strip())


def _rule(name: str, trigger: int, metadata: Mapping[str, Any]) -> Rule:
    return {"name": PREFIX + name, "event_type": _ON_MESSAGE, "trigger_type": trigger, "trigger_metadata": metadata}


def _removes(organisation: Organisation, category: Category, kind: str) -> bool:
    """Whether the profile has such a thing removed without anybody being asked first."""
    response = organisation.profile.response(category, kind)
    return response.do is Verdict.REMOVE and response.mode == "auto"


def _word_patterns(organisation: Organisation) -> tuple[str, ...]:
    kinds = (kind for kind in ("profanity", "hate") if _removes(organisation, Category.OFFENSIVE, kind))
    return _patterns_of(frozenset(kinds))


@lru_cache(maxsize=4)
def _patterns_of(kinds: frozenset[str]) -> tuple[str, ...]:
    """Patterns for the strong words of some kinds, but for those that are innocent beside others."""
    words = [
        letters
        for letters, word in sorted(WORDS.items())
        if word.kind in kinds and word.level is Level.STRONG and letters not in INNOCENT_BESIDE
    ]
    return tuple(_packed(words))


def _packed(words: Iterable[str]) -> Iterator[str]:
    """As few patterns as hold all the words, each within Discord's length."""
    together: list[str] = []
    for word in words:
        if together and len(_pattern([*together, word])) > PATTERN_LENGTH:
            yield _pattern(together)
            together = []
        together.append(word)
    if together:
        yield _pattern(together)


def _pattern(words: Sequence[str]) -> str:
    return rf"(?i)^\W*(?:(?:{_BEFORE})\W+)*{_one_of(words)}(?:\W+(?:{_AFTER}))*\W*$"


def _one_of(words: Sequence[str]) -> str:
    """A pattern for sorted words, each beginning written once."""
    branches = [
        re.escape(first) + _one_of([word[1:] for word in group])
        for first, group in groupby(filter(None, words), key=lambda word: word[0])
    ]
    if not branches:
        return ""
    either = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return either if "" not in words else f"{either}?" if len(either) == 1 or len(branches) > 1 else f"(?:{either})?"


def _allow_list(organisation: Organisation) -> list[str]:
    """The organisation's own numbers, addresses and postcodes, in the ways in which they are usually written."""
    own = organisation.allowed
    numbers = {way for digits in own.dialled if len(digits) == 11 for way in (digits, f"{digits[:5]} {digits[5:]}")}
    codes = {way for code in own.postcodes for way in (code, f"{code[:-3]} {code[-3:]}")}
    written = sorted({*numbers, *codes, *own.emails})
    return [f"*{each}*" for each in written if len(each) <= ALLOWED_LENGTH - 2][:ALLOWED]
