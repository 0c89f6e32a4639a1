"""Every detector flags what its table of examples says, there and nowhere else, and leaves the rest alone."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import pytest

from moderation.detectors import Detector, all_detectors
from moderation.engines import Opinion
from moderation.engines.shipped import shipped
from moderation.model import Detail, Finding
from moderation.text import read
from tests.moderation.builders import message

FLAG, LEAVE = 10, 20  # examples of each that a detector has at least
ACT, LOOK = (
    700,
    400,
)  # a flagged line scores at least the one (the other, where it is only shown to a person), a line to leave less
KEYS = {"text", "role", "audience", "part", "before", "present", "profile", "tags"}


def module_of(detector: Detector) -> str:
    return type(detector).__module__.rpartition(".")[2]


@cache
def table(module: str) -> dict[str, Any]:
    """A detector's examples. A missing file reads as an empty table, so that one test fails and not the collection of all."""
    file = files("moderation.detectors").joinpath(f"{module}.examples.toml")
    return tomllib.loads(file.read_text("utf-8")) if file.is_file() else {"flag": [], "leave": []}


def rows(sort: str) -> list[Any]:
    return [
        pytest.param(detector, row, id=f"{module_of(detector)}-{sort}-{number}")
        for detector in all_detectors()
        for number, row in enumerate(table(module_of(detector)).get(sort, ()), 1)
    ]


def _asked(text: str) -> Opinion:
    said = shipped().read(read(text))
    return Opinion(
        shipped().id, said.scores, tuple(Detail(each.kind, 0, each.start, each.end, each.score) for each in said.details)
    )


def seen(detector: Detector, row: dict[str, Any]) -> list[Finding]:
    """What a detector sees in an example. With `engine = true` in its table the shipped engine is asked, as it is in life."""
    view, context = message(
        row["text"],
        row.get("role", "child"),
        row.get("audience", "mixed"),
        row.get("before", ()),
        part=row.get("part", "body"),
        present=row.get("present", ()),
        tags=row.get("tags", ()),
        profile=row.get("profile", "sports_club"),
        opinion=_asked(row["text"]) if table(module_of(detector)).get("engine") else None,
    )
    return sorted(detector.look(view, context), key=lambda f: (f.part, f.start, f.end))


@pytest.mark.parametrize("detector", all_detectors(), ids=module_of)
def test_a_detector_has_enough_well_formed_examples(detector: Detector) -> None:
    examples = table(module_of(detector))
    assert set(examples) - {"engine"} == {"flag", "leave"}
    assert len(examples["flag"]) >= FLAG
    assert len(examples["leave"]) >= LEAVE
    assert all({"text", "kind", "found"} <= set(row) <= KEYS | {"kind", "found", "for_a_person"} for row in examples["flag"])
    assert all({"text"} <= set(row) <= KEYS for row in examples["leave"])
    texts = [str(sorted(row.items())) for row in examples["flag"] + examples["leave"]]
    assert len(set(texts)) == len(texts), "an example stands twice"


@pytest.mark.clause("2.1", "5.8")
@pytest.mark.parametrize(("detector", "row"), rows("flag"))
def test_it_flags(detector: Detector, row: dict[str, Any]) -> None:
    """Map 2.1, 2.9, 3.1, 3.2, 3.3, 3.5, 4.1, 5.1, 9.1: each detector's own table."""
    least = LOOK if row.get("for_a_person") else ACT
    findings = [f for f in seen(detector, row) if f.kind == row["kind"] and f.score >= least]
    assert [row["text"][f.start : f.end] for f in findings] == row["found"], row["text"]


@pytest.mark.parametrize(("detector", "row"), rows("leave"))
def test_it_leaves_alone(detector: Detector, row: dict[str, Any]) -> None:
    assert [(f.kind, f.score) for f in seen(detector, row) if f.score >= LOOK] == [], row["text"]
