"""An index of schools' names, as people write them in a chat: which words of a text are the name of a school.

A name here is its core: "Beechen Cliff School" is "beechen cliff", "St Mary's Church of England Primary School" is "st marys".
The words that say that something is a school are the detector's business; what makes a core of a full name, and which names
are left out because they mean a town or an ordinary word more often, is that of `bot/gazetteer/`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

#: Words that people leave out or put in as they please.
SILENT: Final = frozenset({"and", "the"})

_ALIKE: Final = {"saint": "st", "saints": "st", "ss": "st", "mount": "mt"}


def word_key(word: str) -> str:
    """What one word compares by: "Mary's", "Marys" and "mary" are one, and so are "saint" and "st". In lower case."""
    plain = word.removesuffix("'s").replace("'", "")
    bare = plain.rstrip("s")
    return _ALIKE.get(plain, bare if len(bare) > 1 else plain)


def name_key(name: str) -> tuple[str, ...]:
    """The words that a name compares by, in lower case; empty when nothing of it counts."""
    return tuple(word_key(word) for word in name.lower().replace("-", " ").split() if word not in SILENT)


@dataclass(frozen=True, slots=True)
class Schools:
    """Names by their keys, immutable. A million characters of names take some four times that in memory.

    names     each core name's words, joined by spaces: "beechen cliff"
    joined    each name of some length as one word, as in a hashtag: "beechencliff"
    short     what schools are called by their first letters, in lower case: "qegs"
    towns     towns and villages, whether a school bears their name or not: "burton on trent"
    begins    the first words of all names and towns, so that most words of a text cost one look
    longest   the most words that a name or a town has
    """

    names: frozenset[str]
    joined: frozenset[str]
    short: frozenset[str]
    towns: frozenset[str]
    begins: frozenset[str]
    longest: int

    @classmethod
    def of(cls, names: Iterable[str], short: Iterable[str] = (), towns: Iterable[str] = ()) -> "Schools":
        """The index of core names ("st marys", "Beechen Cliff") and of names by first letters ("QEGS")."""
        keys = {key for name in names if (key := name_key(name))}
        elsewhere = {key for town in towns if (key := name_key(town))}
        return cls(
            frozenset(" ".join(key) for key in keys),
            frozenset(word for key in keys if len(word := "".join(key)) >= _SHORTEST_JOINED),
            frozenset(word.lower() for word in short),
            frozenset(" ".join(key) for key in elsewhere),
            frozenset(key[0] for key in keys | elsewhere),
            max(map(len, keys | elsewhere), default=0),
        )

    def at(self, keys: Sequence[str], start: int) -> tuple[int, bool]:
        """How many words from keys[start] on are the longest name or town there, 0 for none, and whether they are a name."""
        if keys[start] in self.begins:
            for count in range(min(self.longest, len(keys) - start), 0, -1):
                words = " ".join(keys[start : start + count])
                if words in self.names or words in self.towns:
                    return count, words in self.names
        return 0, False

    def is_joined(self, word: str) -> bool:
        """Whether one word is a name written together: "stmarys", "beechencliff"."""
        return word_key(word) in self.joined


_SHORTEST_JOINED: Final = 6
#: An organisation of which no schools are known: names are then told by the words around them alone.
NO_SCHOOLS: Final = Schools.of(())
