"""`/who`: who is in charge of safeguarding here, who of them is on duty, whom to ask, and whom to ring (map 8.6, 9.5, 11.2)."""

from typing import Final

import discord
from discord import app_commands

from bot import desk
from bot.counter import words
from bot.desk import Who
from bot.discord.club import Club
from bot.discord.commands import _words as here
from bot.discord.commands._answering import NOBODY, Command, clubs_of
from bot.discord.words import NAMED, plain
from bot.rota import with_duty
from moderation.context import Organisation
from moderation.model import Contact, Reach

#: As many cards as Discord takes in one answer.
_CARDS: Final = 10


@app_commands.command(name="who", description=words.WHO)
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def who(interaction: discord.Interaction) -> None:
    """Say it; of every club of theirs, where it is asked in none."""
    cards = [_drawn(desk.who(await _now(club))) for club in clubs_of(interaction)[:_CARDS]]
    said = "" if cards else here.NO_CLUB
    await interaction.response.send_message(said, embeds=cards, ephemeral=True, allowed_mentions=NOBODY)


COMMANDS: Final[tuple[Command, ...]] = (who,)


async def _now(club: Club) -> Organisation:
    """A club's organisation, knowing who is on duty."""
    organisation, now = club.core.organisation, club.core.clock()
    return await club.core.look(lambda tx: with_duty(tx, organisation, now))


def _drawn(found: Who) -> discord.Embed:
    embed = discord.Embed(title=plain(found.organisation, NAMED))
    embed.description = "\n".join(line(contact, contact in found.on_duty) for contact in found.contacts)
    embed.add_field(name=words.WHO_TELL, value=here.WHO_REPORT, inline=False)
    ring = "\n".join(f"{whom}: **{number}**" for whom, number in found.helplines)
    return embed.add_field(name=words.WHO_RING, value=ring, inline=False)


def line(contact: Contact, on_duty: bool) -> str:
    """Name and title, and for somebody on Discord what leads to them; addresses and numbers of people are not handed round."""
    name, title = (plain(text, NAMED) for text in (contact.name, contact.title))
    here = f" <@{contact.address}>" if contact.reach is Reach.PLATFORM and contact.address.isdecimal() else ""
    return f"**{name}**, {title}{here}{words.WHO_ON_DUTY if on_duty else ''}"
