"""The Slack part of a configuration file: what it gives, and what is said about each mistake in it."""

from pathlib import Path

import pytest

from bot.config_chat import Slack, SlackApp
from bot.credentials import Credential
from tests.bot.test_config import GOOD, problems, read

SOCKET = """
[organisation.slack]
workspace = "T0PRACTICE"
bot_token_env = "BOT"
app_token_env = "APP"
"""
HTTP = """
[organisation.slack]
workspace = "T0PRACTICE"
bot_token_file = "bot"
signing_secret_env = "SIGNING"
client_id = "12.34"
client_secret_env = "SECRET"

[slack]
listen = "[::1]:8080"
"""
ADDRESS = 'public_address = "https://touchline.example.org/slack"\n'


def test_an_app_over_socket_mode_needs_three_lines(tmp_path: Path) -> None:
    config = read(tmp_path, GOOD + SOCKET)
    assert config.organisations[0].slack == SlackApp("T0PRACTICE", Credential(env="BOT"), Credential(env="APP"), None)
    assert config.slack == Slack("https://slack.com/api/", "127.0.0.1", 3000)
    assert config.discord is not None, "one organisation may have both"


def test_an_app_over_http_has_an_address_and_may_wait_to_be_installed(tmp_path: Path) -> None:
    config = read(tmp_path, ADDRESS + GOOD + HTTP)
    app = config.organisations[0].slack
    assert app is not None
    assert app.credentials == (Credential(file=tmp_path / "bot"), Credential(env="SIGNING"), Credential(env="SECRET"))
    assert (config.slack.host, config.slack.port) == ("::1", 8080)
    read(tmp_path, ADDRESS + GOOD + HTTP.replace('bot_token_file = "bot"\n', ""))


BAD = [
    ("T0PRACTICE", "practice", "must be the workspace's id, such as T012ABCDEF."),
    ('app_token_env = "APP"', "", "has neither app_token (Socket Mode) nor signing_secret (HTTP), and Slack tells"),
    ("[organisation.slack]", '[organisation.slack]\nsigning_secret_env = "S"', "has app_token and signing_secret, and Slack"),
    ("app_token_env", "signing_secret_env", "has a signing_secret, and nothing says where Slack reaches the bot."),
    ('bot_token_env = "BOT"', "", "does not say where its bot token is kept, and the app cannot be installed by a link."),
    ("[organisation.slack]", '[organisation.slack]\nclient_id = "12.34"', "has a client_id without a client_secret"),
    ("[organisation.slack]", '[organisation.slack]\nclient_id = "x"\nclient_secret_env = "S"', "must be two numbers"),
    ("[organisation.slack]", '[organisation.slack]\nbot_token_file = "b"', "has both bot_token_env and bot_token_file."),
    ("[organisation.slack]", '[slack]\nlisten = "3000"\n[organisation.slack]', "listen must be an address and a port"),
    ("[organisation.slack]", '[slack]\nlisten = "127.0.0.1:99999"\n[organisation.slack]', "listen must be an address and a"),
    ("[organisation.slack]", '[slack]\napi_address = "http://example.org"\n[organisation.slack]', "not an encrypted address"),
    ("[organisation.slack]", '[slack]\nbot_token_env = "B"\n[organisation.slack]', "bot_token_env is not a setting."),
]


@pytest.mark.parametrize(("old", "new", "says"), BAD, ids=[row[2][:40] for row in BAD])
def test_a_mistake_is_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    text = GOOD + SOCKET.replace(old, new, 1)
    assert any(says in line for line in problems(tmp_path, text))


def test_two_organisations_never_share_a_workspace(tmp_path: Path) -> None:
    outer = 'data_folder = "data"\norganisations = ["one.toml", "two.toml"]\n' + GOOD[GOOD.index("[mail]") :]
    inner = GOOD[GOOD.index("[organisation]") : GOOD.index("[mail]")] + SOCKET
    inner = inner.replace("[organisation]\n", "").replace("[organisation.", "[").replace("[[organisation.", "[[")
    (tmp_path / "one.toml").write_text(inner, "utf-8")
    (tmp_path / "two.toml").write_text(inner.replace("larkmead-cc", "fenway-cc"), "utf-8")
    (said,) = problems(tmp_path, outer)
    assert said.startswith("2: “two.toml” names the same Slack workspace as “one.toml”:")
    (tmp_path / "two.toml").write_text(inner.replace("larkmead-cc", "fenway-cc").replace("T0PRAC", "T1PRAC"), "utf-8")
    assert [each.slack and each.slack.workspace for each in read(tmp_path, outer).organisations] == ["T0PRACTICE", "T1PRACTICE"]
