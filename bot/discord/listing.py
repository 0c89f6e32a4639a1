"""The channels of a server as Discord lists them when it is asked, put into what discord.py remembers.

The gateway says nothing of a channel that is hidden from the bot: not that it was made, nor who was let in, nor that it is
gone. The list names all of them, with their overwrites.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import discord
from discord.abc import GuildChannel
from discord.channel import _guild_channel_factory


def put_right(guild: discord.Guild, listed: Sequence[Mapping[str, Any]], before: Collection[int]) -> list[GuildChannel]:
    """Take the list over, and give the channels that were not known. `before` are the ids of those that were known when it was
    asked for: what was made since is not in it, and is no channel that is gone.

    What was changed while the answer was on its way is put wrong until it is asked again; the change itself sees to that.
    """
    new = []
    for data in listed:
        channel = guild.get_channel(int(data["id"]))
        if channel is not None:
            channel._fill_overwrites(data)  # type: ignore[arg-type]
            continue
        factory, _ = _guild_channel_factory(data["type"])
        if factory is not None:
            channel = factory(guild=guild, state=guild._state, data=data)
            guild._add_channel(channel)
            new.append(channel)
    for id_ in set(before) - {int(data["id"]) for data in listed}:
        gone = guild.get_channel(id_)
        if gone is not None:
            guild._filter_threads({id_})
            guild._remove_channel(gone)
    return new
