"""`/case`: the concerns that somebody may see, and what they do about one."""

from typing import Final

import discord
from discord import app_commands

from bot import desk
from bot.counter import lines, words
from bot.desk import Denied
from bot.discord.cards import drawn
from bot.discord.club import account_of
from bot.discord.commands import _words as here
from bot.discord.commands._answering import LOOK, SHOWN_TO, Command, answer, begin
from bot.discord.commands._concerns import Reason, act, concerns, reasons
from bot.discord.posting import DESCRIPTION, cut
from bot.discord.words import plain
from bot.exposed import exposed as who_saw
from moderation.cards import Card
from moderation.model import ActionKind, CaseState, CaseType

case = app_commands.Group(name="case", description=words.CASE, default_permissions=SHOWN_TO, guild_only=True)

COMMANDS: Final[tuple[Command, ...]] = (case,)

_ANY: Final = frozenset(CaseState)
_STATES: Final = {"open": desk.OPEN, "closed": frozenset({CaseState.CLOSED}), "all": _ANY}


@case.command(name="list", description=words.CASE_LIST)
@app_commands.describe(state=here.OF_STATE)
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
            listed = "\n".join(lines.concern(row, LOOK) for row in rows)
            await answer(interaction, embed=discord.Embed(title=words.CASE_LIST, description=cut(listed, DESCRIPTION)))


@case.command(name="show", description=words.CASE_SHOW)
@app_commands.describe(which=here.OF_CASE)
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


@case.command(name="exposed", description=words.CASE_EXPOSED)
@app_commands.describe(which=here.OF_CASE)
@app_commands.autocomplete(which=concerns(_ANY))
async def exposed(interaction: discord.Interaction, which: str) -> None:
    club = await begin(interaction)
    if club is not None:
        by, organisation, now = account_of(interaction.user), club.core.organisation, club.core.clock()
        found = await club.core.look(lambda tx: who_saw(tx, by, organisation, which, now))
        await answer(interaction, plain(found.says if isinstance(found, Denied) else "\n".join(found), DESCRIPTION))


@case.command(name="note", description=words.CASE_NOTE)
@app_commands.describe(which=here.OF_CASE, note=here.OF_NOTE)
@app_commands.autocomplete(which=concerns(_ANY))
async def note(interaction: discord.Interaction, which: str, note: Reason) -> None:
    await act(interaction, ActionKind.NOTE, which, note)


@case.command(name="assign", description=words.CASE_ASSIGN)
@app_commands.describe(which=here.OF_CASE, to=here.OF_TO)
@app_commands.autocomplete(which=concerns())
async def assign(interaction: discord.Interaction, which: str, to: discord.Member) -> None:
    await act(interaction, ActionKind.ASSIGN, which, to=to)


@case.command(name="close", description=words.CASE_CLOSE)
@app_commands.describe(which=here.OF_CASE, outcome=here.OF_OUTCOME)
@app_commands.autocomplete(which=concerns(), outcome=reasons)
async def close(interaction: discord.Interaction, which: str, outcome: Reason) -> None:
    await act(interaction, ActionKind.CLOSE, which, outcome)


@case.command(name="reopen", description=words.CASE_REOPEN)
@app_commands.describe(which=here.OF_CASE, reason=here.OF_REASON)
@app_commands.autocomplete(which=concerns({CaseState.CLOSED}))
async def reopen(interaction: discord.Interaction, which: str, reason: Reason) -> None:
    await act(interaction, ActionKind.REOPEN, which, reason)


@case.command(name="answered", description=words.CASE_ANSWERED)
@app_commands.describe(which=here.OF_CASE, reason=here.OF_ANSWERED)
@app_commands.autocomplete(which=concerns())
async def answered(interaction: discord.Interaction, which: str, reason: Reason) -> None:
    await act(interaction, ActionKind.ANSWERED, which, reason)


@case.command(name="hold", description=words.CASE_HOLD)
@app_commands.describe(which=here.OF_CASE, reference=here.OF_HOLD)
@app_commands.autocomplete(which=concerns(_ANY))
async def hold(interaction: discord.Interaction, which: str, reference: Reason) -> None:
    await act(interaction, ActionKind.HOLD, which, reference)


@case.command(name="type", description=words.CASE_TYPE)
@app_commands.describe(which=here.OF_CASE, type=here.OF_TYPE, reason=here.OF_REASON)
@app_commands.choices(type=[app_commands.Choice(name=each.value.replace("_", " "), value=each.value) for each in CaseType])
@app_commands.autocomplete(which=concerns())
async def type_(interaction: discord.Interaction, which: str, type: str, reason: Reason) -> None:  # noqa: A002
    await act(interaction, ActionKind.CLASSIFY, which, reason, type_=CaseType(type))
