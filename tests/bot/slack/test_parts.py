"""Every carrier of text in a message of Slack's, in the shapes that Slack sends, and in shapes that it never would."""

from typing import Any

import pytest

from bot.archive.record import Record
from bot.slack.markup import link, shown
from bot.slack.parts import MOST_MENTIONED, mentions_of, parts_of
from moderation.text.rendering import rendered
from tests.bot.slack.peer.names import CHILD, COACH
from tests.bot.slack.world import rich, words

SITE = "https://example.org/a"


def names(id_: str) -> str:
    return {CHILD: "Alfie", COACH: "Dave", "C1": "general"}.get(id_, id_)


def read(**message: Any) -> list[tuple[str, str]]:
    return [(part.kind.value, part.text) for part in parts_of(Record(message), names)]


MARKUP = [
    ("fish &amp; chips &lt;3", "fish & chips <3"),
    ("&amp;lt;", "&lt;"),
    (f"hello <@{COACH}>", "hello @Dave"),
    (f"hello <@{COACH}|dave.ridley>", "hello @dave.ridley"),
    ("hello <@U0NOBODY>", "hello @U0NOBODY"),
    ("see <#C1>", "see #general"),
    ("see <#C1|>", "see #general"),
    ("see <#C9|other>", "see #other"),
    ("<!here> <!channel> <!subteam^S1|@coaches>", "@here @channel @coaches"),
    ("<!subteam^S1>", "@S1"),
    ("at <!date^1392734382^{time}|6 p.m.>", "at 6 p.m."),
    (f"<{SITE}>", SITE),
    (f"<{SITE}|{SITE}>", SITE),
    ("<http://example.org|example.org>", "http://example.org"),
    (f"<{SITE}|here>", f"[here]({SITE})"),
    (f"<{SITE}?a=1&amp;b=2|Q&amp;A>", f"[Q&A]({SITE}?a=1&b=2)"),
    ("<mailto:kit@example.org|kit@example.org>", "kit@example.org"),
    ("<tel:07700900123|07700900123>", "07700900123"),
    ("<tel:07700900123|07700 900 123>", "07700 900 123"),
    ("<tel:07700900123|ring me>", "[ring me](tel:07700900123)"),
    ("<whatsapp://send|ring me>", "<whatsapp://send|ring me>"),
    ("a < b > c <> <", "a < b > c <> <"),
    ("*bold* _and_ `code`", "*bold* _and_ `code`"),
]


@pytest.mark.parametrize(("text", "seen"), MARKUP)
def test_markup_is_what_people_see(text: str, seen: str) -> None:
    assert shown(text, names) == seen


@pytest.mark.parametrize("label", ["fu", "a]b", "[a", "a\\", "x](y"])
def test_a_label_is_folded_without_what_it_hides(label: str) -> None:
    text = shown(f"<{SITE}|{label}>ck", names)
    assert rendered(text).seen.text == f"{label}ck"
    assert SITE in rendered(text).whole.text


def test_the_address_behind_a_label_cannot_end_early() -> None:
    assert rendered(link("https://example.org/a)b c>", "no") + "pe").seen.text == "nope"


EMBED = {"type": "mrkdwn", "text": f"ask <@{COACH}>"}
BUTTON = {
    "type": "button",
    "action_id": "a",
    "text": {"type": "plain_text", "text": "Go", "emoji": True},
    "value": "v",
    "url": SITE,
}
OPTION = {
    "text": {"type": "plain_text", "text": "one"},
    "value": "v1",
    "description": {"type": "plain_text", "text": "the first"},
}
LIST = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_list",
            "style": "ordered",
            "indent": 0,
            "offset": 1,
            "elements": [{"type": "rich_text_section", "elements": [words(text)]} for text in ("one", "two")],
        }
    ],
}
TABLE = {
    "type": "table",
    "column_settings": [{"is_wrapped": True, "align": "left"}],
    "rows": [
        [{"type": "raw_text", "text": "a"}, rich(words("b"))],
        [{"type": "raw_number", "value": 7}, {"type": "raw_text", "text": "d"}],
    ],
}
VIDEO = {
    "type": "video",
    "title": {"type": "plain_text", "text": "title"},
    "title_url": SITE,
    "description": {"type": "plain_text", "text": "description"},
    "video_url": SITE,
    "alt_text": "a film",
    "thumbnail_url": SITE,
    "author_name": "author",
    "provider_name": "provider",
}
BLOCKS: list[tuple[str, dict[str, Any], list[tuple[str, str]]]] = [
    ("rich", rich(words("hello "), {"type": "user", "user_id": COACH}), [("body", "hello @Dave")]),
    ("halves", rich(words("077009", bold=True), words("00123")), [("body", "07700900123")]),
    ("quote", rich(words("said"), kind="rich_text_quote"), [("body", "said")]),
    ("code", rich(words("x"), words("y"), kind="rich_text_preformatted"), [("body", "xy")]),
    ("list", LIST, [("body", "2. one\n3. two")]),
    ("link", rich({"type": "link", "url": SITE, "text": "here"}, words("!")), [("body", f"[here]({SITE})!")]),
    ("link alone", rich({"type": "link", "url": SITE}), [("body", SITE)]),
    ("emoji", rich({"type": "emoji", "name": "wave", "unicode": "1f44b", "skin_tone": 3}), [("body", ":wave::skin-tone-3:")]),
    (
        "broadcast",
        rich({"type": "broadcast", "range": "here"}, {"type": "channel", "channel_id": "C1"}),
        [("body", "@here#general")],
    ),
    ("group", rich({"type": "usergroup", "usergroup_id": "S1"}), [("body", "@S1")]),
    ("date", rich({"type": "date", "timestamp": 1720710212, "format": "{date}", "fallback": "July"}), [("body", "July")]),
    ("color", rich({"type": "color", "value": "#F405B3"}), [("body", "#F405B3")]),
    ("header", {"type": "header", "text": {"type": "plain_text", "text": "Trip"}}, [("embed", "Trip")]),
    ("section", {"type": "section", "text": EMBED, "fields": [EMBED, EMBED]}, [("embed", "ask @Dave\nask @Dave\nask @Dave")]),
    ("accessory", {"type": "section", "text": EMBED, "accessory": BUTTON}, [("embed", f"ask @Dave\nGo\n{SITE}")]),
    (
        "context",
        {"type": "context", "elements": [EMBED, {"type": "image", "alt_text": "cat"}]},
        [("embed", "ask @Dave"), ("alt_text", "cat")],
    ),
    ("actions", {"type": "actions", "elements": [BUTTON]}, [("embed", f"Go\n{SITE}")]),
    (
        "select",
        {
            "type": "actions",
            "elements": [{"type": "static_select", "placeholder": {"type": "plain_text", "text": "pick"}, "options": [OPTION]}],
        },
        [("embed", "pick\none\nthe first")],
    ),
    (
        "image",
        {"type": "image", "image_url": SITE, "alt_text": "a cat", "title": {"type": "plain_text", "text": "Tom"}},
        [("embed", "Tom"), ("alt_text", "a cat")],
    ),
    ("video", VIDEO, [("embed", "title\ndescription\nauthor\nprovider"), ("alt_text", "a film")]),
    ("markdown", {"type": "markdown", "text": "**all** of it"}, [("embed", "**all** of it")]),
    ("table", TABLE, [("embed", "a\nb\n7\nd")]),
    (
        "card",
        {"type": "card", "title": EMBED, "subtitle": EMBED, "body": {"type": "plain_text", "text": "c"}},
        [("embed", "ask @Dave\nask @Dave\nc")],
    ),
    (
        "call",
        {"type": "call", "call_id": "R1", "call": {"v1": {"name": "come alone", "id": "R1"}}},
        [("embed", "come alone")],
    ),
    ("of next year", {"type": "hologram", "colour": "red", "inner": {"spoken": "psst"}}, [("embed", "red\npsst")]),
]


@pytest.mark.parametrize(("block", "seen"), [pytest.param(block, seen, id=name) for name, block, seen in BLOCKS])
def test_every_kind_of_block_is_read(block: dict[str, Any], seen: list[tuple[str, str]]) -> None:
    assert read(text="", blocks=[block]) == seen


FILE = {"id": "F1", "name": "p.png", "title": "фото", "alt_txt": "a map", "mimetype": "image/png", "url_private": SITE}
SHARED_MESSAGE = {
    "team": "T1",
    "channel": "C2",
    "ts": "1.1",
    "message": {"blocks": [rich(words("ring me on "), words("0770", bold=True), words("0900123"))]},
}
CARRIERS: list[tuple[str, dict[str, Any], list[tuple[str, str]]]] = [
    ("text", {"text": "hello"}, [("body", "hello")]),
    (
        "text and the same blocks",
        {"text": "*hello* you", "blocks": [rich(words("hello", bold=True), words(" you"))]},
        [("body", "hello you")],
    ),
    ("text and other blocks", {"text": "psst", "blocks": [rich(words("fine"))]}, [("body", "fine"), ("body", "psst")]),
    (
        "an app's name, text and section",
        {
            "subtype": "bot_message",
            "bot_id": "B1",
            "username": "coach fan",
            "text": "sum",
            "blocks": [{"type": "section", "text": EMBED}],
        },
        [("body", "sum"), ("webhook_name", "coach fan"), ("embed", "ask @Dave")],
    ),
    (
        "an app's text and a section that says it",
        {"bot_id": "B1", "text": f"please ask <@{COACH}>", "blocks": [{"type": "section", "text": EMBED}]},
        [("body", "please ask @Dave")],
    ),
    ("file", {"text": "", "files": [FILE]}, [("file_name", "p.png\nфото"), ("alt_text", "a map")]),
    (
        "snippet",
        {"files": [{"name": "n.txt", "title": "n.txt", "preview": "line"}]},
        [("file_name", "n.txt"), ("embed", "line")],
    ),
    (
        "e-mail",
        {"files": [{"title": "Re", "subject": "Re", "preview": "short", "plain_text": "whole"}]},
        [("file_name", "Re"), ("embed", "Re"), ("embed", "whole")],
    ),
    (
        "recording",
        {"files": [{"name": "a.m4a", "transcription": {"status": "complete", "preview": {"content": "come round"}}}]},
        [("file_name", "a.m4a"), ("transcript", "come round")],
    ),
    (
        "comment",
        {"file": {"name": "a"}, "comment": {"user": CHILD, "comment": "nice &lt;3"}},
        [("file_name", "a"), ("body", "nice <3")],
    ),
    (
        "forward",
        {
            "text": "",
            "attachments": [
                {"is_share": True, "author_name": "Kit", "text": "look", "message_blocks": [SHARED_MESSAGE], "files": [FILE]}
            ],
        },
        [("forward", "look\nring me on 07700900123"), ("file_name", "p.png\nфото"), ("alt_text", "a map")],
    ),
    (
        "linked message",
        {
            "attachments": [
                {"is_msg_unfurl": True, "from_url": SITE, "text": "ring me on 07700900123", "message_blocks": [SHARED_MESSAGE]}
            ]
        },
        [("forward", "ring me on 07700900123")],
    ),
    (
        "a forward of which only a summary is left",
        {"attachments": [{"is_share": True, "fallback": "[1] Kit: hi"}]},
        [("forward", "[1] Kit: hi")],
    ),
    (
        "preview of a link",
        {
            "text": f"<{SITE}>",
            "attachments": [{"from_url": SITE, "service_name": "Site", "title": "T", "title_link": SITE, "text": "x"}],
        },
        [("body", SITE), ("embed", "Site\nT\nx")],
    ),
    (
        "an app's attachment",
        {
            "attachments": [
                {
                    "pretext": "before",
                    "author_name": "author",
                    "title": "title",
                    "title_link": SITE,
                    "text": f"<@{CHILD}>",
                    "fields": [{"title": "field", "value": "value", "short": True}],
                    "actions": [{"type": "button", "text": "Go", "url": SITE}],
                    "footer": "footer",
                    "fallback": "not this",
                }
            ]
        },
        [("embed", f"before\nauthor\n[title]({SITE})\nfield\nvalue\nGo\n{SITE}\nfooter\n@Alfie")],
    ),
    (
        "an attachment of blocks",
        {
            "attachments": [
                {
                    "blocks": [{"type": "section", "text": EMBED}, {"type": "image", "alt_text": "cat"}],
                    "fallback": "[no preview]",
                }
            ]
        },
        [("embed", "ask @Dave"), ("alt_text", "cat")],
    ),
    (
        "huddle",
        {"subtype": "huddle_thread", "text": "A huddle started", "room": {"name": "just us", "created_by": CHILD}},
        [("thread_title", "just us")],
    ),
    ("nothing", {"text": " \n"}, []),
]


@pytest.mark.clause("10.4")
@pytest.mark.parametrize(("message", "seen"), [pytest.param(message, seen, id=name) for name, message, seen in CARRIERS])
def test_every_carrier_of_text_is_read(message: dict[str, Any], seen: list[tuple[str, str]]) -> None:
    assert read(**message) == seen


def test_those_who_are_named_are_named_once() -> None:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": f"<@{CHILD}> <@{COACH}>"}}
    block = rich({"type": "user", "user_id": COACH}, {"type": "user", "user_id": COACH})
    assert mentions_of(Record({"text": f"<@{COACH}|dave>", "blocks": [block, section]})) == (COACH, CHILD)
    assert len(mentions_of(Record({"text": " ".join(f"<@U{n}>" for n in range(500))}))) == MOST_MENTIONED
