"""Spaces on Discord: the form in which staff apply for a channel, the buttons of whoever decides, and the channel itself, made
with those whom it is for and nobody else (map 8.13, 10.12).

A button says what it does and to which, so it works after a restart as before. The channel is known by its name and by who is
let in where making it broke off. Source: "Create Guild Channel" in Discord's documentation: the bot can give no right that it
has not itself.
"""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final, Self, cast

import discord

from bot.counter import spaces
from bot.discord import words
from bot.discord.asked import Why, say
from bot.discord.club import NAME, Club, account_of
from bot.discord.presses import WRITING, Watches
from bot.discord.taking import member_of
from bot.discord.telling import number
from bot.rota.changing import Given
from bot.spaces.asking import Filled
from bot.spaces.deciding import ASKS_WHY, Answer
from bot.spaces.deciding import LONGEST as REASON
from moderation.model import AlreadyDone, Done, MakeSpace, Outcome, Refused, Role, ShowPurpose, SpaceFor
from moderation.spaces import MOST_AIM, MOST_PROMOTED, MOST_RUNNERS

#: In Discord's audit log.
APPROVED: Final = "Touchline: a channel that was approved"
DECLARED: Final = "Touchline: what this channel was declared to be for"
_STYLES: Final = {Answer.APPROVE: discord.ButtonStyle.success, Answer.DECLINE: discord.ButtonStyle.danger}
_WATCH: Final = frozenset({Role.MODERATOR, Role.LEAD})
_OURS: Final = discord.PermissionOverwrite(view_channel=True, send_messages=True, read_message_history=True, embed_links=True)

Overwrites = Mapping[Any, discord.PermissionOverwrite]


async def make(club: Club, guild: discord.Guild, effect: MakeSpace) -> Outcome:
    """Make the channel, with what it is for above it. Raises `refusals.TROUBLE`."""
    mapped = [(guild.get_role(number(id_) or 0), role) for id_, role in club.settings.roles.items()]
    roles = [(there, role) for there, role in mapped if there is not None and role in effect.roles]
    if not _WATCH.issuperset(effect.roles) and _WATCH.issuperset(role for _, role in roles):
        return Refused("no_role")
    found = [await member_of(guild, number(each.id) or 0) for each in (*effect.runners, *effect.watch)]
    if not all(found[: len(effect.runners)]):
        return Refused("not_a_member")
    wanted = _overwrites(guild, [there for there, _ in roles], [each for each in found if each], effect.uploads)
    same = [channel for channel in guild.text_channels if channel.name == effect.name]
    if same:
        made = next((each for each in same if dict(each.overwrites) == wanted), None)
        return AlreadyDone(str(made.id)) if made else Refused("name_taken")
    channel = await guild.create_text_channel(effect.name, topic=effect.aim, overwrites=wanted, reason=APPROVED)
    return Done(str(channel.id))


def _overwrites(
    guild: discord.Guild, roles: Sequence[discord.Role], people: Sequence[discord.Member], uploads: bool
) -> Overwrites:
    """Nobody sees it but these. No private thread within it, in which some would be without the others."""
    pictures = None if uploads else False
    hidden = discord.PermissionOverwrite(view_channel=False, create_private_threads=False, attach_files=pictures)
    sees = discord.PermissionOverwrite(
        view_channel=True,
        send_messages=True,
        read_message_history=True,
        create_private_threads=False,
        attach_files=pictures,
    )
    return {guild.me: _OURS, guild.default_role: hidden, **dict.fromkeys(roles, sees), **dict.fromkeys(people, sees)}


async def show(guild: discord.Guild, effect: ShowPurpose) -> Outcome:
    """Write above a channel what it is for. Raises `refusals.TROUBLE`."""
    channel = guild.get_channel(number(effect.place) or 0)
    if not isinstance(channel, discord.TextChannel | discord.ForumChannel):
        return Refused("unknown_place")
    if channel.topic == effect.text:
        return AlreadyDone(effect.place)
    await channel.edit(topic=effect.text, reason=DECLARED)
    return Done(effect.place)


class Decide(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=re.compile(r"tls:(?P<server>[0-9]{1,20}):(?P<what>[a-z]{1,10}):(?P<id>sp_[0-9a-f]{1,40})"),
):
    """A button under an application that waits. Whether it is theirs to say is decided when it is pressed."""

    def __init__(self, server: int, what: Answer, id_: str) -> None:
        style = _STYLES.get(what, discord.ButtonStyle.secondary)
        super().__init__(
            discord.ui.Button(label=spaces.LABELS[what], style=style, custom_id=f"tls:{server}:{what.value}:{id_}")
        )
        self.server, self.what, self.request = server, what, id_

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
            then = partial(decide, club, self.what, self.request)
            await interaction.response.send_modal(Why(spaces.WHY_TITLE, spaces.WHY, REASON, then))
        else:
            await decide(club, self.what, self.request, interaction)


class Applying(discord.ui.Modal):
    """The five questions of an application."""

    def __init__(self, club: Club, name: str) -> None:
        super().__init__(title=spaces.TITLE, timeout=WRITING)
        self.club, self.name = club, name
        self.aim = _writing("aim", MOST_AIM)
        self.audience = _choice("audience", {each.value: said for each, said in spaces.FOR.items()})
        self.promoted = _writing("promoted", MOST_PROMOTED)
        self.runners: discord.ui.UserSelect[Any] = discord.ui.UserSelect(custom_id="runners", max_values=MOST_RUNNERS)
        self.closed = _choice("closed", spaces.CHOICES)
        self.add_item(discord.ui.Label(text=spaces.AIM, description=spaces.AIM_HINT, component=self.aim))
        self.add_item(discord.ui.Label(text=spaces.AUDIENCE, component=self.audience))
        self.add_item(discord.ui.Label(text=spaces.PROMOTED, component=self.promoted))
        self.add_item(discord.ui.Label(text=spaces.RUNNERS, description=spaces.RUNNERS_HINT, component=self.runners))
        self.add_item(discord.ui.Label(text=spaces.CLOSED, component=self.closed))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        runners = tuple(account_of(each) for each in self.runners.values)
        audience, closed = SpaceFor(self.audience.value or ""), self.closed.value == "closed"
        filled = Filled(self.name, self.aim.value, audience, self.promoted.value, runners, closed)
        await say(interaction, await spaces.ask(self.club.core, given(self.club, interaction), filled))


def buttons(server: int, id_: str, offered: Sequence[Answer] = spaces.ON_A_CARD) -> discord.ui.View:
    """What can be said of one."""
    view = discord.ui.View(timeout=None)
    for what in offered:
        view.add_item(Decide(server, what, id_))
    return view


async def decide(club: Club, what: Answer, id_: str, interaction: discord.Interaction, reason: str = "") -> None:
    """Take in what somebody says of one, and answer them."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    await say(interaction, await spaces.answer(club.core, given(club, interaction), what, id_, reason))


def given(club: Club, interaction: discord.Interaction) -> Given:
    return Given(f"{NAME}:space:{interaction.id}", account_of(interaction.user), club.core.clock())


def _writing(name: str, most: int) -> "discord.ui.TextInput[Any]":
    return discord.ui.TextInput(style=discord.TextStyle.paragraph, max_length=most, custom_id=name)


def _choice(name: str, options: Mapping[str, str]) -> "discord.ui.RadioGroup[Any]":
    group: discord.ui.RadioGroup[Any] = discord.ui.RadioGroup(custom_id=name)
    for value, label in options.items():
        group.add_option(label=label, value=value)
    return group
