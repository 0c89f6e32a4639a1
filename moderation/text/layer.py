"""A reading of a text that remembers where every character of it came from."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Layer:
    """One reading of a message part, with the way back to the original characters.

    `starts` and `ends` have one entry for each character of `text`: where its source begins in the original and where it
    ends (exclusive). Both never decrease, and each source is at least one character long. A character that was made
    from several (`twenty three` to `23`) has the whole of them as its source. The content stays out of `repr`, so that
    a layer in a traceback tells nothing of what a child wrote.
    """

    name: str
    text: str = field(repr=False)
    starts: Sequence[int] = field(repr=False)
    ends: Sequence[int] = field(repr=False)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original offsets, [start, end), that `text[start:end]` was made from. ValueError for an empty span."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no span [{start}, {end}) in a layer of {len(self.text)} characters")
        return self.starts[start], self.ends[end - 1]

    def find(self, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], int, int]]:
        """Every non-overlapping match that is not empty, with its original span."""
        for match in pattern.finditer(self.text):
            start, end = match.span()
            if start < end:
                yield match, self.starts[start], self.ends[end - 1]


# A stretch [start, end) of a layer's text and what stands there instead: a longer text, a shorter one or nothing.
Edit = tuple[int, int, str]


def original(text: str) -> Layer:
    """The text itself; the maps are ranges, so they cost nothing."""
    return Layer("raw", text, range(len(text)), range(1, len(text) + 1))


def renamed(layer: Layer, name: str) -> Layer:
    """The same reading under another name; the maps are shared."""
    return Layer(name, layer.text, layer.starts, layer.ends)


def rewritten(layer: Layer, name: str, edits: Iterable[Edit]) -> Layer:
    """The layer with the edits made, which come in order and do not overlap; one pass over text and edits.

    Every character of a replacement has the whole replaced stretch as its source, so that a match which ends inside one
    still covers all that produced it.
    """
    text, old_starts, old_ends = layer.text, layer.starts, layer.ends
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for start, end, replacement in edits:
        if done < start:
            pieces.append(text[done:start])
            starts.extend(old_starts[done:start])
            ends.extend(old_ends[done:start])
        done = end
        if replacement:
            pieces.append(replacement)
            starts.extend([old_starts[start]] * len(replacement))
            ends.extend([old_ends[end - 1]] * len(replacement))
    if not done:
        return renamed(layer, name)
    pieces.append(text[done:])
    starts.extend(old_starts[done:])
    ends.extend(old_ends[done:])
    return Layer(name, "".join(pieces), starts, ends)
