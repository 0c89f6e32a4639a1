"""Acting on a concern by a command: finding the one that is meant, as far as somebody may see it, and handing the action over.

Whoever a concern is about gets the answers that there are where there is none.
"""

from collections.abc import Callable, Collection, Coroutine, Sequence
from typing import Any, Final

import discord
from discord import app_commands

from bot import desk
from bot.desk import Denied, Row
from bot.discord.club import Club, account_of
from bot.discord.commands._answering import answer, arrival_id, begin, club_here
from bot.discord.posting import cut
from bot.discord.presses import decided
from bot.discord.words import seen
from moderation.cards import Card
from moderation.context import Organisation
from moderation.model import Account, Action, ActionKind, Case, CaseState
from storage.store import Transaction

Choices = list[app_commands.Choice[str]]
Complete = Callable[[discord.Interaction, str], Coroutine[Any, Any, Choices]]

#: Discord shows no more choices, and no more characters of one.
_CHOICES: Final = 25
_CHOICE: Final = 100
#: The least and the most that is taken for a reason.
Reason = app_commands.Range[str, 3, 4000]

#: Reasons that are given often. Anything else can be written.
REASONS: Final = (
    "It has private details in it.",
    "It is unkind to somebody.",
    "It does not fit a place with children in it.",
    "Its link has not been checked.",
    "It was a mistake: nothing is wrong with it.",
    "Spoken to, and understood.",
    "Handed over to the welfare officer.",
    "To stop it while it is looked into.",
    "It has been looked into.",
)


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
) -> None:
    """Do something about the concern that somebody names, and answer what was decided."""
    club = await begin(interaction)
    if club is not None:
        by, organisation = account_of(interaction.user), club.core.organisation
        found = await club.core.look(lambda tx: desk.concern(tx, by, organisation, called))
        if isinstance(found, Card):
            said = await press(club, interaction, kind, found.case, reason, to)
        else:  # that it was tried is recorded
            await press(club, interaction, kind, "", reason, to)
            said = found.says
        await answer(interaction, said)


async def press(
    club: Club,
    interaction: discord.Interaction,
    kind: ActionKind,
    case: str,
    reason: str = "",
    to: discord.Member | None = None,
    minutes: int = 0,
) -> str:
    """Hand an action over, and give what is said of it."""
    action = Action(
        id=arrival_id(interaction, kind.value),
        org=club.core.organisation.id,
        kind=kind,
        at=club.core.clock(),
        by=account_of(interaction.user),
        case=case,
        reason=reason.strip(),
        to=account_of(to) if to else None,
        minutes=minutes,
    )
    said, _ = await decided(club, action)
    return said


def visible(
    tx: Transaction, by: Account, organisation: Organisation, states: Collection[CaseState] = desk.OPEN
) -> Sequence[Case]:
    """The concerns that somebody may see, the newest first, as many as a list has; none for those who do not watch."""
    rows = desk.concerns(tx, by, organisation, states)
    found: Sequence[Row] = () if isinstance(rows, Denied) else rows
    return [case for row in found if (case := tx.case(row.case)) is not None]


def meant(tx: Transaction, by: Account, organisation: Organisation, called: str) -> Case | None:
    """The concern that is called so, if somebody may see it."""
    found = desk.concern(tx, by, organisation, called)
    return tx.case(found.case) if isinstance(found, Card) else None
