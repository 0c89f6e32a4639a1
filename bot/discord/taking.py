"""Taking away what somebody posted, or a name under which others see something (map 1.1, 5.19).

`bot.discord.reading` makes an event of each; `message` says which it is: the id of a message, or one of `NAMES`.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Final

import discord

from bot.discord import words
from bot.discord.club import Club
from bot.discord.reading import REACTION
from bot.discord.telling import number
from moderation.model import Account, AlreadyDone, Done, Gone, Outcome, Refused

#: The longest time-out that Discord knows.
LONGEST: Final = timedelta(days=28)
#: What AutoMod kept from being posted is nowhere to be taken from.
BLOCKED: Final = "blocked"


async def remove(club: Club, guild: discord.Guild, place: str, message: str) -> Outcome:
    """Take it away. Gone where it is not there. Raises `refusals.TROUBLE`."""
    kind, named, id_ = message.partition(":")
    if kind == BLOCKED:
        return Gone()
    if kind == REACTION:
        return await _reaction(club, place, *id_.split(":", 2))
    what = number(id_ if named else message)
    if what is None or (named and kind not in NAMES):
        return Refused("no_post")
    if named:
        return await NAMES[kind](guild, what)
    where = number(place)
    if where is None:
        return Refused("unknown_place")
    await club.client.get_partial_messageable(where).get_partial_message(what).delete()
    return Done()


async def _reaction(club: Club, place: str, message: str, user: str, emoji: str) -> Outcome:
    channel = club.client.get_partial_messageable(int(place))
    await channel.get_partial_message(int(message)).remove_reaction(emoji, discord.Object(int(user)))
    return Done()


async def restrict(guild: discord.Guild, person: Account, minutes: int) -> Outcome:
    """Let somebody read and not write for so long; 0 minutes ends it. Raises `refusals.TROUBLE`."""
    user = number(person.id)
    member = await member_of(guild, user) if user else None
    if member is None:
        return Refused("not_a_member")
    time = timedelta(minutes=minutes)
    if time > LONGEST:
        return Refused("too_long")
    await member.timeout(time or None, reason=words.AUDIT)
    return Done()


async def put_out(guild: discord.Guild, person: Account) -> Outcome:
    """Take somebody off the server; after a crash they may be off it already. Raises `refusals.TROUBLE`."""
    user = number(person.id)
    if user is None:
        return Refused("not_a_member")
    member = await member_of(guild, user)
    if member is None:
        return AlreadyDone()
    await member.kick(reason=words.AUDIT)
    return Done()


async def member_of(guild: discord.Guild, user: int) -> discord.Member | None:
    """Somebody on the server; None where they are not on it. After a start the client does not know everybody for a while."""
    try:
        return guild.get_member(user) or await guild.fetch_member(user)
    except discord.NotFound:
        return None


async def _name(guild: discord.Guild, user: int) -> Outcome:
    """Whichever of somebody's names it was, another one is shown on this server."""
    member = await member_of(guild, user)
    neutral = words.MEMBER.format(number=f"{user % 10_000:04}")
    if member is None or member.nick == neutral:
        return Gone()
    await member.edit(nick=neutral, reason=words.AUDIT)
    return Done()


async def _title(guild: discord.Guild, id_: int) -> Outcome:
    thread = await guild.fetch_channel(id_)  # the client knows no archived ones, and their titles are read as well
    if not isinstance(thread, discord.Thread):
        return Refused("no_thread")
    if thread.name == words.TITLE:
        return Gone()
    if thread.archived:  # nothing else of it can be changed while it is
        await thread.edit(archived=False, reason=words.AUDIT)
    await thread.edit(name=words.TITLE, archived=thread.archived, reason=words.AUDIT)
    return Done()


async def _status(guild: discord.Guild, id_: int) -> Outcome:
    room = guild.get_channel(id_) or await guild.fetch_channel(id_)
    if isinstance(room, discord.StageChannel) and room.instance is not None:
        await room.instance.edit(topic=words.TITLE, reason=words.AUDIT)
        return Done()
    if not isinstance(room, discord.VoiceChannel):
        return Gone()
    await room.edit(status=None, reason=words.AUDIT)
    return Done()


NAMES: Final[Mapping[str, Callable[[discord.Guild, int], Awaitable[Outcome]]]] = MappingProxyType(
    {"name": _name, "title": _title, "status": _status}
)
