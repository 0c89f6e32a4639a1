"""What people and channels are called, and what they say of themselves, read once until it changes."""

from dataclasses import replace

import pytest

from bot.slack.naming import found, named, titled
from bot.slack.reading import read
from bot.slack.stamps import is_message
from moderation.model import EventKind
from tests.bot.slack.peer.names import BOT, CHILD, COACH, JUNIORS, TEAM
from tests.bot.slack.world import GROUP, NOW, TS, World, event_of, message, parts, user


@pytest.mark.clause("5.19")
def test_a_name_is_read_once_until_it_changes() -> None:
    world = World()
    joined = event_of(
        {"type": "team_join", "user": user("U9", "Robin", profile={"status_text": "away", "title": "he does what he likes"})},
        world,
    )
    assert (joined.kind, joined.message, joined.place.id, joined.conversation) == (EventKind.RENAMED, "name:U9", TEAM, "")
    assert parts(joined) == [
        ("nickname", "Robin"),
        ("nickname", "Robin Example"),
        ("status", "he does what he likes"),
        ("status", "away"),
    ]
    assert joined.id.count(":") == 4
    assert not is_message(joined.message)
    assert joined.at == NOW
    change = {"type": "user_change", "user": user(CHILD, "Alfie", profile={"status_text": "call me"}, updated=5)}
    event = event_of(change, world)
    assert parts(event) == [("status", "call me")]
    assert event.id.endswith(":5")
    for kind in ("user_profile_changed", "user_status_changed"):
        assert event_of({**change, "type": kind}, world).id == event.id
    world.directory.see(change)
    assert read(change, world.workspace) is None
    assert read({"type": "user_change", "user": user(BOT, "new")}, world.workspace) is None


def test_a_channels_name_is_the_same_event_by_both_ways() -> None:
    world = World()
    notice = message("renamed", subtype="channel_name", name="after", old_name="juniors")
    alone = {"type": "channel_rename", "channel": {"id": JUNIORS, "name": "after", "created": 1}, "event_ts": TS}
    by, of = event_of(notice, world), event_of(alone, world)
    assert by.id == of.id
    assert (by.author.id, parts(by)) == (CHILD, [("thread_title", "after")])
    world.directory.see(alone)
    assert read(alone, world.workspace) is None
    assert world.directory.conversations[JUNIORS].name == "after"


@pytest.mark.parametrize(
    ("subtype", "member"), [("channel_topic", "topic"), ("channel_purpose", "purpose"), ("group_topic", "topic")]
)
def test_a_topic_is_words_that_everybody_reads(subtype: str, member: str) -> None:
    world = World()
    notice = message("set the topic: call me", subtype=subtype, **{member: "call me"})
    event = event_of(notice, world)
    assert (event.kind, event.author.id, event.message, parts(event)) == (
        EventKind.RENAMED,
        CHILD,
        f"topic:{JUNIORS}",
        [("status", "call me")],
    )
    world.directory.see(notice)
    assert getattr(world.directory.conversations[JUNIORS], member) == "call me"
    assert read(message("took it away", subtype=subtype, **{member: ""}), world.workspace) is None


def test_a_new_channel_is_read() -> None:
    said = {
        "type": "channel_created",
        "channel": {"id": "C9", "name": "secret-club", "creator": CHILD, "created": 1},
        "event_ts": TS,
    }
    event = event_of(said)
    assert (event.author.id, parts(event)) == (CHILD, [("thread_title", "secret-club")])


def test_a_topic_that_was_found_is_whose_it_is() -> None:
    world = World()
    room = replace(world.directory.conversations[JUNIORS], topic="a", purpose="b", creator=COACH, topic_by=CHILD, purpose_by="")
    assert [(event.author.id, *parts(event)) for event in titled(room, world.workspace)] == [
        (COACH, ("thread_title", "juniors")),
        (CHILD, ("status", "a")),
        (f"author-of-{JUNIORS}", ("status", "b")),
    ]
    assert titled(replace(room, name="", topic_by=BOT, purpose=""), world.workspace) == []
    assert titled(world.directory.conversations[GROUP], world.workspace) == ()


def test_names_that_are_found_are_the_same_event_every_time() -> None:
    world = World()
    known = world.directory.users[CHILD]
    first = found(known, world.workspace)
    assert first is not None
    assert first == found(known, world.workspace)
    assert named(known, world.workspace) is None
    assert found(world.directory.users[BOT], world.workspace) is None
