"""The app's manifest: that Slack would take it, that it asks for what is used and for nothing else, and how it is printed."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft7Validator

from bot.__main__ import main
from bot.commands.setup import setup_command
from bot.config import read_config
from bot.slack import commands, picturing
from bot.slack.commands import report
from bot.slack.grants import REMOVAL
from bot.slack.guarding import PRESENCE
from bot.slack.manifest import manifest
from bot.slack.oauth import NOWHERE
from bot.slack.rights import BOT, REMOVER, STAFF

EVENTS = "https://touchline.example.org/slack/otterford/events"


def text(least: int, most: int, **more: Any) -> Mapping[str, Any]:
    return {"type": "string", "minLength": least, "maxLength": most, **more}


def table(needed: tuple[str, ...] = (), **fields: Any) -> Mapping[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": [*needed], "properties": fields}


def several(item: Mapping[str, Any], most: int, least: int = 0) -> Mapping[str, Any]:
    return {"type": "array", "items": item, "minItems": least, "maxItems": most, "uniqueItems": True}


FLAG = {"type": "boolean"}
ADDRESS = text(0, 3000, pattern="^https://")
NAMES = several(text(1, 50), 100)
#: The limits of slackapi/manifest-schema (version 1) for what stands in ours. Nothing else may stand there.
SCHEMA = table(
    ("display_information",),
    _metadata=table(major_version={"const": 1}, minor_version={"type": "integer"}),
    display_information=table(
        ("name",),
        name=text(1, 35),
        description=text(1, 140),
        long_description=text(175, 4000),
        background_color=text(4, 7, pattern="^#[0-9a-fA-F]{6}$"),
    ),
    features=table(
        app_home=table(home_tab_enabled=FLAG, messages_tab_enabled=FLAG, messages_tab_read_only_enabled=FLAG),
        bot_user=table(("display_name",), display_name=text(1, 80), always_online=FLAG),
        shortcuts=several(
            table(
                ("name", "type", "callback_id", "description"),
                name=text(1, 24),
                type={"enum": ["message", "global"]},
                callback_id=text(1, 255),
                description=text(1, 150),
            ),
            10,
            1,
        ),
        slash_commands=several(
            table(
                ("command", "description"),
                command=text(2, 32, pattern="^/"),
                url=ADDRESS,
                description=text(1, 2000),
                usage_hint=text(1, 1000),
                should_escape=FLAG,
            ),
            50,
            1,
        ),
    ),
    oauth_config=table(
        redirect_urls=several(text(1, 2500, pattern="^https://"), 1000),
        scopes=table(bot=NAMES, user=NAMES, bot_optional=NAMES, user_optional=NAMES),
    ),
    settings=table(
        event_subscriptions=table(request_url=ADDRESS, bot_events=NAMES, user_events=NAMES),
        interactivity=table(("is_enabled",), is_enabled=FLAG, request_url=ADDRESS, message_menu_options_url=ADDRESS),
        org_deploy_enabled=FLAG,
        socket_mode_enabled=FLAG,
        token_rotation_enabled=FLAG,
    ),
)
#: Which scope Slack wants for which event, where it is not the history of its kind of conversation.
WANTED = {"team_join": "users:read", "user_change": "users:read", "pin_removed": "pins:read", "group_": "groups:read"}
NONE_WANTED = {"app_home_opened", "app_uninstalled", "tokens_revoked"}


@pytest.mark.parametrize("events", ["", EVENTS])
def test_slack_takes_it(events: str) -> None:
    Draft7Validator.check_schema(SCHEMA)
    made = manifest(NOWHERE, events)

    assert not [error.message for error in Draft7Validator(SCHEMA).iter_errors(made)]
    settings, (command,) = made["settings"], made["features"]["slash_commands"]
    addresses = {
        settings["event_subscriptions"].get("request_url"),
        settings["interactivity"].get("request_url"),
        command.get("url"),
    }
    assert addresses == {events or None}
    assert settings["socket_mode_enabled"] is not bool(events)


def test_it_asks_for_no_more_than_is_used_and_says_why() -> None:
    scopes = manifest(NOWHERE)["oauth_config"]["scopes"]
    assert scopes["bot"] == sorted(BOT)
    assert scopes["user"] == scopes["user_optional"] == sorted({*STAFF, REMOVAL}), "whoever installs it need not give them"
    assert REMOVER.keys() == {REMOVAL}
    assert all(why.startswith(("to ", "for ")) for why in (*BOT.values(), *STAFF.values(), *REMOVER.values()))
    assert not [scope for scope in BOT if scope.startswith(("admin", "files", "search", "chat:write."))]


def test_it_is_told_of_what_it_looks_at_and_may_be() -> None:
    told = manifest(NOWHERE)["settings"]["event_subscriptions"]
    events = set(told["bot_events"])
    changes = {"channel_convert_to_private"}  # stands in the channel as a message
    assert events >= PRESENCE - changes
    assert events >= {"message.channels", "message.groups", "message.im", "message.mpim", "app_home_opened", "channel_rename"}
    assert set(told["user_events"]) == {"message.im", "message.mpim"}
    for event in events - NONE_WANTED:
        kind = event.removeprefix("message.")
        history = f"{kind}:history" if kind != event else None
        wanted = history or next((scope for begins, scope in WANTED.items() if event.startswith(begins)), "channels:read")
        assert wanted in BOT, event


def test_its_commands_and_shortcuts_are_those_that_are_answered() -> None:
    features = manifest(NOWHERE)["features"]
    assert {each["callback_id"] for each in features["shortcuts"]} == {*report.SHORTCUTS, picturing.SHORTCUT}
    assert [each["command"] for each in features["slash_commands"]] == ["/touchline"]
    assert {"setup", "attest", "doctor", "report", "who"} <= commands.all_commands().keys()


SLACK = (
    *("--yes", "--name", "Larkmead Training", "--profile", "training_provider", "--workspace", "T01LARKMEAD"),
    *("--lead", "Helen Marsh, Lead, U01HELEN000", "--chair", "Ada Quill, Chair, chair@example.org, U01ADA00000"),
    *("--mail-host", "mail.example.org", "--mail-from", "touchline@example.org", "--client-id", "1111.2222"),
)


def test_a_new_organisation_on_slack_edits_no_file(tmp_path: Path) -> None:
    file = tmp_path / "club.toml"
    result = CliRunner().invoke(setup_command, ["--config", str(file), *SLACK])

    assert result.exit_code == 0, result.output
    (club,) = read_config(file).organisations
    assert club.slack is not None
    assert (club.slack.workspace, club.slack.client_id, club.discord_server) == ("T01LARKMEAD", "1111.2222", None)
    assert club.slack.app_token is not None, "Socket Mode needs no address from outside"
    assert (club.contacts.lead.address, bool(club.contacts.lead.person)) == ("U01HELEN000", True)
    assert "/touchline setup" in result.output
    assert "Each member of staff types /touchline authorise" in result.output
    assert "/touchline authorise removals" in result.output
    assert "discord" not in result.output.casefold()
    assert all(scope in result.output for scope in BOT)
    printed = CliRunner().invoke(main, ["slack", "manifest", "--config", str(file)])
    assert json.loads(printed.output) == manifest(NOWHERE) == json.loads(CliRunner().invoke(main, ["slack", "manifest"]).output)


def test_a_host_s_organisation_is_reached_at_its_own_address(tmp_path: Path) -> None:
    file = tmp_path / "club.toml"
    CliRunner().invoke(setup_command, ["--config", str(file), "--id", "otterford", *SLACK])
    written = file.read_text().replace("app_token_env", "signing_secret_env")
    file.write_text(f'public_address = "https://touchline.example.org"\n{written}')

    printed = CliRunner().invoke(main, ["slack", "manifest", "--config", str(file), "--organisation", "otterford"])

    assert json.loads(printed.output) == manifest("https://touchline.example.org/slack/otterford/authorised", EVENTS)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--youngest", "15"), "Slack is not for anybody under 16"),
        (("--workspace", "larkmead"), "It begins with T"),
        (("--client-id", "1111"), "two numbers with a point"),
        (("--lead", "Helen Marsh, Lead, helen"), "What comes third"),
    ],
)
def test_what_cannot_be_used_on_slack_is_said(tmp_path: Path, options: tuple[str, str], says: str) -> None:
    result = CliRunner().invoke(setup_command, ["--config", str(tmp_path / "club.toml"), *SLACK, *options])
    assert result.exit_code
    assert says in result.output
    assert not (tmp_path / "club.toml").exists()


def test_how_old_the_youngest_must_be_is_said_before_anything_else_is_asked(tmp_path: Path) -> None:
    """Nobody answers twenty questions to learn at the end that Slack is for those of 16 and over."""
    result = CliRunner().invoke(setup_command, ["--config", str(tmp_path / "club.toml")], input="T01LARKMEAD\n15\n")
    assert result.exit_code == 1
    assert "[16]" in result.output
    assert "Slack is not for anybody under 16" in result.output


def test_without_a_slack_app_there_is_no_manifest(tmp_path: Path) -> None:
    file = tmp_path / "club.toml"
    options = [part for part in SLACK if part not in {"--workspace", "T01LARKMEAD", "--client-id", "1111.2222"}]
    CliRunner().invoke(setup_command, ["--config", str(file), *options, "--server", "100000000000000002"])
    result = CliRunner().invoke(main, ["slack", "manifest", "--config", str(file)])
    assert "no organisation in the configuration has [organisation.slack]" in result.output
