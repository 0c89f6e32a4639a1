"""A second opinion: npm's emulate in Slack's place, which shares no line with the peer. Signed events, OAuth and strict scopes.

It knows no Socket Mode, commands or presses, its bots see every direct message, and it refuses an administrator's delete: for
those there is the peer.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.directory import Directory
from bot.slack.http import is_signed
from moderation.model import Person, Role
from tests.bot.slack.app_kit import app_of, attended, knows
from tests.bot.slack.emulate_kit import GENERAL, TEAM, Emulate, emulate, installed
from tests.bot.slack.kit import ORG
from tests.bot.slack.peer import CLIENT_ID, CLIENT_SECRET, SIGNING_SECRET

PEOPLE: Final = {
    "helen": Person("p_helen", "Helen Marsh", Role.LEAD, False),
    "dave": Person("p_dave", "Dave Ridley", Role.STAFF, False),
    "alfie": Person("p_alfie", "Alfie Webb", Role.CHILD, True),
}
CLIENT: Final = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
BACK: Final = "https://bot.example.org/slack/larkmead/authorised"
BOT_SCOPES: Final = [
    *("chat:write", "channels:read", "channels:history", "channels:join", "groups:read", "groups:history"),
    *("im:read", "im:write", "im:history", "mpim:read", "mpim:history", "users:read", "team:read", "pins:read", "pins:write"),
]
STAFF_SCOPES: Final = "im:history,im:read,mpim:history,mpim:read"

pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")  # slack-sdk's


@dataclass
class World:
    slack: Emulate
    #: Ids by name.
    users: dict[str, str]

    def user(self, name: str) -> AsyncWebClient:
        """Somebody's own client: what they write by hand."""
        return self.slack.client(f"xoxp-{name}")

    async def authorise(self, name: str, scopes: str = "", user_scopes: str = "") -> dict[str, Any]:
        """Somebody agrees, and the code is traded: the answer of oauth.v2.access."""
        link = f"https://slack.com/oauth/v2/authorize?client_id={CLIENT['client_id']}&redirect_uri={BACK}&state=s"
        back = await self.slack.agree(f"{link}&scope={scopes}&user_scope={user_scopes}", self.users[name])
        assert back.startswith(f"{BACK}?code=")
        assert back.endswith("&state=s")
        code = back.partition("code=")[2].partition("&")[0]
        answer = await self.slack.client("").oauth_v2_access(**CLIENT, code=code, redirect_uri=BACK)
        assert isinstance(answer.data, dict)
        return answer.data


@pytest.fixture
def folder(pytestconfig: pytest.Config) -> Path:
    assert pytestconfig.cache is not None
    return installed(Path(pytestconfig.cache.mkdir("emulate")))


@pytest.fixture
async def world(folder: Path) -> AsyncIterator[World]:
    seed = {
        "team": {"name": "Larkmead", "domain": "larkmead"},
        "users": [{"name": name, "real_name": person.name, "is_admin": name == "helen"} for name, person in PEOPLE.items()],
        "channels": [{"name": "juniors"}, {"name": "safeguarding", "is_private": True}],
        "oauth_apps": [{**CLIENT, "name": "Touchline", "redirect_uris": [BACK], "scopes": BOT_SCOPES}],
        "tokens": [{"token": f"xoxp-{name}", "type": "user", "user": name} for name in PEOPLE],
        "signing_secret": SIGNING_SECRET,
        "strict_scopes": True,
    }
    async with emulate(folder, seed) as slack:
        listed = (await slack.client("xoxp-helen").users_list())["members"]
        yield World(slack, {each["name"]: each["id"] for each in listed})


async def test_events_are_signed_as_ours_are_checked(world: World) -> None:
    alfie = world.user("alfie")
    posted = await alfie.chat_postMessage(channel=GENERAL, text="hello")
    await alfie.chat_update(channel=GENERAL, ts=posted["ts"], text="bye")
    await alfie.chat_delete(channel=GENERAL, ts=posted["ts"])
    told = world.slack.told
    assert [each.event.get("subtype") for each in told] == [None, "message_changed", "message_deleted"]
    assert told[2].event["deleted_ts"] == posted["ts"]
    assert all(is_signed(SIGNING_SECRET, each.body, each.stamp, each.signature, int(each.stamp)) for each in told)
    assert not is_signed("another", told[0].body, told[0].stamp, told[0].signature, int(told[0].stamp))


async def test_what_is_said_is_taken_in_once(world: World, tmp_path: Path) -> None:
    given = await world.authorise("helen", ",".join(BOT_SCOPES))
    bot = world.slack.client(given["access_token"])
    await bot.conversations_join(channel=GENERAL)
    before = await world.user("alfie").chat_postMessage(channel=GENERAL, text="before")
    secrets = {"BOT": given["access_token"], "SIGNING": SIGNING_SECRET, "SECRET": CLIENT["client_secret"]}
    people = {world.users[name]: person for name, person in PEOPLE.items()}
    app = app_of("http", team=TEAM)
    async with attended(tmp_path, app, world.slack.api, secrets, lambda: datetime.now(UTC), people) as made:
        world.slack.target = f"http://127.0.0.1:{made.port}/slack/{ORG}/events"
        posted = await world.user("alfie").chat_postMessage(channel=GENERAL, text="hello")
        await world.user("alfie").chat_update(channel=GENERAL, ts=posted["ts"], text="bye")
        for told in [*world.slack.told]:
            await world.slack.resend(told)
        await world.user("dave").chat_postMessage(channel=GENERAL, text="after")
        known = await knows(made.running, GENERAL, 4)
        said = [(each.message, each.parts[0].text) for each in known]
        assert said[:2] == [(before["ts"], "before"), (posted["ts"], "hello")]
        assert sorted(text for _, text in said) == ["after", "before", "bye", "hello"], "what came twice is there once"
        assert {each.author.id for each in known} == {world.users["alfie"], world.users["dave"]}
        assert set(world.slack.answers) == {200}  # of the bot's own letters it may be told while it ends


async def test_the_app_is_installed_and_reads_the_workspace(world: World) -> None:
    given = await world.authorise("helen", ",".join(BOT_SCOPES))
    assert given["team"]["id"] == TEAM
    directory = Directory(TEAM, world.slack.client(given["access_token"]))
    await directory.load()
    assert {"Helen Marsh", "Dave Ridley", "Alfie Webb"} <= {user.real_name for user in directory.users.values()}
    assert {"general", "juniors"} <= {each.name for each in directory.conversations.values()}
    assert directory.users[world.users["helen"]].administrator


async def test_a_member_of_staff_authorises_for_their_own_direct_messages(world: World) -> None:
    given = await world.authorise("dave", user_scopes=STAFF_SCOPES)
    assert given["authed_user"]["id"] == world.users["dave"]
    assert set(given["authed_user"]["scope"].split(",")) == set(STAFF_SCOPES.split(","))
    dave = world.slack.client(given["authed_user"]["access_token"])
    opened = await world.user("alfie").conversations_open(users=[world.users["dave"]])
    direct = opened["channel"]["id"]
    await world.user("alfie").chat_postMessage(channel=direct, text="hello")
    history = await dave.conversations_history(channel=direct)
    assert [each["text"] for each in history["messages"]] == ["hello"]
    with pytest.raises(SlackApiError, match="missing_scope"):
        await dave.chat_postMessage(channel=direct, text="not with these scopes")


async def test_what_the_app_may_not_do_is_refused_with_the_scope_that_is_missing(world: World) -> None:
    given = await world.authorise("helen", "channels:read")
    bot = world.slack.client(given["access_token"])
    with pytest.raises(SlackApiError) as raised:
        await bot.chat_postMessage(channel=GENERAL, text="hello")
    assert (raised.value.response["error"], raised.value.response["needed"]) == ("missing_scope", "chat:write")


async def test_somebody_elses_message_is_not_the_bots_to_delete(world: World) -> None:
    given = await world.authorise("helen", ",".join(BOT_SCOPES))
    bot = world.slack.client(given["access_token"])
    posted = await world.user("alfie").chat_postMessage(channel=GENERAL, text="hello")
    with pytest.raises(SlackApiError, match="cant_delete_message"):
        await bot.chat_delete(channel=GENERAL, ts=posted["ts"])


async def test_a_mark_is_read_back(world: World) -> None:
    given = await world.authorise("helen", ",".join(BOT_SCOPES))
    bot = world.slack.client(given["access_token"])
    mark = {"event_type": "touchline_effect", "event_payload": {"mark": "e1"}}
    await bot.conversations_join(channel=GENERAL)
    await bot.chat_postMessage(channel=GENERAL, text="hello", metadata=mark)
    history = await bot.conversations_history(channel=GENERAL, include_all_metadata=True)
    assert history["messages"][0]["metadata"] == mark
