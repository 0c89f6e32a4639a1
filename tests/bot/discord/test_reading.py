"""What Discord says happened, and the event that is made of it: every carrier of text, once, with who and where."""

from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.parts import MOST_PARTS, MOST_TEXT
from bot.discord.reading import blocked, deleted, edited, holds_all, is_message, named, posted, status_set, titled
from moderation.model import Audience, Event, EventKind, Part, PartKind, PlaceKind
from tests.bot.discord.world import (
    BOT,
    CHILD,
    COACH,
    COACHES,
    FORUM,
    GENERAL,
    MESSAGE,
    NOW,
    OTHER_BOT,
    POSTED_AT,
    SERVER,
    THREAD,
    VOICE,
    World,
    member,
    user,
)

WEBHOOK = 800
EDITED = "2026-11-21T18:00:00.250000+00:00"
EDITED_MS = int(datetime(2026, 11, 21, 18, 0, 0, 250000, tzinfo=UTC).timestamp() * 1000)
EMBED = {
    "type": "rich",
    "provider": {"name": "provider"},
    "author": {"name": "author"},
    "title": "title",
    "url": "https://example.org/x",
    "description": "description",
    "fields": [{"name": "field", "value": "value"}],
    "footer": {"text": "footer"},
}
EMBED_TEXT = "provider\nauthor\ntitle\nhttps://example.org/x\ndescription\nfield\nvalue\nfooter"


def file(name: str = "photo.png", **more: Any) -> dict[str, Any]:
    return {
        "id": "1",
        "filename": name,
        "size": 9,
        "url": "https://example.org/f",
        "proxy_url": "https://example.org/f",
        **more,
    }


def poll(question: str, *answers: str) -> dict[str, Any]:
    given = [{"answer_id": n, "poll_media": {"text": text}} for n, text in enumerate(answers, 1)]
    return {"question": {"text": question}, "answers": given, "expiry": "2026-11-22T18:00:00+00:00", "layout_type": 1}


def forward(text: str, **more: Any) -> dict[str, Any]:
    quoted = {
        "type": 0,
        "content": text,
        "embeds": [],
        "attachments": [],
        "timestamp": EDITED,
        "edited_timestamp": None,
        **more,
    }
    return {"message_snapshots": [{"message": quoted}], "message_reference": {"type": 1, "channel_id": "1", "message_id": "2"}}


def parts(event: Event | None) -> list[tuple[str, str]]:
    assert event is not None
    return [(part.kind.value, part.text) for part in event.parts]


# Posts


def test_a_post_is_an_event() -> None:
    world = World()
    event = posted(world.message(CHILD, "hello", mentions=[user(COACH)]), world.club)
    assert event is not None
    assert (event.id, event.org, event.kind) == (f"discord:{GENERAL}:{MESSAGE}:0", "larkmead", EventKind.POSTED)
    assert (event.at, event.message, event.conversation) == (POSTED_AT, str(MESSAGE), str(GENERAL))
    assert (event.author.id, event.author.name, event.author.roles) == (str(CHILD), "jo", ("Junior",))
    assert (event.place.id, event.place.audience) == (str(GENERAL), Audience.MIXED)
    assert event.parts == (Part(PartKind.BODY, "hello"),)
    assert [account.id for account in event.mentions] == [str(COACH)]
    assert event.link == f"https://discord.com/channels/{SERVER}/{GENERAL}/{MESSAGE}"
    assert is_message(event.message)


STICKER = {"id": "1", "name": "wave", "format_type": 1}
OPTION = {"label": "a", "value": "v", "description": "d"}
THUMBNAIL = {"type": 11, "media": {"url": "u"}, "description": "thumb"}
COMPONENTS: list[dict[str, Any]] = [
    {"type": 9, "components": [{"type": 10, "content": "in"}], "accessory": THUMBNAIL},
    {"type": 12, "items": [{"media": {"url": "u"}, "description": "picture"}]},
    {"type": 13, "file": {"url": "attachment://x"}, "name": "x.pdf", "size": 1},
    {"type": 1, "components": [{"type": 2, "style": 5, "label": "go", "url": "https://example.org/b"}]},
    {"type": 1, "components": [{"type": 3, "custom_id": "c", "placeholder": "pick", "options": [OPTION]}]},
]
CARRIERS: list[tuple[str, dict[str, Any], list[tuple[str, str]]]] = [
    ("embed", {"embeds": [EMBED]}, [("embed", EMBED_TEXT)]),
    ("preview", {"embeds": [{"type": "link", "url": "https://example.org/x", "title": "t"}]}, [("embed", "t")]),
    (
        "file",
        {"attachments": [file("p.png", title="фото", description="a map")]},
        [("file_name", "p.png\nфото"), ("alt_text", "a map")],
    ),
    ("sticker", {"sticker_items": [STICKER]}, [("sticker", "wave")]),
    ("poll", {"poll": poll("Where?", "Park", "Pool")}, [("poll", "Where?\nPark\nPool")]),
    ("forward", forward("ring me"), [("forward", "ring me")]),
    (
        "forwarded with everything",
        forward("", embeds=[{"title": "t"}], attachments=[file("n.txt")], sticker_items=[STICKER]),
        [("file_name", "n.txt"), ("embed", "t"), ("sticker", "wave")],
    ),
    ("text display", {"components": [{"type": 10, "content": "words"}]}, [("embed", "words")]),
    (
        "components in components",
        {"components": [{"type": 17, "components": COMPONENTS}]},
        [
            ("embed", "in"),
            ("alt_text", "thumb"),
            ("alt_text", "picture"),
            ("file_name", "x.pdf"),
            ("embed", "go\nhttps://example.org/b"),
            ("embed", "pick\na\nd"),
        ],
    ),
]


@pytest.mark.clause("10.4")
@pytest.mark.parametrize(
    ("more", "expected"), [(more, expected) for _, more, expected in CARRIERS], ids=[c[0] for c in CARRIERS]
)
def test_every_carrier_of_text_is_a_part(more: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    world = World()
    assert parts(posted(world.message(CHILD, "", **more), world.club)) == expected


def test_a_polls_result_says_its_words_and_not_its_numbers() -> None:
    fields = [{"name": "poll_question_text", "value": "Where?"}, {"name": "total_votes", "value": "7"}]
    world = World()
    message = world.message(CHILD, "", type=46, embeds=[{"type": "poll_result", "fields": fields}])
    assert parts(posted(message, world.club)) == [("poll", "Where?")]


def test_a_webhook_is_read_with_the_name_that_it_chose() -> None:
    world = World()
    message = world.message(user(WEBHOOK, username="ring 07700 900123", bot=True), "hi", webhook_id=str(WEBHOOK))
    event = posted(message, world.club)
    assert parts(event) == [("body", "hi"), ("webhook_name", "ring 07700 900123")]
    assert event.author.automated


def test_another_bot_is_read_and_the_bot_itself_is_not() -> None:
    world = World()
    assert parts(posted(world.message(OTHER_BOT, "hi"), world.club)) == [("body", "hi")]
    own = world.message(BOT, "hi")
    assert posted(own, world.club) is None
    assert edited(own, world.club) is None


def test_whom_a_message_answers() -> None:
    world = World()
    answered = {**world.payload(COACH, "come at six"), "id": "8999"}
    reference = {"message_id": "8999", "channel_id": str(GENERAL), "guild_id": str(SERVER)}
    event = posted(world.message(CHILD, "ok", type=19, message_reference=reference, referenced_message=answered), world.club)
    assert event.reply_to.id == str(COACH)
    gone = posted(world.message(CHILD, "ok", type=19, message_reference=reference, referenced_message=None), world.club)
    assert gone.reply_to is None


def test_a_wordless_message_is_an_event_and_a_wordless_sentence_of_discords_is_not() -> None:
    world = World()
    event = posted(world.message(CHILD, ""), world.club)
    assert event.parts == ()
    assert posted(world.message(CHILD, "", type=7), world.club) is None


def test_a_direct_message_to_the_bot_is_private_whatever_discord_py_knows_of_it() -> None:
    world = World()
    direct = discord.DMChannel(me=world.state.user, state=world.state, data={"id": "700", "type": 1})
    event = posted(world.message(CHILD, "help", where=direct), world.club)
    assert event.place.kind is PlaceKind.DIRECT
    assert [account.id for account in event.place.members] == [str(CHILD)]
    assert event.link == f"https://discord.com/channels/@me/700/{MESSAGE}"


def test_a_closed_place_says_who_is_in_it() -> None:
    world = World()
    event = posted(world.message(COACH, "hi", where=world.channel(COACHES)), world.club)
    assert event.place.kind is PlaceKind.PRIVATE_CHANNEL
    assert len(event.place.members) == 2


# Edits


def update(world: World, before: discord.Message | None = None, **payload: Any) -> discord.RawMessageUpdateEvent:
    data = world.payload(**payload)
    event = discord.RawMessageUpdateEvent(data=data, message=world.message(**payload))
    event.cached_message = before
    return event


def test_an_edit_is_a_new_version() -> None:
    world = World()
    raw = update(world, world.message(CHILD, "hi"), author=CHILD, text="ring me", edited_timestamp=EDITED)
    event = edited(raw.message, world.club, raw.cached_message)
    assert holds_all(raw)
    assert event.kind is EventKind.EDITED
    assert event.id == f"discord:{GENERAL}:{MESSAGE}:{EDITED_MS}"
    assert event.at == datetime(2026, 11, 21, 18, 0, 0, 250000, tzinfo=UTC)
    assert parts(event) == [("body", "ring me")]
    assert edited(raw.message, world.club) == event, "the same where the message was not cached"
    read_back = posted(raw.message, world.club)
    assert read_back.id == event.id, "and where it is read back later"


def test_an_update_without_its_text_has_to_be_fetched() -> None:
    world = World()
    raw = update(world, author=CHILD, text="x")
    raw.data = {"id": str(MESSAGE), "channel_id": str(GENERAL), "embeds": []}  # type: ignore[typeddict-item]
    assert not holds_all(raw)


def test_pinning_is_no_edit() -> None:
    world = World()
    before = world.message(CHILD, "hi")
    assert edited(world.message(CHILD, "hi", pinned=True), world.club, before) is None
    assert edited(world.message(CHILD, "hi", pinned=True), world.club) is None
    once = world.message(CHILD, "hi", edited_timestamp=EDITED)
    assert edited(world.message(CHILD, "hi", edited_timestamp=EDITED, pinned=True), world.club, once) is None


@pytest.mark.parametrize("cached", [True, False])
@pytest.mark.parametrize("stamp", [None, EDITED])
def test_the_preview_of_a_link_comes_later_and_is_read_once(cached: bool, stamp: str | None) -> None:
    world = World()
    text = "https://example.org/x"
    before = world.message(CHILD, text, edited_timestamp=stamp)
    after = world.message(CHILD, text, edited_timestamp=stamp, embeds=[{"type": "link", "title": "ring me"}])
    event = edited(after, world.club, before if cached else None)
    assert ("embed", "ring me") in parts(event)
    first = posted(before, world.club)
    assert event.id.startswith(first.id + ":")
    again = edited(after, world.club, before if cached else None)
    assert again.id == event.id
    assert edited(after, world.club, after) is None


def test_a_bots_answer_that_was_announced_first_is_read_when_it_comes() -> None:
    world = World()
    after = world.message(OTHER_BOT, "the words", type=20)
    for before in (world.message(OTHER_BOT, "", type=20), None):
        assert parts(edited(after, world.club, before)) == [("body", "the words")]


# Taken away


def test_a_message_that_was_taken_away() -> None:
    world = World()
    raw = discord.RawMessageDeleteEvent({"id": str(MESSAGE), "channel_id": str(GENERAL), "guild_id": str(SERVER)})
    (event,) = deleted(raw, world.club, NOW)
    assert (event.id, event.kind, event.parts) == (f"discord:{GENERAL}:{MESSAGE}:deleted", EventKind.DELETED, ())
    assert (event.message, event.author.id, event.conversation) == (str(MESSAGE), f"author-of-{MESSAGE}", str(GENERAL))
    raw.cached_message = world.message(CHILD, "hi")
    assert deleted(raw, world.club, NOW)[0].author.id == str(CHILD)
    raw.cached_message = world.message(BOT, "hi")
    assert deleted(raw, world.club, NOW) == []


def test_many_taken_away_at_once_are_an_event_each() -> None:
    world = World()
    raw = discord.RawBulkMessageDeleteEvent({"ids": ["3", "1", "2"], "channel_id": "4711", "guild_id": str(SERVER)})
    events = deleted(raw, world.club, NOW)
    assert [event.message for event in events] == ["1", "2", "3"]
    assert {event.place.audience for event in events} == {Audience.MIXED}, "a place that is not known is open to anybody"


# Names, titles, statuses


def renamed(**names: Any) -> discord.Member:
    """The child under other names. discord.py keeps one user for an id, so each is met by a client of its own."""
    nick = names.pop("nick", None)
    known = World(members=[{**member(CHILD), "user": user(CHILD, **names), "nick": nick}, member(BOT)])
    found = known.guild.get_member(CHILD)
    assert found
    return found


@pytest.mark.clause("5.19")
def test_all_names_are_read_when_somebody_joins_and_a_new_one_when_it_changes() -> None:
    world = World()
    joined = named(renamed(nick="Jojo", global_name="Jo L", username="jo"), world.club, NOW)
    assert parts(joined) == [("nickname", "Jojo"), ("nickname", "Jo L"), ("nickname", "jo")]
    assert (joined.kind, joined.place.id, joined.message) == (EventKind.RENAMED, str(SERVER), f"name:{CHILD}")
    assert not is_message(joined.message)
    before, after = renamed(nick="Jojo"), renamed(nick="ring 07700 900123")
    event = named(after, world.club, NOW, before)
    assert parts(event) == [("nickname", "ring 07700 900123")]
    assert named(before, world.club, NOW, before) is None


def test_a_name_that_was_found_and_one_that_was_seen_to_change_are_the_same() -> None:
    world, before, after = World(), renamed(nick="Jo"), renamed(nick="Bad")
    found = [named(after, world.club, NOW + timedelta(days=n)) for n in range(2)]
    changed = named(after, world.club, NOW, before)
    assert changed is not None
    assert {event.id for event in found if event} == {changed.id}


def test_the_bots_own_name_is_nobodys() -> None:
    world = World()
    me = world.guild.me
    assert named(me, world.club, NOW) is None


def test_the_title_of_a_thread_and_of_a_forums_post() -> None:
    world = World()
    for parent in (GENERAL, FORUM):
        event = titled(world.thread(kind=11, parent=parent, name="ring me"), world.club, NOW)
        assert parts(event) == [("thread_title", "ring me")]
        assert (event.author.id, event.place.id, event.message) == (str(COACH), str(THREAD), f"title:{THREAD}")


def test_a_changed_title_is_one_event_by_whichever_way_it_is_told() -> None:
    world = World()
    thread = world.thread(kind=11, name="ring me")
    told = posted(world.message(CHILD, "ring me", where=thread, type=4), world.club)
    event = titled(thread, world.club, POSTED_AT, before="trip")
    assert event.id == told.id
    assert told.author.id == str(CHILD), "the message says who it was"
    assert titled(thread, world.club, NOW, before="ring me") is None
    assert titled(world.thread(kind=11, owner=BOT), world.club, NOW) is None


def test_the_announcement_of_a_thread_repeats_its_title() -> None:
    world = World()
    thread = world.thread(kind=11, name="ring me")
    reference = {"channel_id": str(THREAD), "guild_id": str(SERVER)}
    told = posted(world.message(COACH, "ring me", type=18, message_reference=reference), world.club)
    event = titled(thread, world.club, NOW)
    assert (event.id, event.place) == (told.id, told.place)


def test_what_stands_under_a_voice_room() -> None:
    world = World()
    room = world.channel(VOICE)
    event = status_set(room, "ring me", world.club, NOW)
    assert parts(event) == [("status", "ring me")]
    assert (event.author.id, event.message) == (f"status-of-{VOICE}", f"status:{VOICE}")
    by = status_set(room, "ring me", world.club, NOW, world.guild.get_member(COACH))
    assert (by.id, by.author.id) == (event.id, str(COACH))
    assert status_set(room, None, world.club, NOW) is None
    topic = posted(world.message(COACH, "ring me", where=room, type=31), world.club)
    assert parts(topic) == [("status", "ring me")]


# Blocked


def execution(world: World, kind: int = 1, **more: Any) -> discord.AutoModAction:
    data = {
        "guild_id": str(SERVER),
        "action": {"type": kind, "metadata": {"channel_id": "1", "duration_seconds": 60}},
        "rule_id": "5",
        "rule_trigger_type": 1,
        "user_id": str(CHILD),
        "channel_id": str(GENERAL),
        "content": "my number is 07700 900123",
        "matched_keyword": "number",
        "matched_content": "number",
        **more,
    }
    return discord.AutoModAction(data=data, state=world.state)  # type: ignore[arg-type]


def test_what_was_blocked_takes_the_same_path() -> None:
    world = World()
    event = blocked(execution(world), world.club, NOW)
    assert parts(event) == [("body", "my number is 07700 900123")]
    assert (event.kind, event.author.id, event.author.roles) == (EventKind.POSTED, str(CHILD), ("Junior",))
    assert not is_message(event.message)
    by_another_rule = blocked(execution(world, rule_id="6"), world.club, NOW)
    assert by_another_rule.id == event.id
    later = blocked(execution(world), world.club, NOW + timedelta(minutes=5))
    assert later.id != event.id
    assert parts(blocked(execution(world, content=""), world.club, NOW)) == [("body", "number")]
    assert blocked(execution(world, content="", matched_content=None), world.club, NOW) is None


@pytest.mark.parametrize("kind", [2, 3])
def test_what_was_reported_and_not_blocked_arrives_by_itself(kind: int) -> None:
    world = World()
    assert blocked(execution(world, kind), world.club, NOW) is None
    alert = world.message(CHILD, "", type=24, embeds=[{"description": "my number"}])
    assert posted(alert, world.club) is None


# Whatever comes

TEXT = st.text(max_size=40)


@given(
    body=TEXT,
    embeds=st.lists(st.fixed_dictionaries({}, optional={"title": TEXT, "description": TEXT, "url": TEXT}), max_size=3),
    files=st.lists(st.tuples(TEXT, st.none() | TEXT), max_size=3),
    question=st.none() | TEXT,
    forwarded=st.none() | TEXT,
    kind=st.integers(0, 70),
)
def test_no_word_is_lost_and_the_same_payload_is_the_same_event(
    body: str,
    embeds: list[dict[str, str]],
    files: list[tuple[str, str | None]],
    question: str | None,
    forwarded: str | None,
    kind: int,
) -> None:
    more: dict[str, Any] = {"embeds": embeds, "attachments": [file(name, description=text) for name, text in files]}
    more |= {"poll": poll(question, "yes")} if question is not None else {}
    more |= forward(forwarded) if forwarded is not None else {}
    world = WORLD
    event = posted(world.message(CHILD, body, type=kind, **more), world.club)
    assert event == posted(world.message(CHILD, body, type=kind, **more), world.club)
    if kind in {4, 18, 24, 31, 46}:
        return
    words = [body, *(text for name, text in files if text), *(name for name, _ in files), forwarded, question]
    words += [text for embed in embeds for key, text in embed.items() if key != "url"]
    read = "\n".join(part.text for part in event.parts) if event else ""
    assert all(text in read for text in words if text and text.strip())


WORLD = World()


def test_what_is_more_than_discord_allows_is_bounded() -> None:
    world = World()
    event = posted(world.message(CHILD, "x" * 1_000_000, attachments=[file()] * 1000), world.club)
    assert len(event.parts) == MOST_PARTS
    assert len(event.parts[0].text) == MOST_TEXT
