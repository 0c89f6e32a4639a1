"""`/mistake`: staff take back a post of their own through the bot, so that it is kept and nobody is blamed (map 4.9)."""

from typing import Final

import discord
from discord import app_commands

from bot.counter import acting, words
from bot.discord.commands import _words as here
from bot.discord.commands._answering import Command, answer, asker, begin
from bot.discord.commands.remove import find
from bot.discord.reading import posted

#: Discord shows this to whoever may write: it knows nothing of who is staff. Who is not is told so.
SHOWN_TO: Final = discord.Permissions(send_messages=True)


@app_commands.command(name="mistake", description=words.MISTAKE)
@app_commands.describe(message=here.OF_MESSAGE)
@app_commands.default_permissions(SHOWN_TO)
@app_commands.guild_only()
async def mistake(interaction: discord.Interaction, message: app_commands.Range[str, 1, 200]) -> None:
    """Have a post of one's own taken away."""
    club = await begin(interaction)
    if club is None:
        return
    post = await find(club, interaction, message.strip())
    event = posted(post, club) if post else None
    await answer(interaction, await acting.mistake(asker(interaction, club), event) if event else here.NO_MESSAGE)


COMMANDS: Final[tuple[Command, ...]] = (mistake,)
