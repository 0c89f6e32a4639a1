"""`/ledger`: the record's newest checkpoint to keep elsewhere, and whether the record is whole (map 7.2)."""

import io
from typing import Final

import discord
from discord import app_commands

from bot.anchors.words import number
from bot.discord.club import Club, account_of
from bot.discord.commands import _words as words
from bot.discord.commands._answering import SHOWN_TO, Command, answer, begin, refused
from storage.sqlite.audit import DamageError
from storage.store import StoreError, Transaction

ledger = app_commands.Group(name="ledger", description=words.LEDGER, default_permissions=SHOWN_TO, guild_only=True)

#: The newest volumes whose heads are shown.
SHOWN: Final = 3

COMMANDS: Final[tuple[Command, ...]] = (ledger,)


@ledger.command(name="checkpoint", description=words.LEDGER_CHECKPOINT)
async def checkpoint(interaction: discord.Interaction) -> None:
    """Hand the newest checkpoint out. It holds a size and a hash, and nothing of anybody."""
    club = await _for_those_who_watch(interaction)
    if club is None:
        return
    found = await club.core.look(_newest)
    if found is None:
        await answer(interaction, words.NO_CHECKPOINT)
        return
    size, at, note = found
    file = discord.File(io.BytesIO(note.encode()), f"{club.core.organisation.id}-{size}.checkpoint.txt")
    await answer(interaction, words.CHECKPOINT.format(size=number(size), at=at), file=file)


@ledger.command(name="verify", description=words.LEDGER_VERIFY)
async def verify(interaction: discord.Interaction) -> None:
    """Read the whole record, and say what was found."""
    club = await _for_those_who_watch(interaction)
    if club is None:
        return
    try:
        found = await club.core.audit()
    except DamageError as error:
        await answer(interaction, words.NOT_WHOLE.format(why=error, warning=words.ONLY_OUTSIDE))
    except StoreError:  # its text names files
        await answer(interaction, words.CANNOT_READ)
    else:
        heads = [words.HEAD.format(origin=each.origin, size=number(each.size), root=each.root.hex()) for each in found.volumes]
        said = words.WHOLE.format(
            entries=number(found.entries),
            until=discord.utils.format_dt(found.until, "f"),
            heads="\n".join(heads[-SHOWN:]),
            warning=words.ONLY_OUTSIDE,
        )
        await answer(interaction, said)


async def _for_those_who_watch(interaction: discord.Interaction) -> Club | None:
    """The club, if whoever asks is one of those who watch it. Others were answered."""
    club = await begin(interaction)
    if club is None:
        return None
    by = account_of(interaction.user)
    if no := await club.core.look(lambda tx: refused(tx, by)):
        await answer(interaction, no)
        return None
    return club


def _newest(tx: Transaction) -> tuple[int, str, str] | None:
    """The size of the newest checkpoint, when it was signed, and the note with what witnesses signed under it."""
    signed = tx.anchoring().signed
    if signed is None:
        return None
    found = tx.signed_at(signed)
    return found.size, discord.utils.format_dt(found.at, "f"), tx.cosigned(found)
