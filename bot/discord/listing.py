"""The channels of a server as Discord lists them when it is asked, put into what discord.py remembers.

The gateway says nothing of a channel that is hidden from the bot: not that it was made, nor who was let in, nor that it is
gone. The list names all of them, with their overwrites.
"""

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from typing import Any

import discord
from discord.abc import GuildChannel
from discord.channel import _guild_channel_factory

Change = tuple[GuildChannel | None, GuildChannel]
"""A channel as it was known, None for one that was not, and as it is."""


def put_right(guild: discord.Guild, listed: Sequence[Mapping[str, Any]], before: Collection[int]) -> list[Change]:
    """Take the list over, and give what is new in it. `before` are the ids of the channels that were known when it was asked
    for: what was made since is not in it, and is no channel that is gone.

    What was changed while the answer was on its way is put wrong until it is asked again; the change itself sees to that.
    """
    new: list[Change] = []
    for data in listed:
        channel = guild.get_channel(int(data["id"]))
        if channel is not None:
            was = copy(channel)
            channel._fill_overwrites(data)  # type: ignore[arg-type]
            if _overwrites(channel) != _overwrites(was):
                new.append((was, channel))
            continue
        factory, _ = _guild_channel_factory(data["type"])
        if factory is not None:
            channel = factory(guild=guild, state=guild._state, data=data)
            guild._add_channel(channel)
            new.append((None, channel))
    for id_ in set(before) - {int(data["id"]) for data in listed}:
        gone = guild.get_channel(id_)
        if gone is not None:
            guild._filter_threads({id_})
            guild._remove_channel(gone)
    return new


def _overwrites(channel: GuildChannel) -> dict[int, tuple[int, int]]:
    return {each.id: (each.allow, each.deny) for each in channel._overwrites}
