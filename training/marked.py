"""Lines in which personal details stand between marks: "i go to [[school:hillcrest]] now". What the model learns details from.

Each author wrote them out of their own head, with near-misses in which the same words are nobody's detail.
"""

from __future__ import annotations

import csv
import random
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from bot.engines import Adviser
from moderation.engines.details import KINDS
from moderation.engines.wording import worded
from moderation.model import Category
from moderation.text import read
from training.evaluation.judging import Touchline, organisation
from training.evaluation.sets import Sample
from training.rows import HERE, ROLES, SHARED, Row

#: The authors' word for a kind where it is not the detectors'.
_CALLED: Final = {"birth": "dob"}
_NOT_NAME: Final = re.compile(r"[^\w' -]")
_MARK: Final = re.compile(r"\[\[(\w+):\s*(.*?)\s*\]\]")
_INSTEAD: Final = {
    name: tuple(words.split()) for name, words in tomllib.loads((HERE / "instead.toml").read_text("utf-8")).items()
}

Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Marked:
    """One line and the details in it, as [start, end) and kind."""

    text: str
    spans: tuple[Span, ...] = ()


def marked(folder: Path) -> list[Marked]:
    """All lines of a folder's files: "role, text", tab separated. ValueError names the file and line that is not so."""
    return [_line(file, number, line) for file in sorted(folder.glob("*.tsv")) for number, line in _lines(file)]


def as_read(line: Marked) -> Marked:
    """The line as an engine reads it, its details at their places there; those of which nothing is left are gone."""
    layer = worded(read(line.text))
    spans: list[Span] = []
    for first, last, kind in line.spans:
        kept = [
            at
            for at, (start, end) in enumerate(zip(layer.starts, layer.ends, strict=True))
            if start < last and end > first and not layer.text[at].isspace()
        ]
        if kept:
            spans.append((kept[0], kept[-1] + 1, kind))
    return Marked(layer.text, tuple(spans))


def _lines(file: Path) -> list[tuple[int, str]]:
    return list(enumerate(file.read_text("utf-8").splitlines(), 1))


def _line(file: Path, number: int, line: str) -> Marked:
    role, tab, text = line.partition("\t")
    if not tab or role not in ROLES or "\t" in text:
        raise ValueError(f"{file.name}, line {number}: a line is a role and a text, with a tab between")
    plain, spans, last = "", [], 0
    for found in _MARK.finditer(text):
        kind = _CALLED.get(found[1], found[1])
        if kind not in KINDS:
            raise ValueError(f"{file.name}, line {number}: “{found[1]}” is no kind of detail")
        plain += text[last : found.start()]
        spans.append((len(plain), len(plain) + len(found[2]), kind))
        plain += found[2]
        last = found.end()
    return Marked(plain + text[last:], tuple(spans))


class Others:
    """Other details in the place of those that a line holds, so that a name is learned by where it stands."""

    def __init__(self, seed: int) -> None:
        self._rng = random.Random(seed)
        with (SHARED / "england_schools.csv").open(encoding="utf-8", newline="") as file:
            self._schools = [row["name"] for row in csv.DictReader(file)]
        self._towns = [line.split()[0] for line in (SHARED / "towns.txt").read_text("utf-8").splitlines() if line.strip()]

    def instead(self, line: Marked) -> Marked:
        """The same line with some of its details made anew."""
        text, spans, last = "", [], 0
        for start, end, kind in line.spans:
            text += line.text[last:start]
            new = self._other(kind, line.text[start:end])
            spans.append((len(text), len(text) + len(new), kind))
            text += new
            last = end
        return Marked(text + line.text[last:], tuple(spans))

    def _other(self, kind: str, written: str) -> str:
        rng = self._rng
        match kind:
            case "school" if rng.random() < 0.6:
                return self._school()
            case "address" if rng.random() < 0.4:
                return self._address(written)
            case "postcode" | "dob":
                return self._digits(written)
            case "phone" if rng.random() < 0.5:
                return self._digits(written)
        return written

    def _school(self) -> str:
        """A school as people call it: seldom by the whole of its name."""
        rng = self._rng
        whole = rng.choice(self._schools)
        words = [word for word in _NOT_NAME.sub(" ", whole).split() if word.lower() not in _INSTEAD["left_out"]]
        short = " ".join(words) or whole
        how = rng.random()
        if how < 0.25:
            name = whole
        elif how < 0.85:
            name = " ".join(short.split()[:2])
            if rng.random() < 0.25:
                name += " " + rng.choice(_INSTEAD["called"])
        else:
            name = rng.choice(("", "the ")) + short.split()[0]
        name = re.sub(r"\bSaint\b", "St", name)
        return name if rng.random() < 0.35 else name.lower()

    def _address(self, written: str) -> str:
        rng = self._rng
        words = re.sub(r"\d+", lambda _: str(rng.randint(1, 180)), written).split()
        for place in range(1, len(words)):
            if words[place].lower().strip(".,") in _INSTEAD["roads"] and rng.random() < 0.8:
                words[place - 1] = rng.choice((*_INSTEAD["road_names"], *(rng.choice(self._towns).lower() for _ in range(3))))
        return " ".join(words)

    def _digits(self, written: str) -> str:
        return re.sub(r"\d", lambda _: str(self._rng.randint(0, 9)), written)


def labels(places: Sequence[tuple[int, int]], spans: Sequence[Span]) -> list[int]:
    """What each token is: 0 for none, else one more than the kind's place in `KINDS`; -1 for a token that stands nowhere."""
    said = []
    for start, end in places:
        kinds = [1 + KINDS.index(kind) for first, last, kind in spans if start < last and end > first]
        said.append(-1 if end <= start else kinds[0] if kinds else 0)
    return said


def without_details(rows: Sequence[Row], most: int, seed: int) -> list[Marked]:
    """Lines that were written for other questions and in which the rules see no detail: very probably there is none."""
    rows = random.Random(seed).sample(rows, len(rows))
    rules = Touchline("rules", organisation("sports_club"), Adviser())
    seen = rules.judge_all([Sample(row.text, row.source) for row in rows[: most * 5 // 4]])
    plain = (each.sample.text for each in seen if each.score(Category.PERSONAL_DETAILS) < 200)
    return [Marked(text) for text in islice(plain, most)]
