"""Lines to learn from and to measure on, read from what lies beside the project and from what was written for it.

Every reader gives `Row`s. A head that a source says nothing about is absent from `truth`, and is neither learned nor
measured on that row.
"""

import csv
import itertools
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from moderation.engines.wording import wording
from moderation.text import read
from training.labels import KINDS, LABELS, OUTPUTS, SWEARING

HERE: Final = Path(__file__).parent
#: Where the data of others lies when it is there; never copied into the project.
SHARED: Final = HERE.parent.parent / "shared" / "data"

#: What every author was asked about.
NOT_COMMENTS: Final = tuple(output for output in OUTPUTS if output.split(".")[0] != "comment")
ROLES: Final = frozenset({"child", "staff", "parent", "learner", "unknown"})


@dataclass(frozen=True, slots=True)
class Row:
    """One line. `truth` maps outputs of `labels.OUTPUTS` to 0 or 1; `source` is a file and stands for its author."""

    text: str
    truth: Mapping[str, int]
    source: str
    role: str = "unknown"
    labels: frozenset[str] = field(default_factory=frozenset)


def authored(folder: Path) -> list[Row]:
    """The lines written for this project: "labels, role, text", tab separated. Each author judged every label on every line,
    but for comments on the organisation, of which the first authors were not asked. Where no line of a file is labelled as one,
    its harmless lines count as none (one in a hundred of such lines was one to another reader), and the others say nothing.

    ValueError names the file and line that is not so.
    """
    return [row for file in sorted(folder.glob("*.tsv")) for row in _tsv(file)]


def _tsv(file: Path) -> Iterator[Row]:
    text = file.read_text("utf-8")
    asked = "comment." in text
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        fields = line.split("\t")
        labels = frozenset(fields[0].split(",")) - {"-"}
        if len(fields) != 3 or fields[1] not in ROLES or not labels <= LABELS or not fields[2].strip():
            raise ValueError(f"{file.name}, line {number}: needs labels, role and text with tabs between: {line[:40]!r}")
        for text in _filled(fields[2], file.stem, number):
            yield Row(text, _truth(labels, OUTPUTS if asked or not labels else NOT_COMMENTS), file.stem, fields[1], labels)


def _truth(labels: Iterable[str], asked: Iterable[str]) -> dict[str, int]:
    given = set(labels) - {SWEARING}
    given |= {label.split(".")[0] for label in given}
    return {output: int(output in given) for output in asked}


# --- slots -----------------------------------------------------------------------------------------------------------

_IDENTITIES: Final = tomllib.loads((HERE / "identities.toml").read_text("utf-8"))
PEOPLE: Final[tuple[str, ...]] = tuple(_IDENTITIES["people"])
PERSON: Final[tuple[str, ...]] = tuple(_IDENTITIES["person"])
ADJECTIVE: Final[tuple[str, ...]] = tuple(_IDENTITIES["adjective"])
_SLOTS: Final = {"{people}": PEOPLE, "{person}": PERSON, "{adj}": ADJECTIVE}
#: How often a line with a slot is filled. More often would let one sentence outweigh its author's others.
FILLINGS: Final = 4


def _filled(text: str, author: str, number: int) -> Iterator[str]:
    if not any(slot in text for slot in _SLOTS):
        yield text
        return
    for turn in range(FILLINGS):
        # A different identity in each filling, spread evenly over a file without any randomness.
        filled = text
        for slot, words in _SLOTS.items():
            filled = filled.replace(slot, words[(number * 7 + turn * 11) % len(words)])
        yield re.sub(r"\b([Aa]) (?=[AEIOaeio])", r"\1n ", filled)


# --- data of others --------------------------------------------------------------------------------------------------

_OLD_CONTACT: Final = {
    "meet_alone": "meeting_alone",
    "asks_pics": "asks_pictures",
    "gifts_or_favours": "gifts",
    "flattery_boundary": "boundary",
}
_OLD_DISCLOSURE: Final = {"abuse_home": "abuse", "abuse_adult": "abuse", "online_harm": "abuse", "bullying_victim": "bullied"}
_OLD_BULLYING: Final = {"insult": "insult", "identity_attack": "hate", "threat": "threat"}


def first_author(shared: Path = SHARED) -> list[Row]:
    """`authored/`: one author, one question a file, so a line says nothing about the other heads (see its README)."""
    rows = []
    for head in ("contact", "disclosure", "bullying"):
        for line in _jsonl(shared / "authored" / f"{head}_train.jsonl"):
            rows.append(Row(line["text"], _first_truth(head, line["labels"]), f"first_{head}", line["role"]))
    quiet = dict.fromkeys(OUTPUTS, 0)
    rows += [
        Row(line["text"], quiet, "first_benign", line["role"]) for line in _jsonl(shared / "authored" / "benign_train.jsonl")
    ]
    return rows


def _first_truth(head: str, labels: list[str]) -> dict[str, int]:
    truth = {head: int(bool(labels))}
    if head == "bullying":
        # A bullying line without an offensive word may still be an exclusion; only its own kinds speak for the other head.
        kinds = {_OLD_BULLYING[label] for label in labels if label in _OLD_BULLYING}
        if kinds or not labels:
            truth |= {"offensive": int(bool(kinds)), **{f"offensive.{kind}": int(kind in kinds) for kind in KINDS["offensive"]}}
        return truth
    names = _OLD_CONTACT if head == "contact" else _OLD_DISCLOSURE
    kinds = {names.get(label, label) for label in labels}
    return truth | {f"{head}.{kind}": int(kind in kinds) for kind in KINDS[head]}


def public(shared: Path = SHARED) -> list[Row]:
    """The public training sets for offensive language, and ordinary talk."""
    return [*_davidson(shared), *_jigsaw(shared), *_convabuse(shared), *_toxigen(shared), *_ordinary(shared), *_texting(shared)]


def _davidson(shared: Path) -> Iterator[Row]:
    with (shared / "davidson.csv").open(newline="", encoding="utf-8") as file:
        for line in csv.DictReader(file):
            text = re.sub(r"\bRT @\w+:?|@\w+|&#?\w+;|https?://\S+|[!\"]{2,}", " ", line["tweet"])
            hate, kind = line["class"] == "0", line["class"]
            # Class 1 is mostly one rude word in friendly talk: it says little about an attack, so only the clearer rows count.
            if kind == "1" and int(line["offensive_language"]) < int(line["count"]):
                continue
            truth = {"offensive": int(kind != "2")} | ({"offensive.hate": int(hate)} if kind != "1" else {})
            yield Row(text.strip(), truth, f"davidson_{kind}")


def _jigsaw(shared: Path) -> Iterator[Row]:
    with (shared / "jigsaw_balanced.csv").open(newline="", encoding="utf-8") as file:
        for line in csv.reader(file):
            if len(line[0]) < 400:
                yield Row(line[0], {"offensive": int(line[-1] == "1")}, f"jigsaw_{line[-1]}")


def _convabuse(shared: Path) -> Iterator[Row]:
    with (shared / "convabuse_train.csv").open(newline="", encoding="utf-8") as file:
        for line in csv.DictReader(file):
            votes = [int(name.rsplit(".", 1)[1]) for name, value in line.items() if "_is_abuse." in name and value == "1"]
            if votes and line["user"]:
                mean = sum(votes) / len(votes)
                if mean <= -0.6 or mean >= 0.4:
                    yield Row(line["user"], {"offensive": int(mean < 0)}, f"convabuse_{int(mean < 0)}")


def _toxigen(shared: Path) -> Iterator[Row]:
    for line in _jsonl(shared / "toxigen_prompts.jsonl"):
        hateful = int(line["hateful"])
        yield Row(line["text"], {"offensive": hateful, "offensive.hate": hateful}, f"toxigen_{hateful}")


def _ordinary(shared: Path) -> Iterator[Row]:
    for line in _jsonl(shared / "ordinary_talk.jsonl"):
        yield Row(line["text"], dict.fromkeys(OUTPUTS, 0), "ordinary_talk")


#: Texting between lovers, of which ordinary messages have much: no example of how anybody should write to a child.
_TENDER: Final = re.compile(
    r"love|luv|lov|babe|baby|kiss|sexy|dear|darl|hun|sweet|swt|hug|miss (?:you|u)|dream|heart|x+\b|night", re.I
)


def texting(shared: Path = SHARED) -> tuple[list[str], list[str]]:
    """Ordinary British and Singaporean texting in two halves: one to learn from, one to measure false alarms on."""
    lines = (shared / "ordinary_sms.txt").read_text("utf-8").splitlines()
    return lines[::2], lines[1::2]


def _texting(shared: Path) -> Iterator[Row]:
    """Everyday messages between adults. They swear and they woo, so they teach neither offence nor what is tender."""
    for line in texting(shared)[0]:
        heads = ("disclosure", "bullying", "comment", *(() if _TENDER.search(line) else ("contact",)))
        yield Row(line, {o: 0 for o in OUTPUTS if o.split(".")[0] in heads}, "ordinary_texting")


def _jsonl(file: Path) -> Iterator[dict]:  # type: ignore[type-arg]
    with file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def sampled(rows: Iterable[Row], most: Mapping[str, int], seed: int) -> list[Row]:
    """At most so many rows of each source, chosen evenly by the seed; a source that is not named is kept whole."""
    kept: list[Row] = []
    for source, group in itertools.groupby(sorted(rows, key=lambda r: r.source), key=lambda r: r.source):
        rows_of = list(group)
        limit = most.get(source, len(rows_of))
        step = max(1, len(rows_of) / limit) if limit else 0
        kept += [rows_of[int(seed + i * step) % len(rows_of)] for i in range(min(limit, len(rows_of)))]
    return kept


def worded(text: str) -> str:
    """What an engine would be given of a text."""
    return wording(read(text[:2000]))
