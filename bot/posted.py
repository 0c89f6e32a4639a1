"""What was posted lately, so that nothing is posted twice: marks by which posts are known again, a memory that spares calls."""

from collections import OrderedDict
from typing import Final

from moderation.model import derived_id

#: Effects of which it is remembered, in this process, that they were done.
REMEMBERED: Final = 4096


class Memory:
    """The references of what was done lately, by the effect's id."""

    def __init__(self) -> None:
        self._done: OrderedDict[str, str] = OrderedDict()

    def __setitem__(self, key: str, reference: str) -> None:
        self._done[key] = reference
        if len(self._done) > REMEMBERED:
            self._done.popitem(last=False)

    def get(self, key: str) -> str | None:
        return self._done.get(key)


def mark(effect: str) -> str:
    """The few letters by which a post of an effect is known again. They say nothing to anybody else."""
    return derived_id("", effect)[:10]
