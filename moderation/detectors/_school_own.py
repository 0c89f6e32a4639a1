"""The organisation's own school, where it is one: its name is no child's secret."""

import re

from moderation.context import Context
from moderation.detectors import _school_words as words_of
from moderation.schools import name_key


def own_school(context: Context) -> tuple[str, ...]:
    """What names the organisation's own school; nothing when it is none."""
    name = context.organisation.contacts.organisation
    return core(name) if words_of.KINDS.intersection(name.lower().split()) else ()


def is_own_name(name: str, context: Context) -> bool:
    """Whether a name without a school word is the organisation's: "larkmead" or "larkmead cc" of Larkmead Cricket Club."""
    ours = _key(context.organisation.contacts.organisation)
    short = {"".join(word[0] for word in ours[at:]) for at in range(len(ours))}
    words = _key(name)
    return words[:1] == ours[:1] != () and {*words} <= {*ours, *short}


def core(name: str) -> tuple[str, ...]:
    """What is left of a name without school words."""
    return _key(" ".join(word for word in _words(name) if word not in words_of.KINDS | words_of.BETWEEN))


def _key(name: str) -> tuple[str, ...]:
    return name_key(" ".join(_words(name)))


def _words(name: str) -> list[str]:
    return re.split(r"[^a-z0-9']+", name.lower())
