"""Who was really asked: nothing may lapse that nobody was asked, and what practice mode holds back asked nobody (map 10.9)."""

import json
from typing import Final

from moderation.model import BOT, Effect, Outcome, TellPerson, Withheld
from storage.store import Transaction

#: The ids of those to whom such a letter went out last, by what it asked.
SETTING: Final = "agreements.reached"
AGREE: Final = "asked_to_agree"
CONFIRM: Final = "asked_to_confirm"


def asked_in(tx: Transaction, what: str) -> frozenset[str]:
    """The ids of those who were asked to agree, or to confirm. A letter that somebody did not take counts."""
    return frozenset(_kept(tx).get(what, ()))


def settled(tx: Transaction, effect: Effect, outcome: Outcome) -> None:
    """Keep whether a letter that asks somebody went out."""
    counts = effect.counts if isinstance(effect, TellPerson) else None
    if counts is None or counts.what not in {AGREE, CONFIRM}:
        return
    kept = _kept(tx)
    before = set(kept.get(counts.what, ()))
    after = before - {counts.person} if isinstance(outcome, Withheld) else before | {counts.person}
    if after != before:
        tx.change_setting(SETTING, json.dumps(kept | {counts.what: sorted(after)}, sort_keys=True), BOT)


def _kept(tx: Transaction) -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(tx.setting(SETTING) or "{}")
    return found
