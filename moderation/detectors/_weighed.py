"""Slight signs that add up: no single phrase says it, and several words of different sorts close together do.

A table of `_phrases` names for each rule the sort of sign (its kind) and its weight in thousandths. Of signs of one sort that
stand close together only the heaviest counts, so that saying "again" five times is not five signs.
"""

from collections.abc import Collection, Iterable, Iterator

from moderation.detectors._phrases import Said

#: How far apart signs may stand to be about one thing, in characters: a few sentences.
REACH = 260


def weighed(signs: Iterable[Said], *needed: Collection[str]) -> Iterator[tuple[int, Said]]:
    """For each part of a message the heaviest sign of its weightiest place, and the weight of that place in thousandths.

    A place counts only where a sign of at least one sort of each of `needed` stands.
    """
    best: dict[int, tuple[int, Said]] = {}
    close: dict[str, Said] = {}
    for sign in sorted(signs, key=lambda each: (each.hit.part, each.start)):
        close = {sort: other for sort, other in close.items() if _about_one_thing(other, sign)}
        other = close.get(sign.phrase.kind)
        if other is None or sign.phrase.score >= other.phrase.score:
            close[sign.phrase.kind] = sign
        weight = sum(each.phrase.score for each in close.values())
        if all(any(sort in close for sort in sorts) for sorts in needed) and weight > best.get(sign.hit.part, (0, sign))[0]:
            best[sign.hit.part] = weight, max(close.values(), key=lambda each: each.phrase.score)
    yield from best.values()


def _about_one_thing(earlier: Said, later: Said) -> bool:
    return earlier.hit.part == later.hit.part and later.start - earlier.start <= REACH
