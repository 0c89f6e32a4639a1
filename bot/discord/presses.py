"""What people press: a button says what it does and about which concern, so it works after a restart as before.

Whoever presses becomes an `Action` that takes the same way as a message. Whether they may is decided there; they are told, and
nobody else sees the answer.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol, Self, cast

import discord

from bot.card_words import BUTTONS, questions, written
from bot.discord import words
from bot.discord.club import NAME, Club, account_of
from bot.pressed import ASKS_WHY, FEW_WORDS, decided
from moderation.filling import Question
from moderation.model import Action, ActionKind

#: As much of a reason as Discord lets somebody write in one field.
REASON: Final = 4000
#: Somebody who has begun to write a reason may be called away.
WRITING: Final = 1800.0

_STYLES: Final = {ActionKind.SEEN: discord.ButtonStyle.primary, ActionKind.REMOVE: discord.ButtonStyle.danger}


class Watches(Protocol):
    """What a client must have for presses to find their organisation: its clubs, by the server's id."""

    @property
    def clubs(self) -> Mapping[int, Club]: ...


class Press(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=re.compile(r"tl:(?P<server>[0-9]{1,20}):(?P<action>[a-z_]{1,30}):(?P<case>[0-9A-Za-z_]{1,40})"),
):
    """A button about a concern. The server is named as well: in a direct message nothing else says whose concern it is."""

    def __init__(self, server: int, kind: ActionKind, case: str) -> None:
        style = _STYLES.get(kind, discord.ButtonStyle.secondary)
        super().__init__(discord.ui.Button(label=BUTTONS[kind], style=style, custom_id=f"tl:{server}:{kind.value}:{case}"))
        self.server, self.kind, self.case = server, kind, case

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[discord.ui.View], match: re.Match[str], /
    ) -> Self:
        return cls(int(match["server"]), ActionKind(match["action"]), match["case"])

    async def callback(self, interaction: discord.Interaction) -> None:
        club = cast(Watches, interaction.client).clubs.get(self.server)
        if club is None:
            await interaction.response.send_message(words.NOT_HERE, ephemeral=True)
        elif self.kind in ASKS_WHY:
            await interaction.response.send_modal(Reason(club, self.kind, self.case))
        else:
            await take(club, interaction, self.kind, self.case)


class Reason(discord.ui.Modal):
    """Asks what has to be said with a press. Nobody has to say why they think that a removal was wrong."""

    def __init__(self, club: Club, kind: ActionKind, case: str) -> None:
        super().__init__(title=BUTTONS[kind], timeout=WRITING)
        self.club, self.kind, self.case = club, kind, case
        self.fields = {each.name: _field(each, kind) for each in questions(kind)}
        for each in questions(kind):
            self.add_item(discord.ui.Label(text=each.asks, component=self.fields[each.name]))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        answers = {
            name: field.values[0] if isinstance(field, discord.ui.Select) else field.value
            for name, field in self.fields.items()
        }
        await take(self.club, interaction, self.kind, self.case, written(self.kind, answers))


def _field(question: Question, kind: ActionKind) -> discord.ui.Select[Any] | discord.ui.TextInput[Any]:
    if question.choices:
        options = [discord.SelectOption(label=each, value=each) for each in question.choices]
        return discord.ui.Select(options=options, custom_id=question.name)
    appeals = kind is ActionKind.APPEAL
    return discord.ui.TextInput(
        style=discord.TextStyle.paragraph,
        required=not appeals,
        max_length=FEW_WORDS if appeals else REASON // len(questions(kind)),
        custom_id=question.name,
    )


def buttons(server: int, case: str, kinds: Sequence[ActionKind]) -> discord.ui.View:
    """The buttons of a card or a notice."""
    view = discord.ui.View(timeout=None)
    for kind in kinds:
        view.add_item(Press(server, kind, case))
    return view


async def take(club: Club, interaction: discord.Interaction, kind: ActionKind, case: str, reason: str = "") -> None:
    """Take a press in, and answer what was decided. Discord wants to hear within three seconds that there will be an answer."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    core = club.core
    action = Action(
        id=f"{NAME}:press:{interaction.id}",
        org=core.organisation.id,
        kind=kind,
        at=core.clock(),
        by=account_of(interaction.user),
        case=case,
        reason=reason.strip(),
    )
    said, _ = await decided(core, action)
    await interaction.edit_original_response(content=said, allowed_mentions=discord.AllowedMentions.none())
