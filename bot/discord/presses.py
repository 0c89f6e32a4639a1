"""What people press: a button says what it does and about which concern, so it works after a restart as before.

Whoever presses becomes an `Action` that takes the same way as a message. Whether they may is decided there; they are told, and
nobody else sees the answer.
"""

import asyncio
import logging
import re
from collections.abc import Mapping, Sequence
from typing import Final, Protocol, Self, cast

import discord

from bot.card_words import BUTTONS
from bot.discord import words
from bot.discord.club import NAME, Club, account_of
from moderation.cases import NEEDS_REASON
from moderation.model import Action, ActionKind, Arrival, Decision

log = logging.getLogger(__name__)

#: How long somebody waits for an answer before they are told that it will come. Discord would wait fifteen minutes.
PATIENCE: Final = 60.0
#: As much of a reason as Discord lets somebody write in one field.
REASON: Final = 4000
#: A few words of a child.
FEW_WORDS: Final = 300
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
        elif self.kind in NEEDS_REASON or self.kind is ActionKind.APPEAL:
            await interaction.response.send_modal(Reason(club, self.kind, self.case))
        else:
            await take(club, interaction, self.kind, self.case)


class Reason(discord.ui.Modal):
    """Asks why. Nobody has to say why they think that a removal was wrong."""

    def __init__(self, club: Club, kind: ActionKind, case: str) -> None:
        super().__init__(title=BUTTONS[kind], timeout=WRITING)
        self.club, self.kind, self.case = club, kind, case
        appeals = kind is ActionKind.APPEAL
        self.reason: discord.ui.TextInput[Self] = discord.ui.TextInput(
            style=discord.TextStyle.paragraph,
            required=not appeals,
            max_length=FEW_WORDS if appeals else REASON,
            custom_id="reason",
        )
        asks = words.APPEAL if appeals else words.NOTE if kind is ActionKind.NOTE else words.REASON
        self.add_item(discord.ui.Label(text=asks, component=self.reason))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await take(self.club, interaction, self.kind, self.case, self.reason.value)


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
    said, _ = await decided(club, action)
    await interaction.edit_original_response(content=said, allowed_mentions=discord.AllowedMentions.none())


async def decided(club: Club, arrival: Arrival) -> tuple[str, Decision | None]:
    """Hand something over, and give what to say of it and what was decided, None where that is not known."""
    try:
        async with asyncio.timeout(PATIENCE):
            decision = await club.core.ask(arrival)
    except TimeoutError:
        return words.KEPT, None
    except Exception as error:  # whatever it is that could not keep it: they must know that it was not kept
        log.warning("what somebody pressed or asked could not be kept: %s", type(error).__name__)
        return words.NOT_KEPT, None
    return "\n".join(decision.because) if decision is not None and decision.because else words.KEPT, decision
