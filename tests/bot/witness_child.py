"""A witness to be killed: it kills itself, without a word, at a point that it is told.

python -m tests.bot.witness_child FOLDER POINT

POINT: "before" the checkpoint is remembered, "after" it is and before the answer, or "never". It prints its port.
"""

import asyncio
import os
import signal
import sys
from datetime import datetime
from pathlib import Path

from bot.witness.server import WitnessServer
from storage.witness import Ruling, Shown, Verdict, WitnessBook
from tests.bot.witness_kit import AT, COSIGNER, open_book, settings


class Killed(WitnessBook):
    """A book whose process ends at a point."""

    point = ""

    def add(self, shown: Shown, at: datetime) -> Ruling:
        if self.point == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        ruling = super().add(shown, at)
        if self.point == "after" and ruling.verdict is Verdict.GROWN:
            os.kill(os.getpid(), signal.SIGKILL)
        return ruling


async def main(folder: Path, point: str) -> None:
    open_book(folder).close()
    book = Killed.open(folder / "witness.db", str(COSIGNER.verifier_key), AT)
    book.point = point
    async with WitnessServer(settings(folder), COSIGNER, book, lambda: AT).running() as port:
        sys.stdout.write(f"{port}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
