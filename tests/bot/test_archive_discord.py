"""Channels as DiscordChatExporter leaves them."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.archive import open_archive
from moderation.model import Audience, EventKind, Part, PartKind, PlaceKind, Role
from tests.bot.archive_exports import CHANNEL, CHILD, COACH, channel, discord, events, problems, said, write, zipped

EMBED = {
    "title": "Storm",
    "description": "Stay in",
    "author": {"name": "Met"},
    "fields": [{"name": "When", "value": "Now"}],
    "footer": {"text": "Bye"},
}


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        (said(1, "hi"), [(PartKind.BODY, "hi")]),
        (said(1, "", attachments=[{"fileName": "ring 07700 900111.png"}]), [(PartKind.FILE_NAME, "ring 07700 900111.png")]),
        (
            said(1, "", attachments=[{"fileName": "a.png", "description": "me at school"}]),
            [(PartKind.FILE_NAME, "a.png"), (PartKind.ALT_TEXT, "me at school")],
        ),
        (said(1, "", embeds=[EMBED]), [(PartKind.EMBED, "Met\nStorm\nStay in\nWhen\nNow\nBye")]),
        (said(1, "", stickers=[{"name": "Wave"}]), [(PartKind.STICKER, "Wave")]),
        (
            said(1, "", poll={"question": "Pizza?", "answers": [{"id": 1, "text": "Yes"}, {"id": 2, "text": "No"}]}),
            [(PartKind.POLL, "Pizza?\nYes\nNo")],
        ),
        (
            said(1, "", forwardedMessage={"content": "secret", "attachments": [{"fileName": "b.jpg"}], "stickers": []}),
            [(PartKind.FORWARD, "secret"), (PartKind.FILE_NAME, "b.jpg")],
        ),
        (
            said(1, "", components=[{"type": "ActionRow", "components": [{"type": "Button", "label": "Press me"}]}]),
            [(PartKind.EMBED, "Press me")],
        ),
        (
            said(1, "", type="46", embeds=[{"fields": [{"name": "poll_question_text", "value": "Pizza?"}]}]),
            [(PartKind.POLL, "Pizza?")],
        ),
        (said(1, "half \ud83d letter"), [(PartKind.BODY, "half � letter")]),
    ],
)
def test_every_carrier_of_text_is_a_part(tmp_path: Path, message: dict[str, Any], parts: list[tuple[PartKind, str]]) -> None:
    [event] = events(write(tmp_path, {"juniors.json": json.dumps(channel([message])).encode()}))
    assert event.parts == tuple(Part(*part) for part in parts)


def test_a_message_is_the_event_that_a_live_adapter_makes(tmp_path: Path) -> None:
    first, second = events(
        discord(
            tmp_path,
            said(1, "who is in?", COACH),
            said(2, "me", type="Reply", reference={"messageId": "300000000000000001"}, mentions=[COACH]),
        )
    )
    assert first.id == f"discord:{CHANNEL}:300000000000000001"
    assert (first.org, first.kind, first.conversation, first.message) == (
        "club",
        EventKind.POSTED,
        CHANNEL,
        "300000000000000001",
    )
    assert first.at == datetime(2026, 9, 1, 9, 1, tzinfo=UTC)
    assert first.author.name == "Lee"
    assert first.author.roles == ("Coach",)
    assert first.link == f"https://discord.com/channels/400000000000000001/{CHANNEL}/300000000000000001"
    assert first.place.audience is Audience.MIXED
    assert second.reply_to == first.author
    assert second.mentions == (first.author,)


def test_an_edit_is_named_in_the_id_and_posted_when_it_was_posted(tmp_path: Path) -> None:
    [event] = events(discord(tmp_path, said(1, timestampEdited="2026-09-01T11:00:00.5+01:00")))
    assert event.kind is EventKind.POSTED
    assert event.id.endswith(":300000000000000001:edit:2026-09-01T10:00:00.500000+00:00")
    assert event.at == datetime(2026, 9, 1, 9, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "kind",
    [
        "RecipientAdd",
        "RecipientRemove",
        "Call",
        "ChannelIconChange",
        "ChannelPinnedMessage",
        "GuildMemberJoin",
        "ThreadCreated",
    ],
)
def test_notices_of_the_platform_are_nobodys_words(tmp_path: Path, kind: str) -> None:
    assert [e.message for e in events(discord(tmp_path, said(1, "Pinned a message.", type=kind), said(2)))] == [
        "300000000000000002"
    ]


def test_a_new_name_of_a_group_is_read(tmp_path: Path) -> None:
    [event] = events(discord(tmp_path, said(1, "Changed the channel name: girls only", type="ChannelNameChange")))
    assert (event.kind, event.parts) == (EventKind.RENAMED, (Part(PartKind.THREAD_TITLE, "girls only"),))


def test_an_empty_message_of_an_old_exporter_is_named(tmp_path: Path) -> None:
    [problem] = problems(discord(tmp_path, said(1, "")))
    assert "poll or a forward" in problem.what


@pytest.mark.parametrize(
    ("kind", "place", "audience"),
    [
        ("GuildTextChat", PlaceKind.CHANNEL, Audience.MIXED),
        ("GuildNews", PlaceKind.CHANNEL, Audience.MIXED),
        ("GuildVoiceChat", PlaceKind.VOICE, Audience.MIXED),
        ("GuildStageVoice", PlaceKind.VOICE, Audience.MIXED),
        ("GuildPublicThread", PlaceKind.THREAD, Audience.MIXED),
        ("GuildNewsThread", PlaceKind.THREAD, Audience.MIXED),
        ("GuildPrivateThread", PlaceKind.PRIVATE_CHANNEL, Audience.MIXED),
        ("DirectTextChat", PlaceKind.DIRECT, Audience.PRIVATE),
        ("DirectGroupTextChat", PlaceKind.GROUP_DIRECT, Audience.PRIVATE),
        ("SomethingNew", PlaceKind.CHANNEL, Audience.MIXED),
    ],
)
def test_kinds_of_places(tmp_path: Path, kind: str, place: PlaceKind, audience: Audience) -> None:
    event = events(discord(tmp_path, said(1), kind=kind))[-1]
    assert (event.place.kind, event.place.audience) == (place, audience)


def test_a_closed_place_has_the_members_that_are_seen_in_it_from_its_first_message_on(tmp_path: Path) -> None:
    path = discord(tmp_path, said(1, "hey", COACH), said(2, "hi", CHILD), kind="GuildPrivateThread")
    assert [m.name for m in events(path)[1].place.members] == ["Lee", "Tilly"]


def test_somebody_who_was_added_is_a_member_and_somebody_who_left_is_none(tmp_path: Path) -> None:
    other = {**CHILD, "id": "100000000000000003", "nickname": "Dev"}
    path = discord(
        tmp_path,
        said(1, "Added a recipient.", COACH, type="RecipientAdd", mentions=[CHILD]),
        said(2, "hi", other),
        said(3, "Left the group.", other, type="RecipientRemove", mentions=[other]),
        said(4, "so", COACH),
        kind="GuildPrivateThread",
    )
    assert [m.name for m in events(path)[-1].place.members] == ["Lee", "Tilly"]


def test_a_direct_conversation_with_one_voice_has_an_unknown_other(tmp_path: Path) -> None:
    [event] = events(discord(tmp_path, said(1, "you up?", COACH), kind="DirectTextChat", name="tilly"))
    assert [member.name for member in event.place.members] == ["Lee", "tilly"]
    assert event.link == f"https://discord.com/channels/400000000000000001/{CHANNEL}/300000000000000001"


def test_the_title_of_a_thread_is_read_once_and_by_its_author_in_a_forum(tmp_path: Path) -> None:
    in_forum = said(0, "look", COACH, id=CHANNEL)
    title, post = events(discord(tmp_path, in_forum, kind="GuildPublicThread", name="lifts"))
    assert (title.kind, title.parts, title.author) == (EventKind.RENAMED, (Part(PartKind.THREAD_TITLE, "lifts"),), post.author)
    titles = [e for e in events(discord(tmp_path / "b", said(1, "a", COACH), said(2), kind="GuildPublicThread")) if e.parts]
    assert [e.kind for e in titles] == [EventKind.RENAMED, EventKind.POSTED, EventKind.POSTED]
    assert titles[0].author.id == f"starter-of-{CHANNEL}"


def test_a_chosen_name_is_read_once_and_again_when_it_changes(tmp_path: Path) -> None:
    names = ["Tilly", "tilly xx", "tilly xx", "Coach Priya"]
    found = events(discord(tmp_path, *(said(n, author={**CHILD, "nickname": name}) for n, name in enumerate(names))))
    renamed = [event for event in found if event.kind is EventKind.RENAMED]
    assert [event.parts for event in renamed] == [(Part(PartKind.NICKNAME, name),) for name in ("tilly xx", "Coach Priya")]
    assert len({event.id for event in renamed}) == 2


def test_the_name_of_a_webhook_is_read(tmp_path: Path) -> None:
    hook = {"id": "100000000000000009", "name": "add me 07700 900222", "nickname": "add me 07700 900222", "isBot": True}
    found = events(discord(tmp_path, said(1, author=hook), said(2, author=hook)))
    assert [event.parts[0].kind for event in found] == [PartKind.WEBHOOK_NAME, PartKind.BODY, PartKind.BODY]
    assert found[0].author.automated


def test_parts_of_a_long_channel_are_read_in_their_order(tmp_path: Path) -> None:
    files = {f"juniors [part {n}].json": channel([said(n, str(n))]) for n in (10, 2, 1)}
    assert [event.parts[0].text for event in events(write(tmp_path, files))] == ["1", "2", "10"]


def test_a_folder_and_its_zip_are_read_alike_and_media_are_never_opened(tmp_path: Path) -> None:
    files = {"a/juniors.json": channel([said(1)]), "a/juniors.json_Files/photo-0A1B2.json": b"\x00", "a/juniors.html": b"<p>"}
    assert events(write(tmp_path / "folder", files)) == events(zipped(tmp_path / "x.zip", files))
    assert problems(tmp_path / "folder") == []


def test_ids_are_strings_even_where_an_exporter_wrote_numbers(tmp_path: Path) -> None:
    [event] = events(discord(tmp_path, said(1, id=300000000000000001, author={"id": 100000000000000002, "name": "tilly"})))
    assert (event.message, event.author.id) == ("300000000000000001", "100000000000000002")


def test_people_have_the_role_that_their_roles_propose(tmp_path: Path) -> None:
    bot = {"id": "7", "name": "bot", "isBot": True}
    archive = open_archive(discord(tmp_path, said(1, author=COACH), said(2, mentions=[CHILD], author=bot)))
    assert {person.name: person.role for person in archive.people().values()} == {"Lee": Role.STAFF, "Tilly": Role.CHILD}
    assert (archive.kind, archive.platform, archive.name) == ("discord", "discord", "Wexley")


def test_an_export_of_several_servers_says_so(tmp_path: Path) -> None:
    other = channel([said(2)], id_="200000000000000002")
    other["guild"]["name"] = "Ashmere"
    assert open_archive(write(tmp_path, {"a.json": channel([said(1)]), "b.json": other})).name == "Wexley and 1 more"
