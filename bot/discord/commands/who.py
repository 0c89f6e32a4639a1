"""`/who`: who is in charge of safeguarding here, whom to ask, and whom to ring (map 8.6)."""

from typing import Final

import discord
from discord import app_commands

from bot import desk
from bot.desk import Who
from bot.discord.commands import _words as words
from bot.discord.commands._answering import NOBODY, Command, clubs_of
from bot.discord.words import NAMED, plain
from moderation.model import Contact, Reach

#: As many cards as Discord takes in one answer.
_CARDS: Final = 10


@app_commands.command(name="who", description=words.WHO)
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def who(interaction: discord.Interaction) -> None:
    """Say it; of every club of theirs, where it is asked in none."""
    cards = [_drawn(desk.who(club.core.organisation)) for club in clubs_of(interaction)[:_CARDS]]
    said = "" if cards else words.NO_CLUB
    await interaction.response.send_message(said, embeds=cards, ephemeral=True, allowed_mentions=NOBODY)


COMMANDS: Final[tuple[Command, ...]] = (who,)


def _drawn(found: Who) -> discord.Embed:
    embed = discord.Embed(title=plain(found.organisation, NAMED))
    embed.description = "\n".join(_line(contact) for contact in found.contacts)
    embed.add_field(name=words.WHO_TELL, value=words.WHO_REPORT, inline=False)
    ring = "\n".join(f"{whom}: **{number}**" for whom, number in found.helplines)
    return embed.add_field(name=words.WHO_RING, value=ring, inline=False)


def _line(contact: Contact) -> str:
    """Name and title, and for somebody on Discord what leads to them; addresses and numbers of people are not handed round."""
    name, title = (plain(text, NAMED) for text in (contact.name, contact.title))
    here = f" <@{contact.address}>" if contact.reach is Reach.PLATFORM and contact.address.isdecimal() else ""
    return f"**{name}**, {title}{here}"
