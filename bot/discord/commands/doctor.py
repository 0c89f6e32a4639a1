"""`/doctor`: what on this server is not as the policy wants it, for those who watch, with a button that mends what is safe."""

import logging
from collections.abc import Sequence
from typing import Any, Final, cast

import discord
from discord import app_commands

from bot.counter.acting import refused
from bot.counter.words import FAILED
from bot.discord.club import Club, account_of
from bot.discord.commands._answering import SHOWN_TO, Command, answer, begin
from bot.discord.doctor import Examined, Mended, examine, listed, mend
from bot.discord.words import NOT_KEPT, plain
from bot.intake import person_of
from moderation.model import Speed
from storage.store import StoreError

log = logging.getLogger(__name__)

OPEN_FOR: Final = 840.0
#: As much as is shown of what was put right.
_DONE: Final = 300
COLOURS: Final = {True: 0xD68910, False: 0x1E8449}

_ABOUT: Final = "What is not as the policy wants it on this server, why it matters, and what to do"
_FINE: Final = "Nothing is amiss, as far as Touchline can see and you may know."
_UNKNOWN: Final = "Discord has not told Touchline of this server yet. Try again in a minute."


class Fix(discord.ui.View):
    """Puts right what is safe to put right. Whoever presses must watch then, too."""

    def __init__(self, club: Club) -> None:
        super().__init__(timeout=OPEN_FOR)
        self._club = club

    @discord.ui.button(label="Put right what Touchline can", style=discord.ButtonStyle.primary)
    async def fix(self, interaction: discord.Interaction, button: discord.ui.Button["Fix"]) -> None:
        await interaction.response.defer()
        await _answered(interaction, self._club, fixes=True)

    async def on_error(self, interaction: discord.Interaction, error: Exception, item: discord.ui.Item[Any], /) -> None:
        log.error("putting right failed (%s)", type(error).__name__)  # its text may hold names
        await answer(interaction, FAILED)


@app_commands.command(name="doctor", description=_ABOUT)
@app_commands.guild_only()
@app_commands.default_permissions(SHOWN_TO)
async def doctor(interaction: discord.Interaction[Any]) -> None:
    club = await begin(interaction)
    if club is not None:
        await _answered(interaction, club)


async def _answered(interaction: discord.Interaction, club: Club, fixes: bool = False) -> None:
    by = account_of(interaction.user)
    denied = await club.core.look(lambda tx: refused(tx, by))
    if denied:
        await answer(interaction, denied)
        return
    person = await club.core.look(lambda tx: person_of(tx, by).id)
    done: Sequence[Mended] = ()
    try:
        examined = await examine(club, lambda: cast(Any, interaction.client).reads)
        if fixes:
            done = await mend(club, examined, person)
            examined = await examine(club, lambda: cast(Any, interaction.client).reads)
    except LookupError:
        await answer(interaction, _UNKNOWN)
        return
    except StoreError:
        await answer(interaction, NOT_KEPT)
        return
    embed = drawn(examined, frozenset({person}), done)
    mends = any(lapse.mends for lapse in examined.but_about(frozenset({person})))
    await answer(interaction, embed=embed, view=Fix(club) if mends and not fixes else None)


def drawn(examined: Examined, reader: frozenset[str], done: Sequence[Mended] = ()) -> discord.Embed:
    """What was found, for a reader whom it is not about."""
    lapses = sorted(examined.but_about(reader), key=lambda lapse: list(Speed).index(lapse.speed))
    title = (
        f"{len(lapses)} {'thing is' if len(lapses) == 1 else 'things are'} not as they should be" if lapses else "All is well"
    )
    before = [f"{'⚠️ not put right' if each.why else '✅ put right'}: {plain(each.lapse.what, _DONE)}" for each in done]
    embed = discord.Embed(title=title, colour=COLOURS[bool(lapses)], description=listed(lapses, before) or _FINE)
    return embed.set_footer(text="Touchline looks every five minutes, and tells the lead of what is new.")


COMMANDS: Final[tuple[Command, ...]] = (doctor,)
