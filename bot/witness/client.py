"""Asking a witness to cosign a checkpoint (C2SP tlog-witness). Sizes, hashes and signatures leave the machine, nothing else.

The witness says which size it holds; the proof from there is made from the stored entries. What it says is believed in one
direction only: its cosignature is checked, but that it holds more than we have, or another history, is a reason to look.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import aiohttp

from bot.witness.protocol import PATH, SIZE_TYPE, Submission
from storage.ledger.note import NoteError, VerifierKey, opened, read_number, split
from storage.store import Checkpoint

#: All of one exchange with a witness.
PATIENCE_SECONDS: Final = 20.0
#: The longest answer that is read.
ANSWER_LIMIT: Final = 64 * 1024
#: How often a witness may say another size while it is asked once: somebody else may be showing it our checkpoints too.
TURNS: Final = 3

#: The proof that the tree of the second size in the volume of that name begins with that of the first. May raise StoreError.
Growth = Callable[[str, int, int], Sequence[bytes]]


class Reply(StrEnum):
    """What came of it."""

    COSIGNED = "cosigned"
    AHEAD = "witness_ahead"  # it says that it holds more entries than this checkpoint has
    OTHER_HISTORY = "witness_other_history"  # it says that another history of this log was signed, or that the proof is false
    UNKNOWN_LOG = "witness_unknown_log"
    UNKNOWN_KEY = "witness_unknown_key"
    REFUSED = "witness_refused"  # it did not understand us, or we did not understand it
    UNSIGNED = "witness_unsigned"  # it agreed, and its key did not sign
    UNREACHABLE = "witness_unreachable"  # no answer, or none at this time


@dataclass(frozen=True, slots=True)
class Answer:
    """What a witness answered: `line` is its cosignature, checked, and `size` what it says it holds."""

    reply: Reply
    line: str = ""
    size: int = 0


class WitnessClient:
    """Speaks to one witness. `known` maps the name of a volume to the size that it is known to hold."""

    def __init__(self, url: str, key: VerifierKey, growth: Growth) -> None:
        self._url = url.rstrip("/") + PATH
        self.key = key
        self._growth = growth
        self._known: dict[str, int] = {}

    async def cosigned(self, checkpoint: Checkpoint) -> Answer:
        """Have a checkpoint cosigned. Raises StoreError if the ledger cannot be read for the proof."""
        async with aiohttp.ClientSession(
            # Nothing is unpacked: a small answer must not become a large one.
            auto_decompress=False,
            timeout=aiohttp.ClientTimeout(total=PATIENCE_SECONDS),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": "touchline", "Accept-Encoding": "identity"},
        ) as session:
            for _ in range(TURNS):
                answer = await self._asked(session, checkpoint)
                if answer is not None:
                    return answer
        return Answer(Reply.UNREACHABLE)

    async def _asked(self, session: aiohttp.ClientSession, checkpoint: Checkpoint) -> Answer | None:
        """The answer to one submission, or None if the witness holds another size than was thought."""
        origin, size = checkpoint.origin, checkpoint.size
        old = min(self._known.get(origin, 0), size)
        proof = await asyncio.to_thread(self._growth, origin, old, size) if old else ()
        try:
            status, kind, body = await self._post(session, Submission(old, tuple(proof), checkpoint.note))
        except (aiohttp.ClientError, TimeoutError, OSError):
            return Answer(Reply.UNREACHABLE)
        if status == 200:
            return self._checked(checkpoint, body)
        if status != 409 or kind != SIZE_TYPE:
            return Answer(_meaning(status))
        try:
            held = read_number(body.removesuffix("\n"))
        except NoteError:
            return Answer(Reply.REFUSED)
        self._known[origin] = held
        return Answer(Reply.AHEAD, size=held) if held > size else None

    async def _post(self, session: aiohttp.ClientSession, submission: Submission) -> tuple[int, str, str]:
        """Status, content type and text of the answer; an answer that is too long is cut, and then no signature holds."""
        async with session.post(self._url, data=submission.written(), allow_redirects=False) as response:
            body = b""
            while len(body) <= ANSWER_LIMIT and (piece := await response.content.read(ANSWER_LIMIT)):
                body += piece
            return response.status, response.content_type, body[:ANSWER_LIMIT].decode("utf-8", "replace")

    def _checked(self, checkpoint: Checkpoint, lines: str) -> Answer:
        try:
            text, _ = split(checkpoint.note)
            answered = opened(checkpoint.note + lines, [self.key])
        except NoteError:
            return Answer(Reply.UNSIGNED)
        [signature] = answered.by
        if answered.text != text:  # what came back had an empty line in it, and what was signed is longer than the checkpoint
            return Answer(Reply.UNSIGNED)
        self._known[checkpoint.origin] = checkpoint.size
        return Answer(Reply.COSIGNED, signature.line, checkpoint.size)


def _meaning(status: int) -> Reply:
    match status:
        case 403:
            return Reply.UNKNOWN_KEY
        case 404:
            return Reply.UNKNOWN_LOG
        case 409 | 422:
            return Reply.OTHER_HISTORY
        case 408 | 429:
            return Reply.UNREACHABLE
        case _:
            return Reply.UNREACHABLE if status >= 500 else Reply.REFUSED
