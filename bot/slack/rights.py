"""What the app asks for on a workspace, each scope with its reason, and of what it is told. Nothing that is not used.

The manifest is made from these (`touchline slack manifest`), and the checks look whether they were granted.

Source: the scopes and events on docs.slack.dev.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

#: Without it Slack shows nobody's e-mail address.
EMAILS: Final = "users:read.email"

#: What the bot itself asks for. Without one of these something is not read, or not done.
BOT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "channels:history": "to read what is posted in public channels that it is in",
        "channels:join": "to come into a public channel that a person asks it to watch",
        "channels:manage": "to make a public channel that was approved; to take somebody out of one, when a person decides it",
        "channels:read": "to know which public channels there are, and who is in them",
        "chat:write": "to show concerns to the lead, to explain a removal, to post the notice of what is read",
        "commands": "for /touchline, and for “Report to safeguarding” on any message",
        "groups:history": "to read what is posted in private channels that it was invited to",
        "groups:read": "to know who is in these",
        "groups:write": "to make private channels: the lead's, others of its own, approved ones; to take somebody out of one",
        "im:history": "to read what somebody writes to it, such as a report",
        "im:read": "to know who wrote it",
        "im:write": "to explain a removal to its author, and to alert those who answer for the organisation",
        "mpim:history": "to read group messages that it was added to",
        "mpim:read": "to know who is in these",
        "pins:read": "to see whether the card that says whom to ask is pinned, and which pinned posts of staff are old",
        "pins:write": "to pin it",
        "team.preferences:read": "to see how long posts can be edited, who may upload, and which names are shown",
        "users:read": "to know who is who: names, guests, people of other organisations",
        EMAILS: "to see whether staff sign in with a work address; the address itself is kept nowhere",
    }
)
#: What each member of staff may let it have, for themselves: then their direct messages with young people are looked at.
STAFF: Final[Mapping[str, str]] = MappingProxyType(
    {
        "im:history": "to be told of their direct messages; between adults nothing but an id is kept",
        "im:read": "to know with whom these are",
        "mpim:history": "to be told of their group messages, in the same way",
        "mpim:read": "to know with whom these are",
    }
)
#: What one administrator may let it have besides: without it posts of others are removed by a person.
REMOVER: Final[Mapping[str, str]] = MappingProxyType({"chat:write": "to remove a post in their name; they decide who that is"})

#: Of what the app is told because the bot is there.
BOT_EVENTS: Final = (
    *("app_home_opened", "app_uninstalled", "tokens_revoked"),
    *("message.channels", "message.groups", "message.im", "message.mpim"),
    *("channel_archive", "channel_created", "channel_deleted", "channel_left", "channel_rename", "channel_shared"),
    *("channel_unarchive", "channel_unshared", "group_archive", "group_deleted", "group_left", "group_rename"),
    *("group_unarchive", "member_joined_channel", "member_left_channel", "pin_removed", "team_join", "user_change"),
)
#: Of what it is told because a member of staff let it.
USER_EVENTS: Final = ("message.im", "message.mpim")
