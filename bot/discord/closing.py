"""Closing a place to its members while a lead reports what is in it, and opening it again. Nothing in it is removed (map 9.1b).

Those who watch, and whom it is not about, keep their sight of it: two can look together. What was allowed before is kept in the
organisation's settings, so that the place can be opened again as it was.
"""

import json
import logging
from collections.abc import Collection, Mapping
from typing import Any, Final

import discord
from discord.abc import GuildChannel

from bot.discord import words
from bot.discord.club import Club
from moderation.model import BOT, AlreadyDone, Done, NeedsHuman, Outcome
from moderation.routing import watches
from storage.store import Transaction

#: The setting: by the id of each place that is closed, what it was before. A channel has `seen_by`: by the id of a role or a
#: member, whether it was said that they see it (true, false); those of whom nothing was said are not in it. A private thread
#: has `members`, the ids of those who were taken out.
CLOSED: Final = "discord.closed"

log = logging.getLogger(__name__)

Overwrites = dict[Any, discord.PermissionOverwrite]


async def close(club: Club, guild: discord.Guild, place: int, subjects: Collection[str]) -> Outcome:
    """Close it. AlreadyDone for a place that is closed. Raises `refusals.TROUBLE`."""
    channel = await _find(guild, place)
    keep = [member for member in guild.members if _watches(club, member, subjects)]
    if isinstance(channel, discord.Thread):
        return await _close_thread(club, channel, keep)
    after = _closed(channel.overwrites, guild.default_role, {member.id: member for member in (*keep, guild.me)})
    if channel.overwrites == after:
        return AlreadyDone()
    seen_by = {str(who.id): said.view_channel for who, said in channel.overwrites.items() if said.view_channel is not None}
    is_open = channel.overwrites_for(guild.default_role).view_channel is not False
    await club.core.write(lambda tx: _remember(tx, place, {"seen_by": seen_by}, anew=is_open))
    await _edit(channel, after)
    return Done()


async def reopen(club: Club, guild: discord.Guild, place: int) -> Outcome:
    """Let those see it again who saw it before it was closed; what else was changed since stays. Raises `refusals.TROUBLE`."""
    channel = await _find(guild, place)
    was = (await club.core.look(_places)).get(str(place))
    if was is None:
        return AlreadyDone()
    if isinstance(channel, discord.Thread):
        await channel.edit(archived=False, locked=False, reason=words.AUDIT)
        for member in was["members"]:
            await _add(channel, int(member))
    else:
        await _edit(channel, _opened(channel.overwrites, was["seen_by"]))
    await club.core.write(lambda tx: _forget(tx, place))
    return Done()


async def _find(guild: discord.Guild, place: int) -> GuildChannel | discord.Thread:
    """The channel or thread; one that is archived is not among those that the client keeps."""
    return guild.get_channel_or_thread(place) or await guild.fetch_channel(place)


def _watches(club: Club, member: discord.Member, subjects: Collection[str]) -> bool:
    person = club.people.get(str(member.id))
    return person is not None and watches(person) and person.id not in subjects


# Channels


def _closed(before: Mapping[Any, discord.PermissionOverwrite], everyone: discord.Role, keep: Mapping[int, Any]) -> Overwrites:
    """Overwrites under which nobody sees a channel but those who keep their sight. All else stays as it was."""
    after: Overwrites = {}
    for who in (*before, everyone, *keep.values()):
        after[who] = _copy(before.get(who))
        after[who].update(view_channel=who.id in keep)
    return after


def _opened(closed: Mapping[Any, discord.PermissionOverwrite], seen_by: Mapping[str, bool]) -> Overwrites:
    after: Overwrites = {}
    for who, overwrite in closed.items():
        after[who] = _copy(overwrite)
        after[who].update(view_channel=seen_by.get(str(who.id)))
    return {who: overwrite for who, overwrite in after.items() if not overwrite.is_empty()}


def _copy(overwrite: discord.PermissionOverwrite | None) -> discord.PermissionOverwrite:
    return discord.PermissionOverwrite.from_pair(*overwrite.pair()) if overwrite else discord.PermissionOverwrite()


async def _edit(channel: GuildChannel, overwrites: Overwrites) -> None:
    if isinstance(
        channel,
        discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.ForumChannel | discord.CategoryChannel,
    ):
        await channel.edit(overwrites=overwrites, reason=words.AUDIT)


# Threads


async def _close_thread(club: Club, thread: discord.Thread, keep: Collection[discord.Member]) -> Outcome:
    """A private thread loses its members. An open one is read by whoever reads the channel, so a person must decide about it:
    it is only locked, so that nothing is added.
    """
    if not thread.is_private():
        if not thread.locked:
            await thread.edit(locked=True, archived=True, reason=words.AUDIT)
        return NeedsHuman("thread_can_be_read")
    staying = {*(member.id for member in keep), thread.guild.me.id}
    leaving = [member.id for member in await thread.fetch_members() if member.id not in staying]
    if not leaving and thread.locked:
        return AlreadyDone()
    await club.core.write(lambda tx: _remember_members(tx, thread.id, leaving))
    if thread.archived:  # nobody can be taken out of an archived one
        await thread.edit(archived=False, reason=words.AUDIT)
    for member in keep:
        await _add(thread, member.id)
    for leaves in leaving:
        await thread.remove_user(discord.Object(leaves))
    await thread.edit(locked=True, archived=True, invitable=False, reason=words.AUDIT)
    return Done()


async def _add(thread: discord.Thread, member: int) -> None:
    """Let somebody into a thread, unless they have left the server or do not see the channel above: the others must get in."""
    try:
        await thread.add_user(discord.Object(member))
    except (discord.NotFound, discord.Forbidden) as error:
        log.warning("somebody could not be let into a thread (%d): the others are", error.code)


# What is kept


def _places(tx: Transaction) -> dict[str, Any]:
    closed: dict[str, Any] = json.loads(tx.setting(CLOSED) or "{}")
    return closed


def _remember(tx: Transaction, place: int, was: Mapping[str, Any], anew: bool) -> None:
    """Keep what a place was, before it is changed. What is known of one that is still closed stays, unless `anew`."""
    closed = _places(tx)
    if anew or str(place) not in closed:
        _keep(tx, {**closed, str(place): was})


def _remember_members(tx: Transaction, place: int, leaving: Collection[int]) -> None:
    """The same for a private thread, whose members are taken out one by one: those of an attempt that broke off count too."""
    closed = _places(tx)
    members = {*closed.get(str(place), {"members": ()})["members"], *map(str, leaving)}
    _keep(tx, {**closed, str(place): {"members": sorted(members)}})


def _forget(tx: Transaction, place: int) -> None:
    _keep(tx, {id_: was for id_, was in _places(tx).items() if id_ != str(place)})


def _keep(tx: Transaction, closed: Mapping[str, Any]) -> None:
    tx.change_setting(CLOSED, json.dumps(closed, sort_keys=True), BOT)
