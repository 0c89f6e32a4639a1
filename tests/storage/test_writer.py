"""The writer: waiting work is committed together, fails apart, and is acknowledged only when it is on disk."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from threading import Event as Signal

import pytest

from storage.store import Store, StoreError, Transaction
from storage.writer import Writer
from tests.storage.store_kit import START, noted, records, said, verified


def append(tx: Transaction) -> int:
    return tx.append(noted(), START)


@contextmanager
def held_up(writer: Writer) -> Iterator[None]:
    """Keep the writer busy, so that what is handed in meanwhile waits together; let it go at the end."""
    go, busy = Signal(), Signal()

    def wait(tx: Transaction) -> None:
        busy.set()
        go.wait()

    first = writer.submit(wait)
    busy.wait()
    try:
        yield
    finally:
        go.set()
        first.result()


@contextmanager
def counted(store: Store) -> Iterator[list[int]]:
    """How many entries there were after each unit of work."""
    sizes: list[int] = []
    begin = store.transaction

    @contextmanager
    def transaction() -> Iterator[Transaction]:
        with begin() as tx:
            yield tx
        sizes.append(store.root()[0])

    store.transaction = transaction  # type: ignore[method-assign]
    yield sizes


def test_work_gives_its_value_once_it_is_on_disk(store: Store) -> None:
    with Writer(store) as writer:
        assert writer.submit(append).result() == 2
        assert store.root()[0] == 2


def test_waiting_work_is_committed_together_in_its_order(store: Store) -> None:
    with counted(store) as sizes, Writer(store) as writer:
        with held_up(writer):
            answers = [writer.submit(append) for _ in range(64)]
            assert not any(answer.done() for answer in answers)
        assert [answer.result() for answer in answers] == list(range(2, 66))
    assert sizes == [1, 65]


def test_a_piece_that_fails_undoes_only_itself(store: Store) -> None:
    def fail(tx: Transaction) -> None:
        append(tx)
        tx.receive(said("lost"))
        raise LookupError("on purpose")

    with Writer(store) as writer:
        with held_up(writer):
            before, failing, after = writer.submit(append), writer.submit(fail), writer.submit(append)
        assert (before.result(), after.result()) == (2, 3)
        with pytest.raises(LookupError, match="on purpose"):
            failing.result()
    assert store.counts().waiting == 0
    assert [record["seq"] for record in records(store)] == [1, 2, 3]
    assert verified(store, [store.root()]).exit_code == 0


def test_even_work_that_is_cancelled_from_within_does_not_stop_the_writer(store: Store) -> None:
    def give_up(tx: Transaction) -> None:
        raise asyncio.CancelledError

    with Writer(store) as writer:
        with pytest.raises((asyncio.CancelledError, CancelledError)):
            writer.submit(give_up).result()
        assert writer.submit(append).result() == 2


def test_closing_writes_what_was_handed_in_and_takes_no_more(store: Store) -> None:
    writer = Writer(store)
    answers = [writer.submit(append) for _ in range(200)]
    writer.close()
    writer.close()
    assert all(answer.done() for answer in answers)
    assert store.root()[0] == 201
    with pytest.raises(StoreError, match="closed"):
        writer.submit(append)


async def test_many_tasks_write_at_once(store: Store) -> None:
    with Writer(store) as writer:
        numbers = await asyncio.gather(*(writer.run(append) for _ in range(100)))
    assert sorted(numbers) == list(range(2, 102))


async def test_work_that_is_cancelled_before_its_turn_is_never_done(store: Store) -> None:
    with Writer(store) as writer:
        with held_up(writer):
            unwanted = asyncio.ensure_future(writer.run(append))
            await asyncio.sleep(0)
            unwanted.cancel()
            with pytest.raises(asyncio.CancelledError):
                await unwanted
        assert writer.submit(append).result() == 2
