"""What the bot asks for on a server, each right with its reason. Never Administrator (platforms: least privilege).

`/setup` makes the invitation from these, `touchline doctor` looks whether they were granted, and the tests give the bot these
and no others.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import discord

from moderation.context import Capability

#: Each right by its name in discord.py, and why it is needed.
NEEDED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "view_channel": "to read what is posted",
        "read_message_history": "to read back what was posted while it was away, and not to say a thing twice",
        "send_messages": "to show concerns to the lead, and to tell a channel that something was done",
        "send_messages_in_threads": "to do the same in threads",
        "embed_links": "to show a concern as a card",
        "manage_messages": "to remove a post",
        "pin_messages": "to keep the card that says whom to ask pinned",
        "manage_threads": "to see private threads, and to close one",
        "create_private_threads": "to tell somebody privately, beside a second adult, who cannot be written to directly",
        "manage_channels": "to make the lead's channel and others that were approved, to close a place, and to slow one down",
        "manage_roles": "to say who can see a place that it makes or closes",
        "manage_guild": "to keep direct messages locked, and to keep Discord's own filter as the policy wants it",
        "set_voice_channel_status": "to take away what stands under a voice room",
        "moderate_members": "to give somebody a time out",
        "kick_members": "to put somebody out whom two people decided to put out",
        "manage_nicknames": "to take away a name that must not stay",
        "view_audit_log": "to see who changed what can be seen by whom",
        "view_guild_insights": "to let the roles of those who watch see their commands",
    }
)

#: The rights without which the bot cannot do what a capability stands for. Writing to somebody needs none.
CAPABLE: Final[Mapping[Capability, tuple[str, ...]]] = MappingProxyType(
    {
        Capability.REMOVE_OTHERS: ("view_channel", "manage_messages"),
        Capability.HIDE_PLACE: ("view_channel", "manage_channels", "manage_roles"),
        Capability.MESSAGE_PRIVATELY: (),
        Capability.POST_NOTICE: ("view_channel", "send_messages"),
        Capability.RESTRICT: ("moderate_members",),
        Capability.PUT_OUT: ("kick_members",),
        Capability.FORWARD: ("view_channel", "send_messages", "read_message_history"),
    }
)


def needed() -> discord.Permissions:
    """All of them, as an invitation asks for them."""
    return discord.Permissions(**dict.fromkeys(NEEDED, True))


def missing(granted: discord.Permissions) -> tuple[str, ...]:
    """Which of them were not granted, in the order of `NEEDED`. Administrator, which is too much, has them all."""
    return () if granted.administrator else tuple(name for name in NEEDED if not getattr(granted, name))


def capabilities(granted: discord.Permissions) -> frozenset[Capability]:
    """What the bot can do by what it was granted."""
    lacking = frozenset(missing(granted))
    return frozenset(capability for capability, rights in CAPABLE.items() if lacking.isdisjoint(rights))
