"""Which tips a child was shown, and how far the weekly ones have come that they asked for."""

from collections.abc import Iterator
from datetime import tzinfo

from bot.member_pack.asking import Whose
from bot.member_pack.items import Choice, Item, Sort, Words
from bot.rota.words import on_date
from bot.tips import tips
from storage.store import Transaction


def tip_items(tx: Transaction, whose: Whose, zone: tzinfo) -> Iterator[Item]:
    """One with all of it, if there is any."""
    lines = []
    texts = {tip.id: " ".join(tip.text.split()) for tip in tips().after_notice}
    for person in sorted(whose.people):
        for tip, at in tx.tips_shown(person).items():
            day = at.astimezone(zone).date()
            lines.append(f"Last on {on_date(day)} {day.year}: {texts.get(tip, tip)}")
    series = tx.tip_series(whose.id)
    if series is not None:
        day = series.due.astimezone(zone).date()
        lines.append(f"You asked for a tip each week. {series.sent} came, and the next is due on {on_date(day)} {day.year}.")
    if lines:
        yield Item(
            "",
            Sort.REGISTER,
            "Tips on how to stay safe that you were sent.",
            Choice.INCLUDE,
            "Nobody else is in it.",
            words=tuple(Words("", line) for line in lines),
            folder=whose.id,
        )
