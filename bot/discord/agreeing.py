"""What somebody is asked to agree to, as a card with buttons that only they see (map 10.1 to 10.3).

A button says what it means, about whom and under which version, so it works after a restart as before.
"""

import io
import re
from typing import Final, Self, cast

import discord

from bot.agreements import signing
from bot.agreements.signing import LONGEST, Sheet
from bot.counter import agreeing
from bot.discord import words
from bot.discord.club import NAME, Club, account_of
from bot.discord.posting import DESCRIPTION
from bot.discord.presses import WRITING, Watches
from bot.rota.changing import Given

COLOUR: Final = 0x2E86C1
_STYLES: Final = dict.fromkeys((signing.Press.AGREE, signing.Press.CONFIRM), discord.ButtonStyle.success)


def card(sheet: Sheet) -> discord.Embed:
    """The statement, or that it is attached, and what the buttons mean."""
    text = words.plain(agreeing.clauses(sheet), DESCRIPTION + 1)
    fits = len(text) <= DESCRIPTION
    title = words.plain(f"{sheet.title or agreeing.TITLE}. {agreeing.FOR.format(name=sheet.name)}", 256)
    embed = discord.Embed(
        title=title, description=text if fits else agreeing.TOO_LONG.format(where=agreeing.IN_A_FILE), colour=COLOUR
    )
    lines = "\n".join(agreeing.means(sheet))
    return embed.add_field(name=agreeing.ASKED, value=words.plain(lines, 1024), inline=False)


def attached(sheet: Sheet) -> discord.File | None:
    """The statement as a file where it is too long for a card; None where it fits."""
    text = agreeing.clauses(sheet)
    if len(words.plain(text, DESCRIPTION + 1)) <= DESCRIPTION:
        return None
    return discord.File(io.BytesIO(text.encode()), agreeing.FILE)


def buttons(server: int, sheet: Sheet) -> discord.ui.View:
    """What can be said."""
    view = discord.ui.View(timeout=None)
    for what in sheet.presses:
        view.add_item(Agree(server, what, sheet.about, sheet.version, sheet.signs))
    return view


class Agree(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=re.compile(
        r"tla:(?P<server>[0-9]{1,20}):(?P<what>[a-z_]{1,12}):(?P<version>[0-9]{1,6}):(?P<signs>[01]):(?P<about>[^:]{1,50})"
    ),
):
    """A button under what is agreed to. Whether it is theirs to say is decided when it is pressed."""

    def __init__(self, server: int, what: signing.Press, about: str, version: int, signs: bool) -> None:
        style = _STYLES.get(what, discord.ButtonStyle.secondary)
        custom_id = f"tla:{server}:{what.value}:{version}:{int(signs)}:{about}"
        super().__init__(discord.ui.Button(label=agreeing.LABELS[what], style=style, custom_id=custom_id))
        self.server, self.what, self.about, self.version, self.signs = server, what, about, version, signs

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[discord.ui.View], match: re.Match[str], /
    ) -> Self:
        what = signing.Press(match["what"])
        return cls(int(match["server"]), what, match["about"], int(match["version"]), match["signs"] == "1")

    async def callback(self, interaction: discord.Interaction) -> None:
        club = cast(Watches, interaction.client).clubs.get(self.server)
        if club is None:
            await interaction.response.send_message(words.NOT_HERE, ephemeral=True)
        elif self.signs and self.what is signing.Press.AGREE:
            await interaction.response.send_modal(Signature(club, self.about, self.version))
        else:
            await press(club, interaction, self.what, self.about, self.version)


class Signature(discord.ui.Modal):
    """Name and job title of a member of staff; the day is today's (map 10.3)."""

    def __init__(self, club: Club, about: str, version: int) -> None:
        super().__init__(title=agreeing.SIGN, timeout=WRITING)
        self.club, self.about, self.version = club, about, version
        self.name: discord.ui.TextInput[Self] = discord.ui.TextInput(max_length=LONGEST, custom_id="name")
        self.job: discord.ui.TextInput[Self] = discord.ui.TextInput(max_length=LONGEST, custom_id="job")
        self.add_item(discord.ui.Label(text=agreeing.NAME, component=self.name))
        self.add_item(discord.ui.Label(text=agreeing.JOB, component=self.job))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        what = signing.Press.AGREE
        await press(self.club, interaction, what, self.about, self.version, self.name.value, self.job.value)


async def press(
    club: Club, interaction: discord.Interaction, what: signing.Press, about: str, version: int, name: str = "", job: str = ""
) -> None:
    """Keep what somebody said, and answer them."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    core = club.core
    organisation, given = core.organisation, Given(f"{NAME}:agree:{interaction.id}", account_of(interaction.user), core.clock())
    said = await core.write(lambda tx: signing.press(tx, given, organisation, what, about, version, name, job))
    await interaction.edit_original_response(content=said, allowed_mentions=discord.AllowedMentions.none())
