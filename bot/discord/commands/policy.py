"""`/policy`: what is read, kept and done here, and for how long, with the clauses that it follows from (map 7.5)."""

from typing import Final

import discord
from discord import app_commands

from bot.counter import lines, words
from bot.discord.club import Club
from bot.discord.commands import _words as here
from bot.discord.commands._answering import LOOK, NOBODY, Command, clubs_of
from bot.discord.posting import DESCRIPTION, cut
from bot.discord.words import NAMED, plain

#: Discord's limit.
FIELD: Final = 1024
#: As many cards as Discord takes in one answer, and keeps within its 6000 characters.
_CARDS: Final = 2


@app_commands.command(name="policy", description=words.POLICY)
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def policy(interaction: discord.Interaction) -> None:
    """Say it."""
    cards = [_drawn(club) for club in clubs_of(interaction)[:_CARDS]]
    said = "" if cards else here.NO_CLUB
    await interaction.response.send_message(said, embeds=cards, ephemeral=True, allowed_mentions=NOBODY)


COMMANDS: Final[tuple[Command, ...]] = (policy,)


def _drawn(club: Club) -> discord.Embed:
    organisation = club.core.organisation
    embed = discord.Embed(title=plain(organisation.contacts.organisation, NAMED))
    told = lines.policy(organisation, LOOK, (here.POLICY_READ, here.POLICY_NOT_READ))
    embed.description = cut("\n\n".join(told), DESCRIPTION)
    embed.add_field(name=words.POLICY_DONE, value=cut("\n".join(lines.promises(organisation)), FIELD), inline=False)
    return embed.set_footer(text=words.POLICY_NUMBERS)
