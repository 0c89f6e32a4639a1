"""What Discord shows where something waits for somebody's word: the question why, and the answer to whoever spoke."""

from collections.abc import Awaitable, Callable
from typing import Final, Self

import discord

from bot.discord import words
from bot.discord.posting import TEXT, cut
from bot.discord.presses import WRITING

#: Takes in what was written.
Then = Callable[[discord.Interaction, str], Awaitable[None]]
_NOBODY: Final = discord.AllowedMentions.none()


class Why(discord.ui.Modal):
    """Asks for a reason of at most `longest` characters, and hands it on."""

    def __init__(self, title: str, label: str, longest: int, then: Then) -> None:
        super().__init__(title=title, timeout=WRITING)
        self.then = then
        self.why: discord.ui.TextInput[Self] = discord.ui.TextInput(
            style=discord.TextStyle.paragraph, max_length=longest, custom_id="why"
        )
        self.add_item(discord.ui.Label(text=label, component=self.why))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await self.then(interaction, self.why.value)


async def say(interaction: discord.Interaction, said: str) -> None:
    """Answer somebody to whom it was said that there will be an answer."""
    await interaction.edit_original_response(content=cut(words.plain(said, TEXT), TEXT), allowed_mentions=_NOBODY)
