"""A witness that is killed between remembering and answering: it never forgets, and its client is never stuck."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.witness.client import Reply, WitnessClient
from storage.witness import read_book
from tests.bot.witness_kit import COSIGNER, ORIGIN, Ledger, Witness

ROOT = Path(__file__).parents[2]
TEN = Ledger().grow(10)
GROWN = TEN.copy().grow(3)
FORKED = Ledger().grow(10).grow(3, "other ")


@contextmanager
def child(folder: Path, point: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A witness in a process of its own, and its address."""
    call = [sys.executable, "-m", "tests.bot.witness_child", str(folder), point]
    with subprocess.Popen(call, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        try:
            yield process, f"http://127.0.0.1:{port}"
        finally:
            process.kill()


def asking(url: str, ledger: Ledger) -> WitnessClient:
    return WitnessClient(url, COSIGNER.verifier_key, ledger.growth)


def held(folder: Path) -> int:
    with read_book(folder / "witness.db") as book:
        return next((log.size for log in book.newest() if log.origin == ORIGIN), 0)


@pytest.mark.parametrize(("point", "remembered"), [("before", 10), ("after", 13)])
async def test_killed_around_remembering(tmp_path: Path, point: str, remembered: int) -> None:
    with child(tmp_path, "never") as (_, url):
        assert (await asking(url, TEN).cosigned(TEN.checkpoint())).reply is Reply.COSIGNED
    with child(tmp_path, point) as (process, url):
        assert (await asking(url, GROWN).cosigned(GROWN.checkpoint())).reply is Reply.UNREACHABLE
        assert process.wait(60) == -signal.SIGKILL
    assert held(tmp_path) == remembered
    with child(tmp_path, "never") as (_, url):
        # Whoever comes with the other history of that length is too late, although the first had no answer.
        forked = await asking(url, FORKED).cosigned(FORKED.checkpoint())
        if remembered == 13:
            assert forked.reply is Reply.OTHER_HISTORY
            async with aiohttp.ClientSession() as session:
                witness = Witness(tmp_path, url, session)
                assert await witness.post(GROWN.submission(10)) == (409, "text/x.tlog.size", "13\n")
            # The client comes again, is told the size, and gets its cosignature.
            assert (await asking(url, GROWN).cosigned(GROWN.checkpoint())).reply is Reply.COSIGNED
        else:
            assert forked.reply is Reply.COSIGNED  # nothing was lost: the first was never remembered, and never answered
