"""What is known of a workspace: read whole, kept up to date by events, and asked for where something is missing."""

import itertools
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.archive.record import Record
from bot.platform import Core
from bot.slack.directory import Directory, User, conversation_of
from bot.slack.reading import learn, read
from bot.slack.workspace import Workspace
from moderation.model import Account, PlaceKind
from tests.bot.service_kit import Clock
from tests.bot.slack.kit import PEOPLE
from tests.bot.slack.peer import (
    BOT,
    CHILD,
    COACH,
    COACHES,
    FOREIGNER,
    GENERAL,
    HIDDEN,
    JUNIORS,
    OTHER_CHILD,
    OWNER,
    PARENT,
    SHARED,
    TEAM,
    UNJOINED,
    Fault,
    Peer,
)
from tests.bot.slack.peer.names import STAFF_SCOPES
from tests.bot.slack.world import message


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    async with Peer(Clock()) as peer:
        yield peer


@pytest.fixture
def directory(peer: Peer) -> Directory:
    return Directory(TEAM, AsyncWebClient(peer.bot_token, base_url=peer.api))


@pytest.fixture
def told(peer: Peer) -> list[dict[str, Any]]:
    """The events that the peer tells of."""
    events: list[dict[str, Any]] = []
    peer.deliver = lambda payload: events.append(payload["event"])
    return events


def workspace_of(directory: Directory, clock: Clock) -> Workspace:
    core = SimpleNamespace(organisation=SimpleNamespace(id="larkmead"), clock=clock)
    workspace = Workspace(TEAM, cast(Core, core), directory._client)
    workspace.directory, workspace.bot_user, workspace.people = directory, BOT, PEOPLE
    return workspace


@pytest.mark.parametrize("page", [1000, 2])
async def test_everything_is_read_page_by_page(peer: Peer, directory: Directory, page: int) -> None:
    peer.page_size = page
    assert not directory.loaded
    await directory.load()
    assert set(peer.users) - {FOREIGNER} <= directory.users.keys()
    owner, child = directory.users[OWNER], directory.users[CHILD]
    assert (owner.owner, owner.administrator, child.owner, child.administrator) == (True, True, False, False)
    assert (child.name, child.real_name, child.guest, directory.users[PARENT].guest) == ("alfie", "Alfie Webb", False, True)
    assert directory.users[BOT].automated
    assert directory.users["USLACKBOT"].automated
    assert directory.account(child) == Account("slack", CHILD, "alfie", (), False)
    assert HIDDEN not in directory.conversations
    general, coaches, unjoined = (directory.conversations[id_] for id_ in (GENERAL, COACHES, UNJOINED))
    assert (general.joined, general.general, general.private, coaches.private) == (True, True, False, True)
    assert general.members == frozenset(peer.conversations[GENERAL].members)
    assert (unjoined.joined, unjoined.members) == (False, None)
    assert directory.conversations[SHARED].shared


async def test_what_slack_does_not_answer_is_raised_and_leaves_what_was_known(peer: Peer, directory: Directory) -> None:
    await directory.load()
    known = dict(directory.users), dict(directory.conversations)
    for method in ("users.list", "conversations.list", "conversations.members"):
        peer.faults.append(Fault(method))
        with pytest.raises(SlackApiError):
            await directory.load()
        assert (directory.users, directory.conversations) == known


async def test_somebody_is_asked_for_once(peer: Peer, directory: Directory) -> None:
    assert (await directory.user(CHILD)).name == "alfie"
    assert (await directory.user(FOREIGNER)).stranger
    assert await directory.user("U0NOBODY000") == User("U0NOBODY000", "", stranger=True)
    for id_ in (CHILD, FOREIGNER, "U0NOBODY000"):
        await directory.user(id_)
        assert len(peer.called("users.info", user=id_)) == 1
    peer.faults.append(Fault("users.info"))
    with pytest.raises(SlackApiError):
        await directory.user(COACH)
    assert (await directory.user(COACH)).name == "dave"


async def test_a_private_conversation_is_asked_for_with_a_grant(peer: Peer, directory: Directory) -> None:
    dm = peer.open_dm(COACH, CHILD)
    with pytest.raises(SlackApiError):
        await directory.conversation(dm)
    theirs = AsyncWebClient(peer.install(COACH, STAFF_SCOPES).value, base_url=peer.api)
    known = await directory.conversation(dm, theirs)
    assert (known.direct, known.joined, known.members) == (True, False, frozenset({COACH, CHILD}))
    group = peer.open_dm(COACH, CHILD, PARENT)
    assert (await directory.conversation(group, theirs)).members == frozenset({COACH, CHILD, PARENT})
    assert (await directory.conversation(group)).group, "what is known is not asked for again"
    with_bot = await directory.conversation(peer.open_dm(BOT, CHILD))
    assert (with_bot.direct, with_bot.joined, with_bot.members) == (True, True, frozenset({BOT, CHILD}))
    await directory.load()
    assert {dm, group, with_bot.id} <= directory.conversations.keys(), "no list names them"


async def test_events_keep_it_up_to_date(peer: Peer, directory: Directory, told: list[dict[str, Any]]) -> None:
    await directory.load()
    peer.leave(JUNIORS, CHILD)
    peer.join(JUNIORS, PARENT)
    peer.rename(JUNIORS, "under-16s", COACH)
    peer.topic(JUNIORS, "training on Tuesdays", COACH)
    peer.purpose(JUNIORS, "for the juniors", COACH)
    peer.archive(UNJOINED, OWNER)
    peer.share(COACHES, FOREIGNER)
    peer.change_user(CHILD, name="alf", status="away")
    new = peer.add_user("robin", "Robin Hart")
    room = peer.create_channel("trip", [COACH])
    for event in told:
        directory.see(event)
    juniors = directory.conversations[JUNIORS]
    assert juniors.members == frozenset(peer.conversations[JUNIORS].members)
    assert (juniors.name, juniors.topic, juniors.purpose) == ("under-16s", "training on Tuesdays", "for the juniors")
    assert directory.conversations[UNJOINED].archived
    assert directory.conversations[COACHES].shared
    assert (directory.users[CHILD].name, directory.users[CHILD].status) == ("alf", "away")
    assert directory.users[new].real_name == "Robin Hart"
    assert directory.conversations[room].name == "trip"
    kept = dict(directory.users), dict(directory.conversations)
    await directory.load()
    assert directory.users == kept[0]
    assert directory.conversations[JUNIORS] == juniors


async def test_what_an_event_told_meanwhile_is_newer_than_what_a_reading_found(peer: Peer, directory: Directory) -> None:
    await directory.load()
    kept = directory.users[CHILD]
    calls = itertools.count()

    async def changed_meanwhile(*_: Any, **__: Any) -> Any:
        if next(calls) == 1:
            directory.see({"type": "user_change", "user": {"id": CHILD, "name": "newer"}})
            directory.see({"type": "channel_deleted", "channel": UNJOINED})
            directory.see({"type": "member_left_channel", "channel": JUNIORS, "user": CHILD})
        return await original(*_, **__)

    original = directory._client.api_call
    directory._client.api_call = changed_meanwhile  # type: ignore[method-assign]
    await directory.load()
    assert (kept.name, directory.users[CHILD].name) == ("alfie", "newer")
    assert UNJOINED not in directory.conversations
    assert CHILD not in (directory.conversations[JUNIORS].members or ())


async def test_being_taken_out_is_known(peer: Peer, directory: Directory) -> None:
    await directory.load()
    directory.see({"type": "channel_left", "channel": JUNIORS, "actor_id": COACH})
    assert (directory.conversations[JUNIORS].joined, directory.conversations[JUNIORS].members) == (False, None)
    assert (await directory.conversation(JUNIORS)).joined, "asked again, Slack says otherwise"


# What an event names and nobody here knows


async def test_a_message_is_looked_up_before_it_is_read(peer: Peer, directory: Directory, told: list[dict[str, Any]]) -> None:
    workspace = workspace_of(directory, Clock())
    ts = peer.post(SHARED, FOREIGNER, f"hello <@{CHILD}>")
    peer.post(SHARED, COACH, "yes", thread=ts)
    for event in told:
        await learn(event, workspace)
    first, answer = [read(event, workspace) for event in told]
    assert first is not None
    assert answer is not None
    assert (first.author.name, [each.name for each in first.mentions], first.place.name) == ("finn", ["alfie"], "shared")
    assert answer.reply_to == first.author
    assert directory.users[FOREIGNER].stranger
    calls = len(peer.calls)
    for event in told:
        await learn(event, workspace)
    assert len(peer.calls) == calls, "what is known is not asked for again"


async def test_both_sides_of_a_private_message_are_looked_up(
    peer: Peer, directory: Directory, told: list[dict[str, Any]]
) -> None:
    workspace = workspace_of(directory, Clock())
    theirs = AsyncWebClient(peer.install(COACH, STAFF_SCOPES).value, base_url=peer.api)
    dm = peer.open_dm(COACH, OTHER_CHILD)
    peer.post(dm, OTHER_CHILD, "can you help me")
    event = [each for each in told if each["type"] == "message"][-1]
    await learn(event, workspace, theirs)
    found = read(event, workspace)
    assert found is not None
    assert (found.place.kind, {each.name for each in found.place.members}) == (PlaceKind.DIRECT, {"dave", "maya"})
    assert not found.to_bot


async def test_what_slack_will_never_tell_stays_unknown_and_the_message_is_read(peer: Peer, directory: Directory) -> None:
    workspace = workspace_of(directory, Clock())
    said = message(f"hi <@{CHILD}>", by="U0NOBODY000", channel="C0NOBODY000")
    await learn(said, workspace)
    found = read(said, workspace)
    assert found is not None
    assert (found.author.id, found.place.id, found.place.name) == ("U0NOBODY000", "C0NOBODY000", "")


async def test_what_slack_cannot_tell_now_is_raised(peer: Peer, directory: Directory) -> None:
    peer.faults.append(Fault("conversations.info"))
    with pytest.raises(SlackApiError):
        await learn(message("hi"), workspace_of(directory, Clock()))


async def test_a_crowd_of_names_is_not_all_looked_up(peer: Peer, directory: Directory) -> None:
    await directory.load()
    named = " ".join(f"<@U{number:08}>" for number in range(500))
    await learn(message(named), workspace_of(directory, Clock()))
    assert len(peer.called("users.info")) <= 20


async def test_a_channel_that_the_bot_is_let_into_is_known_at_once(
    peer: Peer, directory: Directory, told: list[dict[str, Any]]
) -> None:
    workspace = workspace_of(directory, Clock())
    await directory.load()
    for id_ in (UNJOINED, HIDDEN):
        peer.join(id_, BOT, COACH)
    for event in told:
        await learn(event, workspace)
        directory.see(event)
    for id_ in (UNJOINED, HIDDEN):
        known = directory.conversations[id_]
        assert (known.joined, known.members) == (True, frozenset(peer.conversations[id_].members))


# What Slack would never say


INNER = st.sampled_from(["id", "name", "value", "profile", "teams"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(INNER, inner, max_size=3),
    max_leaves=6,
)
USER_FIELDS = st.sampled_from(["id", "name", "profile", "real_name", "is_bot", "team_id", "enterprise_user", "has_2fa"])
ROOM_FIELDS = st.sampled_from(["id", "name", "is_im", "is_private", "topic", "creator", "is_member", "is_ext_shared"])
KINDS = st.sampled_from(
    [
        *("user_change", "channel_rename", "channel_created", "member_joined_channel", "channel_left", "message"),
        *("channel_unshared", "channel_deleted"),
    ]
)


@given(st.dictionaries(USER_FIELDS, JSON), st.dictionaries(ROOM_FIELDS, JSON), KINDS, JSON, JSON)
def test_wrong_types_are_nothing(user: Any, room: Any, kind: str, of: Any, by: Any) -> None:
    directory = Directory(TEAM, AsyncWebClient("xoxb-nobody"))
    assert isinstance(directory.user_of(Record(user)).name, str)
    assert isinstance(conversation_of(Record(room)).name, str)
    for channel in (room, of, "C1"):
        directory.see({"type": "channel_created", "channel": {"id": "C1", "name": "one"}})
        directory.see({"type": kind, "user": by, "channel": channel})
        directory.see({"type": kind, "user": user, "channel": channel})
    assert all(isinstance(id_, str) for id_ in (*directory.users, *directory.conversations))
