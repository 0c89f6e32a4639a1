"""JSON Lines, in the form that `check` reads."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.archive import open_archive
from moderation.model import Audience, Part, PartKind, PlaceKind, Role
from tests.bot.archive_exports import events, problems


def lines(path: Path, *values: Any) -> Path:
    path.write_text("".join(json.dumps(value) + "\n" for value in values))
    return path


def test_a_full_line(tmp_path: Path) -> None:
    line = {"id": "m1", "text": "hi", "author_role": "staff", "audience": "private", "at": "2026-09-01T10:00:00+01:00",
            "author": "rob", "conversation": "rob-poppy"}  # fmt: skip
    [event] = events(lines(tmp_path / "talk.jsonl", line))
    assert (event.id, event.message, event.conversation) == ("archive:rob-poppy:m1", "m1", "rob-poppy")
    assert event.at == datetime(2026, 9, 1, 9, tzinfo=UTC)
    assert (event.place.kind, event.place.audience) == (PlaceKind.DIRECT, Audience.PRIVATE)
    assert (event.author.id, event.author.platform, event.parts) == ("rob", "archive", (Part(PartKind.BODY, "hi"),))


def test_text_is_enough(tmp_path: Path) -> None:
    one, two = events(lines(tmp_path / "talk.jsonl", {"text": "a"}, {"text": "b"}))
    assert (one.id, two.id) == ("archive:talk:line-1", "archive:talk:line-2")
    assert one.at < two.at
    assert one.at.hour == 12, "nobody seems to write at night"
    assert one.at.weekday() == 0
    assert (one.place.audience, one.conversation, one.author.id) == (Audience.MIXED, "", "unnamed-unknown")


def test_a_line_without_a_time_comes_after_the_line_before_it(tmp_path: Path) -> None:
    one, two = events(lines(tmp_path / "talk.jsonl", {"text": "a", "at": "2026-09-01T10:00:00Z"}, {"text": "b"}))
    assert 0 < (two.at - one.at).total_seconds() < 1


def test_people_are_as_the_lines_state_them_and_a_second_role_is_a_second_account(tmp_path: Path) -> None:
    path = lines(
        tmp_path / "talk.jsonl",
        {"text": "a", "author": "sam", "author_role": "child", "minor": True},
        {"text": "b", "author": "sam", "author_role": "staff"},
        {"text": "c", "author": "sam", "author_role": "child", "minor": True},
        {"text": "d", "author_role": "learner", "minor": False},
    )
    people = open_archive(path).people()
    assert [event.author.id for event in events(path)] == ["sam", "sam#staff", "sam", "unnamed-learner"]
    assert {id_: (person.role, person.minor) for id_, person in people.items()} == {
        "sam": (Role.CHILD, True),
        "sam#staff": (Role.STAFF, None),
        "unnamed-learner": (Role.LEARNER, False),
    }


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ({"text": "a", "author_role": "cild"}, "its author_role is not known and is taken as unknown: did you mean child?"),
        ({"text": "a", "audience": "everyone"}, "its audience is not known and is taken as mixed"),
        ({"text": "a", "at": "yesterday"}, "its time cannot be read, so it is taken as that of the line before"),
        (
            {"text": "a", "at": "0001-01-01T00:00:00+14:00"},
            "its time cannot be read, so it is taken as that of the line before",
        ),
        ({"text": "a", "minor": "yes"}, "part of a message could not be read (minor); the rest of it was"),
        ({"text": "a", "author": ["x"]}, "part of a message could not be read (author); the rest of it was"),
    ],
)
def test_what_is_wrong_beside_the_text_is_named_and_the_text_is_read(tmp_path: Path, line: dict[str, Any], what: str) -> None:
    path = lines(tmp_path / "talk.jsonl", line)
    [problem] = problems(path)
    assert (problem.file, problem.line, problem.what) == ("talk.jsonl", 1, what)
    assert [event.parts[0].text for event in events(path)] == ["a"]


def test_a_child_is_never_an_adult_by_mistake(tmp_path: Path) -> None:
    archive = open_archive(lines(tmp_path / "talk.jsonl", {"text": "a", "author_role": "child", "minor": False}))
    assert all(person.may_be_child for person in archive.people().values())


def test_a_folder_of_lines_and_a_register_is_read(tmp_path: Path) -> None:
    lines(tmp_path / "talk.jsonl", {"text": "a"})
    (tmp_path / "people.csv").write_text("account,role\n")
    assert open_archive(tmp_path).kind == "jsonl"
    assert len(events(tmp_path)) == 1
