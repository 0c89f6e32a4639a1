"""What Slack says happened, and the event that is made of it: once, with who and where."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.slack.reading import read, read_listed
from bot.slack.stamps import is_message
from moderation.model import Audience, EventKind, Part, PartKind, PlaceKind
from tests.bot.slack.peer.names import BOT, BOT_ID, CHILD, COACH, FOREIGNER, GENERAL, JUNIORS, OTHER_TEAM, SHARED, TEAM, URL
from tests.bot.slack.world import (
    DIRECT,
    EDIT,
    GROUP,
    TS,
    WITH_BOT,
    World,
    changed,
    event_of,
    message,
    parts,
    rich,
    words,
)

ROOT = "1795280000.000200"
EDITED: dict[str, Any] = {"edited": {"user": CHILD, "ts": EDIT}}
LINKED = "https://example.org/a"
PREVIEW: dict[str, Any] = {"attachments": [{"from_url": LINKED, "title": "T", "text": "x", "id": 1}]}


# Posts


def test_a_post_is_an_event() -> None:
    event = event_of(
        message(f"hello <@{COACH}>", blocks=[rich(words("hello "), {"type": "user", "user_id": COACH})], team=TEAM)
    )
    assert (event.id, event.org, event.kind) == (f"slack:{JUNIORS}:{TS}:0", "larkmead", EventKind.POSTED)
    assert (event.at, event.message, event.conversation) == (datetime(2026, 11, 21, 18, 0, 0, 100, tzinfo=UTC), TS, JUNIORS)
    assert (event.author.id, event.author.name, event.author.automated) == (CHILD, "Alfie", False)
    assert (event.place.id, event.place.name, event.place.kind) == (JUNIORS, "juniors", PlaceKind.CHANNEL)
    assert event.parts == (Part(PartKind.BODY, "hello @Dave"),)
    assert [account.name for account in event.mentions] == ["Dave"]
    assert event.link == f"{URL}archives/{JUNIORS}/p1795284000000100"
    assert event.reply_to is None
    assert not event.to_bot
    assert is_message(event.message)


def test_a_history_gives_the_same_event_as_a_push() -> None:
    world = World()
    for more in ({}, EDITED, PREVIEW, {"thread_ts": ROOT, "parent_user_id": COACH}, {"subtype": "me_message"}):
        pushed = message("hello", **more)
        listed = {name: value for name, value in pushed.items() if name not in {"channel", "event_ts", "channel_type"}}
        assert read_listed(listed, JUNIORS, world.workspace) == read(pushed, world.workspace)


POSTS: list[tuple[str, dict[str, Any], list[tuple[str, str]]]] = [
    ("me", message("waves", subtype="me_message"), [("body", "waves")]),
    (
        "file",
        message("look", subtype="file_share", files=[{"name": "p.png", "title": "p.png"}], upload=False),
        [("body", "look"), ("file_name", "p.png")],
    ),
    (
        "an app",
        message("sum", user=None, subtype="bot_message", bot_id="B9", username="Sums"),
        [("body", "sum"), ("webhook_name", "Sums")],
    ),
    (
        "a workflow",
        message("form", user=None, subtype="bot_message", bot_id="B9", bot_profile={"name": "Welcome"}),
        [("body", "form")],
    ),
    (
        "broadcast",
        message("all", subtype="thread_broadcast", thread_ts=ROOT, root={"user": COACH, "text": "no"}),
        [("body", "all")],
    ),
    ("slackbot", message("hello!", by="USLACKBOT", subtype="slackbot_response"), [("body", "hello!")]),
    ("a subtype of next year", message("new", subtype="hologram"), [("body", "new")]),
    ("no words", message(""), []),
]


@pytest.mark.parametrize(("said", "seen"), [pytest.param(said, seen, id=name) for name, said, seen in POSTS])
def test_whatever_is_written_is_read(said: dict[str, Any], seen: list[tuple[str, str]]) -> None:
    assert parts(event_of(said)) == seen


def test_an_app_is_who_it_calls_itself() -> None:
    app = event_of(message("x", user=None, subtype="bot_message", bot_id="B9", username="Sums")).author
    assert (app.id, app.name, app.automated) == ("B9", "Sums", True)
    flow = event_of(message("x", user=None, subtype="bot_message", bot_id="B9", bot_profile={"name": "Welcome"})).author
    assert (flow.id, flow.name, flow.automated) == ("B9", "Welcome", True)


def test_a_person_whose_app_posts_for_them_is_that_person() -> None:
    assert event_of(message("x", bot_id="B9", app_id="A9")).author.id == CHILD


def test_a_reply_belongs_to_its_thread_and_answers_whoever_began_it() -> None:
    event = event_of(message("yes", thread_ts=ROOT, parent_user_id=COACH))
    assert (event.conversation, event.place.id) == (f"{JUNIORS}:{ROOT}", JUNIORS)
    assert event.reply_to is not None
    assert event.reply_to.id == COACH
    assert event.link == f"{URL}archives/{JUNIORS}/p1795284000000100?thread_ts={ROOT}&cid={JUNIORS}"
    told = event_of(message("yes", subtype="thread_broadcast", thread_ts=ROOT, root={"user": COACH}))
    assert told.reply_to is not None
    assert told.reply_to.id == COACH
    first = event_of(message("yes", thread_ts=TS, reply_count=2))
    assert (first.conversation, first.reply_to) == (JUNIORS, None)


def test_a_stranger_is_read_with_the_name_that_the_message_gives() -> None:
    world = World()
    known = event_of(message("hi", by=FOREIGNER, channel=SHARED, team=OTHER_TEAM, user_team=OTHER_TEAM), world)
    assert (known.author.name, known.place.id) == ("Finn", SHARED)
    profile = {"display_name": "", "real_name": "Ola Example"}
    unknown = event_of(message("hi", by="U99", channel=SHARED, user_team=OTHER_TEAM, user_profile=profile), world)
    assert (unknown.author.id, unknown.author.name) == ("U99", "Ola Example")


def test_what_the_bot_did_is_nobodys() -> None:
    world = World()
    own = message("notice", by=BOT, bot_id=BOT_ID)
    for said in (
        own,
        changed({**own, "text": "notice 2"}),
        message(subtype="message_deleted", deleted_ts=ROOT, previous_message=own),
    ):
        assert read(said, world.workspace) is None


def test_a_private_message_is_read_with_both_sides() -> None:
    world = World()
    event = event_of(message("hi", by=COACH, channel=DIRECT, channel_type="im"), world)
    assert (event.place.kind, event.place.audience, event.place.name) == (PlaceKind.DIRECT, Audience.PRIVATE, "Alfie and Dave")
    assert {account.id for account in event.place.members} == {CHILD, COACH}
    group = event_of(message("hi", channel=GROUP, channel_type="mpim"), world)
    assert (group.place.kind, len(group.place.members)) == (PlaceKind.GROUP_DIRECT, 3)
    to_bot = event_of(message("can I tell you something", channel=WITH_BOT, channel_type="im"), world)
    assert to_bot.to_bot
    assert not event.to_bot
    assert not group.to_bot
    assert [account.id for account in to_bot.place.members] == [CHILD]
    unknown = event_of(message("hi", channel="D0UNKNOWN", channel_type="im"), world)
    assert (unknown.place.kind, unknown.place.members, unknown.to_bot) == (PlaceKind.DIRECT, (), False)


NOTICES = [
    "channel_join",
    "channel_leave",
    "group_join",
    "pinned_item",
    "bot_add",
    "channel_archive",
    "message_replied",
    "reminder_add",
]


@pytest.mark.parametrize("subtype", NOTICES)
def test_what_slack_notes_down_is_nobodys_words(subtype: str) -> None:
    assert read(message(f"<@{CHILD}> has joined the channel", subtype=subtype), World().workspace) is None


def test_a_huddle_is_who_started_it_where_it_is_private() -> None:
    world = World()
    room: dict[str, Any] = {"id": "R1", "name": "", "created_by": COACH, "participants": [COACH]}
    in_private = message(
        "A huddle started", by="USLACKBOT", subtype="huddle_thread", room=room, channel=DIRECT, channel_type="im"
    )
    private = event_of(in_private, world)
    assert (private.author.id, private.parts, private.place.kind) == (COACH, (), PlaceKind.DIRECT)
    ended = {**in_private, "room": {**room, "has_ended": True}, "edited": {"user": "USLACKBOT", "ts": EDIT}}
    assert read(changed(ended, channel=DIRECT), world.workspace) is None
    in_public = message("A huddle started", by="USLACKBOT", subtype="huddle_thread", room=room)
    assert read(in_public, world.workspace) is None
    assert parts(event_of({**in_public, "room": {**room, "name": "just us"}}, world)) == [("thread_title", "just us")]


# Edits


def test_an_edit_is_a_new_reading() -> None:
    before, now = message("hello"), message("ring me", **EDITED)
    for previous in (before, None):
        event = event_of(changed(now, previous))
        assert (event.id, event.kind, event.message) == (f"slack:{JUNIORS}:{TS}:{EDIT}", EventKind.EDITED, TS)
        assert event.at == datetime(2026, 11, 21, 18, 1, tzinfo=UTC)
        assert parts(event) == [("body", "ring me")]
        assert read_listed(now, JUNIORS, World().workspace).id == event.id  # type: ignore[union-attr]


def test_a_preview_is_read_when_it_comes() -> None:
    before, now = message(f"<{LINKED}>"), message(f"<{LINKED}>", **PREVIEW)
    event = event_of(changed(now, before))
    assert parts(event) == [("body", LINKED), ("embed", "T\nx")]
    assert event.id.startswith(f"slack:{JUNIORS}:{TS}:0:")
    assert event.kind is EventKind.EDITED
    assert event_of(changed(now)).id == event.id == read_listed(now, JUNIORS, World().workspace).id  # type: ignore[union-attr]
    later = event_of(changed({**now, **EDITED, "text": "more"}, now))
    assert later.id.startswith(f"slack:{JUNIORS}:{TS}:{EDIT}:")
    # Taken away again, it is what it was.
    assert event_of(changed(before, now)).id.startswith(f"slack:{JUNIORS}:{TS}:0")


def test_what_is_added_without_an_edit_is_another_event_each_time() -> None:
    before = message("sum", bot_id="B9")
    first = event_of(changed({**before, "text": "sum 1"}, before))
    second = event_of(changed({**before, "text": "sum 2"}, {**before, "text": "sum 1"}))
    untold = event_of(changed({**before, "text": "sum 1"}))
    assert first.id == untold.id != second.id
    assert not {first.id, second.id} & {f"slack:{JUNIORS}:{TS}:0"}


def test_nothing_new_is_no_event() -> None:
    world = World()
    before = message("hello")
    for now in (
        {**before, "reply_count": 3, "thread_ts": TS},
        {**before, "reactions": [{"name": "x", "count": 1}]},
    ):
        assert read(changed(now, before), world.workspace) is None
    assert read(changed({**before, "subtype": "channel_join"}), world.workspace) is None


def test_an_edit_of_a_reply_stays_in_its_thread() -> None:
    assert event_of(changed(message("x", thread_ts=ROOT, **EDITED))).conversation == f"{JUNIORS}:{ROOT}"


# Deletions

GONE: dict[str, Any] = {
    "subtype": "message_deleted",
    "user": None,
    "text": None,
    "ts": EDIT,
    "event_ts": EDIT,
    "deleted_ts": TS,
    "hidden": True,
}


def test_a_deletion_says_what_is_gone_and_whose_it_was() -> None:
    event = event_of(message(**GONE, previous_message=message("secret")))
    assert (event.id, event.kind, event.message) == (f"slack:{JUNIORS}:{TS}:deleted", EventKind.DELETED, TS)
    assert (event.at, event.author.id, event.parts) == (datetime(2026, 11, 21, 18, 1, tzinfo=UTC), CHILD, ())
    untold = event_of(message(**GONE))
    assert (untold.id, untold.author.id) == (event.id, f"author-of-{TS}")


def test_a_parent_that_becomes_a_tombstone_is_deleted() -> None:
    tombstone = message("This message was deleted.", by="USLACKBOT", subtype="tombstone", thread_ts=TS, reply_count=1)
    event = event_of(changed(tombstone, message("secret", thread_ts=TS)))
    assert (event.id, event.kind, event.author.id) == (f"slack:{JUNIORS}:{TS}:deleted", EventKind.DELETED, CHILD)
    listed = read_listed(tombstone, JUNIORS, World().workspace)
    assert listed is not None
    assert listed.id == event.id


def test_a_message_in_a_channel_that_nobody_knows_is_read() -> None:
    event = event_of(message("hello", channel="C0UNKNOWN"))
    assert (event.place.id, event.place.kind, event.place.audience) == ("C0UNKNOWN", PlaceKind.CHANNEL, Audience.MIXED)
    assert event_of(message("x", channel=GENERAL)).place.name == "general"
