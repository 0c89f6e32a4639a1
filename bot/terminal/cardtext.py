"""A lead's card as lines of plain text."""

from collections.abc import Iterator, Sequence

from bot.card_words import BUTTONS
from moderation.cards import Card


def lines(card: Card, tasks: Sequence[str] = ()) -> Iterator[str]:
    """What a card says below its reference, a line each. `tasks` are what somebody is to do by hand."""
    yield card.headline
    sure = f" How sure: {card.sure}." if card.sure else ""
    yield f"Where: {card.where}. Who: {card.who}.{sure}"
    for label, quotes in (("Seen", card.snippet.splitlines()), ("Told", card.told)):
        for quote in quotes:
            yield f"{label}: {quote}"
    for heading, said in (("Why", card.why), ("Done", card.done), ("Next", (*card.next, *tasks))):
        if said:
            yield f"{heading}: {' '.join(said)}"
    yield f"Buttons: {', '.join(BUTTONS[button] for button in card.buttons)}"
