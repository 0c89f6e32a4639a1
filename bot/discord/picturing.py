"""The photo desk on Discord: its two buttons, its form, and the forward by which Discord itself shows a picture (map 6.1, 6.6).

A button names the server and the picture, so it works after a restart as before. Not a byte of a picture is fetched or sent.
"""

import re
from typing import Any, Final, Self, cast

import discord

from bot.counter import picturing
from bot.discord import words
from bot.discord.club import NAME, Club, account_of
from bot.discord.posting import LOOKED_BACK, TEXT, Content, nonce, reference
from bot.discord.presses import WRITING, Watches
from bot.discord.telling import number
from bot.pictures import answering, taking_down
from bot.pictures.answering import Filled
from bot.rota.changing import Given
from moderation.model import (
    AlreadyDone,
    Done,
    Equipment,
    Maker,
    OfferTakeDown,
    Outcome,
    PublishPicture,
    Refused,
    ShowPicture,
)

ANSWER: Final = "answer"
DOWN: Final = "down"
#: Where a picture can go.
_TO: Final = [discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.public_thread]
_NAMES: Final = 4000


def asked(server: int, effect: ShowPicture) -> Content:
    """What stands below an upload at the photo desk."""
    view = _button(server, ANSWER, effect.picture) if effect.asks else None
    place, message = number(effect.place) or 0, number(effect.message) or 0
    under = discord.MessageReference(message_id=message, channel_id=place, fail_if_not_exists=False)
    return Content(effect.text, view=view, quiet=True, under=under)


def offered(server: int, effect: OfferTakeDown) -> Content:
    """What stands below a picture where it is shown."""
    return Content(effect.text, view=_button(server, DOWN, effect.picture), quiet=True)


async def forward(club: Club, guild: discord.Guild, id_: str, effect: PublishPicture) -> Outcome:
    """Have Discord forward a post of the photo desk, once. Raises `refusals.TROUBLE`."""
    source, message, to = number(effect.place), number(effect.message), number(effect.to)
    if source is None or message is None or to is None:
        return Refused("unknown_place")
    there = club.client.get_partial_messageable(to)
    async for each in there.history(limit=LOOKED_BACK):
        if each.author.id == guild.me.id and each.reference and each.reference.message_id == message:
            return AlreadyDone(reference(each))
    original = discord.MessageReference(
        message_id=message, channel_id=source, guild_id=guild.id, type=discord.MessageReferenceType.forward
    )
    return Done(reference(await there.send(reference=original, nonce=nonce(id_))))


async def take_down(club: Club, interaction: discord.Interaction, picture: str) -> None:
    """Hide a picture for whoever pressed, and answer them."""
    core, given = club.core, _given(club, interaction)
    organisation = core.organisation
    said = await core.write(lambda tx: taking_down.take_down(tx, given, organisation, picture))
    await interaction.edit_original_response(content=said, allowed_mentions=discord.AllowedMentions.none())


async def keep(club: Club, interaction: discord.Interaction, picture: str, filled: Filled) -> str:
    """Keep what somebody answered for a picture. Gives what they are told."""
    core, given = club.core, _given(club, interaction)
    organisation = core.organisation
    return words.plain(await core.write(lambda tx: answering.answer(tx, given, organisation, picture, filled)), TEXT)


class PictureButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=re.compile(r"tlp:(?P<server>[0-9]{1,20}):(?P<what>answer|down):(?P<picture>[0-9a-z_]{1,40})"),
):
    """A button at the photo desk, or below a picture that is shown."""

    def __init__(self, server: int, what: str, picture: str) -> None:
        label, style = picturing.ASK, discord.ButtonStyle.primary
        if what == DOWN:
            label, style = picturing.TAKE_DOWN, discord.ButtonStyle.secondary
        super().__init__(discord.ui.Button(label=label, style=style, custom_id=f"tlp:{server}:{what}:{picture}"))
        self.server, self.what, self.picture = server, what, picture

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[discord.ui.View], match: re.Match[str], /
    ) -> Self:
        return cls(int(match["server"]), match["what"], match["picture"])

    async def callback(self, interaction: discord.Interaction) -> None:
        club = cast(Watches, interaction.client).clubs.get(self.server)
        if club is None:
            await interaction.response.send_message(words.NOT_HERE, ephemeral=True)
        elif self.what == DOWN:
            await interaction.response.defer(ephemeral=True, thinking=True)
            await take_down(club, interaction, self.picture)
        else:
            given, picture = _given(club, interaction), self.picture
            if no := await club.core.write(lambda tx: answering.refused(tx, given, picture)):
                await interaction.response.send_message(no, ephemeral=True)
            else:
                await interaction.response.send_modal(Questions(club, picture))


class Questions(discord.ui.Modal):
    """What a second person is asked. It cannot be sent before each is answered."""

    def __init__(self, club: Club, picture: str) -> None:
        super().__init__(title=picturing.TITLE, timeout=WRITING)
        self.club, self.picture = club, picture
        self.who: discord.ui.TextInput[Self] = discord.ui.TextInput(
            style=discord.TextStyle.paragraph, max_length=_NAMES, custom_id="who"
        )
        self.checked: discord.ui.CheckboxGroup[Self] = discord.ui.CheckboxGroup(custom_id="checked", required=False)
        for value, label in (("dressed", picturing.DRESSED), ("kind", picturing.KIND)):
            self.checked.add_option(label=label, value=value)
        self.equipment = _choice("equipment", {each.value: label for each, label in picturing.EQUIPMENTS.items()})
        self.maker = _choice("maker", {each.value: label for each, label in picturing.MAKERS.items()})
        self.to: discord.ui.ChannelSelect[Any] = discord.ui.ChannelSelect(custom_id="to", channel_types=_TO)
        self.add_item(discord.ui.Label(text=picturing.WHO, description=picturing.WHO_HINT, component=self.who))
        self.add_item(discord.ui.Label(text=picturing.CHECKED, description=picturing.CHECKED_HINT, component=self.checked))
        self.add_item(discord.ui.Label(text=picturing.EQUIPMENT, component=self.equipment))
        self.add_item(discord.ui.Label(text=picturing.MAKER, component=self.maker))
        self.add_item(discord.ui.Label(text=picturing.TO, component=self.to))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        children, nobody = picturing.names(self.who.value)
        to = self.to.values[0]
        filled = Filled(
            children, nobody, "dressed" in self.checked.values, "kind" in self.checked.values,
            Equipment(self.equipment.value or ""), Maker(self.maker.value or ""), str(to.id), to.name,
        )  # fmt: skip
        said = await keep(self.club, interaction, self.picture, filled)
        await interaction.edit_original_response(content=said, allowed_mentions=discord.AllowedMentions.none())


def _choice(name: str, options: dict[str, str]) -> "discord.ui.RadioGroup[Any]":
    group: discord.ui.RadioGroup[Any] = discord.ui.RadioGroup(custom_id=name)
    for value, label in options.items():
        group.add_option(label=label, value=value)
    return group


def _button(server: int, what: str, picture: str) -> discord.ui.View:
    return discord.ui.View(timeout=None).add_item(PictureButton(server, what, picture))


def _given(club: Club, interaction: discord.Interaction) -> Given:
    return Given(f"{NAME}:picture:{interaction.id}", account_of(interaction.user), club.core.clock())
