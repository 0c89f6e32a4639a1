"""What checks saw of a server, taken in: what is remembered of it, the entry and the messages, in one unit of work."""

import re
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Final

from moderation.context import Organisation
from moderation.lapses import inspected, server_of
from moderation.server import Lapse, ServerFacts
from storage.store import Transaction

_ID: Final = re.compile(r"[A-Za-z0-9_:.-]{0,64}")


def take_in(tx: Transaction, facts: ServerFacts, found: Sequence[Lapse], organisation: Organisation, now: datetime) -> None:
    """Compare what was found with what was known. Nothing is written when nothing has changed and nobody is to be told."""
    server = server_of(facts)
    known = tx.lapses(server)
    inspection = inspected(found, known, facts, organisation, now, partial(_code, tx), partial(_mark, tx))
    if set(inspection.known) != set(known):
        tx.keep_lapses(server, inspection.known)
    if inspection.decision is not None:
        tx.commit_decision(inspection.decision, None)
    for entry in inspection.more:
        tx.append(entry, now)


def _code(tx: Transaction, lapse: Lapse) -> str:
    """What a lapse is called in rows and entries: its key if that is an id and the lapse is about nobody. Nobody whom one is
    about is to be found by reading them, and what somebody wrote does not stand in them (decisions 7). Between other people
    it is another lapse, called after the same place and then after them.
    """
    if _ID.fullmatch(lapse.key) and not lapse.about:
        return lapse.key
    place = f"k_{tx.keyed_hash('lapse', lapse.check, lapse.key)[:20]}"
    if not lapse.between:
        return place
    return f"{place}.{tx.keyed_hash('between', lapse.check, lapse.key, *sorted(lapse.between))[:20]}"


def _mark(tx: Transaction, person: str) -> str:
    return f"k_{tx.keyed_hash('told', person)[:20]}"
