"""The chat part of a configuration file: how Discord and Slack are reached, and what an organisation has there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.config_reader import Reader
from bot.config_shape import DiscordTable, ServerTable, SlackAppTable, SlackTable
from bot.credentials import Credential
from bot.shapes import shown
from bot.toml import Location

_SERVER: Final = re.compile(r"[1-9][0-9]{14,19}")
WORKSPACE: Final = re.compile(r"T[A-Z0-9]{2,20}")
CLIENT: Final = re.compile(r"[0-9]{1,30}\.[0-9]{1,30}")


@dataclass(frozen=True, slots=True)
class Discord:
    token: Credential
    api_address: str
    gateway_address: str


@dataclass(frozen=True, slots=True)
class Slack:
    """Where Slack is asked, and at which host and port of this machine it is listened to."""

    api_address: str
    host: str
    port: int


@dataclass(frozen=True, slots=True)
class SlackApp:
    """One organisation's own app on its workspace.

    It hears of what happens through `app_token` (Socket Mode) or by HTTP, signed with `signing_secret`: one of the two. Without
    a `bot_token` the app waits to be installed by a link, which needs `client_id` and `client_secret`; so does authorising.
    """

    workspace: str
    bot_token: Credential | None
    app_token: Credential | None
    signing_secret: Credential | None
    client_id: str = ""
    client_secret: Credential | None = None

    @property
    def credentials(self) -> tuple[Credential, ...]:
        return tuple(each for each in (self.bot_token, self.app_token, self.signing_secret, self.client_secret) if each)


def discord(reader: Reader, raw: object) -> Discord | None:
    """[discord], if it is there and can be used."""
    table = reader.section(DiscordTable, raw, ("discord",))
    if table is None:
        return None
    reader.address(table.api_address, ("discord", "api_address"), "https")
    reader.address(table.gateway_address, ("discord", "gateway_address"), "wss")
    token = reader.credential(table, ("discord",), "token")
    return Discord(token, table.api_address, table.gateway_address) if token else None


def server(reader: Reader, raw: object, at: Location, deployment: Mapping[str, Any]) -> int | None:
    """The Discord server of an organisation, if it names one. `deployment` is the whole file that says how to reach Discord."""
    table = reader.section(ServerTable, raw, at)
    if table is None:
        return None
    if "discord" not in deployment:
        what = f"{shown(at)} names a server, and nothing says how to reach Discord."
        reader.wrong(at, what, 'Add [discord] with token_env = "TOUCHLINE_DISCORD_TOKEN".')
    if not _SERVER.fullmatch(table.server):
        what = f"{shown((*at, 'server'))} must be the server's id: its long number, in quotation marks."
        do = "In Discord, switch on Developer Mode, then right-click the server and choose “Copy Server ID”."
        reader.wrong((*at, "server"), what, do)
        return None
    return int(table.server)


def slack(reader: Reader, raw: object) -> Slack | None:
    """[slack], where nothing needs to stand, so it need not be there."""
    table = reader.section(SlackTable, {} if raw is None else raw, ("slack",))
    if table is None:
        return None
    reader.address(table.api_address, ("slack", "api_address"), "https")
    listen = reader.listener(table.listen, ("slack", "listen"), "127.0.0.1:3000")
    return Slack(table.api_address, *listen) if listen is not None else None


def slack_app(reader: Reader, raw: object, at: Location, deployment: Mapping[str, Any]) -> SlackApp | None:
    """The Slack app of an organisation, if it has one. `deployment` is the whole file with the address from outside."""
    table = reader.section(SlackAppTable, raw, at)
    if table is None:
        return None
    bot, app, signing, secret = (
        reader.credential(table, at, name, needed=False)
        for name in ("bot_token", "app_token", "signing_secret", "client_secret")
    )
    section = f"[{'.'.join(map(str, at))}]"
    if not WORKSPACE.fullmatch(table.workspace):
        what = f"{shown((*at, 'workspace'))} must be the workspace's id, such as T012ABCDEF."
        reader.wrong((*at, "workspace"), what, "Open the workspace in a browser: it stands in the address, behind /client/.")
    if table.client_id and not CLIENT.fullmatch(table.client_id):
        what = f"{shown((*at, 'client_id'))} must be two numbers with a point between them."
        reader.wrong((*at, "client_id"), what, "Slack shows it under Basic Information, App Credentials.")
    if bool(table.client_id) != (secret is not None):
        what = f"{section} has a client_id without a client_secret, or the other way round."
        reader.wrong(at, what, 'Give both, such as client_secret_env = "TOUCHLINE_SLACKCLIENT_SECRET", or neither.')
    if (app is None) == (signing is None):
        has = "neither app_token (Socket Mode) nor signing_secret (HTTP)" if app is None else "app_token and signing_secret"
        what = f"{section} has {has}, and Slack tells the bot what happens by one of the two."
        reader.wrong(at, what, 'Keep one, such as app_token_env = "TOUCHLINE_SLACK_APP_TOKEN" for one small organisation.')
    elif signing is not None and "public_address" not in deployment:
        what = f"{section} has a signing_secret, and nothing says where Slack reaches the bot."
        reader.wrong(at, what, "Add public_address at the top of the file, or use Socket Mode (app_token).")
    if bot is None and (not table.client_id or "public_address" not in deployment):
        what = f"{section} does not say where its bot token is kept, and the app cannot be installed by a link."
        do = 'Add bot_token_env = "TOUCHLINE_SLACK_BOT_TOKEN", or client_id, client_secret and public_address.'
        reader.wrong(at, what, do)
    return SlackApp(table.workspace, bot, app, signing, table.client_id or "", secret)
