"""The peer's Web API is as strict as Slack's: what the adapter is tested against refuses what Slack refuses."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.calling import client_of
from tests.bot.service_kit import Clock
from tests.bot.slack.peer import (
    BOT,
    CHILD,
    CLIENT_ID,
    CLIENT_SECRET,
    COACH,
    COACHES,
    FOREIGNER,
    GENERAL,
    HIDDEN,
    JUNIORS,
    LEAD,
    OTHER_CHILD,
    OTHER_COACH,
    PARENT,
    SAFEGUARDING,
    SHARED,
    STRANGER,
    UNJOINED,
    Fault,
    Peer,
)

BUTTON = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    async with Peer(Clock()) as peer:
        yield peer


@pytest.fixture
def bot(peer: Peer) -> AsyncWebClient:
    return AsyncWebClient(peer.bot_token, base_url=peer.api)


def user(peer: Peer, who: str, *scopes: str) -> AsyncWebClient:
    return AsyncWebClient(peer.install(who, set(scopes)).value, base_url=peer.api)


async def refused(call: Any) -> str:
    """The error that a call gets; it must get one."""
    with pytest.raises(SlackApiError) as raised:
        await call
    error: str = raised.value.response["error"]
    return error


async def test_arguments_are_read_from_query_form_and_json(peer: Peer) -> None:
    ts = peer.post(JUNIORS, CHILD, "hello")
    headers = {"Authorization": f"Bearer {peer.bot_token}"}
    said = {"channel": JUNIORS, "message_ts": ts}
    ways: list[dict[str, Any]] = [
        {"params": said},
        {"data": said},
        {"json": said},
        {"params": {"channel": JUNIORS}, "data": said},
    ]
    async with aiohttp.ClientSession(headers=headers) as http:
        for way in ways:
            async with http.post(f"{peer.api}chat.getPermalink", **way) as answer:
                assert (await answer.json())["permalink"].endswith(f"/archives/{JUNIORS}/p{ts.replace('.', '')}")
        async with http.get(f"{peer.api}chat.getPermalink", params=said) as answer:
            assert (await answer.json())["ok"]


async def test_tokens(peer: Peer, bot: AsyncWebClient) -> None:
    assert (await bot.auth_test())["bot_id"]
    nobody, other = AsyncWebClient("", base_url=peer.api), AsyncWebClient("xoxb-another", base_url=peer.api)
    assert await refused(nobody.auth_test()) == "not_authed"
    assert await refused(other.auth_test()) == "invalid_auth"
    coach = user(peer, COACH, "im:read")
    assert (await coach.auth_test())["user_id"] == COACH
    assert await refused(coach.users_list()) == "missing_scope"
    peer.revoke(COACH)
    assert await refused(coach.auth_test()) == "token_revoked"
    child = user(peer, CHILD, "im:read")
    peer.change_user(CHILD, deleted=True)
    assert await refused(child.auth_test()) == "account_inactive"
    assert await refused(bot.api_call("nothing.there")) == "unknown_method"


async def test_who_sees_what(peer: Peer, bot: AsyncWebClient) -> None:
    direct = peer.open_dm(COACH, CHILD)
    peer.post(direct, COACH, "hello")
    types = "public_channel,private_channel,im,mpim"
    listed = {each["id"] for each in (await bot.conversations_list(types=types))["channels"]}
    assert {GENERAL, UNJOINED, SAFEGUARDING} <= listed
    assert not {HIDDEN, direct} & listed
    assert await refused(bot.conversations_history(channel=UNJOINED)) == "not_in_channel"
    for hidden in (HIDDEN, direct):
        assert await refused(bot.conversations_history(channel=hidden)) == "channel_not_found"
        assert await refused(bot.conversations_info(channel=hidden)) == "channel_not_found"
        assert await refused(bot.conversations_members(channel=hidden)) == "channel_not_found"
    await bot.conversations_join(channel=UNJOINED)
    assert (await bot.conversations_history(channel=UNJOINED))["messages"]
    coach = user(peer, COACH, "im:history", "im:read")
    assert (await coach.conversations_members(channel=direct))["members"] == [COACH, CHILD]
    assert (await coach.conversations_history(channel=direct))["messages"][0]["text"] == "hello"
    lead = user(peer, LEAD, "im:history", "im:read")
    assert await refused(lead.conversations_history(channel=direct)) == "channel_not_found"
    assert GENERAL in peer.visible_to(PARENT), "a guest sees what they are in"
    assert UNJOINED not in peer.visible_to(PARENT), "and nothing else"


async def test_who_may_delete(peer: Peer, bot: AsyncWebClient) -> None:
    scope = "chat:write"
    administrator, coach = user(peer, LEAD, scope), user(peer, COACH, scope)
    theirs, own = peer.post(JUNIORS, CHILD, "hello"), peer.post(JUNIORS, BOT, "hello")
    assert await refused(bot.chat_delete(channel=JUNIORS, ts=theirs)) == "cant_delete_message"
    assert await refused(coach.chat_delete(channel=JUNIORS, ts=theirs)) == "cant_delete_message"
    await bot.chat_delete(channel=JUNIORS, ts=own)
    await administrator.chat_delete(channel=JUNIORS, ts=theirs)
    assert peer.gone(JUNIORS, theirs)
    assert await refused(administrator.chat_delete(channel=JUNIORS, ts=theirs)) == "message_not_found"
    hidden = peer.post(HIDDEN, COACH, "hello")
    assert await refused(administrator.chat_delete(channel=HIDDEN, ts=hidden)) == "channel_not_found"
    direct = peer.open_dm(COACH, LEAD)
    private = peer.post(direct, COACH, "hello")
    assert await refused(administrator.chat_delete(channel=direct, ts=private)) == "cant_delete_message"
    abroad = peer.post(SHARED, FOREIGNER, "hello")
    assert await refused(administrator.chat_delete(channel=SHARED, ts=abroad)) == "cant_delete_message"
    assert await refused(user(peer, OTHER_COACH, "im:read").chat_delete(channel=JUNIORS, ts=abroad)) == "missing_scope"


async def test_a_deleted_parent_leaves_a_tombstone(peer: Peer, bot: AsyncWebClient) -> None:
    parent = peer.post(JUNIORS, CHILD, "hello")
    reply = peer.post(JUNIORS, COACH, "hello back", thread=parent)
    peer.delete(JUNIORS, parent)
    assert peer.gone(JUNIORS, parent)
    (tomb,) = (await bot.conversations_history(channel=JUNIORS))["messages"]
    assert (tomb["subtype"], tomb["user"]) == ("tombstone", "USLACKBOT")
    told = peer.push.deliveries[-1].payload["event"]
    assert (told["subtype"], told["message"]["subtype"]) == ("message_changed", "tombstone")
    assert told["previous_message"]["text"] == "hello"
    assert [each["ts"] for each in (await bot.conversations_replies(channel=JUNIORS, ts=parent))["messages"]] == [parent, reply]
    assert await refused(user(peer, LEAD, "chat:write").chat_delete(channel=JUNIORS, ts=parent)) == "message_not_found"
    peer.delete(JUNIORS, reply)
    assert not peer.history_of(JUNIORS), "with its last reply the tombstone goes"
    told = peer.push.deliveries[-1].payload["event"]
    assert (told["subtype"], told["deleted_ts"], told["previous_message"]["subtype"]) == (
        "message_deleted",
        parent,
        "tombstone",
    )


async def test_only_the_author_changes_a_message(peer: Peer, bot: AsyncWebClient) -> None:
    theirs = peer.post(JUNIORS, LEAD, "hello")
    assert await refused(bot.chat_update(channel=JUNIORS, ts=theirs, text="bye")) == "cant_update_message"
    posted = await bot.chat_postMessage(channel=JUNIORS, text="hello")
    await bot.chat_update(channel=JUNIORS, ts=posted["ts"], text="bye")
    assert peer.said_by_bot(JUNIORS)[-1]["text"] == "bye"
    assert await refused(bot.chat_update(channel=JUNIORS, ts="1.000001", text="bye")) == "message_not_found"
    assert await refused(bot.chat_update(channel=JUNIORS, ts=posted["ts"], text="x" * 4001)) == "msg_too_long"


async def test_where_one_may_post(peer: Peer, bot: AsyncWebClient) -> None:
    assert await refused(bot.chat_postMessage(channel=UNJOINED, text="from outside")) == "not_in_channel"
    peer.install(BOT, {"chat:write.public"})
    await bot.chat_postMessage(channel=UNJOINED, text="from outside")
    assert BOT not in peer.conversations[UNJOINED].members
    assert await refused(bot.chat_postMessage(channel=HIDDEN, text="hello")) == "channel_not_found"
    assert await refused(bot.api_call("chat.postMessage", json={"channel": JUNIORS})) == "no_text"
    assert await refused(bot.chat_postMessage(channel=JUNIORS, text="hello", thread_ts="1.000001")) == "thread_not_found"
    peer.archive(JUNIORS, COACH)
    assert await refused(bot.chat_postMessage(channel=JUNIORS, text="hello")) == "is_archived"
    await bot.chat_postMessage(channel=CHILD, text="for you alone")
    assert peer.letters(CHILD)[0]["text"] == "for you alone"
    peer.users[OTHER_CHILD].closed = True
    assert await refused(bot.chat_postMessage(channel=OTHER_CHILD, text="hello")) == "messages_tab_disabled"


async def test_what_one_person_is_shown_is_in_no_history(peer: Peer, bot: AsyncWebClient) -> None:
    shown = await bot.chat_postEphemeral(channel=JUNIORS, user=CHILD, text="only you")
    assert peer.told(CHILD) == ["only you"]
    assert not (await bot.conversations_history(channel=JUNIORS))["messages"]
    assert await refused(bot.chat_update(channel=JUNIORS, ts=shown["message_ts"], text="x")) == "message_not_found"
    assert await refused(bot.chat_postEphemeral(channel=JUNIORS, user=PARENT, text="x")) == "user_not_in_channel"
    direct = peer.open_dm(COACH, CHILD)
    assert await refused(bot.chat_postEphemeral(channel=direct, user=CHILD, text="x")) == "channel_not_found"


async def test_a_mark_is_read_back_only_when_asked_for(peer: Peer, bot: AsyncWebClient) -> None:
    mark = {"event_type": "touchline_effect", "event_payload": {"mark": "e1"}}
    await bot.chat_postMessage(channel=JUNIORS, text="hello", metadata=mark)
    (bare,) = (await bot.conversations_history(channel=JUNIORS))["messages"]
    (marked,) = (await bot.conversations_history(channel=JUNIORS, include_all_metadata=True))["messages"]
    assert "metadata" not in bare
    assert marked["metadata"] == mark
    wrong = {"event_type": "touchline_effect"}
    assert await refused(bot.chat_postMessage(channel=JUNIORS, text="x", metadata=wrong)) == "invalid_metadata_format"


async def test_history_is_newest_first_without_replies_and_paged(peer: Peer, bot: AsyncWebClient) -> None:
    first, *_, last = [peer.post(JUNIORS, CHILD, f"number {number}") for number in range(5)]
    peer.post(JUNIORS, COACH, "an answer", thread=first)
    both = peer.post(JUNIORS, COACH, "for all to see", thread=first, broadcast=True)
    some = await bot.conversations_history(channel=JUNIORS, limit=2)
    assert [each["ts"] for each in some["messages"]] == [both, last]
    assert some["has_more"]
    pages = [page async for page in await bot.conversations_history(channel=JUNIORS, limit=2)]
    assert [len(page["messages"]) for page in pages] == [2, 2, 2]
    after = await bot.conversations_history(channel=JUNIORS, oldest=first)
    assert first not in {each["ts"] for each in after["messages"]}
    within = await bot.conversations_history(channel=JUNIORS, oldest=first, latest=first, inclusive=True)
    assert [each["reply_count"] for each in within["messages"]] == [2]
    thread = await bot.conversations_replies(channel=JUNIORS, ts=first, oldest=last)
    assert [each["text"] for each in thread["messages"]] == ["number 0", "an answer", "for all to see"]
    assert await refused(bot.conversations_replies(channel=JUNIORS, ts="1.000001")) == "thread_not_found"
    peer.page_size = 1
    assert len((await bot.conversations_history(channel=JUNIORS, limit=200))["messages"]) == 1, "less than asked for"


async def test_people(peer: Peer, bot: AsyncWebClient) -> None:
    listed = {each["id"]: each for each in (await bot.users_list())["members"]}
    assert listed["USLACKBOT"]["is_bot"] is False
    assert listed[PARENT]["is_restricted"]
    assert FOREIGNER not in listed
    assert (await bot.users_info(user=FOREIGNER))["user"]["is_stranger"]
    assert "has_2fa" not in listed[LEAD]
    assert await refused(bot.users_info(user="U0NOBODY")) == "user_not_found"
    peer.users[STRANGER].deleted = True
    assert await refused(bot.conversations_open(users=[STRANGER])) == "user_disabled"


async def test_channels_are_made_and_people_taken_out(peer: Peer, bot: AsyncWebClient) -> None:
    made = (await bot.conversations_create(name="safeguarding-leads", is_private=True))["channel"]
    assert made["is_private"]
    assert made["is_channel"]
    assert not made["is_group"]
    assert await refused(bot.conversations_create(name="safeguarding-leads")) == "name_taken"
    assert await refused(bot.conversations_create(name="No Capitals")) == "invalid_name_specials"
    await bot.conversations_invite(channel=made["id"], users=[LEAD])
    assert await refused(bot.conversations_invite(channel=made["id"], users=[LEAD])) == "already_in_channel"
    await bot.conversations_setTopic(channel=made["id"], topic="Cards")
    assert await refused(bot.conversations_setTopic(channel=made["id"], topic="x" * 251)) == "too_long"
    await bot.conversations_kick(channel=made["id"], user=LEAD)
    assert await refused(bot.conversations_kick(channel=made["id"], user=LEAD)) == "not_in_channel"
    assert await refused(bot.conversations_kick(channel=GENERAL, user=CHILD)) == "cant_kick_from_general"
    assert await refused(bot.conversations_kick(channel=UNJOINED, user=CHILD)) == "not_in_channel"


@pytest.mark.parametrize(
    ("blocks", "error"),
    [
        ([{"type": "divider"}] * 51, "invalid_blocks"),
        ([{"type": "divider"}] * 10_000, "invalid_blocks"),
        ([{"type": "wall"}], "invalid_blocks"),
        ([{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}], "invalid_blocks"),
        ([{"type": "section", "text": {"type": "mrkdwn", "text": ""}}], "invalid_blocks"),
        ([{"type": "section"}], "invalid_blocks"),
        ([{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], "invalid_blocks"),
        ([{"type": "actions", "elements": []}], "invalid_blocks"),
        ([{"type": "actions", "elements": [BUTTON, BUTTON]}], "invalid_blocks"),
        ([{"type": "actions", "elements": [BUTTON | {"value": "x" * 2001}]}], "invalid_blocks"),
        ([{"type": "actions", "elements": [BUTTON | {"text": {"type": "plain_text", "text": "x" * 76}}]}], "invalid_blocks"),
        ([{"type": "section", "block_id": "a", "text": {"type": "plain_text", "text": "x"}}] * 2, "invalid_blocks"),
        ([{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}}] * 5, "msg_blocks_too_long"),
        ("[", "invalid_blocks_format"),
    ],
)
async def test_blocks_beyond_the_limits_are_refused(bot: AsyncWebClient, blocks: Any, error: str) -> None:
    assert await refused(bot.chat_postMessage(channel=JUNIORS, text="x", blocks=blocks)) == error


async def test_blocks_within_the_limits_are_taken(peer: Peer, bot: AsyncWebClient) -> None:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}, "accessory": BUTTON}
    await bot.chat_postMessage(channel=JUNIORS, text="x", blocks=[section, *[{"type": "divider"}] * 49])
    assert len(peer.said_by_bot(JUNIORS)[0]["blocks"]) == 50


async def test_faults_come_on_demand(peer: Peer, bot: AsyncWebClient) -> None:
    peer.faults.append(Fault.slow_down("chat.postMessage", 240))
    with pytest.raises(SlackApiError) as raised:
        await bot.chat_postMessage(channel=JUNIORS, text="hello")
    assert (raised.value.response.status_code, raised.value.response.headers["Retry-After"]) == (429, "240")
    peer.faults.append(Fault("chat.postMessage", "internal_error", 500, done=True))
    assert await refused(bot.chat_postMessage(channel=JUNIORS, text="hello")) == "internal_error"
    assert len(peer.said_by_bot(JUNIORS)) == 1, "it was done, and the answer was lost"
    peer.faults.append(Fault.slow_down("auth.test", 0))
    assert (await client_of(peer.api, peer.bot_token).auth_test())["ok"], "the client waits by itself"
    assert [call.error for call in peer.called("auth.test")] == ["ratelimited", ""]


async def test_a_channel_takes_one_post_a_second_from_a_peer_that_paces(peer: Peer, bot: AsyncWebClient) -> None:
    peer.paces = True
    await bot.chat_postMessage(channel=JUNIORS, text="one")
    assert await refused(bot.chat_postMessage(channel=JUNIORS, text="two")) == "ratelimited"
    await bot.chat_postMessage(channel=COACHES, text="elsewhere")
    assert isinstance(peer.clock, Clock)
    peer.clock.now += timedelta(seconds=1)
    await bot.chat_postMessage(channel=JUNIORS, text="two")


@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")  # slack-sdk's
async def test_a_code_is_good_once_for_ten_minutes_at_its_own_address(peer: Peer) -> None:
    client = AsyncWebClient("", base_url=peer.api)
    ours = "https://bot.example.org/slack/larkmead/authorised"
    link = (
        f"https://slack.com/oauth/v2/authorize?client_id={CLIENT_ID}&user_scope=im:history,im:read&state=s&redirect_uri={ours}"
    )

    def code() -> str:
        back = peer.authorise(COACH, link)
        assert back.startswith(f"{ours}?code=")
        assert back.endswith("&state=s")
        return back.partition("code=")[2].partition("&")[0]

    async def trade(code: str, secret: str = CLIENT_SECRET, redirect: str = ours) -> Any:
        said = {"client_id": CLIENT_ID, "client_secret": secret, "code": code, "redirect_uri": redirect}
        return await client.oauth_v2_access(**said)

    assert await refused(trade(code(), secret="another")) == "bad_client_secret"
    assert await refused(trade(code(), redirect="https://elsewhere.example.org/")) == "bad_redirect_uri"
    once = code()
    given = (await trade(once))["authed_user"]
    assert (given["id"], given["scope"]) == (COACH, "im:history,im:read")
    assert await refused(trade(once)) == "invalid_code"
    late = code()
    assert isinstance(peer.clock, Clock)
    peer.clock.now += timedelta(minutes=11)
    assert await refused(trade(late)) == "invalid_code"
    assert "error=access_denied" in peer.authorise(COACH, link, agrees=False)


async def test_what_is_pinned(peer: Peer, bot: AsyncWebClient) -> None:
    ts = (await bot.chat_postMessage(channel=JUNIORS, text="Whom to ask"))["ts"]
    await bot.pins_add(channel=JUNIORS, timestamp=ts)
    assert await refused(bot.pins_add(channel=JUNIORS, timestamp=ts)) == "already_pinned"
    assert [each["message"]["ts"] for each in (await bot.pins_list(channel=JUNIORS))["items"]] == [ts]
    await bot.pins_remove(channel=JUNIORS, timestamp=ts)
    assert not (await bot.pins_list(channel=JUNIORS))["items"]
