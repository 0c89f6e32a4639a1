"""`/setup`: one message that says what is missing and asks for it, then what it would do, then what it did.

Whoever manages the server may give it. What is chosen is kept only when it is confirmed; the message works for fifteen minutes,
which is as long as Discord lets it be changed.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

import discord
from discord import app_commands, ui

from bot.counter.words import FAILED
from bot.discord.club import Club, account_of
from bot.discord.commands._answering import NOBODY, Command
from bot.discord.commands._words import NO_CLUB_HERE
from bot.discord.posting import TEXT, cut
from bot.discord.presses import Watches
from bot.discord.setup import Answers, missing, planned, standing
from bot.discord.setup_steps import CHOOSE, carry_out
from bot.discord.telling import number
from bot.discord.words import NOT_KEPT, plain
from bot.setting_up import Plan
from moderation.model import Role
from storage.store import StoreError

log = logging.getLogger(__name__)

OPEN_FOR: Final = 840.0
#: Discord lets somebody choose so many roles, people or channels at once.
MOST: Final = 25
#: All texts of one message together; Discord's limit is 4000.
LONGEST: Final = 1400

_ABOUT: Final = "Set Touchline up on this server, or see what is missing"
_REFUSED: Final = "Only somebody who manages this server can set Touchline up."
_NOTHING_MISSING: Final = "Everything is set up. You can look through it, and change it."
_MISSING: Final = "**What is missing**"
_AGES: Final = {"13 or over": 13, "16 or over": 16, "18 or over": 18, "some are under 13": 12}

_LABELS: Final = {
    Role.CHILD: "Roles of children",
    Role.LEARNER: "Roles of learners",
    Role.STAFF: "Roles of staff and volunteers",
    Role.PARENT: "Roles of parents",
    Role.EMPLOYER: "Roles of employers",
    Role.MODERATOR: "Roles of moderators, who watch",
    Role.LEAD: "Role of the safeguarding lead",
}


class _Asking(ui.LayoutView):
    """A message with something to choose or to press. What fails may hold names, so only the error's type is logged."""

    async def on_error(self, interaction: discord.Interaction, error: Exception, item: ui.Item[Any], /) -> None:
        log.error("setting up failed (%s)", type(error).__name__)
        said = ui.LayoutView()
        said.add_item(ui.TextDisplay(FAILED))
        if interaction.response.is_done():
            await interaction.edit_original_response(view=said)
        else:
            await interaction.response.edit_message(view=said)


class Panel(_Asking):
    """What is asked. Every choice is kept in `answers` until it is confirmed."""

    def __init__(self, club: Club, guild: discord.Guild, answers: Answers, lacking: Sequence[str]) -> None:
        super().__init__(timeout=OPEN_FOR)
        self.club, self.guild, self.answers = club, guild, answers
        head = "\n".join([_MISSING, *(f"• {line}" for line in lacking)]) if lacking else _NOTHING_MISSING
        self.add_item(ui.TextDisplay(f"## Setting Touchline up\n{cut(head, LONGEST)}"))
        self._ask("How old is the youngest who has an account here?", self._age())
        for kind in _kinds(club):
            self._ask(_LABELS[kind], self._roles(kind))
        self._ask("The safeguarding lead", self._person("lead"))
        self._ask("The deputy", self._person("deputy"))
        self._ask("A second monitor, who watches too", self._person("monitor"))
        self._ask("The lead's channel, if there is one already", self._lead_channel())
        self._ask("Channels that only adults are in", self._channels("adult_channels"))
        self._ask("Channels that only inform, without talk", self._channels("information_channels"))
        row: ui.ActionRow[Panel] = ui.ActionRow()
        row.add_item(_Button("Next: see what this does", discord.ButtonStyle.primary, self._show))
        row.add_item(_Button(self._cards(), discord.ButtonStyle.secondary, self._toggle_cards))
        self.add_item(row)

    def _ask(
        self, label: str, select: ui.Select[Any] | ui.RoleSelect[Any] | ui.UserSelect[Any] | ui.ChannelSelect[Any]
    ) -> None:
        self.add_item(ui.TextDisplay(f"**{label}**"))
        row: ui.ActionRow[Panel] = ui.ActionRow()
        self.add_item(row.add_item(select))

    def _cards(self) -> str:
        return f"Pin a card that says whom to ask: {'yes' if self.answers.contact_cards else 'no'}"

    # What is chosen

    def _age(self) -> "ui.Select[Panel]":
        select: ui.Select[Panel] = ui.Select(custom_id="age", placeholder="Choose")
        for label, age in _AGES.items():
            select.add_option(label=label, value=str(age), default=age == self.answers.minimum_age)
        self._keep(select, lambda: {"minimum_age": int(select.values[0])})
        return select

    def _roles(self, kind: Role) -> "ui.RoleSelect[Panel]":
        before = [discord.Object(int(id_)) for id_, role in self.answers.roles.items() if role is kind]
        chosen = [discord.SelectDefaultValue.from_role(role) for each in before if (role := self.guild.get_role(each.id))]
        select: ui.RoleSelect[Panel] = ui.RoleSelect(
            custom_id=f"roles_{kind.value}", placeholder="None", min_values=0, max_values=MOST, default_values=chosen
        )

        def answered() -> dict[str, object]:
            others = {id_: role for id_, role in self.answers.roles.items() if role is not kind}
            return {"roles": {**others, **{str(role.id): kind for role in select.values}}}

        self._keep(select, answered)
        return select

    def _person(self, name: str) -> "ui.UserSelect[Panel]":
        known: str = getattr(self.answers, name)
        chosen = [discord.SelectDefaultValue(id=int(known), type=discord.SelectDefaultValueType.user)] if known else []
        select: ui.UserSelect[Panel] = ui.UserSelect(
            custom_id=name, placeholder="Nobody", min_values=0, max_values=1, default_values=chosen
        )
        self._keep(select, lambda: {name: str(select.values[0].id) if select.values else ""})
        return select

    def _channels(self, name: str) -> "ui.ChannelSelect[Panel]":
        known: tuple[str, ...] = getattr(self.answers, name)
        there = [channel for id_ in known if (channel := self.guild.get_channel(int(id_)))]
        select: ui.ChannelSelect[Panel] = ui.ChannelSelect(
            custom_id=name,
            placeholder="None",
            min_values=0,
            max_values=MOST,
            channel_types=[discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum],
            default_values=[discord.SelectDefaultValue.from_channel(channel) for channel in there],
        )
        self._keep(select, lambda: {name: tuple(str(channel.id) for channel in select.values)})
        return select

    def _lead_channel(self) -> "ui.ChannelSelect[Panel]":
        there = self.guild.get_channel(number(self.answers.lead_channel) or 0)
        select: ui.ChannelSelect[Panel] = ui.ChannelSelect(
            custom_id="lead_channel",
            placeholder="A new one, for those who watch alone",
            min_values=0,
            max_values=1,
            channel_types=[discord.ChannelType.text],
            default_values=[discord.SelectDefaultValue.from_channel(there)] if there else [],
        )
        self._keep(select, lambda: {"lead_channel": str(select.values[0].id) if select.values else ""})
        return select

    def _keep(self, select: Any, answered: Callable[[], dict[str, Any]]) -> None:
        async def callback(interaction: discord.Interaction) -> None:
            self.answers = replace(self.answers, **answered())
            await interaction.response.defer()

        select.callback = callback

    # Going on

    async def _toggle_cards(self, interaction: discord.Interaction) -> None:
        answers = replace(self.answers, contact_cards=not self.answers.contact_cards)
        await _show_panel(interaction, self.club, self.guild, answers)

    async def _show(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        plan = await planned(self.club, self.guild, self.answers, account_of(interaction.user))
        view = Summary(self.club, self.guild, self.answers, plan)
        await interaction.edit_original_response(view=view, allowed_mentions=NOBODY)


class Summary(_Asking):
    """What it would do. It is done once this is confirmed."""

    def __init__(self, club: Club, guild: discord.Guild, answers: Answers, plan: Plan) -> None:
        super().__init__(timeout=OPEN_FOR)
        self.club, self.guild, self.answers = club, guild, answers
        self._doing = asyncio.Lock()
        self.add_item(ui.TextDisplay(cut("\n".join(_described(club, answers, plan)), TEXT)))
        row: ui.ActionRow[Summary] = ui.ActionRow()
        if not plan.refused:
            row.add_item(_Button("Do it", discord.ButtonStyle.success, self._do))
        row.add_item(_Button("Back", discord.ButtonStyle.secondary, self._back))
        self.add_item(row)

    async def _back(self, interaction: discord.Interaction) -> None:
        await _show_panel(interaction, self.club, self.guild, self.answers)

    async def _do(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        async with self._doing:  # somebody may press twice
            lines = await self._done(interaction)
        done = ui.LayoutView()
        done.add_item(ui.TextDisplay(cut("\n".join(["## Setting Touchline up", *lines, _AFTER]), TEXT)))
        await interaction.edit_original_response(view=done, allowed_mentions=NOBODY)

    async def _done(self, interaction: discord.Interaction) -> list[str]:
        if not _may(self.club, interaction):  # who may can have changed since this was shown
            return [_REFUSED]
        try:
            result = await carry_out(self.club, self.guild, self.answers, account_of(interaction.user))
        except StoreError:
            return [NOT_KEPT]
        lines = [*(f"✅ {line}" for line in result.done), *(f"⚠️ {line}" for line in result.left)]
        return lines if result.done else ["Nothing had to be changed.", *lines]


_AFTER: Final = "You can give `/setup` again at any time. `/doctor` shows what else is not as the policy wants it."


class _Button(ui.Button[Any]):
    def __init__(self, label: str, style: discord.ButtonStyle, press: Callable[[discord.Interaction], Any]) -> None:
        super().__init__(label=label, style=style)
        self._press = press

    async def callback(self, interaction: discord.Interaction) -> None:
        await self._press(interaction)


def _kinds(club: Club) -> tuple[Role, ...]:
    """What roles can propose here: where there are learners, their employers stand in for parents."""
    teaches = "employer" in {kind.value for kind in club.core.organisation.profile.responsible_adults.kinds}
    young, adults = (Role.LEARNER, Role.EMPLOYER) if teaches else (Role.CHILD, Role.PARENT)
    return young, Role.STAFF, adults, Role.MODERATOR, Role.LEAD


def _described(club: Club, answers: Answers, plan: Plan) -> list[str]:
    if plan.refused:
        return ["## This cannot be done yet", *(f"• {line}" for line in plan.refused)]
    lines = ["## This will be done"]
    if plan.joining:
        lines += ["These people are put on the register:", *(f"• {line}" for line in plan.counts())]
    lines.append(f"{plan.kept} on the register already are left as they are." if plan.kept else "")
    if plan.unclear:
        names = plain(", ".join(plan.unclear[:10]), 1000)
        lines.append(f"Left out, because their roles say that they are a child and an adult: {names} ({len(plan.unclear)}).")
    lines += [f"⚠️ {line}" for line in (plan.on_no_list(CHOOSE), plan.for_the_lead()) if line]
    if answers.lead_channel not in {"", club.settings.lead_channel}:
        lines.append(
            f"<#{answers.lead_channel}> becomes the lead's channel: it is closed to everybody but those who watch and whom "
            "somebody let in by name or role, and a practice alert is shown in it."
        )
    elif not club.settings.lead_channel:
        lines.append("A channel is made that only those who watch can see, and a practice alert is shown in it.")
    if answers.contact_cards:
        lines.append("A card that says whom to ask is pinned in each channel in which children can be.")
    return [line for line in lines if line]


async def _show_panel(interaction: discord.Interaction, club: Club, guild: discord.Guild, answers: Answers) -> None:
    panel = Panel(club, guild, answers, missing(club, guild))
    if interaction.type is discord.InteractionType.component:
        await interaction.response.edit_message(view=panel, allowed_mentions=NOBODY)
    else:
        await interaction.response.send_message(view=panel, ephemeral=True, allowed_mentions=NOBODY)


@app_commands.command(name="setup", description=_ABOUT)
@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
async def setup(interaction: discord.Interaction[Any]) -> None:
    client: Watches = interaction.client
    club = client.clubs.get(interaction.guild_id or 0)
    guild = club.guild if club is not None else None
    if club is None or guild is None:
        await interaction.response.send_message(NO_CLUB_HERE, ephemeral=True)
    elif not _may(club, interaction):
        await interaction.response.send_message(_REFUSED, ephemeral=True)
    else:
        await _show_panel(interaction, club, guild, standing(club))


def _may(club: Club, interaction: discord.Interaction) -> bool:
    """Whoever manages the server; and the lead, whom an administrator has to let see the command."""
    person = club.people.get(str(interaction.user.id))
    return interaction.permissions.manage_guild or (person is not None and person.role is Role.LEAD)


COMMANDS: Final[tuple[Command, ...]] = (setup,)
