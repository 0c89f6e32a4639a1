"""Asking a witness: each answer that a witness can give, and this program's own witness over real HTTP."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, timedelta
from functools import partial
from pathlib import Path

import pytest
from aiohttp import web

from bot.anchors.holders import Cover, Holder
from bot.anchors.schedule import CONTRADICTIONS, failed, standing
from bot.anchors.words import WHY, advice, status_line
from bot.config_shape import WitnessHolderTable
from bot.witness.client import ANSWER_LIMIT, Reply, WitnessClient
from bot.witness.holder import WitnessHolder, witnesses
from bot.witness.protocol import PATH, SIZE_TYPE, Submission
from bot.witness.settings import Log
from moderation.model import BOT, Done, Entry, RetryLater
from moderation.model import Refused as NotDone
from storage.anchoring import Anchoring, Appointed, HolderKind, HolderState, Position
from storage.home import InFiles
from storage.ledger.merkle import TreeError, consistency_proof
from storage.ledger.note import VerifierKey, opened, read_checkpoint
from storage.ledger.record import decode
from storage.proofs import growth, size_of
from storage.sqlite import SqliteStore
from storage.store import Checkpoint, StoreError
from storage.witness import read_book
from storage.writer import Writer
from tests.bot.witness_kit import AT, COSIGNER, ORIGIN, STRANGER, Ledger, witness
from tests.storage.store_kit import ORG, START, Clock, noted

KEY = COSIGNER.verifier_key
TEN = Ledger().grow(10)
COVER = Cover(AT, AT.date(), "", False)


@dataclass
class Script:
    """A witness that answers as it is told, and keeps what it was asked."""

    answers: list[tuple[int, str, bytes]]
    asked: list[Submission] = field(default_factory=list)
    url: str = ""

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(Submission.read(await request.read()))
        status, kind, body = self.answers.pop(0)
        return web.Response(status=status, body=body, headers={"Content-Type": kind, "Location": "/elsewhere"})


@asynccontextmanager
async def scripted(*answers: tuple[int, str, bytes]) -> AsyncIterator[Script]:
    script = Script(list(answers))
    application = web.Application()
    application.router.add_post(PATH, script.answer)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        script.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield script
    finally:
        await runner.cleanup()


def line(ledger: Ledger, at: int = 1) -> bytes:
    return COSIGNER.cosign(ledger.checkpoint().note.split("\n\n")[0] + "\n", at).encode()


STRANGE = STRANGER.sign("x\n").split("\n\n")[1].encode()
PLAIN = "text/plain; charset=utf-8"
OTHER_TEXT = COSIGNER.cosign("touchline/larkmead\n11\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n", 1).encode()
# What a witness could answer to have a text signed by itself pass as that of the checkpoint.
GLUED = f"x\n\n{COSIGNER.cosign(TEN.checkpoint().note + 'x' + chr(10), 1)}".encode()


@pytest.mark.parametrize(
    ("answers", "reply"),
    [
        ([(200, PLAIN, line(TEN))], Reply.COSIGNED),
        ([(200, PLAIN, line(TEN, 1) + line(TEN, 2))], Reply.COSIGNED),
        ([(200, PLAIN, STRANGE + line(TEN))], Reply.COSIGNED),
        ([(200, PLAIN, b"")], Reply.UNSIGNED),
        ([(200, PLAIN, b"yes\n")], Reply.UNSIGNED),
        ([(200, PLAIN, b"\xff")], Reply.UNSIGNED),
        ([(200, PLAIN, OTHER_TEXT)], Reply.UNSIGNED),
        ([(200, PLAIN, GLUED)], Reply.UNSIGNED),
        ([(200, PLAIN, line(TEN) + b"x" * 2 * ANSWER_LIMIT)], Reply.UNSIGNED),
        ([(409, SIZE_TYPE, b"7\n"), (200, PLAIN, line(TEN))], Reply.COSIGNED),
        ([(409, SIZE_TYPE, b"7\n"), (409, SIZE_TYPE, b"9\n"), (200, PLAIN, line(TEN))], Reply.COSIGNED),
        ([(409, SIZE_TYPE, b"7\n")] * 3, Reply.UNREACHABLE),
        ([(409, SIZE_TYPE, b"11\n")], Reply.AHEAD),
        ([(409, SIZE_TYPE, b"99999999999999999999999\n")], Reply.REFUSED),
        ([(409, SIZE_TYPE, b"-1\n")], Reply.REFUSED),
        ([(409, SIZE_TYPE, b"")], Reply.REFUSED),
        ([(409, PLAIN, b"two histories\n")], Reply.OTHER_HISTORY),
        ([(422, PLAIN, b"")], Reply.OTHER_HISTORY),
        ([(403, PLAIN, b"")], Reply.UNKNOWN_KEY),
        ([(404, PLAIN, b"")], Reply.UNKNOWN_LOG),
        ([(400, PLAIN, b"")], Reply.REFUSED),
        ([(413, PLAIN, b"")], Reply.REFUSED),
        ([(204, PLAIN, b"")], Reply.REFUSED),
        ([(302, PLAIN, b"")], Reply.REFUSED),
        ([(408, PLAIN, b"")], Reply.UNREACHABLE),
        ([(429, PLAIN, b"")], Reply.UNREACHABLE),
        ([(500, PLAIN, b"")], Reply.UNREACHABLE),
        ([(503, PLAIN, b"")], Reply.UNREACHABLE),
    ],
)  # fmt: skip
async def test_each_answer_and_what_it_means(answers: list[tuple[int, str, bytes]], reply: Reply) -> None:
    async with scripted(*answers) as script:
        answer = await WitnessClient(script.url, KEY, TEN.growth).cosigned(TEN.checkpoint())
        assert answer.reply is reply
        assert not script.answers
    if reply is Reply.COSIGNED:
        assert opened(TEN.checkpoint().note + answer.line, [KEY]).text.startswith(f"{ORIGIN}\n10\n")
    else:
        assert not answer.line


async def test_the_proof_is_from_the_size_that_the_witness_said() -> None:
    async with scripted((409, SIZE_TYPE, b"7\n"), (200, PLAIN, line(TEN))) as script:
        await WitnessClient(script.url, KEY, TEN.growth).cosigned(TEN.checkpoint())
    assert [(each.old, each.proof) for each in script.asked] == [(0, ()), (7, tuple(consistency_proof(TEN.leaves, 7, 10)))]


async def test_nobody_there_and_nobody_answering(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.witness.client.PATIENCE_SECONDS", 0.05)

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        client = WitnessClient(f"http://127.0.0.1:{port}/", KEY, TEN.growth)
        assert (await client.cosigned(TEN.checkpoint())).reply is Reply.UNREACHABLE
    assert (await client.cosigned(TEN.checkpoint())).reply is Reply.UNREACHABLE


async def test_what_is_sent_holds_nothing_but_sizes_hashes_and_signatures(club: "Club") -> None:
    async with scripted((409, SIZE_TYPE, b"1\n"), (200, PLAIN, b"")) as script:
        club.grow(4)
        await club.holder(script.url).deliver(club.checkpoint(), COVER)
    for submission in script.asked:
        text, _, _ = submission.note.partition("\n\n")
        assert read_checkpoint(text + "\n").size == 5
        words = set(submission.written().decode().split())
        assert all(word.isdigit() or word in {"old", "—", ORIGIN} or len(word) in {44, 92} for word in words)


# A real ledger, and this program's own witness


class Club:
    """A store with its writer, and its witness as a holder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = SqliteStore.open(folder, ORG, Clock(), retention_days=7)
        self.writer = Writer(self.store)

    @property
    def log(self) -> Log:
        return Log(f"touchline/{ORG}", VerifierKey.read(self.store.verifier_key), volumes=True)

    def grow(self, count: int) -> None:
        with self.store.transaction() as tx:
            for number in range(count):
                tx.append(noted("post.removed", n=number), START)

    def checkpoint(self) -> Checkpoint:
        with self.store.transaction() as tx:
            return tx.checkpoint(START)

    def holder(self, url: str) -> WitnessHolder:
        [holder] = witnesses([WitnessHolderTable("Otterford", url, str(KEY))], self.writer, InFiles(self.folder), "cfg")
        return holder

    def kept(self, checkpoint: Checkpoint) -> str:
        with self.store.transaction() as tx:
            return tx.cosigned(checkpoint)

    def contradictions(self) -> list[object]:
        records = [decode(body) for _, _, body in self.store.entries()]
        return [record["data"] for record in records if record["kind"] == "anchor.contradicted"]

    def close(self) -> None:
        self.writer.close()
        self.store.close()


@pytest.fixture
def club(tmp_path: Path) -> Iterator[Club]:
    made = Club(tmp_path / "club")
    yield made
    made.close()


async def test_a_ledger_grows_under_the_eyes_of_a_witness_through_its_volumes(club: Club, tmp_path: Path) -> None:
    async with witness(tmp_path, club.log) as w:
        holder: Holder = club.holder(w.url)
        assert holder.appointed == Appointed("witness:1", HolderKind.WITNESS, str(KEY))
        for count in (0, 1, 6, 40, 0):
            club.grow(count)
            checkpoint = club.checkpoint()
            assert await holder.deliver(checkpoint, COVER) == Done()
            keys = [VerifierKey.read(club.store.verifier_key), KEY]
            assert [each.key for each in opened(club.kept(checkpoint), keys).by] == keys
            assert await w.holds(club.store.origin) == checkpoint.size
        with club.store.transaction() as tx:
            tx.open_volume(f"touchline/{ORG}/2027", START)
        club.grow(3)
        assert (
            await club.holder(w.url).deliver(club.checkpoint(), COVER) == Done()
        )  # a new start: it does not know what is held
        assert await w.holds(f"touchline/{ORG}/2027") == 4
    assert club.contradictions() == []


async def test_a_ledger_that_was_put_back_is_found_by_its_witness(club: Club, tmp_path: Path) -> None:
    """An older copy of everything, the signing key with it: all is valid, and the witness has seen more."""
    async with witness(tmp_path, club.log) as w:
        (tmp_path / "old").mkdir()
        club.close()
        for name in ("club.db", "keys.db"):
            (tmp_path / "old" / name).write_bytes((club.folder / name).read_bytes())
        club.__init__(club.folder)  # type: ignore[misc]
        club.grow(5)
        assert await club.holder(w.url).deliver(club.checkpoint(), COVER) == Done()

        back = Club(tmp_path / "old")
        assert await back.holder(w.url).deliver(back.checkpoint(), COVER) == NotDone("witness_ahead")
        [told] = back.contradictions()
        assert told == {
            "holder": "witness:1", "why": "witness_ahead", "origin": f"touchline/{ORG}", "size": 1, "held": 6,
            "rule": "witness@1", "config": "cfg",
        }  # fmt: skip
        # Grown again past what was seen: the same length or more, another history.
        back.grow(9)
        assert await back.holder(w.url).deliver(back.checkpoint(), COVER) == NotDone("witness_other_history")
        back.close()
        with read_book(tmp_path / "witness.db") as book:
            assert len(book.evidence()) == 1


async def test_a_checkpoint_that_is_overtaken_is_no_alarm(club: Club, tmp_path: Path) -> None:
    async with witness(tmp_path, club.log) as w:
        older = club.checkpoint()
        club.grow(3)
        assert await club.holder(w.url).deliver(club.checkpoint(), COVER) == Done()
        assert await club.holder(w.url).deliver(older, COVER) == RetryLater(why="witness_has_newer")
    assert club.contradictions() == []


async def test_a_witness_that_does_not_watch_us_says_so(club: Club, tmp_path: Path) -> None:
    async with witness(tmp_path, Log("touchline/elsewhere", VerifierKey.read(STRANGER.verifier_key), volumes=True)) as w:
        assert await club.holder(w.url).deliver(club.checkpoint(), COVER) == NotDone("witness_unknown_log")
    other = Log(f"touchline/{ORG}", VerifierKey.of(f"touchline/{ORG}", b"\x01", bytes(32)), volumes=False)
    (tmp_path / "other").mkdir()
    async with witness(tmp_path / "other", other) as w:
        assert await club.holder(w.url).deliver(club.checkpoint(), COVER) == NotDone("witness_unknown_key")
    assert await club.holder(w.url).deliver(club.checkpoint(), COVER) == RetryLater(why="witness_unreachable")


def test_proofs_from_the_stored_ledger_are_those_of_the_tree(club: Club) -> None:
    club.grow(30)
    leaves = [leaf for _, leaf, _ in club.store.entries()]
    ours = partial(growth, InFiles(club.folder), f"touchline/{ORG}")
    for second in (1, 2, 17, 31):
        for first in range(1, second + 1):
            assert ours(first, second) == consistency_proof(leaves, first, second)
    assert size_of(InFiles(club.folder), f"touchline/{ORG}") == 31
    with pytest.raises(TreeError):
        ours(5, 40)
    with pytest.raises(StoreError, match="no volume that is called elsewhere"):
        growth(InFiles(club.folder), "elsewhere", 1, 2)


def test_what_a_witness_signed_stays(club: Club) -> None:
    checkpoint = club.checkpoint()
    with club.store.transaction() as tx:
        for at, text in ((START, "— a A\n"), (START, "— a A\n"), (START + timedelta(days=1), "— a B\n"), (START, "— b C\n")):
            tx.keep_cosignature(checkpoint, text.split()[1], text, at)
        tx.append(Entry("x", BOT, {}), START)
    assert club.kept(checkpoint) == checkpoint.note + "— a B\n— b C\n"
    for statement in ("DELETE FROM cosignature", "UPDATE cosignature SET line = ''"):
        with pytest.raises(StoreError), club.store.transaction() as tx:
            tx._run(statement)


async def test_a_contradiction_is_an_alarm_at_once_and_until_the_witness_agrees_again(club: Club) -> None:
    """Nobody is silent, and yet something is wrong: status and lead hear of it without waiting for 26 hours."""
    async with scripted((422, PLAIN, b"")) as script:
        outcome = await club.holder(script.url).deliver(club.checkpoint(), COVER)
    heard = [
        HolderState(name, HolderKind.OFFICER, AT, Position(1, 1), AT) for name in ("officer:1", "officer:2")
    ]  # fmt: skip
    witness = replace(heard[0], name="witness:1", kind=HolderKind.WITNESS)
    state = Anchoring("touchline/larkmead", Position(1, 1), AT, Position(1, 1), AT, holders=(*heard, witness))
    assert not standing(AT, state).alarming
    state = replace(state, holders=(*heard, replace(witness, failure=failed(AT, None, outcome))))
    stands = standing(AT, state)
    assert (stands.alarming, stands.anchored) == (True, True)
    called = {"witness:1": "Otterford"}
    assert "Otterford says that another history" in status_line(stands, called, UTC)
    assert advice(stands, called) == [f"Otterford: {WHY['witness_other_history'][1]}"]
    assert {reply.value for reply in (Reply.AHEAD, Reply.OTHER_HISTORY)} == CONTRADICTIONS


def test_every_reply_of_a_witness_is_said_in_words() -> None:
    assert {reply.value for reply in Reply if reply is not Reply.COSIGNED} <= set(WHY)
