"""Taking the roles of whoever has left (map 7.8): those that setup gave a meaning, and none besides."""

import logging
from typing import Final

import discord

from bot.discord.club import Club
from bot.discord.refusals import TROUBLE
from moderation.model import Entry

log = logging.getLogger(__name__)

REASON: Final = "Touchline: they have left"


async def take_roles(club: Club, guild: discord.Guild) -> None:
    """Take them from everybody on the server who has left, as the register is known. Raises `refusals.TROUBLE`."""
    for member in guild.members:
        person = club.people.get(str(member.id))
        if person is not None and person.left is not None:
            roles = [role for role in member.roles if str(role.id) in club.settings.roles]
            if roles:
                await member.remove_roles(*roles, reason=REASON)


async def left(club: Club, by: str) -> bool:
    """Take them now, because somebody (a person's id) says that somebody has left. False where it did not work.

    It is recorded what came of it. The check of leavers says so again for as long as they are there.
    """
    await club.refresh()
    guild, why = club.guild, "not_connected"
    if guild is not None:
        try:
            await take_roles(club, guild)
            why = ""
        except TROUBLE as error:
            why = type(error).__name__
            log.warning("roles of somebody who has left could not be taken (%s)", why)
    core = club.core
    data = {"server": str(club.server), "why": why, "config": core.organisation.config}
    kind = "leaver.roles_left" if why else "leaver.roles_taken"
    await core.write(lambda tx: tx.append(Entry(kind, by, data), core.clock()))
    return not why
