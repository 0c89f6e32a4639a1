"""`/photo desk` and `/photo answer`, and “Take this picture down” in a message's menu, for anybody (map 6.1, 6.6).

Most answer by the button below a picture. The command offers the names of the children while they are typed, which no form on
Discord can.
"""

from functools import partial
from typing import Final

import discord
from discord import app_commands

from bot.counter import picturing, words
from bot.discord.club import NAME, account_of
from bot.discord.commands import _words as here
from bot.discord.commands._answering import SHOWN_TO, Command, answer, begin, club_here
from bot.discord.commands._concerns import Choices
from bot.discord.picturing import keep, take_down
from bot.discord.places import place_of
from bot.discord.posting import cut
from bot.discord.words import seen
from bot.pictures import answering, taking_down
from bot.pictures.answering import Filled
from bot.pictures.choosing import choose
from bot.pictures.words import NOT_OURS
from moderation.model import Equipment, Maker

#: Discord shows no more choices, and no more characters of one.
_CHOICES: Final = 25
_CHOICE: Final = 100

photo = app_commands.Group(name="photo", description=words.PHOTO, default_permissions=SHOWN_TO, guild_only=True)


@photo.command(name="desk", description=words.PHOTO_DESK)
@app_commands.describe(channel=here.PHOTO_CHANNEL)
async def desk(interaction: discord.Interaction, channel: discord.TextChannel) -> None:
    """Choose the channel in which staff post pictures."""
    club = await begin(interaction)
    if club is not None:
        by, organisation, now = account_of(interaction.user), club.core.organisation, club.core.clock()
        place = place_of(channel, club)
        said = await club.core.write(lambda tx: choose(tx, by, organisation, place, now))
        await club.refresh()
        await answer(interaction, said)


async def _waiting(interaction: discord.Interaction, typed: str) -> Choices:
    """What waits at the desk, by who posted it and when, for those who may answer for it."""
    club = club_here(interaction)
    if club is None:
        return []
    by, zone = account_of(interaction.user), club.core.organisation.calendar.zone
    now = club.core.clock()
    found = await club.core.look(lambda tx: answering.waiting(tx, by, now))
    named = [(f"{name}, {picture.at.astimezone(zone):%A %H:%M}", picture.id) for picture, name in found]
    fits = [(name, id_) for name, id_ in named if typed.casefold() in name.casefold()]
    return [app_commands.Choice(name=cut(seen(name), _CHOICE), value=id_) for name, id_ in fits[:_CHOICES]]


async def _children(interaction: discord.Interaction, typed: str) -> Choices:
    """Each child whose name goes on as the last one that is typed, behind those before it."""
    club, (*before, last) = club_here(interaction), typed.split(",")
    if club is None:
        return []
    by, organisation = account_of(interaction.user), club.core.organisation
    found = await club.core.look(lambda tx: answering.children_called(tx, by, organisation, last))
    begun = [name.strip() for name in before if name.strip()]
    lines = [", ".join((*begun, child.name)) for child in found if child.name not in begun]
    return [app_commands.Choice(name=seen(line), value=line) for line in lines if len(line) <= _CHOICE][:_CHOICES]


@photo.command(name="answer", description=words.PHOTO_ANSWER)
@app_commands.describe(
    picture=here.PHOTO_WHICH, children=here.PHOTO_CHILDREN, dressed=picturing.DRESSED, kind=picturing.KIND,
    equipment=picturing.EQUIPMENT, maker=picturing.MAKER, channel=picturing.TO,
)  # fmt: skip
@app_commands.rename(kind="nobody_laughed_at", equipment="taken_with", maker="made_by", channel="to")
@app_commands.choices(
    equipment=[app_commands.Choice(name=label, value=each.value) for each, label in picturing.EQUIPMENTS.items()],
    maker=[app_commands.Choice(name=label, value=each.value) for each, label in picturing.MAKERS.items()],
)
@app_commands.autocomplete(picture=_waiting, children=_children)
async def answer_for(
    interaction: discord.Interaction,
    picture: str,
    children: app_commands.Range[str, 1, 4000],
    dressed: bool,
    kind: bool,
    equipment: str,
    maker: str,
    channel: discord.TextChannel,
) -> None:
    """Answer for one that waits."""
    club = await begin(interaction)
    if club is not None:
        names, nobody = picturing.names(children)
        where, what = (str(channel.id), channel.name), (Equipment(equipment), Maker(maker))
        await answer(interaction, await keep(club, interaction, picture, Filled(names, nobody, dressed, kind, *what, *where)))


@app_commands.context_menu(name=words.TAKE_DOWN)
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def take_picture_down(interaction: discord.Interaction, message: discord.Message) -> None:
    """Hide a picture, chosen by the message that shows it or by the one below."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    club, picture = club_here(interaction), ""
    if club is not None:
        which = partial(taking_down.shown_by, platform=NAME, place=str(message.channel.id), message=str(message.id))
        picture = await club.core.look(which)
    if club is None or not picture:
        await answer(interaction, NOT_OURS)
    else:
        await take_down(club, interaction, picture)


COMMANDS: Final[tuple[Command, ...]] = (photo, take_picture_down)
