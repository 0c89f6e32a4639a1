"""How checks name places, people and roles. Names are what anybody chose: they are cut, and kept to one line."""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from moderation.masking import named
from moderation.model import Person, PlaceKind, Role
from moderation.server import PlaceFacts, RoleFacts

#: What is to be done is done elsewhere on each platform.
SLACK: Final = "slack"

_LONGEST: Final = 60  # characters of a name
_NAMED: Final = 3  # of many; the others are counted
#: Names that are remembered as they are shown: a server is looked at every few minutes, and its people are mostly the same.
_REMEMBERED: Final = 4096
#: Controls, halves of characters, and marks that cannot be seen, turn the direction of a text, or hide in it.
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs"})


@lru_cache(maxsize=_REMEMBERED)
def name_of(text: str) -> str:
    """A name in one line that is what it looks like, wherever it is shown: on a screen, in an e-mail, in a terminal. A
    telephone number in it is masked (map 2.7).
    """
    blanks = "".join(" " if each.isspace() else each for each in text)
    line = named(" ".join("".join(each for each in blanks if unicodedata.category(each) not in _UNSEEN).split()))
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def the_place(place: PlaceFacts) -> str:
    name = name_of(place.name) or place.id
    match place.kind:
        case PlaceKind.VOICE:
            return f"the voice room “{name}”"
        case PlaceKind.THREAD:
            return f"the thread “{name}”"
        case _:
            return f"#{name.lstrip('#')}"


def the_person(person: Person) -> str:
    name = name_of(person.name) or "somebody without a name"
    return f"{name} (not on the register)" if person.role is Role.UNKNOWN else name


def the_people(people: Iterable[Person]) -> str:
    return listed([the_person(person) for person in people])


def the_role(role: RoleFacts) -> str:
    return "every member" if role.everyone else f"the role “{name_of(role.name) or role.id}”"


def listed(words: Sequence[str]) -> str:
    """ "a, b and c", or "a, b, c and 4 others"; "nobody" for none."""
    if len(words) <= _NAMED:
        *first, last = words or ["nobody"]
    else:
        first, more = list(words[:_NAMED]), len(words) - _NAMED
        last = f"{more} others" if more > 1 else "1 other"
    return f"{', '.join(first)} and {last}" if first else last


def opening(sentence: str) -> str:
    """A sentence with a capital letter at its start."""
    return sentence[:1].upper() + sentence[1:]
