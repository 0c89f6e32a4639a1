"""The channel in which those who watch read copies of what staff write to a child; Touchline alone writes there (map 5.7)."""

from collections.abc import Mapping
from typing import Any, Final

import discord

from bot.discord.club import Club
from bot.discord.posting import Content, post
from bot.discord.telling import number
from moderation.model import BOT, Outcome
from moderation.routing import watches

#: What it is called where Touchline makes it, and the setting that holds its id.
CHANNEL: Final = "copies-staff-to-children"
SETTING: Final = "discord.copies"
#: In Discord's audit log.
REASON: Final = "Touchline: copies of what staff write to a child"

_READS: Final = discord.PermissionOverwrite(view_channel=True, read_message_history=True, send_messages=False)
_OURS: Final = discord.PermissionOverwrite(view_channel=True, send_messages=True, read_message_history=True, embed_links=True)
_HIDDEN: Final = discord.PermissionOverwrite(view_channel=False)


async def copy(club: Club, guild: discord.Guild, id_: str, text: str) -> Outcome:
    """Put a copy there. Raises `refusals.TROUBLE`."""
    return await post(guild.me, await _channel(club, guild), id_, Content(text, quiet=True))


async def _channel(club: Club, guild: discord.Guild) -> discord.TextChannel:
    """The channel, made if there is none, with those who watch now."""
    known, wanted = await club.core.look(lambda tx: tx.setting(SETTING)), _wanted(club, guild)
    channel = guild.get_channel(number(known or "") or 0)
    if not isinstance(channel, discord.TextChannel):
        same = (each for each in guild.text_channels if each.name == CHANNEL and dict(each.overwrites) == wanted)
        channel = next(same, None) or await guild.create_text_channel(CHANNEL, overwrites=wanted, reason=REASON)
        made = str(channel.id)
        await club.core.write(lambda tx: tx.change_setting(SETTING, made, BOT))
    if dict(channel.overwrites) != wanted:
        await channel.edit(overwrites=wanted, reason=REASON)
    return channel


def _wanted(club: Club, guild: discord.Guild) -> Mapping[Any, discord.PermissionOverwrite]:
    people = ((member, club.people.get(str(member.id))) for member in guild.members)
    watching = [member for member, person in people if person is not None and watches(person)]
    return {guild.me: _OURS, guild.default_role: _HIDDEN, **dict.fromkeys(watching, _READS)}
