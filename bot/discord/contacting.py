"""Contact with one child on a server: a closed channel for those people and that time alone, and the buttons by which an adult
says yes or no (map 5.13).

The channel is made with nobody in it, and known by its name where making it broke off. Who manages the server sees it, as any.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, Self, cast

import discord

from bot.contact import answering
from bot.contact.answering import Press
from bot.counter.contacting import LABELS
from bot.discord import words
from bot.discord.club import NAME, Club, account_of
from bot.discord.posting import Content, post
from bot.discord.presses import Watches
from bot.discord.taking import member_of
from bot.discord.telling import number
from bot.rota.changing import Given
from moderation.model import Account, AlreadyDone, Done, Outcome, Refused

#: In Discord's audit log.
REASON: Final = "Touchline: contact that was approved"
#: A button's custom id has room for a hundred characters.
_CODES: Final = {Press.YES: "y", Press.YES_WITH_ME: "w", Press.NO: "n"}
_SAYS: Final = {code: says for says, code in _CODES.items()}
_STYLES: Final = {Press.YES: discord.ButtonStyle.success, Press.NO: discord.ButtonStyle.danger}

#: No thread within it, in which some of them would be without the others.
_SEES: Final = discord.PermissionOverwrite(
    view_channel=True,
    send_messages=True,
    read_message_history=True,
    send_messages_in_threads=False,
    create_public_threads=False,
    create_private_threads=False,
)
_OURS: Final = discord.PermissionOverwrite(view_channel=True, send_messages=True, read_message_history=True, embed_links=True)
_HIDDEN: Final = discord.PermissionOverwrite(view_channel=False)

Overwrites = Mapping[Any, discord.PermissionOverwrite]


async def make(guild: discord.Guild, name: str) -> Outcome:
    """A channel that nobody sees but Touchline, and in which nothing was ever written. Raises `refusals.TROUBLE`."""
    alone = _alone(guild)
    same = (each for each in guild.text_channels if each.name == name and dict(each.overwrites) == alone)
    channel = next((each for each in same if each.last_message_id is None), None)
    channel = channel or await guild.create_text_channel(name, overwrites=alone, reason=REASON)
    return Done(str(channel.id))


async def let_in(guild: discord.Guild, id_: str, place: str, people: Sequence[Account], text: str) -> Outcome:
    """Say what it is for, and let them in all at once: nobody is ever alone in it. Raises `refusals.TROUBLE`."""
    channel = guild.get_channel(number(place) or 0)
    if not isinstance(channel, discord.TextChannel):
        return Refused("unknown_place")
    members = [await member_of(guild, number(each.id) or 0) for each in people]
    present = [each for each in members if each is not None]
    if len(present) < len(people):
        return Refused("not_a_member")
    wanted: Overwrites = {**_alone(guild), **dict.fromkeys(present, _SEES)}
    if dict(channel.overwrites) == wanted:
        return AlreadyDone(place)
    await post(guild.me, channel, id_, Content(text))
    await channel.edit(overwrites=wanted, reason=REASON)
    return Done(place)


async def shut(guild: discord.Guild, place: str) -> Outcome:
    """Nobody sees it any more. One that somebody deleted is closed. Raises `refusals.TROUBLE`.

    Discord is asked how it stands: what the client remembers may be from before it was opened.
    """
    try:
        channel = await guild.fetch_channel(number(place) or 0)
    except discord.NotFound:
        return AlreadyDone()
    alone = _alone(guild)
    if not isinstance(channel, discord.TextChannel) or dict(channel.overwrites) == alone:
        return AlreadyDone()
    await channel.edit(overwrites=alone, reason=REASON)
    return Done()


async def remove(guild: discord.Guild, place: str) -> Outcome:
    """Delete it as it was shut. One that somebody opened since is in use, whatever for. Raises `refusals.TROUBLE`."""
    try:
        channel = await guild.fetch_channel(number(place) or 0)
    except discord.NotFound:
        return AlreadyDone()
    if not isinstance(channel, discord.TextChannel) or dict(channel.overwrites) != _alone(guild):
        return Refused("in_use")
    await channel.delete(reason=REASON)
    return Done()


def shut_one(guild: discord.Guild, name: str) -> str:
    """The id of the channel of that name that is shut; "" where there is none, or somebody opened it since."""
    alone = _alone(guild)
    shut_ = (each for each in guild.text_channels if each.name == name and dict(each.overwrites) == alone)
    return next((str(each.id) for each in shut_), "")


def _alone(guild: discord.Guild) -> Overwrites:
    return {guild.me: _OURS, guild.default_role: _HIDDEN}


class Answer(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=re.compile(r"tlc:(?P<server>[0-9]{1,20}):(?P<says>[ywn]):(?P<request>k_[0-9a-f]{20})"),
):
    """A button below a request. Whether it is theirs to say is decided when it is pressed, so it works after a restart."""

    def __init__(self, server: int, says: Press, request: str) -> None:
        style = _STYLES.get(says, discord.ButtonStyle.secondary)
        custom_id = f"tlc:{server}:{_CODES[says]}:{request}"
        super().__init__(discord.ui.Button(label=LABELS[says], style=style, custom_id=custom_id))
        self.server, self.says, self.request = server, says, request

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[discord.ui.View], match: re.Match[str], /
    ) -> Self:
        return cls(int(match["server"]), _SAYS[match["says"]], match["request"])

    async def callback(self, interaction: discord.Interaction) -> None:
        club = cast(Watches, interaction.client).clubs.get(self.server)
        if club is None:
            await interaction.response.send_message(words.NOT_HERE, ephemeral=True)
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        said = await _said(club, interaction, self.request, self.says)
        await interaction.edit_original_response(content=said, allowed_mentions=discord.AllowedMentions.none())


async def _said(club: Club, interaction: discord.Interaction, request: str, says: Press) -> str:
    core = club.core
    organisation = core.organisation
    given = Given(f"{NAME}:contact:{interaction.id}", account_of(interaction.user), core.clock())
    return await core.write(lambda tx: answering.press(tx, given, organisation, request, says))


def buttons(server: int, request: str) -> discord.ui.View:
    """What can be said."""
    view = discord.ui.View(timeout=None)
    for says in Press:
        view.add_item(Answer(server, says, request))
    return view
