"""Payloads that Slack never sends: cut or refused without harm, and what comes beside them is read."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.archive.record import Record
from bot.slack.blocks import MOST_PIECES
from bot.slack.markup import MOST_TEXT, shown
from bot.slack.parts import MOST_LETTERS, MOST_MENTIONED, MOST_PARTS, mentions_of, parts_of
from bot.slack.reading import read
from bot.slack.stamps import UnreadableError
from tests.bot.slack.peer.names import CHILD
from tests.bot.slack.world import World, changed, message, rich, words


def names(id_: str) -> str:
    return id_


# Messages


def nested(depth: int) -> Any:
    block: Any = {"type": "section", "text": {"type": "plain_text", "text": "deep"}}
    for _ in range(depth):
        block = {"type": "container", "elements": [block]}
    return block


@pytest.mark.parametrize(
    "blocks",
    [
        pytest.param([{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 50}}] * 10_000, id="ten thousand blocks"),
        pytest.param([rich(*[words("x")] * 10_000)], id="ten thousand elements"),
        pytest.param([nested(900)], id="deeply nested"),
        pytest.param([{f"k{n}": "x" for n in range(10_000)}], id="ten thousand members"),
        pytest.param([{"type": "section", "text": {"type": "mrkdwn", "text": "<" * 100_000}}], id="brackets"),
        pytest.param([{"type": "section", "text": {"type": "mrkdwn", "text": "<@U1|" * 100_000}}], id="half mentions"),
        pytest.param([{"type": "image", "alt_text": "x"}] * 10_000, id="ten thousand pictures"),
        pytest.param([{}] * 10_000, id="ten thousand times nothing"),
    ],
)
def test_a_flood_of_blocks_is_cut_and_what_comes_before_it_is_read(blocks: list[Any]) -> None:
    found = parts_of(
        Record({"text": "hello", "blocks": [rich(words("first")), *blocks], "attachments": [{"blocks": blocks}] * 50}), names
    )
    assert found[0].text.startswith("first")
    assert len(found) <= MOST_PARTS
    assert sum(len(part.text) for part in found) <= MOST_LETTERS
    assert all(len(part.text) <= MOST_TEXT for part in found)
    assert len(mentions_of(Record({"text": "", "blocks": blocks}))) <= MOST_MENTIONED


def test_no_more_pieces_are_looked_at_than_allowed() -> None:
    looked: list[str] = []

    def counting(id_: str) -> str:
        looked.append(id_)
        return id_

    block = rich(*[{"type": "user", "user_id": "U1"}] * 1000)
    parts_of(Record({"text": "", "blocks": [block] * 100, "attachments": [{"blocks": [block] * 100}] * 10}), counting)
    assert len(looked) < MOST_PIECES


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["type", "text", "elements", "url", "name", "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)
KINDS = st.sampled_from(
    ["rich_text", "rich_text_section", "rich_text_list", "text", "mrkdwn", "link", "user", "section", "emoji", "raw_number", 7]
)
MEMBERS = st.sampled_from(
    ["text", "blocks", "attachments", "files", "file", "comment", "room", "username", "subtype", "edited"]
)


@given(st.dictionaries(MEMBERS, JSON | st.lists(st.dictionaries(st.just("type"), KINDS) | JSON, max_size=3), max_size=6))
def test_wrong_types_everywhere_are_read_as_nothing(message: dict[str, Any]) -> None:
    for part in parts_of(Record(message), names):
        part.text.encode()
    assert all(isinstance(id_, str) for id_ in mentions_of(Record(message)))


@given(st.text(alphabet="<>|@#!&;[]()\\abhtps:/. \n\ud800", max_size=60))
def test_markup_of_any_text_is_text(text: str) -> None:
    shown(text, names).encode()


# Events


@pytest.mark.parametrize(
    "said",
    [
        message(channel=None),
        message(ts=None),
        message(ts="yesterday"),
        message(ts="1" * 400),
        message(ts=["1"]),
        message(user=None),
        message(user={"id": CHILD}),
        message(subtype="ekm_access_denied"),
        message(subtype="message_changed"),
        message(subtype="message_changed", message="hello"),
        message(subtype="message_deleted", deleted_ts="x", ts=None),
    ],
)
def test_what_cannot_be_read_is_one_clear_error(said: dict[str, Any]) -> None:
    with pytest.raises(UnreadableError) as raised:
        read(said, World().workspace)
    assert "hello" not in str(raised.value)


@pytest.mark.parametrize(
    "kind", ["reaction_added", "app_mention", "member_joined_channel", "hologram", "", None, 7, ["message"]]
)
def test_other_events_say_nothing(kind: Any) -> None:
    said = {**message("hello"), "type": kind}
    world = World()
    assert read(said, world.workspace) is None
    world.directory.see(said)


def whole(said: dict[str, Any]) -> dict[str, Any]:
    return said


SHAPES: list[Callable[..., dict[str, Any]]] = [whole, changed]
VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.lists(st.integers(), max_size=2)
    | st.just({"id": "U1", "ts": "1.1"})
)
FIELDS = st.sampled_from(
    [
        *("type", "subtype", "channel", "user", "text", "ts", "thread_ts", "edited", "blocks", "files", "attachments", "room"),
        *("message", "previous_message", "deleted_ts", "bot_id", "bot_profile", "username", "parent_user_id", "root", "name"),
    ]
)
EVENTS = st.sampled_from(["message", "message", "message", "user_change", "team_join", "channel_rename", "channel_created"])
SUBTYPES = st.sampled_from(
    [None, None, "message_changed", "message_deleted", "tombstone", "channel_topic", "channel_name", "huddle_thread"]
)


@given(st.dictionaries(FIELDS, VALUES, max_size=6), EVENTS, SUBTYPES, st.sampled_from(SHAPES))
def test_wrong_types_everywhere_raise_nothing_else(
    wrong: dict[str, Any], kind: str, subtype: str | None, shape: Callable[..., dict[str, Any]]
) -> None:
    world = World()
    said = {**shape({**message("hello", subtype=subtype), **wrong}), "type": kind}
    for event in (said, {**said, **wrong}):
        try:
            found = read(event, world.workspace)
        except UnreadableError:
            found = None
        if found is not None:
            found.id.encode()
            assert all(part.text.strip() for part in found.parts)
        world.directory.see(event)
