"""The client that calls Slack waits out what is a matter of seconds; nothing that may have been done is asked twice."""

import pytest
from slack_sdk.errors import SlackApiError

from bot.slack.calling import PATIENCE, client_of
from bot.slack.trouble import code_of
from tests.bot.slack.peer import Fault, Peer


async def test_a_short_wait_is_waited_and_a_long_one_is_told() -> None:
    async with Peer() as peer:
        client = client_of(peer.api, peer.bot_token)
        peer.faults.append(Fault.slow_down("auth.test", 0))
        assert (await client.auth_test())["ok"]
        assert len(peer.called("auth.test")) == 2
        peer.faults.append(Fault.slow_down("auth.test", int(PATIENCE) + 1))
        with pytest.raises(SlackApiError) as caught:
            await client.auth_test()
        assert code_of(caught.value) == "ratelimited"
        assert len(peer.called("auth.test")) == 3


async def test_what_may_have_been_done_is_not_repeated() -> None:
    async with Peer() as peer:
        client = client_of(peer.api, peer.bot_token)
        peer.faults.append(Fault("chat.postMessage", "internal_error", 500))
        with pytest.raises(SlackApiError):
            await client.chat_postMessage(channel="C01GENERAL0", text="once")
        assert len(peer.called("chat.postMessage")) == 1
