"""`/status`: what is watched and since when, what is amiss, whether this is practice, and whether others hold the record."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import discord
from discord import app_commands

from bot.anchors.schedule import standing
from bot.anchors.words import status_line
from bot.discord.club import NAME, Club, account_of
from bot.discord.commands import _words as words
from bot.discord.commands._answering import SHOWN_TO, Command, answer, begin, refused
from bot.discord.posting import DESCRIPTION, cut
from bot.discord.words import NAMED, plain
from moderation.model import KnownLapse
from storage.anchoring import Anchoring
from storage.store import Recorded, Transaction


@dataclass(frozen=True, slots=True)
class _Known:
    """What the record says: the first start and the newest, what is amiss with the server now, and who holds the record."""

    first: Recorded | None
    started: Recorded | None
    lapses: Sequence[KnownLapse]
    anchoring: Anchoring


@app_commands.command(name="status", description=words.STATUS)
@app_commands.default_permissions(SHOWN_TO)
@app_commands.guild_only()
async def status(interaction: discord.Interaction) -> None:
    """Say it to those who watch."""
    club = await begin(interaction)
    if club is None:
        return
    by = account_of(interaction.user)
    if no := await club.core.look(lambda tx: refused(tx, by)):
        await answer(interaction, no)
        return
    known = await club.core.look(lambda tx: _known(tx, f"{NAME}:{club.server}"))
    said = "\n".join(_lines(known, club))
    await answer(interaction, embed=discord.Embed(title=words.STATUS_TITLE, description=cut(said, DESCRIPTION)))


COMMANDS: Final[tuple[Command, ...]] = (status,)


def _known(tx: Transaction, server: str) -> _Known:
    lapses = [each for each in tx.lapses(server) if each.mended is None]
    return _Known(tx.oldest_entry("service.started"), tx.newest_entry("service.started"), lapses, tx.anchoring())


def _lines(known: _Known, club: Club) -> Iterator[str]:
    organisation = club.core.organisation
    profile, started = organisation.profile, known.started
    guild = club.guild
    places = len(guild.channels) + len(guild.threads) if guild else 0
    yield words.STATUS_WATCHES.format(places=places, server=plain(guild.name if guild else "?", NAMED))
    if known.first is not None and started is not None:
        yield words.STATUS_SINCE.format(first=_moment(known.first.at), started=_moment(started.at))
        yield words.STATUS_ENGINE.format(engine=started.data.get("engine") or words.STATUS_RULES)
        if NAME in started.data.get("shadow", ()):
            yield words.STATUS_PRACTICE.format(until=_moment(known.first.at + timedelta(days=profile.shadow_days)))
        else:
            yield words.STATUS_IN_FORCE
    else:
        yield words.STATUS_NOT_STARTED
    yield status_line(standing(club.core.clock(), known.anchoring), {}, ZoneInfo(profile.hours.time_zone))
    yield from _amiss(known.lapses)


def _amiss(lapses: Sequence[KnownLapse]) -> Iterator[str]:
    """What is amiss with the server, by kind. What is about somebody (its key is a code) is not said here."""
    counts = Counter(each.check for each in lapses if not each.key.startswith("k_"))
    since = {check: min(each.since for each in lapses if each.check == check) for check in counts}
    yield words.STATUS_AMISS if counts else words.STATUS_WELL
    for check, count in sorted(counts.items()):
        times = f" ({count})" if count > 1 else ""
        yield f"• {check.replace('_', ' ')}{times}, since {_moment(since[check])}"


def _moment(at: datetime) -> str:
    """An instant as Discord shows it to everybody by their own clock."""
    return discord.utils.format_dt(at, "f")
