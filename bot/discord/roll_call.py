"""The buttons by which an adult says whether they are at a session with their child (map 6.12).

A button says what it means, of which session and about whom, so it works after a restart as before. Whether it is theirs to say
is decided when it is pressed.
"""

import re
from collections.abc import Sequence
from typing import Final, Self, cast

import discord

from bot.discord import words
from bot.discord.club import NAME, account_of
from bot.discord.presses import Watches
from bot.rota.changing import Given
from bot.sessions import answering
from bot.sessions.words import LABELS
from moderation.model import Presence

#: A custom id has room for a hundred characters: one stands for what is said.
_CODES: Final = {Presence.PRESENT: "p", Presence.APPROVED: "a"}
_SAYS: Final = {code: says for says, code in _CODES.items()}


class RollCall(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=re.compile(r"tls:(?P<server>[0-9]{1,20}):(?P<says>[pa]):(?P<session>[0-9A-Za-z_]{1,23}):(?P<child>[^:]{1,45})"),
):
    """One of them."""

    def __init__(self, server: int, says: Presence, session: str, child: str) -> None:
        style = discord.ButtonStyle.success if says is Presence.PRESENT else discord.ButtonStyle.secondary
        custom_id = f"tls:{server}:{_CODES[says]}:{session}:{child}"
        super().__init__(discord.ui.Button(label=LABELS[says], style=style, custom_id=custom_id))
        self.server, self.says, self.session, self.child = server, says, session, child

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[discord.ui.View], match: re.Match[str], /
    ) -> Self:
        return cls(int(match["server"]), _SAYS[match["says"]], match["session"], match["child"])

    async def callback(self, interaction: discord.Interaction) -> None:
        club = cast(Watches, interaction.client).clubs.get(self.server)
        if club is None:
            await interaction.response.send_message(words.NOT_HERE, ephemeral=True)
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        core = club.core
        organisation = core.organisation
        given = Given(f"{NAME}:roll:{interaction.id}", account_of(interaction.user), core.clock())
        said = await core.write(
            lambda tx: answering.press(tx, given, organisation, self.session, self.child, self.says),
        )
        await interaction.edit_original_response(content=said, allowed_mentions=discord.AllowedMentions.none())


def buttons(server: int, session: str, child: str, choices: Sequence[Presence]) -> discord.ui.View | None:
    """What can be said; None where nothing is asked."""
    if not choices:
        return None
    view = discord.ui.View(timeout=None)
    for says in choices:
        view.add_item(RollCall(server, says, session, child))
    return view
