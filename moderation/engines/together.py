"""Two engines as one, so that choosing an engine for one question loses none of the others."""

from collections.abc import Mapping, Sequence

from moderation.engines import Engine


class Together:
    """The first engine answers for every category that it knows, kinds and all; the second for the rest."""

    def __init__(self, first: Engine, second: Engine) -> None:
        self._first, self._second = first, second

    @property
    def id(self) -> str:
        return f"{self._first.id}+{self._second.id}"

    def score(self, texts: Sequence[str]) -> list[Mapping[str, int]]:
        """The scores of each text, of both. The first failing fails both: an opinion is whole or a person reads the message."""
        return [_joined(own, other) for own, other in zip(self._first.score(texts), self._second.score(texts), strict=True)]


def _joined(own: Mapping[str, int], other: Mapping[str, int]) -> Mapping[str, int]:
    known = {_category(key) for key in own}
    return {**{key: score for key, score in other.items() if _category(key) not in known}, **own}


def _category(key: str) -> str:
    return key.partition(".")[0]
