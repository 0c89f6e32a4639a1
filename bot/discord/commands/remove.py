"""`/remove` and `/restore`: a moderator takes a message away or puts its words back, through the bot, with a reason (map 1.2).

So nobody needs the right to delete, and what was removed is kept for the record.
"""

import re
from typing import Final

import discord
from discord import app_commands
from discord.abc import GuildChannel, Messageable

from bot.counter import acting, words
from bot.discord.club import Club
from bot.discord.commands import _words as here
from bot.discord.commands._answering import SHOWN_TO, Command, answer, asker, begin
from bot.discord.commands._concerns import Reason, act, concerns, reasons
from bot.discord.reading import posted
from bot.discord.refusals import TROUBLE
from moderation.model import ActionKind

#: A link to a message as Discord copies it, or a message's number.
_LINK: Final = re.compile(
    r"https://(?:ptb\.|canary\.)?discord(?:app)?\.com/channels/([0-9]{1,20})/([0-9]{1,20})/([0-9]{1,20})/?"
)
_NUMBER: Final = re.compile(r"[0-9]{15,20}")


@app_commands.command(name="remove", description=words.REMOVE)
@app_commands.describe(message=here.OF_MESSAGE, reason=here.OF_REASON)
@app_commands.autocomplete(reason=reasons)
@app_commands.default_permissions(SHOWN_TO)
@app_commands.guild_only()
async def remove(interaction: discord.Interaction, message: app_commands.Range[str, 1, 200], reason: Reason) -> None:
    """Have a message removed. From somebody who may not have that done, it is a report of it."""
    club = await begin(interaction)
    if club is None:
        return
    post = await find(club, interaction, message.strip())
    event = posted(post, club) if post else None
    if event is None:
        await answer(interaction, here.NO_MESSAGE)
        return
    await answer(interaction, await acting.remove(asker(interaction, club), event, reason))


async def find(club: Club, interaction: discord.Interaction, typed: str) -> discord.Message | None:
    """The message that is meant, if whoever means it can see it themselves."""
    link = _LINK.fullmatch(typed)
    if link and int(link[1]) == club.server:
        channel_id, id_ = int(link[2]), int(link[3])
    elif not link and _NUMBER.fullmatch(typed):
        channel_id, id_ = interaction.channel_id or 0, int(typed)
    else:
        return None
    member = club.guild.get_member(interaction.user.id) if club.guild else None
    channel = club.guild.get_channel_or_thread(channel_id) if club.guild else None
    if member is None or channel is None or not isinstance(channel, Messageable) or not _reads(member, channel):
        return None
    try:
        return await channel.fetch_message(id_)
    except TROUBLE:
        return None


def _reads(member: discord.Member, channel: GuildChannel | discord.Thread) -> bool:
    rights = channel.permissions_for(member)
    if isinstance(channel, discord.Thread) and channel.is_private() and not rights.manage_threads:
        return rights.view_channel and member.id in {each.id for each in channel.members}
    return rights.view_channel and rights.read_message_history


@app_commands.command(name="restore", description=words.RESTORE)
@app_commands.describe(which=here.OF_CASE, reason=here.OF_REASON)
@app_commands.autocomplete(which=concerns(), reason=reasons)
@app_commands.rename(which="case")
@app_commands.default_permissions(SHOWN_TO)
@app_commands.guild_only()
async def restore(interaction: discord.Interaction, which: str, reason: Reason) -> None:
    """Have the words put back."""
    await act(interaction, ActionKind.RESTORE, which, reason)


COMMANDS: Final[tuple[Command, ...]] = (remove, restore)
