"""`/touchline ledger …`: the record's newest checkpoint to keep elsewhere, and whether the record is whole (map 7.2)."""

from typing import Final

from bot.counter import words
from bot.counter.record import newest, verified
from bot.slack.commands import _words as here
from bot.slack.commands._asked import Asked, Command, Said
from bot.slack.marked import LOOK, bare, rich
from bot.slack.modals import FIELD
from bot.slack.posting import Content


async def checkpoint(asked: Asked) -> Said:
    """Hand the newest checkpoint out. It holds a size and a hash, and nothing of anybody."""
    if no := await asked.no():
        return no
    found = await asked.workspace.core.look(newest)
    if found is None:
        return words.NO_CHECKPOINT
    said = found.said(LOOK)
    note = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": found.note[:FIELD]}]}
    return Content([rich(said), {"type": "rich_text", "elements": [note]}], bare(said))


async def verify(asked: Asked) -> Said:
    """Read the whole record, and say what was found."""
    return await asked.no() or await verified(asked.workspace.core, LOOK)


COMMANDS: Final = (
    Command("ledger checkpoint", here.LEDGER_CHECKPOINT, checkpoint),
    Command("ledger verify", words.LEDGER_VERIFY, verify),
)
