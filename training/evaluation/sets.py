"""What is measured on: lines of authors that nobody trained on, lines of the workshop where they are, and ordinary talk."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from moderation.model import Category
from training.evaluation.measures import spread
from training.evaluation.talks_read import Talk, read_talks
from training.labels import HEADS, OF_THEIR_OWN, SWEARING
from training.rows import ROLES, Row, authored, texting

#: The heads of the model by the categories of Touchline.
CATEGORY: Final = {
    "offensive": Category.OFFENSIVE,
    "contact": Category.PRIVATE_CONTACT,
    "disclosure": Category.DISCLOSURE,
    "bullying": Category.BULLYING,
    "comment": Category.COMMENT,
}
#: The kinds of details that a held-out line may be said to hold, and those of Touchline that answer to them.
OF_A_LINE: Final = {
    "phone": {"phone"},
    "email": {"email"},
    "postcode": {"postcode"},
    "address": {"address"},
    "school": {"school"},
    "birth": {"dob", "age"},
    "handle": {"handle"},
}
#: Ordinary talk is sampled: this many lines of each source at most.
MOST_ORDINARY: Final = 5000
_DEVELOPMENT: Final = {"contact": Category.PRIVATE_CONTACT, "disc": Category.DISCLOSURE, "tone": Category.STAFF_CONDUCT}
#: A file given by hand holds this many characters a field at most.
_LONGEST: Final = 1_000_000

Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Sample:
    """One line. `truth` holds only the categories that somebody judged it for; `kinds` are "category.kind".

    `spans` are the personal details in it as (start, end, type), `end` exclusive; `source` names the file, and so the author.
    """

    text: str
    source: str
    role: str = "unknown"
    truth: Mapping[Category, bool] = field(default_factory=dict)
    kinds: frozenset[str] = frozenset()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class LineSet:
    """Lines that are reported together. `about` says in a sentence what they are."""

    name: str
    about: str
    samples: tuple[Sample, ...]

    @property
    def categories(self) -> tuple[Category, ...]:
        judged = {category for sample in self.samples for category in sample.truth}
        return tuple(category for category in Category if category in judged)

    def at_most(self, lines: int) -> "LineSet":
        return replace(self, samples=tuple(spread(self.samples, lines)))


@dataclass(frozen=True, slots=True)
class Sets:
    """Everything that was found, and in a sentence each what was not."""

    labelled: tuple[LineSet, ...]
    ordinary: tuple[LineSet, ...]
    allowed: LineSet | None
    talks: tuple[Talk, ...]
    missing: tuple[str, ...]

    def at_most(self, lines: int) -> "Sets":
        return replace(
            self,
            labelled=tuple(each.at_most(lines) for each in self.labelled),
            ordinary=tuple(each.at_most(lines) for each in self.ordinary),
        )


def gather(held_out: Path, shared: Path, blind: bool = False) -> Sets:
    """Every set that is there. `blind` adds those that nobody may tune on: looked at seldom, or they are blind no longer."""
    missing: list[str] = []
    labelled: list[LineSet] = []
    rows = authored(held_out)
    # An author who gave no line a label wrote plain talk, to count false alarms on. Whoever talks also grumbles.
    worrying = {row.source for row in rows if row.labels - OF_THEIR_OWN}
    if worrying:
        whose = "one author" if len(worrying) == 1 else f"{len(worrying)} authors"
        about = f"by {whose} that nobody trained on; every question answered for every line"
        labelled.append(LineSet("held-out", about, tuple(_of_row(row) for row in rows if row.source in worrying)))
    else:
        missing.append(f"no held-out lines in {held_out.name}/")
    if details := tuple(_held_out_details(held_out / "details")):
        about = "by an author who had seen no rule: which kinds of details a line holds"
        labelled.append(LineSet("details held-out", about, details))
    folder = shared / "development"
    for name, category in _DEVELOPMENT.items():
        labelled += _development(folder, f"{name} development", (f"{name}_pos", f"{name}_neg"), category, missing)
    labelled += _development(folder, "details development", ("uk_pii_pos", "uk_pii_neg"), Category.PERSONAL_DETAILS, missing)
    if blind:
        for name in ("contact", "disc"):
            labelled += _development(folder, f"{name} blind", (f"blind_{name}",), _DEVELOPMENT[name], missing)
        files = ("uk_pii_blind_pos", "uk_pii_blind_neg")
        labelled += _development(folder, "details blind", files, Category.PERSONAL_DETAILS, missing)
    allowed = _development(folder, "own contacts", ("uk_pii_allow",), Category.PERSONAL_DETAILS, missing)
    club = tuple(Sample(row.text, row.source, row.role) for row in rows if row.source not in worrying and not row.labels)
    about = "plain talk of clubs and providers, by authors that nobody trained on, unselected"
    ordinary = (*([LineSet("club talk", about, club)] if club else ()), *_ordinary(shared, missing))
    return Sets(tuple(labelled), ordinary, allowed[0] if allowed else None, read_talks(held_out / "talks"), tuple(missing))


def _of_row(row: Row) -> Sample:
    truth = {CATEGORY[head]: bool(row.truth[head]) for head in HEADS if head in row.truth}
    # Swearing at nobody is not asked of the model, but a policy forbids it, so of the whole it is.
    truth[Category.OFFENSIVE] |= SWEARING in row.labels
    kinds = frozenset(f"{CATEGORY[label.split('.')[0]].value}.{label.split('.')[1]}" for label in row.labels if "." in label)
    return Sample(row.text, row.source, row.role, truth, kinds)


def _held_out_details(folder: Path) -> Iterator[Sample]:
    """Lines as "kinds, role, text", tab separated; "-" is none. ValueError names the file and line that is not so."""
    for file in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            fields = line.split("\t")
            kinds = frozenset(fields[0].split(",")) - {"-"}
            if len(fields) != 3 or fields[1] not in ROLES or not kinds <= OF_A_LINE.keys():
                raise ValueError(f"{file.name}, line {number}: needs kinds, role and text with tabs between")
            named = frozenset(f"{Category.PERSONAL_DETAILS.value}.{kind}" for kind in kinds)
            yield Sample(fields[2], file.stem, fields[1], {Category.PERSONAL_DETAILS: bool(kinds)}, named)


def _development(folder: Path, name: str, files: Sequence[str], category: Category, missing: list[str]) -> list[LineSet]:
    paths = [folder / f"{file}.jsonl" for file in files]
    gone = [path.name for path in paths if not path.is_file()]
    if gone:
        missing.append(f"{name}: {', '.join(gone)} not here, so skipped")
        return []
    role = "staff" if category is Category.STAFF_CONDUCT else "unknown"
    samples = tuple(_sample(line, path.stem, role, category) for path in paths for line in _jsonl(path))
    about = (
        "nobody may tune on these"
        if any("blind" in file for file in files)
        else "by one author; rules were once tuned on these"
    )
    return [LineSet(name, about, samples)]


def _sample(line: Mapping[str, Any], source: str, role: str, category: Category) -> Sample:
    """One line of a development file. It is positive by its spans, its "pos" or its label, whichever it has."""
    spans = tuple((start, end, kind) for start, end, kind in line.get("spans", ()))
    positive = bool(spans) or bool(line.get("pos")) or line.get("label", "NONE") != "NONE"
    label = str(line.get("label", "")).lower()
    kinds = frozenset({f"{category.value}.{label}"} if positive and label else ())
    return Sample(line["text"], source, role, {category: positive}, kinds, spans)


def _ordinary(shared: Path, missing: list[str]) -> Iterator[LineSet]:
    sms, talk = shared / "ordinary_sms.txt", shared / "ordinary_talk.jsonl"
    if sms.is_file():
        texts = [line for line in texting(shared)[1] if line.strip()]
        about = "the half that nobody learned from; some swear, some woo, and a few hold true personal details"
        yield LineSet("text messages", about, _plain(texts, "ordinary_sms"))
    else:
        missing.append(f"ordinary text messages: {sms.name} not here, so skipped")
    if talk.is_file():
        about = "about computers and general subjects; the shipped model learned from some of these"
        yield LineSet("ordinary talk", about, _plain([line["text"] for line in _jsonl(talk)], "ordinary_talk"))
    else:
        missing.append(f"ordinary talk: {talk.name} not here, so skipped")


def _plain(texts: Sequence[str], source: str) -> tuple[Sample, ...]:
    return tuple(Sample(text, source) for text in spread(texts, MOST_ORDINARY))


def _jsonl(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def from_csv(name: str, file: Path) -> LineSet:
    """Somebody's own file: columns `text` and `label`, 1 where the text is offensive and 0 where it is not.

    ValueError says what is wrong with it, and never repeats a text.
    """
    csv.field_size_limit(_LONGEST)
    with file.open(newline="", encoding="utf-8-sig") as opened:
        reader = csv.DictReader(opened)
        if not {"text", "label"} <= set(reader.fieldnames or ()):
            raise ValueError(f"{file.name} needs a header with the columns text and label")
        samples = []
        for row in reader:
            if row["label"] not in {"0", "1"} or not row["text"]:
                raise ValueError(f"{file.name}, line {reader.line_num}: needs a text, and 0 or 1 as its label")
            samples.append(Sample(row["text"], name, truth={Category.OFFENSIVE: row["label"] == "1"}))
    return LineSet(name, f"{file.name}, given by hand", tuple(samples))
