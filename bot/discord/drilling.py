"""The buttons of a drill: where somebody is in it stands in the button, so it goes on after a restart (map 8.4)."""

import re
from typing import Self, cast

import discord

from bot.desk import Denied
from bot.discord import words
from bot.discord.club import Club, account_of
from bot.discord.presses import Watches
from bot.drill import Page, go_on, is_state


class Answer(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=re.compile(r"tlt:(?P<server>[0-9]{1,20}):(?P<state>[0-9]\.[0-9]{1,9})"),
):
    """One answer to a step."""

    def __init__(self, server: int, label: str, state: str) -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"tlt:{server}:{state}"))
        self.server, self.state = server, state

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[discord.ui.View], match: re.Match[str], /
    ) -> Self:
        return cls(int(match["server"]), "", match["state"])

    async def callback(self, interaction: discord.Interaction) -> None:
        club = cast(Watches, interaction.client).clubs.get(self.server)
        if club is None or not is_state(self.state):
            await interaction.response.send_message(words.NOT_HERE, ephemeral=True)
            return
        await interaction.response.defer()
        by, core = account_of(interaction.user), club.core
        organisation, now = core.organisation, core.clock()
        page = await core.write(lambda tx: go_on(tx, by, organisation, self.state, now))
        text, view = (page.says, None) if isinstance(page, Denied) else (page.text, buttons(club, page))
        await interaction.edit_original_response(content=text, view=view)


def buttons(club: Club, page: Page) -> discord.ui.View | None:
    """What can be answered; None at the end."""
    if not page.buttons:
        return None
    view = discord.ui.View(timeout=None)
    for label, state in page.buttons:
        view.add_item(Answer(club.server, label, state))
    return view
