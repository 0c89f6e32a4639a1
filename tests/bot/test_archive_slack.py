"""Slack workspace exports."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.archive import open_archive
from bot.archive.slack_text import shown_text
from moderation.model import Audience, EventKind, Part, PartKind, PlaceKind, Role
from tests.bot.archive_exports import LISTS, events, post, problems, workspace, write, zipped


def rich(*elements: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}]


def text(words: str, **style: bool) -> dict[str, Any]:
    return {"type": "text", "text": words, "style": style}


SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "*Apply* <https://example.org|here>"}}
IMAGE = {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "me in kit", "title": {"text": "Kit"}}
WRAPPED = {"is_share": True, "text": "", "message_blocks": [{"message": {"blocks": rich(text("meet me"))}}]}
UNFURL = {"is_msg_unfurl": True, "fallback": "[10:00] Owen: hi"}
PREVIEW = {"title": "Rugby", "text": "Results", "fallback": "Rugby: Results", "fields": []}
PICTURE = {"name": "IMG_1.jpg", "title": "me at 12 Lane", "alt_txt": "a garden", "mimetype": "image/jpeg"}
SNIPPET = {"name": "note.txt", "title": "note.txt", "preview": "my snap is x"}
CLIP = {"name": "a.m4a", "title": "a.m4a", "transcription": {"status": "complete", "preview": {"content": "ring me"}}}
ASKED = rich(text("ask "), {"type": "user", "user_id": "U0COACH1"})


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        (post(1, "hi &amp; bye &lt;3"), [("body", "hi & bye <3")]),
        (post(1, "ask <@U0COACH1>", blocks=ASKED), [("body", "ask @Owen")]),
        (post(1, "", blocks=rich(text("077", bold=True), text("00 900111"))), [("body", "07700 900111")]),
        (post(1, "New job", blocks=[SECTION]), [("body", "New job"), ("embed", "*Apply* here (https://example.org)")]),
        (post(1, "", blocks=[IMAGE]), [("embed", "Kit"), ("alt_text", "me in kit")]),
        (post(1, "", attachments=[{"is_share": True, "text": "keep quiet"}]), [("forward", "keep quiet")]),
        (post(1, "", attachments=[UNFURL]), [("forward", "[10:00] Owen: hi")]),
        (post(1, "", attachments=[WRAPPED]), [("forward", "meet me")]),
        (post(1, "see", attachments=[PREVIEW]), [("body", "see"), ("embed", "Rugby\nResults")]),
        (
            post(1, "", files=[PICTURE]),
            [("file_name", "IMG_1.jpg"), ("file_name", "me at 12 Lane"), ("alt_text", "a garden")],
        ),
        (post(1, "", files=[SNIPPET]), [("file_name", "note.txt"), ("embed", "my snap is x")]),
        (post(1, "", files=[CLIP]), [("file_name", "a.m4a"), ("transcript", "ring me")]),
        (post(1, "gone", files=[{"id": "F1", "mode": "tombstone"}]), [("body", "gone")]),
        (post(1, "is off", subtype="me_message"), [("body", "is off")]),
        (post(1, "something new", subtype="not_yet_invented"), [("body", "something new")]),
    ],
)
def test_every_carrier_of_text_is_a_part(tmp_path: Path, message: dict[str, Any], parts: list[tuple[str, str]]) -> None:
    [event] = events(write(tmp_path, workspace(message)))
    assert [(part.kind, part.text) for part in event.parts] == parts


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<https://example.org/a|example.org/a>", "https://example.org/a"),
        ("<https://example.org|our site>", "our site (https://example.org)"),
        ("<mailto:a@example.org|a@example.org>", "a@example.org"),
        ("<tel:07700900111|07700 900111>", "07700 900111 (07700900111)"),
        ("<#C0GENERAL|general> <#C0X>", "#general #C0X"),
        ("<!here> <!channel|@channel> <!subteam^S1|@coaches>", "@here @channel @coaches"),
        ("<!date^1392734382^{date}|14 Feb>", "14 Feb"),
        ("<@U1|ola> <@U2>", "@ola @U2"),
        ("a < b > c", "a < b > c"),
        ("&amp;lt;", "&lt;"),
    ],
)
def test_markup_is_read_as_it_is_shown(markup: str, shown: str) -> None:
    assert shown_text(markup, {}) == shown


def test_a_message_is_the_event_that_a_live_adapter_makes(tmp_path: Path) -> None:
    root, reply = events(
        write(
            tmp_path,
            workspace(
                post(1, "who is in?", "U0COACH1", thread_ts="1788250001.000100"),
                post(2, "<@U0COACH1> me <@U0COACH1>", thread_ts="1788250001.000100", parent_user_id="U0COACH1"),
            ),
        )
    )
    assert root.id == "slack:C0GENERAL:1788250001.000100"
    assert root.at == datetime(2026, 9, 1, 8, 6, 41, 100, tzinfo=UTC)
    assert (root.author.name, root.author.roles, root.reply_to, root.link) == ("Owen", ("Tutor",), None, "")
    assert (root.conversation, reply.conversation) == ("C0GENERAL", "C0GENERAL:1788250001.000100")
    assert reply.reply_to == root.author
    assert reply.mentions == (root.author,)
    assert (root.place.kind, root.place.members) == (PlaceKind.CHANNEL, ())


def test_a_reply_without_a_parent_user_finds_it_in_an_earlier_day(tmp_path: Path) -> None:
    files = workspace(post(1, "?", "U0COACH1")) | {"general/2026-09-02.json": [post(2, "!", thread_ts="1788250001.000100")]}
    assert events(write(tmp_path, files))[-1].reply_to.id == "U0COACH1"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("folder", "kind", "audience", "members", "name"),
    [
        ("general", PlaceKind.CHANNEL, Audience.MIXED, [], "general"),
        ("tutors", PlaceKind.PRIVATE_CHANNEL, Audience.MIXED, ["Owen"], "tutors"),
        ("D0PAIR", PlaceKind.DIRECT, Audience.PRIVATE, ["Owen", "Ola Brandt"], "Owen, Ola Brandt"),
        ("mpdm-owen--ola-1", PlaceKind.GROUP_DIRECT, Audience.PRIVATE, ["Owen", "Ola Brandt", ""], "Owen, Ola Brandt, U0GONE"),
    ],
)
def test_kinds_of_places(
    tmp_path: Path, folder: str, kind: PlaceKind, audience: Audience, members: list[str], name: str
) -> None:
    [event] = events(write(tmp_path, workspace(post(1), day=f"{folder}/2026-09-01.json")))
    assert (event.place.kind, event.place.audience, event.place.name) == (kind, audience, name)
    assert [member.name for member in event.place.members] == members


def test_an_edit_is_named_in_the_id(tmp_path: Path) -> None:
    [event] = events(write(tmp_path, workspace(post(1, edited={"user": "U0CHILD1", "ts": "1788250060.000000"}))))
    assert event.id == "slack:C0GENERAL:1788250001.000100:edit:2026-09-01T08:07:40+00:00"
    assert event.kind is EventKind.POSTED


def test_a_tombstone_is_a_deletion_without_words(tmp_path: Path) -> None:
    [event] = events(write(tmp_path, workspace(post(1, "This message was deleted.", "USLACKBOT", subtype="tombstone"))))
    assert (event.kind, event.parts, event.message) == (EventKind.DELETED, (), "1788250001.000100")


def test_a_log_of_edits_and_deletions_gives_every_version(tmp_path: Path) -> None:
    before = post(1, "ring 07700 900111")
    after = post(1, "never mind", edited={"user": "U0CHILD1", "ts": "1788250005.000000"})
    changed = {
        "type": "message",
        "subtype": "message_changed",
        "ts": "1788250005.000200",
        "message": after,
        "previous_message": before,
    }
    deleted = {
        "type": "message",
        "subtype": "message_deleted",
        "ts": "1788250009.000100",
        "deleted_ts": after["ts"],
        "previous_message": after,
    }
    found = events(write(tmp_path, workspace(changed, deleted)))
    assert [(e.kind, [p.text for p in e.parts]) for e in found] == [
        (EventKind.POSTED, ["ring 07700 900111"]),
        (EventKind.EDITED, ["never mind"]),
        (EventKind.POSTED, ["never mind"]),
        (EventKind.DELETED, []),
    ]  # fmt: skip
    assert found[1].at == datetime(2026, 9, 1, 8, 6, 45, tzinfo=UTC)
    assert found[1].id == found[2].id, "the version that was deleted is the one that the edit made"
    assert {event.message for event in found} == {"1788250001.000100"}


@pytest.mark.parametrize(
    "subtype", ["channel_join", "channel_leave", "pinned_item", "bot_add", "huddle_thread", "group_archive"]
)
def test_notices_of_slack_are_nobodys_words(tmp_path: Path, subtype: str) -> None:
    assert events(write(tmp_path, workspace(post(1, "<@U0CHILD1> has joined", subtype=subtype)))) == []


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"subtype": "channel_topic", "topic": "snap me"}, PartKind.STATUS),
        ({"subtype": "group_purpose", "purpose": "snap me"}, PartKind.STATUS),
        ({"subtype": "channel_name", "name": "snap me", "old_name": "kit"}, PartKind.THREAD_TITLE),
    ],
)
def test_topics_purposes_and_names_of_channels_are_read(tmp_path: Path, fields: dict[str, Any], kind: PartKind) -> None:
    [event] = events(write(tmp_path, workspace(post(1, "set the channel topic: snap me", **fields))))
    assert (event.kind, event.parts) == (EventKind.RENAMED, (Part(kind, "snap me"),))


def test_an_app_is_known_by_the_name_that_it_chose(tmp_path: Path) -> None:
    message = {
        "type": "message",
        "subtype": "bot_message",
        "ts": "1788250001.000100",
        "text": "hi",
        "bot_id": "B1",
        "username": "Scout",
    }
    name, said = events(write(tmp_path, workspace(message)))
    assert (name.parts, said.author.name, said.author.automated) == ((Part(PartKind.WEBHOOK_NAME, "Scout"),), "Scout", True)


def test_a_changed_display_name_is_read(tmp_path: Path) -> None:
    profiles = [{"display_name": name, "real_name": "Ola Brandt"} for name in ("ola", "ola", "coach owen")]
    found = events(write(tmp_path, workspace(*(post(n, user_profile=p) for n, p in enumerate(profiles)))))
    assert [e.parts for e in found if e.kind is EventKind.RENAMED] == [(Part(PartKind.NICKNAME, "coach owen"),)]


def test_people_are_those_in_the_list_but_the_bots(tmp_path: Path) -> None:
    archive = open_archive(write(tmp_path / "harbour", workspace(post(1))))
    assert {person.name: person.role for person in archive.people().values()} == {
        "Owen": Role.STAFF,
        "Ola Brandt": Role.UNKNOWN,
    }
    assert (archive.kind, archive.platform, archive.name) == ("slack", "slack", "harbour")


@pytest.mark.parametrize("prefix", ["", "Harbour export/"])
def test_a_zip_is_read_like_its_folder_even_when_packed_again(tmp_path: Path, prefix: str) -> None:
    files = {f"{prefix}{name}": content for name, content in workspace(post(1), post(2)).items()}
    files[f"{prefix}general/canvas_in_the_conversation.json"] = [{"id": "F1"}]
    assert events(zipped(tmp_path / "x.zip", files)) == events(write(tmp_path / "x", workspace(post(1), post(2))))
    assert problems(tmp_path / "x.zip") == []


def test_an_export_of_public_channels_alone_is_whole(tmp_path: Path) -> None:
    files = {name: LISTS[name] for name in ("users.json", "channels.json")} | {"general/2026-09-01.json": [post(1)]}
    assert problems(write(tmp_path, files)) == []


def test_days_are_read_in_order(tmp_path: Path) -> None:
    files = workspace() | {f"general/2026-{month:02}-01.json": [post(month, str(month))] for month in (11, 9, 10)}
    assert [event.parts[0].text for event in events(write(tmp_path, files))] == ["9", "10", "11"]


def test_a_message_of_countless_blocks_is_read_in_time_that_its_size_explains(tmp_path: Path) -> None:
    blocks = [{"type": "section", "text": {"type": "plain_text", "text": f"b{n}"}} for n in range(20_000)]
    [event] = events(write(tmp_path, workspace(post(1, "x" * 1_000_000, blocks=blocks))))
    assert len(event.parts) == 20_001
