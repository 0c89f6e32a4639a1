"""What the tests of witnesses share: a log whose owner holds its key and may do with it as they like, and a witness."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import aiohttp

from bot.credentials import Credential
from bot.witness.protocol import PATH, Submission
from bot.witness.server import WitnessServer
from bot.witness.settings import Log, Settings
from storage.ledger.merkle import consistency_proof, leaf_hash, root
from storage.ledger.note import Cosigner, Signer, VerifierKey, checkpoint_text
from storage.store import Checkpoint
from storage.witness import WitnessBook, read_book

AT = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
ORIGIN = "touchline/larkmead"
SIGNER = Signer(ORIGIN, b"\x01" * 32)
STRANGER = Signer("touchline/elsewhere", b"\x05" * 32)
COSIGNER = Cosigner("otterford.example.org/witness", b"\x02" * 32)


@dataclass
class Ledger:
    """A log in memory. `story` goes into each leaf, so that two logs with other stories are forks of one another."""

    origin: str = ORIGIN
    signer: Signer = SIGNER
    leaves: list[bytes] = field(default_factory=list)

    def grow(self, count: int = 1, story: str = "") -> "Ledger":
        self.leaves += [leaf_hash(f"{story}{len(self.leaves) + number}".encode()) for number in range(count)]
        return self

    def copy(self) -> "Ledger":
        return Ledger(self.origin, self.signer, list(self.leaves))

    def checkpoint(self, size: int | None = None) -> Checkpoint:
        size = len(self.leaves) if size is None else size
        head = root(self.leaves[:size])
        return Checkpoint(self.origin, size, head, AT, self.signer.sign(checkpoint_text(self.origin, size, head)))

    def growth(self, origin: str, first: int, second: int) -> Sequence[bytes]:
        assert origin == self.origin
        return consistency_proof(self.leaves, first, second)

    def submission(self, old: int, size: int | None = None) -> bytes:
        checkpoint = self.checkpoint(size)
        proof = consistency_proof(self.leaves, old, checkpoint.size) if 0 < old <= checkpoint.size else []
        return Submission(old, tuple(proof), checkpoint.note).written()


def settings(folder: Path, *logs: Log) -> Settings:
    watched = logs or (Log(ORIGIN, VerifierKey.read(SIGNER.verifier_key), volumes=True),)
    return Settings(COSIGNER.verifier_key.name, Credential(env="UNUSED"), folder / "witness.db", "127.0.0.1", 0, watched)


def open_book(folder: Path) -> WitnessBook:
    path = folder / "witness.db"
    return WitnessBook.open(path, str(COSIGNER.verifier_key), AT, begin=not path.is_file())


@dataclass
class Witness:
    """A running witness, and a client that says what it wants."""

    folder: Path
    url: str
    session: aiohttp.ClientSession

    async def post(self, body: bytes) -> tuple[int, str, str]:
        """Status, content type as it was sent, and text."""
        async with self.session.post(self.url + PATH, data=body) as response:
            return response.status, response.headers["Content-Type"], await response.text()

    async def holds(self, origin: str = ORIGIN) -> int | None:
        with read_book(self.folder / "witness.db") as book:
            return next((log.size for log in book.newest() if log.origin == origin), None)


@asynccontextmanager
async def witness(folder: Path, *logs: Log, book: WitnessBook | None = None) -> AsyncIterator[Witness]:
    with closing(book or open_book(folder)) as memory:
        server = WitnessServer(settings(folder, *logs), COSIGNER, memory, lambda: AT)
        async with server.running() as port, aiohttp.ClientSession(auto_decompress=False) as session:
            yield Witness(folder, f"http://127.0.0.1:{port}", session)
