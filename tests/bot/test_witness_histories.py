"""Whatever is shown to a witness, in whatever order: it never cosigns two checkpoints of one log that do not go together."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.witness.client import Reply, WitnessClient
from storage.ledger.merkle import root
from storage.ledger.note import opened
from tests.bot.witness_kit import COSIGNER, Ledger, Witness, witness

BRANCHES = 3
BRANCH = st.integers(0, BRANCHES - 1)
#: A branch, the size that is shown (all of it if None), and the size that it is proven from (what is held if None).
SHOWN = st.tuples(BRANCH, st.none() | st.integers(0, 20), st.none() | st.integers(0, 20))


class Histories(RuleBasedStateMachine):
    """The owner of a log has several histories of it, grows any, and shows any part of any from any size, also at once."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.running = AsyncExitStack()
        self.temporary = TemporaryDirectory()
        self.folder = Path(self.temporary.name)
        self.branches = [Ledger() for _ in range(BRANCHES)]
        self.seen: dict[tuple[int, bytes], tuple[bytes, ...]] = {}
        self.witness = self.loop.run_until_complete(self.start())

    async def start(self) -> Witness:
        return await self.running.enter_async_context(witness(self.folder))

    @rule(which=BRANCH, count=st.integers(1, 5))
    def grow(self, which: int, count: int) -> None:
        self.branches[which].grow(count, f"{which} ")

    @rule(which=BRANCH, at=st.integers(0, 12))
    def branch_off(self, which: int, at: int) -> None:
        """Take what the witness holds, up to some entry; what is added then is another history."""
        self.branches[which].leaves = list(self.longest()[: max(0, len(self.longest()) - at)])

    @rule(shown=st.lists(SHOWN, min_size=1, max_size=5))
    def show(self, shown: list[tuple[int, int | None, int | None]]) -> None:
        """Checkpoints of any size, each proven from any other, all at the same time."""
        held, parts = len(self.longest()), []
        for which, size, old in shown:
            branch = self.branches[which]
            most = len(branch.leaves)
            parts.append((branch, most if size is None else min(size, most), held if old is None else old))
        self.loop.run_until_complete(self.post(parts))

    @rule(which=st.lists(BRANCH, min_size=1, max_size=4))
    def ask(self, which: list[int]) -> None:
        """As an honest client asks: with the size that the witness says."""
        self.loop.run_until_complete(self.deliver([self.branches[each] for each in which if self.branches[each].leaves]))

    @rule()
    def start_again(self) -> None:
        """The witness is stopped and started: what it knows is in its book."""
        self.loop.run_until_complete(self.running.aclose())
        self.witness = self.loop.run_until_complete(self.start())

    async def post(self, parts: list[tuple[Ledger, int, int]]) -> None:
        answers = await asyncio.gather(*(self.witness.post(part.submission(old, size)) for part, size, old in parts))
        for (part, size, _), (status, _, text) in zip(parts, answers, strict=True):
            assert status in {200, 400, 409, 422}
            if status == 200:
                self.note(part, size, text)

    async def deliver(self, ledgers: list[Ledger]) -> None:
        clients = [WitnessClient(self.witness.url, COSIGNER.verifier_key, ledger.growth) for ledger in ledgers]
        answers = await asyncio.gather(*(c.cosigned(ledger.checkpoint()) for c, ledger in zip(clients, ledgers, strict=True)))
        for ledger, answer in zip(ledgers, answers, strict=True):
            assert answer.reply in {Reply.COSIGNED, Reply.AHEAD, Reply.OTHER_HISTORY, Reply.UNREACHABLE}
            if answer.reply is Reply.COSIGNED:
                self.note(ledger, len(ledger.leaves), answer.line)

    def note(self, part: Ledger, size: int, line: str) -> None:
        opened(part.checkpoint(size).note + line, [COSIGNER.verifier_key])
        self.seen[size, root(part.leaves[:size])] = tuple(part.leaves[:size])

    def longest(self) -> tuple[bytes, ...]:
        return max(self.seen.values(), key=len, default=())

    @invariant()
    def all_that_was_cosigned_is_one_history(self) -> None:
        longest: tuple[bytes, ...] = ()
        for leaves in sorted(self.seen.values(), key=len):
            assert leaves[: len(longest)] == longest
            longest = leaves
        held = self.loop.run_until_complete(self.witness.holds())
        assert (held or 0) == len(longest)

    def teardown(self) -> None:
        self.loop.run_until_complete(self.running.aclose())
        self.loop.close()
        self.temporary.cleanup()


TestHistories = Histories.TestCase
TestHistories.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
