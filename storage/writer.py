"""The writer: one thread at a time that owns the store's transactions and commits waiting work together.

A commit costs a wait for the disk, however much is in it. So everything that came in while the last one was under way goes into
the next one, each piece in a savepoint: one that fails undoes only itself. Whoever handed in a piece hears of it once it is on
disk, never before.

When a commit fails, the writer stops: everything handed in fails with the same error, and the disk is not tried, until somebody
resumes it with the piece that goes first. So the first record after a failure can be the one that tells of it.
"""

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from storage.store import Store, StoreError, Transaction, UnavailableError

T = TypeVar("T")

#: Pieces in one transaction at most, so that the first does not wait for the last of a flood.
_TOGETHER: Final = 512
#: How long the thread waits for more, in seconds. On a host most organisations are quiet, and none needs a thread for that.
_LINGERS: Final = 1.0


@dataclass(frozen=True, slots=True)
class _Piece:
    work: Callable[[Transaction], Any]
    answer: Future[Any]
    resumes: bool = False


class Writer:
    """Runs work on a store. The store stays the caller's, to be closed after the writer."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: SimpleQueue[Sequence[_Piece] | None] = SimpleQueue()
        self._closing = threading.Lock()
        self._closed = False
        self._stopped: BaseException | None = None
        self._thread: threading.Thread | None = None

    def submit(self, work: Callable[[Transaction], T]) -> Future[T]:
        """Hand in a piece of work. Its future resolves once it is on disk, or with what it raised; then it left no trace.

        It must be done with the transaction when it returns.
        """
        (answer,) = self._hand_in(_Piece(work, Future()))
        return answer

    async def run_together(self, *works: Callable[[Transaction], Any]) -> list[Any]:
        """Hand in several pieces that go into one unit, in this order, and wait until it is on disk. Gives for each what it
        gave, or the error that is raised in its place: where that is its own, it undid itself alone.
        """
        answers = map(asyncio.wrap_future, self._hand_in(*(_Piece(work, Future()) for work in works)))
        return await asyncio.gather(*answers, return_exceptions=True)

    async def run(self, work: Callable[[Transaction], T]) -> T:
        """Hand in a piece of work and wait until it is on disk. Work that has begun is not stopped by a cancellation."""
        return await asyncio.wrap_future(self.submit(work))

    @property
    def stands(self) -> tuple[int, int]:
        """See `Store.stands`."""
        return self._store.stands

    @property
    def failure(self) -> BaseException | None:
        """Why a commit has failed, if one has: then nothing is written until `resume` succeeds."""
        return self._stopped

    async def resume(self, work: Callable[[Transaction], T]) -> T:
        """Try the disk again, with this piece before anything else. Once it is on disk, whatever is handed in is written."""
        (answer,) = self._hand_in(_Piece(work, Future(), resumes=True))
        return await asyncio.wrap_future(answer)

    async def look(self, work: Callable[[Transaction], T]) -> T:
        """Do what only reads, now, also while the writer is stopped. See `Store.reading`."""
        return await asyncio.to_thread(self._look, work)

    async def forget_expired(self, now: datetime, config: str) -> int:
        """Forget what the retention is over for. See `Store.forget_expired`: it takes turns with what is written here."""
        return await asyncio.to_thread(self._store.forget_expired, now, config)

    def _look(self, work: Callable[[Transaction], T]) -> T:
        with self._store.reading() as transaction:
            return work(transaction)

    def _hand_in(self, *pieces: _Piece) -> Sequence[Future[Any]]:
        with self._closing:
            if self._closed:
                raise StoreError("the store is closed, so nothing more can be written")
            self._waiting.put(pieces)
            if self._thread is None:
                # A daemon: a program that forgets to close it can still end, and what was not acknowledged was not promised.
                self._thread = threading.Thread(target=self._write, name=f"writer-{self._store.org}", daemon=True)
                self._thread.start()
        return [piece.answer for piece in pieces]

    def close(self) -> None:
        """Write what was handed in, then stop."""
        with self._closing:
            thread = self._thread
            if not self._closed:
                self._closed = True
                self._waiting.put(None)
        if thread is not None:
            thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _write(self) -> None:
        more = True
        while more:
            try:
                handed_in = [self._waiting.get(timeout=_LINGERS)]
            except Empty:
                if self._ends():
                    return
                continue
            try:
                while len(handed_in) < _TOGETHER:
                    handed_in.append(self._waiting.get_nowait())
            except Empty:
                pass
            more = None not in handed_in  # the last there is: nothing is taken after closing
            pieces = [piece for some in handed_in for piece in some or ()]
            self._commit([piece for piece in pieces if piece.answer.set_running_or_notify_cancel()])

    def _ends(self) -> bool:
        """Whether nothing has come meanwhile: then this thread is not the writer's any more."""
        with self._closing:
            if not self._waiting.empty():
                return False
            self._thread = None
            return True

    def _commit(self, pieces: list[_Piece]) -> None:
        """Answer pieces: while the writer is stopped with why it is, until one that resumes it was written by itself."""
        while pieces and self._stopped is not None:
            piece, *pieces = pieces
            if piece.resumes:
                self._write_together([piece])
            else:
                piece.answer.set_exception(self._stopped)
        if pieces:
            self._write_together(pieces)

    def _write_together(self, pieces: list[_Piece]) -> None:
        """Run pieces in one transaction and answer each. An answer is a value, or the error that is raised in its place."""
        answers: list[tuple[Any, BaseException | None]] = []
        raised = False  # by a piece that is alone: its transaction is undone with it
        failure: BaseException | None = None
        try:
            with self._store.transaction() as transaction:
                if len(pieces) == 1:
                    raised = True
                    answers = [(pieces[0].work(transaction), None)]
                    raised = False
                else:
                    answers = [_tried(piece, transaction) for piece in pieces]
        except BaseException as thrown:
            answers = [(None, thrown)] * len(pieces)
            failure = None if raised else thrown
        stops = (error for piece, (_, error) in zip(pieces, answers, strict=True) if _stops(piece, error))
        self._stopped = failure or next(stops, None)
        for piece, (value, error) in zip(pieces, answers, strict=True):
            if error is None:
                piece.answer.set_result(value)
            else:
                piece.answer.set_exception(error)


def _stops(piece: _Piece, error: BaseException | None) -> bool:
    return isinstance(error, UnavailableError) or (piece.resumes and error is not None)


def _tried(piece: _Piece, transaction: Transaction) -> tuple[Any, BaseException | None]:
    try:
        with transaction.savepoint():
            return piece.work(transaction), None
    except BaseException as error:
        return None, error
