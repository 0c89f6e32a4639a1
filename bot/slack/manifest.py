"""The app as Slack is asked to make it, for one organisation: what it may, of what it is told, and where it is reached.

`manifest.json` is what is the same for everybody; scopes and events come from `rights.py`, addresses from the configuration.
What staff and an administrator may add is optional: whoever installs the app need not give it.

Source: "App manifest reference" on docs.slack.dev, and the schema at github.com/slackapi/manifest-schema.
"""

import json
from importlib.resources import files
from typing import Any

from bot.slack.rights import BOT, BOT_EVENTS, REMOVER, STAFF, USER_EVENTS


def manifest(redirect: str, events: str = "") -> dict[str, Any]:
    """The manifest. `redirect` is the page to which Slack sends somebody back who has authorised the app. `events` is where
    Slack tells of what happens by HTTP, all of it at one address; "" for Socket Mode, where the app asks for it.
    """
    made: dict[str, Any] = json.loads(files("bot.slack").joinpath("manifest.json").read_text("utf-8"))
    theirs = sorted({*STAFF, *REMOVER})
    made["oauth_config"] = {
        "redirect_urls": [redirect],
        "scopes": {"bot": sorted(BOT), "user": theirs, "user_optional": theirs},
    }
    settings = made["settings"]
    settings["event_subscriptions"] = {"bot_events": sorted(BOT_EVENTS), "user_events": sorted(USER_EVENTS)}
    settings["socket_mode_enabled"] = not events
    if events:
        settings["event_subscriptions"]["request_url"] = events
        settings["interactivity"]["request_url"] = events
        settings["interactivity"]["message_menu_options_url"] = events
        for command in made["features"]["slash_commands"]:
            command["url"] = events
    return made


def text_of(made: dict[str, Any]) -> str:
    """The manifest as it is pasted."""
    return json.dumps(made, indent=2, ensure_ascii=False)
