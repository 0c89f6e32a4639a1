"""Suspending an organisation: from then on nobody looks after it, whatever process runs, until it is resumed.

That it is, is a setting in its own record, which every process reads; why, is an entry. Nothing is deleted. Its chat is no
longer read, its deadlines do not ring, and officers' commands work as before.
"""

from contextlib import closing
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from bot.hosting.journal import HOST, RULE
from moderation.model import Entry
from storage.rows.reader import LedgerReader
from storage.store import StoreError, Transaction

#: Whether an organisation is suspended: not so, so, or for good, as its record goes on elsewhere.
_SETTING: Final = "hosting.suspended"
_NO, _YES, _ELSEWHERE = "no", "yes", "elsewhere"
ADDED: Final = "organisation.added"
SUSPENDED: Final = "organisation.suspended"
RESUMED: Final = "organisation.resumed"
HANDED_OVER: Final = "organisation.handed_over"
#: The newest of these entries says how an organisation stands, to whoever has no key; after some of them nobody looks after it.
STATES: Final = frozenset({ADDED, SUSPENDED, RESUMED, HANDED_OVER})
LEFT_ALONE: Final = frozenset({SUSPENDED, HANDED_OVER})
_EVER: Final = datetime.min.replace(tzinfo=UTC)


class Why(StrEnum):
    """Why an organisation was suspended, as the entry has it."""

    ASKED = "asked"
    ENDED = "agreement_ended"
    MISUSE = "misuse"
    SECURITY = "security"

    @property
    def says(self) -> str:
        """For those who answer for the organisation."""
        return _SAYS[self]


_SAYS: Final = {
    Why.ASKED: "your organisation asked for it",
    Why.ENDED: "the agreement with whoever runs it has ended",
    Why.MISUSE: "it was used for something that it is not for",
    Why.SECURITY: "something about its safety must be looked into first",
}


def is_suspended(tx: Transaction) -> bool:
    return tx.setting(_SETTING) in {_YES, _ELSEWHERE}


def is_left_alone(ledger: LedgerReader) -> bool:
    """The same, for whoever has no key to the record."""
    with closing(ledger.recent(STATES, _EVER)) as found:
        newest = next(found, None)
    return newest is not None and newest.kind in LEFT_ALONE


def suspend(tx: Transaction, why: Why, config: str, now: datetime) -> None:
    """Suspend it. Raises StoreError if it is already."""
    if is_suspended(tx):
        raise StoreError("it is suspended already: nothing was changed")
    tx.append(Entry(SUSPENDED, HOST, {"why": why.value, "rule": RULE, "config": config}), now)
    tx.change_setting(_SETTING, _YES, HOST)


def resume(tx: Transaction, config: str, now: datetime) -> None:
    """Have it looked after again. Raises StoreError if it is not suspended, or was handed over."""
    if tx.setting(_SETTING) == _ELSEWHERE:
        raise StoreError("it was handed over, and its record goes on elsewhere: nothing was changed")
    if not is_suspended(tx):
        raise StoreError("it is not suspended: nothing was changed")
    tx.append(Entry(RESUMED, HOST, {"rule": RULE, "config": config}), now)
    tx.change_setting(_SETTING, _NO, HOST)


def hand_over(tx: Transaction, config: str, now: datetime) -> None:
    """Say that its record goes on elsewhere, where `take_over` follows. Raises StoreError unless it is suspended."""
    if not is_suspended(tx):
        raise StoreError("it is looked after here: suspend it first (`touchline org suspend`), so that nothing more is written")
    if tx.setting(_SETTING) != _ELSEWHERE:
        tx.append(Entry(HANDED_OVER, HOST, {"rule": RULE, "config": config}), now)
        tx.change_setting(_SETTING, _ELSEWHERE, HOST)


def take_over(tx: Transaction, config: str, now: datetime) -> None:
    """Say that it is looked after by this deployment from here on, whether its record has just begun or was handed over."""
    tx.append(Entry(ADDED, HOST, {"rule": RULE, "config": config}), now)
    tx.change_setting(_SETTING, _NO, HOST)
