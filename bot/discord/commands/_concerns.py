"""Acting on a concern by a command: what is offered to whoever types one, and what is answered (see `bot.counter.acting`)."""

from collections.abc import Callable, Collection, Coroutine
from typing import Any, Final

import discord
from discord import app_commands

from bot import desk
from bot.counter import acting
from bot.counter.acting import REASONS
from bot.desk import Denied
from bot.discord.club import account_of
from bot.discord.commands._answering import answer, asker, begin, club_here
from bot.discord.posting import cut
from bot.discord.words import seen
from moderation.model import ActionKind, CaseState, CaseType

Choices = list[app_commands.Choice[str]]
Complete = Callable[[discord.Interaction, str], Coroutine[Any, Any, Choices]]

#: Discord shows no more choices, and no more characters of one.
_CHOICES: Final = 25
_CHOICE: Final = 100
#: The least and the most that is taken for a reason.
Reason = app_commands.Range[str, 3, 4000]


async def reasons(_: discord.Interaction, typed: str) -> Choices:
    """The reasons that are given often, with what was typed."""
    found = [each for each in REASONS if typed.casefold() in each.casefold()]
    return [app_commands.Choice(name=each, value=each) for each in found[:_CHOICES]]


def concerns(states: Collection[CaseState] = desk.OPEN) -> Complete:
    """Offers the concerns in some states that somebody may see, by reference, headline and place."""

    async def complete(interaction: discord.Interaction, typed: str) -> Choices:
        club = club_here(interaction)
        if club is None:
            return []
        by, organisation = account_of(interaction.user), club.core.organisation
        rows = await club.core.look(lambda tx: desk.concerns(tx, by, organisation, states))
        if isinstance(rows, Denied):
            return []
        named = [(f"{row.reference} · {row.headline} · {row.where}", row.case) for row in rows]
        found = [(name, case) for name, case in named if typed.casefold() in name.casefold()]
        return [app_commands.Choice(name=cut(seen(name), _CHOICE), value=case) for name, case in found[:_CHOICES]]

    return complete


async def act(
    interaction: discord.Interaction,
    kind: ActionKind,
    called: str,
    reason: str = "",
    to: discord.Member | None = None,
    type_: CaseType | None = None,
) -> None:
    """Do something about the concern that somebody names, and answer what was decided."""
    club = await begin(interaction)
    if club is not None:
        whom = account_of(to) if to else None
        await answer(interaction, await acting.act(asker(interaction, club), kind, called, reason, whom, type_))
