"""The three example exports, which people have in these forms, are read whole."""

import csv
import json
from pathlib import Path

import pytest

from bot.archive import open_archive
from bot.people_file import read_people
from moderation.model import EventKind, PartKind, PlaceKind, Role
from tests.bot.archive_exports import events, problems, zipped

EXAMPLES = Path(__file__).parents[2] / "examples"
CRICKET = EXAMPLES / "wexley-cricket-club-discord"
TRAINING = EXAMPLES / "harbour-training-slack"
SPORT = EXAMPLES / "brightfield-sport-psychology.jsonl"
ALL = [CRICKET, TRAINING, SPORT]


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_nothing_is_unreadable_and_reading_again_gives_the_same(path: Path) -> None:
    assert problems(path) == []
    first = events(path)
    assert first == events(path)
    assert len({event.id for event in first}) == len(first)


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_every_line_of_the_answer_key_is_there(path: Path) -> None:
    with (EXAMPLES / "expected.csv").open(encoding="utf-8", newline="") as file:
        wanted = {row["message_id"] for row in csv.DictReader(file) if path.name.startswith(row["export"])}
    assert wanted
    assert wanted <= {event.message for event in events(path)}


def test_every_message_that_somebody_wrote_is_there() -> None:
    notices = {"ChannelPinnedMessage", "RecipientAdd", "GuildMemberJoin", "21"}
    written = {
        m["id"]
        for p in CRICKET.glob("*.json")
        for m in json.loads(p.read_text("utf-8"))["messages"]
        if m["type"] not in notices
    }
    assert written == {event.message for event in events(CRICKET) if event.kind is EventKind.POSTED}
    posts = [m for p in TRAINING.glob("*/*.json") for m in json.loads(p.read_text("utf-8"))]
    assert {m["ts"] for m in posts if m.get("subtype") != "channel_join"} == {event.message for event in events(TRAINING)}
    assert len(events(SPORT)) == len(SPORT.read_text("utf-8").splitlines())


@pytest.mark.parametrize("path", [CRICKET, TRAINING], ids=lambda path: path.name)
def test_a_zip_of_the_folder_is_read_like_the_folder(path: Path, tmp_path: Path) -> None:
    content = {file.relative_to(path).as_posix(): file.read_bytes() for file in path.rglob("*") if file.is_file()}
    assert events(zipped(tmp_path / "export.zip", content)) == events(path)


def test_one_channel_can_be_read_alone() -> None:
    [channel] = CRICKET.glob("* - coaches *.json")
    assert {event.place.name for event in events(channel)} == {"coaches"}


def test_the_private_thread_shows_who_is_in_it() -> None:
    places = {event.place for event in events(CRICKET) if event.place.kind is PlaceKind.PRIVATE_CHANNEL}
    assert [sorted(member.name for member in place.members) for place in places] == [["Lee Garrity (Coach)", "Tilly"]]


def test_what_hides_beside_the_body_is_found() -> None:
    kinds = {part.kind for event in events(CRICKET) for part in event.parts}
    assert {
        *(PartKind.EMBED, PartKind.FORWARD, PartKind.POLL, PartKind.STICKER, PartKind.FILE_NAME),
        *(PartKind.NICKNAME, PartKind.THREAD_TITLE, PartKind.WEBHOOK_NAME),
    } <= kinds


def test_direct_messages_name_both_sides() -> None:
    direct = {event.place.id: event.place for event in events(TRAINING) if event.place.kind is PlaceKind.DIRECT}
    assert len(direct) == 4
    assert all(len(place.members) == 2 for place in direct.values())


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_what_an_export_proposes_never_makes_a_registered_child_an_adult(path: Path) -> None:
    register = path / "people.csv" if path.is_dir() else EXAMPLES / "brightfield-people.csv"
    file = read_people(register)
    assert file.problems == ()
    proposed = open_archive(path).people()
    for person, accounts in file.members:
        for account in accounts:
            seen = proposed.get(account.id)
            if seen and person.may_be_child:
                assert seen.may_be_child, account.id
                assert seen.role in {Role.UNKNOWN, Role.CHILD, Role.LEARNER}
            if seen:
                assert seen.id == person.id, "the same account is the same person, with or without the register"
