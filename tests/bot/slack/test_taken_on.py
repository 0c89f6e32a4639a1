"""An organisation that is taken on while its process runs: Slack reaches it by the listener, which begins with the first."""

import asyncio
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from bot.config_chat import Slack
from bot.deployment import Deployment
from bot.engines import Adviser
from bot.homes import IN_FILES
from bot.running import Running
from bot.slack.rights import REMOVER
from bot.slack.serving import SlackChat
from bot.slack.settings import SETTING, Settings
from bot.slack.workspace import NAME as SLACK
from moderation.model import BOT as TOUCHLINE
from storage.store import Grant
from tests.bot.service_kit import Clock
from tests.bot.slack.app_kit import NUMBER, PUBLIC, app_of, opened
from tests.bot.slack.kit import LAID, ORG, PEOPLE, config, register
from tests.bot.slack.peer import CHILD, CLIENT_SECRET, JUNIORS, OWNER, SIGNING_SECRET, Peer
from tests.bot.slack.staff_kit import until
from tests.bot.slack.test_host_slack import _listens


async def test_slack_reaches_it_by_http_without_a_restart(tmp_path: Path) -> None:
    async with Peer(Clock()) as peer:
        secrets = {"BOT": peer.bot_token, "SIGNING": SIGNING_SECRET, "SECRET": CLIENT_SECRET}
        chat, stop = SlackChat(Slack(peer.api, "127.0.0.1", 0), PUBLIC, secrets), asyncio.Event()
        first = Running(replace(config(), id="elsewhere"), tmp_path, Adviser(), peer.clock)
        club = Running(config(slack=app_of("http")), tmp_path, Adviser(), peer.clock)
        grant = Grant(OWNER, frozenset(REMOVER), peer.clock(), peer.install(OWNER, set(REMOVER)).value)
        with closing(club.home.open(ORG, peer.clock, retention_days=30)) as store, store.transaction() as tx:
            register(tx, PEOPLE)
            laid = replace(Settings(), **{**LAID, "minimum_age": 0, "remover": OWNER}).text()
            tx.change_setting(SETTING, laid, TOUCHLINE)
            tx.keep_grant(SLACK, grant)
        deployment = Deployment([first], [chat], IN_FILES, Adviser(), stop)
        working = asyncio.create_task(deployment.run())
        await until(lambda: "elsewhere" in deployment.open)
        assert chat.listener is None, "nobody is reached by HTTP yet"
        deployment.take_on(club)
        await until(lambda: _listens(chat) and ORG in deployment.open)
        await opened(chat)
        assert chat.listener is not None
        peer.send_to(f"http://127.0.0.1:{chat.listener.port}/slack/{ORG}/events")
        ts = peer.post(JUNIORS, CHILD, NUMBER)
        await peer.until(lambda: peer.gone(JUNIORS, ts))
        stop.set()
        assert await working == []
