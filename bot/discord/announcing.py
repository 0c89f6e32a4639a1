"""Announcements on Discord: the form in which one is written, and the buttons of whoever looks at it (map 4.5, 4.6, 4.8, 5.6,
5.17). A button says what it does and to which, so it works after a restart as before.
"""

import re
from collections.abc import Sequence
from functools import partial
from typing import Final, Self, cast

import discord

from bot.announcing.deciding import ASKS_WHY, Answer
from bot.announcing.deciding import LONGEST as REASON
from bot.announcing.drafting import LONGEST
from bot.counter import announcing
from bot.discord import words
from bot.discord.asked import Why, say
from bot.discord.club import NAME, Club, account_of
from bot.discord.presses import WRITING, Watches
from bot.rota.changing import Given
from moderation.model import Place

_STYLES: Final = {Answer.APPROVE: discord.ButtonStyle.success, Answer.NOW: discord.ButtonStyle.danger}


class Decide(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=re.compile(r"tln:(?P<server>[0-9]{1,20}):(?P<what>[a-z]{1,10}):(?P<id>[nl]_[0-9a-f]{1,40})"),
):
    """A button under an announcement that waits. Whether it is theirs to say is decided when it is pressed."""

    def __init__(self, server: int, what: Answer, id_: str) -> None:
        style = _STYLES.get(what, discord.ButtonStyle.secondary)
        custom_id = f"tln:{server}:{what.value}:{id_}"
        super().__init__(discord.ui.Button(label=announcing.LABELS[what], style=style, custom_id=custom_id))
        self.server, self.what, self.announcement = server, what, id_

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[discord.ui.View], match: re.Match[str], /
    ) -> Self:
        return cls(int(match["server"]), Answer(match["what"]), match["id"])

    async def callback(self, interaction: discord.Interaction) -> None:
        club = cast(Watches, interaction.client).clubs.get(self.server)
        if club is None:
            await interaction.response.send_message(words.NOT_HERE, ephemeral=True)
        elif self.what in ASKS_WHY:
            then = partial(decide, club, self.what, self.announcement)
            await interaction.response.send_modal(Why(announcing.WHY_TITLE, announcing.asked_why(self.what), REASON, then))
        else:
            await decide(club, self.what, self.announcement, interaction)


class Writing(discord.ui.Modal):
    """Asks what is to be posted."""

    def __init__(self, club: Club, place: Place, team: bool) -> None:
        super().__init__(title=announcing.TEAM_TITLE if team else announcing.TITLE, timeout=WRITING)
        self.club, self.place, self.team = club, place, team
        self.text: discord.ui.TextInput[Self] = discord.ui.TextInput(
            style=discord.TextStyle.paragraph, max_length=LONGEST, custom_id="text"
        )
        self.add_item(discord.ui.Label(text=announcing.TEXT, component=self.text))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        given = _given(self.club, interaction)
        await say(interaction, await announcing.announce(self.club.core, given, self.place, self.text.value, self.team))


def buttons(server: int, id_: str, offered: Sequence[Answer] = announcing.ON_A_CARD) -> discord.ui.View:
    """What can be said of one."""
    view = discord.ui.View(timeout=None)
    for what in offered:
        view.add_item(Decide(server, what, id_))
    return view


async def decide(club: Club, what: Answer, id_: str, interaction: discord.Interaction, reason: str = "") -> None:
    """Take in what somebody says of one, and answer them."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    await say(interaction, await announcing.answer(club.core, _given(club, interaction), what, id_, reason))


def _given(club: Club, interaction: discord.Interaction) -> Given:
    return Given(f"{NAME}:announce:{interaction.id}", account_of(interaction.user), club.core.clock())
