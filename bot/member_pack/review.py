"""What the officer looks through: a page with every item in full, and a file of choices that they may change."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from jinja2 import Environment, StrictUndefined, Template

from bot.member_pack.asking import Asked, Standing
from bot.member_pack.files import marker_of
from bot.member_pack.items import Choice, Item, Sort, Words
from bot.toml import FileError, Problem, open_document

FOLDER: Final = "for-review"
CHOICES: Final = "choices.toml"
KIND: Final = "member-review"

TITLES: Final[Mapping[Sort, str]] = {
    Sort.REGISTER: "The register",
    Sort.ROLE: "The settings",
    Sort.MESSAGE: "Messages",
    Sort.CONCERN: "What was done",
    Sort.NOTE: "Notes",
    Sort.ACTS: "What you did",
    Sort.ERASED: "What was erased",
}


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review as it lies in its folder: what was looked at, by its hash, and what is chosen for each item by its id."""

    export: str
    asked: Asked
    until: datetime
    digests: Mapping[str, str]
    choices: Mapping[str, Choice]

    @property
    def going_out(self) -> Mapping[str, Choice]:
        return {id_: choice for id_, choice in self.choices.items() if choice.goes_out}

    @property
    def undecided(self) -> Sequence[str]:
        return [id_ for id_, choice in self.choices.items() if choice is Choice.DECIDE]


def read_review(out: Path) -> Reviewed | None:
    """The review in a folder, or None if there is none. Raises FileError for choices that cannot be read, with their lines."""
    folder = out / FOLDER
    marker = marker_of(folder)
    if marker.get("touchline") != KIND:
        return None
    document = open_document(folder / CHOICES)
    listed = document.table.get("choices", {})
    if not isinstance(listed, dict):
        raise FileError((document.problem(("choices",), "[choices] is not a table: put it back as it was"),))
    problems: list[Problem] = []
    choices: dict[str, Choice] = {}
    for id_, said in listed.items():
        if id_ not in marker["items"]:
            problems.append(document.problem(("choices", id_), f"there is no item {id_} in this review: take the line out"))
        elif said not in set(Choice):
            words = ", ".join(choice.value for choice in Choice if choice is not Choice.DECIDE)
            problems.append(document.problem(("choices", id_), f"it must be one of: {words}"))
        else:
            choices[id_] = Choice(said)
    missing = [id_ for id_ in marker["items"] if id_ not in listed]
    if missing:
        problems.append(document.problem(("choices",), f"the line of item {missing[0]} is missing: put it back"))
    if problems:
        raise FileError(tuple(problems))
    asked = Asked(Standing(marker["standing"]), marker["asked_by"])
    return Reviewed(marker["export"], asked, datetime.fromisoformat(marker["until"]), marker["items"], choices)


def kept_choices(items: Sequence[Item], earlier: Reviewed | None) -> dict[str, Choice]:
    """What was chosen before for items that have not changed since, and what is proposed for all others."""
    chosen = {item.id: item.choice for item in items}
    if earlier is not None:
        chosen |= {i.id: earlier.choices[i.id] for i in items if earlier.digests.get(i.id) == i.digest}
    return chosen


def marker(export: str, person: str, asked: Asked, until: datetime, items: Sequence[Item]) -> dict[str, Any]:
    digests = {item.id: item.digest for item in items}
    who = {"standing": asked.standing.value, "asked_by": asked.name}
    return {"touchline": KIND, "v": 1, "export": export, "person": person, **who, "until": until.isoformat(), "items": digests}


def choices_file(items: Sequence[Item], choices: Mapping[str, Choice], zone: ZoneInfo) -> str:
    """The file of choices, a line for each item."""
    lines = [
        "# What goes into the pack. Change a word between quotation marks, save, and run the command again with --final.",
        "#",
        "#   include    it goes out; the names of other people never do",
        "#   masked     it goes out, and private details (numbers, addresses, links) are hidden as well",
        "#   withheld   it stays here, and the pack does not say that there is such a thing",
        "#   decide     put one of the three in its place: no pack is written before",
        "",
        "[choices]",
    ]
    for item in items:
        about = ", ".join(filter(None, (TITLES[item.sort], moment(item.at, zone), item.where)))
        lines.append(f'"{item.id}" = "{choices[item.id].value}"  # {_plain(about)}')
    return "\n".join(lines) + "\n"


def page(
    items: Sequence[Item],
    choices: Mapping[str, Choice],
    whose: str,
    asked: Asked,
    organisation: str,
    at: datetime,
    zone: ZoneInfo,
) -> str:
    """The page for the officer, with names and texts as they are: for their eyes alone."""
    counts = Counter(choices[item.id] for item in items)
    return environment("review.html.j2").render(
        sections=[(TITLES[sort], [item for item in items if item.sort is sort]) for sort in Sort],
        choices=choices,
        counts={choice.value: counts[choice] for choice in Choice},
        whose=whose,
        asked=asked,
        organisation=organisation,
        made=moment(at, zone),
        moment=lambda when: moment(when, zone),
        pieces=lambda words: list(pieces(words)),
    )


def pieces(words: Words) -> Iterator[tuple[str, str]]:
    """A text cut where something is hidden: each piece with "", "name" or "detail"."""
    marks = ["" for _ in words.text]
    for kind, spans in (("detail", words.details), ("name", words.names)):
        for start, end in spans:
            marks[start:end] = [kind] * (end - start)
    start = 0
    for index in range(1, len(marks) + 1):
        if index == len(marks) or marks[index] != marks[start]:
            yield words.text[start:index], marks[start]
            start = index


def environment(template: str) -> Template:
    made = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return made.from_string(files("bot.member_pack").joinpath(template).read_text("utf-8"))


def moment(at: datetime | None, zone: ZoneInfo) -> str:
    return "" if at is None else f"{at.astimezone(zone):%-d %B %Y, %H:%M}"


def _plain(text: str) -> str:
    """In one line, and nothing in it that TOML does not allow in a comment."""
    return "".join(c if c.isprintable() else " " for c in text)
