"""People, conversations, tokens and messages of the peer, and what Slack says of them in JSON."""

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.bot.slack.peer.names import APP, BOT, BOT_ID, DOMAIN, OTHER_TEAM, SLACKBOT, TEAM

Kind = Literal["channel", "im", "mpim"]


@dataclass(slots=True)
class User:
    id: str
    name: str
    real_name: str
    status: str = ""
    #: With which they sign in, if it is not one at work.
    email: str = ""
    deleted: bool = False
    automated: bool = False
    administrator: bool = False
    owner: bool = False
    #: May see some channels, or only one.
    guest: Literal["", "multi", "single"] = ""
    #: Of another organisation, met in a shared channel.
    foreign: bool = False
    two_factor: bool = True
    #: Takes no direct messages from apps.
    closed: bool = False

    def json(self, sees_two_factor: bool = False, sees_email: bool = False) -> dict[str, Any]:
        said: dict[str, Any] = {
            "id": self.id,
            "team_id": OTHER_TEAM if self.foreign else TEAM,
            "name": self.name,
            "deleted": self.deleted,
            "real_name": self.real_name,
            "tz": "Europe/London",
            "profile": {
                "real_name": self.real_name,
                "display_name": self.name,
                "real_name_normalized": self.real_name,
                "display_name_normalized": self.name,
                "status_text": self.status,
                "status_emoji": "",
                "team": OTHER_TEAM if self.foreign else TEAM,
            },
            "is_bot": self.automated and self.id != SLACKBOT,
            "is_app_user": False,
            "updated": 1700000000,
        }
        if sees_email and not (self.foreign or self.automated):
            said["profile"] |= {"email": self.email or f"{self.name}@{DOMAIN}"}
        if self.automated and self.id == BOT:
            said["profile"] |= {"bot_id": BOT_ID, "api_app_id": APP}
        if self.foreign:
            return said | {"is_stranger": True}
        if self.deleted:
            return said
        if sees_two_factor:
            said["has_2fa"] = self.two_factor
        return said | {
            "is_admin": self.administrator or self.owner,
            "is_owner": self.owner,
            "is_primary_owner": self.owner,
            "is_restricted": bool(self.guest),
            "is_ultra_restricted": self.guest == "single",
        }


@dataclass(slots=True)
class Conversation:
    id: str
    name: str
    members: list[str]
    kind: Kind = "channel"
    private: bool = False
    archived: bool = False
    shared: bool = False
    general: bool = False
    topic: str = ""
    purpose: str = ""
    creator: str = ""
    created: int = 1700000000
    #: By ts, oldest first.
    messages: dict[str, dict[str, Any]] = field(default_factory=dict)
    pins: list[str] = field(default_factory=list)

    @property
    def type(self) -> str:
        """As events name it."""
        return "group" if self.kind == "channel" and self.private else self.kind

    def sees(self, user: str) -> bool:
        return user in self.members

    def replies(self, parent: str) -> list[dict[str, Any]]:
        return [each for each in self.messages.values() if each.get("thread_ts") == parent and each["ts"] != parent]

    def json(self, viewer: str) -> dict[str, Any]:
        said: dict[str, Any] = {
            "id": self.id,
            "created": self.created,
            "is_archived": self.archived,
            "is_im": self.kind == "im",
            "is_mpim": self.kind == "mpim",
            "is_org_shared": False,
            "context_team_id": TEAM,
            "updated": self.created * 1000,
        }
        if self.kind == "im":
            other = next((member for member in self.members if member != viewer), viewer)
            return said | {"user": other, "is_user_deleted": False, "priority": 0}
        return said | {
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": self.kind == "channel",
            "is_group": False,
            "is_private": self.private or self.kind == "mpim",
            "is_general": self.general,
            "is_shared": self.shared,
            "is_ext_shared": self.shared,
            "is_pending_ext_shared": False,
            "is_member": viewer in self.members,
            "creator": self.creator,
            "topic": {"value": self.topic, "creator": self.creator, "last_set": self.created if self.topic else 0},
            "purpose": {"value": self.purpose, "creator": self.creator, "last_set": self.created if self.purpose else 0},
            "shared_team_ids": [TEAM, OTHER_TEAM] if self.shared else [TEAM],
        }


@dataclass(slots=True)
class Token:
    """A token of the bot, of a user, or of the app itself."""

    value: str
    kind: Literal["bot", "user", "app"]
    user: str
    scopes: frozenset[str]
    revoked: bool = False


def said_by(user: User, ts: str, text: str, more: Mapping[str, Any]) -> dict[str, Any]:
    """A message as Slack keeps it: people's client sends the text as rich text too."""
    said: dict[str, Any] = {"type": "message", "user": user.id, "ts": ts, "text": text, "team": TEAM}
    if user.id == BOT:
        profile = {"id": BOT_ID, "app_id": APP, "name": user.name, "team_id": TEAM}
        said |= {"bot_id": BOT_ID, "app_id": APP, "bot_profile": profile}
    elif text:
        said |= {"client_msg_id": f"00000000-0000-4000-8000-{ts.replace('.', '')[-12:]}", "blocks": [_rich(text)]}
    if user.foreign:
        said |= {"team": OTHER_TEAM, "user_team": OTHER_TEAM, "source_team": OTHER_TEAM}
    return said | dict(more)


def _rich(text: str) -> dict[str, Any]:
    elements = [_element(piece) for piece in re.split(r"(<[^>]{1,3000}>)", text) if piece]
    return {"type": "rich_text", "block_id": "rich", "elements": [{"type": "rich_text_section", "elements": elements}]}


def _element(piece: str) -> dict[str, Any]:
    if not piece.startswith("<"):
        return {"type": "text", "text": html.unescape(piece)}
    body, _, label = piece[1:-1].partition("|")
    match body[:1]:
        case "@":
            return {"type": "user", "user_id": body[1:]}
        case "#":
            return {"type": "channel", "channel_id": body[1:]}
        case "!":
            return {"type": "broadcast", "range": body[1:]}
    link = {"type": "link", "url": html.unescape(body)}
    return link | {"text": html.unescape(label)} if label else link


def retold(conversation: Conversation, message: Mapping[str, Any], metadata: bool) -> dict[str, Any]:
    """A message as the history lists it: a parent says how many replies it has."""
    said = {key: value for key, value in message.items() if metadata or key != "metadata"}
    replies = conversation.replies(message["ts"])
    if replies:
        said |= {
            "thread_ts": message["ts"],
            "reply_count": len(replies),
            "reply_users": _distinct(reply["user"] for reply in replies),
            "reply_users_count": len(_distinct(reply["user"] for reply in replies)),
            "latest_reply": replies[-1]["ts"],
        }
    if message["ts"] in conversation.pins:
        said["pinned_to"] = [conversation.id]
    return said


def _distinct(ids: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(ids))
