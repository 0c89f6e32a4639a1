"""What somebody, or adults of theirs, agreed to: by kind alone, as adults are told nothing of where others stand."""

from collections.abc import Iterator
from typing import Final

from bot.agreements.words import CALLED, WAYS
from bot.member_pack.asking import Whose
from bot.member_pack.items import Choice, Item, Sort, Words
from bot.rota.words import on_date
from moderation.agreements import OF_ADULTS
from moderation.model import Topic
from storage.store import Transaction

#: What a lead lays down about somebody, and signs.
_LAID_DOWN: Final = frozenset({Topic.NEVER_SHOW, Topic.EQUIPMENT})


def agreement_items(tx: Transaction, whose: Whose) -> Iterator[Item]:
    """One for each agreement, and for each that was taken back, the oldest first."""
    for each in tx.agreements(whose.id):
        theirs = each.topic not in OF_ADULTS
        lines = [f"What: {CALLED[each.topic]}", f"{'Given' if each.given else 'Taken back'} {WAYS[each.way]}"]
        lines += [f"Version of the statement: {each.version}"] if each.version else []
        lines += [f"Counts until: {on_date(each.until)} {each.until.year}"] if each.until and each.given else []
        lines += [f"Signed as: {each.name}"] if theirs and each.topic not in _LAID_DOWN else []
        lines += [f"Job title: {each.job}"] if theirs and each.job else []
        lines.append(f"Date: {on_date(each.signed)} {each.signed.year}")
        yield Item(
            "",
            Sort.REGISTER,
            "Something was agreed to, or taken back, by you or for you.",
            Choice.INCLUDE,
            "Their own agreement. Adults who agreed for them stand there without names.",
            at=each.at,
            words=tuple(Words("", line) for line in lines),
            folder=whose.id,
        )
