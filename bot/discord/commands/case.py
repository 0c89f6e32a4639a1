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
from bot.low_level import low_level
from moderation.cards import Card
from moderation.filling import QUESTIONS, put_together
from moderation.model import ActionKind, CaseState, CaseType

case = app_commands.Group(name="case", description=words.CASE, default_permissions=SHOWN_TO, guild_only=True)

COMMANDS: Final[tuple[Command, ...]] = (case,)

_ANY: Final = frozenset(CaseState)
#: As much as is taken for one of several answers.
Answer = app_commands.Range[str, 1, 1000]
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


@case.command(name="low-level", description=words.CASE_LOW_LEVEL)
@app_commands.describe(member=here.OF_MEMBER)
async def small(interaction: discord.Interaction, member: discord.Member) -> None:
    club = await begin(interaction)
    if club is not None:
        by, of, organisation, now = (
            account_of(interaction.user),
            account_of(member),
            club.core.organisation,
            club.core.clock(),
        )
        found = await club.core.look(lambda tx: low_level(tx, by, organisation, of, now))
        if isinstance(found, Denied):
            await answer(interaction, found.says)
        else:
            listed = "\n".join(lines.low_level(found, organisation, LOOK))
            await answer(interaction, embed=discord.Embed(description=cut(listed, DESCRIPTION)))


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


def choices(kind: ActionKind) -> list[app_commands.Choice[str]]:
    """The answers to choose from, of the first question about something that is done."""
    return [app_commands.Choice(name=each, value=each) for each in QUESTIONS[kind][0].choices]


@case.command(name="assess", description=words.CASE_ASSESS)
@app_commands.describe(which=here.OF_CASE, severity=here.OF_SEVERITY, at_risk=here.OF_AT_RISK, next_step=here.OF_NEXT_STEP)
@app_commands.choices(severity=choices(ActionKind.ASSESS))
@app_commands.autocomplete(which=concerns())
async def assess(interaction: discord.Interaction, which: str, severity: str, at_risk: Answer, next_step: Answer) -> None:
    given = {"severity": severity, "at_risk": at_risk, "next_step": next_step}
    await act(interaction, ActionKind.ASSESS, which, put_together(ActionKind.ASSESS, given))


@case.command(name="told", description=words.CASE_TOLD)
@app_commands.describe(
    which=here.OF_CASE, agency=here.OF_AGENCY, when=here.OF_WHEN_TOLD, by_whom=here.OF_BY_WHOM, reference=here.OF_REFERENCE
)
@app_commands.choices(agency=choices(ActionKind.TOLD))
@app_commands.autocomplete(which=concerns(_ANY))
async def told(
    interaction: discord.Interaction, which: str, agency: str, when: Answer, by_whom: Answer, reference: Answer
) -> None:
    given = {"agency": agency, "when": when, "by_whom": by_whom, "reference": reference}
    await act(interaction, ActionKind.TOLD, which, put_together(ActionKind.TOLD, given))


@case.command(name="close", description=words.CASE_CLOSE)
@app_commands.describe(which=here.OF_CASE, outcome=here.OF_OUTCOME, reason=here.OF_REASON)
@app_commands.choices(outcome=choices(ActionKind.CLOSE))
@app_commands.autocomplete(which=concerns(), reason=reasons)
async def close(interaction: discord.Interaction, which: str, outcome: str, reason: Reason) -> None:
    given = {"outcome": outcome, "reason": reason}
    await act(interaction, ActionKind.CLOSE, which, put_together(ActionKind.CLOSE, given))


@case.command(name="put-out", description=words.CASE_PUT_OUT)
@app_commands.describe(which=here.OF_CASE, reason=here.OF_REASON)
@app_commands.autocomplete(which=concerns(), reason=reasons)
async def put_out(interaction: discord.Interaction, which: str, reason: Reason) -> None:
    await act(interaction, ActionKind.PUT_OUT, which, reason)


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
