"""Whoever joins can write in places with children only once they have a role by which they are known (map 5.18).

The right to write is taken from everyone there, and given to the roles that were set up for people on the register, and to
those of apps, in one step: nobody who is known falls silent meanwhile. Only what everyone has is taken: Discord lets an app
take no right that it lacks itself, and what everyone has it has too.
"""

from collections.abc import Iterator
from typing import Final

import discord

from bot.discord.club import Club
from moderation.checks.newcomers import open_to_write
from moderation.server import ServerFacts

#: In Discord's audit log.
REASON: Final = "Touchline: only people who are known write where children read"
_Channel = discord.TextChannel | discord.ForumChannel | discord.VoiceChannel | discord.StageChannel
_WRITING: Final = ("send_messages", "send_messages_in_threads", "create_public_threads", "create_private_threads")


async def keep_silent(club: Club, guild: discord.Guild, facts: ServerFacts) -> None:
    """Take the right to write from newcomers in every place with children. Raises `refusals.TROUBLE`."""
    for channel in _places(guild, facts):
        overwrites, everyone = dict(channel.overwrites), channel.overwrites_for(guild.default_role)
        for role in guild.roles:
            if not role.is_default() and (str(role.id) in club.settings.roles or _is_an_apps(role)):
                overwrites[role] = _kept(channel, role)
        had = channel.permissions_for(guild.default_role)
        everyone.update(**{right: False for right in _WRITING if getattr(had, right)})
        overwrites[guild.default_role] = everyone
        await channel.edit(overwrites=overwrites, reason=REASON)


def _places(guild: discord.Guild, facts: ServerFacts) -> Iterator[_Channel]:
    """The channels in question, each once; for a thread the one that it is in."""
    ids = dict.fromkeys(int(place.id) for place in open_to_write(facts))
    ids |= dict.fromkeys(int(place.parent) for place in open_to_write(facts) if guild.get_thread(int(place.id)))
    for id_ in ids:
        channel = guild.get_channel(id_)
        if isinstance(channel, _Channel):
            yield channel


def _is_an_apps(role: discord.Role) -> bool:
    """Whether a role is that of an app. Discord gives roles to people too, such as to whoever pays for the server."""
    return role.managed and bool(role.members) and all(member.bot for member in role.members)


def _kept(channel: _Channel, role: discord.Role) -> discord.PermissionOverwrite:
    """What a role has there of the right to write, laid down for itself, so that it stays when everyone loses it."""
    has, said = channel.permissions_for(role), channel.overwrites_for(role)
    said.update(**{right: True for right in _WRITING if getattr(has, right) and getattr(said, right) is None})
    return said
