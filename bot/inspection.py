"""What checks saw of a server, taken in: what is remembered of it, the entry and the messages, in one unit of work."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final

from bot.agreements import confirming, with_agreements
from bot.agreements.admitting import keep_out
from bot.agreements.asking import ask
from bot.agreements.letters import write_to_adults
from bot.attendance import lately, take_stock
from bot.contact.watching import watch
from bot.pictures import with_desks
from bot.register import with_register
from bot.role_shown import remind
from bot.rota import with_rota
from bot.spaces import with_purposes
from moderation.context import Organisation
from moderation.lapses import inspected, server_of
from moderation.model import Category
from moderation.server import Lapse, ServerFacts
from storage.store import Transaction

_ID: Final = re.compile(r"[A-Za-z0-9_:.-]{0,64}")


def completed(
    tx: Transaction, facts: ServerFacts, organisation: Organisation, now: datetime
) -> tuple[ServerFacts, Organisation]:
    """What a platform told of a server, and the organisation, with what only the store knows: who of those who watch was here
    lately, the rota, the register and what people agreed to.
    """
    here = lately(tx, organisation, now)
    known = with_purposes(tx, with_desks(tx, with_agreements(tx, with_register(tx, with_rota(tx, organisation)))))
    return replace(facts, guards=replace(facts.guards, here_lately=here)), known


def take_in(tx: Transaction, facts: ServerFacts, found: Sequence[Lapse], organisation: Organisation, now: datetime) -> None:
    """Compare what was found with what was known. Nothing is written when nothing has changed and nobody is to be told."""
    take_stock(tx, organisation, now)
    server = server_of(facts)
    known = tx.lapses(server)
    found = _unwarned(tx, found)
    inspection = inspected(found, known, facts, organisation, now, partial(_code, tx), partial(_mark, tx))
    if set(inspection.known) != set(known):
        tx.keep_lapses(server, inspection.known)
    if inspection.decision is not None:
        tx.commit_decision(inspection.decision, None)
    for entry in inspection.more:
        tx.append(entry, now)
    watch(tx, facts, organisation, now)
    keep_out(tx, facts, organisation, now)
    ask(tx, facts, organisation, now)
    write_to_adults(tx, facts, organisation, now)
    confirming.ask(tx, facts, organisation, now)
    remind(tx, facts, organisation, now)


def _unwarned(tx: Transaction, found: Sequence[Lapse]) -> Sequence[Lapse]:
    """Nothing is posted where somebody is about whom there is a concern: it would warn the wrong person (decisions 17)."""
    if not any(lapse.notice for lapse in found):
        return found
    small = Category.STAFF_CONDUCT
    watched = {person for case in tx.cases(open_only=True) if case.category is not small for person in case.subjects}
    return [replace(lapse, notice="") if watched & set(lapse.about) else lapse for lapse in found]


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
