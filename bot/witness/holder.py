"""A witness as somebody outside who holds checkpoints, like an officer's mailbox (`bot/anchors/`)."""

import asyncio
import logging
from collections.abc import Sequence
from functools import partial
from typing import Final

from bot.anchors.holders import Cover
from bot.config_shape import WitnessHolderTable
from bot.witness.client import Answer, Reply, WitnessClient
from moderation.model import BOT, Done, Entry, Outcome, Refused, RetryLater
from storage.anchoring import Appointed, HolderKind
from storage.home import Home
from storage.ledger.note import VerifierKey
from storage.proofs import growth, size_of
from storage.store import Checkpoint
from storage.writer import Writer

log = logging.getLogger(__name__)

#: Names the rule in the entries of this file (map 7.6).
RULE: Final = "witness@1"


class WitnessHolder:
    """One witness. `home` is where the ledger lies, for proofs."""

    def __init__(
        self, appointed: Appointed, called: str, client: WitnessClient, writer: Writer, home: Home, config: str
    ) -> None:
        self.appointed = appointed
        self.called = called
        self._client = client
        self._writer = writer
        self._home = home
        self._config = config

    async def deliver(self, checkpoint: Checkpoint, cover: Cover) -> Outcome:
        """See `bot.anchors.holders.Holder`. What the witness signed is kept before this says that it is done."""
        answer = await self._client.cosigned(checkpoint)
        match answer.reply:
            case Reply.COSIGNED:
                name = self._client.key.name
                await self._writer.run(lambda tx: tx.keep_cosignature(checkpoint, name, answer.line, cover.at))
                return Done()
            case Reply.UNREACHABLE:
                return RetryLater(why=answer.reply)
            case Reply.AHEAD if answer.size <= await asyncio.to_thread(size_of, self._home, checkpoint.origin):
                return RetryLater(why="witness_has_newer")  # somebody showed it a newer one of ours: the next will do
            case Reply.AHEAD | Reply.OTHER_HISTORY:
                await self._contradicted(checkpoint, answer, cover)
        return Refused(why=answer.reply)

    async def _contradicted(self, checkpoint: Checkpoint, answer: Answer, cover: Cover) -> None:
        """The witness has seen more of this log, or another. Either this ledger was put back or rewritten, or the witness errs;
        a person must find out, so it stands in the record whatever becomes of the alarm.
        """
        log.error(
            "%s contradicts this ledger (%s): keep a copy of everything now, and do what docs/ledger.md says",
            self.appointed.name, answer.reply,
        )  # fmt: skip
        data = {
            "holder": self.appointed.name, "why": answer.reply.value, "origin": checkpoint.origin, "size": checkpoint.size,
            "held": answer.size, "rule": RULE, "config": self._config,
        }  # fmt: skip
        await self._writer.run(lambda tx: tx.append(Entry("anchor.contradicted", BOT, data), cover.at))


def witnesses(tables: Sequence[WitnessHolderTable], writer: Writer, home: Home, config: str) -> list[WitnessHolder]:
    """The witnesses of an organisation, in the order in which its configuration names them."""
    return [
        WitnessHolder(
            Appointed(f"witness:{index}", HolderKind.WITNESS, table.key), table.name,
            WitnessClient(table.url, VerifierKey.read(table.key), partial(growth, home)), writer, home, config,
        )
        for index, table in enumerate(tables, start=1)
    ]  # fmt: skip
