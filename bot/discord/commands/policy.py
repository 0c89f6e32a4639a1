"""`/policy`: what is read, kept and done here, and for how long, with the clauses that it follows from (map 7.5)."""

from typing import Final

import discord
from discord import app_commands

from bot import desk
from bot.discord.club import Club
from bot.discord.commands import _words as words
from bot.discord.commands._answering import NOBODY, Command, clubs_of
from bot.discord.posting import DESCRIPTION, cut
from bot.discord.words import NAMED, plain

#: As many cards as Discord takes in one answer, and keeps within its 6000 characters.
_CARDS: Final = 2


@app_commands.command(name="policy", description=words.POLICY)
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def policy(interaction: discord.Interaction) -> None:
    """Say it."""
    cards = [_drawn(club) for club in clubs_of(interaction)[:_CARDS]]
    said = "" if cards else words.NO_CLUB
    await interaction.response.send_message(said, embeds=cards, ephemeral=True, allowed_mentions=NOBODY)


COMMANDS: Final[tuple[Command, ...]] = (policy,)


def _drawn(club: Club) -> discord.Embed:
    organisation = club.core.organisation
    found, retention = desk.policy(organisation), organisation.profile.retention
    owner = {"lead": organisation.contacts.lead, "deputy": organisation.contacts.deputy, "chair": organisation.contacts.chair}
    answers = owner[retention.owner] or organisation.contacts.lead
    kept = words.POLICY_KEPT.format(days=retention.arrivals_days, owner=plain(f"{answers.name}, {answers.title}", NAMED))
    embed = discord.Embed(title=plain(found.organisation, NAMED))
    embed.description = cut("\n".join((words.POLICY_READ, words.POLICY_NOT_READ, kept, words.POLICY_RIGHTS)), DESCRIPTION)
    done = "\n".join(f"{promise.about}: {promise.does}" for promise in found.promises)
    return embed.add_field(name=words.POLICY_DONE, value=cut(done, 1024), inline=False)
