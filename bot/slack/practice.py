"""The practice alert on Slack (`bot.practice`). A button there cannot be switched off, so it has none."""

from dataclasses import replace
from datetime import datetime

from bot.card_words import SPEEDS
from bot.practice import invented
from bot.slack.cards import drawn
from bot.slack.posting import Content
from bot.slack.workspace import NAME
from moderation.context import Organisation


def practice(organisation: Organisation, rings: str, at: datetime) -> Content:
    """The alert as it is posted, which mentions whoever leads (an account's id). `at` is now; nothing is recorded."""
    card = replace(invented(organisation, NAME, at), buttons=())
    # The lead's telephone is to ring, so that they know that it does: a real card of this speed would mention nobody.
    return Content(drawn(card, "", rings), f"{SPEEDS[card.speed]} · {card.reference}")
