"""From the full name on a register to the names that people write: "The Beechen Cliff School (Academy)" to "beechen cliff".

Whatever says only what kind of school it is goes; what is left must name the school. A name that is a town's or an ordinary
word by itself is left out: of "i go to <town>" a list with towns flags two in three, one without hardly any.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from moderation.schools import name_key, word_key


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ASIDE: Final = re.compile(r"\([^)]{0,80}\)|\[[^\]]{0,80}\]|\s-\s.*|,.*|[\"“”]")
_WORD: Final = re.compile(r"[a-z0-9]+(?:'[a-z]+|'(?=\s|$))?")
_CHURCH: Final = re.compile(
    r"\b(?:(?:the )?church (?:of england|in wales)|c of e|cofe|c\.?e\.?(?=\s)|r\.?c\.?(?=\s)|church(?= (?:school|primary|"
    r"junior|infant|first|high|middle|academy)))"
    r"(?![a-z])"
)
#: What says of which kind a school is. A name ends before the first of these that is not its first word.
_KINDS: Final = _set(
    "school schools primary infant infants junior juniors nursery academy academies college high secondary grammar "
    "comprehensive preparatory prep pre preschool first middle lower upper sixth community catholic roman anglican "
    "methodist voluntary va vc aided controlled endowed parochial foundation special free studio technology technical "
    "science sports specialist language arts performing enterprise engineering maths centre center unit pupil referral "
    "pru service campus education educational learning federation trust independent international mixed jmi jmin utc all "
    "through alternative provision support ltd limited girls girl boys boy for with at kindergarten "
    "montessori tuition sch christian jewish islamic muslim hindu sikh form early years "
    "children childrens inclusion services county residential development ce cof cp ep rc"
)
#: These stand in the middle of a name too: "christ church", "great north road", "upper wharfedale". They end it only when
#: another kind comes right after.
_ONLY_BEFORE_KIND: Final = _set("high first middle lower upper special free arts at with for international christian")
_JOINS: Final = _set("and or of on in at with for by the a c e p i")
#: A name of ordinary words alone that ends so is a place as often as a school: "park lane", "green hill".
_PLACES: Final = _set(
    "road lane street hill park green view way wood woods field fields farm house court avenue drive bridge end side land "
    "town garden gardens tree cross bank house hall village row place square close forest lake river moor common valley"
)
_ENDS: Final = frozenset(("school", "schools", "academy", "college", "primary", "nursery", "infant", "junior", "girls", "boys"))
_PARTS_OF_TOWNS: Final = _set(
    "north south east west central city of new old great little upper lower royal borough town county village green park hill"
)
_NOT_FOR_CHILDREN: Final = re.compile(r"\buniversit(?:y|ies)\b(?! technical)|\bservice children|\bprison\b")
#: Where people watch sport, so that "i go to …" means that.
_GROUNDS: Final = frozenset(
    name_key(name)
    for name in (
        "anfield", "old trafford", "stamford bridge", "twickenham", "wembley", "villa park", "upton park", "goodison park",
        "elland road", "white hart lane", "st james park", "edgbaston", "headingley", "trent bridge", "the oval",
        "selhurst park",
        "craven cottage", "bramall lane", "hillsborough", "portman road", "carrow road", "hyde park", "alton towers", "aintree",
        "wimbledon", "silverstone", "ewood park", "turf moor", "molineux", "loftus road", "center parcs", "centre parcs",
        "vicarage road", "deepdale",
    )
)  # fmt: skip
_MOST_WORDS: Final = 5
_LEAST_LETTERS: Final = 4
_SHORT_FOR: Final = re.compile(r"[a-z]{3,5}\Z")


@dataclass(frozen=True, slots=True)
class Places:
    """What names are no school's by themselves: keys of towns and of ordinary words."""

    towns: frozenset[tuple[str, ...]]
    common: frozenset[str]

    @classmethod
    def of(cls, towns: Iterable[str], common: Iterable[str]) -> "Places":
        return cls(frozenset(map(name_key, towns)), frozenset(map(word_key, common)))


def cores(full: str, places: Places) -> Iterator[str]:
    """The names that people write for a school, in lower case without apostrophes: none, one or two."""
    words = _words(full)
    if not words:
        return
    cut = next((n for n in range(1, len(words)) if _ends(words, n)), len(words))
    kept = [word for n, word in enumerate(words) if n == 0 or word not in _KINDS]
    for name in dict.fromkeys((_trimmed(words[:cut]), _trimmed(kept))):
        if _tells(name, places):
            yield " ".join(name)


def initials(full: str) -> str | None:
    """The letters that a secondary school is called by: "QEGS" for Queen Elizabeth's Grammar School. None for the others."""
    words = _words(full)
    secondary = {"high", "grammar", "girls", "boys", "secondary", "comprehensive", "sixth", "college"}.intersection(words[1:])
    letters = "".join(word[0] for word in words if word not in {"for", "of", "the", "and"})
    return letters.upper() if secondary and words[-1] in _ENDS and _SHORT_FOR.match(letters) else None


def _words(full: str) -> list[str]:
    text = _CHURCH.sub(" catholic ", _ASIDE.sub("", full.lower().replace("’", "'").replace("&", " and ")))
    if _NOT_FOR_CHILDREN.search(text):
        return []
    words = [word.replace("'", "") for word in _WORD.findall(text.replace("-", " "))]
    return words[1:] if words[:1] == ["the"] else words


def _trimmed(words: list[str]) -> tuple[str, ...]:
    first = next((n for n, word in enumerate(words) if word not in _JOINS), 0)
    last = next((n for n in range(len(words), 0, -1) if words[n - 1] not in _JOINS), 0)
    return tuple(words[first:last])


def _ends(words: list[str], n: int) -> bool:
    word, rest = words[n], words[n + 1 : n + 2]
    if word in _ONLY_BEFORE_KIND:
        return not rest or rest[0] in _KINDS
    return word in _KINDS


def _tells(name: tuple[str, ...], places: Places) -> bool:
    """Whether a name tells which school it is, with nothing else beside it."""
    key = name_key(" ".join(name))
    if not 0 < len(key) <= _MOST_WORDS or key in places.towns or key in _GROUNDS or set(name) <= _KINDS:
        return False
    bare = tuple(word for word in key if word not in _PARTS_OF_TOWNS)
    if not bare or bare in places.towns:
        return False
    if len(key) == 1:
        return len(key[0]) >= _LEAST_LETTERS and key[0].isalpha() and key[0] not in places.common
    return name[-1] not in _PLACES or not all(word in places.common for word in key[:-1])
