"""`/case`: the concerns that somebody may see, and what they do about one."""

from typing import Final

import discord
from discord import app_commands

from bot import desk
from bot.card_words import SPEEDS, STATES
from bot.desk import Denied, Row
from bot.discord.cards import drawn
from bot.discord.club import account_of
from bot.discord.commands import _words as words
from bot.discord.commands._answering import SHOWN_TO, Command, answer, begin
from bot.discord.commands._concerns import Reason, act, concerns, reasons
from bot.discord.posting import DESCRIPTION, cut
from bot.discord.words import NAMED, plain
from moderation.cards import Card
from moderation.model import ActionKind, CaseState

case = app_commands.Group(name="case", description=words.CASE, default_permissions=SHOWN_TO, guild_only=True)

COMMANDS: Final[tuple[Command, ...]] = (case,)

_ANY: Final = frozenset(CaseState)
_STATES: Final = {"open": desk.OPEN, "closed": frozenset({CaseState.CLOSED}), "all": _ANY}


@case.command(name="list", description=words.CASE_LIST)
@app_commands.describe(state=words.OF_STATE)
@app_commands.choices(state=[app_commands.Choice(name=name, value=name) for name in _STATES])
async def list_(interaction: discord.Interaction, state: str = "open") -> None:
    club = await begin(interaction)
    if club is not None:
        by, organisation = account_of(interaction.user), club.core.organisation
        rows = await club.core.look(lambda tx: desk.concerns(tx, by, organisation, _STATES[state]))
        if isinstance(rows, Denied):
            await answer(interaction, rows.says)
        elif not rows:
            await answer(interaction, words.NOTHING_OPEN)
        else:
            listed = "\n".join(_line(row) for row in rows)
            await answer(interaction, embed=discord.Embed(title=words.CASE_LIST, description=cut(listed, DESCRIPTION)))


def _line(row: Row) -> str:
    headline, where = (plain(text, NAMED) for text in (row.headline, row.where))
    how = STATES[row.state] if row.state is CaseState.CLOSED else f"{SPEEDS[row.speed]}, {STATES[row.state]}"
    return f"**{row.reference}** {headline} {where} ({how}), {discord.utils.format_dt(row.opened_at, 'R')}"


@case.command(name="show", description=words.CASE_SHOW)
@app_commands.describe(which=words.OF_CASE)
@app_commands.autocomplete(which=concerns(_ANY))
async def show(interaction: discord.Interaction, which: str) -> None:
    club = await begin(interaction)
    if club is not None:
        by, organisation = account_of(interaction.user), club.core.organisation
        found = await club.core.look(lambda tx: desk.concern(tx, by, organisation, which))
        if isinstance(found, Card):
            embed, view = drawn(found, club.server)
            await answer(interaction, embed=embed, view=view)
        else:
            await answer(interaction, found.says)


@case.command(name="note", description=words.CASE_NOTE)
@app_commands.describe(which=words.OF_CASE, note=words.OF_NOTE)
@app_commands.autocomplete(which=concerns(_ANY))
async def note(interaction: discord.Interaction, which: str, note: Reason) -> None:
    await act(interaction, ActionKind.NOTE, which, note)


@case.command(name="assign", description=words.CASE_ASSIGN)
@app_commands.describe(which=words.OF_CASE, to=words.OF_TO)
@app_commands.autocomplete(which=concerns())
async def assign(interaction: discord.Interaction, which: str, to: discord.Member) -> None:
    await act(interaction, ActionKind.ASSIGN, which, to=to)


@case.command(name="close", description=words.CASE_CLOSE)
@app_commands.describe(which=words.OF_CASE, outcome=words.OF_OUTCOME)
@app_commands.autocomplete(which=concerns(), outcome=reasons)
async def close(interaction: discord.Interaction, which: str, outcome: Reason) -> None:
    await act(interaction, ActionKind.CLOSE, which, outcome)


@case.command(name="reopen", description=words.CASE_REOPEN)
@app_commands.describe(which=words.OF_CASE, reason=words.OF_REASON)
@app_commands.autocomplete(which=concerns({CaseState.CLOSED}))
async def reopen(interaction: discord.Interaction, which: str, reason: Reason) -> None:
    await act(interaction, ActionKind.REOPEN, which, reason)
