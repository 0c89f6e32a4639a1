"""Letting a child be where children are, or keeping them out of it, by the role that means it (map 5.12, 10.1)."""

from typing import Final

import discord

from bot.discord.club import Club
from bot.discord.taking import member_of
from bot.discord.telling import number
from moderation.model import Account, AlreadyDone, Done, Outcome, Refused, Role

#: In Discord's audit log.
TAKEN: Final = "Touchline: no agreement or approval stands"
GIVEN: Final = "Touchline: what must be agreed to is agreed"


async def admit(club: Club, guild: discord.Guild, person: Account, role: Role, let_in: bool) -> Outcome:
    """Give the role on the server that means `role`, or take each that does. Raises `refusals.TROUBLE`.

    Where several mean it, which one is given is not for a program to guess.
    """
    user = number(person.id)
    member = await member_of(guild, user) if user else None
    if member is None:
        return Refused("not_a_member")
    means = [each for each in guild.roles if club.settings.roles.get(str(each.id)) is role]
    has = [each for each in means if each in member.roles]
    if not let_in:
        if not has:
            return AlreadyDone()
        await member.remove_roles(*has, reason=TAKEN)
        return Done()
    if has:
        return AlreadyDone()
    if len(means) != 1:
        return Refused("no_role")
    await member.add_roles(means[0], reason=GIVEN)
    return Done()
