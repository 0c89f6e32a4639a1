"""Being a witness for other organisations: C2SP tlog-witness over HTTP. Encryption is the task of a proxy in front of it.

What comes in is hostile. A body is bounded before it is read, and so is the time for reading it; a signature is checked before
anything is remembered; what is remembered is on the disk before anything is answered.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from aiohttp import web

from bot.witness.protocol import BODY_LIMIT, PATH, SIZE_TYPE, Submission
from bot.witness.settings import Settings
from storage.ledger.note import Cosigner, NoteError, opened, read_checkpoint, split
from storage.store import Clock, StoreError
from storage.witness import Ruling, Shown, Verdict, WitnessBook

log = logging.getLogger(__name__)

#: Requests that are looked at together. More are turned away and come again: each may hold a body of the longest kind.
TOGETHER: Final = 32
#: How long a body may take to come in.
PATIENCE_SECONDS: Final = 10.0
#: When to come again after being turned away.
_LATER: Final = {"Retry-After": "60"}


class WitnessServer:
    """Answers for one witness. The book stays the caller's, to be closed after the server."""

    def __init__(self, settings: Settings, cosigner: Cosigner, book: WitnessBook, clock: Clock) -> None:
        self._settings = settings
        self._cosigner = cosigner
        self._book = book
        self._clock = clock
        self._present = 0

    @asynccontextmanager
    async def running(self) -> AsyncIterator[int]:
        """Listen for as long as the context lasts; gives the port. Raises OSError if the address cannot be had."""
        application = web.Application(client_max_size=BODY_LIMIT)
        application.router.add_post(PATH, self._add_checkpoint)
        # Nothing is unpacked: a small body must not become a large one.
        runner = web.AppRunner(application, access_log=None, auto_decompress=False)
        await runner.setup()
        try:
            site = web.TCPSite(runner, self._settings.host, self._settings.port)
            await site.start()
            yield runner.addresses[0][1]
        finally:
            await runner.cleanup()

    async def _add_checkpoint(self, request: web.Request) -> web.Response:
        if self._present >= TOGETHER:
            return _answer(503, "too many are here at once", _LATER)
        self._present += 1
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                body = await request.read()
            return await self._answered(body)
        except TimeoutError:
            return _answer(408, "the body took too long to come in")
        finally:
            self._present -= 1

    async def _answered(self, body: bytes) -> web.Response:
        try:
            submission = Submission.read(body)
            text, _ = split(submission.note)
            head = read_checkpoint(text)
        except NoteError as error:
            return _answer(400, f"this is no checkpoint with a proof: {error}")
        watched = self._settings.log(head.origin)
        if watched is None:
            return _answer(404, "this log is not watched here")
        try:
            signed = opened(submission.note, [watched.key])
        except NoteError as error:
            return _answer(403, str(error))
        if submission.old > head.size:
            return _answer(400, "the old size is larger than that of the checkpoint")
        note = f"{text}\n{signed.by[0].line}"
        shown = Shown(str(watched.key), head, note, submission.old, submission.proof)
        at = self._clock()
        try:
            ruling = await asyncio.to_thread(self._book.add, shown, at)
        except StoreError as error:
            log.error("nothing was cosigned: %s", error)
            return _answer(503, "what was shown could not be remembered", _LATER)
        if ruling.kept:
            log.error("evidence of another history of %s was kept: touchline witness evidence shows it", head.origin)
        if ruling.verdict is Verdict.GROWN:
            line = self._cosigner.cosign(text, int(at.timestamp()))
            return web.Response(text=line, content_type="text/plain", charset="utf-8")
        log.warning("a checkpoint of %s was refused: %s", head.origin, ruling.verdict)
        return _refused(ruling)


def _refused(ruling: Ruling) -> web.Response:
    match ruling.verdict:
        case Verdict.OTHER_SIZE:
            # Of bytes, so that no charset is added: the type must be this and nothing else.
            return web.Response(status=409, body=f"{ruling.size}\n".encode(), content_type=SIZE_TYPE)
        case Verdict.FORK:
            return _answer(409, "another root is held for this size: there are two histories")
        case _:
            return _answer(422, "the proof does not lead from the checkpoint that is held to this one")


def _answer(status: int, why: str, headers: dict[str, str] | None = None) -> web.Response:
    return web.Response(status=status, text=f"{why}\n", content_type="text/plain", charset="utf-8", headers=headers)
