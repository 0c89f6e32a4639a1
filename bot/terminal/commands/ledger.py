"""`/ledger …`: the record's newest checkpoint to keep elsewhere, and whether the record is whole (map 7.2)."""

from typing import Final

from bot.counter import words
from bot.counter.record import newest, verified
from bot.terminal.commands._asked import LOOK, Asked, Command, Said

_CHECKPOINT: Final = "The newest signed checkpoint, to keep elsewhere"


async def checkpoint(asked: Asked) -> Said:
    """Hand the newest checkpoint out. It holds a size and a hash, and nothing of anybody. Here, where the clock stands
    still in between, it is signed when it is asked for.
    """
    if no := await asked.no():
        return Said(no)
    session = asked.session
    await session.write(lambda tx: tx.checkpoint(session.clock()))
    found = await session.look(newest)
    return Said(f"{found.said(LOOK)}\n\n{found.note}" if found else words.NO_CHECKPOINT)


async def verify(asked: Asked) -> Said:
    return Said(await asked.no() or await verified(asked.session, LOOK))


COMMANDS: Final = (
    Command("ledger checkpoint", _CHECKPOINT, checkpoint, for_watch=True),
    Command("ledger verify", words.LEDGER_VERIFY, verify, for_watch=True),
)
