"""The writer: waiting work is committed together, fails apart, and is acknowledged only when it is on disk."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from threading import Event as Signal

import pytest

from storage.store import Store, StoreError, Transaction, UnavailableError
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


async def test_pieces_that_are_handed_in_together_go_into_one_unit_in_their_order_and_fail_apart(store: Store) -> None:
    def fail(tx: Transaction) -> None:
        append(tx)
        raise UnavailableError("the disk is full", "disk_full")

    with counted(store) as sizes, Writer(store) as writer:
        first, failed, last = await writer.run_together(append, fail, append)
        assert (first, last) == (2, 3)
        assert isinstance(failed, UnavailableError)
        assert await writer.run_together() == []
        assert [str(error) for error in await writer.run_together(append, append)] == ["the disk is full"] * 2
    assert sizes == [3]


async def test_a_piece_that_is_alone_and_refused_is_undone_and_the_next_one_is_written(store: Store) -> None:
    """It has the unit to itself, which is undone with it."""

    def again(tx: Transaction) -> None:
        append(tx)
        tx.link.execute("INSERT INTO entry SELECT * FROM entry")  # type: ignore[attr-defined]

    with Writer(store) as writer:
        with pytest.raises(StoreError, match="guard refused"):
            await writer.run(again)
        assert writer.failure is None
        assert await writer.run(append) == 2
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


# When a commit fails


@contextmanager
def broken(store: Store) -> Iterator[None]:
    """Every commit fails, as on a full disk."""
    begin = store.transaction

    @contextmanager
    def transaction() -> Iterator[Transaction]:
        with begin() as tx:
            yield tx
            raise UnavailableError("the disk is full", "disk_full")

    store.transaction = transaction  # type: ignore[method-assign]
    yield
    store.transaction = begin  # type: ignore[method-assign]


async def test_after_a_failure_nothing_is_written_until_somebody_resumes_with_what_goes_first(store: Store) -> None:
    with Writer(store) as writer:
        with broken(store), pytest.raises(UnavailableError):
            await writer.run(append)
        assert isinstance(writer.failure, UnavailableError)
        with pytest.raises(UnavailableError, match="the disk is full"):
            await writer.run(append)
        assert store.root()[0] == 1, "the disk was not even tried"
        assert await writer.look(lambda tx: len(tx.people())) == 0
        first = asyncio.ensure_future(writer.resume(lambda tx: tx.append(noted("log.gap"), START)))
        after = asyncio.ensure_future(writer.run(append))
        assert (await first, await after) == (2, 3)
        assert not writer.failure
        assert [record["kind"] for record in records(store)] == ["log.opened", "log.gap", "message.judged"]


async def test_what_waited_behind_the_failure_is_not_written_before_what_goes_first(store: Store) -> None:
    with Writer(store) as writer:
        with broken(store):
            with held_up_and_failing(writer):
                waiting = [writer.submit(append) for _ in range(5)]
            failed = [answer.exception() for answer in waiting]
        assert all(isinstance(error, UnavailableError) for error in failed)
        assert await writer.resume(append) == 2


@contextmanager
def held_up_and_failing(writer: Writer) -> Iterator[None]:
    with suppress(UnavailableError), held_up(writer):
        yield


async def test_what_goes_first_and_fails_leaves_the_writer_stopped(store: Store) -> None:
    def fail(tx: Transaction) -> None:
        append(tx)
        raise LookupError("on purpose")

    with Writer(store) as writer:
        with broken(store), pytest.raises(UnavailableError):
            await writer.run(append)
        with pytest.raises(LookupError):
            await writer.resume(fail)
        with pytest.raises(LookupError):
            await writer.run(append)
        with broken(store), pytest.raises(UnavailableError):
            await writer.resume(append)
        assert await writer.resume(append) == 2


async def test_a_piece_whose_own_files_fail_stops_the_writer_and_undoes_only_itself(store: Store) -> None:
    """Such as one that needs a new key, when only the key file cannot be written."""

    def needs_a_key(tx: Transaction) -> None:
        append(tx)
        raise UnavailableError("the disk is full", "disk_full")

    with Writer(store) as writer:
        with held_up(writer):
            answers = [writer.submit(work) for work in (append, needs_a_key, append)]
        assert (answers[0].result(), answers[2].result()) == (2, 3)
        assert isinstance(answers[1].exception(), UnavailableError)
        assert writer.failure is not None
        assert await writer.resume(append) == 4
        with pytest.raises(UnavailableError):
            await writer.run(needs_a_key)
        assert writer.failure is not None, "also where it is alone"
        assert await writer.resume(append) == 5
