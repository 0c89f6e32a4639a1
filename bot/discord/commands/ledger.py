"""`/ledger`: the record's newest checkpoint to keep elsewhere, and whether the record is whole (map 7.2)."""

import io
from typing import Final

import discord
from discord import app_commands

from bot.counter import words
from bot.counter.acting import refused
from bot.counter.record import newest, verified
from bot.discord.club import Club, account_of
from bot.discord.commands import _words as here
from bot.discord.commands._answering import LOOK, SHOWN_TO, Command, answer, begin

ledger = app_commands.Group(name="ledger", description=words.LEDGER, default_permissions=SHOWN_TO, guild_only=True)

COMMANDS: Final[tuple[Command, ...]] = (ledger,)


@ledger.command(name="checkpoint", description=here.LEDGER_CHECKPOINT)
async def checkpoint(interaction: discord.Interaction) -> None:
    """Hand the newest checkpoint out. It holds a size and a hash, and nothing of anybody."""
    club = await _for_those_who_watch(interaction)
    if club is None:
        return
    found = await club.core.look(newest)
    if found is None:
        await answer(interaction, words.NO_CHECKPOINT)
        return
    file = discord.File(io.BytesIO(found.note.encode()), f"{club.core.organisation.id}-{found.size}.checkpoint.txt")
    await answer(interaction, found.said(LOOK), file=file)


@ledger.command(name="verify", description=words.LEDGER_VERIFY)
async def verify(interaction: discord.Interaction) -> None:
    """Read the whole record, and say what was found."""
    club = await _for_those_who_watch(interaction)
    if club is not None:
        await answer(interaction, await verified(club.core, LOOK))


async def _for_those_who_watch(interaction: discord.Interaction) -> Club | None:
    """The club, if whoever asks is one of those who watch it. Others were answered."""
    club = await begin(interaction)
    if club is None:
        return None
    by = account_of(interaction.user)
    if no := await club.core.look(lambda tx: refused(tx, by)):
        await answer(interaction, no)
        return None
    return club
