"""Being a witness: the protocol as a table, two histories, hostile bodies, and requests that race."""

import asyncio
import gzip
import logging
import sqlite3
import threading
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from bot.witness.protocol import BODY_LIMIT, SIZE_TYPE, Submission
from bot.witness.server import TOGETHER
from bot.witness.settings import Log
from storage.ledger.note import Head, Signer, VerifierKey, checkpoint_text, opened
from storage.store import StoreError
from storage.witness import EVIDENCE_LIMIT, EvidenceKind, Ruling, Shown, WitnessBook, read_book
from tests.bot.witness_kit import AT, COSIGNER, ORIGIN, SIGNER, STRANGER, Ledger, open_book, witness

TEN = Ledger().grow(10)
FORKED = Ledger().grow(3).grow(12, "other ")
EMPTY = Ledger()
OTHER = Ledger("touchline/elsewhere", STRANGER).grow(3)
WRONG_KEY = Ledger(ORIGIN, Signer(ORIGIN, b"\x07" * 32)).grow(12)
GROWN = TEN.copy().grow(4)
MORE = STRANGER.sign("x\n").split("\n\n")[1].encode()
HASH = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
SIZED = (409, SIZE_TYPE, "10\n")


def cosigned(ledger: Ledger, lines: str, size: int | None = None) -> bool:
    note = ledger.checkpoint(size).note
    [signature] = opened(note + lines, [COSIGNER.verifier_key]).by
    return signature.at == int(AT.timestamp()) and opened(note + lines, [COSIGNER.verifier_key]).text in note


#: What is sent to a witness that holds ten entries, and what it must answer: status, content type, text ("" for any text).
TABLE = {
    "the same again": (TEN.submission(10), (200, "text/plain", "")),
    "grown": (GROWN.submission(10), (200, "text/plain", "")),
    "grown, and more signatures": (GROWN.submission(10) + MORE, (200, "text/plain", "")),
    "from nothing": (GROWN.submission(0), SIZED),
    "from too early": (GROWN.submission(9), SIZED),
    "from too late": (GROWN.submission(11), SIZED),
    "rolled back": (TEN.submission(4, 4), SIZED),
    "rolled back to nothing": (EMPTY.submission(0), SIZED),
    "rolled back, from what is held": (TEN.submission(10, 4), (400, "text/plain", "")),
    "another root of this size": (FORKED.submission(10, 10), (409, "text/plain", "")),
    "another root of this size, from nothing": (FORKED.submission(0, 10), SIZED),
    "a proof within another history": (FORKED.submission(10, 15), (422, "text/plain", "")),
    "no proof": (Submission(10, (), GROWN.checkpoint().note).written(), (422, "text/plain", "")),
    "a proof where none belongs": (Submission(10, (bytes(32),), TEN.checkpoint().note).written(), (422, "text/plain", "")),
    "an unknown log": (OTHER.submission(0), (404, "text/plain", "")),
    "an unknown log with a name that begins the same": (
        Ledger(f"{ORIGIN}/evil").grow(1).submission(0), (404, "text/plain", "")
    ),
    "a year that is none": (Ledger(f"{ORIGIN}/20271").grow(1).submission(0), (404, "text/plain", "")),
    "another key of that name": (WRONG_KEY.submission(10), (403, "text/plain", "")),
    "another name's signature": (
        Submission(0, (), STRANGER.sign(checkpoint_text(ORIGIN, 12, bytes(32)))).written(), (403, "text/plain", "")
    ),
    "a changed checkpoint": (GROWN.submission(10).replace(b"\n14\n", b"\n15\n"), (403, "text/plain", "")),
    "empty": (b"", (400, "text/plain", "")),
    "no old size": (GROWN.submission(10).partition(b"\n")[2], (400, "text/plain", "")),
    "an old size below nothing": (GROWN.submission(10).replace(b"old 10", b"old -1"), (400, "text/plain", "")),
    "an old size with a zero before it": (GROWN.submission(10).replace(b"old 10", b"old 010"), (400, "text/plain", "")),
    "an endless old size": (GROWN.submission(10).replace(b"old 10", b"old " + b"9" * 100_000), (400, "text/plain", "")),
    "two spaces": (GROWN.submission(10).replace(b"old 10", b"old  10"), (400, "text/plain", "")),
    "line breaks as Windows writes them": (GROWN.submission(10).replace(b"\n", b"\r\n"), (400, "text/plain", "")),
    "64 hashes": (f"old 10\n{(HASH + chr(10)) * 64}\n{GROWN.checkpoint().note}".encode(), (400, "text/plain", "")),
    "63 hashes": (f"old 10\n{(HASH + chr(10)) * 63}\n{GROWN.checkpoint().note}".encode(), (422, "text/plain", "")),
    "a hash of 31 bytes": (f"old 10\n{HASH[:-4]}\n\n{GROWN.checkpoint().note}".encode(), (400, "text/plain", "")),
    "no signature": (b"old 0\n\n" + checkpoint_text(ORIGIN, 12, bytes(32)).encode(), (400, "text/plain", "")),
    "no checkpoint": (b"old 0\n\n" + SIGNER.sign("hello\n").encode(), (400, "text/plain", "")),
    "no UTF-8": (GROWN.submission(10) + b"\xff", (400, "text/plain", "")),
    "packed": (gzip.compress(GROWN.submission(10)), (400, "text/plain", "")),
    "too large": (b"x" * (BODY_LIMIT + 1), (413, "text/plain", "")),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLE)
async def test_the_protocol_as_a_table(tmp_path: Path, name: str) -> None:
    body, (status, kind, text) = TABLE[name]
    async with witness(tmp_path) as w:
        assert (await w.post(TEN.submission(0)))[0] == 200
        got = await w.post(body)
        assert got[:2] == (status, kind if kind == SIZE_TYPE else f"{kind}; charset=utf-8")
        assert not text or got[2] == text
        grown = GROWN if "grown" in name else TEN
        assert await w.holds() == (14 if "grown" in name else 10)
        if status == 200:
            assert cosigned(grown, got[2])
        else:
            assert "—" not in got[2]
            assert (await w.post(TEN.submission(10)))[0] == 200  # whatever was refused, the log itself is not shut out


async def test_a_witness_that_holds_nothing_begins_with_any_size_and_no_proof(tmp_path: Path) -> None:
    async with witness(tmp_path) as w:
        assert await w.post(TEN.submission(3)) == (409, SIZE_TYPE, "0\n")
        assert (await w.post(Submission(0, (bytes(32),), TEN.checkpoint().note).written()))[0] == 422
        assert (await w.post(Submission(0, (), SIGNER.sign(checkpoint_text(ORIGIN, 0, bytes(32)))).written()))[0] == 422
        assert await w.holds() is None
        for _ in range(2):
            assert cosigned(EMPTY, (await w.post(EMPTY.submission(0)))[2])
        assert cosigned(TEN, (await w.post(TEN.submission(0)))[2])
        with read_book(tmp_path / "witness.db") as book:
            assert book.evidence() == []


async def test_volumes_are_logs_of_their_own_under_one_key_where_that_was_agreed(tmp_path: Path) -> None:
    later = Ledger(f"{ORIGIN}/2027").grow(2)
    async with witness(tmp_path) as w:
        assert (await w.post(TEN.submission(0)))[0] == 200
        assert cosigned(later, (await w.post(later.submission(0)))[2])
        assert (await w.holds(), await w.holds(later.origin)) == (10, 2)
    async with witness(tmp_path, Log(ORIGIN, VerifierKey.read(SIGNER.verifier_key), volumes=False)) as w:
        assert (await w.post(later.submission(2)))[0] == 404


async def test_only_posting_to_the_one_address_is_answered(tmp_path: Path) -> None:
    async with witness(tmp_path) as w:
        async with w.session.get(f"{w.url}/add-checkpoint") as response:
            assert response.status == 405
        async with w.session.post(w.url, data=b"x") as response:
            assert response.status == 404


# Two histories


async def test_a_split_view_is_refused_and_both_notes_are_kept(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The log's owner holds its key and signs another history of the same length: validly, and in vain."""
    async with witness(tmp_path) as w:
        await w.post(TEN.submission(0))
        for old in (10, 0, 10):
            status, _, text = await w.post(FORKED.submission(old, 10))
            assert status == 409
            assert "—" not in text
        with read_book(tmp_path / "witness.db") as book:
            [kept] = book.evidence()
    assert (kept.kind, kept.origin, kept.number) == (EvidenceKind.FORK, ORIGIN, 1)
    key = VerifierKey.read(SIGNER.verifier_key)
    held, shown = opened(kept.held, [key]).text, opened(kept.shown, [key]).text
    assert held.split("\n")[:2] == shown.split("\n")[:2] == [ORIGIN, "10"]
    assert held != shown
    told = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert told == [f"evidence of another history of {ORIGIN} was kept: touchline witness evidence shows it"]


async def test_a_history_that_was_rewritten_and_grew_is_refused_and_kept_with_its_proof(tmp_path: Path) -> None:
    async with witness(tmp_path) as w:
        await w.post(TEN.submission(0))
        assert (await w.post(FORKED.submission(10, 15)))[0] == 422
        assert await w.holds() == 10
        with read_book(tmp_path / "witness.db") as book:
            [kept] = book.evidence()
    assert (kept.kind, kept.held) == (EvidenceKind.UNPROVEN, TEN.checkpoint().note)
    assert kept.shown == FORKED.checkpoint(15).note
    assert list(kept.proof) == list(FORKED.growth(ORIGIN, 10, 15))


async def test_a_log_cannot_fill_the_disk_with_evidence_nor_hide_a_fork_behind_it(tmp_path: Path) -> None:
    with closing(open_book(tmp_path)) as book:
        book.add(shown(TEN, 0, 10), AT)
        for number in range(EVIDENCE_LIMIT + 5):
            book.add(shown(Ledger().grow(11, f"{number} "), 10, 11), AT)
        for number in range(EVIDENCE_LIMIT + 5):
            book.add(shown(Ledger().grow(10, f"{number} "), 10, 10), AT)
        with read_book(tmp_path / "witness.db") as reader:
            kinds = [each.kind for each in reader.evidence()]
    assert (kinds.count(EvidenceKind.FORK), kinds.count(EvidenceKind.UNPROVEN)) == (EVIDENCE_LIMIT, EVIDENCE_LIMIT)


def shown(ledger: Ledger, old: int, size: int) -> Shown:
    checkpoint = ledger.checkpoint(size)
    proof = tuple(ledger.growth(ledger.origin, old, size)) if old else ()
    return Shown(SIGNER.verifier_key, Head(checkpoint.origin, size, checkpoint.root), checkpoint.note, old, proof)


# The book


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM newest",
        "DELETE FROM evidence",
        "UPDATE evidence SET held = 'x'",
        "UPDATE newest SET size = 9",
        "UPDATE newest SET root = zeroblob(32)",
        "UPDATE newest SET origin = 'x', size = 99",
        "INSERT OR REPLACE INTO newest SELECT origin, 1, root, note, at FROM newest",
        "INSERT OR REPLACE INTO evidence SELECT * FROM evidence",
        "INSERT INTO evidence SELECT number + 2, at, log, origin, kind, held, shown, proof FROM evidence",
        "UPDATE witness SET key = 'x'",
        "DELETE FROM witness",
    ],
)
def test_the_book_takes_nothing_back(tmp_path: Path, statement: str) -> None:
    with closing(open_book(tmp_path)) as book:
        book.add(shown(TEN, 0, 10), AT)
        book.add(shown(FORKED, 10, 10), AT)
    with closing(sqlite3.connect(tmp_path / "witness.db")) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)


def test_a_book_is_begun_once_and_on_purpose_and_belongs_to_one_key(tmp_path: Path) -> None:
    path, key = tmp_path / "witness.db", str(COSIGNER.verifier_key)
    with pytest.raises(StoreError, match="there is no book yet"):
        WitnessBook.open(path, key, AT)
    WitnessBook.open(path, key, AT, begin=True).close()
    with pytest.raises(StoreError, match="has begun already"):
        WitnessBook.open(path, key, AT, begin=True)
    with pytest.raises(StoreError, match="the book of another key"):
        WitnessBook.open(path, "another", AT)
    WitnessBook.open(path, key, AT).close()


def test_a_book_that_was_emptied_is_not_begun_in_silence(tmp_path: Path) -> None:
    (tmp_path / "witness.db").touch()
    with pytest.raises(StoreError, match="has not begun"):
        WitnessBook.open(tmp_path / "witness.db", str(COSIGNER.verifier_key), AT)


async def test_nothing_is_cosigned_that_could_not_be_remembered(tmp_path: Path) -> None:
    """A trigger stands in for a full disk: the statement fails, and so does the request."""
    async with witness(tmp_path) as w:
        await w.post(TEN.submission(0))
        with closing(sqlite3.connect(tmp_path / "witness.db")) as other:
            other.execute("CREATE TRIGGER full BEFORE UPDATE ON newest BEGIN SELECT RAISE(ABORT, 'full'); END")
        status, _, text = await w.post(GROWN.submission(10))
        assert (status, "—" in text) == (503, False)
        with closing(sqlite3.connect(tmp_path / "witness.db")) as other:
            other.execute("DROP TRIGGER full")
            other.execute("CREATE TRIGGER swallows BEFORE UPDATE ON newest BEGIN SELECT RAISE(IGNORE); END")
        status, _, text = await w.post(GROWN.submission(10))
        assert (status, "—" in text) == (503, False)
        with closing(sqlite3.connect(tmp_path / "witness.db")) as other:
            other.execute("DROP TRIGGER swallows")
        assert (await w.post(GROWN.submission(10)))[0] == 200


# Races


async def test_of_two_that_race_one_wins(tmp_path: Path) -> None:
    """Two histories from the same size, at the same time, again and again: never are both cosigned."""
    left, right = TEN.copy().grow(5, "left "), TEN.copy().grow(5, "right ")
    for number in range(5):
        folder = tmp_path / str(number)
        folder.mkdir()
        async with witness(folder) as w:
            await w.post(TEN.submission(0))
            answers = await asyncio.gather(*(w.post(side.submission(10)) for side in (left, right) * 3))
            winners = {index % 2 for index, (status, _, _) in enumerate(answers) if status == 200}
            assert len(winners) == 1


async def test_two_witnesses_on_one_book_are_one(tmp_path: Path) -> None:
    left, right = TEN.copy().grow(5, "left "), TEN.copy().grow(5, "right ")
    async with witness(tmp_path) as one, witness(tmp_path) as two:
        await one.post(TEN.submission(0))
        answers = await asyncio.gather(one.post(left.submission(10)), two.post(right.submission(10)))
        assert sorted(status for status, _, _ in answers) == [200, 409]


async def test_too_many_at_once_are_turned_away_and_may_come_again(tmp_path: Path) -> None:
    held = Held(open_book(tmp_path))
    async with witness(tmp_path, book=held) as w:  # type: ignore[arg-type]
        waiting = [asyncio.create_task(w.post(TEN.submission(0))) for _ in range(TOGETHER + 4)]
        done, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        assert {task.result()[0] for task in done} == {503}
        held.go.set()
        answers = await asyncio.gather(*waiting)
        assert sorted(status for status, _, _ in answers) == [200] + [409] * (TOGETHER - 1) + [503] * 4
        assert (await w.post(TEN.submission(10)))[0] == 200


class Held:
    """A book that keeps everybody waiting until it is told to go on."""

    def __init__(self, book: WitnessBook) -> None:
        self.book = book
        self.go = threading.Event()

    def add(self, shown: Shown, at: datetime) -> Ruling:
        self.go.wait(60)
        return self.book.add(shown, at)

    def close(self) -> None:
        self.book.close()


@pytest.mark.slow  # the server lingers over what was not read
async def test_a_body_that_never_ends_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.witness.server.PATIENCE_SECONDS", 0.05)
    async with witness(tmp_path) as w:
        port = int(w.url.rpartition(":")[2])
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"POST /add-checkpoint HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\nold 0\n")
        assert b"408" in await reader.readline()
        writer.close()
