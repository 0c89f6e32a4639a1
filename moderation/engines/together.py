"""Two engines as one, so that choosing an engine for one question loses none of the others."""

from moderation.engines import Engine, Said
from moderation.text import Reading


class Together:
    """The first engine answers for every category that it knows, kinds and all, the second for the rest; of details both."""

    def __init__(self, first: Engine, second: Engine) -> None:
        self._first, self._second = first, second

    @property
    def id(self) -> str:
        return f"{self._first.id}+{self._second.id}"

    def read(self, reading: Reading) -> Said:
        """What both say. One failing fails both: an opinion is whole or a person reads the message."""
        own, other = self._first.read(reading), self._second.read(reading)
        known = {_category(key) for key in own.scores}
        rest = {key: score for key, score in other.scores.items() if _category(key) not in known}
        return Said({**rest, **own.scores}, own.details + other.details)


def _category(key: str) -> str:
    return key.partition(".")[0]
